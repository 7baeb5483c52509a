package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxCellText is the most a cell holds, in UTF-16 units as spreadsheets count.
const maxCellText = 32767

// remembered bounds the texts kept to find repeated ones, so that memory stays flat
// however long the list. When so many have come, all are forgotten: words that repeat
// soon turn up again, names and numbers do not.
const remembered = 1 << 14

// sharedWriter gathers the shared strings of a workbook while its sheets are being
// written; packed, since the part can only be written after them.
type sharedWriter struct {
	packed bytes.Buffer
	pack   *flate.Writer
	sum    uint32
	size   uint64
	prefix string // of element names, "x:" or empty
	count  int
	index  map[string]int
	buf    []byte
	err    error
}

// newSharedWriter begins with what a part already holds up to </sst>; count is how
// many strings that is.
func newSharedWriter(head []byte, prefix string, count int) *sharedWriter {
	w := &sharedWriter{prefix: prefix, count: count, index: map[string]int{}}
	w.pack, w.err = flate.NewWriter(&w.packed, flate.BestSpeed)
	w.write(head)
	return w
}

func (w *sharedWriter) write(b []byte) {
	if w.err != nil {
		return
	}
	w.sum = crc32.Update(w.sum, crc32.IEEETable, b)
	w.size += uint64(len(b))
	_, w.err = w.pack.Write(b)
}

// add gives the number of a shared string.
func (w *sharedWriter) add(text string) (int, error) {
	if n, found := w.index[text]; found {
		return n, nil
	}
	if len(text) > maxCellText && textUnits(text) > maxCellText {
		return 0, &Error{Kind: "too_large", Message: fmt.Sprintf("有一格的文字超过 %d 个字（开头是“%s”），表格放不下。请先缩短它。", maxCellText, string([]rune(text)[:20]))}
	}
	b := append(append(append(append(w.buf[:0], '<'), w.prefix...), "si><"...), w.prefix...)
	b = append(b, 't')
	if needsSpace(text) {
		b = append(b, ` xml:space="preserve"`...)
	}
	b = appendEscaped(append(b, '>'), text)
	b = append(append(append(b, "</"...), w.prefix...), "t></"...)
	b = append(append(b, w.prefix...), "si>"...)
	w.buf = b
	w.write(b)
	if len(w.index) >= remembered {
		clear(w.index)
	}
	w.index[text] = w.count
	w.count++
	return w.count - 1, w.err
}

func textUnits(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// finish writes the part into zw under the given name.
func (w *sharedWriter) finish(zw *zip.Writer, header zip.FileHeader) error {
	w.write([]byte("</" + w.prefix + "sst>"))
	if w.err == nil {
		w.err = w.pack.Close()
	}
	if w.err != nil {
		return w.err
	}
	out, err := zw.CreateRaw(&zip.FileHeader{
		Name: header.Name, Modified: header.Modified, Method: zip.Deflate,
		CRC32: w.sum, CompressedSize64: uint64(w.packed.Len()), UncompressedSize64: w.size,
	})
	if err != nil {
		return err
	}
	_, err = io.Copy(out, &w.packed)
	return err
}

// needsSpace reports white space that readers would trim or fold.
func needsSpace(s string) bool {
	if s == "" {
		return false
	}
	if s[0] <= ' ' || s[len(s)-1] <= ' ' {
		return true
	}
	for i := range len(s) {
		if s[i] == '\n' || s[i] == '\t' || s[i] == ' ' && s[i+1] == ' ' {
			return true
		}
	}
	return false
}

// appendEscaped adds text to XML. Control characters are written _xHHHH_ as
// spreadsheets do, and so is an underscore that would look like such an escape;
// what is no character becomes U+FFFD.
func appendEscaped(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
				dst = utf8.AppendRune(dst, utf8.RuneError)
			} else {
				dst = append(dst, s[i:i+n]...)
			}
			i += n
			continue
		}
		switch {
		case c == '<':
			dst = append(dst, "&lt;"...)
		case c == '>':
			dst = append(dst, "&gt;"...)
		case c == '&':
			dst = append(dst, "&amp;"...)
		case c < ' ' && c != '\t' && c != '\n':
			dst = fmt.Appendf(dst, "_x%04X_", c)
		case c == '_' && looksEscaped(s[i:]):
			dst = append(dst, "_x005F_"...)
		default:
			dst = append(dst, c)
		}
		i++
	}
	return dst
}

// looksEscaped reports that s starts like _x000D_.
func looksEscaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

// appendAttr adds text to the value of an attribute in double quotes.
func appendAttr(dst []byte, s string) []byte {
	for _, part := range bytes.SplitAfter(appendEscaped(nil, s), []byte{'"'}) {
		if n := len(part); n > 0 && part[n-1] == '"' {
			dst = append(append(dst, part[:n-1]...), "&quot;"...)
			continue
		}
		dst = append(dst, part...)
	}
	return dst
}

// useFast makes a zip writer pack for speed: a workbook is written while someone
// waits, and its repetitive XML packs well at any level.
func useFast(zw *zip.Writer) {
	zw.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
}

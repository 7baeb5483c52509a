package sheet

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readText reads what is no binary file: html tables and separated values.
func (g *guard) readText(data []byte) (*Book, error) {
	g.total = int64(len(data))
	if padded := bytes.TrimRight(data, "\x00"); len(data)-len(padded) > 2 { // a file closed badly ends in zeros
		if bytes.IndexByte(padded, 0) >= 0 { // of UTF-16 the last sign may have ended in one
			padded = data[:len(padded)+len(padded)%2]
		}
		data = padded
	}
	text, err := g.decodeText(data)
	if err != nil {
		return nil, err
	}
	if err := g.addBytes(len(text)); err != nil {
		return nil, err
	}
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 4096)]))
	switch {
	case strings.HasPrefix(head, "<?xml") && strings.Contains(head, "urn:schemas-microsoft-com:office:spreadsheet"):
		return nil, g.fail("unsupported", nil, "是 XML 表格（2003），不能直接读。请用 WPS 另存为 .xlsx 再导入。")
	case strings.HasPrefix(head, "mime-version:"):
		return nil, g.fail("unsupported", nil, "是网页归档（.mht），不能直接读。请用 WPS 另存为 .xlsx 再导入。")
	case strings.HasPrefix(head, "<") && (strings.Contains(head, "<table") || strings.Contains(head, "<html") || strings.Contains(head, "<meta")):
		return g.readHTML(text)
	case strings.HasPrefix(head, "<?xml"), strings.HasPrefix(head, "{\\rtf"):
		return nil, g.fail("not_a_workbook", nil, "不是表格，读不出行和列。请选一个 .xlsx、.xls 或 .csv 文件。")
	}
	return g.readCSV(text)
}

// decodeText tells the encoding by content: a byte order mark, UTF-16 by its many
// zero bytes, UTF-8 where all of it is valid, GB18030 otherwise.
func (g *guard) decodeText(data []byte) (string, error) {
	var enc encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return strings.ToValidUTF8(string(data[3:]), "\uFFFD"), nil
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		enc = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case zeros(data, 1):
		enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros(data, 0):
		enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case wideText(data, unicode.LittleEndian):
		enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case wideText(data, unicode.BigEndian):
		enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case notText(data):
		return "", g.fail("not_a_workbook", nil, "不是表格文件，里面不是文字。请选一个 .xlsx、.xls 或 .csv 文件。")
	case utf8.Valid(data):
		return string(data), nil
	default:
		enc = simplifiedchinese.GB18030
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", g.damaged(err)
	}
	text := string(out)
	if bad := strings.Count(text, "\uFFFD"); bad*50 > utf8.RuneCountInString(text) {
		return "", g.fail("not_a_workbook", nil, "里的文字认不出来，不像是表格。请用 WPS 打开它，另存为 .xlsx 再导入。")
	}
	return text, nil
}

// zeros reports whether the bytes at even (0) or odd (1) places are often zero and
// the others never, as in UTF-16 of text with some Latin letters, digits or commas.
func zeros(data []byte, odd int) bool {
	head := data[:min(len(data), 4096)]
	var count [2]int
	for i, b := range head {
		if b == 0 {
			count[i%2]++
		}
	}
	return count[odd] > 0 && count[odd]*10 >= len(head)/2 && count[1-odd] == 0
}

// wideText reports UTF-16 without a mark where most signs are Chinese, so that few
// bytes are zero: what is decoded holds line ends and hardly a sign no table has.
func wideText(data []byte, order unicode.Endianness) bool {
	head := data[:min(len(data), 4096)&^1]
	if bytes.IndexByte(head, 0) < 0 {
		return false
	}
	text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(head)
	if err != nil {
		return false
	}
	good, all, lines := 0, 0, false
	for _, r := range string(text) {
		all++
		switch {
		case r == '\n' || r == '\r':
			lines = true
			good++
		case r == '\t' || r >= ' ' && r < 0x7f || r >= 0x4e00 && r < 0xa000 || r >= 0x3000 && r < 0x3020 || r >= 0xff00 && r < 0xff60:
			good++
		}
	}
	return lines && good*20 >= all*19
}

// notText reports control characters that no text file has.
func notText(data []byte) bool {
	for _, b := range data[:min(len(data), 64<<10)] {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1A && b != 0x1B {
			return true
		}
	}
	return false
}

// csvReader splits separated values into rows. It is lenient where the standard
// library refuses: stray quotes, cells written ="…", rows of uneven length.
type csvReader struct {
	text      string
	pos       int
	delimiter byte
	// literal is set once a quote was opened and never closed: from there on quotes
	// are signs like others, so that one stray quote does not swallow the file.
	literal bool
	// most is how many columns a table may have, 0 for any number; of what lies
	// beyond one cell is kept, which is enough to refuse the row.
	most int
}

// readCSV reads separated values; every cell is Text and rows count as records.
func (g *guard) readCSV(text string) (*Book, error) {
	r := &csvReader{text: strings.TrimRight(text, "\x1A\x00"), most: g.limits.Columns}
	if line, rest, found := strings.Cut(r.text, "\n"); found && len(strings.TrimSpace(line)) == 5 && strings.HasPrefix(line, "sep=") {
		r.delimiter, r.text = line[4], rest
	} else {
		r.delimiter = guessDelimiter(r.text)
	}
	format := "csv"
	if r.delimiter == '\t' {
		format = "tsv"
	}
	name := strings.TrimSuffix(filepath.Base(g.name), filepath.Ext(g.name))
	s := &Sheet{Name: name}
	for number := 1; r.pos < len(r.text); number++ {
		cells := r.record()
		for len(cells) > 0 && cells[len(cells)-1].Kind == Blank {
			cells = cells[:len(cells)-1]
		}
		if err := g.addCells(len(cells)); err != nil {
			return nil, err
		}
		if len(cells) == 0 {
			continue
		}
		if err := g.column(name, len(cells)-1, number); err != nil {
			return nil, err
		}
		s.Rows = append(s.Rows, Row{Number: number, Cells: cells})
	}
	return &Book{Format: format, Sheets: []*Sheet{s}}, nil
}

// record reads one row and stands behind its line end.
func (r *csvReader) record() []Cell {
	var cells []Cell
	for {
		text := unwrapFormula(r.field())
		cell := Cell{}
		if text != "" {
			cell = Cell{Kind: Text, Text: text}
		}
		if r.most == 0 || len(cells) < r.most || len(cells) == r.most && text != "" {
			cells = append(cells, cell)
		}
		if r.pos < len(r.text) && r.text[r.pos] == r.delimiter {
			r.pos++
			continue
		}
		if strings.HasPrefix(r.text[r.pos:], "\r\n") {
			r.pos++
		}
		r.pos++
		return cells
	}
}

// field reads up to the next delimiter or line end outside quotes.
func (r *csvReader) field() string {
	start := r.pos
	if !r.literal && strings.HasPrefix(r.text[start:], `"`) {
		if end := r.closing(start + 1); end >= 0 {
			r.pos = end + 1
			inner := strings.ReplaceAll(r.text[start+1:end], `""`, `"`)
			return inner + r.plain() // what stands behind the closing quote is kept
		}
	}
	if !r.literal && strings.HasPrefix(r.text[start:], `="`) {
		if end := r.closing(start + 2); end >= 0 {
			r.pos = end + 1
			return r.text[start:r.pos] + r.plain()
		}
	}
	return r.plain()
}

// closing finds the quote that closes what was opened before i; -1 where none does.
func (r *csvReader) closing(i int) int {
	for {
		j := strings.IndexByte(r.text[i:], '"')
		if j < 0 {
			r.literal = true
			return -1
		}
		if i += j; i+1 >= len(r.text) || r.text[i+1] != '"' {
			return i
		}
		i += 2
	}
}

// plain reads on to the delimiter or line end.
func (r *csvReader) plain() string {
	start := r.pos
	for r.pos < len(r.text) {
		if c := r.text[r.pos]; c == r.delimiter || c == '\n' || c == '\r' {
			break
		}
		r.pos++
	}
	return r.text[start:r.pos]
}

// unwrapFormula takes the text out of ="…", which exports use to keep long numbers.
func unwrapFormula(s string) string {
	if len(s) >= 3 && strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) {
		return strings.ReplaceAll(s[2:len(s)-1], `""`, `"`)
	}
	return s
}

// guessDelimiter picks the sign that stands equally often in the most of the first
// lines; between equals, the more frequent one.
func guessDelimiter(text string) byte {
	best, bestLines, bestCount := byte(','), 0, 0
	for _, d := range []byte{',', '\t', ';', '|'} {
		lines, total := 0, 0
		usual := map[int]int{}
		r := csvReader{text: text[:min(len(text), 64<<10)], delimiter: d}
		for range 30 {
			if r.pos >= len(r.text) {
				break
			}
			if n := len(r.record()) - 1; n > 0 {
				usual[n]++
				lines = max(lines, usual[n])
				total += n
			}
		}
		if lines > bestLines || lines == bestLines && total > bestCount {
			best, bestLines, bestCount = d, lines, total
		}
	}
	return best
}

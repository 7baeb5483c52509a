// Package docx reads documents of Word and WPS (.docx), fills the marks {{…}} that a
// clerk wrote into them, and takes their paragraphs and tables out so that they can be
// printed. A filled document is the given one with other text in it: every part that
// holds no mark is copied byte for byte. It knows nothing of what is filled in.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
)

// The most a document may be: bytes as it lies on disk and unpacked, and parts.
const (
	mostBytes    = 32 << 20
	mostUnpacked = 128 << 20
	mostPart     = 32 << 20
	mostParts    = 2000
)

// body is the part with the text.
const body = "word/document.xml"

// File is a document that was read.
type File struct {
	packed []byte
	zip    *zip.Reader
	// texts are the parts that may hold marks: the text itself, headers and footers.
	texts map[string]*text
	// styles is word/styles.xml, nil without one.
	styles *text
}

// Error is what is wrong with a document, in words for people.
type Error struct{ Message string }

func (e *Error) Error() string { return e.Message }

func failed(format string, args ...any) error { return &Error{fmt.Sprintf(format, args...)} }

// Read reads a document. What is no .docx, is damaged, protected or far too large is
// an *Error that says which.
func Read(b []byte) (*File, error) {
	switch {
	case len(b) > mostBytes:
		return nil, failed("文档有 %d MB，模板最多 %d MB。", len(b)>>20, mostBytes>>20)
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")):
		return nil, failed("这是旧的 .doc 文档，或者加了密码的文档。请在 WPS 里打开，去掉密码，另存为“Word 文档 (.docx)”。")
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, failed("这不是 .docx 文档，或者文件不完整。请在 WPS 里打开看看，再另存为“Word 文档 (.docx)”。")
	}
	f := &File{packed: b, zip: z, texts: map[string]*text{}}
	if len(z.File) > mostParts {
		return nil, failed("文档里的零件超过 %d 个，没有读入。", mostParts)
	}
	var unpacked uint64
	for _, p := range z.File {
		if unpacked += p.UncompressedSize64; unpacked > mostUnpacked || p.UncompressedSize64 > mostPart {
			return nil, failed("文档展开后太大，没有读入。请删去里面的大图片再试。")
		}
	}
	for _, p := range z.File {
		if !holdsText(p.Name) && p.Name != "word/styles.xml" {
			continue
		}
		t, err := parse(p)
		if err != nil {
			return nil, failed("文档的 %s 读不出来，文件可能损坏。请在 WPS 里打开另存一次再试。", p.Name)
		}
		if p.Name == "word/styles.xml" {
			f.styles = t
		} else {
			f.texts[p.Name] = t
		}
	}
	if f.texts[body] == nil {
		return nil, failed("文件里没有正文，不是 Word 文档。请选一份 .docx 文档。")
	}
	return f, nil
}

func holdsText(name string) bool {
	return name == body || strings.HasSuffix(name, ".xml") && (strings.HasPrefix(name, "word/header") || strings.HasPrefix(name, "word/footer"))
}

func parse(p *zip.File) (*text, error) {
	r, err := p.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, mostPart+1))
	if err != nil || len(b) > mostPart {
		return nil, fmt.Errorf("read %s: %w", p.Name, err)
	}
	return newText(b)
}

// packedWith gives the document with some parts replaced.
func (f *File) packedWith(parts map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range f.zip.File {
		b, changed := parts[p.Name]
		if !changed {
			if err := w.Copy(p); err != nil {
				return nil, fmt.Errorf("copy %s: %w", p.Name, err)
			}
			continue
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: p.Modified})
		if err == nil {
			_, err = part.Write(b)
		}
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", p.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

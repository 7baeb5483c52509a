package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// text is a part as it lies in the file, and its elements with where they stand.
type text struct {
	raw  []byte
	root *element
}

// element is an element: name without its prefix, its attributes by name without
// prefix, its place in the raw bytes from the opening sign to past the closing one.
type element struct {
	name       string
	attrs      map[string]string
	from, to   int
	start, end int // of what stands between its tags
	children   []*element
	chars      string // its own text, entities read
}

const (
	mostElements = 1_000_000
	mostDepth    = 200
)

var errTooMuch = errors.New("too many elements")

func newText(raw []byte) (*text, error) {
	d := xml.NewDecoder(bytes.NewReader(raw))
	root := &element{to: len(raw), end: len(raw)}
	stack := []*element{root}
	count := 0
	for {
		from := int(d.InputOffset())
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			if count++; count > mostElements || len(stack) > mostDepth {
				return nil, errTooMuch
			}
			e := &element{name: tok.Name.Local, from: from, start: int(d.InputOffset())}
			if len(tok.Attr) > 0 {
				e.attrs = make(map[string]string, len(tok.Attr))
				for _, a := range tok.Attr {
					e.attrs[a.Name.Local] = a.Value
				}
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			top.end, top.to = from, int(d.InputOffset())
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.chars += string(tok)
		case xml.Directive:
			return nil, errors.New("the part has a DOCTYPE")
		}
	}
	if len(stack) != 1 {
		return nil, io.ErrUnexpectedEOF
	}
	return &text{raw, root}, nil
}

// find gives the first element with a name at or below e, nil for none.
func (e *element) find(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
		if f := c.find(name); f != nil {
			return f
		}
	}
	return nil
}

// child gives the first child with a name, nil for none.
func (e *element) child(name string) *element {
	if e != nil {
		for _, c := range e.children {
			if c.name == name {
				return c
			}
		}
	}
	return nil
}

// val is the attribute val of the child with a name.
func (e *element) val(name string) (string, bool) {
	c := e.child(name)
	if c == nil {
		return "", false
	}
	v, ok := c.attrs["val"]
	return v, ok
}

// on reads a switch such as w:b: there, and not turned off.
func (e *element) on(name string) (on, told bool) {
	c := e.child(name)
	if c == nil {
		return false, false
	}
	v := c.attrs["val"]
	return v != "0" && v != "false" && v != "none", true
}

// runs are the texts of a paragraph in order, without those of paragraphs inside it
// (text boxes).
func (e *element) runs() (out []*element) {
	for _, c := range e.children {
		switch c.name {
		case "t":
			out = append(out, c)
		case "p", "AlternateContent", "txbxContent", "delText":
		default:
			out = append(out, c.runs()...)
		}
	}
	return out
}

// words is the text of a paragraph.
func (e *element) words() string {
	var b strings.Builder
	for _, t := range e.runs() {
		b.WriteString(t.chars)
	}
	return b.String()
}

package sheet

import (
	"bytes"
	"io"
)

// newByteScanner scans data that is in memory; s.pos is then a place in data.
func newByteScanner(data []byte) *scanner {
	return &scanner{buf: data, end: len(data), err: io.EOF}
}

// rewriter copies XML byte for byte apart from what its functions change.
type rewriter struct {
	// tag gets a tag as it stands and gives what to write in its place.
	tag func(kind tokenKind, name string, raw []byte) []byte
	// text gets the text of an element, decoded.
	text func(element, text string) string
}

func (r rewriter) apply(data []byte) ([]byte, error) {
	s := newByteScanner(data)
	out := make([]byte, 0, len(data)+len(data)/8)
	element := ""
	for {
		start := s.pos
		kind, err := s.next()
		if err == io.EOF {
			return append(out, data[start:]...), nil
		}
		if err != nil {
			return nil, err
		}
		// Comments and instructions before the token are kept too.
		body := data[start:s.pos]
		if kind == tokenText {
			out = append(out, r.textOf(s, element, body)...)
			continue
		}
		tag := bytes.LastIndex(body[:len(body)-len(s.attrs)-1], []byte("<"))
		out = append(out, body[:tag]...)
		element = string(s.name)
		if kind == tokenEnd {
			element = ""
		}
		if raw := body[tag:]; r.tag != nil {
			out = append(out, r.tag(kind, string(s.name), raw)...)
		} else {
			out = append(out, raw...)
		}
	}
}

func (r rewriter) textOf(s *scanner, element string, raw []byte) []byte {
	if r.text == nil || element == "" {
		return raw
	}
	old := string(s.appendText(nil))
	if changed := r.text(element, old); changed != old {
		return appendEscaped(nil, changed)
	}
	return raw
}

// editTag changes attributes of a tag; edit gets their names without prefix and
// reports false for one to leave out.
func editTag(raw []byte, edit func(name, value string) (string, bool)) []byte {
	end := len(raw) - 1
	if raw[end-1] == '/' {
		end--
	}
	i := 1
	for i < end && raw[i] > ' ' {
		i++
	}
	out := append([]byte(nil), raw[:i]...)
	for b := raw[i:end]; ; {
		name, value, rest := nextAttr(b)
		if name == nil {
			return append(out, raw[end:]...)
		}
		local := name[bytes.LastIndexByte(name, ':')+1:]
		old := string(appendDecoded(nil, value))
		if now, keep := edit(string(local), old); keep {
			out = append(append(append(out, ' '), name...), `="`...)
			if now == old && !bytes.ContainsRune(value, '"') {
				out = append(out, value...)
			} else {
				out = appendAttr(out, now)
			}
			out = append(out, '"')
		}
		b = rest
	}
}

// setAttr changes one attribute of a tag, or adds it.
func setAttr(raw []byte, name, value string) []byte {
	found := false
	out := editTag(raw, func(n, old string) (string, bool) {
		if n == name {
			found = true
			return value, true
		}
		return old, true
	})
	if found {
		return out
	}
	end := len(out) - 1
	if out[end-1] == '/' {
		end--
	}
	added := append(append([]byte(nil), out[:end]...), " "+name+`="`...)
	return append(append(appendAttr(added, value), '"'), out[end:]...)
}

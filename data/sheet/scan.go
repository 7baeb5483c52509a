package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// tokenKind tells what the scanner stands on.
type tokenKind uint8

const (
	tokenEnd   tokenKind = iota + 1 // </name>
	tokenStart                      // <name …> or <name …/>
	tokenText                       // text between tags, entities not yet decoded
)

// maxToken is the longest tag or text a spreadsheet part may hold: a cell has at
// most 32,767 characters, so four megabytes leave ample room for entities.
const maxToken = 4 << 20

var (
	errDoctype  = errors.New("document type declaration in a spreadsheet part")
	errTooLong  = errors.New("a tag or text is longer than any spreadsheet writes")
	errUnclosed = errors.New("the part ends inside a tag")
)

// scanner splits the XML of a spreadsheet part into tags and text. It checks far
// less than a full XML reader and is about ten times as fast, which is what makes
// a large roster open in a second. Slices it hands out hold until the next call.
type scanner struct {
	source   io.Reader
	buf      []byte
	pos, end int
	err      error

	// name is the tag's name without its prefix, attrs what stands behind it.
	name, attrs []byte
	// empty marks <name/>, for which no tokenEnd follows.
	empty bool
	text  []byte
	raw   bool
}

// newScanner scans a part of about size bytes.
func newScanner(r io.Reader, size uint64) *scanner {
	return &scanner{source: r, buf: make([]byte, max(512, min(size+1, 64<<10)))}
}

// next moves to the next tag or text; io.EOF ends the part.
func (s *scanner) next() (tokenKind, error) {
	for {
		b := s.buf[s.pos:s.end]
		if len(b) == 0 {
			if !s.more() {
				return 0, s.err
			}
			continue
		}
		if b[0] != '<' {
			if i := bytes.IndexByte(b, '<'); i >= 0 {
				s.text, s.raw = b[:i], false
				s.pos += i
				return tokenText, nil
			}
			if s.more() {
				continue
			}
			if s.err != io.EOF {
				return 0, s.err
			}
			s.text, s.raw = b, false
			s.pos = s.end
			return tokenText, nil
		}
		if len(b) > 1 && b[1] == '!' || len(b) > 1 && b[1] == '?' {
			kind, done, err := s.special(b)
			if err != nil || done {
				return kind, err
			}
			continue
		}
		if i := tagEnd(b); i > 0 {
			s.pos += i + 1
			return s.tag(b[1:i]), nil
		}
		if !s.more() {
			return 0, s.ended()
		}
	}
}

// special passes over comments and instructions; a CDATA section is text.
func (s *scanner) special(b []byte) (tokenKind, bool, error) {
	head, tail := "<?", "?>"
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		head, tail = "<!--", "-->"
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		head, tail = "<![CDATA[", "]]>"
	case b[1] == '!' && len(b) >= len("<![CDATA["):
		return 0, false, errDoctype
	}
	if i := bytes.Index(b[min(len(head), len(b)):], []byte(tail)); i >= 0 && b[1] == head[1] {
		s.pos += len(head) + i + len(tail)
		if head == "<![CDATA[" {
			s.text, s.raw = b[len(head):len(head)+i], true
			return tokenText, true, nil
		}
		return 0, false, nil
	}
	if !s.more() {
		return 0, false, s.ended()
	}
	return 0, false, nil
}

func (s *scanner) ended() error {
	if s.err == io.EOF {
		return errUnclosed
	}
	return s.err
}

// tagEnd finds the > that closes the tag b starts with; quoted values may hold one.
func tagEnd(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '>':
			return i
		case '"', '\'':
			j := bytes.IndexByte(b[i+1:], b[i])
			if j < 0 {
				return -1
			}
			i += j + 1
		}
	}
	return -1
}

// tag takes a tag apart, without its angle brackets.
func (s *scanner) tag(b []byte) tokenKind {
	kind := tokenStart
	s.empty = false
	if len(b) > 0 && b[0] == '/' {
		kind, b = tokenEnd, b[1:]
	} else if n := len(b); n > 0 && b[n-1] == '/' {
		s.empty, b = true, b[:n-1]
	}
	start, i := 0, 0
	for ; i < len(b) && b[i] > ' '; i++ {
		if b[i] == ':' {
			start = i + 1
		}
	}
	s.name, s.attrs = b[start:i], b[i:]
	return kind
}

// more reads on, keeping what stands from pos. It reports false at the end of the
// part or on an error, which is then in err.
func (s *scanner) more() bool {
	if s.err != nil {
		return false
	}
	if s.pos > 0 {
		s.end = copy(s.buf, s.buf[s.pos:s.end])
		s.pos = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= maxToken {
			s.err = errTooLong
			return false
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.source.Read(s.buf[s.end:])
		s.end += n
		s.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// appendText adds the text the scanner stands on to dst, entities decoded.
func (s *scanner) appendText(dst []byte) []byte {
	if s.raw {
		return append(dst, s.text...)
	}
	return appendDecoded(dst, s.text)
}

// nextAttr takes the first attribute off b; an empty name ends the list.
func nextAttr(b []byte) (name, value, rest []byte) {
	start := 0
	for start < len(b) && b[start] <= ' ' {
		start++
	}
	i := start
	for i < len(b) && b[i] != '=' {
		i++
	}
	end := i
	for end > start && b[end-1] <= ' ' {
		end--
	}
	for i++; i < len(b) && b[i] <= ' '; {
		i++
	}
	if i >= len(b) {
		return nil, nil, nil
	}
	for j := i + 1; j < len(b); j++ {
		if b[j] == b[i] {
			return b[start:end], b[i+1 : j], b[j+1:]
		}
	}
	return nil, nil, nil
}

// attr gives the attribute called name, whatever its prefix, entities decoded.
func (s *scanner) attr(name string) string {
	for b := s.attrs; len(b) > 0; {
		key, value, rest := nextAttr(b)
		if key == nil {
			return ""
		}
		if i := bytes.LastIndexByte(key, ':'); string(key[i+1:]) == name {
			return string(appendDecoded(nil, value))
		}
		b = rest
	}
	return ""
}

// appendDecoded adds b to dst with entities replaced and line ends made \n, as XML
// asks. What is no entity stays as it is.
func appendDecoded(dst, b []byte) []byte {
	for {
		i := 0
		for i < len(b) && b[i] != '&' && b[i] != '\r' {
			i++
		}
		if i == len(b) {
			return append(dst, b...)
		}
		dst = append(dst, b[:i]...)
		b = b[i:]
		if b[0] == '\r' {
			if len(b) == 1 || b[1] != '\n' {
				dst = append(dst, '\n')
			}
			b = b[1:]
			continue
		}
		j := bytes.IndexByte(b[:min(len(b), 12)], ';')
		r := rune(-1)
		if j > 1 {
			r = entity(b[1:j])
		}
		if r < 0 {
			dst, b = append(dst, '&'), b[1:]
			continue
		}
		dst, b = utf8.AppendRune(dst, r), b[j+1:]
	}
}

// entity gives the character an entity stands for, -1 when there is none.
func entity(name []byte) rune {
	switch string(name) {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if name[0] != '#' || len(name) < 2 {
		return -1
	}
	digits, base := string(name[1:]), 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune {
		return -1
	}
	return rune(n)
}

// unescape replaces the _xHHHH_ escapes with which spreadsheets write control
// characters; _x005F_ stands for an underscore.
func unescape(b []byte) []byte {
	if !bytes.Contains(b, []byte("_x")) {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '_' && i+7 <= len(b) && b[i+1] == 'x' && b[i+6] == '_' {
			if n, err := strconv.ParseUint(string(b[i+2:i+6]), 16, 16); err == nil {
				if n == '\r' && i+7 < len(b) && b[i+7] == '\n' {
					i += 6
					continue
				}
				out = utf8.AppendRune(out, rune(n))
				i += 6
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

package sheet

import (
	"bytes"
	"io"
	"strconv"
)

// quoteStyles adds cell styles with quotePrefix beside those of the form.
type quoteStyles struct {
	data   []byte
	styles [][]byte // raw <xf> elements of cellXfs
	end    int      // where </cellXfs> starts
	head   [2]int   // where the <cellXfs> tag stands
	added  map[int]int
	order  []int
}

func (q *quoteStyles) read(data []byte) error {
	s := newByteScanner(data)
	q.data = data
	in, xf := false, 0
	for {
		start := s.pos
		kind, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch name := string(s.name); {
		case kind == tokenText:
		case name == "cellXfs" && kind == tokenStart:
			in, q.head = true, [2]int{start, s.pos}
		case name == "cellXfs":
			q.end = start
			return nil
		case in && name == "xf":
			if kind == tokenStart {
				xf = start
			}
			if kind == tokenEnd || s.empty {
				q.styles = append(q.styles, data[xf:s.pos])
			}
		}
	}
}

// of gives the style like base whose cells keep text that looks like a formula; the
// style itself where the form's styles cannot be read.
func (q *quoteStyles) of(base int) int {
	if q.end == 0 || base < 0 || base >= len(q.styles) {
		return base
	}
	n, found := q.added[base]
	if !found {
		n = len(q.styles) + len(q.order)
		q.added[base] = n
		q.order = append(q.order, base)
	}
	return n
}

// write gives the styles part with the added styles.
func (q *quoteStyles) write() []byte {
	out := append([]byte(nil), q.data[:q.head[0]]...)
	out = append(out, setAttr(q.data[q.head[0]:q.head[1]], "count", strconv.Itoa(len(q.styles)+len(q.order)))...)
	out = append(out, q.data[q.head[1]:q.end]...)
	for _, base := range q.order {
		raw := q.styles[base]
		tag := bytes.IndexByte(raw, '>') + 1
		out = append(append(out, setAttr(raw[:tag], "quotePrefix", "1")...), raw[tag:]...)
	}
	return append(out, q.data[q.end:]...)
}

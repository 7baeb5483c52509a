package ledger

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
)

// entry is one change of the journal as stored. old and new are JSON: null, an
// array of the whole row in the order of columns, or an object of changed columns.
type entry struct {
	tbl      string
	row      int64
	action   int
	old, new []byte
	columns  []string
}

// readBlock takes the lines of a block apart. The entries point into data.
func readBlock(tbl, columns string, data []byte) ([]entry, error) {
	var cols []string
	if err := json.Unmarshal([]byte(columns), &cols); err != nil {
		return nil, fmt.Errorf("操作记录损坏：%w", err)
	}
	out := make([]entry, 0, bytes.Count(data, []byte{'\n'}))
	for line := range bytes.Lines(data) {
		s := scanner{b: line}
		s.take('[')
		row := s.value()
		s.take(',')
		action := s.value()
		s.take(',')
		old := s.value()
		s.take(',')
		new := s.value()
		s.take(']')
		s.take('\n')
		e := entry{tbl: tbl, old: old, new: new, columns: cols}
		var err error
		if e.row, err = strconv.ParseInt(string(row), 10, 64); err == nil {
			e.action, err = strconv.Atoi(string(action))
		}
		if s.bad || s.at != len(line) || err != nil || e.action < inserted || e.action > deleted {
			return nil, fmt.Errorf("操作记录损坏：%.60q", line)
		}
		out = append(out, e)
	}
	return out, nil
}

// each calls fn for every value of old or new, with the JSON of the value.
func (e entry) each(values []byte, fn func(col string, value []byte) error) error {
	if string(values) == "null" {
		return nil
	}
	s := scanner{b: values}
	object := s.b[0] == '{'
	s.at = 1
	n := 0
	for ; s.at < len(s.b)-1; n++ {
		if n > 0 {
			s.take(',')
		}
		var col string
		if object {
			var err error
			if col, err = strconv.Unquote(string(s.value())); err != nil {
				s.bad = true
			}
			s.take(':')
		} else if n < len(e.columns) {
			col = e.columns[n]
		}
		v := s.value()
		if s.bad {
			break
		}
		if err := fn(col, v); err != nil {
			return err
		}
	}
	if s.bad || !object && n != len(e.columns) {
		return fmt.Errorf("操作记录损坏：%.60q", values)
	}
	return nil
}

// decode gives the columns and values of old or new.
func (e entry) decode(values []byte) (cols []string, vals []any, err error) {
	err = e.each(values, func(col string, raw []byte) error {
		v, err := decodeValue(raw)
		cols, vals = append(cols, col), append(vals, v)
		return err
	})
	return cols, vals, err
}

// scanner walks over the JSON that the recorder writes; whatever else it meets
// makes it bad. Looking only for the ends of values, it is many times quicker than
// a decoder.
type scanner struct {
	b   []byte
	at  int
	bad bool
}

func (s *scanner) take(c byte) {
	if s.at >= len(s.b) || s.b[s.at] != c {
		s.bad = true
		return
	}
	s.at++
}

// value passes over one value and returns it; never empty unless bad.
func (s *scanner) value() []byte {
	start, depth, inString := s.at, 0, false
	for ; s.at < len(s.b); s.at++ {
		c := s.b[s.at]
		switch {
		case inString && c == '\\':
			s.at++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			depth++
		case depth > 0 && (c == ']' || c == '}'):
			depth--
		case depth == 0 && (c == ',' || c == ']' || c == '}' || c == ':'):
			return s.from(start)
		}
	}
	s.bad = s.bad || inString || depth > 0
	return s.from(start)
}

func (s *scanner) from(start int) []byte {
	s.at = min(s.at, len(s.b))
	if start >= s.at {
		s.bad = true
		return nil
	}
	return s.b[start:s.at]
}

// decodeValue reads what appendValue wrote.
func decodeValue(raw []byte) (any, error) {
	switch raw[0] {
	case 'n':
		return nil, nil
	case '"':
		if len(raw) > 1 && bytes.IndexByte(raw, '\\') < 0 {
			return string(raw[1 : len(raw)-1]), nil
		}
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case '{':
		var v struct{ B, F, T *string }
		if err := json.Unmarshal(raw, &v); err != nil {
			return nil, err
		}
		switch {
		case v.B != nil:
			return base64.StdEncoding.DecodeString(*v.B)
		case v.T != nil:
			text, err := base64.StdEncoding.DecodeString(*v.T)
			return string(text), err
		case v.F != nil:
			return strconv.ParseFloat(*v.F, 64)
		}
		return nil, fmt.Errorf("操作记录损坏：%.60q", raw)
	}
	return strconv.ParseInt(string(raw), 10, 64)
}

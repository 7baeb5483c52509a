package report

import (
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// Sent is what one report run wrote, cell by cell, with the place it was written to:
// enough to list it, to hold it against another run, and to make the very file again.
type Sent struct {
	head sentHead
	data []byte // packed: the head as a line of JSON, then a line for each row
	form []byte // the blank workbook
}

// sentHead is the first line of what is kept.
type sentHead struct {
	Columns []SentColumn      `json:"columns"`
	Sheet   string            `json:"sheet"`
	Set     map[string]string `json:"set"`
	First   int               `json:"first"`
	Blank   int               `json:"blank"`
	Width   int               `json:"width"`
	Keep    bool              `json:"keep,omitempty"`
}

// SentColumn is a column of the form as it was when it was sent.
type SentColumn struct {
	At     string `json:"at"`
	Header string `json:"header"`
	Field  string `json:"field,omitempty"`
	// Sequence columns only count the rows.
	Sequence bool `json:"sequence,omitempty"`

	place int
}

// Label is the header without its line breaks.
func (c SentColumn) Label() string { return strings.Join(strings.Fields(c.Header), "") }

// SentRow is a row as it was written. Record is its id in the source, 0 for none; a
// Total is the row of sums.
type SentRow struct {
	Record int64
	Who    string
	Total  bool
	Cells  []sheet.Value
}

// sentWriter packs rows on their way into the form. The packing runs beside the
// writing, which it would make noticeably longer.
type sentWriter struct {
	head sentHead
	line []byte
	full chan []byte
	out  bytes.Buffer
	done chan error
}

// packAt is how many bytes are handed over at once.
const packAt = 256 << 10

func newSentWriter(p *Profile, fill sheet.Fill) *sentWriter {
	w := &sentWriter{full: make(chan []byte, 4), done: make(chan error, 1), head: sentHead{Sheet: fill.Sheet, Set: fill.Set,
		First: fill.FirstRow, Blank: fill.BlankRows, Width: fill.Columns, Keep: fill.KeepBlank}}
	for _, c := range p.Columns {
		w.head.Columns = append(w.head.Columns, SentColumn{At: c.At, Header: c.Header, Field: c.Field, Sequence: c.Sequence})
	}
	w.line, _ = json.Marshal(w.head) // strings and numbers only
	w.line = append(w.line, '\n')
	go func() {
		zip, err := flate.NewWriter(&w.out, flate.BestSpeed)
		for b := range w.full {
			if err == nil {
				_, err = zip.Write(b)
			}
		}
		if err == nil {
			err = zip.Close()
		}
		w.done <- err
	}()
	return w
}

// add packs a row.
func (w *sentWriter) add(r SentRow) {
	if r.Total {
		w.line = append(w.line, 'T')
	}
	w.line = strconv.AppendInt(w.line, r.Record, 10)
	w.line = append(w.line, '\t')
	w.line = appendEscaped(w.line, r.Who)
	for _, v := range r.Cells {
		w.line = append(w.line, '\t')
		switch {
		case v.Number:
			w.line = append(w.line, '#')
		case strings.HasPrefix(v.Text, "#"):
			w.line = append(w.line, '\\')
		}
		w.line = appendEscaped(w.line, v.Text)
	}
	w.line = append(w.line, '\n')
	if len(w.line) >= packAt {
		w.full <- w.line
		w.line = make([]byte, 0, packAt+4<<10)
	}
}

// finish ends the packing, after the last row or when the writing failed.
func (w *sentWriter) finish(form []byte) (*Sent, error) {
	w.full <- w.line
	close(w.full)
	err := <-w.done
	w.head.place()
	return &Sent{head: w.head, data: w.out.Bytes(), form: form}, err
}

// appendEscaped writes a text so that tabs and lines in it are not taken for those
// between cells and rows.
func appendEscaped(b []byte, s string) []byte {
	if !strings.ContainsAny(s, "\t\n\r\\") {
		return append(b, s...)
	}
	for i := range len(s) {
		switch c := s[i]; c {
		case '\t':
			b = append(b, `\t`...)
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\\':
			b = append(b, `\\`...)
		default:
			b = append(b, c)
		}
	}
	return b
}

var unescaper = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r", `\#`, "#")

func unescaped(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return unescaper.Replace(s)
}

// place finds where each column stands among the cells of a row.
func (h *sentHead) place() {
	for i := range h.Columns {
		h.Columns[i].place = -1
		if n, ok := columnIndex(h.Columns[i].At); ok {
			h.Columns[i].place = n
		}
	}
}

// errSent says that what is kept of a run cannot be read.
var errSent = &ledger.Error{Kind: "damaged", Message: "这次报送留下的内容读不出来。请用较早的备份找回它，并核对台账。"}

// loadSent reads what a run kept.
func loadSent(ctx context.Context, r ledger.Reader, form, data string) (s *Sent, err error) {
	s = &Sent{}
	if s.data, err = ledger.Content(ctx, r, data); err != nil {
		return nil, err
	}
	if s.form, err = ledger.Content(ctx, r, form); err != nil {
		return nil, err
	}
	for line, err := range s.lines() {
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(line), &s.head); err != nil {
			return nil, errSent
		}
		break
	}
	s.head.place()
	for _, c := range s.head.Columns {
		if c.place < 0 || c.place >= s.head.Width {
			return nil, errSent
		}
	}
	return s, nil
}

// lines gives what is kept line by line, the head first.
func (s *Sent) lines() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		in := bufio.NewReaderSize(flate.NewReader(bytes.NewReader(s.data)), packAt)
		for {
			line, err := in.ReadString('\n')
			switch {
			case errors.Is(err, io.EOF) && line == "":
				return
			case err != nil:
				yield("", errSent)
				return
			}
			if !yield(line[:len(line)-1], nil) {
				return
			}
		}
	}
}

// Columns are the columns of the form in order.
func (s *Sent) Columns() []SentColumn { return s.head.Columns }

// Text is what a row says in a column.
func (s *Sent) Text(r SentRow, c SentColumn) string { return r.Cells[c.place].Text }

// Rows gives the rows in the order they were written in, sums last.
func (s *Sent) Rows() iter.Seq2[SentRow, error] {
	return func(yield func(SentRow, error) bool) {
		first := true
		for line, err := range s.lines() {
			if first && err == nil {
				first = false
				continue
			}
			row, ok := s.row(line)
			if err == nil && !ok {
				err = errSent
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// row takes a line apart.
func (s *Sent) row(line string) (SentRow, bool) {
	parts := strings.Split(line, "\t")
	if len(parts) != 2+s.head.Width {
		return SentRow{}, false
	}
	var r SentRow
	id := strings.TrimPrefix(parts[0], "T")
	r.Total = id != parts[0]
	var err error
	r.Record, err = strconv.ParseInt(id, 10, 64)
	r.Who = unescaped(parts[1])
	r.Cells = make([]sheet.Value, s.head.Width)
	for i, p := range parts[2:] {
		text := strings.TrimPrefix(p, "#")
		r.Cells[i] = sheet.Value{Text: unescaped(text), Number: text != p}
	}
	return r, err == nil
}

// Write makes the workbook again, as it was.
func (s *Sent) Write(w io.Writer) error {
	var bad error
	n := 0
	for range s.lines() {
		n++
	}
	fill := sheet.Fill{Sheet: s.head.Sheet, Set: s.head.Set, FirstRow: s.head.First, BlankRows: s.head.Blank, Columns: s.head.Width, KeepBlank: s.head.Keep, Count: max(n-1, 0)}
	fill.Rows = func(yield func([]sheet.Value) bool) {
		for row, err := range s.Rows() {
			if bad = err; err != nil || !yield(row.Cells) {
				return
			}
		}
	}
	err := sheet.FillForm(s.form, w, fill)
	if bad != nil {
		return bad
	}
	return err
}

// Shown is a value of the column as a list that others may see shows it: the numbers of
// people are covered.
func (c SentColumn) Shown(v string) string {
	if f, ok := MemberFields.Field(c.Field); ok {
		return hidden(f, v)
	}
	return v
}

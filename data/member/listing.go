package member

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// Listing is a list of members to be written: which, in which columns, and whether
// numbers of people stand in full.
type Listing struct {
	Title, Note string
	// Fields are the columns, see Asked.
	Fields []field.Field
	IDs    []int64
	// Bands, where given, divide the list; IDs are then theirs, one after another.
	Bands []Band
	// Names are the groups by id.
	Names map[int64]string
	On    civil.Date
	Full  bool
}

// listPage is how many members are read at a time.
const listPage = 500

// bandMark is the colour of the row over a group.
const bandMark = "E7EEF7"

// Write writes the list as a workbook, whole or not at all.
func (s Listing) Write(ctx context.Context, r ledger.Reader, path string, progress func(done, total int)) error {
	if s.Bands == nil {
		s.Bands = []Band{{IDs: s.IDs}}
	} else {
		s.Note += "；" + s.total().Words()
	}
	count := len(s.IDs)
	for _, b := range s.Bands {
		if b.Title != "" {
			count++
		}
	}
	var failed error
	t := sheet.Table{Sheet: "会员", Title: s.Title, Note: s.Note, Columns: s.heads(), Count: count,
		Rows: func(yield func([]sheet.Value) bool) {
			failed = s.each(ctx, r, progress, yield)
		}}
	return sheet.WriteFile(path, func(out io.Writer) error {
		err := sheet.WriteTable(out, t)
		if failed != nil {
			return failed
		}
		return err
	})
}

// total is all bands together.
func (s Listing) total() Band {
	out := Band{IDs: s.IDs}
	for _, b := range s.Bands {
		out.Base += b.Base
		out.Known += b.Known
	}
	return out
}

func (s Listing) heads() []sheet.Column {
	var out []sheet.Column
	for _, f := range s.Fields {
		head := sheet.Column{Title: f.Label, Width: float64(f.Width)/7 + 2}
		if f.Short != "" && !s.Full {
			head.Title = f.Short
		}
		if s.Full {
			head.Width = max(head.Width, float64(2*len([]rune(f.Label))+2))
			if f.Mask != field.Open {
				head.Width = 22
			}
		}
		switch f.Kind {
		case field.Date, field.YesNo:
			head.Kind = sheet.CentredColumn
		case field.Money:
			head.Kind = sheet.MoneyColumn
		}
		out = append(out, head)
	}
	return out
}

// each yields the rows, read a page at a time.
func (s Listing) each(ctx context.Context, r ledger.Reader, progress func(int, int), yield func([]sheet.Value) bool) error {
	done := 0
	for _, b := range s.Bands {
		if b.Title != "" && !yield(s.band(b)) {
			return nil
		}
		stopped := false
		err := s.Rows(ctx, r, b.IDs, func(row []sheet.Value) bool {
			if stopped = !yield(row); stopped {
				return false
			}
			if done++; progress != nil && (done%listPage == 0 || done == len(s.IDs)) {
				progress(done, len(s.IDs))
			}
			return true
		})
		if err != nil || stopped {
			return err
		}
	}
	return nil
}

// Rows yields the rows of members in the order of ids, until it is told to stop. They
// are read a page at a time, with no more than the columns shown.
func (s Listing) Rows(ctx context.Context, r ledger.Reader, ids []int64, yield func([]sheet.Value) bool) error {
	keys := []string{}
	for _, f := range s.Fields {
		if f.Key == AgeKey {
			f.Key = "birth_date"
		}
		keys = append(keys, f.Key)
	}
	for page := range slices.Chunk(ids, listPage) {
		if err := ctx.Err(); err != nil {
			return err
		}
		found, err := pageOf(ctx, r, page, s.On, keys)
		if err != nil {
			return err
		}
		for _, m := range found {
			if !yield(s.Row(m)) {
				return nil
			}
		}
	}
	return nil
}

// band is the row over a group.
func (s Listing) band(b Band) []sheet.Value {
	out := make([]sheet.Value, len(s.heads()))
	for i := range out {
		out[i].Mark = bandMark
	}
	out[0].Text = b.Title + "：" + b.Words()
	return out
}

// Row is the row of a member.
func (s Listing) Row(m Member) []sheet.Value {
	var out []sheet.Value
	for _, f := range s.Fields {
		value := m.Value(f.Key, s.On)
		var v sheet.Value
		switch {
		case f.Kind == field.Money && value != "":
			v = sheet.Value{Text: field.ParseFen(value).String(), Number: true}
		case f.Kind == field.Number || f.Kind == field.Integer:
			v = sheet.Value{Text: value, Number: value != ""}
		case s.Full:
			v.Text = FullText(f, value, s.Names)
		default:
			v.Text = ListText(f, value, s.Names)
		}
		out = append(out, v)
	}
	return out
}

// Value is the canonical value of a field or of what is derived, see Asked.
func (m Member) Value(key string, on civil.Date) string {
	switch key {
	case StateKey:
		return string(m.State)
	case AgeKey:
		born := m.Date("birth_date")
		if born.IsZero() {
			return ""
		}
		if on.IsZero() {
			on = civil.Today()
		}
		return strconv.Itoa(born.YearsTo(on))
	}
	return m.Get(key)
}

// ListText is a value as lists show it: masked, with the name of a group, and words
// shortened by us rather than cut by the edge.
func ListText(f field.Field, value string, names map[int64]string) string {
	switch {
	case f.Kind == field.Group:
		id, _ := strconv.ParseInt(value, 10, 64)
		return names[id]
	case f.Codes == "skill_level":
		short, _, _ := strings.Cut(strings.TrimPrefix(value, "职业资格"), "（")
		return short
	}
	return oneLine.Replace(f.Shown(value))
}

// oneLine keeps a text that was pasted with line breaks on one line of a list.
var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// FullText is a value with nothing hidden and nothing shortened.
func FullText(f field.Field, value string, names map[int64]string) string {
	if f.Kind == field.Group {
		return ListText(f, value, names)
	}
	return f.Display(value)
}

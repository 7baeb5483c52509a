package report

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
)

// fault says why a cell is not simply what the ledger knows.
type fault uint8

const (
	fine fault = iota
	// empty: the ledger knows nothing.
	empty
	// noWord: the form has no word for what the ledger knows; the cell stays empty.
	noWord
	// partial: the form wants a day and the ledger knows only a month or year; the
	// cell stays empty, for a day must never be invented.
	partial
	// tooLong: the form takes fewer characters; nothing is cut off.
	tooLong
)

// filler turns rows of a source into cells of a profile.
type filler struct {
	profile *Profile
	columns []filling
	only    []int // places of the fields of Profile.Only
}

// filling is a column bound to the fields and facts of a source.
type filling struct {
	*Column
	field field.Field
	at    int // place of the field in the record, -1 where the column has none
	fixed string
	list  *List
	// ownless marks a column of a field of the unit's own that the unit does not have.
	ownless bool
	// dates is the pattern rewritten once, since it is used for every row.
	dates datePattern
}

// bind fits a profile to a source; a field or fact the source does not have is an
// error in the profile.
func (p *Profile) bind(ctx context.Context, s Source, opt Options) (*filler, map[string]string, error) {
	if s.Kind() != p.Source {
		return nil, nil, fail("source", "报表“%s”要的是另一种数据（%s），不能用 %s 来填。", p.Name, p.Source, s.Kind())
	}
	facts, err := opt.facts(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	set := s.Fields()
	f := &filler{profile: p, columns: make([]filling, len(p.Columns))}
	for i := range p.Columns {
		c := filling{Column: &p.Columns[i], at: -1, dates: compileDate(p.Columns[i].Date)}
		if c.Field != "" {
			if c.at = set.Index(c.Field); c.at < 0 {
				return nil, nil, fail("profile", "报表“%s”的 %s 列要的字段“%s”没有。", p.Name, c.At, c.Field)
			}
			c.field = set.All()[c.at]
		}
		if c.Own != "" {
			c.own(set)
		}
		if c.Text != "" {
			if c.fixed, err = expand(c.Text, facts); err != nil {
				return nil, nil, fail("profile", "报表“%s”的 %s 列：%v。", p.Name, c.At, err)
			}
		}
		c.list = p.listFor(c)
		f.columns[i] = c
	}
	for _, o := range p.Only {
		at := set.Index(o.Field)
		if at < 0 {
			return nil, nil, fail("profile", "报表“%s”的 only 用到没有的字段“%s”。", p.Name, o.Field)
		}
		f.only = append(f.only, at)
	}
	return f, facts, nil
}

// own finds the field the unit added under the column's label. A unit without it has
// nothing to fill in, which the check names; the rest of the form is not its fault.
func (c *filling) own(set *field.Set) {
	c.at = slices.IndexFunc(set.All(), func(f field.Field) bool { return f.Own && code.Fold(f.Label) == code.Fold(c.Own) })
	if c.ownless = c.at < 0; !c.ownless {
		c.field = set.All()[c.at]
	}
}

// listFor finds the words of a column: the list it names, else the form's list of
// the field's codes. YesNo fields use the list yes_no, with 1 and 0 for ours.
func (p *Profile) listFor(c filling) *List {
	name := c.List
	if name == "" {
		switch {
		case c.at < 0:
			return nil
		case c.field.Kind == field.Code:
			name = c.field.Codes
		case c.field.Kind == field.YesNo:
			name = "yes_no"
		default:
			return nil
		}
	}
	if l, ok := p.Lists[name]; ok {
		return &l
	}
	return nil
}

// keeps reports whether the row belongs into the report, and by which word it
// does not.
func (f *filler) keeps(r Row) (bool, string) {
	for i, at := range f.only {
		v := r.Values.At(at)
		found := false
		for _, w := range f.profile.Only[i].Words {
			found = found || w == v
		}
		if !found {
			return false, cmp.Or(v, Undecided)
		}
	}
	return true, ""
}

// value gives the text of a column for the n-th row (from 1) and what is wrong
// with it.
func (c *filling) value(r Row, n int) (string, fault) {
	switch {
	case c.Sequence:
		return strconv.Itoa(n), fine
	case c.at < 0:
		return c.fixed, fine
	}
	v := r.Values.At(c.at)
	if v == "" {
		return "", empty
	}
	text, bad := c.convert(v)
	if bad == fine && c.Max > 0 && len(text) > c.Max && utf8.RuneCountInString(text) > c.Max {
		bad = tooLong
	}
	return text, bad
}

// convert writes a known value as the form wants it.
func (c *filling) convert(v string) (string, fault) {
	if c.list != nil {
		return c.list.word(v)
	}
	switch c.field.Kind {
	case field.Date, field.Month:
		return c.dates.write(v)
	case field.YesNo:
		return c.field.Display(v), fine
	case field.Money:
		return field.ParseFen(v).String(), fine
	}
	return v, fine
}

// word gives the form's word for one of ours; "" with noWord where it has none.
func (l *List) word(ours string) (string, fault) {
	if slices.Contains(l.Empty, ours) {
		return "", fine
	}
	theirs, ok := l.Map[ours]
	if !ok {
		theirs = ours
	}
	if theirs == "" || len(l.known) > 0 && !l.known[theirs] {
		return "", noWord
	}
	return theirs, fine
}

// datePattern is a pattern of dates taken apart: year, month, day and the texts
// between them, in order.
type datePattern struct {
	parts      []string
	month, day bool
}

var dateParts = regexp.MustCompile(`yyyy|MM|dd|[^yMd]+|.`)

// compileDate takes a pattern apart; the empty pattern is the ledger's own form.
func compileDate(pattern string) datePattern {
	return datePattern{
		parts: dateParts.FindAllString(pattern, -1),
		month: strings.Contains(pattern, "MM"),
		day:   strings.Contains(pattern, "dd"),
	}
}

// write gives a stored date in the pattern, or partial when the pattern wants
// more than is known.
func (d datePattern) write(v string) (string, fault) {
	date, err := civil.Parse(v)
	switch {
	case err != nil, d.day && date.Day == 0, d.month && date.Month == 0:
		return "", partial
	case d.parts == nil:
		return v, fine
	}
	full := date.First().String() // the parts that are not known are not asked for
	var b strings.Builder
	for _, p := range d.parts {
		switch p {
		case "yyyy":
			b.WriteString(full[:4])
		case "MM":
			b.WriteString(full[5:7])
		case "dd":
			b.WriteString(full[8:])
		default:
			b.WriteString(p)
		}
	}
	return b.String(), fine
}

var factPattern = regexp.MustCompile(`\{[^{}]*\}`)

// expand puts facts into the braces of a text. A fact nobody knows by that name is
// an error; one that is known to be empty leaves nothing.
func expand(text string, facts map[string]string) (string, error) {
	var unknown error
	out := factPattern.ReplaceAllStringFunc(text, func(m string) string {
		v, ok := facts[strings.Trim(m, "{}")]
		if !ok {
			unknown = fmt.Errorf("不认识 %s", m)
		}
		return v
	})
	return out, unknown
}

// nearest lists the form's words that the ledger's word may be meant by, for the
// sentence of the check.
func (c *filling) nearest(ours string) []string {
	if c.field.Kind != field.Code || c.list == nil {
		return nil
	}
	words, _ := c.field.List().Candidates(ours)
	var out []string
	for _, w := range words {
		if theirs, bad := c.list.word(w); bad == fine {
			out = append(out, theirs)
		}
	}
	return out
}

package field

import (
	"fmt"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/money"
)

// Set is an ordered list of fields that belong together, such as those of a
// member.
type Set struct {
	// Name is the ledger table, Label the Chinese name of one such record.
	Name, Label string
	fields      []Field
	index       map[string]int
}

// NewSet makes a set. Two fields of one key are a mistake in the program and
// panic.
func NewSet(name, label string, fields ...Field) *Set {
	s := &Set{Name: name, Label: label, fields: fields, index: make(map[string]int, len(fields))}
	for i, f := range fields {
		if _, twice := s.index[f.Key]; twice {
			panic("field " + f.Key + " described twice in " + name)
		}
		s.index[f.Key] = i
	}
	return s
}

// All lists the fields in order. The slice must not be changed.
func (s *Set) All() []Field { return s.fields }

// Len counts the fields.
func (s *Set) Len() int { return len(s.fields) }

// Index is the place of the field with key, or -1.
func (s *Set) Index(key string) int {
	if i, ok := s.index[key]; ok {
		return i
	}
	return -1
}

// Field returns the field with key.
func (s *Set) Field(key string) (Field, bool) {
	i, ok := s.index[key]
	if !ok {
		return Field{}, false
	}
	return s.fields[i], true
}

// Must returns a field the program itself names; a wrong key panics.
func (s *Set) Must(key string) Field {
	f, ok := s.Field(key)
	if !ok {
		panic("no field " + key + " in " + s.Name)
	}
	return f
}

// Columns lists the fields as SQL columns, each behind prefix ("m.").
func (s *Set) Columns(prefix string) string {
	cols := make([]string, len(s.fields))
	for i, f := range s.fields {
		cols[i] = prefix + f.Key
	}
	return strings.Join(cols, ", ")
}

// Record holds one value per field of its set, in canonical text.
type Record struct {
	set    *Set
	values []string
}

// NewRecord makes a record with all values unknown.
func (s *Set) NewRecord() Record { return Record{s, make([]string, len(s.fields))} }

// Fields is the set a record belongs to.
func (r Record) Fields() *Set { return r.set }

// Clone copies a record, so that the copy can be changed alone.
func (r Record) Clone() Record { return Record{r.set, append([]string(nil), r.values...)} }

// Get returns the canonical value; "" when unknown. A key that is not in the
// set is a mistake in the program and panics.
func (r Record) Get(key string) string { return r.values[r.at(key)] }

// Set puts a canonical value; it panics like Get.
func (r Record) Set(key, value string) { r.values[r.at(key)] = value }

// At and SetAt are Get and Set by the field's place in the set.
func (r Record) At(i int) string           { return r.values[i] }
func (r Record) SetAt(i int, value string) { r.values[i] = value }

func (r Record) at(key string) int {
	i, ok := r.set.index[key]
	if !ok {
		panic("no field " + key + " in " + r.set.Name)
	}
	return i
}

// Date returns a Date value; the zero Date when unknown.
func (r Record) Date(key string) civil.Date { return ParseDate(r.Get(key)) }

// SetDate puts a Date value.
func (r Record) SetDate(key string, d civil.Date) { r.Set(key, d.String()) }

// Fen returns a Money value and whether it is known.
func (r Record) Fen(key string) (money.Fen, bool) {
	v := r.Get(key)
	return ParseFen(v), v != ""
}

// SetFen puts a Money value.
func (r Record) SetFen(key string, f money.Fen) { r.Set(key, strconv.FormatInt(int64(f), 10)) }

// Int returns an Integer value, 0 when unknown.
func (r Record) Int(key string) int64 { return parseInt(r.Get(key)) }

// Yes reports whether a YesNo value is known and yes.
func (r Record) Yes(key string) bool { return r.Get(key) == "1" }

// Shown returns what people read for key, masked as the field says.
func (r Record) Shown(key string) string {
	i := r.at(key)
	return r.set.fields[i].Shown(r.values[i])
}

// Arg is the value of field i as an SQL argument: NULL when unknown, an integer
// for YesNo, Money, Integer and Group, a float for Percent and Number, text otherwise.
func (r Record) Arg(i int) any { return r.set.fields[i].Arg(r.values[i]) }

// Args are all values as SQL arguments, in the order of Columns.
func (r Record) Args() []any {
	out := make([]any, len(r.values))
	for i := range out {
		out[i] = r.Arg(i)
	}
	return out
}

// Arg is a canonical value as an SQL argument, see Record.Arg.
func (f Field) Arg(value string) any {
	if value == "" {
		return nil
	}
	switch f.Kind {
	case YesNo, Money, Integer, Group:
		return parseInt(value)
	case Percent, Number:
		p, _ := strconv.ParseFloat(value, 64)
		return p
	}
	return value
}

// Dest gives scan targets for the columns of the set; after Scan call the
// returned function to take the values over. Both may be used for row after row.
func (r Record) Dest() (dest []any, take func()) {
	// database/sql hands a value to *any as it is; every other target costs a
	// conversion, and a large roster has millions of values.
	hold := make([]any, len(r.values))
	dest = make([]any, len(hold))
	for i := range hold {
		dest[i] = &hold[i]
	}
	return dest, func() {
		for i, h := range hold {
			r.values[i] = Canonical(h)
		}
	}
}

// Canonical is the text of a stored value: "" for NULL.
func Canonical(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// JSON gives the record as programs read it: null when unknown, true and false
// for YesNo, numbers for Money (fen), Integer, Percent and Number, text otherwise.
// Own fields go by their label, since their key means nothing to anybody.
func (r Record) JSON() map[string]any {
	out := make(map[string]any, len(r.values))
	for i, f := range r.set.fields {
		v := f.Arg(r.values[i])
		if f.Kind == YesNo && v != nil {
			v = v.(int64) == 1
		}
		if f.Own {
			out[f.Label] = v
		} else {
			out[f.Key] = v
		}
	}
	return out
}

func parseInt(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// String shows a record for debugging and test output; unknown values are left
// out.
func (r Record) String() string {
	var b strings.Builder
	for i, f := range r.set.fields {
		if r.values[i] != "" {
			fmt.Fprintf(&b, "%s=%s ", f.Key, r.values[i])
		}
	}
	return strings.TrimSpace(b.String())
}

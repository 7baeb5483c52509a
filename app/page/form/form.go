package form

import (
	"slices"

	"unionledger/app/widget"
	"unionledger/data/field"
)

// Form is the fields of one record on the screen: it shows a record, hears of
// every change and gives the values back.
type Form struct {
	set    *field.Set
	keys   []string
	fields map[string]*widget.Field
	last   field.Record // what was shown last
}

// New makes the controls for the named fields of a set, for all of them where
// none is named. Fields that are ReadOnly are closed.
func New(set *field.Set, keys ...string) *Form {
	if len(keys) == 0 {
		for _, f := range set.All() {
			keys = append(keys, f.Key)
		}
	}
	f := &Form{set: set, keys: keys, fields: make(map[string]*widget.Field, len(keys))}
	for _, key := range keys {
		f.fields[key] = Field(set.Must(key))
	}
	return f
}

// Fields makes one row of a form for each named field of a set, in that order;
// for all of them where none is named. A page that wants to show and take whole
// records uses New.
func Fields(set *field.Set, keys ...string) []*widget.Field { return New(set, keys...).Fields() }

// Field makes one row of a form: label, control, 必填 and hint as described.
func Field(f field.Field) *widget.Field {
	row := widget.NewField(f.Label, Control(f)).Hint(f.Hint)
	if f.Required {
		row.Required()
	}
	if f.ReadOnly {
		row.Control.Disable()
	}
	return row
}

// Keys are the fields' keys in order.
func (f *Form) Keys() []string { return f.keys }

// Fields are the rows in order.
func (f *Form) Fields() []*widget.Field {
	rows := make([]*widget.Field, len(f.keys))
	for i, key := range f.keys {
		rows[i] = f.fields[key]
	}
	return rows
}

// Field is the row of a key, nil where the form has none.
func (f *Form) Field(key string) *widget.Field { return f.fields[key] }

// In sets the rows in columns.
func (f *Form) In(columns int) *widget.Form { return widget.NewForm(columns, f.Fields()...) }

// Show puts the values of a record into the controls, without calling back. What
// has the keyboard and was refused is replaced as well.
func (f *Form) Show(r field.Record) {
	for _, key := range f.keys {
		f.fields[key].Control.SetValue(r.Get(key))
	}
	f.last = r.Clone()
}

// Update shows a record that was read again, touching only what is not as it was
// shown last, so that a text being typed, or one that was refused, stays.
func (f *Form) Update(r field.Record) {
	if f.last.Fields() == nil {
		f.Show(r)
		return
	}
	for _, key := range f.keys {
		if value := r.Get(key); value != f.last.Get(key) {
			f.fields[key].Control.SetValue(value)
		}
	}
	f.last = r.Clone()
}

// Take puts what stands in the controls into a record. Values that a control
// refuses are put as they were typed: call widget.Form.Check first.
func (f *Form) Take(r field.Record) {
	for _, key := range f.keys {
		r.Set(key, f.fields[key].Control.Value())
	}
}

// Watch gives a function that tells whether something else stands in the controls by
// then: what a dialog would lose when it is closed.
func (f *Form) Watch() (changed func() bool) {
	values := func() (out []string) {
		for _, key := range f.keys {
			out = append(out, f.fields[key].Control.Value())
		}
		return out
	}
	before := values()
	return func() bool { return !slices.Equal(before, values()) }
}

// OnChanged calls fn with key and canonical value whenever a value has changed:
// when a box of text is left, when something is chosen. Refused texts are not
// told; their sentence stands below the field.
func (f *Form) OnChanged(fn func(key, value string)) {
	for _, key := range f.keys {
		OnChanged(f.fields[key].Control, func(value string) { fn(key, value) })
	}
}

// OnChanged calls fn with every new canonical value of a control, whatever its kind.
func OnChanged(c widget.Control, fn func(value string)) {
	switch c := c.(type) {
	case *widget.TextField:
		c.OnChanged = fn
	case *widget.Picker:
		c.OnChanged = fn
	case *widget.YesNo:
		c.OnChanged = fn
	}
}

// Offer makes the control of a text field a picker of words that also takes other
// text, for fields with few usual words and no code list. Call it before the form
// is laid out.
func (f *Form) Offer(key string, others bool, options ...widget.Option) {
	d := f.set.Must(key)
	p := widget.NewPicker("请选择", options...)
	p.AllowOther = others
	row := widget.NewField(d.Label, p) // the list says what the hint would
	if d.Required {
		row.Required()
	}
	f.fields[key] = row
}

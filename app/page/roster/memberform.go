package roster

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/member"
)

// memberForm is 基本信息: every field of a member; leaving one saves it.
type memberForm struct {
	d      *drawer
	object fyne.CanvasObject
	form   *form.Form
	shown  map[string]string // what each control was last given
	// closed is the field somebody came for that 显示 must open first, "" for none.
	closed string
}

func newMemberForm(d *drawer) *memberForm {
	f := &memberForm{d: d, form: form.New(entryFields(d.person.Fields())), shown: map[string]string{}}
	f.form.Field("department").Control.(*widget.Picker).SetOptions(groupOptions(listed{groups: d.person.groups, names: d.person.names}, 0)...)
	box := widget.Column(theme.Gap12)
	names, keys := sections(d.person.Fields())
	for _, name := range names {
		var short, long []*widget.Field
		for _, key := range keys[name] {
			if longFields[key] {
				long = append(long, f.form.Field(key))
			} else {
				short = append(short, f.form.Field(key))
			}
		}
		box.Add(widget.PanelTitle(name))
		if len(short) > 0 {
			box.Add(widget.NewForm(2, short...).Steady())
		}
		if len(long) > 0 {
			box.Add(widget.NewForm(1, long...).Steady())
		}
	}
	f.update(d.person.Member, d.seen[d.person.ID])
	f.form.OnChanged(f.changed)
	for _, row := range f.form.Fields() {
		row.OnFocus = func() { d.object.Reveal(row) }
	}
	f.object = container.NewStack(box)
	return f
}

// update shows what has changed since the form was filled; what somebody is typing
// into another field stays. uncovered tells whether numbers may be seen.
func (f *memberForm) update(m member.Member, uncovered bool) {
	for _, d := range m.Fields().All() {
		row := f.form.Field(d.Key)
		value := m.Get(d.Key)
		covered := d.Mask != field.Open && !uncovered && value != ""
		if covered {
			value = d.Shown(value)
		}
		if !d.ReadOnly {
			if covered {
				row.Control.Disable()
			} else {
				row.Control.Enable()
			}
		}
		if before, known := f.shown[d.Key]; !known || before != value {
			row.Control.SetValue(value)
			f.shown[d.Key] = value
		}
		row.Hint(f.hint(d, m, covered))
	}
	if m.Get("id_as_written") == "" {
		f.form.Field("id_as_written").Hide()
	}
}

// hint says below a field what is missing, or why it is closed.
func (f *memberForm) hint(d field.Field, m member.Member, covered bool) string {
	value := m.Get(d.Key)
	switch {
	case covered && !d.ReadOnly:
		return "点“显示”后可改"
	case value == "" && isWanted(d.Key):
		return missing
	case d.Kind == field.Date && lacking(value) != "":
		return lacking(value)
	case value != "" || d.Key == "workplace" || d.ReadOnly:
		return ""
	}
	return d.Hint
}

// changed saves one field, or says below it why not.
func (f *memberForm) changed(key, value string) {
	d := f.d.person.Fields().Must(key)
	if d.Kind != field.Group && d.Kind != field.YesNo && d.Kind != field.Money && d.Kind != field.Number {
		cleaned, err := canonical(d, value, f.d.person.groups, f.d.v.shell.Today())
		if err != nil {
			f.form.Field(key).Control.SetProblem(err.Error())
			return
		}
		value = cleaned
	}
	if err := f.d.v.change(f.d.person.Member, d, value); err != nil {
		f.form.Field(key).Control.SetProblem(err.Error())
		return
	}
	f.shown[key] = value
}

// focus brings a field into sight and puts the caret into it. A covered one says
// below it how it is opened: 显示 gets the keyboard, and then leads to the field.
func (f *memberForm) focus(key string) {
	if row := f.form.Field(key); row != nil {
		f.d.v.whenDrawn(row.Control, func() {
			f.d.object.Reveal(row)
			f.closed = ""
			if row.Control.Disabled() && f.d.eye.Visible() {
				f.closed = key
				f.d.v.shell.Window().Canvas().Focus(f.d.eye)
				return
			}
			row.Control.Focus()
		})
	}
}

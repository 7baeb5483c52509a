package widget

import (
	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Control is what can stand in a Field: a TextField (of text, a date, a number,
// money), a Picker, a YesNo.
type Control interface {
	fyne.Widget
	fyne.Disableable
	// Value is the canonical text; SetValue shows one without calling back.
	Value() string
	SetValue(value string)
	// Problem is the sentence about what is wrong, SetProblem the page's own.
	Problem() string
	SetProblem(sentence string)
	// Focus gives the control the keyboard.
	Focus()
	onState(changed func())
	onFocus(gained func())
	empty() bool
}

var (
	_ Control = (*TextField)(nil)
	_ Control = (*Picker)(nil)
	_ Control = (*YesNo)(nil)
)

// Field is one row of a form: the name above, 必填 while what must be filled is
// empty, the control, and below it a hint, or the sentence about what is wrong.
type Field struct {
	fw.BaseWidget
	Control Control
	// OnFocus is called when the control gets the keyboard in another way than by
	// the mouse, which goes only to what is in sight.
	OnFocus  func()
	label    *Text
	must     *Text
	below    *Paragraph
	hint     string
	required bool
	steady   bool // keeps one line free below the control
	wide     bool // takes a whole row of its form
	body     fyne.CanvasObject
}

// Wide gives the field a whole row of its form, for names and addresses. It returns
// the same field.
func (f *Field) Wide() *Field {
	f.wide = true
	return f
}

// NewField puts a name above a control.
func NewField(label string, control Control) *Field {
	f := &Field{Control: control, label: NewText(label, theme.SizeNote, theme.ColorText2).Cut(),
		must:  NewText("必填", theme.SizeNote, theme.ColorError),
		below: NewParagraph("", theme.SizeNote, theme.ColorText2)}
	f.must.Hidden, f.below.Hidden = true, true
	head := NewSplitRow(theme.Gap4, nil, f.label, []fyne.CanvasObject{f.must})
	f.body = Column(2, head, control, f.below)
	f.ExtendBaseWidget(f)
	control.onState(f.changed)
	control.onFocus(func() {
		if f.OnFocus != nil {
			f.OnFocus()
		}
	})
	f.show()
	return f
}

// Required marks the field 必填 and returns it.
func (f *Field) Required() *Field {
	f.required = true
	f.show()
	return f
}

// Hint sets the words below the control and returns the field.
func (f *Field) Hint(text string) *Field {
	f.hint = text
	f.show()
	return f
}

// keepRoom leaves one line below the control free where there is nothing to say.
func (f *Field) keepRoom() {
	f.steady = true
	f.show()
}

// Label is the name of the field.
func (f *Field) Label() string { return f.label.Text() }

// Rename gives the field another name, where that depends on another field.
func (f *Field) Rename(label string) { f.label.SetText(label) }

// Check reads the control and tells what is wrong, an empty 必填 included; "" is well.
func (f *Field) Check() string {
	value := f.Control.Value()
	if f.Control.Problem() == "" && f.required && value == "" {
		f.Control.SetProblem("这一项必填。")
	}
	return f.Control.Problem()
}

// changed shows the state of the control; what a dialog said about its form is out
// of date once a field of it is no longer as it was.
func (f *Field) changed() {
	before := f.MinSize().Height
	f.show()
	answered(f, f.Control.Problem() == "", f.MinSize().Height != before)
}

// show puts hint or problem below the control, and 必填 beside the name.
func (f *Field) show() {
	text, ink := f.hint, theme.ColorText2
	if p := f.Control.Problem(); p != "" {
		text, ink = p, theme.ColorError
	}
	hidden := text == "" && !f.steady
	if must := f.required && f.Control.empty(); must == f.must.Hidden {
		f.must.Hidden = !must
		f.body.Refresh()
	}
	if f.below.Text() == text && f.below.Hidden == hidden {
		return
	}
	f.below.color = ink
	f.below.SetText(text)
	f.below.Hidden = hidden
	f.body.Refresh()
	f.Refresh()
}

// CreateRenderer belongs to Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return fw.NewSimpleRenderer(f.body) }

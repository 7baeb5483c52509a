package widget

import (
	"errors"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
)

// Confirm asks before something is done; accept names the deed (除名, 删除), never
// 确定 alone. danger puts the keyboard on 取消.
func Confirm(c fyne.Canvas, title, text, accept string, danger bool, done func()) *Dialog {
	d := NewDialog(title, BodyParagraph(text).For(theme.Scaled(388)), accept).Wide(420)
	if danger {
		d.Dangerous()
	}
	d.OnAccept = func() error { done(); return nil }
	d.Open(c)
	return d
}

// Message tells something that must be read before going on.
func Message(c fyne.Canvas, title, text string) *Dialog {
	d := NewDialog(title, BodyParagraph(text).For(theme.Scaled(388)), "").Wide(420)
	d.Open(c)
	return d
}

// ErrMend is said above the buttons of a dialog in which a field is wrong.
var ErrMend = errors.New("请先改好上面标红的项。")

// ErrStay keeps a dialog open without a word: what was asked for stands in it.
var ErrStay = errors.New("")

// AcceptForm makes the main button first check the fields of a form and stay at the
// first wrong one; then done does the work.
func (d *Dialog) AcceptForm(form *Form, done func() error) {
	d.follow(form)
	d.OnAccept = func() error {
		d.Refuse("")
		if !form.Check() {
			return ErrMend
		}
		return done()
	}
}

// ShowForm asks for the fields of a form, checks them, and then has done do the work.
func ShowForm(c fyne.Canvas, title string, form *Form, accept string, done func() error) *Dialog {
	d := NewDialog(title, form, accept).Wide(520)
	d.Note = "Esc 关闭"
	d.AcceptForm(form, done)
	d.Open(c)
	return d
}

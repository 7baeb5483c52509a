package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Dialog is a box above the window that must be answered: Esc cancels, Enter
// takes the main button, × closes, Tab stays inside. Content higher than the
// window scrolls.
type Dialog struct {
	fw.BaseWidget
	// Note stands at the left of the buttons, such as what the work leaves behind.
	Note string
	// OnAccept does the work of the main button. nil error closes the dialog; an
	// error is shown above the buttons and the dialog stays.
	OnAccept func() error
	// OnCancel is called when the dialog closes in any other way.
	OnCancel func()

	title   string
	content fyne.CanvasObject
	accept  *Button
	cancel  *Button
	shut    *Button
	wrong   *Banner
	scroll  *container.Scroll
	head    fyne.CanvasObject
	foot    *fyne.Container
	note    *Text
	buttons []fyne.CanvasObject // those of the foot, the main one last
	width   float32
	canvas  fyne.Canvas
	keys    func(*fyne.KeyEvent)
	tips    *tipLayer
	// Loses tells whether something was typed that closing would drop; then it is
	// asked first. Where it is not set, two fields of the form make it so: one alone is
	// quickly typed again.
	Loses func() bool
	form  *Form    // to be filled in first, nil for none
	was   []string // what stood in its fields at first
	waits bool     // its work runs
}

// NewDialog makes a dialog of a title, content and the words of the main button;
// "" leaves the main button out and names the other 关闭.
func NewDialog(title string, content fyne.CanvasObject, accept string) *Dialog {
	d := &Dialog{title: title, content: content, width: 480, tips: newTipLayer(), wrong: NewBanner(Bad, "")}
	d.wrong.Hidden = true
	d.accept = NewPrimary(accept, "", d.Accept)
	d.cancel = NewPlain("取消", "", d.Cancel)
	if accept == "" {
		d.accept.Hidden = true
		d.Telling()
	}
	d.shut = NewIconButton(Link, "close", "关闭（Esc）", d.Cancel)
	d.head = NewSplitRow(theme.Gap8, nil, Section(title).Cut(), []fyne.CanvasObject{d.shut})
	d.scroll = container.NewVScroll(Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16, content))
	d.ExtendBaseWidget(d)
	return d
}

// Wide sets the width in unscaled units and returns the same dialog.
func (d *Dialog) Wide(units float32) *Dialog { d.width = units; return d }

// Dangerous makes the main button say that it takes something away; Enter then
// rests on 取消, or comes to it after the last field of a form.
func (d *Dialog) Dangerous() *Dialog { d.accept.SetKind(Danger); return d }

// Telling names the other button 关闭: there is nothing to call off.
func (d *Dialog) Telling() *Dialog { d.cancel.SetText("关闭"); return d }

// AcceptButton is the main button, to close it with a reason or rename it.
func (d *Dialog) AcceptButton() *Button { return d.accept }

// Open lays the dialog over a canvas; extra buttons stand before the main ones.
func (d *Dialog) Open(c fyne.Canvas, extra ...fyne.CanvasObject) {
	buttons := append(append([]fyne.CanvasObject{}, extra...), d.cancel, d.accept)
	d.buttons = buttons
	d.Filled()
	d.note = Note(d.Note).In(theme.ColorText2).Cut()
	d.foot = NewSplitRow(theme.Gap8, nil, d.note, buttons)
	d.canvas, d.keys = c, c.OnTypedKey()
	c.SetOnTypedKey(d.typedKey)
	c.Overlays().Add(d)
	if d.accept.kind == Danger && d.form == nil {
		c.Focus(d.cancel)
		return
	}
	c.FocusNext() // the first control of the content, or the first button
	if first, ok := c.Focused().(fyne.CanvasObject); ok && d.accept.Visible() && slices.Contains(buttons, first) {
		c.Focus(d.accept) // not an extra button, which is the rarer or bolder answer
	}
}

// IsOpen tells whether a dialog or popup lies over a canvas; shortcuts of the
// window wait while one does.
func IsOpen(c fyne.Canvas) bool { return c.Overlays().Top() != nil }

// Accept does the work of the main button, as Enter does.
func (d *Dialog) Accept() {
	if d.canvas == nil || d.waits || d.accept.Disabled() || !d.accept.Visible() {
		return
	}
	if d.OnAccept != nil {
		switch err := d.OnAccept(); {
		case err == ErrStay:
			d.Refresh()
			return
		case err != nil:
			d.Refuse(err.Error())
			return
		}
	}
	d.close()
}

// Aside lets the work of the main button run aside, for OnAccept to end with: the dialog
// waits, stays with what was typed where the work is refused, and closes when it is done.
func (d *Dialog) Aside(work func(done func(error))) error {
	d.waits = true
	work(func(err error) {
		d.waits = false
		switch {
		case d.canvas == nil: // closed by the program meanwhile
		case err != nil:
			d.Refuse(err.Error())
		default:
			d.close()
		}
	})
	return ErrStay
}

// Filled takes what stands in the form for given and not for typed, as when the program
// has put in what it knows of another year.
func (d *Dialog) Filled() {
	if d.form != nil {
		d.was = d.form.values()
	}
}

// Refuse shows a sentence above the buttons, until a field is changed; the dialog
// stays. It does not scroll with the content: the wrong field stays in sight as well.
func (d *Dialog) Refuse(sentence string) {
	d.wrong.SetText(sentence)
	d.wrong.Hidden = sentence == ""
	d.Refresh()
}

// follow keeps the field that has the keyboard in sight.
func (d *Dialog) follow(form *Form) {
	d.form = form
	for _, field := range form.fields {
		if field.OnFocus == nil {
			field.OnFocus = func() { reveal(d.scroll, field) }
		}
	}
}

// answered tells the dialog a changed field lies in: once the field is right its sentence
// is taken back, and a field that has grown by what is said below it finds its room. A
// list that the field has opened may lie above the dialog.
func answered(field fyne.CanvasObject, right, grown bool) {
	c := canvasOf(field)
	if c == nil {
		return
	}
	for _, o := range slices.Backward(c.Overlays().List()) {
		if d, ok := o.(*Dialog); ok {
			if right && !d.wrong.Hidden {
				d.wrong.Hidden, grown = true, true
			}
			if grown {
				d.Refresh()
			}
			return
		}
	}
}

// Cancel closes the dialog without doing its work, as Esc does.
func (d *Dialog) Cancel() {
	if d.canvas == nil || d.waits {
		return
	}
	if d.loses() {
		Confirm(d.canvas, "不保存就关掉？", "刚才填的内容还没有保存，关掉就没有了。", "不保存", true, d.Close)
		return
	}
	d.Close()
}

// Close closes the dialog without doing its work and without asking.
func (d *Dialog) Close() {
	if d.canvas == nil {
		return
	}
	d.close()
	if d.OnCancel != nil {
		d.OnCancel()
	}
}

func (d *Dialog) loses() bool {
	if d.Loses != nil || d.form == nil {
		return d.Loses != nil && d.Loses()
	}
	changed := 0
	for at, value := range d.form.values() {
		if value != d.was[at] {
			changed++
		}
	}
	return changed > 1
}

// close takes the dialog away. One that its own work has opened above it stays: the
// toolkit would take it away as well, so it is laid down again.
func (d *Dialog) close() {
	c := d.canvas
	d.canvas = nil
	focused := c.Focused()
	all := c.Overlays().List()
	above := slices.Clone(all[slices.Index(all, fyne.CanvasObject(d))+1:])
	c.Overlays().Remove(d)
	if len(above) == 0 {
		c.SetOnTypedKey(d.keys)
		handBack(c)
		return
	}
	for _, o := range above {
		c.Overlays().Add(o)
	}
	if next, ok := above[0].(*Dialog); ok {
		next.keys = d.keys // which led to this dialog
	}
	if focused != nil {
		c.Focus(focused)
	}
}

func (d *Dialog) typedKey(key *fyne.KeyEvent) {
	switch {
	case key.Name == fyne.KeyEscape:
		d.Cancel()
	case isEnter(key) && d.accept.kind != Danger:
		d.Accept()
	}
}

// owns tells whether a focused block is one of the dialog's buttons.
func (d *Dialog) owns(f fyne.Focusable) bool {
	at, ok := f.(fyne.CanvasObject)
	return !ok || f == fyne.Focusable(d.shut) || slices.Contains(d.buttons, at)
}

func (d *Dialog) tipLayer() *tipLayer { return d.tips }

// Tapped keeps the mouse off what lies below.
func (d *Dialog) Tapped(*fyne.PointEvent) {}

// MouseIn keeps the mouse off what lies below.
func (d *Dialog) MouseIn(*desktop.MouseEvent) {}

// MouseMoved keeps the mouse off what lies below.
func (d *Dialog) MouseMoved(*desktop.MouseEvent) {}

// MouseOut keeps the mouse off what lies below.
func (d *Dialog) MouseOut() {}

// Refresh lays the dialog out anew, as when its content has another height; one that is
// not open has nothing to lay out.
func (d *Dialog) Refresh() {
	if d.canvas != nil {
		d.note.SetText(d.Note)
		d.BaseWidget.Refresh()
	}
}

// CreateRenderer belongs to Fyne.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer {
	dim, back := box(nil, nil, 0, 0), box(nil, nil, 0, theme.Radius)
	top, bottom := box(nil, nil, 0, 0), box(nil, nil, 0, 0)
	r := &objects{owner: d, list: []fyne.CanvasObject{dim, back, top, bottom, d.scroll, d.wrong, d.foot, d.head, d.tips}}
	r.refresh = func() {
		paint(dim, theme.Color(theme.ColorDim), nil, 0)
		paint(back, theme.Panel(), theme.Control(), theme.LineWidth)
		paint(top, theme.Line(), nil, 0)
		paint(bottom, theme.Line(), nil, 0)
		r.layout(d.Size())
		d.foot.Refresh() // a button that was renamed needs another width
	}
	r.min = func() fyne.Size { return fyne.Size{} }
	r.layout = func(size fyne.Size) {
		place(dim, 0, 0, size.Width, size.Height)
		place(d.tips, 0, 0, size.Width, size.Height)
		width := min(theme.Scaled(d.width), size.Width-2*theme.Gap16)
		inner := d.scroll.Content
		inner.Resize(fyne.NewSize(width, inner.MinSize().Height)) // breaks its lines
		head, foot := theme.Scaled(44), theme.Scaled(48)
		said := float32(0) // how high the sentence about what is wrong is
		if !d.wrong.Hidden {
			d.wrong.Resize(fyne.NewSize(width-2*theme.Gap16, d.wrong.MinSize().Height))
			said = d.wrong.MinSize().Height + theme.Gap12
		}
		body := min(inner.MinSize().Height, size.Height-head-foot-said-2*theme.Gap16)
		x, y := (size.Width-width)/2, (size.Height-head-body-said-foot)/2
		place(back, x, y, width, head+body+said+foot)
		place(d.head, x+theme.Gap16, y, width-theme.Gap16-theme.Gap8, head)
		place(top, x, y+head-1, width, 1)
		place(d.scroll, x+1, y+head, width-2, body)
		place(d.wrong, x+theme.Gap16, y+head+body, width-2*theme.Gap16, max(said-theme.Gap12, 0))
		place(bottom, x, y+head+body+said, width, 1)
		place(d.foot, x+theme.Gap16, y+head+body+said, width-2*theme.Gap16, foot)
	}
	r.refresh()
	return r
}

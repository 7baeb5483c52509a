package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// TextField is a box to type in. Its value is text in canonical form: Read makes
// it from what was typed, when the field is left or Enter is pressed, and Display
// makes what is seen from it. What Read refuses stays as typed, with its sentence
// below and a red edge, until it is mended.
type TextField struct {
	fw.DisableableWidget
	// OnTyped is called at every change of the text, OnChanged when the value has
	// changed: on leaving, Enter, or a choice. OnSubmitted is called on Enter
	// instead of going to the next field.
	OnTyped     func(text string)
	OnChanged   func(value string)
	OnSubmitted func(value string)
	// OnEscape is called on Esc instead of handing it to the dialog or the window.
	OnEscape func()
	// OnProblem is called with Problem when that has changed, for a field that
	// stands in no Field to show it below.
	OnProblem func(sentence string)
	// Read turns typed text into the value, or refuses with a sentence. nil trims.
	Read func(text string) (value string, err error)
	// Display turns the value into what is seen. nil shows it as it is.
	Display func(value string) string
	// Paste cleans pasted text before it is put in. nil trims and joins lines.
	Paste func(text string) string

	entry    *fieldEntry
	icon     string
	end      fyne.CanvasObject // at the right edge, such as the calendar button
	value    string
	problem  string // what is wrong with the text, found by Read
	told     string // what OnProblem was called with last
	refused  bool   // value is text that Read refused, not a value
	outside  string // what is wrong by somebody else's word
	focused  bool
	lines    int
	watch    func() // the Field around it
	gained   func() // told when the keyboard comes otherwise than by the mouse
	onKey    func(*fyne.KeyEvent) bool
	setting  bool
	minWidth float32
}

// NewTextField makes an empty field of one line.
func NewTextField(placeholder string) *TextField { return newTextField(placeholder, 1) }

// NewTextArea makes a field of several lines; Enter starts a new line.
func NewTextArea(placeholder string, lines int) *TextField { return newTextField(placeholder, lines) }

// SetPlaceholder changes what an empty field shows.
func (t *TextField) SetPlaceholder(text string) { t.entry.SetPlaceHolder(text) }

// NewSearchField is a field with a magnifying glass; use OnTyped.
func NewSearchField(placeholder string, typed func(text string)) *TextField {
	t := newTextField(placeholder, 1)
	t.icon, t.OnTyped = "search", typed
	return t
}

func newTextField(placeholder string, lines int) *TextField {
	t := &TextField{lines: lines, minWidth: 120}
	t.entry = newFieldEntry(t, lines)
	t.entry.SetPlaceHolder(placeholder)
	t.ExtendBaseWidget(t)
	return t
}

// Wide sets the least width in unscaled units and returns the same field.
func (t *TextField) Wide(units float32) *TextField { t.minWidth = units; return t }

// Value is the canonical text of what stands in the field now; text that Read
// refuses is given as typed, and Problem is not "".
func (t *TextField) Value() string {
	t.read(false)
	return t.value
}

// Text is what stands in the field.
func (t *TextField) Text() string { return t.entry.Text }

// SetValue shows a value without calling back.
func (t *TextField) SetValue(value string) {
	t.value, t.problem, t.outside, t.refused = value, "", "", false
	t.setText(t.shown(value))
	t.changedState()
}

// Problem is the sentence about what is wrong, or "".
func (t *TextField) Problem() string {
	if t.problem != "" {
		return t.problem
	}
	return t.outside
}

// SetProblem says what is wrong by the page's own check; "" takes it back.
func (t *TextField) SetProblem(sentence string) {
	t.outside = sentence
	t.changedState()
}

// Focus puts the caret into the field.
func (t *TextField) Focus() {
	if !t.Disabled() {
		focus(t, t.entry)
	}
}

// Enable opens the field.
func (t *TextField) Enable() {
	t.entry.Enable()
	t.DisableableWidget.Enable()
}

// Disable closes the field; its text can still be read. A closed field lets go of
// the keyboard: Fyne gives no shortcut on, such as Alt+1 or Ctrl+K, from a closed
// field that has it.
func (t *TextField) Disable() {
	t.entry.Disable()
	t.DisableableWidget.Disable()
	if c := canvasOf(t.entry); c != nil && c.Focused() == fyne.Focusable(t.entry) {
		c.Unfocus()
	}
}

// Tapped beside the text puts the caret into the field.
func (t *TextField) Tapped(*fyne.PointEvent) { t.Focus() }

func (t *TextField) onState(changed func()) { t.watch = changed }
func (t *TextField) onFocus(gained func())  { t.gained = gained }

func (t *TextField) empty() bool { return t.entry.Text == "" }

func (t *TextField) shown(value string) string {
	if t.Display == nil {
		return value
	}
	return t.Display(value)
}

func (t *TextField) setText(text string) {
	if t.entry.Text == text {
		return
	}
	t.setting = true
	t.entry.SetText(text)
	t.setting = false
}

func (t *TextField) typed(text string) {
	if t.setting {
		return
	}
	if t.problem != "" || t.outside != "" {
		t.problem, t.outside = "", "" // no scolding while it is being mended
	}
	t.changedState()
	if t.OnTyped != nil {
		t.OnTyped(text)
	}
}

// read takes the text in. leaving also puts the text into its usual form and
// calls OnChanged.
func (t *TextField) read(leaving bool) {
	value, err := strings.TrimSpace(t.entry.Text), error(nil)
	if t.lines > 1 {
		value = strings.TrimRight(t.entry.Text, " \n\t")
	}
	if t.Read != nil && (t.refused || t.entry.Text != t.shown(t.value)) {
		value, err = t.Read(t.entry.Text)
	} else if t.Read != nil {
		value = t.value
	}
	before := t.problem
	t.problem, t.refused = "", err != nil
	if err != nil {
		t.problem, value = err.Error(), t.entry.Text
	} else if leaving {
		t.setText(t.shown(value))
	}
	changed := value != t.value
	t.value = value
	if before != t.problem {
		t.changedState()
	}
	if leaving && changed && err == nil && t.OnChanged != nil {
		t.OnChanged(value)
	}
}

// put takes a value from a popup, as if it had been typed.
func (t *TextField) put(value string) {
	t.setText(t.shown(value))
	changed := value != t.value
	t.value, t.problem, t.outside, t.refused = value, "", "", false
	t.changedState()
	if changed && t.OnChanged != nil {
		t.OnChanged(value)
	}
}

func (t *TextField) submit() {
	t.read(true)
	switch {
	case t.problem != "":
	case t.OnSubmitted != nil:
		t.OnSubmitted(t.value)
	default:
		advance(t.entry)
	}
}

func (t *TextField) focusChanged(focused bool) {
	t.focused = focused
	switch {
	case !focused:
		t.read(true)
	case t.gained != nil && !t.entry.byMouse:
		t.gained()
	}
	t.Refresh()
}

func (t *TextField) changedState() {
	if t.watch != nil {
		t.watch()
	}
	if p := t.Problem(); t.OnProblem != nil && p != t.told {
		t.told = p
		t.OnProblem(p)
	}
	t.Refresh()
}

// clean prepares pasted text.
func (t *TextField) clean(text string) string {
	if t.Paste != nil {
		return t.Paste(text)
	}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if t.lines > 1 {
		return text
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", " ")), " ")
}

// CreateRenderer belongs to Fyne.
func (t *TextField) CreateRenderer() fyne.WidgetRenderer {
	back, frame := box(nil, nil, 0, theme.Radius), box(nil, nil, 0, theme.Radius)
	icon := canvas.NewImageFromResource(nil)
	clip := container.NewClip(container.New(&looseLayout{t}, t.entry))
	// A clip makes its renderer only when it is painted; the keyboard may be asked
	// for before that.
	clip.MinSize()
	clip.Refresh()
	r := &objects{owner: t, list: []fyne.CanvasObject{back, icon, clip, frame}}
	if t.end != nil {
		r.list = append(r.list, t.end)
	}
	r.refresh = func() {
		frameLook(frame, t.Disabled(), t.focused, t.Problem() != "")
		backLook(back, t.Disabled())
		setIcon(icon, t.icon, theme.ColorText2)
	}
	r.layout = func(size fyne.Size) { t.layout(size, back, frame, icon, clip) }
	r.min = func() fyne.Size {
		height := theme.ControlHeight()
		if t.lines > 1 {
			height = max(t.entry.MinSize().Height, height)
		}
		return fyne.NewSize(theme.Scaled(t.minWidth), height)
	}
	r.refresh()
	return r
}

// layout sets the text 9 units inside the frame: 4 here, the rest is Entry's own.
func (t *TextField) layout(size fyne.Size, back, frame, icon, clip fyne.CanvasObject) {
	height := max(theme.ControlHeight(), size.Height)
	if t.lines == 1 {
		height = theme.ControlHeight()
	}
	top := (size.Height - height) / 2
	place(back, 0, top, size.Width, height)
	place(frame, 0, top, size.Width, height)
	left, right := theme.Gap4, size.Width-theme.Gap4
	if t.icon != "" {
		side := theme.IconSize()
		place(icon, 9, (size.Height-side)/2, side, side)
		left = 9 + side + 3
	}
	if t.end != nil {
		width := t.end.MinSize().Width
		place(t.end, size.Width-width-2, top+2, width, height-4)
		right = size.Width - width - 2
	}
	place(clip, left, top+1, max(right-left, 1), height-2)
}

// looseLayout gives a line of text more height than the frame around it shows. The
// toolkit draws a scroll bar at the foot of an entry whose text is longer than
// itself; below the frame it is clipped away. A field of several lines needs none.
type looseLayout struct{ of *TextField }

func (l *looseLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l *looseLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	below := float32(0)
	if l.of.lines == 1 {
		below = theme.Gap16
	}
	place(o[0], 0, -1, size.Width, size.Height+2+below)
}

// backLook paints the ground of a form control, open or closed.
func backLook(back *canvas.Rectangle, closed bool) {
	if closed {
		paint(back, theme.Page(), nil, 0)
		return
	}
	paint(back, theme.Panel(), nil, 0)
}

// frameLook paints the edge of a form control in the state it is in.
func frameLook(frame *canvas.Rectangle, closed, focused, wrong bool) {
	switch {
	case closed:
		paint(frame, nil, theme.LineStrong(), theme.LineWidth)
	case wrong && focused:
		paint(frame, nil, theme.Error(), theme.FocusLine)
	case wrong:
		paint(frame, nil, theme.Error(), theme.LineWidth)
	case focused:
		paint(frame, nil, theme.Accent(), theme.FocusLine)
	default:
		paint(frame, nil, theme.Control(), theme.LineWidth)
	}
}

package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/theme"
)

// Option is one thing a Picker offers.
type Option struct {
	Value string // canonical text
	Text  string // what is seen; "" shows Value
	Note  string // small words at the right, such as 38 人
	Keys  string // what else finds it: pinyin, initials, in small letters
}

func (o Option) text() string {
	if o.Text == "" {
		return o.Value
	}
	return o.Text
}

// Picker chooses one of a list. Typing on it, Down, F4, Space or a click open
// the list, where text, pinyin and initials find; Enter goes to the next field.
type Picker struct {
	pressable
	OnChanged func(value string)
	// AllowOther takes typed text that is not in the list.
	AllowOther bool

	options     []Option
	value       string
	placeholder string
	problem     string
	watch       func()
	minWidth    float32
}

// NewPicker makes a picker with nothing chosen.
func NewPicker(placeholder string, options ...Option) *Picker {
	p := &Picker{placeholder: placeholder, options: options, minWidth: 120}
	p.bind(p, func() { p.open("") })
	return p
}

// NewWordPicker makes a picker of plain words.
func NewWordPicker(placeholder string, words ...string) *Picker {
	p := NewPicker(placeholder)
	for _, word := range words {
		p.options = append(p.options, Option{Value: word})
	}
	return p
}

// Wide sets the least width in unscaled units and returns the same picker.
func (p *Picker) Wide(units float32) *Picker { p.minWidth = units; return p }

// SetOptions replaces the list; the value stays.
func (p *Picker) SetOptions(options ...Option) {
	p.options = options
	p.Refresh()
}

// Value is the chosen value, "" for none.
func (p *Picker) Value() string { return p.value }

// SetValue chooses without calling back; "" chooses nothing.
func (p *Picker) SetValue(value string) {
	p.value = value
	p.SetProblem("")
}

// Text is what the picker shows for its value.
func (p *Picker) Text() string {
	for _, o := range p.options {
		if o.Value == p.value {
			return o.text()
		}
	}
	return p.value
}

// Problem is the sentence about what is wrong, or "".
func (p *Picker) Problem() string { return p.problem }

// SetProblem says what is wrong by the page's own check; "" takes it back.
func (p *Picker) SetProblem(sentence string) {
	p.problem = sentence
	if p.watch != nil {
		p.watch()
	}
	p.Refresh()
}

func (p *Picker) onState(changed func()) { p.watch = changed }

func (p *Picker) empty() bool { return p.value == "" }

// Focus gives the picker the keyboard.
func (p *Picker) Focus() { focus(p, p) }

// TypedRune opens the list with what was typed.
func (p *Picker) TypedRune(r rune) {
	if r > ' ' {
		p.open(string(r))
	}
}

// TypedKey opens the list, empties the picker, or goes on.
func (p *Picker) TypedKey(key *fyne.KeyEvent) {
	switch {
	case isEnter(key):
		advance(p)
	case key.Name == fyne.KeyDown || key.Name == fyne.KeyF4 || key.Name == fyne.KeySpace:
		p.open("")
	case (key.Name == fyne.KeyDelete || key.Name == fyne.KeyBackspace) && !p.Disabled():
		p.choose("")
	default:
		forward(p, key)
	}
}

// TypedShortcut opens the list with what is pasted; other shortcuts are the window's.
func (p *Picker) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		p.open(strings.TrimSpace(paste.Clipboard.Content()))
		return
	}
	forwardShortcut(p, s)
}

func (p *Picker) choose(value string) {
	changed := value != p.value
	p.SetValue(value)
	if changed && p.OnChanged != nil {
		p.OnChanged(value)
	}
}

// CreateRenderer belongs to Fyne.
func (p *Picker) CreateRenderer() fyne.WidgetRenderer {
	back, frame := box(nil, nil, 0, theme.Radius), box(nil, nil, 0, theme.Radius)
	text, icon := NewText("", theme.SizeBody, theme.ColorText).Cut(), canvas.NewImageFromResource(nil)
	r := &objects{owner: p, list: []fyne.CanvasObject{back, text, icon, frame}}
	r.refresh = func() {
		ink, words := theme.ColorText, p.Text()
		if words == "" {
			ink, words = theme.ColorText3, p.placeholder
		}
		if p.Disabled() {
			ink = theme.ColorOff
		}
		text.SetColor(ink)
		text.SetText(words)
		backLook(back, p.Disabled())
		frameLook(frame, p.Disabled(), p.ring, p.problem != "")
		setIcon(icon, "chevron-down", ink)
	}
	r.min = func() fyne.Size { return fyne.NewSize(theme.Scaled(p.minWidth), theme.ControlHeight()) }
	r.layout = func(size fyne.Size) {
		height, side := theme.ControlHeight(), theme.IconSize()
		top := (size.Height - height) / 2
		place(back, 0, top, size.Width, height)
		place(frame, 0, top, size.Width, height)
		place(text, 9, 0, max(size.Width-side-9-2*theme.Gap8, 1), size.Height)
		place(icon, size.Width-side-theme.Gap8, (size.Height-side)/2, side, side)
	}
	r.refresh()
	return r
}

// match finds at most limit options that hold the query in their text or keys;
// those that begin with it come first. more says how many were left out.
func match(options []Option, query string, limit int) (found []Option, more int) {
	query = strings.ToLower(strings.TrimSpace(halfWidth(query)))
	var begins, holds []Option
	for _, o := range options {
		text := strings.ToLower(o.text())
		switch {
		case query == "" || strings.HasPrefix(text, query) || prefixOfAny(o.Keys, query):
			begins = append(begins, o)
		case strings.Contains(text, query) || strings.Contains(o.Keys, query) || strings.Contains(strings.ToLower(o.Value), query):
			holds = append(holds, o)
		}
	}
	found = append(begins, holds...)
	if len(found) > limit {
		return found[:limit], len(found) - limit
	}
	return found, 0
}

func prefixOfAny(keys, query string) bool {
	for key := range strings.FieldsSeq(keys) {
		if strings.HasPrefix(key, query) {
			return true
		}
	}
	return false
}

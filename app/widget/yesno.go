package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/theme"
)

// YesNo chooses between two words that stand side by side, 是 and 否 unless
// others are given. Its value is "1", "0", or "" while nothing is chosen. Left,
// Right and Space change it, Enter goes to the next field.
type YesNo struct {
	pressable
	OnChanged func(value string)
	yes, no   string
	value     string
	problem   string
	watch     func()
}

// NewYesNo makes an unchosen 是 / 否.
func NewYesNo() *YesNo { return NewSwitch("是", "否") }

// NewSwitch makes an unchosen pair of words.
func NewSwitch(yes, no string) *YesNo {
	y := &YesNo{yes: yes, no: no}
	y.bind(y, nil)
	return y
}

// Value is "1", "0" or "".
func (y *YesNo) Value() string { return y.value }

// SetValue sets the value without calling back.
func (y *YesNo) SetValue(value string) {
	y.value = value
	y.SetProblem("")
}

// Problem is the sentence about what is wrong, or "".
func (y *YesNo) Problem() string { return y.problem }

// SetProblem says what is wrong by the page's own check; "" takes it back.
func (y *YesNo) SetProblem(sentence string) {
	y.problem = sentence
	if y.watch != nil {
		y.watch()
	}
	y.Refresh()
}

func (y *YesNo) onState(changed func()) { y.watch = changed }

func (y *YesNo) empty() bool { return y.value == "" }

// Focus gives the switch the keyboard.
func (y *YesNo) Focus() { focus(y, y) }

// Tapped chooses the word under the mouse.
func (y *YesNo) Tapped(e *fyne.PointEvent) {
	if y.Disabled() {
		return
	}
	if e.Position.X < y.half() {
		y.choose("1")
	} else if e.Position.X < 2*y.half() {
		y.choose("0")
	}
}

// TypedKey chooses by Left, Right and Space; Enter goes on.
func (y *YesNo) TypedKey(key *fyne.KeyEvent) {
	switch {
	case isEnter(key):
		advance(y)
	case y.Disabled():
	case key.Name == fyne.KeyLeft:
		y.choose("1")
	case key.Name == fyne.KeyRight:
		y.choose("0")
	case key.Name == fyne.KeySpace:
		y.choose(map[string]string{"1": "0", "0": "1", "": "1"}[y.value])
	case key.Name == fyne.KeyDelete:
		y.choose("")
	default:
		forward(y, key)
	}
}

func (y *YesNo) choose(value string) {
	if value == y.value {
		return
	}
	y.SetValue(value)
	if y.OnChanged != nil {
		y.OnChanged(value)
	}
}

// half is the width of one word with its room.
func (y *YesNo) half() float32 {
	widest := float32(0)
	for _, word := range []string{y.yes, y.no} {
		widest = max(widest, fyne.MeasureText(word, theme.Scaled(theme.SizeBody), fyne.TextStyle{Bold: true}).Width)
	}
	return widest + 2*theme.Gap16
}

// CreateRenderer belongs to Fyne.
func (y *YesNo) CreateRenderer() fyne.WidgetRenderer {
	back, chosen, frame := box(nil, nil, 0, theme.Radius), box(nil, nil, 0, theme.RadiusTag), box(nil, nil, 0, theme.Radius)
	words := [2]*canvas.Text{canvas.NewText(y.yes, nil), canvas.NewText(y.no, nil)}
	r := &objects{owner: y, list: []fyne.CanvasObject{back, chosen, words[0], words[1], frame}}
	r.refresh = func() {
		backLook(back, y.Disabled())
		paint(chosen, nil, nil, 0)
		frameLook(frame, y.Disabled(), y.ring, y.problem != "")
		for i, value := range []string{"1", "0"} {
			ink := theme.ColorText2
			words[i].TextSize, words[i].Alignment = theme.Scaled(theme.SizeBody), fyne.TextAlignCenter
			words[i].TextStyle = fyne.TextStyle{Bold: y.value == value}
			if y.value == value {
				ink = theme.ColorAccent
				paint(chosen, theme.Accent100(), nil, 0)
			}
			words[i].Color = theme.Color(ink)
		}
		r.layout(y.Size())
	}
	r.min = func() fyne.Size { return fyne.NewSize(2*y.half(), theme.ControlHeight()) }
	r.layout = func(size fyne.Size) {
		half, height := y.half(), theme.ControlHeight()
		top := (size.Height - height) / 2
		place(back, 0, top, 2*half, height)
		place(frame, 0, top, 2*half, height)
		x := float32(0)
		if y.value == "0" {
			x = half
		}
		place(chosen, x+3, top+3, half-6, height-6)
		for i, w := range words {
			line := w.MinSize().Height
			place(w, float32(i)*half, (size.Height-line)/2, half, line)
		}
	}
	r.refresh()
	return r
}

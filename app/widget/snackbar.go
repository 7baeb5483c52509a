package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// SnackbarTime is how long the bar stays; what it said stays in 最近操作.
const SnackbarTime = 8 * time.Second

// Snackbar is the dark bar that says what was done and takes it back.
type Snackbar struct {
	fw.BaseWidget
	text  string
	undo  func()
	timer *time.Timer
	row   fyne.CanvasObject
	label *Text
	back  *barButton
	look  *barButton // to where a file was written, in the place of back
	show  func()
}

func newSnackbar() *Snackbar {
	s := &Snackbar{label: NewText("", theme.SizeBody, theme.ColorOnBar).Cut()}
	s.back = newBarButton("撤销 Ctrl+Z", "undo", func() { s.takeBack() })
	s.look = newBarButton("打开文件夹", "folder", func() { s.Hide(); s.show() })
	shut := newBarButton("", "close", func() { s.Hide() })
	mark := NewIcon("check", theme.ColorOnBar)
	s.row = NewSplitRow(theme.Gap8, []fyne.CanvasObject{mark}, s.label, []fyne.CanvasObject{s.back, s.look, shut})
	s.ExtendBaseWidget(s)
	s.Hidden = true
	return s
}

// Say replaces what the bar says and starts its time anew; undo nil leaves 撤销 out,
// show nil the way to where a file was written.
func (s *Snackbar) Say(text string, undo, show func()) {
	s.text, s.undo, s.show = text, undo, show
	s.label.SetText(text)
	s.back.Hidden, s.look.Hidden = undo == nil, show == nil
	if s.timer != nil {
		s.timer.Stop()
	}
	s.timer = time.AfterFunc(SnackbarTime, func() { fyne.Do(s.Hide) })
	s.BaseWidget.Show()
	s.Refresh()
}

// Text is what the bar says now, or "" when it is gone.
func (s *Snackbar) Text() string {
	if !s.Visible() {
		return ""
	}
	return s.text
}

func (s *Snackbar) takeBack() {
	undo := s.undo
	s.Hide()
	if undo != nil {
		undo()
	}
}

// CreateRenderer belongs to Fyne.
func (s *Snackbar) CreateRenderer() fyne.WidgetRenderer {
	back := box(nil, nil, 0, theme.Radius)
	r := &objects{owner: s, list: []fyne.CanvasObject{back, s.row}}
	r.refresh = func() {
		paint(back, theme.Color(theme.ColorBar), nil, 0)
		s.row.Refresh()
	}
	r.layout = func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		place(s.row, theme.Gap16, 0, size.Width-theme.Gap16-theme.Gap8, size.Height)
	}
	r.min = func() fyne.Size {
		text := fyne.MeasureText(s.text, theme.Scaled(theme.SizeBody), fyne.TextStyle{}).Width
		rest := s.row.MinSize().Width - s.label.MinSize().Width + theme.Gap16 + theme.Gap8
		return fyne.NewSize(text+rest+1, theme.Scaled(40))
	}
	r.refresh()
	return r
}

// barButton is a text button on the dark bar. It is worked by mouse; by keyboard
// the same is Ctrl+Z, which the tip and the bar name.
type barButton struct {
	fw.BaseWidget
	text, icon string
	tapped     func()
}

func newBarButton(text, icon string, tapped func()) *barButton {
	b := &barButton{text: text, icon: icon, tapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

func (b *barButton) Tapped(*fyne.PointEvent) { b.tapped() }

func (b *barButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (b *barButton) CreateRenderer() fyne.WidgetRenderer {
	color := theme.ColorBarLink
	parts := []fyne.CanvasObject{NewIcon(b.icon, color)}
	if b.text != "" {
		parts = append(parts, NewText(b.text, theme.SizeBody, color).Bold())
	}
	row := Inset(0, 0, theme.Gap8, theme.Gap8, Row(6, parts...))
	return fw.NewSimpleRenderer(row)
}

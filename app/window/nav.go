package window

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
)

// entry is one line of the left bar.
type entry struct {
	name  page.Name
	title string
	icon  string
}

// entries in the order shown; the last stands at the foot of the bar.
var entries = []entry{
	{page.Home, "工作台", "home"},
	{page.Roster, "会员", "people"},
	{page.Negotiation, "集体协商", "talk"},
	{page.Dues, "会费", "money"},
	{page.Fund, "经费", "wallet"},
	{page.Report, "上报", "upload"},
	{page.Settings, "设置", "settings"},
}

// navButton is a page in the left bar: icon above the word, or side by side with
// the shortcut where there is room.
type navButton struct {
	fw.BaseWidget
	entry
	shortcut string
	wide     bool
	chosen   bool
	hover    bool
	tapped   func()
}

func newNavButton(e entry, number int, tapped func()) *navButton {
	b := &navButton{entry: e, shortcut: fmt.Sprintf("Alt+%d", number), tapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

func (b *navButton) choose(on bool) {
	b.chosen = on
	b.Refresh()
}

func (b *navButton) setWide(on bool) {
	b.wide = on
	b.Refresh()
}

func (b *navButton) Tapped(*fyne.PointEvent) { b.tapped() }

func (b *navButton) MouseIn(*desktop.MouseEvent)    { b.hover = true; b.Refresh() }
func (b *navButton) MouseMoved(*desktop.MouseEvent) {}
func (b *navButton) MouseOut()                      { b.hover = false; b.Refresh() }

// CreateRenderer belongs to Fyne.
func (b *navButton) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{b: b, ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil),
		icon: widget.NewIcon(b.entry.icon, theme.ColorText2), word: widget.Secondary(b.title),
		strong: widget.Strong(b.title).In(theme.ColorAccent), keys: widget.Note(b.shortcut)}
	r.Refresh()
	return r
}

type navRenderer struct {
	b           *navButton
	ground, bar *canvas.Rectangle
	icon        *widget.Icon
	// word is the title at rest, strong the same while its page is in front.
	word, strong, keys *widget.Text
}

func (r *navRenderer) Destroy() {}
func (r *navRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.bar, r.icon, r.word, r.strong, r.keys}
}

func (r *navRenderer) MinSize() fyne.Size {
	if r.b.wide {
		return fyne.NewSize(theme.Scaled(152), theme.Scaled(40))
	}
	return fyne.NewSize(theme.Scaled(64), theme.Scaled(52))
}

func (r *navRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.bar.Resize(fyne.NewSize(theme.BarWidth, size.Height))
	text := r.word
	if r.b.chosen {
		text = r.strong
	}
	side, word := theme.IconSize(), text.MinSize()
	if r.b.wide {
		r.icon.Move(fyne.NewPos(theme.Gap16, (size.Height-side)/2))
		text.Move(fyne.NewPos(theme.Gap16+side+theme.Gap12, (size.Height-word.Height)/2))
		keys := r.keys.MinSize()
		r.keys.Move(fyne.NewPos(size.Width-keys.Width-theme.Gap12, (size.Height-keys.Height)/2))
		r.keys.Resize(keys)
	} else {
		above := (size.Height - side - word.Height) / 2 // of the icon, and below the word
		r.icon.Move(fyne.NewPos((size.Width-side)/2, above))
		text.Move(fyne.NewPos((size.Width-word.Width)/2, above+side))
	}
	r.icon.Resize(fyne.NewSize(side, side))
	text.Resize(word)
}

func (r *navRenderer) Refresh() {
	ink, ground := theme.ColorText2, theme.ColorNav
	switch {
	case r.b.chosen:
		ink, ground = theme.ColorAccent, theme.ColorPanel
	case r.b.hover:
		ground = theme.ColorAccent50
	}
	r.ground.FillColor = theme.Color(ground)
	r.bar.FillColor = theme.Color(theme.ColorAccent)
	r.bar.Hidden = !r.b.chosen
	r.icon.Set(r.b.entry.icon, ink)
	r.word.Hidden, r.strong.Hidden = r.b.chosen, !r.b.chosen
	r.keys.Hidden = !r.b.wide
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

package widget

import (
	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// Bar is a level line of shares side by side, such as done and to do.
type Bar struct {
	fw.BaseWidget
	shares []Share
	height float32
}

// Share is one part of a Bar: how much of the whole, 0 to 1, in a colour token.
type Share struct {
	Part  float32
	Color fyne.ThemeColorName
}

// NewBar makes a line of shares, 8 high.
func NewBar(shares ...Share) *Bar {
	b := &Bar{shares: shares, height: 8}
	b.ExtendBaseWidget(b)
	return b
}

// Set replaces the shares.
func (b *Bar) Set(shares ...Share) {
	b.shares = shares
	b.Refresh()
}

// CreateRenderer belongs to Fyne.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	r := &objects{owner: b}
	r.refresh = func() {
		r.list = []fyne.CanvasObject{box(theme.NeutralFill(), nil, 0, 0)}
		for _, s := range b.shares {
			r.list = append(r.list, box(theme.Color(s.Color), nil, 0, 0))
		}
		r.layout(b.Size())
	}
	r.layout = func(size fyne.Size) {
		height := theme.Scaled(b.height)
		y, x := (size.Height-height)/2, float32(0)
		place(r.list[0], 0, y, size.Width, height)
		for i, s := range b.shares {
			width := min(max(s.Part, 0)*size.Width, size.Width-x)
			place(r.list[i+1], x, y, width, height)
			x += width
		}
	}
	r.min = func() fyne.Size { return fyne.NewSize(theme.Scaled(60), theme.Scaled(b.height)) }
	r.refresh()
	return r
}

// ProgressBox says what is running, how far it is, what cancelling means, and
// cancels. Set and Finish are called on Fyne's goroutine.
type ProgressBox struct {
	fw.BaseWidget
	title, count, note *Text
	bar                *Bar
	cancel             *Button
	body               fyne.CanvasObject
}

// NewProgressBox makes the box; cancel nil leaves the button out.
func NewProgressBox(title string, cancel func()) *ProgressBox {
	p := &ProgressBox{title: Strong(title).Cut(), count: Secondary(""), note: Note("").In(theme.ColorText2).Cut(), bar: NewBar()}
	p.cancel = NewPlain("取消", "", nil).Small()
	p.cancel.OnTapped = func() {
		p.cancel.SetText("正在取消")
		p.cancel.Disable()
		cancel()
	}
	end := []fyne.CanvasObject{p.cancel}
	if cancel == nil {
		end = nil
	}
	p.body = Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16, Column(theme.Gap8,
		NewSplitRow(theme.Gap8, nil, p.title, []fyne.CanvasObject{p.count}),
		p.bar,
		NewSplitRow(theme.Gap8, nil, p.note, end)))
	p.ExtendBaseWidget(p)
	return p
}

// Set shows how far the work is: done of total, in unit (行, 人, 份). total 0
// means that it is not known. note says how long it takes and what 取消 leaves.
func (p *ProgressBox) Set(done, total int, unit, note string) {
	p.note.SetText(note)
	if total <= 0 {
		p.count.SetText(group(done) + " " + unit)
		p.bar.Set()
		return
	}
	p.count.SetText(group(done) + " / " + group(total) + " " + unit)
	p.bar.Set(Share{float32(done) / float32(total), theme.ColorAccentFill})
}

// CreateRenderer belongs to Fyne.
func (p *ProgressBox) CreateRenderer() fyne.WidgetRenderer {
	return fw.NewSimpleRenderer(NewSurface(theme.ColorPanel, theme.ColorControl, p.body))
}

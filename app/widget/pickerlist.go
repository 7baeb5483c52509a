package widget

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// pickerLimit is how many hits the list shows; more are found by typing.
const pickerLimit = 200

const (
	mostHits  = 9 // how many rows the list is high at most
	pickerPad = 9 // beside the words below the list
	// narrowestList keeps the words below the list on one line.
	narrowestList = 164
)

// pickerList is the open list of a Picker: a box to type in, that lies where the
// picker is, and the hits below it.
type pickerList struct {
	of     *Picker
	pop    *popover
	query  *TextField
	list   *fw.List
	note   *Paragraph
	found  []Option
	active int
}

// open shows the list with a query typed already.
func (p *Picker) open(query string) {
	if p.Disabled() {
		return
	}
	l := &pickerList{of: p, query: NewTextField(p.Text()).Wide(p.minWidth),
		note: NewParagraph("", theme.SizeNote, theme.ColorText3).For(max(p.Size().Width, theme.Scaled(narrowestList)) - 2*pickerPad - 2)}
	l.list = fw.NewList(func() int { return len(l.found) }, newPickerRow, l.fill)
	l.list.HideSeparators = true
	l.list.OnSelected = func(id fw.ListItemID) { l.take(id) }
	l.query.OnTyped = l.search
	l.query.onKey = l.key
	l.found, _ = match(p.options, query, pickerLimit)
	body := Column(0, l.query, container.New(&hitsLayout{l}, l.list), Inset(2, 2, pickerPad, pickerPad, l.note))
	l.pop = openPopover(p, body, true, func(key *fyne.KeyEvent) { l.key(key) }, p.Focus)
	if l.pop == nil {
		return
	}
	l.pop.focus(l.query.entry)
	if query != "" {
		l.query.entry.SetText(query)
		l.query.entry.CursorColumn = len([]rune(query))
		l.query.entry.Refresh()
	}
	l.search(query)
	if query == "" {
		l.activate(l.indexOf(p.value))
	}
}

func (l *pickerList) indexOf(value string) int {
	for i, o := range l.found {
		if o.Value == value {
			return i
		}
	}
	return 0
}

func (l *pickerList) search(query string) {
	var more int
	l.found, more = match(l.of.options, query, pickerLimit)
	switch {
	case len(l.found) == 0 && l.of.AllowOther && strings.TrimSpace(query) == "":
		l.note.SetText("没有可选的，请直接写，按 Enter 用")
	case len(l.found) == 0 && l.of.AllowOther:
		l.note.SetText("没有相同的，按 Enter 用“" + strings.TrimSpace(query) + "”")
	case len(l.found) == 0:
		l.note.SetText("没有找到，换个字试试")
	case more > 0:
		l.note.SetText("还有 " + strconv.Itoa(more) + " 个，请接着输入")
	default:
		l.note.SetText("Enter 选定，Esc 不改")
	}
	l.active = 0
	l.list.Refresh()
	l.list.ScrollToTop()
	if l.pop != nil {
		l.pop.Refresh()
	}
}

// hitsLayout gives the list the height of its hits, up to nine.
type hitsLayout struct{ of *pickerList }

func (h *hitsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(narrowestList), float32(min(max(len(h.of.found), 1), mostHits))*pickerRowHeight()+2)
}

func (h *hitsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

func (l *pickerList) activate(index int) {
	if len(l.found) == 0 {
		return
	}
	before := l.active
	l.active = min(max(index, 0), len(l.found)-1)
	l.list.RefreshItem(before)
	l.list.RefreshItem(l.active)
	l.list.ScrollTo(l.active)
}

// key moves in the list while the caret stays in the box.
func (l *pickerList) key(key *fyne.KeyEvent) bool {
	switch {
	case key.Name == fyne.KeyDown:
		l.activate(l.active + 1)
	case key.Name == fyne.KeyUp:
		l.activate(l.active - 1)
	case key.Name == fyne.KeyPageDown:
		l.activate(l.active + 8)
	case key.Name == fyne.KeyPageUp:
		l.activate(l.active - 8)
	case isEnter(key):
		l.take(l.active)
	default:
		return false
	}
	return true
}

func (l *pickerList) take(index int) {
	typed := strings.TrimSpace(l.query.Text())
	switch {
	case index < len(l.found):
		l.pop.close()
		l.of.choose(l.found[index].Value)
	case l.of.AllowOther && typed != "":
		l.pop.close()
		l.of.choose(typed)
	}
}

func pickerRowHeight() float32 { return theme.RowHeight() }

// pickerRow is one hit.
type pickerRow struct {
	fw.BaseWidget
	text, note *Text
	active     bool
}

func newPickerRow() fyne.CanvasObject {
	r := &pickerRow{text: Body("").Cut(), note: Note("")}
	r.ExtendBaseWidget(r)
	return r
}

func (l *pickerList) fill(id fw.ListItemID, item fyne.CanvasObject) {
	row := item.(*pickerRow)
	o := l.found[id]
	row.text.bold = o.Value == l.of.value
	row.text.text, row.note.text = o.text(), o.Note
	row.active = id == l.active
	row.note.color = theme.ColorText2
	row.Refresh()
}

func (r *pickerRow) CreateRenderer() fyne.WidgetRenderer {
	back := box(nil, nil, 0, 0)
	o := &objects{owner: r, list: []fyne.CanvasObject{back, r.text, r.note}}
	o.refresh = func() {
		paint(back, nil, nil, 0)
		if r.active {
			paint(back, theme.Accent100(), nil, 0)
		}
		o.layout(r.Size())
		r.text.Refresh()
		r.note.Refresh()
	}
	o.layout = func(size fyne.Size) {
		place(back, 0, 0, size.Width, size.Height)
		note := r.note.MinSize().Width
		place(r.note, size.Width-note-theme.Gap8, 0, note, size.Height)
		place(r.text, 9, 0, max(size.Width-note-9-2*theme.Gap8, 1), size.Height)
	}
	o.min = func() fyne.Size { return fyne.NewSize(60, pickerRowHeight()-theme.Gap4) }
	return o
}

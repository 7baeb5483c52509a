package roster

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// filterBar is the strip over the grid: what is filtered, the quick filter, and
// the choice of columns.
type filterBar struct {
	v                  *view
	object             fyne.CanvasObject
	chips              *fyne.Container
	quick              *widget.TextField
	box                *fyne.Container
	columns            *widget.Button
	ask, save, arrange *widget.Button
}

func newFilterBar(v *view) *filterBar {
	b := &filterBar{v: v, chips: widget.Row(theme.Gap8)}
	b.quick = widget.NewSearchField("姓名、拼音、号码、学历:大专", b.typed).Wide(190)
	b.quick.OnEscape = b.lift
	shut := widget.NewIconButton(widget.Link, "close", "不再查找", b.lift).Small()
	b.box = widget.Row(0, b.quick, shut)
	b.box.Hide()
	b.ask = widget.NewLink("筛选", "filter", func() { v.askFilter("") }).Small().Tip("按条件筛选：学历是大专、入会日期早于……")
	b.save = widget.NewLink("保存", "save", v.askSave).Small().Tip("把条件、列、排序和分组存成“保存的筛选”")
	b.arrange = widget.NewMenuButton("排序分组", "", v.arrangeMenu).Small()
	b.columns = widget.NewPlain(columnsWords(v.grid.Columns()), "columns", v.chooseColumns).Small().Tip("选显示哪些列，排先后")
	row := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{b.ask}, container.NewHScroll(b.chips), []fyne.CanvasObject{b.box, v.dayButton(), b.arrange, b.columns})
	pad := theme.Scaled(6)
	b.object = widget.Border(nil, widget.Divider(), nil, nil,
		widget.Sized(0, 40, widget.Inset(pad, pad, theme.Gap12, theme.Gap8-2, row)))
	return b
}

// show lists the parts of the filter in force, each with the way to lift it.
func (b *filterBar) show() {
	b.chips.RemoveAll()
	chips := b.v.filter.chips(b.v.list)
	for _, c := range chips {
		b.chips.Add(widget.NewChip(c.text, func() { b.lifted(c.lifted) }))
	}
	switch len(chips) {
	case 0:
		b.chips.Add(widget.Note("无，列出所有人"))
		b.chips.Add(widget.NewLink("只看在册", "", func() { b.lifted(begin()) }).Small())
	case 1:
	default:
		b.chips.Add(widget.NewLink("清除", "", func() { b.lifted(filter{}) }).Small())
	}
	if b.v.filter.given == nil {
		b.chips.Add(b.save)
	}
	b.fit()
	b.object.Refresh()
}

// fit words the choice of columns: shorter beside the drawer, where the filter needs
// the room more than their number.
func (b *filterBar) fit() {
	words := columnsWords(b.v.grid.Columns())
	if d := b.v.drawer; d != nil && d.object.Visible() && !b.v.shell.Wide() {
		words = "列"
	}
	b.columns.SetText(words)
}

func (b *filterBar) lifted(f filter) {
	f.quick = b.v.filter.quick
	b.v.filter = f
	b.v.reload()
}

// showQuick shows what a saved view looks for.
func (b *filterBar) showQuick(text string) {
	b.quick.SetValue(text)
	b.box.Hidden = text == ""
	b.object.Refresh()
}

// Find opens the quick filter.
func (v *view) Find() {
	if v.wizard != nil || v.sub != nil {
		return
	}
	index := v.index
	v.aside(func() { index() }, func() {}) // ready by the time something is typed
	v.bar.box.Show()
	v.bar.object.Refresh()
	v.whenDrawn(v.bar.quick, v.bar.quick.Focus)
}

func (b *filterBar) typed(text string) {
	b.v.filter.quick = text
	b.v.grid.ScrollTo(0) // what is found begins with its first row
	b.v.reload()
}

// lift empties and closes the quick filter.
func (b *filterBar) lift() {
	b.quick.SetValue("")
	b.box.Hide()
	b.object.Refresh()
	b.typed("")
	b.v.focusGrid()
}

// selectionBar is the strip below the grid: how many are chosen and what can be
// done with them, and how the list is ordered.
type selectionBar struct {
	v       *view
	object  fyne.CanvasObject
	chosen  *widget.Text
	actions *fyne.Container
	remark  *widget.Text
}

func newSelectionBar(v *view) *selectionBar {
	s := &selectionBar{v: v, chosen: widget.NewText("", theme.SizeNote, theme.ColorText2), remark: widget.NewText("", theme.SizeNote, theme.ColorText2).Align(fyne.TextAlignTrailing).Cut()}
	act := widget.NewLink("办理", "", nil).Small()
	act.OnTapped = func() { widget.ShowMenu(act, v.eventItems(v.selection())) }
	printing := widget.NewLink("打印", "", nil).Small()
	printing.OnTapped = func() { widget.ShowMenu(printing, v.printItems(v.selection())) }
	s.actions = widget.Row(theme.Gap4, act,
		widget.NewLink("改小组", "", func() { v.askMove(v.selection()) }).Small(),
		printing,
		widget.NewLink("批量修改", "", v.askBulk).Small(),
		widget.NewLink("复制", "", v.copyMarked).Small(),
		widget.NewLink("不选", "", func() { v.grid.ClearMarks() }).Small())
	s.actions.Hide()
	row := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{s.chosen, s.actions}, s.remark, nil)
	s.object = widget.Border(widget.Divider(), nil, nil, nil,
		widget.Sized(0, 31, widget.Inset(0, 0, theme.Gap12, theme.Gap8, row)))
	return s
}

func (s *selectionBar) show() {
	n := 0
	if s.v.people != nil {
		n = len(s.v.people.chosen(s.v.grid.Marked()))
	}
	s.actions.Hidden = n == 0
	s.chosen.SetColor(theme.ColorText2)
	s.chosen.SetText("勾选多人可以一起办理")
	if n > 0 {
		s.chosen.SetColor(theme.ColorAccent)
		s.chosen.SetText(fmt.Sprintf("已选 %d 人", n))
	}
	s.remark.SetText(fmt.Sprintf("%d 人，%s%s", len(s.v.list.ids), s.v.bandWords(), s.v.list.columns.sortWords(s.v.order)))
	s.object.Refresh()
}

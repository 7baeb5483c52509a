package roster

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

const columnsKey = "roster.columns"

// mostChoices is up to how many words a cell is changed by a menu; longer lists
// are typed, with the same cleaning as an import.
const mostChoices = 20

// newGrid makes the grid and binds it to the page.
func (v *view) newGrid() *grid.Grid {
	g := grid.New(v.list.columns.forGrid(), nil)
	g.ApplyColumnStates(readStates(v.shell.Recall(v.columnsKey())))
	g.Frozen, g.ShowNumbers, g.ShowChecks, g.Label = 1, true, true, "会员名册"
	g.EmptyText = "正在读取名册…"
	g.OnSort = func(order []grid.SortKey) {
		v.order = order
		v.grid.ScrollTo(0)
		v.reload()
	}
	g.OnCurrent = func(row, _ int) {
		if m, ok := v.people.at(row); ok {
			v.drawer.follow(m.ID)
		}
	}
	g.OnSelection = func() { v.selected.show() }
	g.OnActivate = func(row, _ int) {
		if m, ok := v.people.at(row); ok {
			v.drawer.open(m.ID, -1, "")
		}
	}
	g.OnContext = func(row, col int, at fyne.Position) { v.rowMenu(row, at) }
	g.OnColumns = v.columnsChanged
	g.OnEscape = func() { v.drawer.close() }
	g.EditText = v.editText
	g.Choices = v.choices
	g.OnEdit = v.edit
	g.OnInvalid = func(_, _ int, err error) {
		if _, _, editing := g.Editing(); !editing {
			v.shell.Fail(err)
		}
	}
	g.CopyCells = v.copyCells
	g.OnPaste = v.paste
	g.OnClear = v.clear
	g.OnFill = v.fillDown
	g.OnFillText = func(rows grid.RowSet, cols []int, text string) { v.fillText("填充", rows, cols, text) }
	g.OnFold = v.foldBand
	g.OnHelp = v.showKeys
	g.OnHeaderContext = v.headMenu
	return g
}

// showColumns takes over the columns of a list that was read, where the unit's own
// fields have changed.
func (v *view) showColumns(cols columnSet) {
	if slices.EqualFunc(cols, v.list.columns, func(a, b column) bool {
		return a.key == b.key && a.title() == b.title() && a.field.Kind == b.field.Kind
	}) {
		return
	}
	v.grid.SetColumns(cols.forGrid())
	v.grid.ApplyColumnStates(readStates(v.shell.Recall(v.columnsKey())))
	v.order = slices.DeleteFunc(v.order, func(k grid.SortKey) bool { return k.Column >= len(cols) })
}

func (v *view) columnsChanged() {
	v.shell.Remember(v.columnsKey(), sayStates(v.grid.ColumnStates()))
	v.bar.fit()
	v.bar.object.Refresh()
}

func (v *view) focusGrid() {
	if c := v.shell.Window().Canvas(); c != nil {
		c.Focus(v.grid)
	}
}

// TakeKeys gives the keys to the grid when the page comes to the front.
func (v *view) TakeKeys() {
	if v.wizard == nil && v.sub == nil {
		v.focusGrid()
	}
}

// whenDrawn does something to an object that has just been shown, such as giving it
// the keyboard: until it is drawn it does not know the canvas it lies on.
func (v *view) whenDrawn(o fyne.CanvasObject, do func()) {
	const patience, step = 20, 40 * time.Millisecond
	var try func(left int)
	try = func(left int) {
		if fyne.CurrentApp().Driver().CanvasForObject(o) != nil {
			do()
		} else if left > 0 {
			v.aside(func() { time.Sleep(step) }, func() { try(left - 1) })
		}
	}
	try(patience)
}

// selection is who an action is about: the marked, else the current row.
func (v *view) selection() []int64 {
	if v.people == nil {
		return nil
	}
	return v.people.chosen(v.grid.SelectedRows())
}

// editText is what the editor of a cell starts with.
func (v *view) editText(row, col int) string {
	m, ok := v.people.at(row)
	if !ok {
		return ""
	}
	c := v.list.columns[col]
	return v.typed(m, c)
}

// choices are the words a cell may take, where they are few.
func (v *view) choices(_, col int) []string {
	c := v.list.columns[col]
	if !c.editable() {
		return nil
	}
	var out []string
	switch c.field.Kind {
	case field.YesNo:
		out = []string{"是", "否"}
	case field.Code:
		out = c.field.List().Words()
	case field.Group:
		for _, g := range v.list.groups {
			out = append(out, g.Name)
		}
	}
	if len(out) > mostChoices {
		return nil
	}
	return out
}

// edit takes a changed cell: it is checked at once and written aside.
func (v *view) edit(row, col int, text string) error {
	m, ok := v.people.at(row)
	if !ok {
		return errors.New("这一行还没有读出来，请再试一次。")
	}
	c := v.list.columns[col]
	value, err := canonical(c.field, text, v.list.groups, v.shell.Today())
	if err != nil {
		return err
	}
	return v.change(m, c.field, value)
}

// change writes one value of a member as one operation, or says why not.
func (v *view) change(m member.Member, f field.Field, value string) error {
	if !v.filter.on.IsZero() {
		return errPast
	}
	if err := m.Changeable(); err != nil {
		return err
	}
	changes, remark, err := member.Changes(m.Record, f.Key, value, v.shell.Today())
	if err != nil || len(changes) == 0 {
		return err
	}
	name := m.Get("name")
	done := "已" + editTitle(name, f.Label)
	if remark != "" {
		done += "。请看：" + remark
	}
	v.people.patch(m.ID, changes)
	v.write("修改", done, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return save(ctx, l, m, f.Label, changes)
	})
	return nil
}

// copyCells puts cells on the clipboard; where numbers of people are among them
// it asks first whether they are to stand in full.
func (v *view) copyCells(rows grid.RowSet, cols []int) [][]string {
	ids := v.people.chosen(rows)
	if !v.masked(cols) {
		v.copyOut(ids, cols, false)
		return nil
	}
	d := widget.NewDialog("复制证件号码和手机？", widget.BodyParagraph(
		fmt.Sprintf("选中的 %d 人里有证件号码或手机。可以遮住中间再复制；复制完整号码会记入操作记录。", len(ids))).For(388), "遮住再复制").Wide(440)
	d.OnAccept = func() error { v.copyOut(ids, cols, false); return nil }
	d.Open(v.shell.Window().Canvas(), widget.NewPlain("复制完整号码", "", func() {
		d.Close()
		v.copyOut(ids, cols, true)
	}))
	return nil
}

// masked reports whether numbers of people stand in one of the columns.
func (v *view) masked(cols []int) bool {
	return slices.ContainsFunc(cols, func(c int) bool { return v.list.columns[c].field.Mask != field.Open })
}

func (v *view) copyMarked() {
	var cols []int
	for _, i := range v.grid.ViewOrder() {
		if !v.grid.Columns()[i].Hidden {
			cols = append(cols, i)
		}
	}
	rows := v.grid.SelectedRows()
	v.copyCells(rows, cols)
}

// copyOut reads the members and puts their cells on the clipboard.
func (v *view) copyOut(ids []int64, cols []int, full bool) {
	v.withMembers(ids, func(list []member.Member) {
		s := member.Listing{Fields: v.list.columns.fields(cols), Names: v.list.names, Full: full || !v.masked(cols), On: v.day()}
		var text [][]string
		for _, m := range list {
			var line []string
			for _, value := range s.Row(m) {
				line = append(line, value.Text)
			}
			text = append(text, line)
		}
		put := func() {
			fyne.CurrentApp().Clipboard().SetContent(grid.FormatTSV(grid.GuardNumbers(text)))
			v.shell.Done(fmt.Sprintf("已复制 %d 人", len(list)), 0)
		}
		if full {
			v.journal(fmt.Sprintf("复制完整号码：%s", namesOf(list)), put)
			return
		}
		put()
	})
}

// journal notes aside that numbers are about to be seen or taken in full, and only
// then lets it happen: what could not be noted is refused.
func (v *view) journal(title string, then func()) {
	l := v.shell.Ledger()
	var err error
	v.aside(func() { err = member.JournalLook(context.Background(), l, title) }, func() {
		switch {
		case v.shell.Ledger() != l:
		case err != nil:
			v.shell.Fail(err)
		default:
			then()
		}
	})
}

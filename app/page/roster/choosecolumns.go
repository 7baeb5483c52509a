package roster

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
)

// columnChooser lists all columns in their order, to be shown, hidden and moved.
type columnChooser struct {
	v      *view
	states []grid.ColumnState
	find   string
	list   *fyne.Container
}

// chooseColumns asks which columns are shown, and in what order.
func (v *view) chooseColumns() {
	c := &columnChooser{v: v, states: v.grid.ColumnStates(), list: widget.Column(0)}
	search := widget.NewSearchField("找一列：名称、拼音", func(text string) {
		c.find = strings.ToLower(strings.TrimSpace(text))
		c.show()
	})
	c.show()
	content := container.NewBorder(search, nil, nil, nil, widget.Sized(0, 300, container.NewVScroll(widget.Inset(theme.Gap8, 0, 0, theme.Gap8, c.list))))
	d := widget.NewDialog("列和顺序", content, "确定这些列").Wide(620)
	d.Note = "每个保存的筛选各记各的列"
	d.OnAccept = func() error {
		v.grid.ApplyColumnStates(c.states)
		v.columnsChanged()
		return nil
	}
	d.Open(v.shell.Window().Canvas(), widget.NewPlain("自定义项…", "plus", func() {
		d.Close()
		v.askOwnFields()
	}), widget.NewPlain("恢复原样", "", func() {
		d.Close()
		v.resetColumns()
	}))
	v.whenDrawn(search, search.Focus)
}

// show lists the columns that are looked for.
func (c *columnChooser) show() {
	c.list.RemoveAll()
	for i, s := range c.states {
		at := c.v.list.columns.at(s.Key)
		if at < 0 {
			continue
		}
		label := c.v.list.columns[at].field.Label
		if c.find != "" && !strings.Contains(strings.ToLower(label), c.find) && !strings.Contains(form.Keys(label), c.find) {
			continue
		}
		box := widget.NewCheckBox(label, func(on bool) { c.states[i].Hidden = !on })
		box.SetChecked(!s.Hidden)
		if s.Key == "name" {
			box.Disable()
		}
		up := widget.NewIconButton(widget.Link, "chevron-up", "往前排", func() { c.move(i, -1) }).Small()
		down := widget.NewIconButton(widget.Link, "chevron-down", "往后排", func() { c.move(i, 1) }).Small()
		first := widget.NewLink("最前", "", func() { c.move(i, 1-i) }).Small()
		if i <= 1 { // the name stays first, since it does not scroll away
			up.Disable()
			first.Disable()
		}
		if i == 0 || i == len(c.states)-1 {
			down.Disable()
		}
		c.list.Add(widget.Sized(0, 28, widget.NewSplitRow(theme.Gap4, []fyne.CanvasObject{box}, nil, []fyne.CanvasObject{first, up, down})))
	}
	c.list.Refresh()
}

// move puts a column some places further on.
func (c *columnChooser) move(i, by int) {
	to := min(max(i+by, 1), len(c.states)-1)
	s := c.states[i]
	c.states = slices.Insert(slices.Delete(c.states, i, i+1), to, s)
	c.show()
}

func (v *view) resetColumns() {
	var states []grid.ColumnState
	for _, c := range v.list.columns.forGrid() {
		states = append(states, grid.ColumnState{Key: c.Key, Width: c.Width, Hidden: c.Hidden})
	}
	v.grid.ApplyColumnStates(states)
	v.columnsChanged()
}

// showKeys lists what the keys do in the grid.
func (v *view) showKeys() {
	list := widget.Column(0)
	for _, k := range append(slices.Clone(grid.Keys), grid.KeyHelp{Keys: "Ctrl+F", Does: "在本页查找：姓名、拼音、号码，或 学历:大专 这样按项找"},
		grid.KeyHelp{Keys: "Ctrl+Z / Ctrl+Y", Does: "撤销 / 重做"}, grid.KeyHelp{Keys: "F1", Does: "打开这张表"}) {
		list.Add(widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{widget.Sized(170, 26, widget.Strong(k.Keys).Cut())}, widget.Body(k.Does).Cut(), nil))
	}
	d := widget.NewDialog("快捷键", widget.Sized(0, 380, container.NewVScroll(list)), "").Wide(640)
	d.Open(v.shell.Window().Canvas())
}

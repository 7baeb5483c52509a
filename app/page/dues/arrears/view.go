// Package arrears is the tab 欠缴 of the page 会费: who owes since when, what the rules
// say of it, reminder slips and lists.
package arrears

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/platform"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/member"
	"unionledger/data/paper"
	"unionledger/data/union"
)

// View is the tab.
type View struct {
	shell         page.Shell
	content       fyne.CanvasObject
	group, months *widget.Picker
	note          *widget.Text
	grid          *grid.Grid
	groups        []union.Group
	book          dues.Book
	upTo          civil.YearMonth
	all, list     []dues.Debtor
	asked         int
}

var columns = []grid.Column{
	{Key: "name", Title: "姓名", Width: 92},
	{Key: "group", Title: "分会、小组", Width: 130},
	{Key: "months", Title: "连续欠缴", Width: 92},
	{Key: "unpaid", Title: "共欠", Width: 70},
	{Key: "since", Title: "哪些月", Width: 170},
	{Key: "owing", Title: "欠缴（元）", Width: 92, Align: grid.AlignTrailing},
	{Key: "words", Title: "规定怎么说", Width: 220, Stretch: true},
}

// New makes the tab.
func New(shell page.Shell) *View {
	v := &View{shell: shell, note: widget.NewText("", theme.SizeNote, theme.ColorText2).Cut()}
	v.group = widget.NewPicker("小组").Wide(170)
	v.months = widget.NewPicker("月数").Wide(150)
	v.group.OnChanged = func(string) { v.narrow() }
	v.months.OnChanged = func(string) { v.narrow() }
	v.grid = grid.New(columns, nil)
	v.grid.Label, v.grid.Frozen, v.grid.ShowChecks = "欠费名单", 1, true
	v.grid.OnActivate = func(at, _ int) {
		if at < len(v.list) {
			v.shell.Go(page.Roster, page.Member{ID: v.list[at].Member})
		}
	}
	v.grid.OnContext = func(at, _ int, pos fyne.Position) {
		if at < len(v.list) {
			widget.ShowMenuAt(v.canvas(), pos, v.menu(v.list[at]))
		}
	}
	slips := widget.NewPrimary("催缴单", "print", func() { v.print("reminder", "会费催缴单.pdf") })
	lists := widget.NewMenuButton("欠费名单", "", func() []widget.MenuItem {
		return []widget.MenuItem{{Text: "打印（PDF）…", Icon: "print", Do: func() { v.print("arrears", "会费欠费名单.pdf") }}, {Text: "导出（xlsx）…", Icon: "upload", Do: v.export}}
	})
	lapse := widget.NewPlain("视为退会的条件…", "", func() {
		if at, _ := v.grid.Current(); at >= 0 && at < len(v.list) {
			v.conditions(v.list[at])
		}
	})
	top := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{v.group, v.months}, v.note, []fyne.CanvasObject{lapse, lists, slips})
	v.content = widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16,
		widget.Border(widget.Inset(0, theme.Gap8, 0, 0, top), nil, nil, nil, widget.NewBox(v.grid).Flush()))
	return v
}

// Content is the tab from top to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

func (v *View) canvas() fyne.Canvas { return v.shell.Window().Canvas() }

// Show reads who owes anew.
func (v *View) Show() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	v.asked++
	asked := v.asked
	got := *v
	v.shell.Load("读取欠缴", func(ctx context.Context, _ page.Progress) (err error) {
		if got.groups, err = union.Groups(ctx, l.Read()); err != nil {
			return err
		}
		if got.book, err = dues.BookOf(ctx, l.Read()); err != nil {
			return err
		}
		if got.upTo, _, err = dues.LastBilled(ctx, l.Read()); err != nil {
			return err
		}
		got.all, err = dues.Debtors(ctx, l.Read(), got.upTo)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case asked == v.asked && v.shell.Ledger() == l:
			v.groups, v.book, v.upTo, v.all = got.groups, got.book, got.upTo, got.all
			v.offer()
			v.narrow()
		}
	})
}

func (v *View) offer() {
	options := []widget.Option{{Value: "0", Text: "全会"}}
	ordered, depth := union.Tree(v.groups)
	for i, g := range ordered {
		options = append(options, widget.Option{Value: fmt.Sprint(g.ID), Text: strings.Repeat("　", depth[i]) + g.Name, Keys: form.Keys(g.Name)})
	}
	v.group.SetOptions(options...)
	months := []widget.Option{{Value: "0", Text: "全部欠缴"}}
	for _, a := range v.book.Arrears {
		months = append(months, widget.Option{Value: fmt.Sprint(a.Months), Text: fmt.Sprintf("连续满 %d 个月", a.Months)})
	}
	v.months.SetOptions(months...)
	for _, p := range []*widget.Picker{v.group, v.months} {
		if p.Value() == "" {
			p.SetValue("0")
		}
	}
}

// narrow shows those of the group and of so many months.
func (v *View) narrow() {
	var in map[int64]bool
	if g := page.Number(v.group.Value()); g != 0 {
		in = map[int64]bool{}
		for _, id := range union.Below(v.groups, g) {
			in[id] = true
		}
	}
	v.list = nil
	for _, d := range v.all {
		if int64(d.Months) >= page.Number(v.months.Value()) && (in == nil || in[d.GroupID]) {
			v.list = append(v.list, d)
		}
	}
	v.note.SetText(fmt.Sprintf("截至 %s：%s", v.upTo, dues.DebtorWords(v.list, v.book)))
	v.grid.EmptyText = "没有人欠会费"
	v.grid.SetSource(source{v})
	v.grid.Refresh()
}

type source struct{ v *View }

func (s source) Len() int { return len(s.v.list) }

func (s source) Cell(at, col int) grid.Cell {
	d := s.v.list[at]
	switch columns[col].Key {
	case "name":
		return grid.Cell{Text: d.Name, Tone: grid.ToneLink, Small: len([]rune(d.Name)) > 5}
	case "group":
		return grid.Cell{Text: d.Group, Tone: grid.ToneSecondary}
	case "months":
		return s.v.monthsCell(d.Months)
	case "unpaid":
		return grid.Cell{Text: fmt.Sprintf("%d 个月", d.Unpaid), Tone: grid.ToneSecondary}
	case "since":
		return grid.Cell{Text: d.SinceWords(), Tone: grid.ToneSecondary, Small: true}
	case "owing":
		return grid.Cell{Text: d.Owing.Grouped()}
	}
	words := d.Words
	if len(d.Conditions) > 0 {
		words = "条件须全部具备，由委员会认定；程序不作认定"
	}
	return grid.Cell{Text: words, Tone: grid.ToneSecondary, Small: true}
}

func (v *View) monthsCell(n int) grid.Cell {
	steps := v.book.Arrears
	switch {
	case n == 0:
		return grid.Cell{Text: "最近已缴", Tone: grid.ToneSecondary, Small: true}
	case len(steps) == 0 || n < steps[0].Months:
		return grid.Cell{Text: fmt.Sprintf("%d 个月", n), Tone: grid.ToneSecondary}
	case n >= steps[len(steps)-1].Months:
		return grid.Cell{Text: fmt.Sprintf("满 %d 个月", n), Tone: grid.ToneError, Shape: grid.ShapeTag}
	}
	return grid.Cell{Text: fmt.Sprintf("满 %d 个月", n), Tone: grid.ToneWarn, Shape: grid.ShapeTag}
}

func (v *View) menu(d dues.Debtor) []widget.MenuItem {
	lapse := widget.MenuItem{Text: "视为退会的条件…", Do: func() { v.conditions(d) }}
	if len(d.Conditions) == 0 {
		lapse.Closed = "还没有满规定的月数"
	}
	return []widget.MenuItem{{Text: "看这位会员", Icon: "person", Shortcut: "Enter", Do: func() { v.shell.Go(page.Roster, page.Member{ID: d.Member}) }}, {}, lapse}
}

// conditions asks people to confirm each condition before it leads to the form in which
// 视为退会 is entered; the program never decides it.
func (v *View) conditions(d dues.Debtor) {
	if len(d.Conditions) == 0 {
		widget.Message(v.canvas(), d.Name, fmt.Sprintf("%s连续欠缴 %d 个月，没有满规定的月数，不能视为退会。请先催缴。", d.Name, d.Months))
		return
	}
	boxes := make([]*widget.CheckBox, len(d.Conditions))
	parts := []fyne.CanvasObject{widget.BodyParagraph(d.Basis + "：" + d.Words).For(theme.Scaled(460)), widget.Strong("请逐项核实后勾选，程序不作认定")}
	for i, c := range d.Conditions {
		boxes[i] = widget.NewCheckBox(c, nil)
		parts = append(parts, boxes[i])
	}
	dialog := widget.NewDialog(d.Name+"：视为退会的条件", widget.Column(theme.Gap8, parts...), "条件都具备，去办理").Wide(520)
	dialog.Note = "下一步填日期、依据和会议记录，写入以后才算"
	dialog.OnAccept = func() error {
		for i, b := range boxes {
			if !b.Checked() {
				return fmt.Errorf("“%s”还没有核实。各项条件须同时具备，缺一项都不能视为退会。", d.Conditions[i])
			}
		}
		v.shell.Go(page.Roster, page.MemberEvent{ID: d.Member, Kind: string(member.LapsedByRule)})
		return nil
	}
	dialog.Open(v.canvas())
}

// chosen are those ticked, else all that are listed.
func (v *View) chosen() (out []dues.Debtor) {
	marks := v.grid.Marked()
	marks.Each(func(at int) bool {
		if at < len(v.list) {
			out = append(out, v.list[at])
		}
		return true
	})
	if len(out) == 0 {
		return v.list
	}
	return out
}

func (v *View) export() {
	list, note := v.chosen(), "截至 "+v.upTo.String()
	v.shell.AskSave("导出欠费名单", "会费欠费名单.xlsx", page.Workbooks, func(path string) {
		v.run("导出欠费名单", path, func(context.Context) error { return dues.WriteDebtors(path, note, list) })
	})
}

// print makes the paper of a key for those chosen.
func (v *View) print(key, name string) {
	l, list := v.shell.Ledger(), v.chosen()
	if l == nil || len(list) == 0 {
		return
	}
	q := paper.Request{Today: v.shell.Today(), Title: v.group.Text(), Fonts: platform.FontFiles()}
	for _, d := range list {
		q.Members = append(q.Members, d.Member)
	}
	v.shell.AskSave("打印", name, page.PDFs, func(path string) {
		v.run("打印", path, func(ctx context.Context) error {
			text, err := paper.Source(ctx, l.Read(), key)
			if err != nil {
				return err
			}
			if q.Template, err = paper.Parse(key, text); err != nil {
				return err
			}
			doc, err := paper.Make(ctx, l.Read(), q, nil)
			if err == nil {
				err = doc.WriteFile(ctx, path, nil)
			}
			return err
		})
	})
}

func (v *View) run(title, path string, job func(context.Context) error) {
	v.shell.Work(title, func(ctx context.Context, _ page.Progress) error { return job(ctx) }, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.shell.Done("已写成 "+title, 0)
		v.shell.OpenFile(path)
	})
}

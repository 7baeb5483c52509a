// Package receipts is the tab 收据 of the page 会费: the register of receipts, printed,
// voided and exported from.
package receipts

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/platform"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/paper"
)

// View is the tab.
type View struct {
	shell   page.Shell
	content fyne.CanvasObject
	find    *widget.TextField
	state   *widget.Picker
	from    widget.Control
	to      widget.Control
	stands  map[int64]bool // batches of which something still counts
	note    *widget.Text
	grid    *grid.Grid
	list    []dues.Receipt
	asked   int
}

var columns = []grid.Column{
	{Key: "number", Title: "收据号", Width: 84},
	{Key: "on", Title: "日期", Width: 92},
	{Key: "payer", Title: "缴款人", Width: 150},
	{Key: "words", Title: "事由", Width: 200, Stretch: true},
	{Key: "method", Title: "方式", Width: 78},
	{Key: "amount", Title: "金额（元）", Width: 96, Align: grid.AlignTrailing},
	{Key: "state", Title: "状态", Width: 150},
}

// New makes the tab.
func New(shell page.Shell) *View {
	v := &View{shell: shell, note: widget.NewText("", theme.SizeNote, theme.ColorText2).Cut()}
	v.find = widget.NewSearchField("缴款人、事由、号", func(string) { v.read() }).Wide(150)
	v.state = widget.NewPicker("状态").Wide(96)
	v.state.SetOptions(widget.Option{Value: "all", Text: "全部"}, widget.Option{Value: dues.ReceiptsValid, Text: dues.ReceiptsValid}, widget.Option{Value: dues.ReceiptsVoided, Text: dues.ReceiptsVoided})
	v.state.SetValue("all")
	v.state.OnChanged = func(string) { v.read() }
	v.from, v.to = form.Control(spanFields.Must("from")), form.Control(spanFields.Must("to"))
	form.OnChanged(v.from, func(string) { v.read() })
	form.OnChanged(v.to, func(string) { v.read() })
	v.grid = grid.New(columns, nil)
	v.grid.Label, v.grid.ShowChecks = "收据登记簿", true
	v.grid.EmptyText = "还没有收据；收缴入账时自动开出"
	v.grid.OnActivate = func(at, _ int) { v.print([]int{at}) }
	v.grid.OnContext = func(at, _ int, pos fyne.Position) {
		if at < len(v.list) {
			widget.ShowMenuAt(v.canvas(), pos, v.menu(at))
		}
	}
	void := widget.NewPlain("作废…", "", func() {
		switch at := v.chosen(); {
		case len(at) > 1:
			v.shell.Fail(ledger.Refuse("勾选了 %d 张收据。作废要写明各自的原因，请一次只选一张；同一批的可以点右键整批作废。", len(at)))
		case len(at) == 1 && at[0] < len(v.list):
			v.void(v.list[at[0]], false)
		}
	})
	export := widget.NewMenuButton("更多", "", func() []widget.MenuItem {
		start := widget.MenuItem{Text: "定起始号（接着纸质收据本）…", Icon: "edit", Do: v.askStart}
		if len(v.list) > 0 {
			start.Closed = "已经开过收据"
		}
		return []widget.MenuItem{{Text: "导出登记簿…", Icon: "upload", Do: v.export}, start}
	})
	print := widget.NewPrimary("打印收据", "print", func() { v.print(v.chosen()) })
	top := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{v.find, v.state, widget.Sized(124, 0, v.from), widget.Body("至"), widget.Sized(124, 0, v.to)}, v.note, []fyne.CanvasObject{void, export, print})
	v.content = widget.Inset(theme.Gap12, theme.Gap12, theme.Gap16, theme.Gap16,
		widget.Border(widget.Inset(0, theme.Gap8, 0, 0, top), nil, nil, nil, widget.NewBox(v.grid).Flush()))
	return v
}

// askStart asks for the number of the first receipt.
func (v *View) askStart() {
	number := widget.NewNumberField("如 1001", 0)
	widget.ShowForm(v.canvas(), "收据起始号", widget.NewForm(1, widget.NewField("第一张收据的号", number).Required().Hint("开过第一张以后就连续编号，不能再改")), "保存", func() error {
		n, err := strconv.ParseInt(number.Value(), 10, 64)
		if err != nil {
			return err
		}
		op, err := dues.StartReceipts(context.Background(), v.shell.Ledger(), n)
		if err != nil {
			return err
		}
		v.shell.Done(fmt.Sprintf("第一张收据从 %07d 号开始", n), op)
		return nil
	})
}

// spanFields narrow the register to the days receipts were made out on.
var spanFields = field.NewSet("span", "日期", field.Field{Key: "from", Label: "从", Kind: field.Date}, field.Field{Key: "to", Label: "至", Kind: field.Date})

// Content is the tab from top to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Show reads the register anew.
func (v *View) Show() { v.read() }

func (v *View) canvas() fyne.Canvas { return v.shell.Window().Canvas() }

func (v *View) read() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	if v.from.Problem() != "" || v.to.Problem() != "" {
		v.note.SetText("日期还没有写对，表里仍是原来的")
		return
	}
	v.asked++
	asked, by := v.asked, dues.ReceiptFilter{Text: v.find.Text()}
	if s := v.state.Value(); s != "all" {
		by.State = s
	}
	by.From, by.To = field.ParseDate(v.from.Value()), field.ParseDate(v.to.Value())
	var list []dues.Receipt
	stands := map[int64]bool{}
	v.shell.Load("读取收据", func(ctx context.Context, _ page.Progress) (err error) {
		if list, err = dues.Receipts(ctx, l.Read(), by); err != nil {
			return err
		}
		batches, err := dues.Batches(ctx, l.Read(), 0)
		for _, b := range batches {
			stands[b.ID] = b.Stands != 0
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case asked == v.asked && v.shell.Ledger() == l:
			v.list, v.stands = list, stands
			v.note.SetText(dues.SumReceipts(list).Words())
			v.grid.SetSource(rows(list))
			v.grid.Refresh()
		}
	})
}

type rows []dues.Receipt

func (r rows) Len() int { return len(r) }

func (r rows) Cell(at, col int) grid.Cell {
	x := r[at]
	tone := grid.Tone(0)
	if x.Voided() {
		tone = grid.ToneMuted
	}
	switch columns[col].Key {
	case "number":
		return grid.Cell{Text: fmt.Sprintf("%07d", x.Number), Tone: tone}
	case "on":
		return grid.Cell{Text: x.On.String(), Tone: tone}
	case "payer":
		return grid.Cell{Text: x.Payer, Tone: tone}
	case "words":
		return grid.Cell{Text: x.Words, Tone: tone}
	case "method":
		return grid.Cell{Text: x.Method, Tone: tone}
	case "amount":
		return grid.Cell{Text: x.Amount.Grouped(), Tone: tone}
	}
	switch {
	case x.Voided():
		return grid.Cell{Text: "作废：" + x.Reason, Tone: grid.ToneError, Small: true}
	case !x.PrintedOn.IsZero():
		return grid.Cell{Text: x.PrintedOn.String() + " 已打印", Tone: grid.ToneSecondary, Small: true}
	}
	return grid.Cell{Text: "未打印", Tone: grid.ToneSecondary, Small: true}
}

// chosen are the rows ticked, else the current one.
func (v *View) chosen() (out []int) {
	marks := v.grid.SelectedRows()
	marks.Each(func(at int) bool { out = append(out, at); return true })
	return out
}

func (v *View) menu(at int) []widget.MenuItem {
	x := v.list[at]
	again := "打印…"
	if !x.PrintedOn.IsZero() {
		again = "补打…"
	}
	items := []widget.MenuItem{{Text: again, Icon: "print", Shortcut: "Enter", Do: func() { v.print([]int{at}) }}}
	one := widget.MenuItem{Text: "作废这张收据…", Do: func() { v.void(x, false) }}
	if x.Voided() {
		one.Closed = "已经作废"
	}
	items = append(items, widget.MenuItem{}, one)
	if x.Batch != 0 {
		all := widget.MenuItem{Text: "作废同一批的全部收款…", Do: func() { v.void(x, true) }}
		one := widget.MenuItem{Text: "作废其中一个人的收款…", Do: func() { v.voidOne(x) }}
		if !v.stands[x.Batch] {
			all.Closed, one.Closed = "整批已经作废", "整批已经作废"
		}
		items = append(items, one, all)
	}
	if x.Member != 0 {
		items = append(items, widget.MenuItem{}, widget.MenuItem{Text: "看这位会员", Icon: "person", Do: func() { v.shell.Go(page.Roster, page.Member{ID: x.Member}) }})
	}
	return items
}

// filtered says which receipts an extract of the register holds; "" is all of them.
func (v *View) filtered() string {
	var out []string
	if text := v.find.Text(); text != "" {
		out = append(out, "查找“"+text+"”")
	}
	if s := v.state.Value(); s != "all" {
		out = append(out, s)
	}
	if from, to := v.from.Value(), v.to.Value(); from != "" || to != "" {
		out = append(out, strings.TrimSpace(from+" 至 "+to))
	}
	if len(out) == 0 {
		return ""
	}
	return "只含：" + strings.Join(out, "，")
}

func (v *View) export() {
	list, note := v.list, v.filtered()
	v.shell.AskSave("导出收据登记簿", "收据登记簿.xlsx", page.Workbooks, func(path string) {
		v.shell.Work("导出登记簿", func(context.Context, page.Progress) error { return dues.WriteReceipts(path, note, list) }, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.shell.Done("已导出收据登记簿", 0)
			v.shell.OpenFile(path)
		})
	})
}

// print writes receipts as a PDF and shows it; printed again they are marked 补打.
func (v *View) print(at []int) {
	l, today := v.shell.Ledger(), v.shell.Today()
	var list []dues.Receipt
	for i := len(at) - 1; i >= 0; i-- { // the newest stands first in the list
		if at[i] < len(v.list) {
			list = append(list, v.list[at[i]])
		}
	}
	if len(list) == 0 || l == nil {
		return
	}
	v.shell.AskSave("打印收据", fmt.Sprintf("收据%07d.pdf", list[0].Number), page.PDFs, func(path string) {
		v.shell.Work("打印收据", func(ctx context.Context, _ page.Progress) error {
			return write(ctx, l, path, list, paper.Request{Today: today, Fonts: platform.FontFiles()})
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.shell.Done(fmt.Sprintf("已写成收据 %d 张", len(list)), 0)
			v.shell.OpenFile(path)
		})
	})
}

func write(ctx context.Context, l *ledger.Ledger, path string, list []dues.Receipt, q paper.Request) error {
	text, err := paper.Source(ctx, l.Read(), "receipt")
	if err != nil {
		return err
	}
	if q.Template, err = paper.Parse("receipt", text); err != nil {
		return err
	}
	q.Receipts = list
	doc, err := paper.Make(ctx, l.Read(), q, nil)
	if err == nil {
		err = doc.WriteFile(ctx, path, nil)
	}
	if err == nil {
		_, err = dues.MarkPrinted(ctx, l, list)
	}
	return err
}

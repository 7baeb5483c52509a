// Package fund is the page 经费: the union's account. The page reads the books of a
// year and hands them to the tab in front; what a tab shows lies in packages below.
package fund

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/fund/books"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/fund"
)

// section is a tab: what it shows, and how it is told of the books that were read.
type section interface {
	Object() fyne.CanvasObject
	Load(b *fund.Books)
}

// tab is a section with its name.
type tab struct {
	name string
	section
}

// view is the page.
type view struct {
	shell   page.Shell
	desk    *books.Desk
	content *fyne.Container
	whole   fyne.CanvasObject
	year    *widget.Picker
	tabs    *widget.Tabs
	body    *fyne.Container
	list    []tab
	years   []int
	shown   int // the year shown
	asked   int // counts the readings, so that an older one does not overwrite a newer
}

// New makes the page.
func New(shell page.Shell) page.Page {
	d := books.NewDesk(shell)
	v := &view{shell: shell, desk: d, content: container.NewStack(), body: container.NewStack()}
	v.list = []tab{{"总览", d.Overview()}, {"凭证", d.Vouchers()}, {"账簿", d.Ledgers()}, {"报表", d.Reports()}, {"拨缴", d.Levy()}, {"预算", d.Budget()}, {"福利", d.Welfare()},
		{"科目与账户", d.Setup()}, {"结账", d.Closing()}}
	names := make([]string, len(v.list))
	for i, t := range v.list {
		names[i] = t.name
	}
	v.tabs = widget.NewTabs(func(int) { v.load() }, names...)
	d.Open = v.open
	v.year = widget.NewPicker("年").Wide(104)
	v.year.OnChanged = func(y string) { v.shown = int(page.Number(y)); v.read() }
	more := widget.NewMenuButton("更多", "", v.more)
	head := page.Head(widget.Title("经费"), nil, v.year, more, widget.NewPlain("记收入", "plus", func() { d.AskVoucher(fund.Receipt) }),
		widget.NewPrimary("记支出", "minus", func() { d.AskVoucher(fund.Payment) }))
	strip := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(nil, widget.Divider(), nil, nil, widget.Inset(0, 0, theme.Gap16, theme.Gap16, v.tabs)))
	v.whole = widget.Border(widget.Column(0, head, strip), nil, nil, nil, v.body)
	return v
}

// Content is the page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Show reads the books anew; page.FundTab brings a tab to the front.
func (v *view) Show(target any) {
	if t, ok := target.(page.FundTab); ok {
		v.choose(t.Name)
	}
	v.read()
}

// open brings a tab to the front.
func (v *view) open(name string) {
	v.choose(name)
	v.load()
}

func (v *view) choose(name string) {
	for i, t := range v.list {
		if t.name == name {
			v.tabs.Select(i)
		}
	}
}

func (v *view) read() {
	l := v.shell.Ledger()
	if l == nil {
		v.put(widget.NewEmptyState("ledger", "没有打开台账", "请先在工作台打开或新建台账。"))
		return
	}
	v.asked++
	asked, year, today, last := v.asked, v.shown, v.shell.Today(), v.desk.Last()
	var years []int
	var read books.Read
	v.shell.Load("读取经费", func(ctx context.Context, _ page.Progress) (err error) {
		if years, err = fund.Years(ctx, l.Read()); err != nil || len(years) == 0 {
			return err
		}
		read, err = books.ReadYear(ctx, l.Read(), years, year, today, last)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled) || v.shell.Ledger() != l || asked != v.asked:
		case err != nil:
			v.shell.Fail(err)
		case len(years) == 0:
			v.years, v.shown = nil, 0
			v.put(v.empty())
		default:
			v.years = years
			v.fill(read)
		}
	})
}

// empty leads to the first year.
func (v *view) empty() fyne.CanvasObject {
	year := v.shell.Today().Year
	return widget.NewEmptyState("wallet", "还没有建经费账", "填上年初现金和银行有多少钱就能开始。以后记一笔收入、一笔支出，账簿、收支表和资产负债表自动出来，不用懂借贷。",
		widget.NewPrimary(fmt.Sprintf("建立 %d 年经费账", year), "plus", v.desk.AskFirstYear))
}

func (v *view) fill(read books.Read) {
	v.shown = read.Books.Year
	options := make([]widget.Option, len(v.years))
	for i, y := range v.years {
		options[i] = widget.Option{Value: fmt.Sprint(y), Text: fmt.Sprintf("%d 年", y)}
	}
	v.year.SetOptions(options...)
	v.year.SetValue(fmt.Sprint(v.shown))
	v.desk.Put(read)
	v.put(v.whole)
	v.load()
}

// load shows the tab in front.
func (v *view) load() {
	if len(v.years) == 0 || v.desk.Books() == nil {
		return
	}
	t := v.list[v.tabs.Selected()]
	if o := t.Object(); len(v.body.Objects) != 1 || v.body.Objects[0] != o {
		v.body.Objects = []fyne.CanvasObject{o}
		v.body.Refresh()
	}
	t.Load(v.desk.Books())
}

// more are the rarer things to enter, and the next year.
func (v *view) more() []widget.MenuItem {
	next := v.years[0] + 1
	closed := ""
	if next > v.shell.Today().Year+1 {
		closed = "最多提前一年"
	}
	return []widget.MenuItem{
		{Text: "账户互转（取现、存现）…", Icon: "refresh", Do: func() { v.desk.AskVoucher(fund.Transfer) }},
		{Text: "转账凭证（自己写借贷）…", Icon: "edit", Do: v.desk.AskFree},
		{Text: "会费入账…", Icon: "money", Do: v.desk.AskDues},
		{},
		{Text: fmt.Sprintf("建立 %d 年账…", next), Icon: "plus", Closed: closed, Do: func() { v.desk.AskNextYear(next) }},
	}
}

func (v *view) put(o fyne.CanvasObject) {
	if len(v.content.Objects) == 1 && v.content.Objects[0] == o {
		return
	}
	v.content.Objects = []fyne.CanvasObject{o}
	v.content.Refresh()
}

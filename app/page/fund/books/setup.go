package books

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/field"
	"unionledger/data/fund"
	"unionledger/data/ledger"
)

// Setup is the tab 科目与账户: the subjects of the year with their openings, and the
// accounts.
type Setup struct {
	d                            *Desk
	grid                         *grid.Grid
	rename, below, unuse, amount *widget.Button
	rows                         []fund.Subject
	accounts                     *fyne.Container
	notes                        *fyne.Container
	whole                        fyne.CanvasObject
}

// Setup makes the tab.
func (d *Desk) Setup() *Setup {
	t := &Setup{d: d, accounts: widget.Column(0), notes: widget.Column(theme.Gap8)}
	t.grid = grid.New([]grid.Column{{Key: "code", Title: "编号", Width: 84}, {Key: "name", Title: "科目", Width: 200, MinWidth: 140, Stretch: true}, {Key: "kind", Title: "类别", Width: 68},
		{Key: "opening", Title: "年初余额", Width: 116, Align: grid.AlignTrailing}, {Key: "state", Title: "", Width: 76}}, nil)
	t.grid.Label = "科目"
	t.grid.OnCurrent = func(int, int) { t.enable() }
	t.grid.OnActivate = func(int, int) { t.onChosen(t.askOpening)() }
	t.rename = widget.NewPlain("改名", "edit", t.onChosen(t.askRename))
	t.below = widget.NewPlain("增加明细", "plus", t.onChosen(t.askBelow))
	t.unuse = widget.NewPlain("停用", "", t.onChosen(t.toggle))
	t.amount = widget.NewPlain("年初余额", "", t.onChosen(t.askOpening))
	bar := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{t.below, t.rename, t.unuse, t.amount}, nil, []fyne.CanvasObject{widget.NewMenuButton("更多", "", t.more)})
	left := widget.Border(widget.Inset(0, theme.Gap8, 0, 0, bar), nil, nil, nil, widget.NewBox(t.grid).Flush())
	right := widget.NewPanel("现金和银行账户", container.NewVScroll(t.accounts), widget.NewLink("添加", "plus", func() { t.askAccount(fund.Account{Kind: fund.Bank}) }).Small()).Flush()
	side := widget.Inset(0, 0, theme.Gap12, 0, widget.Sized(316, 0, right))
	top := container.NewStack(widget.Inset(0, theme.Gap8, 0, 0, t.notes))
	t.whole = inset(container.New(noteAndRest{}, top, widget.Border(nil, nil, nil, side, left)))
	return t
}

// Object is the tab.
func (t *Setup) Object() fyne.CanvasObject { return t.whole }

// Load shows the books.
func (t *Setup) Load(b *fund.Books) {
	t.rows = b.Subjects
	var cells table
	for _, r := range b.Trial(1, 12) {
		s := r.Subject
		row := []grid.Cell{{Text: s.Code, Tone: grid.ToneSecondary}, {Text: indent(s.Depth()) + s.Name}, {Text: s.Kind, Tone: grid.ToneSecondary}, amount(r.Opening), {}}
		switch {
		case s.Unused:
			row[1].Tone = grid.ToneMuted
			row[4] = grid.Cell{Text: "已停用", Shape: grid.ShapeTag, Tone: grid.ToneNeutral}
		case !b.Scheme.Sure(s.Code):
			row[4] = grid.Cell{Text: "待核实", Tone: grid.ToneMuted, Small: true}
		}
		cells = append(cells, row)
	}
	t.grid.SetSource(cells)
	t.fillNotes(b)
	t.fillAccounts(b)
	t.enable()
}

func indent(depth int) (out string) {
	for range depth {
		out += "　"
	}
	return out
}

// fillNotes says what is wrong with the openings, with the way out of it.
func (t *Setup) fillNotes(b *fund.Books) {
	t.notes.Objects = nil
	for _, p := range t.d.read.Problems {
		switch p.Kind {
		case "fund_opening_unbalanced":
			t.notes.Add(widget.NewBanner(widget.Bad, p.Message, widget.NewLink("差额计入结余", "", t.balance)))
		case "fund_opening_differs":
			if len(t.notes.Objects) < 2 {
				t.notes.Add(widget.NewBanner(widget.Warn, p.Message, widget.NewLink("重新结转年初余额", "", t.carry)))
			}
		}
	}
	if len(t.notes.Objects) == 0 {
		t.notes.Add(widget.NoteParagraph(b.Scheme.Name + "，" + b.Scheme.Basis + "。每年一份，改动只影响这一年。").For(theme.Scaled(700)))
	}
	t.notes.Refresh()
	t.whole.Refresh()
}

func (t *Setup) balance() {
	year := t.d.read.Books.Year
	t.d.write("年初余额差额计入结余", "年初余额的差额已计入结余", func(tx *ledger.Tx) error { return fund.BalanceOpenings(tx, year) })
}

func (t *Setup) carry() {
	year := t.d.read.Books.Year
	t.d.write(fmt.Sprintf("重新结转 %d 年年初余额", year), fmt.Sprintf("%d 年年初余额已重新结转", year), func(tx *ledger.Tx) error { return fund.CarryOpenings(tx, year) })
}

// fillAccounts lists the accounts with what lies in them.
func (t *Setup) fillAccounts(b *fund.Books) {
	t.accounts.Objects = nil
	for _, a := range b.Accounts {
		words := a.Kind
		if a.Number != "" {
			words += "，" + a.Number
		}
		if a.Bank != "" {
			words += "，" + a.Bank
		}
		if a.Unused {
			words += "，已停用"
		}
		opening := widget.NewLink("年初", "", func() { t.askMoney(a) }).Small().Tip("年初余额")
		edit := widget.NewIconButton(widget.Link, "edit", "修改", func() { t.askAccount(a) }).Small()
		t.accounts.Add(widget.Inset(theme.Gap4, theme.Gap4, theme.Gap12, theme.Gap4, widget.NewSplitRow(theme.Gap4, nil,
			widget.Column(0, widget.Strong(a.Name+"　"+b.Balance(a.ID, 12).Grouped()).Cut(), widget.Note(words).Cut()), []fyne.CanvasObject{opening, edit})))
		t.accounts.Add(widget.Divider())
	}
	t.accounts.Refresh()
}

func (t *Setup) onChosen(do func(fund.Subject)) func() {
	return func() {
		if row, _ := t.grid.Current(); row >= 0 && row < len(t.rows) {
			do(t.rows[row])
		}
	}
}

func (t *Setup) enable() {
	row, _ := t.grid.Current()
	on := row >= 0 && row < len(t.rows)
	for _, b := range []*widget.Button{t.rename, t.below, t.unuse, t.amount} {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	if on {
		t.unuse.SetText(map[bool]string{true: "恢复使用", false: "停用"}[t.rows[row].Unused])
		if k := t.rows[row].Kind; k == fund.Income || k == fund.Expense {
			t.amount.Disable()
		}
	}
}

// more are the rarer things.
func (t *Setup) more() []widget.MenuItem {
	none := ""
	if t.d.read.Books.LastClosed() > 0 {
		none = "已有月份结账"
	}
	return []widget.MenuItem{
		{Text: "增加一级科目…", Icon: "plus", Do: t.askTop},
		{Text: "年初差额计入结余", Closed: none, Do: t.balance},
		{Text: "从上年重新结转年初余额", Closed: none, Do: t.carry},
	}
}

func (t *Setup) askRename(s fund.Subject) {
	name := widget.NewTextField("")
	name.SetValue(s.Name)
	widget.ShowForm(t.d.canvas(), "科目 "+s.Code+" 改名", widget.NewForm(1, widget.NewField("名称", name).Required()), "保存", func() error {
		return t.d.do(fund.SubjectOp, "科目改名："+s.String()+" → "+name.Value(), "已改名为 "+name.Value(), func(tx *ledger.Tx) error {
			return fund.RenameSubject(tx, s.Year, s.Code, name.Value())
		})
	})
}

func (t *Setup) askBelow(s fund.Subject) {
	name, code := widget.NewTextField(""), widget.NewTextField("空着就顺着编")
	fields := widget.NewForm(1, widget.NewField("名称", name).Required(), widget.NewField("编号", code))
	widget.ShowForm(t.d.canvas(), "在“"+s.String()+"”下增加明细", fields, "增加", func() error {
		return t.d.do(fund.SubjectOp, "增加科目："+s.Name+" — "+name.Value(), "已增加 "+name.Value(), func(tx *ledger.Tx) error {
			_, err := fund.AddSubject(tx, fund.Subject{Year: s.Year, Parent: s.Code, Code: code.Value(), Name: name.Value()})
			return err
		})
	})
}

func (t *Setup) askTop() {
	code, name, kind := widget.NewTextField("3 位数字"), widget.NewTextField(""), widget.NewWordPicker("请选择", fund.Kinds...)
	fields := widget.NewForm(1, widget.NewField("编号", code).Required(), widget.NewField("名称", name).Required(), widget.NewField("类别", kind).Required())
	widget.ShowForm(t.d.canvas(), "增加一级科目", fields, "增加", func() error {
		return t.d.do(fund.SubjectOp, "增加科目："+code.Value()+" "+name.Value(), "已增加 "+name.Value(), func(tx *ledger.Tx) error {
			_, err := fund.AddSubject(tx, fund.Subject{Year: t.d.read.Books.Year, Code: code.Value(), Name: name.Value(), Kind: kind.Value()})
			return err
		})
	})
}

func (t *Setup) toggle(s fund.Subject) {
	word := map[bool]string{true: "恢复使用", false: "停用"}[s.Unused]
	t.d.write("科目"+word+"："+s.String(), "已"+word+" "+s.Name, func(tx *ledger.Tx) error { return fund.SetUnused(tx, s.Year, s.Code, !s.Unused) })
}

// askOpening asks for what stands under a subject at the beginning of the year; money
// is asked for by account.
func (t *Setup) askOpening(s fund.Subject) {
	b := t.d.read.Books
	switch {
	case s.Kind == fund.Income || s.Kind == fund.Expense:
		return
	case s.Code == b.Scheme.Cash || s.Code == b.Scheme.Bank:
		widget.Message(t.d.canvas(), "年初余额分账户填", "现金和银行存款的年初余额，请在右边的账户上点“年初”。")
		return
	}
	t.askAmount(s.String(), fund.Opening{Subject: s.Code})
}

// askMoney asks for what lay in an account at the beginning of the year.
func (t *Setup) askMoney(a fund.Account) {
	t.askAmount(a.Name, fund.Opening{Subject: t.d.read.Books.SubjectOf(a), Account: a.ID})
}

func (t *Setup) askAmount(name string, o fund.Opening) {
	b := t.d.read.Books
	for _, was := range b.Openings {
		if was.Subject == o.Subject && was.Account == o.Account {
			o.Amount = was.Amount
		}
	}
	amount := widget.NewMoneyField()
	amount.SetValue(fmt.Sprint(int64(o.Amount)))
	also := widget.NewCheckBox("差额同时计入结余，使年初平", nil)
	also.SetChecked(true)
	fields := widget.NewForm(1, widget.NewField("年初余额（元）", amount).Required())
	title := fmt.Sprintf("%s %d 年年初余额", name, b.Year)
	dialog := widget.NewDialog(title, widget.Column(theme.Gap12, fields, also), "保存").Wide(420)
	dialog.AcceptForm(fields, func() error {
		o.Amount = field.ParseFen(amount.Value())
		return t.d.do(fund.SubjectOp, title+" "+o.Amount.Grouped()+" 元", "已填 "+title, func(tx *ledger.Tx) error {
			err := fund.SetOpening(tx, b.Year, o)
			if err == nil && also.Checked() {
				err = fund.BalanceOpenings(tx, b.Year)
			}
			return err
		})
	})
	dialog.Open(t.d.canvas())
}

// askAccount asks for an account, new or known.
func (t *Setup) askAccount(a fund.Account) {
	name, bank, number := widget.NewTextField("如：工会基本户"), widget.NewTextField("如：农业银行洋溪支行"), widget.NewTextField("")
	kind, used := widget.NewPicker("请选择", form.Words(fund.Cash, fund.Bank)...), widget.NewSwitch("在用", "停用")
	name.SetValue(a.Name)
	bank.SetValue(a.Bank)
	number.SetValue(a.Number)
	kind.SetValue(a.Kind)
	used.SetValue(map[bool]string{true: "0", false: "1"}[a.Unused])
	title := "添加账户"
	if a.ID != 0 {
		title = "修改账户"
	}
	fields := widget.NewForm(2, widget.NewField("名称", name).Required(), widget.NewField("类别", kind).Required(), widget.NewField("开户银行", bank), widget.NewField("账号", number), widget.NewField("状态", used))
	widget.ShowForm(t.d.canvas(), title, fields, "保存", func() error {
		return t.d.do(fund.SubjectOp, title+"："+name.Value(), "已"+title+"："+name.Value(), func(tx *ledger.Tx) error {
			_, err := fund.PutAccount(tx, fund.Account{ID: a.ID, Name: name.Value(), Kind: kind.Value(), Bank: bank.Value(), Number: number.Value(), Unused: used.Value() == "0"})
			return err
		})
	})
}

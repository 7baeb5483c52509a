package books

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/fund"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

func (t *Levy) month(p *widget.Picker) civil.YearMonth {
	return civil.YearMonth{Year: t.d.read.Books.Year, Month: time.Month(page.Number(p.Value()))}
}

// first is the first month that something is missing of, else the one of today.
func (t *Levy) first(missing func(fund.LevyMonth) bool) time.Month {
	for _, m := range t.d.read.Levy.Months {
		if missing(m) {
			return m.Month.Month
		}
	}
	return t.d.month()
}

// askWages asks for the wage bill of a month; 0 is the first without.
func (t *Levy) askWages(m time.Month) {
	if m == 0 {
		m = t.first(func(m fund.LevyMonth) bool { return !m.Known })
	}
	t.askWagesOf(fund.LevyWages{Month: civil.YearMonth{Year: t.d.read.Books.Year, Month: m}}, "")
}

// askWagesOf asks with what was proposed; where nothing is, with what was entered.
func (t *Levy) askWagesOf(w fund.LevyWages, said string) {
	month, wages, staff, note := monthPicker(false), widget.NewMoneyField(), widget.NewNumberField("可不填", 0), widget.NewTextField("如：少缴的原因")
	sure := widget.NewCheckBox("已核对，金额异常也照此登记", nil)
	words := widget.NoteParagraph(said).For(theme.Scaled(420))
	source := w.Source
	put := func(w fund.LevyWages) {
		wages.SetValue("")
		staff.SetValue("")
		if w.Source != "" {
			wages.SetValue(fmt.Sprint(int64(w.Wages)))
		}
		if w.Staff > 0 {
			staff.SetValue(fmt.Sprint(w.Staff))
		}
		note.SetValue(w.Note)
		source = w.Source
	}
	month.SetValue(fmt.Sprint(int(w.Month.Month)))
	known := func() fund.LevyWages { return t.d.read.Levy.Months[page.Number(month.Value())-1].Wages }
	if w.Source == "" {
		w = known()
	}
	put(w)
	month.OnChanged = func(string) { put(known()) }
	propose := widget.NewLink("用会费基数合计", "", func() {
		p, err := fund.ProposeWages(context.Background(), t.d.shell.Ledger().Read(), t.month(month))
		if err != nil {
			words.SetText(err.Error())
			return
		}
		p.Note = note.Value()
		put(p)
		words.SetText(fmt.Sprintf("%d 人的会费基数合计。只是会员的基数，和工资总额会有出入，请核对。", p.Staff))
	})
	fields := widget.NewForm(2, widget.NewField("月份", month).Required(), widget.NewField("全部职工工资总额（元）", wages).Required(), widget.NewField("职工人数", staff), widget.NewField("说明", note))
	dialog := widget.NewDialog("填工资总额", widget.Column(theme.Gap12, fields, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{propose}, nil, nil), words, sure), "保存").Wide(520)
	dialog.Note = fmt.Sprintf("%d 年", t.d.read.Books.Year)
	dialog.AcceptForm(fields, func() error {
		w := fund.LevyWages{Month: t.month(month), Wages: field.ParseFen(wages.Value()), Staff: int(page.Number(staff.Value())), Source: source, Note: note.Value()}
		if w.Source == "" {
			w.Source = "手工"
		}
		return t.d.do(fund.LevyOp, "工资总额", fmt.Sprintf("%s 工资总额已登记", w.Month), func(tx *ledger.Tx) error { return fund.SetWages(tx, w, sure.Checked()) })
	})
	dialog.Open(t.d.canvas())
	wages.Focus()
}

// askPaste takes the wage bills of several months as they are copied from a table.
func (t *Levy) askPaste() {
	text := widget.NewTextArea("从表格里复制月份、工资总额、人数三列，在这里粘贴", 8)
	sure := widget.NewCheckBox("已核对，金额异常也照此登记", nil)
	fields := widget.NewForm(1, widget.NewField("每行一个月：月份　工资总额　人数（可不填）", text).Required())
	dialog := widget.NewDialog("粘贴工资总额", widget.Column(theme.Gap12, fields, sure), "登记").Wide(520)
	dialog.AcceptForm(fields, func() error {
		all, bad := fund.PasteWages(text.Value(), t.d.read.Books.Year)
		if len(bad) > 0 || len(all) == 0 {
			return ledger.Refuse("有 %d 行读不懂，没有登记。%s", len(bad), first(bad))
		}
		return t.d.do(fund.LevyOp, "工资总额", fmt.Sprintf("已登记 %d 个月的工资总额", len(all)), func(tx *ledger.Tx) error {
			for _, w := range all {
				if err := fund.SetWages(tx, w, sure.Checked()); err != nil {
					return err
				}
			}
			tx.SetTitle(fmt.Sprintf("工资总额：%d 个月", len(all)))
			return nil
		})
	})
	dialog.Open(t.d.canvas())
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// askSheet adds a month up from a wage sheet and shows it before it is entered.
func (t *Levy) askSheet() {
	d, l := t.d, t.d.shell.Ledger()
	d.shell.AskOpen("选择工资表", page.Spreadsheets, func(path string) {
		var w fund.LevyWages
		without := 0
		d.shell.Load("读取工资表", func(ctx context.Context, _ page.Progress) error {
			book, err := sheet.Open(ctx, path, sheet.Options{})
			if err != nil {
				return err
			}
			read, err := dues.ReadWages(ctx, l.Read(), book, civil.YearMonth{}, intake.Options{})
			if err != nil {
				return err
			}
			w = fund.LevyWages{Month: read.Month, Source: "工资表"}
			w.Wages, w.Staff, without = read.Total()
			return nil
		}, func(err error) {
			switch {
			case err != nil:
				d.shell.Fail(err)
				return
			case w.Month.Year != d.read.Books.Year:
				widget.Message(d.canvas(), "不是这一年的工资表", fmt.Sprintf("这张表是 %s 的。请先在右上角换到 %d 年。", w.Month, w.Month.Year))
				return
			}
			said := fmt.Sprintf("从工资表加出 %d 人，按会费规则的工资项目。", w.Staff)
			if without > 0 {
				said += fmt.Sprintf("有 %d 行没有读出工资，没有加进去。", without)
			}
			t.askWagesOf(w, said)
		})
	})
}

// askPay asks for what was paid or came back; 0 is the first month that owes.
func (t *Levy) askPay(m time.Month) {
	d, y := t.d, t.d.read.Levy
	if m == 0 {
		m = t.first(func(m fund.LevyMonth) bool { return m.Known && m.Owing() > 0 })
	}
	month, kind, amount, date := monthPicker(false), widget.NewPicker("请选择"), widget.NewMoneyField(), widget.NewDateField(false)
	account, document, note := widget.NewPicker("请选择"), widget.NewTextField("可不填"), widget.NewTextField("可不填")
	sure := widget.NewCheckBox("已核对，比应缴的多也照此登记", nil)
	words := widget.NoteParagraph("").For(theme.Scaled(560))
	accountField := widget.NewField("进本工会哪个账户", account)
	month.SetValue(fmt.Sprint(int(m)))
	date.SetValue(d.day().String())
	account.SetOptions(accountOptions(d.read.Books)...)
	for _, a := range d.read.Books.Accounts {
		if a.Kind == fund.Bank && !a.Unused {
			account.SetValue(fmt.Sprint(a.ID))
			break
		}
	}
	at := func() fund.LevyMonth { return y.Months[page.Number(month.Value())-1] }
	show := func(string) {
		for _, s := range at().Steps {
			if s.Kind == kind.Value() {
				label, posted := "进本工会哪个账户", "进本工会账户的会同时记一张收款凭证。"
				if s.By == "union" {
					label, posted = "从本工会哪个账户付", "会同时记一张付款凭证，冲减应付上级经费。"
				}
				accountField.Rename(label)
				words.SetText(fmt.Sprintf("%s：%s 应 %s 元，已登记 %s 元。%s", at().Month, s.Words, s.Due.Grouped(), s.Paid.Grouped(), posted))
				if amount.SetValue(""); s.Owing() > 0 {
					amount.SetValue(fmt.Sprint(int64(s.Owing())))
				}
				return
			}
		}
		accountField.Rename("进本工会哪个账户")
		words.SetText("按条件返还的钱，记入上级补助收入。")
	}
	kinds := func(string) {
		var options []widget.Option
		for _, s := range at().Rule.LevyKinds() {
			options = append(options, widget.Option{Value: s.Kind, Text: s.Kind, Note: s.Words})
		}
		kind.SetOptions(options...)
		kind.SetValue(options[0].Value)
		for _, s := range at().Steps {
			if s.Owing() > 0 {
				kind.SetValue(s.Kind)
				break
			}
		}
		show("")
	}
	month.OnChanged, kind.OnChanged = kinds, show
	kinds("")
	fields := widget.NewForm(2, widget.NewField("哪个月的经费", month).Required(), widget.NewField("步骤", kind).Required(), widget.NewField("金额（元）", amount).Required(), widget.NewField("日期", date).Required(),
		accountField, widget.NewField("票据号", document), widget.NewField("备注", note))
	dialog := widget.NewDialog("登记缴纳或到账", widget.Column(theme.Gap12, fields, words, sure), "登记").Wide(620)
	dialog.AcceptForm(fields, func() error {
		on, err := civil.Parse(date.Value())
		if err != nil {
			return err
		}
		p := fund.LevyPay{Month: t.month(month), Kind: kind.Value(), Amount: field.ParseFen(amount.Value()), On: on, Document: document.Value(), Note: note.Value(), Account: number64(account), Confirmed: sure.Checked()}
		return d.do(fund.LevyOp, "拨缴", fmt.Sprintf("已登记 %s %s %s 元", p.Month, p.Kind, p.Amount.Grouped()), func(tx *ledger.Tx) error { _, err := fund.PayLevy(tx, p, d.shell.Today()); return err })
	})
	dialog.Open(d.canvas())
	amount.Focus()
}

func (t *Levy) askTakeBack(p fund.LevyPayment) {
	if p.Reversed {
		widget.Message(t.d.canvas(), "已经撤回", fmt.Sprintf("%s %s %s 元已经撤回过了。", p.Month, p.Kind, p.Amount.Grouped()))
		return
	}
	reason, date := widget.NewTextField("如：金额记错"), widget.NewDateField(false)
	date.SetValue(t.d.day().String())
	fields := widget.NewForm(1, widget.NewField("原因", reason).Required(), widget.NewField("日期", date).Required())
	widget.ShowForm(t.d.canvas(), fmt.Sprintf("撤回 %s %s %s 元", p.Month, p.Kind, p.Amount.Grouped()), fields, "撤回", func() error {
		on, err := civil.Parse(date.Value())
		if err != nil {
			return err
		}
		return t.d.do(fund.LevyOp, "撤回拨缴", "已撤回", func(tx *ledger.Tx) error { return fund.TakeBackLevy(tx, p.ID, on, reason.Value()) })
	})
}

// askRule asks which way and shares hold from a month on.
func (t *Levy) askRule() {
	rule := t.d.read.Levy.Months[11].Rule
	from, flow, basis := monthPicker(false), widget.NewPicker("请选择"), widget.NewTextField("如：某总工会〔2022〕1号")
	shares := [3]*widget.TextField{}
	for i, n := range []int{rule.Shares.Own, rule.Shares.Upper, rule.Shares.Fee} {
		shares[i] = widget.NewNumberField("0", 2)
		shares[i].SetValue(fmt.Sprint(n))
	}
	var options []widget.Option
	for _, f := range rule.Plan().Flows {
		options = append(options, form.Option(f.ID, f.Name))
	}
	flow.SetOptions(options...)
	flow.SetValue(rule.FlowID)
	if rule.Sure {
		basis.SetValue(rule.Basis)
	}
	fields := widget.NewForm(2, widget.NewField("从哪个月起", from).Required(), widget.NewField("方式", flow).Required(), widget.NewField("留成（%）", shares[0]).Required(), widget.NewField("上缴（%）", shares[1]).Required(),
		widget.NewField("税务代收手续费（%）", shares[2]), widget.NewField("依据", basis))
	words := widget.NoteParagraph("三部分合计 100%。程序的默认值待核实，请按上级工会的文件改；以前的月份不变。").For(theme.Scaled(560))
	dialog := widget.NewDialog("拨缴方式和比例", widget.Column(theme.Gap12, fields, words), "保存").Wide(620)
	dialog.AcceptForm(fields, func() error {
		n := func(i int) int { return int(page.Number(shares[i].Value())) }
		r := fund.LevyRule{From: t.month(from), FlowID: flow.Value(), Shares: fund.Shares{Own: n(0), Upper: n(1), Fee: n(2)}, Basis: basis.Value()}
		return t.d.do(fund.LevyOp, "拨缴方式", fmt.Sprintf("从 %s 起按新的方式和比例", r.From), func(tx *ledger.Tx) error { return fund.SetLevyRule(tx, r) })
	})
	dialog.Open(t.d.canvas())
}

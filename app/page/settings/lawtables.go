package settings

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/rule"
	files "unionledger/data/sheet"

	"fyne.io/fyne/v2"
)

// wagesPanel shows the minimum wages and lets a new standard be entered.
func (r *ruleSection) wagesPanel() fyne.CanvasObject {
	lines := widget.Column(theme.Gap4)
	for _, w := range r.law.Rules.MinimumWages() {
		var tiers []string
		for _, t := range tierNames(w) {
			tiers = append(tiers, t+" "+w.Tiers[t].String())
		}
		until := " 起"
		if !w.To.IsZero() {
			until = " 至 " + w.To.String()
		}
		tag := widget.NewTag("待核实", widget.Warn)
		if w.Sureness == rule.Sourced {
			tag = widget.NewTag("有原文", widget.OK)
		}
		lines.Add(widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{widget.Sized(64, 0, widget.Body(w.Area).Cut()), widget.Sized(200, 0, widget.Body(w.From.String()+until).Cut())},
			widget.Body(strings.Join(tiers, "　")).Cut(), []fyne.CanvasObject{tag}))
	}
	menu := widget.NewMenuButton("更多", "", func() []widget.MenuItem {
		items := []widget.MenuItem{{Text: "填写新的标准…", Icon: "plus", Do: r.addWage}, {Text: "存成文件…", Icon: "upload", Do: func() { r.writeOut(rule.Wages, "最低工资标准") }},
			{Text: "从文件采用…", Icon: "download", Do: r.readIn}}
		if r.law.Rules.IsOwn(rule.Wages) {
			items = append(items, widget.MenuItem{}, widget.MenuItem{Text: "取消本单位填的，用随程序带的", Icon: "trash", Danger: true, Do: func() {
				r.try("最低工资标准用随程序带的", func(ctx context.Context, l *ledger.Ledger) (int64, error) {
					return law.DropProfile(ctx, l, rule.Wages)
				})
			}})
		}
		return items
	}).Small()
	return widget.NewPanel("最低工资标准（元/月）", lines, menu).Note("合同约定的工资要高于签订时的标准")
}

func tierNames(w rule.MinimumWage) (out []string) {
	for t := range w.Tiers {
		out = append(out, t)
	}
	order := "一二三四五六七八九"
	slices.SortFunc(out, func(a, b string) int {
		if i, j := strings.IndexFunc(order, func(c rune) bool { return strings.ContainsRune(a, c) }), strings.IndexFunc(order, func(c rune) bool { return strings.ContainsRune(b, c) }); i != j {
			return i - j
		}
		return strings.Compare(a, b)
	})
	return out
}

// addWage asks for a new standard; the one before it ends the day before.
func (r *ruleSection) addWage() {
	area, from, sure := widget.NewTextField("浙江省"), widget.NewDateField(false), widget.NewYesNo()
	if list := r.law.Rules.MinimumWages(); len(list) > 0 {
		area.SetValue(list[0].Area)
	}
	sure.SetValue("0")
	var amounts []*widget.TextField
	rows := []*widget.Field{widget.NewField("地区", area).Required(), widget.NewField("从哪天起", from).Required()}
	names := []string{"第一档", "第二档", "第三档", "第四档"}
	for _, n := range names {
		t := widget.NewMoneyField()
		amounts = append(amounts, t)
		rows = append(rows, widget.NewField(n+"（元/月）", t))
	}
	rows = append(rows, widget.NewField("对照通知核对过", sure))
	widget.ShowForm(r.shell.Window().Canvas(), "新的最低工资标准", widget.NewForm(2, rows...), "保存", func() error {
		w := rule.MinimumWage{Area: strings.TrimSpace(area.Value()), From: field.ParseDate(from.Value()), Sureness: rule.Memory, Tiers: map[string]money.Fen{}}
		if sure.Value() == "1" {
			w.Sureness = rule.Sourced
		}
		for i, t := range amounts {
			if t.Value() == "" {
				continue
			}
			w.Tiers[names[i]] = money.Fen(page.Number(t.Value())) // what the field gives is fen
		}
		if len(w.Tiers) == 0 {
			return errors.New("至少填一档")
		}
		list := slices.DeleteFunc(r.law.Rules.MinimumWages(), func(o rule.MinimumWage) bool { return o.Area == w.Area && o.From == w.From })
		for _, o := range list { // one entered late ends where the next begins
			if o.Area == w.Area && o.From.After(w.From) && (w.To.IsZero() || o.From.Before(w.To)) {
				w.To = o.From.AddDays(-1)
			}
		}
		for i, o := range list {
			if o.Area == w.Area && o.From.Before(w.From) && (o.To.IsZero() || !o.To.Before(w.From)) {
				list[i].To = w.From.AddDays(-1)
			}
		}
		return r.keep("已保存最低工资标准", func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			return law.SaveWages(ctx, l, append(list, w))
		})
	})
}

// calendarPanel shows the years whose working days are known.
func (r *ruleSection) calendarPanel() fyne.CanvasObject {
	var years []string
	for _, y := range r.law.Calendar.Years() {
		words := fmt.Sprint(y.Year)
		if slices.Contains(r.law.OwnYears, y.Year) {
			words += "（自己填的）"
		}
		years = append(years, words)
	}
	text := "已有放假和调休安排的年份：" + strings.Join(years, "、") + "。没有的年份，程序不数工作日，会说明缺哪一年。每年 11 月前后国务院办公厅公布下一年的安排，把通知的文字粘贴进来就行。"
	menu := widget.NewMenuButton("更多", "", func() []widget.MenuItem {
		items := []widget.MenuItem{{Text: "粘贴放假通知的文字…", Icon: "plus", Do: r.pasteNotice}, {Text: "从文件采用…", Icon: "download", Do: r.readIn}, {}}
		for _, y := range slices.Backward(r.law.Calendar.Years()) {
			items = append(items, widget.MenuItem{Text: fmt.Sprintf("看 %d 年的安排…", y.Year), Do: func() { r.showYear(y.Year) }})
		}
		return items
	}).Small()
	return widget.NewPanel("工作日历", widget.BodyParagraph(text), menu)
}

// pasteNotice takes the wording of the yearly notice.
func (r *ruleSection) pasteNotice() {
	text := widget.NewTextArea("国务院办公厅关于2027年部分节假日安排的通知……一、元旦：1月1日（周五）至3日（周日）放假，共3天。……", 10)
	f := widget.NewForm(1, widget.NewField("通知的文字，连标题一起", text).Required())
	d := widget.NewDialog("粘贴放假通知", f, "采用").Wide(680)
	d.Note = "文字里的星期和天数要和日期对得上"
	d.AcceptForm(f, func() error {
		return r.keep("已采用放假安排", func(ctx context.Context, l *ledger.Ledger) (int64, error) { return law.Import(ctx, l, text.Value()) })
	})
	d.Open(r.shell.Window().Canvas())
}

// showYear lists the days off and the weekend days worked of a year.
func (r *ruleSection) showYear(year int) {
	var lines []string
	for _, y := range r.law.Calendar.Years() {
		if y.Year != year {
			continue
		}
		for _, s := range y.Off {
			line := fmt.Sprintf("%s：%s（%s）放假", s.Name, s.From, s.From.Weekday())
			if s.To != s.From {
				line = fmt.Sprintf("%s：%s（%s）至 %s（%s）放假，共 %d 天", s.Name, s.From, s.From.Weekday(), s.To, s.To.Weekday(), s.From.DaysUntil(s.To)+1)
			}
			lines = append(lines, line)
		}
		for _, w := range y.Work {
			lines = append(lines, fmt.Sprintf("%s：%s（%s）上班", w.Name, w.Date, w.Date.Weekday()))
		}
		for _, b := range y.Basis {
			lines = append(lines, "依据："+b.Title)
		}
	}
	title, own := fmt.Sprintf("%d 年放假安排", year), slices.Contains(r.law.OwnYears, year)
	d := widget.NewDialog(title, widget.BodyParagraph(strings.Join(lines, "\n")).For(theme.Scaled(480)), map[bool]string{true: "取消这一年"}[own]).Wide(520)
	d.Note = "要改一天的，存成文件改好再采用"
	if own {
		d.Dangerous().OnAccept = func() error {
			return r.keep(fmt.Sprintf("已取消 %d 年的放假安排", year), func(ctx context.Context, l *ledger.Ledger) (int64, error) { return law.DropYear(ctx, l, year) })
		}
	}
	save := widget.NewButton(widget.Plain, "存成文件…", "upload", func() {
		d.Close()
		r.writeOut(fmt.Sprint(year), title)
	})
	d.Open(r.shell.Window().Canvas(), save)
}

func (r *ruleSection) writeOut(key, name string) {
	text, err := r.law.Export(key)
	if err != nil {
		r.shell.Fail(err)
		return
	}
	r.shell.AskSave("存成文件", name+".txt", page.TextFiles, func(path string) {
		if err := files.WriteBytes(path, []byte(text)); err != nil {
			r.shell.Fail(err)
			return
		}
		r.shell.Done("已存成文件，可以用记事本改，再采用", 0)
	})
}

func (r *ruleSection) readIn() {
	r.shell.AskOpen("采用规则或放假安排", page.TextFiles, func(path string) {
		text, err := platform.ReadText(path)
		if err != nil {
			r.shell.Fail(err)
			return
		}
		r.try("已采用，期限按它重新算", func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			return law.Import(ctx, l, text)
		})
	})
}

package rules

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/money"
)

// editor is the form of a rule of the unit's own, with an example that follows it.
type editor struct {
	v                                                   *View
	like, way, per, period, round                       *widget.Picker
	begin, resume, leave, keep                          *widget.Picker
	from, rate, deduct, floor, fixed, steps, items, why *widget.TextField
	billIn, billBy, payIn, payBy                        *widget.TextField
	example                                             *widget.Paragraph
	effect                                              *widget.Paragraph
	base                                                dues.Rule
}

var (
	months = []widget.Option{{Value: dues.ThisMonth, Text: "当月"}, {Value: dues.NextMonth, Text: "次月"}}
	ways   = []string{"按比例", "定额", "分档"}
)

func (v *View) openRule() {
	books, err := dues.Shipped()
	if err != nil {
		v.shell.Fail(err)
		return
	}
	e := &editor{v: v, like: widget.NewPicker("现在的规则"), way: widget.NewWordPicker("怎么算", ways...),
		per:    widget.NewPicker("", widget.Option{Value: dues.PerMonth, Text: "每月"}, widget.Option{Value: dues.PerPeriod, Text: "每期"}),
		period: widget.NewPicker("", widget.Option{Value: "month", Text: "每月"}, widget.Option{Value: "quarter", Text: "每季"}, widget.Option{Value: "half_year", Text: "每半年"}, widget.Option{Value: "year", Text: "每年"}),
		round:  widget.NewPicker("", widget.Option{Value: "fen", Text: "分"}, widget.Option{Value: "jiao", Text: "角"}, widget.Option{Value: "yuan", Text: "元"}),
		begin:  widget.NewPicker("", months...), resume: widget.NewPicker("", months...), leave: widget.NewPicker("", months...), keep: widget.NewPicker("", months...),
		from: widget.NewTextField("如 2022-01"), rate: widget.NewTextField("如 0.5"), deduct: widget.NewTextField("0"), floor: widget.NewTextField("10、100，0 是不去"),
		fixed: widget.NewTextField("如 5"), steps: widget.NewTextField("0=5；3000=10；6000=0.5%"), items: widget.NewTextField("如 基本工资、岗位工资"), why: widget.NewTextField("如 第 2 届第 3 次委员会决定"),
		billIn: widget.NewTextField("1"), billBy: widget.NewTextField("10"), payIn: widget.NewTextField(""), payBy: widget.NewTextField("不写就不限"),
		example: widget.NewParagraph("", theme.SizeBody, theme.ColorText), effect: widget.NewParagraph("", theme.SizeNote, theme.ColorText2)}
	options := []widget.Option{{Value: "now", Text: "现在的规则"}}
	for _, b := range books {
		options = append(options, widget.Option{Value: b.ID, Text: b.Name})
	}
	e.like.SetOptions(options...)
	e.like.OnChanged = func(id string) { e.take(books, id) }
	now := v.shell.Today().YearMonth().Add(1)
	e.from.SetValue(now.String())
	form := widget.NewForm(3, widget.NewField("从哪个月起", e.from).Required(), widget.NewField("照哪种做法填", e.like), widget.NewField("怎么算", e.way).Required(),
		widget.NewField("比例（%）", e.rate), widget.NewField("先减（元）", e.deduct), widget.NewField("去掉尾数（元以下）", e.floor),
		widget.NewField("定额（元）", e.fixed), widget.NewField("定额是", e.per), widget.NewField("分档：起点=数额或比例", e.steps),
		widget.NewField("收缴周期", e.period).Required(), widget.NewField("每月得数四舍五入到", e.round).Required(), widget.NewField("计入基数的工资项目", e.items),
		widget.NewField("入会、转入从", e.begin), widget.NewField("恢复从", e.resume), widget.NewField("为什么这样定", e.why).Required(),
		widget.NewField("离会停缴从", e.leave), widget.NewField("保留停缴从", e.keep), widget.NewField("开账在一期的第几个月", e.billIn),
		widget.NewField("开账日（以前）", e.billBy), widget.NewField("缴清在第几个月", e.payIn), widget.NewField("缴清日（以前）", e.payBy))
	for _, t := range []*widget.TextField{e.from, e.rate, e.deduct, e.floor, e.fixed, e.steps, e.billIn, e.billBy, e.payIn, e.payBy} {
		t.OnTyped = func(string) { e.show() }
	}
	for _, p := range []*widget.Picker{e.way, e.per, e.period, e.round, e.begin, e.resume, e.leave, e.keep} {
		p.OnChanged = func(string) { e.show() }
	}
	d := widget.NewDialog("定会费规则", widget.Column(theme.Gap12, e.example, form, e.effect), "保存").Wide(760)
	d.Note = "保存可以撤销"
	d.AcceptForm(form, e.save)
	e.like.SetValue("now")
	e.take(books, "now")
	d.Open(v.shell.Window().Canvas())
}

// take fills the form with a rule that is there.
func (e *editor) take(books []dues.Book, id string) {
	if n := len(e.v.book.Rules); n > 0 {
		e.base = e.v.book.Rules[n-1]
	}
	for _, b := range books {
		if b.ID == id {
			e.base = b.Rules[len(b.Rules)-1]
		}
	}
	r := e.base
	text := func(t *widget.TextField, n int64) {
		t.SetValue("")
		if n != 0 {
			t.SetValue(strconv.FormatInt(n, 10))
		}
	}
	e.way.SetValue(ways[0])
	e.rate.SetValue("")
	e.fixed.SetValue("")
	e.per.SetValue(dues.PerMonth)
	e.steps.SetValue(stepsText(r.Steps))
	switch {
	case r.FixedFen > 0:
		e.way.SetValue(ways[1])
		e.fixed.SetValue(r.FixedFen.String())
		e.per.SetValue(r.FixedPer)
	case len(r.Steps) > 0:
		e.way.SetValue(ways[2])
	default:
		e.rate.SetValue(strings.TrimSuffix(dues.Percent(r.RatePPM), "%"))
	}
	text(e.deduct, r.DeductYuan)
	text(e.floor, r.FloorYuan)
	text(e.billIn, int64(r.BillIn))
	text(e.billBy, int64(r.BillByDay))
	text(e.payIn, int64(r.PayIn))
	text(e.payBy, int64(r.PayByDay))
	e.items.SetValue(strings.Join(r.WageItems, "、"))
	e.period.SetValue(r.Period)
	e.round.SetValue(r.Round)
	e.begin.SetValue(r.Joining)
	e.resume.SetValue(r.Returning)
	e.leave.SetValue(r.Leaving)
	e.keep.SetValue(r.Retaining)
	e.show()
}

func stepsText(steps []dues.Step) string {
	var out []string
	for _, s := range steps {
		amount := s.AmountFen.String()
		if s.RatePPM > 0 {
			amount = dues.Percent(s.RatePPM)
		}
		out = append(out, fmt.Sprintf("%d=%s", s.FromYuan, amount))
	}
	return strings.Join(out, "；")
}

// parseSteps reads 0=5；3000=10；6000=0.5%.
func parseSteps(text string) (out []dues.Step, err error) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '；' || r == ';' || r == '，' }) {
		from, amount, ok := strings.Cut(strings.TrimSpace(part), "=")
		var s dues.Step
		if s.FromYuan, err = strconv.ParseInt(strings.TrimSpace(from), 10, 64); err != nil || !ok {
			return nil, fmt.Errorf("分档“%s”看不懂，请写成 0=5；3000=10；6000=0.5%% 这样。", part)
		}
		if strings.HasSuffix(strings.TrimSpace(amount), "%") {
			s.RatePPM, err = dues.ParsePercent(amount)
		} else {
			s.AmountFen, err = money.Parse(amount)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// rule reads the form.
func (e *editor) rule() (r dues.Rule, err error) {
	from, err := civil.ParseYearMonth(e.from.Text())
	if err != nil {
		return r, errors.New("从哪个月起，请写成 2022-01 这样。")
	}
	r = dues.Rule{Effective: from.First().String(), Round: e.round.Value(), Period: e.period.Value(), Joining: e.begin.Value(), Returning: e.resume.Value(),
		Leaving: e.leave.Value(), Retaining: e.keep.Value(), Basis: "本会决定", Sureness: "own", Own: true}
	r.WageItems = strings.FieldsFunc(e.items.Text(), func(c rune) bool { return strings.ContainsRune("、，, ;；", c) })
	for _, n := range []struct {
		of   *widget.TextField
		what string
		to   func(int64)
	}{{e.deduct, "先减", func(n int64) { r.DeductYuan = n }}, {e.floor, "去掉尾数", func(n int64) { r.FloorYuan = n }}, {e.billIn, "开账月", func(n int64) { r.BillIn = int(n) }},
		{e.billBy, "开账日", func(n int64) { r.BillByDay = int(n) }}, {e.payIn, "缴清月", func(n int64) { r.PayIn = int(n) }}, {e.payBy, "缴清日", func(n int64) { r.PayByDay = int(n) }}} {
		if text := strings.TrimSpace(n.of.Text()); text != "" {
			v, err := strconv.ParseInt(text, 10, 32)
			if err != nil {
				return r, fmt.Errorf("“%s”里的“%s”不是整数。", n.what, text)
			}
			n.to(v)
		}
	}
	switch e.way.Value() {
	case ways[1]:
		r.DeductYuan, r.FloorYuan, r.FixedPer = 0, 0, e.per.Value()
		r.FixedFen, err = money.Parse(e.fixed.Text())
	case ways[2]:
		r.Steps, err = parseSteps(e.steps.Text())
	default:
		r.RatePPM, err = dues.ParsePercent(e.rate.Text())
	}
	if err != nil {
		return r, err
	}
	r.Complete()
	return r, r.Check()
}

// show works the example out, or says what is lacking.
func (e *editor) show() {
	r, err := e.rule()
	if err != nil {
		e.example.SetText("还不能用：" + err.Error())
		e.effect.SetText("")
		return
	}
	e.example.SetText(r.Words() + "。" + r.Example(567890))
	effect, err := dues.EffectOf(context.Background(), e.v.shell.Ledger().Read(), r)
	if err != nil {
		e.effect.SetText(err.Error())
		return
	}
	e.effect.SetText(strings.Join(append(effect.Words, r.Terms()...), "\n"))
}

func (e *editor) save() error {
	r, err := e.rule()
	if err != nil {
		return err
	}
	op, err := dues.SetRule(context.Background(), e.v.shell.Ledger(), r, e.why.Value())
	if err != nil {
		return err
	}
	e.v.shell.Done("已定下会费规则，自 "+r.Effective+" 起", op)
	e.v.Show()
	return nil
}

package command

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// rulesVerb lists the dues rules, or sets and drops one of the unit's own.
type rulesVerb struct {
	ledgerFlag
	Take    string `help:"采用随程序带的一条做法：official、university、mine、annual、travel、quarterly、steps" placeholder:"名称"`
	File    string `help:"采用这个文件里的规则，写法同 --show 的输出" placeholder:"文件.yaml"`
	From    string `help:"从哪个月起，如 2022-01" placeholder:"月份"`
	Reason  string `help:"为什么这样定，如哪次会议的决定" placeholder:"文字"`
	Drop    string `help:"取消从这个月起的本会规则" placeholder:"月份"`
	Show    string `help:"把随程序带的一条做法写成可以改的文本" placeholder:"名称"`
	Preview bool   `help:"只看换规则有什么影响，不写入"`
}

func (v *rulesVerb) Run(r *run) error {
	asked := 0
	for _, s := range []string{v.Take, v.File, v.Drop, v.Show} {
		if s != "" {
			asked++
		}
	}
	if asked > 1 {
		return usageError{errors.New("--take、--file、--drop、--show 一次只用一个。")}
	}
	setting := v.Take != "" || v.File != ""
	return r.with(v.Ledger, setting && !v.Preview || v.Drop != "", func(l *ledger.Ledger) error {
		switch {
		case v.Show != "":
			return v.show(r)
		case v.Drop != "":
			from, err := monthOrNone(v.Drop)
			if err != nil {
				return err
			}
			op, err := dues.DropRule(r.ctx, l, from.First().String())
			if err != nil {
				return err
			}
			if v.JSON {
				return r.json(map[string]any{"operation": op})
			}
			r.say("已取消 %s 起的本会规则；已开的账没有改动。", from)
			return nil
		case setting:
			return v.set(r, l)
		}
		return v.list(r, l)
	})
}

func (v *rulesVerb) set(r *run, l *ledger.Ledger) error {
	rule, err := v.rule()
	if err != nil {
		return err
	}
	if v.From != "" {
		from, err := monthOrNone(v.From)
		if err != nil {
			return err
		}
		rule.Effective = from.First().String()
	} else if v.Take != "" {
		return usageError{errors.New("请用 --from 写明从哪个月起。")}
	}
	effect, err := dues.EffectOf(r.ctx, l.Read(), rule)
	if err != nil {
		return err
	}
	var op int64
	if !v.Preview {
		if op, err = dues.SetRule(r.ctx, l, rule, v.Reason); err != nil {
			return err
		}
	}
	if v.JSON {
		return r.json(map[string]any{"rule": rule, "effect": effect, "operation": op})
	}
	for _, line := range effect.Words {
		r.say("%s", line)
	}
	r.say("%s", rule.Example(567890))
	if v.Preview {
		r.say("只看结果，没有写入。")
	} else {
		r.say("已定下会费规则，自 %s 起。", rule.Effective)
	}
	return nil
}

func (v *rulesVerb) rule() (dues.Rule, error) {
	if v.File != "" {
		text, err := os.ReadFile(v.File)
		if err != nil {
			return dues.Rule{}, fmt.Errorf("读不了“%s”。请核对文件名。", v.File)
		}
		return dues.ParseRule(text)
	}
	book, err := dues.LoadBook(v.Take)
	if err != nil {
		return dues.Rule{}, usageError{fmt.Errorf("%w。", err)}
	}
	return book.Rules[len(book.Rules)-1], nil
}

func (v *rulesVerb) show(r *run) error {
	book, err := dues.LoadBook(v.Show)
	if err != nil {
		return usageError{fmt.Errorf("%w。", err)}
	}
	rule := book.Rules[len(book.Rules)-1]
	if v.JSON {
		return r.json(rule)
	}
	text, err := rule.Text()
	if err != nil {
		return err
	}
	r.say("%s", strings.TrimSpace(text))
	return nil
}

func (v *rulesVerb) list(r *run, l *ledger.Ledger) error {
	book, err := dues.BookOf(r.ctx, l.Read())
	if err != nil {
		return err
	}
	shipped, err := dues.Shipped()
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(map[string]any{"in_force": book.Rules, "shipped": shipped})
	}
	for _, x := range book.Rules {
		whose := "随程序"
		if x.Own {
			whose = "本会"
		}
		r.say("自 %s 起（%s）：%s。%s", x.Effective, whose, x.Words(), x.Example(567890))
		for _, line := range x.Terms() {
			r.say("  %s", line)
		}
	}
	r.say("可以采用的做法（--take）：")
	for _, b := range shipped {
		r.say("  %s\t%s", b.ID, b.Name)
	}
	return nil
}

// overrideVerb lists what was agreed with single members, or enters and drops it.
type overrideVerb struct {
	ledgerFlag
	whoFlags
	Kind     string `help:"免缴、定额 或 比例；不写就列出" placeholder:"约定"`
	Amount   string `help:"定额：每月多少元" placeholder:"元"`
	Rate     string `help:"比例：基数的百分之几，如 0.25" placeholder:"百分数"`
	From     string `help:"从哪个月起" placeholder:"月份"`
	To       string `help:"到哪个月止；不写就一直有效" placeholder:"月份"`
	Reason   string `help:"理由" placeholder:"文字"`
	Document string `help:"凭据：文件名称或编号" placeholder:"文字"`
	Change   int64  `help:"改这一号约定" placeholder:"约定号"`
	Drop     int64  `help:"取消这一号约定" placeholder:"约定号"`
}

func (v *overrideVerb) Run(r *run) error {
	from, err := monthOrNone(v.From)
	if err != nil {
		return err
	}
	to, err := monthOrNone(v.To)
	if err != nil {
		return err
	}
	o := dues.Override{ID: v.Change, Kind: v.Kind, From: from, To: to, Reason: v.Reason, Document: v.Document}
	if v.Amount != "" {
		if o.Amount, err = money.Parse(v.Amount); err != nil {
			return usageError{fmt.Errorf("--amount：%w。", err)}
		}
	}
	if v.Rate != "" {
		if o.RatePPM, err = dues.ParsePercent(v.Rate); err != nil {
			return usageError{err}
		}
	}
	return r.with(v.Ledger, v.Kind != "" || v.Drop != 0, func(l *ledger.Ledger) error {
		switch {
		case v.Drop != 0:
			op, err := dues.DropOverride(r.ctx, l, v.Drop)
			return v.say(r, err, op, "已取消第 %d 号约定；已开的账没有改动。", v.Drop)
		case v.Kind != "":
			m, err := v.one(r, l)
			if err != nil {
				return err
			}
			o.Member = m.ID
			op, err := dues.SetOverride(r.ctx, l, o)
			return v.say(r, err, op, "已记下：%s %s，%s。", m.Get("name"), o.What(), o.Span())
		}
		return v.list(r, l)
	})
}

func (v *overrideVerb) say(r *run, err error, op int64, format string, args ...any) error {
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(map[string]any{"operation": op})
	}
	r.say(format, args...)
	return nil
}

func (v *overrideVerb) list(r *run, l *ledger.Ledger) error {
	id := int64(0)
	if v.asked() {
		m, err := v.one(r, l)
		if err != nil {
			return err
		}
		id = m.ID
	}
	list, err := dues.Overrides(r.ctx, l.Read(), id)
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(append([]dues.Override{}, list...))
	}
	for _, o := range list {
		r.say("%d\t%s\t%s\t%s\t%s\t%s", o.ID, o.Group, o.Name, o.What(), o.Span(), o.Reason)
	}
	if len(list) == 0 {
		r.say("没有个人会费约定。")
	}
	return nil
}

// baseVerb lists bases, or plans and writes new ones.
type baseVerb struct {
	ledgerFlag
	whoFlags
	File   string `help:"两列的文本文件：姓名、证件号码或工号，再是基数，一行一人（从 WPS 复制粘贴的就行）" placeholder:"文件.txt"`
	Base   string `help:"一个会员的新基数，元" placeholder:"元"`
	From   string `help:"从哪个月起；列出时是看哪个月，默认本月" placeholder:"月份"`
	Source string `help:"来源，记在账上" default:"手工" placeholder:"文字"`
	Agree  bool   `help:"相差 100 倍以上、为 0 的也写入（已核对）"`
	Write  bool   `help:"写入；不写只看会改什么"`
}

func (v *baseVerb) Run(r *run) error {
	month := r.today().YearMonth()
	if v.From != "" {
		var err error
		if month, err = monthOrNone(v.From); err != nil {
			return err
		}
	}
	if v.File != "" && (v.Base != "" || v.asked()) {
		return usageError{errors.New("--file 和单个会员的 --base 只用一个。")}
	}
	return r.with(v.Ledger, v.Write, func(l *ledger.Ledger) error {
		lines, err := v.lines(r, l)
		if err != nil {
			return err
		}
		if lines == nil {
			return v.list(r, l, month)
		}
		plan, err := dues.PlanBases(r.ctx, l.Read(), month, v.Source, lines)
		if err != nil {
			return err
		}
		for i := range plan.Lines {
			plan.Lines[i].Agreed = v.Agree
		}
		if plan.Writes()+plan.Count(dues.BaseSame) < len(plan.Lines) {
			r.status = problems
		}
		var op int64
		if v.Write && plan.Writes() > 0 {
			if op, err = plan.Write(r.ctx, l); err != nil {
				return err
			}
		}
		return v.tell(r, plan, op)
	})
}

// lines are the new bases asked for, nil where only a list is.
func (v *baseVerb) lines(r *run, l *ledger.Ledger) ([]dues.BaseInput, error) {
	if v.File != "" {
		text, err := os.ReadFile(v.File)
		if err != nil {
			return nil, fmt.Errorf("读不了“%s”。请核对文件名。", v.File)
		}
		return append([]dues.BaseInput{}, dues.ParseBases(string(text))...), nil
	}
	if v.Base == "" {
		return nil, nil
	}
	m, err := v.one(r, l)
	if err != nil {
		return nil, err
	}
	return []dues.BaseInput{{Line: 1, Member: m.ID, Keys: []string{m.Get("name")}, Amount: v.Base}}, nil
}

func (v *baseVerb) tell(r *run, p *dues.BasePlan, op int64) error {
	if v.JSON {
		return r.json(map[string]any{"plan": p, "operation": op})
	}
	for _, b := range p.Lines {
		r.say("第 %d 行\t%s\t%s", b.Line, b.Name, b.Words())
	}
	if len(p.Billed) > 0 && p.Writes() > 0 {
		r.say("%s 起已开账的 %d 个月不会自己变，要改请用 correct。", p.Billed[0], len(p.Billed))
	}
	if op == 0 {
		r.say("可以写入 %d 行，没有写入（要写入请加 --write）。", p.Writes())
	} else {
		r.say("已写入 %d 行。可以撤销（第 %d 号操作）。", p.Writes(), op)
	}
	return nil
}

func (v *baseVerb) list(r *run, l *ledger.Ledger, month civil.YearMonth) error {
	var list []dues.BaseEntry
	var err error
	if v.asked() {
		m, err := v.one(r, l)
		if err != nil {
			return err
		}
		if list, err = dues.BaseHistory(r.ctx, l.Read(), m.ID); err != nil {
			return err
		}
	} else if list, err = dues.BasesIn(r.ctx, l.Read(), month); err != nil {
		return err
	}
	if v.JSON {
		return r.json(append([]dues.BaseEntry{}, list...))
	}
	for _, b := range list {
		base := "没有基数"
		if b.Base != nil {
			base = b.Base.Grouped()
		}
		r.say("%s\t%s\t%s\t%s\t%s", b.Group, b.Name, base, b.Since(), b.Source)
	}
	return nil
}

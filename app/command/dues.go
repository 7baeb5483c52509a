package command

import (
	"errors"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
)

type billVerb struct {
	Month string `arg:"" name:"月份" help:"月份，如 2021-11；按季、半年、年收的，写其中一个月就开整期"`
	ledgerFlag
	Preview bool `help:"只看会开出什么、和上期有什么不同，不写入"`
	Correct bool `help:"连同已开的账一起核对，和现在的资料不一致的开出更正"`
}

func (v *billVerb) Run(r *run) error {
	month, err := civil.ParseYearMonth(v.Month)
	if err != nil {
		return usageError{err}
	}
	if v.Preview && v.Correct {
		return usageError{errors.New("--preview 已经列出要更正的，不用再写 --correct。")}
	}
	post := dues.Bill
	switch {
	case v.Preview:
		post = dues.Preview
	case v.Correct:
		post = dues.Rebill
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		b, err := post(r.ctx, l, month)
		if err != nil {
			return err
		}
		var collected money.Fen
		for _, m := range b.Period.Months() {
			sum, err := dues.Collected(r.ctx, l.Read(), m)
			if err != nil {
				return err
			}
			collected += sum
		}
		if v.Correct {
			b.Problems = withoutOutdated(b.Problems)
		}
		r.found(b.Problems)
		if v.JSON {
			return r.json(billingJSON(b, collected))
		}
		r.tell(b.Problems)
		v.tell(r, b, collected)
		return nil
	})
}

func (v *billVerb) tell(r *run, b dues.Billing, collected money.Fen) {
	name := b.Period.Words()
	switch {
	case len(b.Closed) > 0:
		r.say("%s 会费已经结账，不再开账。", b.Closed[0])
	case b.New == 0:
		r.say("%s 已经开过账，没有新的人要开。", name)
	}
	r.say("%s 会费：应收 %d 人 %s 元，已收 %s 元，欠 %s 元（%s）", name, b.Billed, b.Total.Grouped(), collected.Grouped(), (b.Total - collected).Grouped(), b.Rule)
	if len(b.Groups) > 1 {
		for _, g := range b.Groups {
			r.say("  %s：%d 人 %s 元，不收 %d 人", orWord(g.Name, "没有分组"), g.Members, g.Total.Grouped(), g.Exempt)
		}
	}
	for _, e := range b.Exempt {
		text := e.Reason
		if e.Months > 0 {
			text += fmt.Sprintf("（%d 个月）", e.Months)
		}
		if e.Note != "" {
			text += "，" + e.Note
		}
		r.say("  不收 %s %s：%s", e.Group, e.Name, text)
	}
	if v.Correct {
		for _, c := range b.Corrections {
			r.say("  更正 %s", c.Words())
		}
	}
	if b.Against != nil {
		r.say("和 %s 比，%d 人不同：", b.Against.Words(), len(b.Differences))
		for _, d := range b.Differences {
			r.say("  %s %s %s：%s → %s，%s", d.Kind, d.Group, d.Name, d.Before.Grouped(), d.Now.Grouped(), d.Why)
		}
	}
	if v.Preview {
		r.say("只看结果，没有写入。")
	}
}

func orWord(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// withoutOutdated leaves out what has just been corrected.
func withoutOutdated(all []problem.Problem) (out []problem.Problem) {
	for _, p := range all {
		if p.Kind != "bill_outdated" {
			out = append(out, p)
		}
	}
	return out
}

// billingJSON adds what has been collected and is owing to a billing.
func billingJSON(b dues.Billing, collected money.Fen) any {
	if b.Exempt == nil {
		b.Exempt = []dues.Exempted{}
	}
	if b.Problems == nil {
		b.Problems = []problem.Problem{}
	}
	if b.Corrections == nil {
		b.Corrections = []dues.Correction{}
	}
	if b.Groups == nil {
		b.Groups = []dues.GroupTotal{}
	}
	return struct {
		dues.Billing
		Collected int64 `json:"collected_fen"`
		Owing     int64 `json:"owing_fen"`
	}{b, int64(collected), int64(b.Total - collected)}
}

type correctVerb struct {
	Month string `arg:"" name:"月份" help:"从哪个月起，如 2021-11"`
	ledgerFlag
	To      string `help:"到哪个月止；不写只核对这一个月" placeholder:"月份"`
	Preview bool   `help:"只看要更正什么，不写入"`
	whoFlags
}

func (v *correctVerb) Run(r *run) error {
	first, err := monthOrNone(v.Month)
	if err != nil {
		return err
	}
	last := first
	if v.To != "" {
		if last, err = monthOrNone(v.To); err != nil {
			return err
		}
	}
	return r.with(v.Ledger, !v.Preview, func(l *ledger.Ledger) error {
		var members []int64
		if v.asked() {
			all, err := v.all(r, l)
			if err != nil {
				return err
			}
			for _, m := range all {
				members = append(members, m.ID)
			}
		}
		var c dues.Correcting
		if v.Preview {
			c, err = dues.PreviewCorrections(r.ctx, l.Read(), first, last, members)
		} else {
			c, err = dues.Correct(r.ctx, l, first, last, members)
		}
		if err != nil {
			return err
		}
		if v.Preview && len(c.Corrections) > 0 {
			r.status = problems
		}
		if v.JSON {
			return r.json(c)
		}
		for _, x := range c.Corrections {
			r.say("%s", x.Words())
		}
		for _, m := range c.Closed {
			r.say("%s 已经结账，没有核对；要更正请先重开。", m)
		}
		switch {
		case len(c.Corrections) == 0:
			r.say("没有要更正的。")
		case v.Preview:
			r.say("要更正 %d 笔，差额 %s 元；只看结果，没有写入。", len(c.Corrections), c.Difference.Grouped())
		default:
			r.say("已更正 %d 笔，差额 %s 元；原账没有改动。可以撤销（第 %d 号操作）。", len(c.Corrections), c.Difference.Grouped(), c.Operation)
		}
		return nil
	})
}

type closeDuesVerb struct {
	Month string `arg:"" optional:"" name:"月份" help:"月份，如 2021-11；不写就列出结过账的月份"`
	ledgerFlag
	Preview bool   `help:"只看结账前要知道的，不写入"`
	Reopen  string `help:"重开这个月，写明原因" placeholder:"原因"`
}

func (v *closeDuesVerb) Run(r *run) error {
	month, err := monthOrNone(v.Month)
	if err != nil {
		return err
	}
	if month.IsZero() && (v.Preview || v.Reopen != "") || v.Preview && v.Reopen != "" {
		return usageError{errors.New("请写明哪个月；--preview 和 --reopen 只用一个。")}
	}
	return r.with(v.Ledger, !month.IsZero() && !v.Preview, func(l *ledger.Ledger) error {
		if month.IsZero() {
			return v.list(r, l)
		}
		if v.Reopen != "" {
			op, err := dues.Reopen(r.ctx, l, month, v.Reopen)
			return v.say(r, err, map[string]any{"month": month, "operation": op}, "已重开 %s 会费。", month)
		}
		look, err := dues.LookAtClosing(r.ctx, l.Read(), month, r.today())
		if err != nil {
			return err
		}
		if v.Preview {
			if v.JSON {
				return r.json(look)
			}
			for _, line := range look.Words {
				r.say("%s", line)
			}
			return nil
		}
		op, err := dues.CloseMonth(r.ctx, l, month)
		return v.say(r, err, map[string]any{"closing": look, "operation": op}, "%s 会费已结账：应收 %s 元，已收 %s 元，欠 %s 元。", month, look.Due.Grouped(), look.Paid.Grouped(), look.Owing().Grouped())
	})
}

func (v *closeDuesVerb) say(r *run, err error, answer any, format string, args ...any) error {
	switch {
	case err != nil:
		return err
	case v.JSON:
		return r.json(answer)
	}
	r.say(format, args...)
	return nil
}

func (v *closeDuesVerb) list(r *run, l *ledger.Ledger) error {
	all, err := dues.Closings(r.ctx, l.Read())
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(append([]dues.ClosedMonth{}, all...))
	}
	for _, c := range all {
		if c.ReopenedOn.IsZero() {
			r.say("%s\t%s 结账", c.Month, c.ClosedOn)
		} else {
			r.say("%s\t%s 结账，%s 重开：%s", c.Month, c.ClosedOn, c.ReopenedOn, c.Reason)
		}
	}
	if len(all) == 0 {
		r.say("还没有结过账的月份。")
	}
	return nil
}

package command

import (
	"errors"
	"fmt"
	"io"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

type changesVerb struct {
	ledgerFlag
	From   string `required:"" help:"从哪一天起，如 2025-10-01" placeholder:"日期"`
	To     string `required:"" help:"到哪一天止，这一天也算" placeholder:"日期"`
	People bool   `help:"列出每一项是哪些人"`
	Out    string `help:"写成工作簿：数字和人员名单" placeholder:"文件.xlsx"`
}

func (v *changesVerb) Run(r *run) error {
	from, err := r.day(v.From)
	if err != nil {
		return err
	}
	to, err := r.day(v.To)
	if err != nil {
		return err
	}
	if to.Before(from) {
		return usageError{errors.New("--to 不能早于 --from。")}
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		m, err := member.Movements(r.ctx, l.Read(), from, to)
		if err != nil {
			return err
		}
		if v.Out != "" {
			if err := v.write(r, l, m); err != nil {
				return err
			}
		}
		if v.JSON {
			return r.json(m)
		}
		v.tell(r, m, from, to)
		return nil
	})
}

func (v *changesVerb) write(r *run, l *ledger.Ledger, m member.Movement) error {
	if sameFile(v.Out, v.Ledger) {
		return usageError{fmt.Errorf("--out 会盖掉台账“%s”，没有写。请换一个文件名。", v.Out)}
	}
	u, err := union.Load(r.ctx, l.Read())
	if err != nil {
		return err
	}
	return sheet.WriteFile(v.Out, func(out io.Writer) error { return member.WriteMovement(out, m, u.Union.Get("name")) })
}

func (v *changesVerb) tell(r *run, m member.Movement, from, to civil.Date) {
	r.say("会籍变动情况 %s 至 %s", from, to)
	for _, f := range m.Figures() {
		r.say("  %1s %s  %d", f.Sign, f.Label, f.Count)
		if v.People && f.Kind != "" {
			for _, p := range m.Behind(f) {
				r.say("      %s  %s  %s  %s", p.Date, p.Name, p.Group, p.Reason)
			}
		}
	}
	if v.Out != "" {
		r.say("已写成：%s", v.Out)
	}
}

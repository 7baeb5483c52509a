package command

import (
	"unionledger/data/agenda"
	"unionledger/data/law"
	"unionledger/data/ledger"
)

type dueVerb struct {
	ledgerFlag
	On string `help:"看哪一天，默认今天" placeholder:"日期"`
}

func (v *dueVerb) Run(r *run) error {
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	return r.law(v.Ledger, false, func(l *ledger.Ledger, law law.Law) error {
		items, _, err := agenda.On(r.ctx, l.Read(), law, on)
		if err != nil {
			return err
		}
		if v.JSON {
			if items == nil {
				items = []agenda.Item{}
			}
			return r.json(items)
		}
		if len(items) == 0 {
			r.say("%s 没有到期要办的事。", on)
		}
		for _, it := range items {
			r.say("%s  %s  %s", it.Words, it.Title, it.Detail)
			switch {
			case it.Raw.IsZero():
			case it.Opens:
				r.say("    %s %s 起可以办，%s %s 到期", it.Raw, it.Raw.Weekday(), it.Advised, it.Advised.Weekday())
			case it.Kind == agenda.Negotiation:
				r.say("    法定最后一日 %s %s；建议 %s %s 前办结", it.Raw, it.Raw.Weekday(), it.Advised, it.Advised.Weekday())
			default: // a day of the unit's own
				r.say("    最后一日 %s %s；建议 %s %s 前办结", it.Raw, it.Raw.Weekday(), it.Advised, it.Advised.Weekday())
			}
			if it.Basis != "" {
				r.say("    依据 %s", it.Basis)
			}
		}
		return nil
	})
}

package command

import (
	"errors"

	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/trail"
)

type historyVerb struct {
	ledgerFlag
	whoFlags
	Field string `help:"只看这个字段，如 phone；或 membership_event 会籍记录、attachment 附件、dues_base 基数" placeholder:"字段"`
	Full  bool   `help:"证件号码和手机写全，会记入操作记录"`
	Save  string `help:"把一个会员的修改记录存成工作簿" placeholder:"文件.xlsx"`
	Limit int    `help:"最多列几条，0 是全部" default:"0"`
}

func (v *historyVerb) Run(r *run) error {
	if v.asked() {
		return v.ofMember(r)
	}
	if v.Field != "" || v.Full || v.Save != "" {
		return usageError{errors.New("--field、--full、--save 要和 --member、--id-number 或 --name 一起用。")}
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		ops, err := l.History(r.ctx, v.Limit)
		if err != nil {
			return err
		}
		if v.JSON {
			if ops == nil {
				ops = []ledger.Operation{}
			}
			return r.json(ops)
		}
		for _, o := range ops {
			state := ""
			if o.UndoneBy != 0 {
				state = "（已撤销）"
			}
			r.say("%4d  %s  %s  %s%s", o.ID, o.At.Local().Format("2006-01-02 15:04"), o.Operator, o.Title, state)
		}
		return nil
	})
}

// ofMember tells what happened to one member.
func (v *historyVerb) ofMember(r *run) error {
	return r.with(v.Ledger, v.Full, func(l *ledger.Ledger) error {
		m, err := v.one(r, l)
		if err != nil {
			return err
		}
		if _, known := m.Fields().Field(v.Field); !known && v.Field != "" && !trail.IsTable(v.Field) {
			return usageError{trail.FieldError(v.Field, m.Fields())}
		}
		if v.Full {
			if err := member.JournalLook(r.ctx, l, "查看完整的修改记录："+m.Get("name")); err != nil {
				return err
			}
		}
		steps, err := trail.Of(r.ctx, l, m.ID, trail.Options{Topic: v.Field, Full: v.Full})
		if err != nil {
			return err
		}
		if v.Limit > 0 {
			steps = steps[:min(len(steps), v.Limit)]
		}
		if v.Save != "" {
			if err := trail.WriteFile(v.Save, m.Get("name")+"的修改记录", r.today().String()+" 制表", steps); err != nil {
				return err
			}
			r.say("已把%s的 %d 次修改存成 %s", m.Get("name"), len(steps), v.Save)
			return nil
		}
		if v.JSON {
			if steps == nil {
				steps = []trail.Step{}
			}
			return r.json(steps)
		}
		v.tell(r, m, steps)
		return nil
	})
}

func (v *historyVerb) tell(r *run, m member.Member, steps []trail.Step) {
	if len(steps) == 0 {
		r.say("%s没有这样的修改记录。", m.Get("name"))
	}
	for _, s := range steps {
		o := s.Operation
		r.say("%4d  %s  %s  %s", o.ID, o.At.Local().Format("2006-01-02 15:04"), o.Operator, o.Title)
		for _, e := range s.Entries {
			switch {
			case e.Action == "修改":
				r.say("      %s：%s → %s", e.What(), e.Old, e.New)
			case e.Old+e.New != "":
				r.say("      %s：%s", e.What(), e.Old+e.New)
			default:
				r.say("      %s", e.What())
			}
		}
	}
}

type restoreVerb struct {
	ledgerFlag
	whoFlags
	Field  string `required:"" help:"哪个字段，如 phone" placeholder:"字段"`
	Change int64  `required:"" help:"哪一次修改之前：操作号，见 history --member" placeholder:"操作号"`
	DryRun bool   `help:"只看会改成什么，不写入"`
}

func (v *restoreVerb) Run(r *run) error {
	return r.with(v.Ledger, !v.DryRun, func(l *ledger.Ledger) error {
		m, err := v.one(r, l)
		if err != nil {
			return err
		}
		var done trail.Restoration
		var op int64
		if v.DryRun {
			done, err = trail.Find(r.ctx, l, m.ID, v.Field, v.Change, r.today())
		} else {
			done, op, err = trail.Restore(r.ctx, l, m.ID, v.Field, v.Change, r.today())
		}
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(struct {
				trail.Restoration
				Operation int64 `json:"operation,omitempty"`
			}{done, op})
		}
		r.say("%s", done.Words())
		if done.Remark != "" {
			r.say("请看：%s", done.Remark)
		}
		if v.DryRun {
			r.say("（只看结果，没有写入）")
		} else {
			r.say("已还原，是第 %d 号操作。", op)
		}
		return nil
	})
}

package command

import (
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

type membersVerb struct {
	Ledger string `required:"" help:"台账文件" placeholder:"文件"`
	AsOf   string `aliases:"on" help:"看哪一天的会籍，默认今天；也可以写 --on" placeholder:"日期"`
	Search string `help:"只列找得到的：姓名、拼音、首字母、证件或手机号" placeholder:"文字"`
	Counts bool   `help:"只数每种会籍各有多少人"`
	Merged bool   `help:"只列已经合并到别的记录里去的"`
	JSON   bool   `name:"json" help:"输出 JSON"`
}

func (v *membersVerb) Run(r *run) error {
	on, err := r.day(v.AsOf)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		if v.Counts {
			return v.count(r, l, on)
		}
		list, err := v.find(r, l, on)
		if err != nil {
			return err
		}
		groups, err := union.Groups(r.ctx, l.Read())
		if err != nil {
			return err
		}
		names := union.Names(groups)
		if !v.JSON {
			for _, m := range list {
				r.say("%s\t%s\t%s\t%s", m.Get("name"), names[m.Int("department")], m.Shown("id_number"), m.State)
			}
			return nil
		}
		out := make([]map[string]any, len(list))
		for i, m := range list {
			out[i] = memberJSON(m, names)
		}
		return r.json(out)
	})
}

// count tells how many members are in each state.
func (v *membersVerb) count(r *run, l *ledger.Ledger, on civil.Date) error {
	counts, err := member.Counts(r.ctx, l.Read(), on)
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(struct {
			On     civil.Date           `json:"as_of"`
			Counts map[member.State]int `json:"counts"`
		}{on, counts})
	}
	r.say("截至 %s：会员 %d 人（保留会籍不计入）", on, counts[member.Active])
	for _, s := range member.States {
		if n := counts[s]; n > 0 {
			r.say("  %s  %d", s, n)
		}
	}
	return nil
}

// find lists everybody on the roster; as of a day that was asked for, those who
// had joined by then.
func (v *membersVerb) find(r *run, l *ledger.Ledger, on civil.Date) (out []member.Member, err error) {
	keep := func(m member.Member) error {
		if m.State != "" || v.AsOf == "" {
			out = append(out, m)
		}
		return nil
	}
	if v.Merged {
		ids, err := member.List(r.ctx, l.Read(), member.Query{States: []member.State{member.Merged}})
		if err != nil {
			return nil, err
		}
		return member.Page(r.ctx, l.Read(), ids, on)
	}
	if v.Search == "" {
		return out, member.Each(r.ctx, l.Read(), on, keep)
	}
	index, err := member.BuildIndex(r.ctx, l.Read())
	if err != nil {
		return nil, err
	}
	found, err := member.Page(r.ctx, l.Read(), index.Search(v.Search), on)
	if err != nil {
		return nil, err
	}
	for _, m := range found {
		if err := keep(m); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// memberJSON gives a member as programs read it: the group by its name, the
// state in words.
func memberJSON(m member.Member, groups map[int64]string) map[string]any {
	out := m.JSON()
	out["id"] = m.ID
	out["state"] = string(m.State)
	out["department"] = nil
	if id, err := strconv.ParseInt(m.Get("department"), 10, 64); err == nil {
		out["department"] = groups[id]
	}
	return out
}

package command

import (
	"fmt"
	"strconv"
	"strings"

	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

type sameVerb struct {
	ledgerFlag
}

func (v *sameVerb) Run(r *run) error {
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		list, err := member.Duplicates(r.ctx, l.Read())
		if err != nil {
			return err
		}
		if len(list) > 0 {
			r.status = problems
		}
		if v.JSON {
			return r.json(append(list[:0:0], list...)) // [] where there is none
		}
		if len(list) == 0 {
			r.say("没有疑似重复的会员。")
			return nil
		}
		for _, s := range list {
			r.say("%d\t%s\t%d %s\t%d %s\t%s", s.Cluster, s.Sure, s.A, s.NameA, s.B, s.NameB, strings.Join(s.Reasons, "，"))
		}
		r.say("疑似重复 %d 对。是同一个人的用 merge 合并；不是的用 distinct 记下，以后不再问。", len(list))
		return nil
	})
}

type distinctVerb struct {
	A int64 `arg:"" name:"编号" help:"会员编号"`
	B int64 `arg:"" name:"另一个编号" help:"另一个会员的编号"`
	ledgerFlag
}

func (v *distinctVerb) Run(r *run) error {
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		op, err := member.Distinct(r.ctx, l, v.A, v.B)
		switch {
		case err != nil:
			return err
		case op == 0:
			r.say("已经记过编号 %d 和 %d 不是同一个人，没有再记。", v.A, v.B)
		default:
			r.say("已记下编号 %d 和 %d 不是同一个人，查重不再列出。", v.A, v.B)
		}
		return nil
	})
}

type mergeVerb struct {
	ledgerFlag
	Keep   int64    `required:"" help:"保留的会员编号" placeholder:"编号"`
	Drop   int64    `required:"" help:"并进去的会员编号" placeholder:"编号"`
	Take   []string `sep:"none" help:"这一项取哪一边的，如 phone=drop 或 手机=drop；几项就写几次" placeholder:"项=keep|drop"`
	Events string   `help:"会籍记录以哪一边为准：keep 或 drop；不写就由程序建议" enum:"keep,drop,auto" default:"auto" placeholder:"keep|drop"`
	DryRun bool     `help:"只看结果，不写入"`
}

// Run merges. What moves along is only known by trying it out; where the window has
// the ledger open, or it cannot be written, 只看 still shows both sides.
func (v *mergeVerb) Run(r *run) error {
	err := r.with(v.Ledger, true, func(l *ledger.Ledger) error { return v.merge(r, l) })
	if v.DryRun && unwritable(err) {
		err = r.with(v.Ledger, false, func(l *ledger.Ledger) error { return v.merge(r, l) })
	}
	return err
}

func (v *mergeVerb) merge(r *run, l *ledger.Ledger) error {
	m, err := member.ReadMerging(r.ctx, l, v.Keep, v.Drop)
	if err != nil {
		return err
	}
	if err := v.choose(m); err != nil {
		return err
	}
	notes := []string{"台账正在别处打开或只能读，会费、附件等怎样跟着走没有试。"}
	if !l.ReadOnly() {
		if notes, err = m.Try(r.ctx, l); err != nil {
			return err
		}
	}
	var op int64
	if !v.DryRun {
		if op, err = m.Write(r.ctx, l); err != nil {
			return err
		}
	}
	return v.tell(r, l, m, notes, op)
}

// choose takes the sides named on the command line.
func (v *mergeVerb) choose(m *member.Merging) error {
	if v.Events != "auto" {
		m.TakeEvents(v.Events == "drop")
	}
	for _, text := range v.Take {
		name, side, ok := strings.Cut(text, "=")
		f, known := m.Keep.Fields().Field(name)
		for _, other := range m.Keep.Fields().All() {
			if !known && (other.Label == name || other.Short == name && name != "") {
				f, known = other, true
			}
		}
		if !ok || !known || side != "keep" && side != "drop" {
			return usageError{fmt.Errorf("--take 后面写不通“%s”：要写成“项=keep”或“项=drop”，项如 phone 或 移动电话。没有合并。", text)}
		}
		if err := m.Take(f.Key, side == "drop"); err != nil {
			return err
		}
	}
	return nil
}

// mergedField is one field of a merging for programs.
type mergedField struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Keep  any    `json:"keep"`
	Drop  any    `json:"drop"`
	Taken string `json:"taken"`
	Why   string `json:"why,omitempty"`
}

func (v *mergeVerb) tell(r *run, l *ledger.Ledger, m *member.Merging, notes []string, op int64) error {
	groups, err := union.Groups(r.ctx, l.Read())
	if err != nil {
		return err
	}
	side := map[bool]string{false: "keep", true: "drop"}
	if v.JSON {
		fields := []mergedField{}
		for _, f := range m.Fields {
			fields = append(fields, mergedField{f.Field.Key, f.Field.Label, f.Field.Arg(f.Keep), f.Field.Arg(f.Drop), side[f.TakeDrop], f.Why})
		}
		return r.json(map[string]any{"keep": m.Keep.ID, "drop": m.Drop.ID, "events": side[m.DropEvents], "fields": fields, "notes": append([]string{}, notes...), "operation": op})
	}
	names := union.Names(groups)
	for _, f := range m.Fields {
		if f.Differs() {
			r.say("%s：%s | %s → %s（%s）", f.Field.Label, sideWords(f.Field, f.Keep, names), sideWords(f.Field, f.Drop, names), sideWords(f.Field, f.Taken(), names), f.Why)
		}
	}
	r.say("会籍记录以编号 %d 的为准，另一份随并掉的记录留着。", map[bool]int64{false: m.Keep.ID, true: m.Drop.ID}[m.DropEvents])
	for _, n := range notes {
		r.say("%s", n)
	}
	if v.DryRun {
		r.say("只看结果，没有写入。")
		return nil
	}
	r.say("已%s。可以撤销（第 %d 号操作）。", m.Title(), op)
	return nil
}

// groupName is the name of the group that a canonical value means.
func groupName(groups map[int64]string, value string) string {
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return value
	}
	return groups[id]
}

func sideWords(f field.Field, value string, groups map[int64]string) string {
	switch {
	case value == "":
		return "空"
	case f.Kind == field.Group:
		return groupName(groups, value)
	}
	return f.Shown(value)
}

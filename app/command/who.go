package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// whoFlags name members.
type whoFlags struct {
	Member   []int64 `help:"会员编号，即 members --json 里的 id；几个人用逗号隔开" placeholder:"编号"`
	IDNumber string  `name:"id-number" help:"会员的证件号码" placeholder:"号码"`
	Name     string  `help:"会员的姓名；有同名的请用编号或证件号码" placeholder:"姓名"`
}

func (w whoFlags) asked() bool { return len(w.Member) > 0 || w.IDNumber != "" || w.Name != "" }

// all reads the members that are meant; one who cannot be told for certain stops it.
func (w whoFlags) all(r *run, l *ledger.Ledger) ([]member.Member, error) {
	ways := 0
	for _, on := range []bool{len(w.Member) > 0, w.IDNumber != "", w.Name != ""} {
		if on {
			ways++
		}
	}
	switch {
	case ways == 0:
		return nil, usageError{errors.New("请写明是谁：--member 编号、--id-number 证件号码 或 --name 姓名。")}
	case ways > 1:
		return nil, usageError{errors.New("--member、--id-number、--name 只用一个。")}
	case w.IDNumber != "":
		return w.only(r, l, "id_number", strings.ToUpper(w.IDNumber), "没有这个证件号码的会员。")
	case w.Name != "":
		return w.only(r, l, "name", w.Name, fmt.Sprintf("名册里没有叫“%s”的会员。", w.Name))
	}
	var out []member.Member
	for i, id := range w.Member {
		if slices.Contains(w.Member[:i], id) {
			continue // written twice, meant once
		}
		m, err := member.Get(r.ctx, l.Read(), id, r.today())
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// one is all where a verb is about a single member.
func (w whoFlags) one(r *run, l *ledger.Ledger) (member.Member, error) {
	if len(w.Member) > 1 {
		return member.Member{}, usageError{errors.New("这里一次只能写一个会员。")}
	}
	found, err := w.all(r, l)
	if err != nil {
		return member.Member{}, err
	}
	return found[0], nil
}

// only finds the one member with a value.
func (w whoFlags) only(r *run, l *ledger.Ledger, key, value, none string) ([]member.Member, error) {
	ids, err := member.List(r.ctx, l.Read(), member.Query{Equal: map[string]string{key: value}})
	if err != nil {
		return nil, err
	}
	found, err := member.Page(r.ctx, l.Read(), ids, r.today())
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, errors.New(none)
	case len(found) == 1:
		return found, nil
	}
	groups, err := union.Groups(r.ctx, l.Read())
	names := union.Names(groups)
	var who []string
	for _, m := range found {
		who = append(who, fmt.Sprintf("%d（%s，%s，%s）", m.ID, m.Get("name"), names[m.Int("department")], m.Shown("id_number")))
	}
	if err == nil {
		err = fmt.Errorf("符合的有 %d 人，请用 --member 写编号：%s。", len(found), strings.Join(who, "、"))
	}
	return nil, err
}

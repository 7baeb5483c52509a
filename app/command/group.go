package command

import (
	"errors"
	"fmt"
	"strings"

	"unionledger/data/ledger"
	"unionledger/data/organisation"
	"unionledger/data/union"
)

// groupVerb lists the tree of groups, or does one thing to one of them.
type groupVerb struct {
	ledgerFlag
	Group  string `arg:"" optional:"" name:"小组" help:"小组的名称；重名的写“分会/小组”。不写就列出全部"`
	Under  string `help:"移到这个分会下面；写 / 是移到最上层" placeholder:"分会"`
	Into   string `help:"并入这个小组，会员和会费账一起过去" placeholder:"小组"`
	Delete bool   `help:"删除，要是空的"`
}

func (v *groupVerb) Run(r *run) error {
	deeds := 0
	for _, asked := range []bool{v.Under != "", v.Into != "", v.Delete} {
		if asked {
			deeds++
		}
	}
	if deeds > 1 || deeds == 1 && v.Group == "" {
		return usageError{errOneDeed}
	}
	return r.with(v.Ledger, deeds == 1, func(l *ledger.Ledger) error {
		groups, err := union.Groups(r.ctx, l.Read())
		if err != nil {
			return err
		}
		if v.Group == "" {
			return v.list(r, groups)
		}
		id, err := groupNamed(groups, v.Group)
		if err != nil {
			return err
		}
		switch {
		case v.Into != "":
			into, err := groupNamed(groups, v.Into)
			if err != nil {
				return err
			}
			_, moved, err := organisation.MergeGroup(r.ctx, l, id, into)
			if err == nil {
				r.say("已把%s并入%s，%d 人", v.Group, v.Into, moved)
			}
			return err
		case v.Delete:
			_, err := organisation.DropGroup(r.ctx, l, id)
			if err == nil {
				r.say("已删除%s", v.Group)
			}
			return err
		case v.Under != "":
			return v.place(r, l, groups, id)
		}
		return v.list(r, only(groups, union.Below(groups, id)))
	})
}

// place moves the group below another one.
func (v *groupVerb) place(r *run, l *ledger.Ledger, groups []union.Group, id int64) error {
	parent := int64(0)
	if v.Under != "/" {
		var err error
		if parent, err = groupNamed(groups, v.Under); err != nil {
			return err
		}
	}
	_, err := l.Write(r.ctx, ledger.Op{Kind: union.GroupOp, Title: "移动小组：" + v.Group}, func(tx *ledger.Tx) error { return union.PlaceGroup(tx, id, parent) })
	if err == nil {
		r.say("已移动%s", v.Group)
	}
	return err
}

func (v *groupVerb) list(r *run, groups []union.Group) error {
	names := union.Names(groups)
	ordered, depth := union.Tree(groups)
	if v.JSON {
		out := make([]map[string]any, len(ordered))
		for i, g := range ordered {
			out[i] = map[string]any{"id": g.ID, "parent": g.Parent, "name": g.Name, "label": names[g.ID], "kind": g.Kind, "leader": g.Leader, "depth": depth[i]}
		}
		return r.json(out)
	}
	for i, g := range ordered {
		leader := ""
		if g.Leader != "" {
			leader = "组长 " + g.Leader
		}
		r.say("%s", strings.Join(nonEmpty([]string{strings.Repeat("  ", depth[i]) + g.Name, g.Kind, leader}), "  "))
	}
	return nil
}

// only keeps the groups of these ids; the first stands at the top.
func only(groups []union.Group, ids []int64) (out []union.Group) {
	for _, g := range groups {
		for _, id := range ids {
			if g.ID == id {
				if id == ids[0] {
					g.Parent = 0
				}
				out = append(out, g)
			}
		}
	}
	return out
}

// groupNamed finds the group somebody wrote, or says why it is not clear.
func groupNamed(groups []union.Group, name string) (int64, error) {
	id, same := union.Find(groups, name)
	switch {
	case same != nil:
		return 0, union.Ambiguous(groups, same)
	case id == 0:
		return 0, noGroup(name)
	}
	return id, nil
}

var errOneDeed = errors.New("一次只能做一件事：先写小组，再写 --under、--into 或 --delete 中的一个。")

func noGroup(name string) error {
	return fmt.Errorf("没有叫“%s”的小组。用 unionledger group 列出全部，看看有没有写错。", name)
}

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

type viewsVerb struct {
	ledgerFlag
	Save    string   `help:"把 --where 的条件、列、排序和分组存成这个名字" placeholder:"名字"`
	Where   []string `help:"条件，写法同 members" placeholder:"条件" sep:"none"`
	Any     bool     `help:"符合任何一个条件就列"`
	Columns []string `help:"列哪些项" placeholder:"项目"`
	GroupBy string   `help:"按哪一项分组" placeholder:"项目"`
	Drop    string   `help:"删除一个保存的筛选，可撤销" placeholder:"名字"`
	Rename  string   `help:"改名，写成 旧名=新名" placeholder:"旧名=新名"`
}

func (v *viewsVerb) Run(r *run) error {
	change := v.Save+v.Drop+v.Rename != ""
	if len(nonEmpty([]string{v.Save, v.Drop, v.Rename})) > 1 {
		return usageError{errors.New("--save、--rename、--drop 一次只能用一个，没有改动。")}
	}
	return r.with(v.Ledger, change, func(l *ledger.Ledger) error {
		if !change {
			return v.list(r, l)
		}
		title, do, err := v.change(r, l)
		if err != nil {
			return err
		}
		op, err := l.Write(r.ctx, ledger.Op{Kind: "view", Title: title}, do)
		if err != nil {
			return err
		}
		r.say("%s。操作 %d，可撤销。", title, op)
		return nil
	})
}

// change is what is to be written, and its title.
func (v *viewsVerb) change(r *run, l *ledger.Ledger) (string, func(*ledger.Tx) error, error) {
	switch {
	case v.Save != "":
		a, err := (&which{Where: v.Where}).find(r, l, nil)
		if err != nil {
			return "", nil, err
		}
		w := member.View{Name: v.Save, Any: v.Any}
		for _, text := range v.Where {
			c, _, _ := member.ReadCondition(text, a.set, a.groups, a.on) // read once already
			w.Where = append(w.Where, c)
		}
		fields, err := a.fields(append(slices.Clone(v.Columns), slices.DeleteFunc([]string{v.GroupBy}, func(s string) bool { return s == "" })...))
		if err != nil {
			return "", nil, err
		}
		for _, f := range fields[:len(v.Columns)] {
			w.Columns = append(w.Columns, member.ViewColumn{Key: f.Key})
		}
		if v.GroupBy != "" {
			w.By = fields[len(v.Columns)].Key
		}
		return "保存筛选：" + v.Save, func(tx *ledger.Tx) error { _, err := member.SaveView(tx, w); return err }, nil
	case v.Rename != "":
		from, to, ok := strings.Cut(v.Rename, "=")
		if !ok {
			return "", nil, usageError{errors.New("改名请写成 旧名=新名。")}
		}
		w, err := viewNamed(r, l, from)
		w.Name = to
		return "筛选改名：" + to, func(tx *ledger.Tx) error { _, err := member.SaveView(tx, w); return err }, err
	}
	w, err := viewNamed(r, l, v.Drop)
	return "删除筛选：" + v.Drop, func(tx *ledger.Tx) error { return member.DropView(tx, w.ID) }, err
}

func (v *viewsVerb) list(r *run, l *ledger.Ledger) error {
	views, err := member.Views(r.ctx, l.Read())
	if err != nil {
		return err
	}
	set, err := member.FieldsOf(r.ctx, l.Read())
	if err != nil {
		return err
	}
	groups, err := union.Groups(r.ctx, l.Read())
	if err != nil {
		return err
	}
	out := []map[string]any{}
	for _, w := range views {
		words := w.Words(set, union.Names(groups))
		if !v.JSON {
			r.say("%s\t%s", w.Name, strings.Join(words, "；"))
			continue
		}
		out = append(out, map[string]any{"name": w.Name, "conditions": words, "any": w.Any, "sort": w.Sort, "by": w.By})
	}
	if v.JSON {
		return r.json(out)
	}
	if len(views) == 0 {
		fmt.Fprintln(r.err, "还没有保存的筛选。")
	}
	return nil
}

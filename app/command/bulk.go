package command

import (
	"errors"
	"fmt"
	"strings"

	"unionledger/data/ledger"
	"unionledger/data/member"
)

type bulkVerb struct {
	ledgerFlag
	which     `embed:""`
	Set       []string `help:"改成什么，可写几个：学历=大专；空着是清空" placeholder:"项目=值" sep:"none"`
	OnlyEmpty bool     `help:"只改空着的"`
	DryRun    bool     `help:"只看会改什么，不写入"`
}

func (v *bulkVerb) Run(r *run) error {
	if len(v.Set) == 0 {
		return usageError{errors.New("还没有写改什么，如 --set 学历=大专。")}
	}
	if len(v.Where) == 0 && v.Search == "" && v.Saved == "" {
		return usageError{errors.New("还没有写改谁。请用 --where、--search 或 --saved 说明；要改所有人写 --where 姓名!=。")}
	}
	return r.with(v.Ledger, !v.DryRun, func(l *ledger.Ledger) error {
		a, err := v.find(r, l, nil)
		if err != nil {
			return err
		}
		steps, err := v.steps(a)
		if err != nil {
			return err
		}
		list, err := member.Many(r.ctx, l.Read(), a.ids, a.on, nil)
		if err != nil {
			return err
		}
		b := member.NewBulk(a.groups, a.on)
		for _, m := range list {
			for _, s := range steps {
				b.Do(m, s)
			}
		}
		var op int64
		if !v.DryRun && b.Cells > 0 {
			if op, err = b.Write(r.ctx, l, fmt.Sprintf("批量修改：改 %d 人 %d 格", b.People(), b.Cells)); err != nil {
				return err
			}
		}
		if b.Refused > 0 {
			r.status = problems
		}
		return v.tell(r, b, op)
	})
}

// steps reads what is to be set.
func (v *bulkVerb) steps(a asked) ([]member.BulkStep, error) {
	var out []member.BulkStep
	for _, text := range v.Set {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, usageError{fmt.Errorf("“%s”请写成 项目=值。", text)}
		}
		f, err := a.fields([]string{name})
		if err != nil {
			return nil, err
		}
		s := member.BulkStep{Field: f[0], Text: value, OnlyEmpty: v.OnlyEmpty}
		if value == "" {
			s.How = member.ClearValue
		}
		if err := s.Check(a.set, a.groups, a.on); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// tell says what was, or would be, changed.
func (v *bulkVerb) tell(r *run, b *member.Bulk, op int64) error {
	if v.JSON {
		lines := []map[string]any{}
		for _, l := range b.Lines {
			old, after := b.Texts(l)
			lines = append(lines, map[string]any{"member": l.Member, "name": l.Name, "field": l.Field.Label, "old": old, "new": after, "refused": l.Why, "remark": l.Remark})
		}
		return r.json(map[string]any{"people": b.People(), "cells": b.Cells, "same": b.Same, "refused": b.Refused, "operation": op, "lines": lines})
	}
	for _, l := range b.Lines {
		old, after := b.Texts(l)
		if l.Why != "" {
			after += "（不改：" + l.Why + "）"
		}
		r.say("%s\t%s\t%s → %s", l.Name, l.Field.Label, old, after)
	}
	r.say("%s", b.Summary())
	if op != 0 {
		r.say("已写入，操作 %d，可撤销。", op)
	}
	return nil
}

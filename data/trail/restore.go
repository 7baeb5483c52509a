package trail

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// Restoration is what giving a field back an earlier value would do, or did.
type Restoration struct {
	Member int64  `json:"member"`
	Name   string `json:"name"`
	Field  string `json:"field"`
	Label  string `json:"label"`
	// Was is the value before the change, Became the one it was given, Now what
	// stands there; all in words, masked as lists are. Was is what comes back.
	Was    string `json:"was"`
	Became string `json:"became"`
	Now    string `json:"now"`
	// Remark says what should be looked at afterwards.
	Remark string `json:"remark,omitempty"`

	value string
}

// Words say what changes, for the question before it is done.
func (r Restoration) Words() string {
	between := ""
	if r.Became != r.Now {
		between = "，那次改成“" + r.Became + "”"
	}
	return fmt.Sprintf("%s的%s：原来是“%s”%s，现在是“%s”。还原后是“%s”。", r.Name, r.Label, r.Was, between, r.Now, r.Was)
}

// Find looks up what bringing a field back to before operation op would do, and
// refuses what could not be done, with the checks of a value that is typed.
func Find(ctx context.Context, l *ledger.Ledger, id int64, key string, op int64, today civil.Date) (Restoration, error) {
	r, err := find(ctx, l, id, key, op, today)
	if err != nil {
		return r, err
	}
	_, r.Remark, err = r.changes(ctx, l.Read(), today)
	return r, err
}

// Restore gives a field of a member the value back that it had before operation op,
// as one operation.
func Restore(ctx context.Context, l *ledger.Ledger, id int64, key string, op int64, today civil.Date) (r Restoration, done int64, err error) {
	if r, err = find(ctx, l, id, key, op, today); err != nil {
		return r, 0, err
	}
	title := fmt.Sprintf("还原%s的%s（第 %d 号操作之前）", r.Name, r.Label, op)
	done, err = l.Write(ctx, ledger.Op{Kind: "edit", Title: title}, func(tx *ledger.Tx) error {
		var changes map[string]string
		if changes, r.Remark, err = r.changes(ctx, tx, today); err != nil {
			return err
		}
		return member.Update(tx, id, changes)
	})
	return r, done, err
}

// find reads the change out of the journal.
func find(ctx context.Context, l *ledger.Ledger, id int64, key string, op int64, today civil.Date) (Restoration, error) {
	w, err := newWording(ctx, l)
	if err != nil {
		return Restoration{}, err
	}
	f, ok := w.fields.Field(key)
	switch {
	case !ok:
		return Restoration{}, FieldError(key, w.fields)
	case f.ReadOnly:
		return Restoration{}, fmt.Errorf("“%s”由程序填写，不能单独还原。", f.Label)
	}
	m, err := member.Get(ctx, l.Read(), id, today)
	if err != nil {
		return Restoration{}, err
	}
	v, err := w.valueAt(id, f, op)
	if err != nil {
		return Restoration{}, err
	}
	if v == nil {
		return Restoration{}, &ledger.Error{Kind: "not_found", Message: fmt.Sprintf("第 %d 号操作没有改过%s的%s。请在修改记录里看是哪一次。", op, m.Get("name"), f.Label)}
	}
	r := Restoration{Member: id, Name: m.Get("name"), Field: key, Label: f.Label, value: v.old}
	for _, said := range []struct {
		words *string
		value string
	}{{&r.Was, v.old}, {&r.Became, v.new}, {&r.Now, m.Get(key)}} {
		if *said.words, err = w.value(f, said.value); err != nil {
			return Restoration{}, err
		}
	}
	return r, nil
}

// valueAt is what an operation did to a field; nil where it left it alone.
func (w *wording) valueAt(id int64, f field.Field, op int64) (*changedValue, error) {
	own, err := w.l.RowHistory(w.ctx, member.Fields.Name, id)
	if err != nil {
		return nil, err
	}
	changes := LastLife(own)
	if f.Own && len(changes) > 0 {
		born := changes[0].Operation.ID
		if changes, err = w.l.RowHistory(w.ctx, ownTable, id); err != nil {
			return nil, err
		}
		changes = since(changes, born)
	}
	for _, c := range changes {
		if c.Operation.ID != op || !f.Own && c.Action != "修改" {
			continue
		}
		for _, v := range w.valuesOf(c) {
			if v.field.Key == f.Key {
				return &v, nil
			}
		}
	}
	return nil, nil
}

// FieldError says that a field is not known, and which ones are.
func FieldError(key string, fields *field.Set) error {
	var known []string
	for _, f := range fields.All() {
		known = append(known, f.Key+" "+f.Label)
	}
	return fmt.Errorf("没有“%s”这个字段。可以写：%s。", key, strings.Join(known, "、"))
}

// changes checks the value as if it were typed now, and says what changes with it.
func (r Restoration) changes(ctx context.Context, reader ledger.Reader, today civil.Date) (map[string]string, string, error) {
	m, err := member.Get(ctx, reader, r.Member, today)
	if err != nil {
		return nil, "", err
	}
	if err := m.Changeable(); err != nil {
		return nil, "", err
	}
	if m.Get(r.Field) == r.value {
		return nil, "", ledger.Refuse("%s的%s现在就是“%s”，不用还原。", r.Name, r.Label, r.Was)
	}
	switch {
	case r.Field == "name" && r.value == "":
		return nil, "", errors.New("姓名不能为空。")
	case r.Field == "id_number":
		err = member.CheckNumberFree(ctx, reader, r.Member, r.value)
	case m.Fields().Must(r.Field).Kind == field.Group && r.value != "":
		err = groupThere(ctx, reader, r)
	}
	if err != nil {
		return nil, "", err
	}
	return member.Changes(m.Record, r.Field, r.value, today)
}

// groupThere refuses a group that has been deleted since.
func groupThere(ctx context.Context, reader ledger.Reader, r Restoration) error {
	groups, err := union.Groups(ctx, reader)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(groups, func(g union.Group) bool { return fmt.Sprint(g.ID) == r.value }) {
		return nil
	}
	return fmt.Errorf("原来的小组“%s”后来删除了，不能还原。请先新建这个小组，再用“改小组”。", strings.TrimSuffix(r.Was, "（已删除）"))
}

package roster

import (
	"context"
	"slices"
	"strconv"

	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/member"
)

// newFields are the fields asked of a new member, in order.
var newFields = []string{"name", "id_number", "gender", "birth_date", "ethnicity", "phone", "department", "join_date",
	"education", "political", "employment_status", "hukou_type", "migrant", "employment", "post", "skill_level",
	"dues_base_fen", "join_way", "emp_no", "card_no", "home_address", "note"}

// entryFields are the fields of a member as a form asks for them: only the name
// must be known to enter somebody; what else is missing is said, not demanded.
func entryFields(set *field.Set) *field.Set {
	all := slices.Clone(set.All())
	for i := range all {
		all[i].Required = all[i].Key == "name"
	}
	return field.NewSet(set.Name, set.Label, all...)
}

// newKeys are the fields asked of a new member, those of the unit before the note.
func newKeys(set *field.Set) []string {
	last := len(newFields) - 1
	keys := slices.Clone(newFields[:last])
	for _, f := range set.All() {
		if f.Own {
			keys = append(keys, f.Key)
		}
	}
	return append(keys, newFields[last])
}

// newMember asks for a new member.
func (v *view) newMember() {
	if !v.atToday() {
		return
	}
	today := v.shell.Today()
	fields := v.list.fields
	f := form.New(entryFields(fields), newKeys(fields)...)
	f.Field("department").Control.(*widget.Picker).SetOptions(groupOptions(v.list, 0)...)
	r := fields.NewRecord()
	r.SetDate("join_date", today)
	if v.filter.group != 0 {
		r.Set("department", strconv.FormatInt(v.filter.group, 10))
	}
	f.Show(r)
	from := newNewcomer(f.Field("join_date"), today)
	form.OnChanged(f.Field("id_number").Control, func(value string) { v.fromNumber(f, value) })
	rows := slices.Insert(f.Fields(), 1, from.kindField)
	rows = slices.Insert(rows, slices.Index(rows, f.Field("join_date"))+1, from.form.Fields()...)
	all := widget.NewForm(2, rows...)
	from.kind.OnChanged = func(string) { from.show(); all.Refresh() }
	var agreed string // that somebody is young, after it was asked
	var d *widget.Dialog
	d = widget.ShowForm(v.shell.Window().Canvas(), "登记新会员（不知道的先空着）", all, "登记", func() error {
		f.Take(r)
		_, remark, err := member.Changes(member.Fields.NewRecord(), "id_number", r.Get("id_number"), today)
		if err != nil {
			f.Field("id_number").Control.SetProblem(err.Error())
			f.Field("id_number").Control.Focus()
			return widget.ErrMend
		}
		rec := r.Clone()
		begin := from.take(rec)
		young := member.TooYoung(rec, today)
		if young == "" {
			return v.addMember(rec, begin, remark)
		}
		if young == agreed {
			return v.addMember(rec, begin, "")
		}
		widget.Confirm(v.shell.Window().Canvas(), "年龄不够，仍要登记？", young+"证件号码、日期填错的，请回去改好；确认没有错，才登记。", "仍然登记", true, func() {
			agreed = young
			d.Accept()
		})
		return stays{young + "还没有登记。"}
	})
	d.Loses = f.Watch()
}

// addMember enters somebody new and brings the row into sight.
func (v *view) addMember(rec field.Record, begin member.Event, remark string) error {
	op, id, err := enter(context.Background(), v.shell.Ledger(), rec, begin)
	if err != nil {
		return err
	}
	done := "已登记：" + rec.Get("name")
	if remark != "" {
		done += "。请看：" + remark
	}
	v.shell.Done(done, op)
	v.goTo = id
	v.focusGrid() // else Enter would ask for the next one instead of opening this one
	return nil
}

// fromNumber fills birth and sex from an identity number, or says what is wrong.
func (v *view) fromNumber(f *form.Form, value string) {
	rec := member.Fields.NewRecord()
	changes, _, err := member.Changes(rec, "id_number", value, v.shell.Today())
	if err != nil {
		f.Field("id_number").Control.SetProblem(err.Error())
		return
	}
	for _, key := range []string{"birth_date", "gender"} {
		if s := changes[key]; s != "" {
			f.Field(key).Control.SetValue(s)
		}
	}
}

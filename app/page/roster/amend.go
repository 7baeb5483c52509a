package roster

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// entryItems is the menu of an entry that holds.
func (v *view) entryItems(m member.Member, e member.Event) []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "更正…", Icon: "edit", Do: func() { v.askCorrect(m, e) }},
		{Text: "作废…", Icon: "trash", Danger: true, Do: func() { v.askVoid(m, e) }},
	}
}

// whyField asks why an entry is wrong.
var whyField = field.Field{Key: "why", Label: "为什么", Kind: field.Text, MaxLen: 200, Required: true, Hint: "如：看错了批文；录到别人名下"}

// amendKinds are all kinds as a picker offers them.
func amendKinds() []widget.Option {
	var out []widget.Option
	for _, k := range member.Kinds {
		out = append(out, form.Option(string(k), deed(k)))
	}
	return out
}

// plainFields are the fields of any kind of event: nothing but the date must be known,
// for what is entered late or corrected has happened already.
func plainFields(more ...field.Field) *field.Set {
	all := slices.Clone(eventFields.All())
	for i := range all {
		switch all[i].Key {
		case "other_union":
			all[i].Label = "转入／原工会"
		case "dues_from":
			all[i].Label = "会费从哪月起收／停"
		}
	}
	return field.NewSet(eventFields.Name, eventFields.Label, append(more, all...)...)
}

// askCorrect asks what an entry should have said. The wrong one stays to be seen.
func (v *view) askCorrect(m member.Member, old member.Event) {
	set := plainFields(whyField)
	r := set.NewRecord()
	r.SetDate("date", old.Date)
	for key, value := range map[string]string{"reason": old.Reason, "other_union": old.OtherUnion, "document": old.Document,
		"minute_no": old.MinuteNo, "dues_from": old.DuesFrom.String(), "note": old.Note} {
		r.Set(key, value)
	}
	title := fmt.Sprintf("更正：%s %s", m.Get("name"), entryName(old))
	say := "原来的记录留着，标上“已更正”；名册、人数和会费都按更正以后的算。已开的会费账不会自动改。可撤销。"
	v.amendForm(title, "更正", say, set, r, old.Kind, func(tx *ledger.Tx, e member.Event) error {
		e.Why = r.Get("why")
		_, err := member.Correct(tx, old.ID, e)
		return err
	}, fmt.Sprintf("更正会籍记录：%s %s", m.Get("name"), entryName(old)))
}

// askLate asks for an event that was forgotten.
func (v *view) askLate(m member.Member) {
	set := plainFields()
	say := "按日期插到别的记录中间；插进去以后前后接不上的，会告诉您是哪一条。可撤销。"
	v.amendForm("补登会籍变化："+m.Get("name"), "补登", say, set, set.NewRecord(), "", func(tx *ledger.Tx, e member.Event) error {
		e.Member = m.ID
		_, err := member.Happen(tx, e)
		return err
	}, "补登会籍变化："+m.Get("name"))
}

// amendForm asks for a whole event and writes it as one operation.
func (v *view) amendForm(title, accept, say string, set *field.Set, r field.Record, kind member.EventKind, write func(*ledger.Tx, member.Event) error, op string) {
	if !v.atToday() {
		return
	}
	f := form.New(set)
	f.Show(r)
	kinds := widget.NewPicker("请选择", amendKinds()...)
	kinds.SetValue(string(kind))
	what := widget.NewField("什么变化", kinds).Required()
	all := widget.NewForm(2, append([]*widget.Field{what}, f.Fields()...)...)
	d := widget.NewDialog(title, widget.Column(theme.Gap12, all, widget.NoteParagraph(say).For(480)), accept).Wide(520)
	d.Note = "Esc 关闭"
	d.AcceptForm(all, func() error {
		f.Take(r)
		return v.amend(op, func(tx *ledger.Tx) error { return write(tx, eventOf(member.EventKind(kinds.Value()), r)) })
	})
	d.Open(v.shell.Window().Canvas())
}

// amend writes what was asked for in a form, which stays open with what speaks
// against it.
func (v *view) amend(title string, write func(*ledger.Tx) error) error {
	op, err := v.shell.Ledger().Write(context.Background(), ledger.Op{Kind: "member", Title: title}, write)
	if err == nil {
		v.shell.Done("已"+title, op)
		v.focusGrid()
	}
	return err
}

// askVoid asks why an entry never happened.
func (v *view) askVoid(m member.Member, old member.Event) {
	if !v.atToday() {
		return
	}
	paper, minute := eventFields.Must("document"), eventFields.Must("minute_no")
	set := field.NewSet("void", "作废", whyField, paper, minute)
	f := form.New(set)
	r := set.NewRecord()
	rows := widget.NewForm(1, f.Fields()...)
	say := "作废是说“没有这回事”：记录留着看得见，不再算数。写错了日期、原因的用“更正”。可撤销。"
	d := widget.NewDialog(fmt.Sprintf("作废：%s %s", m.Get("name"), entryName(old)),
		widget.Column(theme.Gap12, []fyne.CanvasObject{rows, widget.NoteParagraph(say).For(420)}...), "作废这条记录").Wide(460).Dangerous()
	d.Note = "Esc 关闭"
	d.AcceptForm(rows, func() error {
		f.Take(r)
		return v.amend(fmt.Sprintf("作废会籍记录：%s %s", m.Get("name"), entryName(old)), func(tx *ledger.Tx) error {
			_, err := member.Void(tx, old.ID, member.Event{Date: v.shell.Today(), Why: r.Get("why"), Document: r.Get("document"), MinuteNo: r.Get("minute_no")})
			return err
		})
	})
	d.Open(v.shell.Window().Canvas())
}

// entryName names an entry: 2021-03-01 保留.
func entryName(e member.Event) string {
	if e.Date.IsZero() {
		return string(e.Kind)
	}
	return e.Date.String() + " " + string(e.Kind)
}

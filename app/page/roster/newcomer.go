package roster

import (
	"slices"

	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/member"
)

// newcomer is how somebody new comes: by joining, by moving in, or with an
// application that is to be approved, and on what paper.
type newcomer struct {
	kind      *widget.Picker
	kindField *widget.Field
	form      *form.Form
	joined    *widget.Field // 入会日期 of the form around
	today     civil.Date
}

// dayKey is when somebody moved in or applied; who joins does so on the 入会日期.
const dayKey = "date"

func newNewcomer(joined *widget.Field, today civil.Date) *newcomer {
	all := slices.Clone(eventFields.All())
	for i := range all {
		switch all[i].Key {
		case dayKey:
			all[i].Label = "日期" // show names it
		case "other_union":
			all[i].Label = "原工会"
		}
	}
	n := &newcomer{joined: joined, today: today, form: form.New(field.NewSet("newcomer", "怎么来的", all...), dayKey, "other_union", "document", "minute_no", "dues_from")}
	n.kind = widget.NewPicker("", form.Option(string(member.Joined), "入会（已批准）"), form.Option(string(member.MovedIn), "转入（外单位会员）"),
		form.Option(string(member.Applied), "申请入会（待批准）"))
	n.kindField = widget.NewField("怎么来的", n.kind)
	r := eventFields.NewRecord()
	r.SetDate(dayKey, today)
	n.form.Show(r)
	n.kind.SetValue(string(member.Joined))
	n.show()
	return n
}

// show leaves the fields that the way in has a meaning for.
func (n *newcomer) show() {
	k := member.EventKind(n.kind.Value())
	for key, wanted := range map[string]bool{dayKey: k != member.Joined, "other_union": k == member.MovedIn,
		"minute_no": k != member.Applied, "dues_from": k != member.Applied} {
		if f := n.form.Field(key); wanted {
			f.Show()
		} else {
			f.Hide()
		}
	}
	n.form.Field(dayKey).Rename(string(k) + "日期")
	n.joined.Hidden = k == member.Applied
	switch day := n.joined.Control; {
	case k == member.Joined && day.Value() == "":
		day.SetValue(n.today.String())
	case k != member.Joined && day.Value() == n.today.String():
		day.SetValue("") // who moves in joined elsewhere, long ago
	}
}

// take reads the event that begins the membership, and takes the 入会日期 out where
// there is none yet.
func (n *newcomer) take(rec field.Record) member.Event {
	r := eventFields.NewRecord()
	n.form.Take(r)
	e := eventOf(member.EventKind(n.kind.Value()), r)
	switch e.Kind {
	case member.Joined:
		e.Date, e.OtherUnion = rec.Date("join_date"), ""
	case member.Applied:
		rec.Set("join_date", "")
		e = member.Event{Kind: e.Kind, Date: e.Date, Document: e.Document}
	}
	return e
}

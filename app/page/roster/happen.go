package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// eventFields describe the small form of an event; formOf names two of them by
// what they mean for its kind.
var eventFields = field.NewSet("membership_event", "会籍变化",
	field.Field{Key: "date", Label: "日期", Kind: field.Date, Required: true},
	field.Field{Key: "reason", Label: "原因", Kind: field.Code, Codes: "change_reason"},
	field.Field{Key: "other_union", Label: "转入工会", Kind: field.Text, MaxLen: 100, Hint: "全称"},
	field.Field{Key: "document", Label: "凭据", Kind: field.Text, MaxLen: 100, Hint: "文件名称或编号"},
	field.Field{Key: "minute_no", Label: "会议记录", Kind: field.Text, MaxLen: 60, Hint: "工会委员会的会议记录编号"},
	field.Field{Key: "dues_from", Label: "会费从哪月起收", Kind: field.Month},
	field.Field{Key: "note", Label: "备注", Kind: field.Text, MaxLen: 200},
)

// formOf are the fields as the form of a kind of event calls them.
func formOf(k member.EventKind) *field.Set {
	all := slices.Clone(eventFields.All())
	for i := range all {
		switch {
		case all[i].Key == "other_union" && k == member.MovedIn:
			all[i].Label = "原工会"
		case all[i].Key == "other_union" && k == member.MovedOut:
			all[i].Required, all[i].Hint = true, "全称；还没有定的写“待定”"
		case all[i].Key == "date" && k == member.Joined:
			all[i].Label, all[i].Hint = "批准日期", "会籍从工会委员会批准那天算起"
		case all[i].Key == "minute_no" && k == member.WasExpelled:
			all[i].Required = true
		case all[i].Key == "reason":
			all[i].Hint = "上报的表要填，最好选上"
		case all[i].Key == "dues_from" && ends(k):
			all[i].Label = "会费从哪月起停收"
		}
	}
	return field.NewSet(eventFields.Name, eventFields.Label, all...)
}

// ends reports whether no dues are owed after the event.
func ends(k member.EventKind) bool {
	switch k {
	case member.MovedOut, member.Retain, member.Withdrew, member.WasExpelled, member.LapsedByRule, member.Died:
		return true
	}
	return false
}

// asked lists the fields of the form by kind of event. What it rests on, the paper
// and the minute of the committee, may be told of every kind.
func asked(k member.EventKind) []string {
	out := []string{"date"}
	switch k {
	case member.MovedOut, member.MovedIn:
		out = append(out, "reason", "other_union")
	case member.Retain, member.Withdrew, member.WasExpelled:
		out = append(out, "reason")
	}
	out = append(out, "document", "minute_no")
	if k != member.Applied && k != member.Refused && k != member.Died {
		out = append(out, "dues_from")
	}
	return append(out, "note")
}

// deed is the word in menus: 保留会籍 for 保留.
func deed(k member.EventKind) string {
	switch k {
	case member.Applied:
		return "申请入会"
	case member.Joined:
		return "批准入会"
	case member.Refused:
		return "不批准入会"
	case member.Retain:
		return "保留会籍"
	case member.Resumed:
		return "恢复会籍"
	case member.Died:
		return "登记去世"
	}
	return string(k)
}

// act is the deed as a whole phrase: 办理转出, but 批准入会.
func act(k member.EventKind) string {
	switch k {
	case member.Joined, member.Refused, member.Died:
		return deed(k)
	case member.Applied:
		return "登记" + deed(k)
	}
	return "办理" + deed(k)
}

// did says that the deed is done.
func did(k member.EventKind) string {
	if k == member.Refused {
		return "已记为" + deed(k)
	}
	return "已" + act(k)
}

// takesAway reports whether the event ends a membership against or without the
// member's will, so that its button must warn.
func takesAway(k member.EventKind) bool {
	return k == member.WasExpelled || k == member.LapsedByRule || k == member.Died
}

// consequence says what follows from an event.
func consequence(k member.EventKind) string {
	switch {
	case k == member.Applied || k == member.Refused:
		return "办理后：不计入会员数，不缴会费。可撤销。"
	case k == member.Died:
		return "登记后：不再计入会员数，没有表决权，从这个月起不再开会费账。可撤销。"
	case ends(k):
		return "办理后：不再计入会员数，没有表决权；没写停收月份的，从这个月起不再开会费账。可撤销。"
	}
	return "办理后：计入会员数，有表决权，应缴会费；没写起收月份的，按会费规则。可撤销。"
}

// eventOf reads the form.
func eventOf(k member.EventKind, r field.Record) member.Event {
	e := member.Event{Kind: k, Date: r.Date("date"), Reason: r.Get("reason"), OtherUnion: r.Get("other_union"),
		Document: r.Get("document"), MinuteNo: r.Get("minute_no"), Note: r.Get("note")}
	if month, err := civil.ParseYearMonth(r.Get("dues_from")); err == nil {
		e.DuesFrom = month
	}
	return e
}

// noneCan words why an event may happen to nobody of a list.
func noneCan(list []member.Member, k member.EventKind) string {
	var states []string
	for _, m := range list {
		if s := "“" + stateWords(m.State) + "”"; !slices.Contains(states, s) {
			states = append(states, s)
		}
	}
	return fmt.Sprintf("%s现在是%s，不能%s。", namesOf(list), strings.Join(states, "、"), act(k))
}

// able parts members into those to whom an event may happen and the others, and
// words why the others cannot.
func able(list []member.Member, k member.EventKind) (can []member.Member, why string) {
	var others []string
	var left []member.Member
	seen := map[member.State]int{}
	for _, m := range list {
		if m.State.Allows(k) {
			can = append(can, m)
			continue
		}
		if seen[m.State]++; seen[m.State] == 1 {
			others = append(others, stateWords(m.State))
		}
		left = append(left, m)
	}
	if n := len(left); n > 0 {
		why = fmt.Sprintf("另有 %d 人（%s）现在是%s，不能办理，会跳过。", n, namesOf(left), strings.Join(others, "、"))
	}
	return can, why
}

// happen enters one event for all members as one operation.
func happen(ctx context.Context, l *ledger.Ledger, list []member.Member, e member.Event) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "member", Title: act(e.Kind) + "：" + namesOf(list)}, func(tx *ledger.Tx) error {
		return member.HappenAll(tx, e, idsOf(list))
	})
}

func idsOf(list []member.Member) []int64 {
	out := make([]int64, len(list))
	for i, m := range list {
		out[i] = m.ID
	}
	return out
}

// namesOf names up to three members and counts the rest.
func namesOf(list []member.Member) string {
	var names []string
	for i, m := range list {
		if i == 3 {
			return fmt.Sprintf("%s等 %d 人", strings.Join(names, "、"), len(list))
		}
		names = append(names, m.Get("name"))
	}
	return strings.Join(names, "、")
}

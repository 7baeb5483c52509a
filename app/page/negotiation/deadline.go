package negotiation

import (
	"strings"

	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
)

// dateBox is one of the three days of a deadline.
type dateBox struct {
	title, date, day string
	tone             tone
}

// boxes are the last day as the law counts it, moved off a rest day, and the day
// to be ready by or the day it was done. None where no day can be counted.
func (f facts) boxes(s negotiation.Step) []dateBox {
	dl := s.Deadline
	if !s.HasRule || !dl.Known {
		return nil
	}
	box := func(title string, d civil.Date, t tone) dateBox {
		return dateBox{title, d.String(), f.cal.Describe(d), t}
	}
	raw, moved := "法定最后一日（原始）", "顺延后（末日是工作日，不变）"
	switch {
	case dl.Rule.Silent:
		raw = "审查期最后一日（原始）"
	case dl.Rule.Direction == rule.Backward:
		raw, moved = "最迟一日（原始）", "遇休息日往前（不变）"
		if dl.Adjusted != dl.Raw {
			moved = "遇休息日往前"
		}
	}
	if dl.ShiftBasis != "" {
		moved = "顺延后（" + shortBasis(dl.ShiftBasis) + "）"
	}
	out := []dateBox{box(raw, dl.Raw, widget.Neutral), box(moved, dl.Adjusted, widget.Neutral)}
	switch {
	case s.State == negotiation.Done && s.Date.Complete() && dl.Rule.Silent:
		return append(out, box("生效日期", s.Date, widget.OK))
	case s.State == negotiation.Done && s.Date.Complete():
		return append(out, box("实际办理，"+negotiation.Timeliness(dl, s.Date), s.Date, toneOf(s, f.today)))
	case dl.Rule.Silent && f.d.Yes("objection"):
		return append(out, box("没有异议时的生效日期", dl.Raw.AddDays(1), widget.Neutral))
	case dl.Rule.Silent:
		return append(out, box("没有异议，可填生效日期", dl.Raw.AddDays(1), widget.Accent))
	}
	t := toneOf(s, f.today)
	if t == widget.Neutral {
		t = widget.Accent
	}
	return append(out, box("建议办结（系统按此提醒）", dl.Advised, t))
}

// shortBasis leaves the long name of a law out: 民法典第二百零三条.
func shortBasis(basis string) string {
	return strings.NewReplacer("《中华人民共和国", "", "《", "", "》", "").Replace(basis)
}

// article says on what the deadline rests, how it was counted and what else must
// be known; "" where the law has none.
func article(s negotiation.Step) string {
	if !s.HasRule {
		return ""
	}
	parts := []string{deadlineWords(s.Deadline)}
	if s.State == negotiation.Late && s.Deadline.Consequence != "" {
		parts = append(parts, s.Deadline.Consequence)
	}
	for _, o := range s.Others {
		words := "另有期限：" + deadlineWords(o)
		if o.Known {
			words += "，最后一日 " + o.Raw.String()
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, "。") + "。"
}

func deadlineWords(dl rule.Deadline) string {
	parts := []string{dl.Basis}
	if dl.Counted != "" {
		parts = append(parts, dl.Counted)
	}
	said := dl.Rule.Number == 0 && dl.Counted != "" // the rule's own note says that there is no number
	if !dl.Known && dl.Why != "" && !said && dl.Why != dl.Counted {
		parts = append(parts, dl.Why)
	}
	if dl.Note != "" && dl.Note != dl.Counted {
		parts = append(parts, dl.Note)
	}
	return strings.TrimRight(strings.Join(parts, "。"), "。")
}

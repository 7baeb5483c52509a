package negotiation

import (
	"slices"
	"strings"
	"testing"
)

// What is wrong in a list is named with the row and, where there is one, the article.
func TestCheckLists(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	with := func(d Dossier, rows ...Item) Dossier {
		d.Lists = map[string][]Item{}
		for i, it := range rows {
			it.ID = int64(i + 1)
			switch it.Fields() {
			case RepFields:
				d.Reps = append(d.Reps, it)
			case MeetingFields:
				d.Meetings = append(d.Meetings, it)
			default:
				d.Lists[it.Fields().Name] = append(d.Lists[it.Fields().Name], it)
			}
		}
		d.settle()
		return d
	}
	plain := func() Dossier { return Dossier{Round: NewRound(2022)} }
	signed := func() Dossier { return running() }
	gone := func(side, name string, pairs ...string) Item {
		return row(RepFields, append([]string{"side", side, "name", name}, pairs...)...)
	}
	five := func(extra ...Item) []Item {
		var out []Item
		for _, side := range []string{Workers, Enterprise} {
			for _, n := range []string{"一", "二", "三"} {
				it := gone(side, side+n)
				if n == "一" {
					it.Set("chief", "1")
				}
				out = append(out, it)
			}
		}
		return append(out, extra...)
	}
	for _, tt := range []struct {
		name string
		d    Dossier
		want []string
		say  string
	}{
		{"break ends before it begins", with(plain(), row(SuspensionFields, "since", "2022-04-10", "until", "2022-04-01", "consent", "1", "next_date", "2022-04-12", "next_place", "会议室", "next_content", "增幅")), []string{"order"}, "先后颠倒"},
		{"breaks overlap", with(plain(), row(SuspensionFields, "since", "2022-04-01", "until", "2022-04-10", "consent", "1", "next_date", "2022-04-12", "next_place", "会议室", "next_content", "增幅"),
			row(SuspensionFields, "since", "2022-04-05", "until", "2022-04-08", "consent", "1", "next_date", "2022-04-12", "next_place", "会议室", "next_content", "增幅")), []string{"suspension_overlap"}, "重复计算"},
		{"nothing agreed for going on", with(plain(), row(SuspensionFields, "since", "2022-04-01", "until", "2022-04-10", "consent", "1")), []string{"suspension_next"}, "日期、地点、内容"},
		{"breaks sum up beyond the limit", with(plain(), row(SuspensionFields, "since", "2022-04-01", "until", "2022-04-20", "consent", "1", "next_date", "2022-04-20", "next_place", "会议室", "next_content", "增幅"),
			row(SuspensionFields, "since", "2022-05-01", "until", "2022-05-20", "next_date", "2022-05-20", "next_place", "会议室", "next_content", "增幅")), []string{"late_D4", "suspension_consent"}, "38 日"},
		{"an earlier vote does not add up", with(plain(), row(VoteFields, "date", "2022-04-20", "entitled", "60", "present", "50", "agreed", "20", "against", "40"),
			row(VoteFields, "date", "2022-04-28", "renegotiated", "2022-04-25", "entitled", "60", "present", "55", "agreed", "48")), []string{"vote_counts"}, "60 票"},
		{"voted again after passing", with(plain(), row(VoteFields, "date", "2022-04-20", "entitled", "60", "present", "50", "agreed", "40"),
			row(VoteFields, "date", "2022-04-28", "renegotiated", "2022-04-26", "entitled", "60", "present", "55", "agreed", "48")), []string{"vote_again"}, "已经通过"},
		{"minutes unsigned", with(running("minutes_signed=0"), row(MeetingFields, "date", "2022-04-12")), []string{"minutes"}, "2022-04-12"},
		{"filed again without an objection", with(plain(), row(FilingFields, "filed", "2022-05-06", "accepted", "2022-05-07"), row(FilingFields, "filed", "2022-05-20", "accepted", "2022-05-20")), []string{"filed_again"}, "没有记录异议"},
		{"objection without its words", with(plain(), row(FilingFields, "filed", "2022-05-06", "accepted", "2022-05-07", "objection", "1")), []string{"objection_text"}, "异议内容"},
		{"changed outside the term", with(signed(), row(ChangeFields, "kind", "变更", "grounds", "约定", "proof", "纪要", "congress", "2024-01-05", "signed", "2024-01-10")), []string{"change_term"}, "有效期"},
		{"ended without congress and proof", with(signed(), row(ChangeFields, "kind", "解除", "grounds", "合并", "signed", "2022-09-01", "filed", "2022-09-05")), []string{"change_proof", "change_congress"}, "证明材料"},
		{"a change filed late", with(signed(), row(ChangeFields, "kind", "变更", "grounds", "约定", "proof", "纪要", "congress", "2022-08-20", "signed", "2022-08-22", "filed", "2022-09-20", "effective", "2022-09-21")), []string{"late_D7"}, "晚了"},
		{"a change voted down", with(signed(), row(ChangeFields, "kind", "变更", "grounds", "约定", "proof", "纪要", "congress", "2022-08-20", "entitled", "60", "present", "50", "agreed", "30")), []string{"majority"}, "至少 31 票"},
		{"a place left empty", with(plain(), five(gone(Workers, "职工方四", "vacated", "2022-05-06"))...), []string{"rep_balance", "rep_vacancy"}, ""},
		{"a place filled", with(plain(), five(gone(Workers, "职工方四", "vacated", "2022-05-06"), gone(Workers, "职工方五", "since", "2022-05-12"))...), []string{"rep_balance"}, "职工方 4 名"},
		{"two left, one came", with(plain(), five(gone(Workers, "职工方四", "vacated", "2022-05-06"), gone(Workers, "职工方五", "vacated", "2022-05-06"), gone(Workers, "职工方六", "since", "2022-05-12"))...),
			[]string{"rep_balance", "rep_vacancy"}, ""},
		{"two left one after the other, each place filled", with(plain(), five(gone(Workers, "职工方四", "vacated", "2022-05-01"), gone(Workers, "职工方五", "since", "2022-05-10"), gone(Workers, "职工方六", "vacated", "2022-06-01"), gone(Workers, "职工方七", "since", "2022-06-10"))...), []string{"rep_balance"}, "职工方 5 名"},
		{"filed again after an objection in time", with(running("effective=", "published=", "upper_reported=", "performance="), row(FilingFields, "filed", "2022-05-05", "accepted", "2022-05-06", "objection", "1", "objected", "第三条", "copies", "5"), row(FilingFields, "filed", "2022-06-02", "accepted", "2022-06-02", "copies", "5")), nil, ""},
		{"ended in time by its day of effect", with(signed(), row(ChangeFields, "kind", "解除", "grounds", "合并", "proof", "决议", "congress", "2022-08-28", "signed", "2022-09-01", "effective", "2022-09-20", "filed", "2022-09-22")), nil, ""},
		{"ended and recorded late, said once", with(signed(), row(ChangeFields, "kind", "解除", "grounds", "合并", "proof", "决议", "congress", "2022-08-28", "signed", "2022-09-01", "effective", "2022-09-20", "filed", "2022-10-20")), []string{"late_D16"}, "2022-09-27"},
		{"the first vote too late", with(running("congress=2022-05-30", "signed=", "filed=", "accepted=", "effective=", "published=", "upper_reported=", "performance=", "valid_from=", "valid_to="), row(VoteFields, "date", "2022-05-20", "entitled", "60", "present", "50", "agreed", "20"), row(VoteFields, "date", "2022-05-30", "renegotiated", "2022-05-27", "entitled", "60", "present", "55", "agreed", "48")), []string{"late_D5"}, "2022-05-20"},
		{"nobody said who is a woman", with(running("staff=340", "women_staff=150"), five()...), nil, ""},
		{"not elected", with(plain(), five()[0], five()[1], five()[2], five()[3], five()[4], gone(Enterprise, "企业方三"), gone(Workers, "职工方四", "elected", "车间指定")), []string{"rep_balance", "rep_elected"}, ""},
		{"a firm twice", with(running("level=区域性", "firms=2"), row(FirmFields, "name", "甲", "credit_code", "91330101MA2K7Q315D", "signed", "2022-04-01"), row(FirmFields, "name", "乙", "credit_code", "91330101MA2K7Q315D", "signed", "2022-04-01")), []string{"firm_twice"}, "出现两次"},
		{"a piece rate falls", with(plain(), row(PriceFields, "process", "车削", "last_fen", "120", "agreed_fen", "110")), []string{"price_falls"}, "低于上年"},
		{"a quota few can do", with(plain(), row(PriceFields, "process", "车削", "reach_percent", "89.9"), row(PriceFields, "process", "铣削", "reach_percent", "90")), []string{"piece_quota"}, "89.9%"},
		{"skill without its table", with(running("contract_kind=" + SkillContract)), []string{"grades_missing"}, "能级工资标准"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := Check(tt.d, p, cal)
			var kinds []string
			said := ""
			for _, x := range found {
				kinds = append(kinds, x.Kind)
				said += x.Message
			}
			if !slices.Equal(kinds, tt.want) || !strings.Contains(said, tt.say) {
				t.Errorf("%v %s, want %v %s", kinds, said, tt.want, tt.say)
			}
		})
	}
}

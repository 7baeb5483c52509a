package negotiation

import (
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/problem"
)

// What the lists ask for is due with its day: the end of a break, a place to be filled,
// a change to be filed.
func TestDueOfLists(t *testing.T) {
	book, cal := shippedLaw(t)
	on := civil.MustParse("2022-04-20")
	for _, tt := range []struct {
		name, profile string
		rows          []Item
		title, raw    string
		severity      problem.Severity
		words         string
	}{
		{"a break goes on", "hangzhou", []Item{row(SuspensionFields, "since", "2022-04-01", "until", "2022-04-06"), row(SuspensionFields, "since", "2022-04-11")}, "恢复协商", "2022-05-06", problem.Hint, "已中止 14 天，最多 30 天"},
		{"a break over the limit", "hangzhou", []Item{row(SuspensionFields, "since", "2022-03-01")}, "恢复协商", "2022-03-31", problem.Error, "已中止 50 天"},
		{"where the law sets no limit", "national", []Item{row(SuspensionFields, "since", "2022-04-11")}, "恢复协商", "", problem.Hint, "中止中"},
		{"a place to be filled, no number", "hangzhou", []Item{row(RepFields, "side", Workers, "name", "甲", "vacated", "2022-04-01")}, "补选代表（甲）", "", problem.Warning, "空缺"},
		{"a place to be filled in 15 days", "national", []Item{row(RepFields, "side", Workers, "name", "甲", "vacated", "2022-04-01")}, "补选代表（甲）", "2022-04-16", problem.Error, "逾期 2 天"},
		{"a change to be filed", "hangzhou", []Item{row(ChangeFields, "kind", "变更", "grounds", "约定", "signed", "2022-04-01")}, "报送变更", "2022-04-11", problem.Error, "逾期"},
		{"an end to be recorded", "hangzhou", []Item{row(ChangeFields, "kind", "解除", "grounds", "合并", "signed", "2022-04-18")}, "报送解除", "2022-04-24", problem.Warning, "还剩 4 天"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := Dossier{Round: NewRound(2022), Lists: map[string][]Item{}}
			d.Set("offered", "2022-03-01")
			for _, it := range tt.rows {
				if it.Fields() == RepFields {
					d.Reps = append(d.Reps, it)
				} else {
					d.Lists[it.Fields().Name] = append(d.Lists[it.Fields().Name], it)
				}
			}
			d.settle()
			p, _ := book.Get(tt.profile)
			for _, due := range d.Due(p, cal, on) {
				if !strings.HasSuffix(due.Title, tt.title) {
					continue
				}
				if due.Raw.String() != tt.raw || due.Severity != tt.severity || !strings.Contains(due.Words, tt.words) || due.Basis == "" {
					t.Errorf("%+v", due)
				}
				return
			}
			t.Errorf("not listed: %+v", d.Due(p, cal, on))
		})
	}
}

// A dispute is due from the day the authority takes it on until it is settled, and only
// in a round that has one.
func TestDueOfDispute(t *testing.T) {
	book, cal := shippedLaw(t)
	on := civil.MustParse("2022-04-20")
	for _, tt := range []struct {
		profile, accepted, ended string
		raw                      string
	}{
		{"hangzhou", "2022-04-01", "", "2022-05-01"}, {"zhejiang", "2022-04-01", "", "2022-05-01"}, {"national", "2022-04-01", "", "2022-05-01"},
		{"hangzhou", "", "", ""}, {"hangzhou", "2022-04-01", "2022-04-18", ""},
	} {
		d := with("offered=2022-03-01", "dispute_accepted="+tt.accepted, "dispute_ended="+tt.ended)
		p, _ := book.Get(tt.profile)
		raw := ""
		for _, due := range d.Due(p, cal, on) {
			if strings.Contains(due.Title, "争议") {
				raw = due.Raw.String()
			}
		}
		if raw != tt.raw {
			t.Errorf("%+v: due %q", tt, raw)
		}
	}
}

// Every shipped profile may become the unit's own: nothing in it hangs on what no round
// knows.
func TestShippedProfilesMayBeKept(t *testing.T) {
	book, _ := shippedLaw(t)
	for _, p := range book.Profiles() {
		if err := checkEvents(p); err != nil {
			t.Error(err)
		}
	}
}

// What if: only what hangs on the fact moves, and nothing of the round is changed.
func TestWhatIf(t *testing.T) {
	book, cal := shippedLaw(t)
	p := book.GetOrDefault("")
	d := Dossier{Round: NewRound(2021)}
	for key, v := range map[string]string{"offered": "2021-03-15", "received": "2021-03-15", "meeting": "2021-04-12", "signed": "2021-04-28"} {
		d.Set(key, v)
	}
	then, shifts := d.WhatIf(map[string]string{"received": "2021-03-25", "signed": "2021-04-30"}, p, cal)
	got := map[string]string{}
	for _, s := range shifts {
		if s.Moved() {
			got[s.After.Rule.ID] = s.Before.Raw.String() + " " + s.After.Raw.String()
		}
	}
	if len(got) != 2 || got["D1"] != "2021-03-29 2021-04-09" || got["D7"] != "2021-05-08 2021-05-10" {
		t.Errorf("%v", got)
	}
	if d.Get("received") != "2021-03-15" || then.Get("received") != "2021-03-25" {
		t.Error("the round itself was changed")
	}
	if len(shifts) < 8 {
		t.Errorf("only %d deadlines", len(shifts))
	}
}

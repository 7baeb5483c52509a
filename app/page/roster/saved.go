package roster

import (
	"context"
	"fmt"
	"sort"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// savedFilter is a question clerks ask again and again.
type savedFilter struct {
	key, label, hint string
	// all lists people in every state: the filter then drops the states.
	all  bool
	find func(ctx context.Context, r ledger.Reader, today civil.Date) ([]int64, error)
}

var arrearsListed = member.Shipped().ArrearsListed

var savedFilters = []savedFilter{
	{key: "incomplete", label: "上报要的没填全", hint: "在册会员缺上报要填的任何一项，或缺小组、入会日期；首页的“信息完整”只看证件号码和手机", find: incomplete},
	{key: "owing", label: fmt.Sprintf("欠缴满 %d 个月", arrearsListed), hint: fmt.Sprintf("连续欠缴会费 %d 个月以上", arrearsListed), find: owing},
	{key: "retiring", label: "即将退休", hint: "一年内到法定退休年龄，请核对", find: retiring},
	{key: "migrant", label: "农民工会员", hint: "是农民工的会员", find: migrant},
	{key: sameKey, label: "疑似重复", hint: "可能是同一个人的两条记录；“办理”菜单里的“查重”可以并排看、合并", all: true, find: suspected},
	{key: "left", label: "会籍不在册", hint: "已转出、退会、除名的人", all: true, find: left},
	{key: mergedKey, label: "已合并", hint: "并入了同一个人另一条记录的记录；只能看，合错了请撤销那次合并", all: true, find: merged},
}

func savedByKey(key string) savedFilter {
	for _, s := range savedFilters {
		if s.key == key {
			return s
		}
	}
	return savedFilter{label: key, find: func(context.Context, ledger.Reader, civil.Date) ([]int64, error) { return nil, nil }}
}

// wantedFields are the keys every member should have: what the report asks for,
// and what the roster itself needs.
var wantedFields = func() []string {
	keys := []string{"department", "join_date"}
	for _, f := range member.Fields.All() {
		if f.Required {
			keys = append(keys, f.Key)
		}
	}
	return keys
}()

func isWanted(key string) bool {
	for _, k := range wantedFields {
		if k == key {
			return true
		}
	}
	return false
}

// incomplete lists the members 在册 who lack a wanted field.
func incomplete(ctx context.Context, r ledger.Reader, today civil.Date) ([]int64, error) {
	seen := map[int64]bool{}
	var out []int64
	for _, key := range wantedFields {
		ids, err := member.List(ctx, r, member.Query{On: today, States: []member.State{member.Active}, Equal: map[string]string{key: ""}})
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out, nil
}

func owing(ctx context.Context, r ledger.Reader, today civil.Date) ([]int64, error) {
	month, billed, err := dues.LastBilled(ctx, r)
	if err != nil || !billed {
		return nil, err
	}
	debtors, err := dues.Debtors(ctx, r, month)
	var out []int64
	for _, d := range debtors {
		if d.Months >= arrearsListed {
			out = append(out, d.Member)
		}
	}
	return out, err
}

func migrant(ctx context.Context, r ledger.Reader, today civil.Date) ([]int64, error) {
	return member.List(ctx, r, member.Query{On: today, Equal: map[string]string{"migrant": "1"}})
}

// mergedKey is the saved filter of records that went into another one; no other list
// holds them.
const mergedKey = "merged"

func merged(ctx context.Context, r ledger.Reader, today civil.Date) ([]int64, error) {
	return member.List(ctx, r, member.Query{On: today, States: []member.State{member.Merged}})
}

func left(ctx context.Context, r ledger.Reader, today civil.Date) ([]int64, error) {
	return member.List(ctx, r, member.Query{On: today, States: []member.State{
		member.Transferred, member.Withdrawn, member.Lapsed, member.Expelled, member.Dead}})
}

// retiring lists the members 在册 who reach the age of retirement within a year.
// Of women it is not known by which of the two ages they go, so both are looked at.
func retiring(ctx context.Context, r ledger.Reader, today civil.Date) ([]int64, error) {
	rules, err := loadRetirement()
	if err != nil {
		return nil, err
	}
	var out []int64
	seen := map[int64]bool{}
	for _, age := range rules.Ages {
		ids, err := member.List(ctx, r, member.Query{On: today, States: []member.State{member.Active},
			Equal: map[string]string{"gender": age.Gender}, Sort: []string{"birth_date"}})
		if err != nil {
			return nil, err
		}
		first, last := rules.births(age, today)
		from, err := bornFrom(ctx, r, ids, first)
		if err != nil {
			return nil, err
		}
		to, err := bornFrom(ctx, r, ids, last.AddDays(1))
		if err != nil {
			return nil, err
		}
		for _, id := range ids[from:max(from, to)] {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out, nil
}

// bornFrom finds the first of ids, which stand in order of birth, who was born on
// the day or later. It reads a few members only, however long the list.
func bornFrom(ctx context.Context, r ledger.Reader, ids []int64, day civil.Date) (int, error) {
	var failed error
	at := sort.Search(len(ids), func(i int) bool {
		m, err := member.Get(ctx, r, ids[i], civil.Date{})
		if err != nil {
			failed = err
			return true
		}
		return field.ParseDate(m.Get("birth_date")).Compare(day) >= 0
	})
	return at, failed
}

// countAll counts what every saved filter finds. One that cannot be worked out is
// left without a number; choosing it says why.
func countAll(ctx context.Context, r ledger.Reader, today civil.Date) map[string]int {
	out := map[string]int{}
	for _, s := range savedFilters {
		if ids, err := s.find(ctx, r, today); err == nil {
			out[s.key] = len(ids)
		}
	}
	return out
}

package report

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// MemberFields are the fields of a member as reports see them: those of the roster
// and what follows from the membership's events as of a day.
var MemberFields = field.NewSet(member.Fields.Name, member.Fields.Label, slices.Concat(member.Fields.All(), derivedFields)...)

var derivedFields = []field.Field{
	{Key: "membership", Label: "会籍状态", ReadOnly: true},
	{Key: "change_kind", Label: "会籍变化类型", Kind: field.Code, Codes: "change_kind", ReadOnly: true},
	{Key: "change_date", Label: "会籍变化日期", Kind: field.Date, ReadOnly: true},
	{Key: "change_reason", Label: "会籍变化原因", Kind: field.Code, Codes: "change_reason", ReadOnly: true},
}

// Members is the Source of member forms: everybody in the ledger in register order
// with the state as of a day; the profile says whom the form wants.
type Members struct {
	Ledger ledger.Reader
	On     civil.Date
}

// MembersOf is the Source of member forms of a ledger, with the fields that the unit
// added to its members behind the others.
func MembersOf(ctx context.Context, r ledger.Reader, on civil.Date) (Source, error) {
	plain := Members{Ledger: r, On: on}
	all, err := member.FieldsOf(ctx, r)
	if err != nil || all.Len() == member.Fields.Len() {
		return plain, err
	}
	added := all.All()[member.Fields.Len():]
	set := field.NewSet(MemberFields.Name, MemberFields.Label, slices.Concat(MemberFields.All(), added)...)
	return membersWithOwn{plain, set}, nil
}

// membersWithOwn are members with fields the unit added.
type membersWithOwn struct {
	Members
	set *field.Set
}

func (m membersWithOwn) Fields() *field.Set { return m.set }

func (m membersWithOwn) Rows(ctx context.Context) iter.Seq2[Row, error] { return m.rows(ctx, m.set) }

// Kind and Fields describe the source.
func (m Members) Kind() string       { return "member" }
func (m Members) Fields() *field.Set { return MemberFields }

// Facts are those of the unit.
func (m Members) Facts(ctx context.Context) (map[string]string, error) {
	return unitFacts(ctx, m.Ledger, m.On)
}

// CountBy counts members by their state.
func (m Members) CountBy(ctx context.Context, field string) (map[string]int, bool, error) {
	if field != "membership" {
		return nil, false, nil
	}
	states, err := member.Counts(ctx, m.Ledger, m.On)
	out := map[string]int{}
	for s, n := range states {
		out[string(s)] += n
	}
	return out, err == nil, err
}

// Doubts are what the roster's own check finds in a member.
func (m Members) Doubts(r Row, day civil.Date) []problem.Problem {
	return member.Check(r.Values, day)
}

// errEnough stops the reading of members when no more rows are wanted.
var errEnough = errors.New("enough")

// Rows gives every member with what is derived filled in.
func (m Members) Rows(ctx context.Context) iter.Seq2[Row, error] { return m.rows(ctx, MemberFields) }

func (m Members) rows(ctx context.Context, set *field.Set) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		d, err := m.deriver(ctx, set)
		if err == nil {
			err = member.Each(ctx, m.Ledger, m.On, func(one member.Member) error {
				if !yield(Row{Record: one.ID, Who: one.Get("name"), Values: d.row(one)}, nil) {
					return errEnough
				}
				return nil
			})
		}
		if err != nil && !errors.Is(err, errEnough) {
			yield(Row{}, err)
		}
	}
}

// deriver fills in what a member's record does not hold itself.
type deriver struct {
	groups    map[string]string
	last      map[int64]member.Event
	workplace string
	values    field.Record // used again for every row

	department, birth, idType, idNumber, work, state, kind, date, reason int
}

func (m Members) deriver(ctx context.Context, set *field.Set) (*deriver, error) {
	groups, err := union.Groups(ctx, m.Ledger)
	if err != nil {
		return nil, err
	}
	unit, err := union.LoadOn(ctx, m.Ledger, m.On)
	if err != nil {
		return nil, err
	}
	last, err := lastEvents(ctx, m.Ledger, m.On)
	if err != nil {
		return nil, err
	}
	at := MemberFields.Index
	d := &deriver{groups: map[string]string{}, last: last, workplace: unit.Enterprise.Get("name"), values: set.NewRecord(),
		department: at("department"), birth: at("birth_date"), idType: at("id_type"), idNumber: at("id_number"), work: at("workplace"),
		state: at("membership"), kind: at("change_kind"), date: at("change_date"), reason: at("change_reason")}
	for id, name := range union.Names(groups) {
		d.groups[strconv.FormatInt(id, 10)] = name
	}
	return d, nil
}

// row derives: the group's name, 证件类别 and the day of 出生日期 where a right ID
// number tells them, the unit as 工作单位, and the last change of the membership.
func (d *deriver) row(one member.Member) field.Record {
	v := d.values
	for i := range member.Fields.Len() {
		v.SetAt(i, one.At(i))
	}
	for i := MemberFields.Len(); i < v.Fields().Len(); i++ { // what the unit added
		v.SetAt(i, one.At(i-len(derivedFields)))
	}
	v.SetAt(d.department, d.groups[one.At(d.department)])
	if v.At(d.work) == "" {
		v.SetAt(d.work, d.workplace)
	}
	if number := v.At(d.idNumber); number != "" && (v.At(d.idType) == "" || len(v.At(d.birth)) < len("2006-01-02")) {
		if id, err := identity.ParseID(number); err == nil {
			d.fromID(id)
		}
	}
	event := d.last[one.ID]
	if event.Date.IsZero() && event.Kind == member.Joined {
		event.Date = one.Date("join_date")
	}
	v.SetAt(d.state, string(one.State))
	v.SetAt(d.kind, event.Kind.ReportedAs())
	v.SetAt(d.date, event.Date.String())
	v.SetAt(d.reason, event.Reason)
	return v
}

// fromID takes from a right number what the record lacks and does not deny. An
// empty 出生日期 stays empty: it was left so because sheet and number contradict each
// other.
func (d *deriver) fromID(id identity.ID) {
	if d.values.At(d.idType) == "" {
		d.values.SetAt(d.idType, "居民身份证")
	}
	birth := field.ParseDate(d.values.At(d.birth))
	if !birth.IsZero() && !id.Birth.Before(birth.First()) && !id.Birth.After(birth.Last()) {
		d.values.SetAt(d.birth, id.Birth.String())
	}
}

// lastEvents gives the last event of every member as of a day, in one pass.
func lastEvents(ctx context.Context, r ledger.Reader, on civil.Date) (map[int64]member.Event, error) {
	until := "9999"
	if !on.IsZero() {
		until = on.Last().String()
	}
	rows, err := r.QueryContext(ctx, `SELECT member_id, kind, date, coalesce(reason, '') FROM membership_fact
		WHERE date IS NULL OR date <= ? ORDER BY member_id, date, place`, until)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]member.Event{}
	for rows.Next() {
		var e member.Event
		if err := rows.Scan(&e.Member, &e.Kind, &e.Date, &e.Reason); err != nil {
			return nil, err
		}
		out[e.Member] = e
	}
	return out, rows.Err()
}

package report

import (
	"context"
	"iter"
	"slices"
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// unitSets are the enterprise and its union with the words that go before their
// keys in facts and in the organisation form.
var unitSets = []struct {
	prefix string
	set    *field.Set
}{{"enterprise.", union.Enterprise}, {"union.", union.Union}}

// OrganisationFields are the fields of the organisation form: enterprise.… and
// union.… and the number of members counted.
var OrganisationFields = field.NewSet("trade_union", "工会组织", organisationFields()...)

func organisationFields() []field.Field {
	var all []field.Field
	for _, u := range unitSets {
		for _, f := range u.set.All() {
			f.Key = u.prefix + f.Key
			all = append(all, f)
		}
	}
	return append(all, field.Field{Key: "union.members", Label: "会员人数", Kind: field.Integer, ReadOnly: true})
}

// Organisation is the Source of the organisation form: one row, the unit.
type Organisation struct {
	Ledger ledger.Reader
	On     civil.Date
}

// Kind and Fields describe the source.
func (o Organisation) Kind() string       { return "organisation" }
func (o Organisation) Fields() *field.Set { return OrganisationFields }

// Facts are those of the unit.
func (o Organisation) Facts(ctx context.Context) (map[string]string, error) {
	return unitFacts(ctx, o.Ledger, o.On)
}

// Rows gives the one row; members are those counted as of the day, without 保留.
func (o Organisation) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		unit, err := union.LoadOn(ctx, o.Ledger, o.On)
		if err != nil {
			yield(Row{}, err)
			return
		}
		states, err := member.Counts(ctx, o.Ledger, o.On)
		if err != nil {
			yield(Row{}, err)
			return
		}
		members := 0
		for s, n := range states {
			if s.Counted() {
				members += n
			}
		}
		values := OrganisationFields.NewRecord()
		for at, v := range slices.Concat(texts(unit.Enterprise), texts(unit.Union)) {
			values.SetAt(at, v)
		}
		values.Set("union.members", strconv.Itoa(members))
		yield(Row{Record: 1, Who: unit.Name(), Values: values}, nil)
	}
}

// texts are all values of a record in order.
func texts(r field.Record) []string {
	out := make([]string, r.Fields().Len())
	for i := range out {
		out[i] = r.At(i)
	}
	return out
}

// unitFacts are all fields of enterprise and union on a day as people read them.
func unitFacts(ctx context.Context, r ledger.Reader, on civil.Date) (map[string]string, error) {
	unit, err := union.LoadOn(ctx, r, on)
	if err != nil {
		return nil, err
	}
	facts := map[string]string{}
	for i, rec := range []field.Record{unit.Enterprise, unit.Union} {
		for _, f := range rec.Fields().All() {
			facts[unitSets[i].prefix+f.Key] = f.Display(rec.Get(f.Key))
		}
	}
	return facts, nil
}

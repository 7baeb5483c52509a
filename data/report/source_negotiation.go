package report

import (
	"context"
	"iter"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
)

// NegotiationFields are the columns of the 工资集体协商台账.
var NegotiationFields = field.NewSet("negotiation", "协商轮次", negotiationFields()...)

func negotiationFields() []field.Field {
	var all []field.Field
	for _, c := range negotiation.LedgerColumns {
		all = append(all, field.Field{Key: c.Key, Label: c.Title, Kind: c.Kind})
	}
	return all
}

// Negotiations is the Source of the 工资集体协商台账: a row a round, the oldest first.
type Negotiations struct {
	Ledger   ledger.Reader
	Rules    *rule.Book
	Calendar *calendar.Calendar
	On       civil.Date
}

// Kind and Fields describe the source.
func (n Negotiations) Kind() string       { return "negotiation" }
func (n Negotiations) Fields() *field.Set { return NegotiationFields }

// Facts are those of the unit.
func (n Negotiations) Facts(ctx context.Context) (map[string]string, error) {
	return unitFacts(ctx, n.Ledger, n.On)
}

// Rows gives the rounds with their status as of the day.
func (n Negotiations) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		rounds, err := negotiation.LedgerRows(ctx, n.Ledger, n.Rules, n.Calendar, n.On)
		if err != nil {
			yield(Row{}, err)
			return
		}
		values := NegotiationFields.NewRecord()
		for _, round := range rounds {
			for i, v := range round {
				values.SetAt(i, v)
			}
			who := values.Get("enterprise_name") + values.Get("signed")
			if !yield(Row{Who: who, Values: values}, nil) {
				return
			}
		}
	}
}

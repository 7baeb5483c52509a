package report

import (
	"context"
	"iter"

	"unionledger/data/field"
)

// Source gives the rows of a report. It is the only thing this room knows of a
// domain.
type Source interface {
	// Kind is the name profiles use, such as member.
	Kind() string
	// Fields describes the values of a row. Group values are names here, not ids.
	Fields() *field.Set
	// Facts are texts about the unit and the period by their names, such as
	// enterprise.name or union.credit_code, for titles, constants and file names.
	Facts(ctx context.Context) (map[string]string, error)
	// Rows gives the rows in the order of the report, one at a time.
	Rows(ctx context.Context) iter.Seq2[Row, error]
}

// Row is one row of a report: values in canonical text, as package field keeps
// them. It is only valid until the next one is asked for.
type Row struct {
	// Record is the row's id in the ledger, Who its name for people.
	Record int64
	Who    string
	Values field.Record
}

// Listed is a Source over rows that are already in memory.
type Listed struct {
	Name string
	Set  *field.Set
	Unit map[string]string
	List []Row
}

// Kind, Fields, Facts and Rows make a Listed a Source.
func (l Listed) Kind() string                                     { return l.Name }
func (l Listed) Fields() *field.Set                               { return l.Set }
func (l Listed) Facts(context.Context) (map[string]string, error) { return l.Unit, nil }
func (l Listed) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, r := range l.List {
			if err := ctx.Err(); err != nil {
				yield(Row{}, err)
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

package report

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// Run is one export that was made, kept so that it can be said what was sent when.
type Run struct {
	ID            int64
	Profile, Name string
	AsOf, MadeOn  civil.Date
	File          string
	// Rows were written, Errors were left that the receiver will refuse.
	Rows, Errors int
}

// Record enters an export in the ledger, as an operation of its own.
func Record(ctx context.Context, l *ledger.Ledger, p *Profile, out Report, check Result) error {
	title := fmt.Sprintf("导出%s：%d 行", p.Name, out.Rows)
	_, err := l.Write(ctx, ledger.Op{Kind: ledger.Noted, Title: title}, func(tx *ledger.Tx) error {
		_, err := tx.Insert("report_run", []string{"profile", "name", "as_of", "made_on", "file", "rows", "errors"},
			[]any{p.ID, p.Name, check.AsOf, civil.FromTime(l.Now()), out.Path, out.Rows, check.Count(problem.Error)})
		return err
	})
	return err
}

// Runs lists the exports that were made, the newest first.
func Runs(ctx context.Context, r ledger.Reader) ([]Run, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, profile, name, as_of, made_on, file, rows, errors FROM report_run ORDER BY id DESC`)
	if err != nil {
		return nil, fmt.Errorf("读上报记录：%w", err)
	}
	defer rows.Close()
	var out []Run
	for rows.Next() {
		var x Run
		if err := rows.Scan(&x.ID, &x.Profile, &x.Name, &x.AsOf, &x.MadeOn, &x.File, &x.Rows, &x.Errors); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

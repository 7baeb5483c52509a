package member

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// Import is a roster that was read, cleaned and checked, ready to be compared
// with a ledger and written into it. Nothing is written before Apply.
type Import struct {
	*intake.Result
	// Plan is what Compare or Apply found is to be done; nil before.
	Plan *Plan
	// Taken is what Apply wrote.
	Taken Taken
	// Only limits what Apply does.
	Only  Only
	today civil.Date
}

// ReadRoster reads a roster of members out of a book. The error is an
// *intake.Error where the book holds none.
func ReadRoster(ctx context.Context, book *sheet.Book, opt intake.Options) (*Import, error) {
	if opt.Today.IsZero() {
		opt.Today = civil.Today()
	}
	res, err := intake.Read(ctx, book, RosterKind, opt)
	if err != nil {
		return nil, err
	}
	return &Import{Result: res, today: opt.Today}, nil
}

// Compare works out what Apply would do to the ledger, and writes nothing.
func (im *Import) Compare(ctx context.Context, r ledger.Reader) (*Plan, error) {
	plan, err := Compare(ctx, r, im.Result, im.Only, im.today)
	if err == nil {
		im.Plan = plan
	}
	return plan, err
}

// Apply writes the roster in one operation, called title in the journal; an empty
// title becomes one with the counts. It compares anew, so that the plan fits the
// ledger as it is. The number of the operation is 0 when nothing was to change.
func (im *Import) Apply(ctx context.Context, l *ledger.Ledger, title string) (opID int64, err error) {
	return l.Write(ctx, ledger.Op{Kind: "import", Title: title}, func(tx *ledger.Tx) error {
		plan, err := im.Compare(ctx, tx)
		if err != nil {
			return err
		}
		if im.Taken, err = Take(tx, plan); err != nil {
			return err
		}
		if title == "" {
			tx.SetTitle(fmt.Sprintf("导入%s：新增 %d，更新 %d", im.Kind.Label, im.Taken.Added, im.Taken.Changed))
		}
		return nil
	})
}

// Counts are the figures of the roster; once it was compared, rows in conflict
// count as refused.
func (im *Import) Counts() intake.Counts {
	c := im.Result.Counts()
	if im.Plan != nil {
		n := len(im.Plan.Conflicts)
		c.Taken, c.Refused, c.Problems = c.Taken-n, c.Refused+n, c.Problems+n
	}
	return c
}

// Problems lists all problems, the conflicts with the ledger last.
func (im *Import) Problems() []problem.Problem {
	out := im.Result.Problems()
	if im.Plan != nil {
		out = append(out, im.Plan.Conflicts...)
	}
	return out
}

// MarshalJSON writes what programs read: the counts, problems, repairs and columns
// not taken, and once compared the figures of the plan.
func (im *Import) MarshalJSON() ([]byte, error) {
	out := struct {
		Sheets []*intake.Table `json:"sheets"`
		Others []intake.Other  `json:"sheets_not_read"`
		intake.Counts
		Problems []problem.Problem   `json:"problems"`
		Repairs  []intake.RepairView `json:"repairs"`
		NotData  []intake.NotData    `json:"not_data_rows"`
		Unmapped []intake.Mapping    `json:"unmapped"`
		Plan     *planJSON           `json:"plan,omitempty"`
	}{im.Tables, im.Others, im.Counts(), im.Problems(), im.Repairs(), im.NotData, im.Unmapped(), nil}
	if out.Others == nil {
		out.Others = []intake.Other{}
	}
	if out.NotData == nil {
		out.NotData = []intake.NotData{}
	}
	if p := im.Plan; p != nil {
		out.Plan = &planJSON{len(p.New), len(p.Changed), len(p.Same), len(p.Conflicts), len(p.Refused)}
	}
	return json.Marshal(out)
}

type planJSON struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Same      int `json:"same"`
	Conflicts int `json:"conflicts"`
	Refused   int `json:"refused"`
}

// WriteProblems writes all problems as a workbook for the clerk, those found in
// comparing with the ledger included.
func (im *Import) WriteProblems(out io.Writer, title string) error {
	return intake.WriteProblems(out, title, im.Problems(), im.Lists()...)
}

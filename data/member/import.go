package member

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// Import is a roster that was read, cleaned and checked, ready to be compared
// with a ledger and written into it. Nothing is written before Apply.
type Import struct {
	intake.Compared
	// Plan is what Compare or Apply found is to be done; nil before.
	Plan *Plan
	// Taken is what Apply wrote.
	Taken Taken
	// Terms are what people set before it is written.
	Terms
	// Progress, if set, is told now and then how many people Apply has written.
	Progress func(done, total int)
	today    civil.Date
}

// ReadRoster reads a roster of members with the fields of a ledger (FieldsOf) out of
// a book. The error is an *intake.Error where the book holds none.
func ReadRoster(ctx context.Context, fields *field.Set, book *sheet.Book, opt intake.Options) (*Import, error) {
	if opt.Today.IsZero() {
		opt.Today = civil.Today()
	}
	res, err := intake.Read(ctx, book, RosterKind(fields), opt)
	if err != nil {
		return nil, err
	}
	return &Import{Compared: intake.Compared{Result: res}, today: opt.Today}, nil
}

// Compare works out what Apply would do to the ledger, and writes nothing.
func (im *Import) Compare(ctx context.Context, r ledger.Reader) (*Plan, error) {
	plan, err := Compare(ctx, r, im.Result, im.Terms, im.today)
	if err == nil {
		im.Plan = plan
		im.Held, im.Conflicts = len(plan.Conflicts), nil
		for _, c := range plan.Conflicts {
			im.Conflicts = append(im.Conflicts, c.Problem)
		}
		im.Conflicts = append(im.Conflicts, plan.Kept...)
		im.Figures = plan.figures(im.Result)
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
		if im.Taken, err = Take(tx, plan, im.Progress); err != nil {
			return err
		}
		if title == "" {
			tx.SetTitle(fmt.Sprintf("导入%s：新增 %d，更新 %d", im.Kind.Label, im.Taken.Added, im.Taken.Changed))
		}
		return nil
	})
}

// planJSON are the figures of a plan for programs, and what they need to decide.
type planJSON struct {
	New       int            `json:"new"`
	Changed   int            `json:"changed"`
	Same      int            `json:"same"`
	Conflicts int            `json:"conflicts"`
	Refused   int            `json:"refused"`
	Absent    []Absent       `json:"absent"`
	Changes   []changedJSON  `json:"changes"`
	Open      []conflictJSON `json:"to_decide"`
}

// changedJSON is a row that changes a member, field by field.
type changedJSON struct {
	Sheet   string   `json:"sheet"`
	Row     int      `json:"row"`
	Member  int64    `json:"member"`
	Name    string   `json:"name"`
	Matched string   `json:"matched_by"`
	Fields  []Change `json:"fields"`
}

// conflictJSON is a row to decide about, with the members it may be.
type conflictJSON struct {
	Sheet   string  `json:"sheet"`
	Row     int     `json:"row"`
	Name    string  `json:"name"`
	Kind    string  `json:"kind"`
	Members []int64 `json:"members"`
}

func (p *Plan) figures(res *intake.Result) planJSON {
	out := planJSON{len(p.New), len(p.Changed), len(p.Same), len(p.Conflicts), len(p.Refused), p.Absent, []changedJSON{}, []conflictJSON{}}
	for _, d := range p.Changed {
		out.Changes = append(out.Changes, changedJSON{res.Sheet(d.Row), d.Row.Number, d.Member, d.Row.Record.Get("name"), d.Matched, d.Changes})
	}
	for _, c := range p.Conflicts {
		open := conflictJSON{c.Sheet, c.Problem.Row, c.Who, c.Kind, []int64{}}
		for _, m := range c.Candidates {
			open.Members = append(open.Members, m.ID)
		}
		out.Open = append(out.Open, open)
	}
	return out
}

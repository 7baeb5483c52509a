package negotiation

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// LedgerKind describes a ledger of negotiations, one row a year, to package
// intake. The end of a term and the report on it lie ahead while a contract runs.
var LedgerKind = &intake.Kind{
	Label: "协商历年台账", Fields: RoundFields, Named: "year", Required: []string{"year"}, Year: "year",
	Evidence: []string{"offered", "negotiated", "congress", "signed", "filed", "effective"},
	Planned:  []string{"effective", "valid_from", "valid_to"},
	Check:    checkLedger,
}

// checkLedger refuses rows that could not be stored: a year that is none, and a
// second row of one year and kind of contract.
func checkLedger(res *intake.Result, _ civil.Date) {
	first := map[string]int{}
	for i := range res.Rows {
		row := &res.Rows[i]
		if row.Refused {
			continue
		}
		if y := row.Record.Int("year"); y < firstYear || y > lastYear {
			res.Refuse(row, problem.Problem{Kind: "year_wrong", Field: "year", Message: "年度应写成 2022 这样的四位年份，这一行没有导入。请改好再导入。"})
			continue
		}
		key := row.Record.Get("year") + kindOf(row.Record)
		if n, twice := first[key]; twice {
			res.Refuse(row, problem.Problem{Kind: "year_twice", Field: "year",
				Message: fmt.Sprintf("%s 年的%s集体合同第 %d 行已经有了，这一行没有导入。请核对；是中途变更的，请在集体协商里另建一轮。", row.Record.Get("year"), kindOf(row.Record), n)})
			continue
		}
		first[key] = row.Number
	}
}

// kindOf is the kind of contract a record is about.
func kindOf(rec field.Record) string {
	if k := rec.Get("contract_kind"); k != "" {
		return k
	}
	return WageContract
}

// Import is a ledger of negotiations that was read and cleaned, ready to be
// compared with the ledger and written into it. Nothing is written before Write.
type Import struct {
	intake.Compared
	figures importFigures
}

// importFigures are the counts of what an import does, for programs.
type importFigures struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
}

// ReadLedger reads a ledger of negotiations (协商历年台账) out of a book. The error
// is an *intake.Error where the book holds none.
func ReadLedger(ctx context.Context, book *sheet.Book, opt intake.Options) (*Import, error) {
	im := &Import{}
	var err error
	im.Result, err = intake.Read(ctx, book, LedgerKind, opt)
	if err != nil {
		return nil, err
	}
	return im, nil
}

// Look works out what Write would do, and holds every round against the law.
func (im *Import) Look(ctx context.Context, l *ledger.Ledger) error {
	return im.compare(ctx, l.Read())
}

// Write enters the rounds in one operation: new ones are added, those of a year
// that is there are filled with what the sheet knows. The number of the operation
// is 0 when nothing was to change.
func (im *Import) Write(ctx context.Context, l *ledger.Ledger) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "import"}, func(tx *ledger.Tx) error {
		if err := im.compare(ctx, tx); err != nil {
			return err
		}
		var records []field.Record
		for i := range im.Rows {
			if row := &im.Rows[i]; !row.Refused {
				records = append(records, row.Record)
			}
		}
		added, updated, err := Take(ctx, tx, records)
		if err != nil {
			return fmt.Errorf("%w（整个导入没有写入）", err)
		}
		tx.SetTitle(fmt.Sprintf("导入协商历年台账：新增 %d 轮，更新 %d 轮", added, updated))
		return nil
	})
}

// Summary says in one sentence what the import does, or did.
func (im *Import) Summary() string {
	return fmt.Sprintf("新增 %d 轮，更新 %d 轮，相同 %d 轮", im.figures.New, im.figures.Changed, im.figures.Same)
}

// compare counts what differs from the ledger and checks every round as it will
// stand in it, each by its rule profile, the default one where none is named.
func (im *Import) compare(ctx context.Context, r ledger.Reader) error {
	im.Conflicts, im.figures = nil, importFigures{}
	counted, err := law.Of(ctx, r)
	if err != nil {
		return err
	}
	rows := map[int64]*intake.Row{} // by the number of the round, negative for new ones
	all, err := List(ctx, r)
	if err != nil {
		return err
	}
	for i := range im.Rows {
		row := &im.Rows[i]
		if row.Refused {
			continue
		}
		round, was, err := merged(ctx, r, row.Record)
		if err != nil {
			return err
		}
		switch {
		case round.ID == 0:
			im.figures.New++
			round.ID = -int64(i) - 1
			all = append(all, round)
		case round.String() == was:
			im.figures.Same++
		default:
			im.figures.Changed++
		}
		d, err := open(ctx, r, round)
		if err != nil {
			return err
		}
		rows[round.ID] = row
		for j := range all {
			if all[j].ID == round.ID {
				all[j] = round
			}
		}
		im.found(row, Check(d, counted.Rules.GetOrDefault(round.Get("profile")), counted.Calendar))
	}
	for _, p := range CheckSeries(all) {
		if row := rows[p.Record]; row != nil {
			im.found(row, []problem.Problem{p})
		}
	}
	im.Figures = im.figures
	return ctx.Err()
}

// found files what the check says of a row under the row.
func (im *Import) found(row *intake.Row, list []problem.Problem) {
	for _, p := range list {
		p.Record = max(p.Record, 0)
		im.Conflict(row, p)
	}
}

// The years a round may be of.
const firstYear, lastYear = 1990, 2199

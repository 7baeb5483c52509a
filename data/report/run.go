package report

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// Run is one export that was made, kept so that it can be said what was sent when.
type Run struct {
	ID int64 `json:"id"`
	// Profile is the form's id, Name what people call it, Version its version then.
	Profile string `json:"profile"`
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	// Source is the kind of its rows, as Profile.Source has it.
	Source string `json:"source,omitempty"`
	// AsOf is the day it speaks of, MadeOn the day it was made; First and Last are the
	// months of a report of months, unknown else.
	AsOf   civil.Date      `json:"as_of"`
	MadeOn civil.Date      `json:"made_on"`
	First  civil.YearMonth `json:"first,omitzero"`
	Last   civil.YearMonth `json:"last,omitzero"`
	File   string          `json:"file"`
	// Rows were written, Errors were left that the receiver will refuse.
	Rows   int `json:"rows"`
	Errors int `json:"errors"`
	// Preparer made it; Head is the seal of the journal it was made from, SHA256 that of
	// its file.
	Preparer string `json:"preparer,omitempty"`
	Head     string `json:"journal_head,omitempty"`
	SHA256   string `json:"sha256,omitempty"`
	// Corrects is the run it was sent in the place of, 0 for none.
	Corrects int64 `json:"corrects,omitempty"`

	form, sent string
}

// Kept reports whether what was sent is in the ledger; the earliest runs only say that
// they were made.
func (r Run) Kept() bool { return r.sent != "" }

// Period is what it speaks of, in words: 2021-11, 2021-01 至 2021-11, 截至 2022-05-06.
func (r Run) Period() string {
	switch {
	case r.Last.IsZero():
		return "截至 " + r.AsOf.String()
	case r.First == r.Last:
		return r.Last.String()
	}
	return r.First.String() + " 至 " + r.Last.String()
}

// FileName is the name of its file without the folder.
func (r Run) FileName() string { return filepath.Base(r.File) }

// sending is what Record keeps of a report beside its counts.
type sending struct {
	kept        *Sent
	sum         string
	first, last civil.YearMonth
	corrects    int64
}

// Periodic is a Source that speaks of months.
type Periodic interface {
	Months() (first, last civil.YearMonth)
}

func newSending(kept *Sent, w written, s Source, opt Options) sending {
	out := sending{kept: kept, sum: w.sum, corrects: opt.Corrects}
	if m, ok := s.(Periodic); ok {
		out.first, out.last = m.Months()
	}
	return out
}

// Months are those the report speaks of.
func (s Span) Months() (first, last civil.YearMonth) { return s.From.YearMonth(), s.To.YearMonth() }

// Months are those the report speaks of.
func (d DuesPeriod) Months() (first, last civil.YearMonth) { return d.First, d.Last }

// Record enters an export in the ledger with what was sent, as an operation of its own
// that 撤销 passes over, and gives the number of the run.
func Record(ctx context.Context, l *ledger.Ledger, p *Profile, out Report, check Result) (id int64, err error) {
	title := fmt.Sprintf("导出%s：%d 行", p.Name, out.Rows)
	if out.sending.corrects != 0 {
		title = fmt.Sprintf("更正报送%s：%d 行，更正第 %d 次", p.Name, out.Rows, out.sending.corrects)
	}
	_, err = l.Write(ctx, ledger.Op{Kind: ledger.Noted, Title: title}, func(tx *ledger.Tx) error {
		id, err = Enter(ctx, tx, p, out, check)
		return err
	})
	return id, err
}

// Enter is Record within a larger operation.
func Enter(ctx context.Context, tx *ledger.Tx, p *Profile, out Report, check Result) (int64, error) {
	x := out.sending
	if x.corrects != 0 {
		if err := correctable(ctx, tx, p, x.corrects); err != nil {
			return 0, err
		}
	}
	_, head, err := ledger.Head(ctx, tx)
	if err != nil {
		return 0, err
	}
	var form, sent, settles string
	if x.kept != nil {
		if form, err = tx.Keep(x.kept.form); err != nil {
			return 0, err
		}
		if sent, err = tx.Keep(x.kept.data); err != nil {
			return 0, err
		}
		if settles, err = settled(ctx, tx, p, x.kept, check); err != nil {
			return 0, err
		}
	}
	return tx.Insert("report_run", []string{"profile", "name", "source", "version", "as_of", "made_on", "first", "last", "file", "rows", "errors",
		"preparer", "head", "sha256", "form", "sent", "corrects", "settles"},
		[]any{p.ID, p.Name, p.Source, orNull(p.version()), check.AsOf, civil.FromTime(tx.Now()), orNull(x.first.String()), orNull(x.last.String()), out.Path, out.Rows,
			check.Count(problem.Error), tx.Operator(), head, orNull(x.sum), orNull(form), orNull(sent), orNull(x.corrects), orNull(settles)})
}

// correctable refuses a correction of what is no run of the same form.
func correctable(ctx context.Context, r ledger.Reader, p *Profile, id int64) error {
	old, err := RunOf(ctx, r, id)
	if err == nil && old.Profile != p.ID {
		err = fail("not_found", "第 %d 次报的是“%s”，不是“%s”，不能这样更正。", id, old.Name, p.Name)
	}
	return err
}

const selectRuns = `SELECT id, profile, name, coalesce(source, ''), coalesce(version, ''), as_of, made_on, coalesce(first, ''), coalesce(last, ''), file, rows, errors,
	coalesce(preparer, ''), coalesce(head, ''), coalesce(sha256, ''), coalesce(corrects, 0), coalesce(form, ''), coalesce(sent, '') FROM report_run `

// Runs lists the exports that were made, the newest first.
func Runs(ctx context.Context, r ledger.Reader) ([]Run, error) {
	return listRuns(ctx, r, `ORDER BY id DESC`)
}

// RunOf gives one run by its number.
func RunOf(ctx context.Context, r ledger.Reader, id int64) (Run, error) {
	found, err := listRuns(ctx, r, `WHERE id = ?`, id)
	if err == nil && len(found) == 0 {
		err = fail("not_found", "没有第 %d 次报送。做过哪些，看“报过的”。", id)
	}
	if err != nil {
		return Run{}, err
	}
	return found[0], nil
}

// Before gives the run of the same form that came before one, by its number; 0 asks for
// the newest.
func Before(ctx context.Context, r ledger.Reader, profile string, id int64) (run Run, found bool, err error) {
	all, err := listRuns(ctx, r, `WHERE profile = ? AND sent IS NOT NULL AND (?2 = 0 OR id < ?2) ORDER BY id DESC LIMIT 1`, profile, id)
	if err != nil || len(all) == 0 {
		return Run{}, false, err
	}
	return all[0], true, nil
}

func listRuns(ctx context.Context, r ledger.Reader, tail string, args ...any) ([]Run, error) {
	rows, err := r.QueryContext(ctx, selectRuns+tail, args...)
	if err != nil {
		return nil, fmt.Errorf("读上报记录：%w", err)
	}
	defer rows.Close()
	out := []Run{}
	for rows.Next() {
		var x Run
		if err := rows.Scan(&x.ID, &x.Profile, &x.Name, &x.Source, &x.Version, &x.AsOf, &x.MadeOn, &x.First, &x.Last, &x.File, &x.Rows, &x.Errors,
			&x.Preparer, &x.Head, &x.SHA256, &x.Corrects, &x.form, &x.sent); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// SentOf reads what a run sent.
func SentOf(ctx context.Context, r ledger.Reader, run Run) (*Sent, error) {
	if !run.Kept() {
		return nil, fail("not_kept", "%s的“%s”是旧版本导出的，当时没有留下内容。", run.MadeOn, run.Name)
	}
	sent, err := loadSent(ctx, r, run.form, run.sent)
	if ledger.IsKind(err, "damaged") {
		err = &ledger.Error{Kind: "damaged", Message: fmt.Sprintf("第 %d 次报送“%s”留在台账里的内容读不出来，或者被改动过。请用较早的备份找回它，并核对台账。", run.ID, run.Name), Cause: err}
	}
	return sent, err
}

// Current is what a form would say now, without anything being written.
func Current(ctx context.Context, p *Profile, s Source, opt Options) (*Sent, error) {
	f, facts, err := p.bind(ctx, s, opt)
	if err != nil {
		return nil, err
	}
	fill, err := p.singles(facts)
	if err != nil {
		return nil, err
	}
	out := newExporter(f, "")
	out.sent = newSentWriter(p, fill)
	for range out.rows(ctx, s) {
		if err = ctx.Err(); err != nil {
			break
		}
	}
	kept, e := out.sent.finish(p.blank)
	return kept, errors.Join(err, out.err, e)
}

package dues

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/identity"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// Paper is what the events of joiners and leavers rest on, asked once for all.
type Paper struct {
	Date     civil.Date
	Document string
	// Reason and OtherUnion are for leavers.
	Reason, OtherUnion string
}

// PaperOf is how the form of the events begins: today, resting on the wage sheet.
func (w *Wages) PaperOf(today civil.Date) Paper {
	return Paper{Date: today, Document: w.Month.String() + " 工资表", Reason: "劳动（工作）关系发生变化", OtherUnion: "待定"}
}

// Applied counts what Apply wrote, by what was done: 写基数, 入会, 转出 …
type Applied struct {
	Counts    map[string]int `json:"counts"`
	Operation int64          `json:"operation"`
	// Gone counts what was accepted but is no longer so in the ledger.
	Gone int `json:"gone"`
}

// Summary says what was written in one line.
func (a Applied) Summary() string {
	var parts []string
	for _, word := range applyOrder {
		if n := a.Counts[word]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d 人", word, n))
		}
	}
	if parts == nil {
		return "没有写入"
	}
	return strings.Join(parts, "，")
}

// applyOrder is the order in which choices are written and counted: who somebody is
// before what is said of him, and leaving last.
var applyOrder = []string{WriteName, WriteID, WriteGroup, WriteBase, string(member.Applied), string(member.Joined), string(member.MovedIn),
	string(member.MovedOut), string(member.Withdrew)}

// Accept takes a choice for a finding, "" for none.
func (f *Finding) Accept(choice string) error {
	if choice != "" && !slices.Contains(f.Choices, choice) {
		return fmt.Errorf("%s不能办“%s”", f.Name, choice)
	}
	f.Accepted = choice
	return nil
}

// AcceptKind takes a choice for all findings of a kind, the usual one for ""; those
// that do not offer it are passed over. It returns how many have it now.
func (w *Wages) AcceptKind(kind FindingKind, choice string) (n int) {
	for i := range w.Findings {
		f := &w.Findings[i]
		take := choice
		if take == "" {
			take = f.Usual
		}
		if f.Kind == kind && take != "" && f.Accept(take) == nil {
			n++
		}
	}
	return n
}

// AcceptedCount counts the findings that would be written, and those of them that
// enter an event and so need a paper.
func (w *Wages) AcceptedCount() (all, events int) {
	for _, f := range w.Findings {
		if f.Accepted == "" {
			continue
		}
		all++
		if f.Kind == Joiner || f.Kind == Returned || f.Kind == Leaver {
			events++
		}
	}
	return all, events
}

// findingKey names a finding over two comparisons of the same sheet.
func (f Finding) key() string {
	return fmt.Sprint(f.Kind, f.Sheet, f.Row, " ", f.Member, f.Name, f.Old, "→", f.New)
}

// AcceptAs accepts what was accepted of an earlier comparison with the same sheet, as
// far as it is found again.
func (w *Wages) AcceptAs(earlier *Wages) {
	accepted := map[string]string{}
	for _, f := range earlier.Findings {
		if f.Accepted != "" {
			accepted[f.key()] = f.Accepted
		}
	}
	for i := range w.Findings {
		f := &w.Findings[i]
		if slices.Contains(f.Choices, accepted[f.key()]) {
			f.Accepted = accepted[f.key()]
		}
	}
}

// Apply writes everything that was accepted as one operation, after a backup. It
// compares anew, so that it fits the ledger as it is.
func (w *Wages) Apply(ctx context.Context, l *ledger.Ledger, paper Paper) (Applied, error) {
	out := Applied{Counts: map[string]int{}}
	accepted := map[string]string{}
	for _, f := range w.Findings {
		if f.Accepted != "" {
			accepted[f.key()] = f.Accepted
		}
	}
	if len(accepted) == 0 {
		return out, nil
	}
	if done, err := l.History(ctx, 1); err != nil {
		return out, err
	} else if len(done) > 0 { // an empty ledger has nothing to keep
		if _, err := l.Backup(ctx, "对照工资表前"); err != nil {
			return out, fmt.Errorf("写入前备份没有做成，没有写入：%w", err)
		}
	}
	was := w.Findings
	var err error
	out.Operation, err = l.Write(ctx, ledger.Op{Kind: "import"}, func(tx *ledger.Tx) error {
		if err := w.compare(ctx, tx); err != nil {
			return err
		}
		out.Gone = len(accepted)
		for i := range w.Findings {
			f := &w.Findings[i]
			if f.Accepted = accepted[f.key()]; f.Accepted != "" {
				out.Gone--
			}
		}
		for _, choice := range applyOrder {
			for i := range w.Findings {
				if f := &w.Findings[i]; f.Accepted == choice {
					if err := w.apply(tx, f, paper); err != nil {
						return fmt.Errorf("%s（%s）：%w（整张表都没有写入）", f.Name, choice, err)
					}
					out.Counts[choice]++
				}
			}
		}
		tx.SetTitle(fmt.Sprintf("对照 %s 工资表：%s", w.Month, out.Summary()))
		return tx.Context().Err()
	})
	if err != nil {
		w.Findings = was // what was accepted stays so, to be mended and tried again
	}
	return out, err
}

func (w *Wages) source() string { return w.Month.String() + " 工资表" }

func (w *Wages) apply(tx *ledger.Tx, f *Finding, paper Paper) error {
	switch f.Accepted {
	case WriteName:
		return member.Update(tx, f.Member, map[string]string{"name": f.row.Record.Get("name")})
	case WriteID:
		return w.fillNumber(tx, f)
	case WriteGroup:
		return member.Update(tx, f.Member, map[string]string{"department": strconv.FormatInt(f.group, 10)})
	case WriteBase:
		return SetBase(tx, f.Member, w.Month, *f.base, w.source())
	}
	e := member.Event{Member: f.Member, Kind: member.EventKind(f.Accepted), Date: paper.Date, Document: paper.Document}
	// Not the day the sheet was read: a comparison may lie open over midnight.
	if err := e.NotYet(civil.FromTime(tx.Now())); err != nil {
		return err
	}
	switch f.Kind {
	case Joiner:
		return w.join(tx, f, e)
	case Leaver:
		e.Reason = paper.Reason
		if e.Kind == member.MovedOut {
			e.OtherUnion = paper.OtherUnion
		}
	}
	_, err := member.Happen(tx, e)
	return err
}

// fillNumber puts the number of the sheet in, and the birth and sex it tells where
// the roster knows less.
func (w *Wages) fillNumber(tx *ledger.Tx, f *Finding) error {
	number := f.row.Record.Get("id_number")
	id, err := identity.ParseIDOn(number, w.today)
	if err != nil {
		return err
	}
	if err := member.CheckNumberFree(tx.Context(), tx, f.Member, number); err != nil {
		return err
	}
	known, err := member.Get(tx.Context(), tx, f.Member, civil.Date{})
	if err != nil {
		return err
	}
	changes := map[string]string{"id_number": number, "id_as_written": ""}
	if !known.Date("birth_date").Complete() {
		changes["birth_date"] = id.Birth.String()
	}
	if known.Get("gender") == "" {
		changes["gender"] = id.Sex()
	}
	return member.Update(tx, f.Member, changes)
}

// join enters a new member with what the sheet knows of him.
func (w *Wages) join(tx *ledger.Tx, f *Finding, begin member.Event) error {
	rec := member.Fields.NewRecord()
	for _, key := range []string{"name", "id_number", "emp_no"} {
		rec.Set(key, f.row.Record.Get(key))
	}
	if rec.Get("id_number") == "" {
		rec.Set("id_as_written", w.Raw(f.row, "id_number"))
	}
	if id, ok := member.UsableID(rec, w.today); ok {
		rec.SetDate("birth_date", id.Birth)
		rec.Set("gender", id.Sex())
	}
	if err := member.CheckNumberFree(tx.Context(), tx, 0, rec.Get("id_number")); err != nil {
		return err
	}
	if f.group != 0 {
		rec.Set("department", strconv.FormatInt(f.group, 10))
	}
	if begin.Kind == member.Joined {
		rec.SetDate("join_date", begin.Date)
	}
	id, err := member.Add(tx, rec, begin)
	if err == nil && f.base != nil {
		err = SetBase(tx, id, w.Month, *f.base, w.source())
	}
	return err
}

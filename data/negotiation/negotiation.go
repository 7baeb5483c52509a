// Package negotiation keeps rounds of collective negotiation (集体协商): their
// facts, the representatives, meetings and papers, and works out from them the
// steps, deadlines and faults by a rule profile. No deadline is stored, so a
// corrected date of receipt moves everything that follows from it.
//
// The room knows no window and no spreadsheet; the law comes from package rule,
// working days from package calendar.
package negotiation

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"unionledger/data/field"
	"unionledger/data/ledger"
)

// WageContract is the kind of contract a round is about where nobody said, a word
// of the list contract_kind.
const WageContract = "工资专项"

// GeneralContract is the kind that settles every matter of work, pay among them.
const GeneralContract = "综合性"

// ScanKind is the kind of file attached to a round: what others issued, what was signed.
const ScanKind = "协商文书"

// Round is one round of negotiation with the facts of RoundFields.
type Round struct {
	ID int64
	field.Record
}

// NewRound makes an unsaved round of a wage contract of one firm.
func NewRound(year int) Round {
	r := Round{Record: RoundFields.NewRecord()}
	r.Set("year", fmt.Sprint(year))
	r.complete()
	return r
}

// Kind is the kind of contract negotiated, a word of the list contract_kind.
func (r Round) Kind() string { return r.Get("contract_kind") }

// Title is what a round is called: 2022 年度工资集体协商, 2022 年度区域性工资集体协商.
func (r Round) Title() string {
	if t := r.Get("title"); t != "" {
		return t
	}
	kind := r.Kind()
	if kind == WageContract {
		kind = "工资"
	}
	if level := r.Get("level"); level != "" && level != Firm {
		kind = level + kind
	}
	return r.Get("year") + " 年度" + kind + "集体协商"
}

// ContractName is what the documents call the contract: in full 工资专项集体合同, before 协商
// 工资集体.
func (r Round) ContractName() (full, short string) {
	if full = r.Kind() + "集体合同"; r.Kind() == GeneralContract {
		full = "集体合同"
	}
	if r.Kind() == WageContract {
		return full, wageName
	}
	return full, strings.TrimSuffix(full, "合同")
}

const wageName = "工资集体"

// PaperTitle is what a paper is called in the round: the offer is named after the contract,
// as the document itself is, and kept under the name it has where the contract is one on wages.
func (r Round) PaperTitle(key string) string {
	_, short := r.ContractName()
	return strings.Replace(key, wageName, short, 1)
}

// complete fills what a round always has.
func (r Round) complete() {
	if r.Get("contract_kind") == "" {
		r.Set("contract_kind", WageContract)
	}
	if r.Get("level") == "" {
		r.Set("level", Firm)
	}
}

// Item is one row that belongs to a round: a representative or a meeting.
type Item struct {
	ID int64
	field.Record
}

// Mark says that a paper or clause is there.
type Mark struct {
	Copies int
	Note   string
}

// Dossier (卷宗) is a round with everything that belongs to it.
type Dossier struct {
	Round
	Reps, Meetings []Item
	// Lists are the rows of the other Parts, by the name of their set, the oldest first.
	Lists map[string][]Item
	// Settled are the facts of the round that follow from a list, with the list's name:
	// they are changed there.
	Settled map[string]string
	// Papers and Clauses are what is there, by title.
	Papers, Clauses map[string]Mark
}

// List gives all rounds, the newest year first.
func List(ctx context.Context, r ledger.Reader) ([]Round, error) {
	rounds, err := rounds(ctx, r, "ORDER BY year DESC, coalesce(offered, signed, '') DESC, id DESC")
	if err != nil {
		return nil, fmt.Errorf("列出协商轮次：%w", err)
	}
	return rounds, nil
}

// Get reads one round.
func Get(ctx context.Context, r ledger.Reader, id int64) (Round, error) {
	found, err := rounds(ctx, r, "WHERE id = ?", id)
	if err == nil && len(found) == 0 {
		err = &ledger.Error{Kind: "not_found", Message: fmt.Sprintf("没有编号为 %d 的协商轮次", id)}
	}
	if err != nil {
		return Round{}, err
	}
	return found[0], nil
}

func rounds(ctx context.Context, r ledger.Reader, tail string, args ...any) ([]Round, error) {
	items, err := items(ctx, r, RoundFields, tail, args...)
	out := make([]Round, len(items))
	for i, it := range items {
		out[i] = Round(it)
	}
	return out, err
}

// Load reads a round with its representatives, meetings and papers.
func Load(ctx context.Context, r ledger.Reader, id int64) (Dossier, error) {
	round, err := Get(ctx, r, id)
	if err != nil {
		return Dossier{}, err
	}
	return open(ctx, r, round)
}

// open reads what belongs to a round.
func open(ctx context.Context, r ledger.Reader, round Round) (d Dossier, err error) {
	d = Dossier{Round: round, Papers: map[string]Mark{}, Clauses: map[string]Mark{}, Lists: map[string][]Item{}}
	for _, set := range Parts {
		list, err := items(ctx, r, set, "WHERE negotiation_id = ? ORDER BY "+orderOf(set)+"id", round.ID)
		if err != nil {
			return d, err
		}
		switch set {
		case RepFields:
			d.Reps = list
		case MeetingFields:
			d.Meetings = list
		default:
			d.Lists[set.Name] = list
		}
	}
	d.settle()
	rows, err := r.QueryContext(ctx, `SELECT kind, item, coalesce(copies, 0), coalesce(note, '') FROM negotiation_mark WHERE negotiation_id = ?`, round.ID)
	if err != nil {
		return d, err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, item string
		var m Mark
		if err := rows.Scan(&kind, &item, &m.Copies, &m.Note); err != nil {
			return d, err
		}
		if kind == clauseKind {
			d.Clauses[item] = m
		} else {
			d.Papers[item] = m
		}
	}
	return d, rows.Err()
}

// orderOf is how the rows of a list are read, but for the id.
func orderOf(set *field.Set) string {
	first := set.All()[0]
	switch {
	case set == RepFields:
		return "side DESC, coalesce(chief, 0) DESC, "
	case first.Kind == field.Date:
		return first.Key + ", "
	}
	return ""
}

// All reads the dossiers of all rounds, the newest first.
func All(ctx context.Context, r ledger.Reader) ([]Dossier, error) {
	list, err := List(ctx, r)
	if err != nil {
		return nil, err
	}
	out := make([]Dossier, len(list))
	for i, round := range list {
		if out[i], err = open(ctx, r, round); err != nil {
			return nil, fmt.Errorf("读“%s”：%w", round.Title(), err)
		}
	}
	return out, nil
}

// items reads the rows of a set.
func items(ctx context.Context, r ledger.Reader, set *field.Set, tail string, args ...any) ([]Item, error) {
	rows, err := r.QueryContext(ctx, "SELECT id, "+set.Columns("")+" FROM "+set.Name+" "+tail, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Item
	for rows.Next() {
		it := Item{Record: set.NewRecord()}
		dest, take := it.Dest()
		if err := rows.Scan(append([]any{&it.ID}, dest...)...); err != nil {
			return nil, err
		}
		take()
		out = append(out, it)
	}
	return out, rows.Err()
}

// ForYear finds the round of a year and kind of contract; false when there is
// none. Where there are several, such as a later 变更, the first one counts.
func ForYear(ctx context.Context, r ledger.Reader, year int, kind string) (Round, bool, error) {
	var id int64
	err := r.QueryRowContext(ctx, `SELECT id FROM negotiation WHERE year = ? AND contract_kind = ? ORDER BY id LIMIT 1`, year, kind).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Round{}, false, nil
	}
	if err != nil {
		return Round{}, false, err
	}
	round, err := Get(ctx, r, id)
	return round, err == nil, err
}

func columns(set *field.Set) []string { return strings.Split(set.Columns(""), ", ") }

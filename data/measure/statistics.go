package measure

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/union"
)

// Line counts the contracts of one kind and level as of a day (集体合同签订情况).
type Line struct {
	Kind, Level string
	// Signed are the contracts signed in the year so far: in all, first ones, renewals,
	// changes, and those that do not say which.
	Signed, First, Renewed, Changed, Unsaid int
	// Valid are those in force on the day, Firms and Staff whom they cover: everybody
	// once, by the latest contract where one follows or changes another.
	Valid        int
	Firms, Staff int64
	// Ended are those whose term ended in the year so far, Followed those of them that a
	// later signed contract of the kind came after.
	Ended, Followed int
	raises          []float64
}

// Renewal is the share of ended contracts that were renewed, in per cent; false where none
// ended.
func (l Line) Renewal() (float64, bool) {
	if l.Ended == 0 {
		return 0, false
	}
	return float64(l.Followed) / float64(l.Ended) * 100, true
}

// Raise is the mean of the agreed rises of the contracts signed; false without one.
func (l Line) Raise() (float64, bool) {
	if len(l.raises) == 0 {
		return 0, false
	}
	sum := 0.0
	for _, v := range l.raises {
		sum += v
	}
	return sum / float64(len(l.raises)), true
}

// Reason is why there was no negotiation, with its rounds.
type Reason struct {
	Reason string
	Rounds []string
}

// Statistics are the counts that are asked for of contracts as of a day. Total adds up
// contracts; whom several kinds cover is not added, they are the same people.
type Statistics struct {
	On    civil.Date
	Lines []Line
	Total Line
	// Firms is how many enterprises this ledger knows: its own and those on the lists of
	// contracts in force; Systems how many of them a wage contract in force covers. Both
	// mean nothing where Unlisted: a contract says how many it covers without the list.
	Firms, Systems int
	Unlisted       bool
	Reasons        []Reason
}

// System is the share of enterprises under a wage contract in force (建制率), in per cent;
// false where the enterprises are not known.
func (s Statistics) System() (float64, bool) {
	if s.Firms == 0 || s.Unlisted {
		return 0, false
	}
	return float64(s.Systems) / float64(s.Firms) * 100, true
}

// Count counts the contracts of a ledger as of a day; the year begins on 1 January.
func Count(ctx context.Context, r ledger.Reader, on civil.Date) (Statistics, error) {
	s := Statistics{On: on}
	all, err := negotiation.All(ctx, r)
	if err != nil {
		return s, err
	}
	unit, err := union.LoadOn(ctx, r, on)
	if err != nil {
		return s, err
	}
	rounds := make([]negotiation.Round, len(all))
	for i, d := range all {
		rounds[i] = d.Round
	}
	first := civil.Of(on.Year, 1, 1)
	lines := map[[2]string]*Line{}
	self := firm{unit.Enterprise.Get("name"), unit.Enterprise.Get("credit_code")}
	known, covered := firms{self}, firms{}
	for _, d := range slices.Backward(all) { // the oldest first: a later one takes its place
		if reason := d.Get("not_done_reason"); reason != "" {
			if d.Int("year") == int64(on.Year) {
				s.reason(reason, d.Title())
			}
			continue
		}
		key := [2]string{d.Kind(), d.Get("level")}
		line := lines[key]
		if line == nil {
			line = &Line{Kind: key[0], Level: key[1]}
			lines[key] = line
		}
		line.add(d, rounds, first, on)
		if !d.InForce(on) {
			continue
		}
		list := firms{}
		for _, f := range d.Items(negotiation.FirmFields) {
			list = list.with(firm{f.Get("name"), f.Get("credit_code")})
		}
		if d.Get("level") == negotiation.Firm {
			list = list.with(self)
		} else if len(list) == 0 {
			s.Unlisted = true
		}
		for _, f := range list {
			known = known.with(f)
			if wages(d.Kind()) {
				covered = covered.with(f)
			}
		}
	}
	s.Firms, s.Systems = len(known), len(covered)
	s.order(lines)
	return s, nil
}

// firm is an enterprise by its name and, where it is known, its credit code.
type firm struct{ name, code string }

type firms []firm

// with adds an enterprise that is not there yet.
func (list firms) with(f firm) firms {
	if slices.ContainsFunc(list, func(o firm) bool { return o.code != "" && o.code == f.code || o.name == f.name }) {
		return list
	}
	return append(list, f)
}

// wages says whether a kind of contract settles wages.
func wages(kind string) bool {
	return kind == negotiation.WageContract || kind == negotiation.SkillContract || kind == negotiation.GeneralContract
}

func (s *Statistics) reason(reason, title string) {
	i := slices.IndexFunc(s.Reasons, func(r Reason) bool { return r.Reason == reason })
	if i < 0 {
		s.Reasons = append(s.Reasons, Reason{Reason: reason})
		i = len(s.Reasons) - 1
	}
	s.Reasons[i].Rounds = append(s.Reasons[i].Rounds, title)
}

func (l *Line) add(d negotiation.Dossier, rounds []negotiation.Round, first, on civil.Date) {
	within := func(day civil.Date) bool { return day.Complete() && !day.Before(first) && !day.After(on) }
	if within(d.Date("signed")) {
		l.Signed++
		switch d.Get("sign_kind") {
		case "首次签订":
			l.First++
		case "续订":
			l.Renewed++
		case "变更":
			l.Changed++
		default:
			l.Unsaid++
		}
		if v, err := strconv.ParseFloat(d.Get("raise_percent"), 64); err == nil {
			l.raises = append(l.raises, v)
		}
	}
	if d.InForce(on) {
		l.Valid++
		firms, staff := max(d.Int("firms"), 1), max(d.Int("covered"), 0)
		if l.Level == negotiation.Firm || d.Get("sign_kind") == "变更" { // the same people as before
			l.Firms, l.Staff = firms, staff
		} else {
			l.Firms, l.Staff = l.Firms+firms, l.Staff+staff
		}
	}
	if within(d.Date("valid_to")) && d.Date("terminated").IsZero() {
		l.Ended++
		if d.Renewed(rounds) {
			l.Followed++
		}
	}
}

// order sorts the lines as the list of kinds and levels has them, and adds them up.
func (s *Statistics) order(lines map[[2]string]*Line) {
	levels := []string{negotiation.Firm, negotiation.Trade, negotiation.Region}
	kinds := code.Get("contract_kind").Words()
	for _, l := range lines {
		s.Lines = append(s.Lines, *l)
	}
	slices.SortFunc(s.Lines, func(a, b Line) int {
		if a.Kind != b.Kind {
			return slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind)
		}
		return slices.Index(levels, a.Level) - slices.Index(levels, b.Level)
	})
	t := &s.Total
	t.Kind = "合计"
	for _, l := range s.Lines {
		t.Signed, t.First, t.Renewed, t.Changed, t.Unsaid = t.Signed+l.Signed, t.First+l.First, t.Renewed+l.Renewed, t.Changed+l.Changed, t.Unsaid+l.Unsaid
		t.Valid += l.Valid
		t.Ended, t.Followed = t.Ended+l.Ended, t.Followed+l.Followed
		t.raises = append(t.raises, l.raises...)
	}
}

func percent(v float64, ok bool) string {
	if !ok {
		return "—"
	}
	return trim(v) + "%"
}

func count(n int64) string { return fmt.Sprint(n) }

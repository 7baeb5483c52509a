package dues

import (
	"context"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

// SheetGuess is what a book is taken for.
type SheetGuess int

// The guesses. PerhapsWages is a sheet that could be either: somebody must say.
const (
	NotWages SheetGuess = iota
	PerhapsWages
	IsWages
)

// rosterOnly are fields that a roster has and a wage sheet hardly ever.
var rosterOnly = []string{"phone", "birth_date", "join_date", "gender", "political", "education", "ethnicity", "hukou_type", "home_address"}

// GuessWages tells a wage sheet from a roster of members by their columns: amounts
// of pay on one side, facts about people on the other.
func GuessWages(ctx context.Context, r ledger.Reader, book *sheet.Book, today civil.Date) (SheetGuess, error) {
	rules, err := BookOf(ctx, r)
	if err != nil {
		return NotWages, err
	}
	kind, _ := wageKind(rules.Rules[len(rules.Rules)-1])
	opt := intake.Options{Today: today}
	book = book.Top(intake.Telling)
	wages, err := intake.Recognise(book, kind, opt)
	if err != nil {
		return NotWages, nil // no columns of pay: whatever it is, it is no wage sheet
	}
	pay := 0
	for _, f := range kind.Fields.All() {
		if _, has := wages.Tables[0].Column(f.Key); has && f.Kind == field.Money {
			pay++
		}
	}
	facts := 0
	if roster, err := intake.Recognise(book, member.RosterKind(member.Fields), opt); err == nil {
		for _, key := range rosterOnly {
			if _, has := roster.Tables[0].Column(key); has {
				facts++
			}
		}
	}
	switch {
	case pay >= 2 && facts <= 1:
		return IsWages, nil
	case pay >= 2 || facts <= 1:
		return PerhapsWages, nil
	}
	return NotWages, nil
}

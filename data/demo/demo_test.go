package demo

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/identity"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/negotiation"
)

var ctx = context.Background()

func create(t *testing.T, members int, on string) *ledger.Ledger {
	t.Helper()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := CreateOn(ctx, path, members, civil.MustParse(on)); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestDemo(t *testing.T) {
	l := create(t, 326, "2022-05-06")
	counts, err := member.Counts(ctx, l.Read(), civil.MustParse("2022-05-06"))
	if err != nil || counts[member.Active]+counts[member.Retained]+counts[member.Transferred]+counts[member.Withdrawn] != 326 || counts[member.Retained] != 3 {
		t.Error(counts, err)
	}
	numbers := map[string]bool{}
	if err := member.Each(ctx, l.Read(), civil.Date{}, func(m member.Member) error {
		if n := m.Get("id_number"); n != "" {
			if numbers[n] {
				t.Errorf("%s twice", n)
			}
			numbers[n] = true
			if id, err := identity.ParseID(n); err != nil || id.Birth != m.Date("birth_date") || id.Female != (m.Get("gender") == "女") {
				t.Errorf("%s: %v", m.Get("name"), err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	rounds, err := negotiation.List(ctx, l.Read())
	if err != nil || len(rounds) != 4 {
		t.Fatal(len(rounds), err)
	}
	totals, err := dues.Totals(ctx, l.Read(), civil.MustParse("2000-01").YearMonth(), civil.MustParse("2030-01").YearMonth())
	if err != nil || len(totals) != 24 {
		t.Fatal(len(totals), err)
	}
	debtors, err := dues.Debtors(ctx, l.Read(), civil.MustParse("2022-04").YearMonth())
	if err != nil || len(debtors) < 8 || debtors[0].Months != 6 {
		t.Error(debtors, err)
	}
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
}

func TestSameEveryTime(t *testing.T) {
	var first []byte
	for range 2 {
		var b bytes.Buffer
		l := create(t, 40, "2022-05-06")
		v, err := l.Verify(ctx)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(&b, v.Head)
		if first != nil && !bytes.Equal(first, b.Bytes()) {
			t.Error("two demonstration ledgers of one day differ")
		}
		first = b.Bytes()
	}
}

func TestAnySizeAnyDay(t *testing.T) {
	for _, n := range []int{1, 2, 7, 50} {
		for _, day := range []string{"2020-02-29", "2026-11-23", "2031-01-01"} {
			create(t, n, day)
		}
	}
}

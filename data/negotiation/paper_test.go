package negotiation

import (
	"context"
	"strings"
	"testing"

	"unionledger/data/civil"
)

// The offer is called after the contract wherever it is named, and kept under one name.
func TestTheOfferIsNamedAfterTheContract(t *testing.T) {
	const key = "工资集体协商要约书"
	book, cal := shippedLaw(t)
	ctx := context.Background()
	for kind, want := range map[string]string{WageContract: key, GeneralContract: "集体协商要约书", "女职工权益保护专项": "女职工权益保护专项集体协商要约书", "能级工资专项": "能级工资专项集体协商要约书"} {
		l := empty(t)
		r := with("contract_kind="+kind, "offered=2022-03-14", "announced=2022-03-07").Round
		id, err := Save(ctx, l, r)
		if err != nil {
			t.Fatal(err)
		}
		step := func() (Dossier, Step) {
			d, err := Load(ctx, l.Read(), id)
			if err != nil {
				t.Fatal(err)
			}
			return d, Steps(d, book.GetOrDefault(""), cal, civil.MustParse("2022-03-15"))[1]
		}
		d, s := step()
		if s.Papers[0].Title != want || s.Papers[0].Key != key || len(s.Missing) != 3 || s.Missing[1] != (Missing{Paper: key, Title: want + "未附"}) {
			t.Errorf("%s: %+v %+v", kind, s.Papers, s.Missing)
		}
		if _, err := MarkPaper(ctx, l, d.Round, key, true, Mark{}); err != nil {
			t.Fatal(err)
		}
		if d, s = step(); !s.Papers[0].There || d.Evidence([]string{"paper/" + key}) != want {
			t.Errorf("%s: %+v, %s", kind, s.Papers[0], d.Evidence([]string{"paper/" + key}))
		}
		done, err := l.History(ctx, 1)
		if err != nil || !strings.HasSuffix(done[0].Title, "："+want) {
			t.Errorf("%s: %+v %v", kind, done, err)
		}
	}
}

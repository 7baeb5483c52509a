package paper

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

func openDemo(t testing.TB, members int) *ledger.Ledger {
	t.Helper()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(t.Context(), path, members, civil.Of(2022, 5, 6)); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(t.Context(), path, ledger.Options{Operator: "测"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// TestLook writes every paper into the folder PAPER_PICTURES names, for looking at.
func TestLook(t *testing.T) {
	dir := os.Getenv("PAPER_PICTURES")
	if dir == "" {
		t.Skip("PAPER_PICTURES names no folder for pictures")
	}
	l := openDemo(t, 326)
	all, err := List(t.Context(), l.Read())
	if err != nil {
		t.Fatal(err)
	}
	ids, err := member.List(t.Context(), l.Read(), member.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range all {
		text, _ := Source(t.Context(), l.Read(), info.Key)
		tp, err := Parse(info.Key, text)
		if err != nil {
			t.Fatal(err)
		}
		who := ids
		if tp.Use == PerPerson {
			who = ids[:2]
		}
		d, err := Make(t.Context(), l.Read(), Request{Template: tp, Members: who, Title: "全部在册会员", From: civil.Of(2021, 1, 1), To: civil.Of(2021, 12, 31), Full: tp.InFull(), Today: civil.Of(2022, 5, 6)}, nil)
		if err != nil {
			t.Fatal(info.Key, err)
		}
		if err := d.WriteFile(t.Context(), filepath.Join(dir, info.Key+".pdf"), nil); err != nil {
			t.Fatal(err)
		}
		f, _ := os.Create(filepath.Join(dir, fmt.Sprintf("%s.png", info.Key)))
		png.Encode(f, d.Picture(0, 60))
		f.Close()
		t.Log(info.Name, len(d.Pages), d.Warning())
	}
}

package report

import (
	"context"
	"path/filepath"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

func TestRunsAreKept(t *testing.T) {
	ctx := context.Background()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "a.ghtz"), ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p, err := Load("member-2018")
	if err != nil {
		t.Fatal(err)
	}
	check := Result{AsOf: civil.MustParse("2022-05-06"), Problems: []problem.Problem{{Severity: problem.Error}, {Severity: problem.Hint}}}
	if _, err := Record(ctx, l, p, Report{Path: "甲.xlsx", Rows: 320}, check); err != nil {
		t.Fatal(err)
	}
	runs, err := Runs(ctx, l.Read())
	if err != nil || len(runs) != 1 || runs[0].Rows != 320 || runs[0].Errors != 1 || runs[0].Name != p.Name || runs[0].AsOf != check.AsOf {
		t.Fatal(runs, err)
	}
	if _, err := l.Undo(ctx, 0); !ledger.IsKind(err, "no_operation") {
		t.Error("the last thing to undo is an export", err)
	}
	if _, err := l.Undo(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if runs, _ := Runs(ctx, l.Read()); len(runs) != 0 {
		t.Error(runs)
	}
}

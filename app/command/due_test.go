package command

import (
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/demo"
)

// TestDueNamesDaysForWhatTheyAre calls a day 法定 only where a law sets it, and the
// first day of a window not the last.
func TestDueNamesDaysForWhatTheyAre(t *testing.T) {
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(t.Context(), path, 5, civil.MustParse("2022-05-06")); err != nil {
		t.Fatal(err)
	}
	status, out, errs := do("due", "--ledger", path, "--on", "2099-01-01")
	if status != done {
		t.Fatal(errs)
	}
	lines := strings.Split(out, "\n")
	renewals, bills := 0, 0
	for i, line := range lines[:len(lines)-1] {
		switch next := lines[i+1]; {
		case strings.Contains(line, "续订"):
			renewals++
			if strings.Contains(next, "最后一日") || !strings.Contains(next, "起可以办") {
				t.Errorf("%s\n%s", line, next)
			}
		case strings.Contains(line, "月会费"):
			bills++
			if strings.Contains(next, "法定") || !strings.Contains(next, "最后一日") {
				t.Errorf("%s\n%s", line, next)
			}
		}
	}
	if renewals == 0 || bills != 1 {
		t.Errorf("%d renewals, %d bills in\n%s", renewals, bills, out)
	}
}

func TestNewLedgersHaveTheirEnding(t *testing.T) {
	for _, verb := range []string{"init", "demo"} {
		path := filepath.Join(t.TempDir(), "台账")
		if status, _, errs := do(verb, path); status != wrongUse || !strings.Contains(errs, ".ghtz") {
			t.Errorf("%s: %d %s", verb, status, errs)
		}
	}
}

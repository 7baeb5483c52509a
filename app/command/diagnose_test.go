package command

import (
	"archive/zip"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/assets"
)

func TestVersion(t *testing.T) {
	status, out, errs := do("--version")
	if status != done || !strings.Contains(out, assets.Version) || errs != "" {
		t.Errorf("%d %q %q", status, out, errs)
	}
}

// A bare path opens the window, on a ledger or on a sheet to import.
func TestWindowTakesAPath(t *testing.T) {
	for file, want := range map[string]int{"台账.ghtz": done, "D/名册.XLSX": done, "工资.csv": done, "imprt": wrongUse, "a.pdf": wrongUse} {
		got := ""
		status := Run(context.Background(), []string{file}, io.Discard, io.Discard, func(_ context.Context, path string) error { got = path; return nil })
		if status != want || want == done && got != file {
			t.Errorf("%s: %d, opened %q", file, status, got)
		}
	}
}

func TestDiagnose(t *testing.T) {
	l := newLedger(t)
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	t.Setenv("LOCALAPPDATA", t.TempDir())
	for _, c := range []struct {
		args   []string
		status int
		holds  string
	}{
		{nil, done, `"schema"`},
		{[]string{"--ledger", l}, done, `"verify_problems": 0`},
		{[]string{"--ledger", l + "x"}, problems, `"schema"`},
	} {
		out := filepath.Join(t.TempDir(), "诊断包.zip")
		status, said, errs := do(append([]string{"diagnose", "--out", out}, c.args...)...)
		if status != c.status || !strings.Contains(said, out) {
			t.Errorf("%v: %d %s %s", c.args, status, said, errs)
		}
		z, err := zip.OpenReader(out)
		if err != nil {
			t.Fatal(err)
		}
		summary := ""
		for _, f := range z.File {
			if f.Name == "summary.json" {
				r, err := f.Open()
				if err != nil {
					t.Fatal(err)
				}
				text, err := io.ReadAll(r)
				if err != nil {
					t.Fatal(err)
				}
				summary = string(text)
			}
		}
		z.Close()
		if !strings.Contains(summary, c.holds) {
			t.Errorf("%v: %s", c.args, summary)
		}
	}
}

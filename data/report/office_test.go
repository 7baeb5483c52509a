package report

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/sheet"
)

// asXLS is a shipped form whose receiver takes only .xls.
func asXLS(t *testing.T) *Profile {
	p := *mustLoad(t, "member-2018")
	p.File.Type = "xls"
	return &p
}

// The old format is written by LibreOffice and says the same cell for cell.
func TestOldFormat(t *testing.T) {
	if findOffice() == "" {
		t.Skip("LibreOffice is missing, so no .xls can be written")
	}
	l, people := sampleLedger(t)
	made, err := Export(ctx, asXLS(t), Members{l.Read(), onDay}, t.TempDir(), Options{AsOf: onDay})
	if err != nil || made.Remark != "" || filepath.Ext(made.Path) != ".xls" {
		t.Fatal(made.Path, made.Remark, err)
	}
	old, err := sheet.Open(ctx, made.Path, sheet.Options{})
	if err != nil || old.Format != "xls" {
		t.Fatal(old, err)
	}
	now, err := Export(ctx, mustLoad(t, "member-2018"), Members{l.Read(), onDay}, t.TempDir(), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(ctx, now.Path, sheet.Options{})
	if err != nil || firstDifference(book, old) != "" || len(old.Sheets[0].Rows) < len(people) {
		t.Error(firstDifference(book, old), err)
	}
}

// Without LibreOffice the workbook is an .xlsx by its name and its content, and it is
// said how to make it an .xls.
func TestNoOldFormatHere(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	l, _ := sampleLedger(t)
	to := filepath.Join(t.TempDir(), "会员.xls")
	made, err := Export(ctx, asXLS(t), Members{l.Read(), onDay}, to, Options{AsOf: onDay})
	if err != nil || filepath.Base(made.Path) != "会员.xlsx" || !strings.Contains(made.Remark, "另存为") || !strings.Contains(made.Remark, "LibreOffice") {
		t.Fatalf("%+v %v", made, err)
	}
	if b, err := sheet.Open(ctx, made.Path, sheet.Options{}); err != nil || b.Format != "xlsx" {
		t.Error(err)
	}
	if _, err := os.Stat(to); !errors.Is(err, os.ErrNotExist) {
		t.Error("an .xls was written")
	}
	again, err := Export(ctx, asXLS(t), Members{l.Read(), onDay}, to, Options{AsOf: onDay, Corrects: 1})
	if err != nil || filepath.Base(again.Path) != "会员（更正）.xlsx" {
		t.Errorf("a correction is written to %s: %v", again.Path, err)
	}
}

// A program that fails, gives something else, or is ended leaves no .xls.
func TestBadConversion(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("PATH", dir+string(os.PathListSeparator)+"/usr/bin:/bin")
	other := filepath.Join(dir, "other.xls")
	if data, err := os.ReadFile(samplesFolder + "会员花名册(旧版).xls"); err != nil || os.WriteFile(other, data, 0o600) != nil {
		t.Fatal(err)
	}
	killed := filepath.Join(dir, conversions+"1")
	if err := errors.Join(os.Mkdir(killed, 0o700), os.Chtimes(killed, time.Time{}, time.Now().Add(-time.Hour))); err != nil {
		t.Fatal(err)
	}
	fill := func(w io.Writer) error { _, err := w.Write(mustLoad(t, "member-2018").blank); return err }
	for _, c := range []struct{ script, want string }{
		{"exit 3", "没有转换成功"},
		{"exit 0", "没有转换成功"},
		{`while [ "$1" != --outdir ]; do shift; done; cp "$3" "$2/form.xls"`, "读不回来"},
		{`while [ "$1" != --outdir ]; do shift; done; cp ` + other + ` "$2/form.xls"`, "和原来的不一样"},
	} {
		if err := os.WriteFile(filepath.Join(dir, "soffice"), []byte("#!/bin/sh\n"+c.script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		out, err := asXLS(t).writeAs(ctx, filepath.Join(dir, "表.xls"), fill)
		if err != nil || !strings.Contains(out.remark, c.want) || filepath.Base(out.path) != "表.xlsx" {
			t.Errorf("%s: %+v %v", c.script, out, err)
		}
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := asXLS(t).writeAs(ended, filepath.Join(dir, "止.xls"), fill); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "unionledger-xls-*")); len(left) > 0 {
		t.Error(left)
	}
}

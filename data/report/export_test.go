package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
)

// sampleLedger holds the sample roster with one member retained, so that the form
// has somebody to leave out.
func sampleLedger(t testing.TB) (*ledger.Ledger, []person) {
	l, people := newLedger(t), roster(t)
	ids := enrol(t, l, people)
	gone := people[5]
	write(t, l, func(tx *ledger.Tx) error {
		_, err := member.Happen(tx, member.Event{Member: ids[gone.Person], Kind: member.Retain, Date: civil.MustParse("2021-11-01")})
		return err
	})
	return l, append(append([]person(nil), people[:5]...), people[6:]...)
}

// expected is the row of a person in the 2018 form, by column.
func expected(p person) map[string]string {
	v := p.values()
	full := func(date string) string {
		if len(date) != 10 {
			return ""
		}
		return strings.ReplaceAll(date, "-", "/")
	}
	row := map[string]string{"B": v["name"], "C": v["gender"], "D": full(v["birth_date"]), "E": v["ethnicity"], "H": v["id_number"],
		"I": v["education"], "J": v["skill_level"], "K": v["phone"], "L": v["hukou_type"], "N": "入会", "O": full(v["join_date"]),
		"Q": v["political"], "R": "杭州云栎精密机械有限公司", "T": map[string]string{"1": "是", "0": "否"}[v["migrant"]]}
	if v["id_number"] != "" {
		row["G"] = "居民身份证"
	}
	if v["hukou_type"] == "居民家庭户口" {
		row["L"] = ""
	}
	return row
}

func TestExportIsReadBackByOthersCellForCell(t *testing.T) {
	l, people := sampleLedger(t)
	p := mustLoad(t, "member-2018")
	dir := t.TempDir()
	made, err := Export(ctx, p, Members{l.Read(), onDay}, dir, Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "杭州云栎精密机械有限公司工会委员会会员信息采集表2021-11-30.xlsx"); made.Path != want {
		t.Errorf("written to %s, want %s", made.Path, want)
	}
	if made.Rows != len(people) || made.Skipped["保留"] != 1 {
		t.Errorf("%d rows, skipped %v; want %d rows and one 保留", made.Rows, made.Skipped, len(people))
	}
	byName := map[string][]map[string]string{}
	for _, one := range people {
		byName[one.Name] = append(byName[one.Name], expected(one))
	}
	for _, mode := range []string{"normal", "readonly", "libreoffice"} {
		t.Run(mode, func(t *testing.T) { compareSheet(t, p, readBack(t, made.Path, mode)[p.Sheet], byName, len(people)) })
	}
}

// compareSheet holds the sheet another program saw against what went in.
func compareSheet(t *testing.T, p *Profile, rows [][]any, byName map[string][]map[string]string, members int) {
	t.Helper()
	if len(rows) != 4+members+1 {
		t.Fatalf("%d rows, want %d members between header and note", len(rows), members)
	}
	for i, c := range p.Columns {
		if rows[3][i] != c.Header {
			t.Errorf("header %s is %q, want %q", c.At, rows[3][i], c.Header)
		}
	}
	if note, _ := rows[len(rows)-1][0].(string); !strings.HasPrefix(note, "填表说明") {
		t.Errorf("the last row is %q, not the note", note)
	}
	if rows[2][0] != "填表单位（盖章）：杭州云栎精密机械有限公司工会委员会" {
		t.Errorf("A3 is %q", rows[2][0])
	}
	for n, row := range rows[4 : len(rows)-1] {
		got := map[string]string{}
		for i, cell := range row {
			text, isText := cell.(string)
			if cell != nil && !isText {
				t.Errorf("row %d column %s is %v (%T), not text", n+5, p.Columns[i].At, cell, cell)
			}
			got[p.Columns[i].At] = text
		}
		if got["A"] != fmt.Sprint(n+1) {
			t.Errorf("row %d has number %q", n+5, got["A"])
		}
		if !takeMatch(byName, got) {
			t.Errorf("row %d of %s is nobody of the roster: %v", n+5, got["B"], got)
		}
	}
}

// takeMatch finds the person a row shows and takes them off the list.
func takeMatch(byName map[string][]map[string]string, got map[string]string) bool {
	for i, want := range byName[got["B"]] {
		same := true
		for _, at := range strings.Split("BCDEFGHIJKLMNOPQRST", "") {
			same = same && want[at] == got[at]
		}
		if same {
			// Kept for the next reader, moved to the end so that two people of one
			// name are both looked for.
			list := byName[got["B"]]
			byName[got["B"]] = append(append(append([]map[string]string{}, list[:i]...), list[i+1:]...), want)
			return true
		}
	}
	return false
}

func TestReceiverLosesNothingTheCheckDidNotNameBefore(t *testing.T) {
	l, people := sampleLedger(t)
	p := mustLoad(t, "member-2018")
	source, opt := Members{l.Read(), onDay}, Options{AsOf: onDay}
	result, err := Check(ctx, p, source, opt)
	if err != nil {
		t.Fatal(err)
	}
	made, err := Export(ctx, p, source, filepath.Join(t.TempDir(), "上报.xlsx"), opt)
	if err != nil {
		t.Fatal(err)
	}
	if made.Rows != len(people) {
		t.Errorf("%d rows, want %d", made.Rows, len(people))
	}
	holdLoss(t, p, result, made)
}

// holdLoss uploads the file to the model of the receiver: every row it refuses and
// every date it alters must have been named by the check; no word may be lost.
func holdLoss(t *testing.T, p *Profile, result Result, made Report) {
	t.Helper()
	got, err := receive(made.Path, p)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.rows)+len(got.failed) != made.Rows {
		t.Errorf("%d rows taken and %d refused, want %d in all", len(got.rows), len(got.failed), made.Rows)
	}
	refusals, undated := map[int64]bool{}, map[int64]bool{}
	for _, bad := range result.Problems {
		switch {
		case bad.Severity != problem.Error:
		case bad.Field == "id_number" || bad.Field == "phone" || bad.Field == "name" || bad.Kind == "retired":
			refusals[bad.Record] = true
		case bad.Field == "change_date":
			undated[bad.Record] = true
		}
	}
	if len(got.failed) > len(refusals) || len(got.failed) == 0 {
		t.Errorf("the receiver refuses %d rows, the check named %d people", len(got.failed), len(refusals))
	}
	today := 0
	for _, what := range got.altered {
		switch {
		case strings.Contains(what, "今天"):
			today++
		case !strings.Contains(what, "出生日期"):
			t.Errorf("lost without a word: %s", what)
		}
	}
	if today > len(undated) {
		t.Errorf("%d dates silently become today, the check named %d", today, len(undated))
	}
	for _, row := range got.rows {
		if row["N"] != "入会" {
			t.Errorf("%s: 会籍变化类型 arrived as %q", row["B"], row["N"])
		}
	}
}

func TestExportOfNobodyKeepsTheNoteLast(t *testing.T) {
	l := newLedger(t)
	p := mustLoad(t, "member-2018")
	made, err := Export(ctx, p, Members{l.Read(), onDay}, filepath.Join(t.TempDir(), "空.xlsx"), Options{AsOf: onDay})
	if err != nil || made.Rows != 0 {
		t.Fatalf("%d rows, %v", made.Rows, err)
	}
	got, err := receive(made.Path, p)
	if err != nil || len(got.rows) != 0 {
		t.Errorf("received %v, %v", got, err)
	}
}

func TestWhereTheFileGoes(t *testing.T) {
	dir := t.TempDir()
	p := &Profile{Name: "表", File: File{Name: "{n}.xlsx", Type: "xlsx"}}
	facts := map[string]string{"n": "甲/乙"}
	for to, want := range map[string]string{
		dir: filepath.Join(dir, "甲_乙.xlsx"), filepath.Join(dir, "a.xlsx"): filepath.Join(dir, "a.xlsx"),
		filepath.Join(dir, "a.xls"): filepath.Join(dir, "a.xls.xlsx"), filepath.Join(dir, "a"): filepath.Join(dir, "a.xlsx"),
		filepath.Join(dir, "nowhere") + "/": "", "": "",
	} {
		got, err := p.target(to, facts)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q goes to %q (%v), want %q", to, got, err, want)
		}
	}
}

func TestFailedExportLeavesTheOldFile(t *testing.T) {
	l, _ := sampleLedger(t)
	p := *mustLoad(t, "member-2018")
	p.File.MaxRows = 100
	path := filepath.Join(t.TempDir(), "旧.xlsx")
	if err := os.WriteFile(path, []byte("旧文件"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Export(ctx, &p, Members{l.Read(), onDay}, path, Options{AsOf: onDay})
	if err == nil || !strings.Contains(err.Error(), "一次最多报 100 行") {
		t.Errorf("error is %v", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "旧文件" {
		t.Error("the old file was touched")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

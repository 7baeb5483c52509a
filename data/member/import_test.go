package member

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/sheet"
)

func readSample(t testing.TB, name string) *Import {
	t.Helper()
	im, err := ReadRoster(context.Background(), Fields, openSample(t, name), intake.Options{Today: asRead})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func TestImportIsWrittenOnceAndCanBeUndone(t *testing.T) {
	ctx := context.Background()
	l := newLedger(t)
	im := readSample(t, "会员花名册(车间手工台账).xlsx")
	op, err := im.Apply(ctx, l, "")
	if err != nil || op == 0 {
		t.Fatalf("Apply = %d, %v", op, err)
	}
	if im.Taken.Added != 326 || im.Taken.Groups != 15 || im.Taken.Conflicts != 0 {
		t.Errorf("taken %+v", im.Taken)
	}
	counts, err := Counts(ctx, l.Read(), civil.Date{})
	if err != nil || counts[Active] != 326 {
		t.Errorf("counts %v, %v", counts, err)
	}
	first := op
	again := readSample(t, "会员花名册(车间手工台账).xlsx")
	op, err = again.Apply(ctx, l, "")
	if err != nil || op != 0 {
		t.Errorf("second import wrote operation %d, %v", op, err)
	}
	if again.Taken.Same != 326 {
		t.Errorf("second import: %+v", again.Taken)
		for _, d := range again.Plan.Changed {
			t.Logf("row %d %v %v", d.Row.Number, d.Matched, d.Changes)
		}
	}
	if _, err := l.Undo(ctx, first); err != nil {
		t.Fatal(err)
	}
	if ids, err := List(ctx, l.Read(), Query{}); err != nil || len(ids) != 0 {
		t.Errorf("%d members after undo, %v", len(ids), err)
	}
}

func TestNothingIsWrittenBeforeApply(t *testing.T) {
	l := newLedger(t)
	im := readSample(t, "会员花名册(旧版).xls")
	plan, err := im.Compare(context.Background(), l.Read())
	if err != nil || len(plan.New) != 60 {
		t.Fatalf("plan %+v, %v", plan, err)
	}
	if ops, err := l.History(context.Background(), 0); err != nil || len(ops) != 0 {
		t.Errorf("operations %v, %v", ops, err)
	}
}

// The two smaller rosters hold five people of the main one, who are found by their
// numbers and not added again.
func TestOnePersonInTwoFiles(t *testing.T) {
	l := newLedger(t)
	for _, c := range []struct {
		file           string
		added, changed int
	}{{"会员花名册(车间手工台账).xlsx", 326, 0}, {"会员花名册.csv", 38, 2}, {"会员花名册(旧版).xls", 57, 3}} {
		im := readSample(t, c.file)
		if _, err := im.Apply(context.Background(), l, ""); err != nil {
			t.Fatal(err)
		}
		if im.Taken.Added != c.added || im.Taken.Changed+im.Taken.Same+im.Taken.Conflicts != c.changed {
			t.Errorf("%s: %+v %v", c.file, im.Taken, im.Plan.Conflicts)
		}
	}
}

func TestImportJSON(t *testing.T) {
	data, err := json.Marshal(readSample(t, "会员花名册.csv"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Read, Taken, Refused, Repaired int
		NotData                        int `json:"not_data"`
		Problems, Repairs              []map[string]any
		Unmapped                       []any
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Read != 40 || got.Taken != 40 || got.Refused+got.NotData != 0 || got.Repaired != len(got.Repairs) || len(got.Problems) == 0 {
		t.Errorf("got %d %d %d %d %d", got.Read, got.Taken, got.Refused, got.NotData, got.Repaired)
	}
	for _, key := range []string{"sheet", "cell", "field", "value", "kind", "message"} {
		if _, ok := got.Problems[0][key]; !ok {
			t.Errorf("a problem has no %s: %v", key, got.Problems[0])
		}
	}
	for _, key := range []string{"sheet", "cell", "field", "value", "to", "kind"} {
		if _, ok := got.Repairs[0][key]; !ok {
			t.Errorf("a repair has no %s: %v", key, got.Repairs[0])
		}
	}
}

func TestProblemWorkbookOfAnImport(t *testing.T) {
	im := readSample(t, "会员花名册(车间手工台账).xlsx")
	var out bytes.Buffer
	if err := im.WriteProblems(&out, "导入问题清单"); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.OpenBytes(context.Background(), "问题.xlsx", out.Bytes(), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]bool{}
	for _, row := range book.Sheets[0].Rows {
		cells[row.Cell(2).Text] = true
	}
	for _, p := range im.Problems() {
		if !cells[p.Cell] {
			t.Errorf("%s is not in the workbook", p)
		}
	}
}

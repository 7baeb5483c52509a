package negotiation

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/sheet"
)

func readSample(t testing.TB) *Import {
	t.Helper()
	b, err := sheet.Open(context.Background(), filepath.Join("..", "..", "testdata", "samples", "工资集体协商历年台账.xlsx"), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	im, err := ReadLedger(context.Background(), b, intake.Options{Today: civil.MustParse("2022-05-06")})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// TestImportSample takes the ledger of the sample in: every value of the key, each
// finding of the law with its article, and no other.
func TestImportSample(t *testing.T) {
	key, w, ctx := readKey(t), newWorld(t), context.Background()
	im := readSample(t)
	if err := im.Look(ctx, w.Ledger); err != nil {
		t.Fatal(err)
	}
	if list, err := List(ctx, w.Read()); err != nil || len(list) != 0 {
		t.Fatalf("looking wrote %v, %v", list, err)
	}
	checkFindings(t, im, key)
	op, err := im.Write(ctx, w.Ledger)
	if err != nil || op == 0 || im.Summary() != "新增 4 轮，更新 0 轮，相同 0 轮" {
		t.Fatalf("operation %d, %s, %v", op, im.Summary(), err)
	}
	for _, year := range key.Years {
		r, ok, err := ForYear(ctx, w.Read(), int(year["year"].(float64)), WageContract)
		if err != nil || !ok {
			t.Fatalf("%v: %v", year["year"], err)
		}
		for k, v := range year {
			want := fmt.Sprint(v)
			if n, ok := v.(float64); ok {
				want = strconv.FormatFloat(n, 'f', -1, 64)
			}
			if got := r.Get(k); got != want {
				t.Errorf("%v %s is %q, want %q", year["year"], k, got, want)
			}
		}
	}
	again := readSample(t)
	if second, err := again.Write(ctx, w.Ledger); err != nil || second != 0 || again.Summary() != "新增 0 轮，更新 0 轮，相同 4 轮" {
		t.Errorf("the second import wrote operation %d, %s, %v", second, again.Summary(), err)
	}
	checkFindings(t, again, key)
	if _, err := w.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if list, err := List(ctx, w.Read()); err != nil || len(list) != 0 {
		t.Errorf("undo left %v, %v", list, err)
	}
}

func checkFindings(t *testing.T, im *Import, key sampleKey) {
	t.Helper()
	kinds := map[string]string{"filed_within_10_days_of_signing": "late_D7", "more_than_half_of_all_agree": "majority", "no_gap_or_overlap_with_last_contract": "series"}
	want, got := map[string]bool{}, map[string]bool{}
	for _, f := range key.Findings {
		if !f.OK {
			want[fmt.Sprint(f.Year, kinds[f.Rule])] = true
		}
	}
	for _, p := range im.Conflicts {
		year := im.Rows[p.Row-im.Rows[0].Number].Record.Get("year")
		got[year+p.Kind] = true
		if p.Kind != "series" && p.Basis == "" {
			t.Errorf("%s names no article", p)
		}
		if p.Cell == "" || p.Sheet == "" || !strings.HasSuffix(p.Message, "。") {
			t.Errorf("no place or no sentence: %+v", p)
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("found %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

func TestImportRefuses(t *testing.T) {
	s := &sheet.Sheet{Name: "台账"}
	for i, text := range []string{"年度|要约日期|签字日期", "2020|4月7日|5月25日", "20|4月7日|5月25日", "2020|4月8日|5月26日", "2021|2021.3.1|2021.2.1"} {
		row := sheet.Row{Number: i + 1}
		for _, v := range strings.Split(text, "|") {
			row.Cells = append(row.Cells, sheet.Cell{Kind: sheet.Text, Text: v})
		}
		s.Rows = append(s.Rows, row)
	}
	w, ctx := newWorld(t), context.Background()
	im, err := ReadLedger(ctx, &sheet.Book{Format: "xlsx", Sheets: []*sheet.Sheet{s}}, intake.Options{Today: civil.MustParse("2022-05-06")})
	if err == nil {
		_, err = im.Write(ctx, w.Ledger)
	}
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, p := range im.Problems() {
		if p.Kind == "year_wrong" || p.Kind == "year_twice" {
			kinds = append(kinds, fmt.Sprint(p.Kind, p.Row))
		}
	}
	if got := strings.Join(kinds, " "); got != "year_wrong3 year_twice4" {
		t.Errorf("refused: %s", got)
	}
	if c := im.Counts(); c.Read != 4 || c.Taken != 2 || c.Refused != 2 {
		t.Errorf("%+v", c)
	}
	r, _, err := ForYear(ctx, w.Read(), 2020, WageContract)
	if err != nil || r.Get("offered") != "2020-04-07" {
		t.Errorf("%s, %v", r, err)
	}
	var said struct {
		Plan     importFigures
		Problems []struct{ Kind string }
	}
	text, err := json.Marshal(im)
	if err == nil {
		err = json.Unmarshal(text, &said)
	}
	if err != nil || said.Plan.New != 2 || len(said.Problems) != len(im.Problems()) {
		t.Errorf("%s, %v", text, err)
	}
	if ops, err := w.History(ctx, 1); err != nil || ops[0].Title != "导入协商历年台账：新增 2 轮，更新 0 轮" || ops[0].Kind != "import" {
		t.Errorf("%v, %v", ops, err)
	}
}

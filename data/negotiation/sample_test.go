package negotiation

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/rule"
)

type sampleKey struct {
	Years    []map[string]any
	Findings []struct {
		Year          int
		Rule          string
		OK            bool
		Due, Earliest string
		DueIfMoved    string `json:"due_if_moved_to_a_working_day"`
		Needed        int
		GapDays       int `json:"gap_days"`
	}
	Sheets []struct {
		Columns []struct{ Header, Field string }
	}
}

func readKey(t testing.TB) (k sampleKey) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "samples", "工资集体协商历年台账.xlsx.key.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &k); err != nil {
		t.Fatal(err)
	}
	return k
}

// records turns the years of the key into what an import hands over.
func (k sampleKey) records(t testing.TB) []field.Record {
	t.Helper()
	var out []field.Record
	for _, year := range k.Years {
		rec := RoundFields.NewRecord()
		for key, v := range year {
			switch v := v.(type) {
			case string:
				rec.Set(key, v)
			case float64:
				rec.Set(key, strconv.FormatFloat(v, 'f', -1, 64))
			default:
				t.Fatalf("%s is %T", key, v)
			}
		}
		out = append(out, rec)
	}
	return out
}

type world struct {
	*ledger.Ledger
	book *rule.Book
	cal  *calendar.Calendar
}

func newWorld(t testing.TB) world {
	t.Helper()
	l, err := ledger.Create(context.Background(), filepath.Join(t.TempDir(), "台账"+ledger.Extension), ledger.Options{Operator: "测试"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	book, cal := shippedLaw(t)
	return world{l, book, cal}
}

func shippedLaw(t testing.TB) (*rule.Book, *calendar.Calendar) {
	t.Helper()
	book, err := rule.Load()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := calendar.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return book, cal
}

// take imports the sample years and gives their rounds by year.
func (w world) take(t testing.TB, records []field.Record) map[int]Dossier {
	t.Helper()
	ctx := context.Background()
	_, err := w.Write(ctx, ledger.Op{Kind: "import", Title: "导入历年协商"}, func(tx *ledger.Tx) error {
		added, updated, err := Take(ctx, tx, records)
		if added != len(records) || updated != 0 {
			t.Errorf("added %d updated %d", added, updated)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all, err := All(ctx, w.Read())
	if err != nil {
		t.Fatal(err)
	}
	out := map[int]Dossier{}
	for _, d := range all {
		out[int(d.Int("year"))] = d
	}
	return out
}

// Each finding of the sample: what is wrong is reported with the right day or
// number, what is right is not reported.
func TestSampleFindings(t *testing.T) {
	key := readKey(t)
	w := newWorld(t)
	rounds := w.take(t, key.records(t))
	p := w.book.GetOrDefault("")
	kinds := map[string][]string{
		"reply_within_10_workdays_of_receipt":  {"late_D1", "extended_D1"},
		"negotiation_within_60_days_of_offer":  {"late_D3", "extended_D3"},
		"congress_within_15_workdays":          {"late_D5", "extended_D5"},
		"quorum_two_thirds_of_all":             {"quorum"},
		"more_than_half_of_all_agree":          {"majority"},
		"filed_within_10_days_of_signing":      {"late_D7", "extended_D7"},
		"effective_after_15_days_of_review":    {"effective_early"},
		"no_gap_or_overlap_with_last_contract": {"series"},
	}
	deadline := map[string]string{"reply_within_10_workdays_of_receipt": "D1", "negotiation_within_60_days_of_offer": "D3",
		"congress_within_15_workdays": "D5", "filed_within_10_days_of_signing": "D7"}
	var list []Round
	for _, d := range rounds {
		list = append(list, d.Round)
	}
	series := CheckSeries(list)
	seen := 0
	for _, f := range key.Findings {
		t.Run(fmt.Sprint(f.Year, f.Rule), func(t *testing.T) {
			d := rounds[f.Year]
			want, ok := kinds[f.Rule]
			if !ok {
				t.Fatalf("no check for %s", f.Rule)
			}
			found := problemsOf(append(Check(d, p, w.cal), series...), d.ID, want)
			if (len(found) == 0) != f.OK {
				t.Errorf("ok %v, reported %v", f.OK, found)
			}
			seen += len(found)
			if f.GapDays > 0 && !strings.Contains(found[0].Message, fmt.Sprintf("中间有 %d 天", f.GapDays)) ||
				f.GapDays < 0 && !strings.Contains(found[0].Message, fmt.Sprintf("重叠 %d 天", -f.GapDays)) {
				t.Errorf("gap %d: %s", f.GapDays, found[0].Message)
			}
			if id := deadline[f.Rule]; id != "" {
				dl, _ := d.Deadline(id, p, w.cal)
				if dl.Raw.String() != f.Due || f.DueIfMoved != "" && dl.Adjusted.String() != f.DueIfMoved {
					t.Errorf("%s: %s, moved %s, want %s, %s", id, dl.Raw, dl.Adjusted, f.Due, f.DueIfMoved)
				}
			}
			v, _ := d.Vote(p)
			if f.Rule == "quorum_two_thirds_of_all" && v.QuorumNeeded != f.Needed || f.Rule == "more_than_half_of_all_agree" && v.ApprovalNeeded != f.Needed {
				t.Errorf("needed %d and %d, want %d", v.QuorumNeeded, v.ApprovalNeeded, f.Needed)
			}
			if f.Rule == "effective_after_15_days_of_review" {
				if dl, _ := d.Deadline("D8", p, w.cal); dl.Raw.AddDays(1).String() != f.Earliest {
					t.Errorf("earliest %s, want %s", dl.Raw.AddDays(1), f.Earliest)
				}
			}
		})
	}
	all := series
	for _, d := range rounds {
		all = append(all, Check(d, p, w.cal)...)
	}
	if len(all) != seen {
		t.Errorf("%d problems, %d asked for: %v", len(all), seen, all)
	}
}

func problemsOf(ps []problem.Problem, record int64, kinds []string) (out []problem.Problem) {
	for _, p := range ps {
		if p.Record == record && slices.Contains(kinds, p.Kind) {
			out = append(out, p)
		}
	}
	return out
}

// The headers of the sample lead to the fields that keep their columns.
func TestSampleHeaders(t *testing.T) {
	for _, c := range readKey(t).Sheets[0].Columns {
		f, ok := RoundFields.Field(c.Field)
		if !ok || f.Label != c.Header && f.Short != c.Header && !slices.Contains(f.Aliases, c.Header) {
			t.Errorf("header %s does not lead to %s", c.Header, c.Field)
		}
	}
	names := map[string]string{}
	for _, f := range RoundFields.All() {
		for _, n := range append([]string{f.Label}, f.Aliases...) {
			if other, twice := names[n]; twice && other != f.Key {
				t.Errorf("%s leads to %s and %s", n, other, f.Key)
			}
			names[n] = f.Key
		}
	}
}

func TestTakeFillsAndNeverErases(t *testing.T) {
	w := newWorld(t)
	w.take(t, readKey(t).records(t))
	ctx := context.Background()
	again := RoundFields.NewRecord()
	again.Set("year", "2021")
	again.Set("published", "2021-05-28")
	same := readKey(t).records(t)[0]
	var added, updated int
	_, err := w.Write(ctx, ledger.Op{Kind: "import", Title: "再导入"}, func(tx *ledger.Tx) (err error) {
		added, updated, err = Take(ctx, tx, []field.Record{again, same})
		return err
	})
	if err != nil || added != 0 || updated != 1 {
		t.Fatalf("added %d updated %d, %v", added, updated, err)
	}
	r, ok, err := ForYear(ctx, w.Read(), 2021, WageContract)
	if err != nil || !ok {
		t.Fatal(err)
	}
	if r.Get("published") != "2021-05-28" || r.Get("signed") != "2021-04-28" || r.Get("raise_percent") != "6.5" || r.Title() != "2021 年度工资集体协商" {
		t.Errorf("%s", r)
	}
	bad := RoundFields.NewRecord()
	bad.Set("year", "21")
	_, err = w.Write(ctx, ledger.Op{Kind: "import", Title: "坏年度"}, func(tx *ledger.Tx) error {
		_, _, err := Take(ctx, tx, []field.Record{bad})
		return err
	})
	if err == nil {
		t.Error("the year 21 was taken")
	}
}

// A contract long over asks for nothing more; what was never recorded is a gap.
func TestSampleSteps(t *testing.T) {
	w := newWorld(t)
	d := w.take(t, readKey(t).records(t))[2019]
	var got []string
	for _, s := range Steps(d, w.book.GetOrDefault(""), w.cal, civil.MustParse("2022-05-06")) {
		got = append(got, fmt.Sprintf("%d %s %s %s %s", s.No, s.Title, s.Date, s.State, s.Words))
	}
	want := []string{
		"1 产生代表  没有记录 没有记录", "2 要约 2019-03-11 已办 已签收", "3 书面答复 2019-03-18 已办 提前 7 天",
		"4 信息披露  没有记录 没有记录", "5 协商会议  没有记录 没有记录", "6 合同草案 2019-04-09 已办 第 29 日",
		"7 职代会审议 2019-04-18 已办 54 / 60 同意", "8 签字 2019-04-22 已办 双方首席", "9 报送人社 2019-05-13 已办 逾期 8 天",
		"10 审查 2019-05-29 已办 已生效", "11 公布  没有记录 没有记录", "12 报上级工会  没有记录 没有记录", "13 履约  没有记录 没有记录",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got  %q\nwant %q", got[i], want[i])
		}
	}
}

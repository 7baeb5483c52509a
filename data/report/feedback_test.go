package report

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

type feedbackKey struct {
	Rows []struct {
		Row                  int
		Person, Name, Reason string
		OK                   bool
		Class                string `json:"reason_class"`
	}
	Damaged []struct {
		Cell, Kind string
		Row        int
	}
	Counts struct {
		Succeeded, Failed int
		ByClass           map[string]int `json:"failed_by_class"`
	}
}

const samplesFolder = "../../testdata/samples/"

func sampleBook(t testing.TB, name string) *sheet.Book {
	t.Helper()
	b, err := sheet.Open(context.Background(), samplesFolder+name, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// rosterLedger is a ledger with the members of the main sample.
func rosterLedger(t testing.TB) *ledger.Ledger {
	t.Helper()
	ctx := context.Background()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "测试"+ledger.Extension), ledger.Options{Operator: "测试",
		Now: func() time.Time { return time.Date(2022, 5, 6, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	im, err := member.ReadRoster(ctx, member.Fields, sampleBook(t, "会员花名册(车间手工台账).xlsx"), asFed)
	if err == nil {
		_, err = im.Write(ctx, l)
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var asFed = intake.Options{Today: civil.MustParse("2022-05-06")}

func feed(t testing.TB, l *ledger.Ledger, b *sheet.Book) *Feedback {
	t.Helper()
	f, err := ReadFeedback(context.Background(), l.Read(), b, asFed)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestFeedbackSample holds every row to the key: who it is, whether it was taken,
// and what class of reason it came back for.
func TestFeedbackSample(t *testing.T) {
	var key feedbackKey
	text, err := os.ReadFile(samplesFolder + "上传结果反馈.xls.key.json")
	if err == nil {
		err = json.Unmarshal(text, &key)
	}
	if err != nil {
		t.Fatal(err)
	}
	l, ctx := rosterLedger(t), context.Background()
	f := feed(t, l, sampleBook(t, "上传结果反馈.xls"))
	if len(f.lines) != len(key.Rows) {
		t.Fatalf("%d rows, want %d", len(f.lines), len(key.Rows))
	}
	for i, want := range key.Rows {
		got := f.lines[i]
		class := got.class
		if class == classAccepted {
			class = ""
		}
		if got.row != want.Row || got.ok != want.OK || class != want.Class || (got.member != 0) != (want.Person != "") || want.Name != "" && got.name != want.Name {
			t.Errorf("row %d: %+v, want %+v", want.Row, got, want)
		}
	}
	if len(f.Conflicts) != key.Counts.Failed || len(f.Problems()) != key.Counts.Failed+len(key.Damaged) {
		t.Errorf("%d problems", len(f.Problems()))
	}
	for _, p := range f.Problems() {
		if p.Who == "" || !strings.HasSuffix(p.Message, "。") || strings.Contains(p.Message, "330101") {
			t.Errorf("%+v", p)
		}
	}
	d := key.Damaged[0]
	if p := f.Result.Problems(); len(p) != 1 || p[0].Cell != d.Cell || p[0].Kind != d.Kind {
		t.Errorf("damaged: %v", p)
	}
	open, err := OpenFeedback(ctx, l.Read())
	if err != nil || len(open) != 0 {
		t.Fatalf("reading kept %v, %v", open, err)
	}
	keepFeedback(t, l, f, key)
}

// keepFeedback writes the answer, again, marks a row and takes it all back.
func keepFeedback(t *testing.T, l *ledger.Ledger, f *Feedback, key feedbackKey) {
	ctx := context.Background()
	op, err := f.Write(ctx, l)
	if err != nil || op == 0 || f.Summary() != "上级收了 138 行，退回 12 行，1 行不是本会会员" {
		t.Fatalf("operation %d, %s, %v", op, f.Summary(), err)
	}
	// The person who stood there twice needs nothing; the damaged number does.
	open, err := OpenFeedback(ctx, l.Read())
	if err != nil || len(open) != key.Counts.Failed-key.Counts.ByClass[classDuplicate]+len(key.Damaged) {
		t.Fatalf("%d open, %v", len(open), err)
	}
	for _, it := range open {
		if it.Name == "" || it.Next == "" || it.Date.String() != "2022-05-06" || it.File != "上传结果反馈.xls" {
			t.Errorf("%+v", it)
		}
	}
	again := feed(t, l, sampleBook(t, "上传结果反馈.xls"))
	if second, err := again.Write(ctx, l); err != nil || second != 0 || !strings.HasSuffix(again.Summary(), "没有再记") {
		t.Errorf("the second import wrote operation %d, %s, %v", second, again.Summary(), err)
	}
	if _, err := MarkFeedback(ctx, l, open[0].ID, true); err != nil {
		t.Fatal(err)
	}
	left, err := OpenFeedback(ctx, l.Read())
	if err != nil || len(left) != len(open)-1 || left[0].ID != open[1].ID {
		t.Errorf("%v, %v", left, err)
	}
	if _, err := MarkFeedback(ctx, l, 9999, true); !ledger.IsKind(err, "not_found") {
		t.Error(err)
	}
	marked, err := l.History(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{marked[0].ID, op} {
		if _, err := l.Undo(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	if left, err := OpenFeedback(ctx, l.Read()); err != nil || len(left) != 0 {
		t.Errorf("undo left %v, %v", left, err)
	}
}

func answer(lines ...string) *sheet.Book {
	s := &sheet.Sheet{Name: "结果"}
	for i, text := range append([]string{"姓名|证件号码|处理结果|失败原因"}, lines...) {
		row := sheet.Row{Number: i + 1}
		for _, v := range strings.Split(text, "|") {
			kind := sheet.Text
			if v == "" {
				kind = sheet.Blank
			}
			row.Cells = append(row.Cells, sheet.Cell{Kind: kind, Text: v})
		}
		s.Rows = append(s.Rows, row)
	}
	return &sheet.Book{Path: `C:\下载\结果.xlsx`, Format: "xlsx", Sheets: []*sheet.Sheet{s}}
}

// A later answer about the same person settles the earlier one.
func TestFeedbackAgain(t *testing.T) {
	l, ctx := rosterLedger(t), context.Background()
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"于建健||失败|移动电话不能为空！", "黄春桂||导入失败|奇怪的话", "外人||失败|身份证已存在"}, "于建健 phone_missing 黄春桂 other 外人 already_registered"},
		{[]string{"于建健||成功|", "外人||成功|"}, "黄春桂 other"},
		{[]string{"黄春桂||失败|出生日期格式不正确"}, "黄春桂 bad_birth_date"},
		{[]string{"黄春桂||也许|", "于建健||成功|"}, "黄春桂 bad_birth_date"},
	} {
		f := feed(t, l, answer(c.lines...))
		if _, err := f.Write(ctx, l); err != nil {
			t.Fatal(err)
		}
		open, err := OpenFeedback(ctx, l.Read())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, it := range open {
			got = append(got, it.Name, it.Class)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("after %v: %v, want %s", c.lines, got, c.want)
		}
	}
}

// FuzzFeedback gives any words as result and reason: nothing may panic, and every
// row is taken, returned or refused.
func FuzzFeedback(f *testing.F) {
	f.Add("是", "")
	f.Add("失败", "姓名不能为空！")
	reasons, err := loadReasons()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, word, reason string) {
		ok, clear := succeeded(word, reason)
		if ok && !clear {
			t.Error("taken, though unclear")
		}
		if why := classify(reasons, plainReason(reason)); why.Class == "" || why.Next == "" {
			t.Errorf("no class for %q", reason)
		}
	})
}

package wizard

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"unionledger/app/page/pagetest"
	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

const sample = "../../../../testdata/samples/会员花名册(车间手工台账).xlsx"

var day = civil.MustParse("2022-05-06")

func demoLedger(t *testing.T) *ledger.Ledger {
	t.Helper()
	return pagetest.Demo(t, 326).Open
}

func quiet(int, int) {}

// opened is a job with the sample roster recognised.
func opened(t *testing.T, l *ledger.Ledger) *job {
	t.Helper()
	j := &job{path: sample, today: day}
	if err := j.open(context.Background(), l, quiet); err != nil {
		t.Fatal(err)
	}
	if err := j.recognise(); err != nil {
		t.Fatal(err)
	}
	return j
}

func TestJobRecognisesTheSample(t *testing.T) {
	j := opened(t, demoLedger(t))
	tab := j.found.Tables[0]
	if tab.Sheet != "会员花名册" || tab.HeaderLast != 4 || j.taken() != 17 {
		t.Fatalf("sheet %q, header to row %d, %d columns", tab.Sheet, tab.HeaderLast, j.taken())
	}
	if got := j.readWords(); got != "读表 会员花名册；不读：端午慰问品签收、2020年名册(勿动)（隐藏）" {
		t.Fatal(got)
	}
}

func TestWrongHeaderIsSaidAndTheRightOneFoundAgain(t *testing.T) {
	j := opened(t, demoLedger(t))
	if err := j.choose("端午慰问品签收", 1); err == nil {
		t.Fatal("a row without a header was taken for one")
	}
	if j.found != nil || j.current().Name != "端午慰问品签收" {
		t.Fatal("what was chosen is lost")
	}
	if err := j.choose("会员花名册", 4); err != nil {
		t.Fatal(err)
	}
}

func TestAssigningTakesAFieldFromTheColumnThatHadIt(t *testing.T) {
	j := opened(t, demoLedger(t))
	had := ""
	for _, c := range j.columns {
		if c.Field == "post" {
			had = headerOf(c)
		}
	}
	if had == "" || j.robbed != "" {
		t.Fatal("no column holds the post, or one has lost it already")
	}
	if err := j.assign("会员花名册", 9, "post"); err != nil { // J, taken for 户籍类型 before
		t.Fatal(err)
	}
	posts := 0
	for _, c := range j.columns {
		if c.Field == "post" {
			posts++
			if c.Column != 9 || c.How != intake.ByHand {
				t.Fatalf("%+v", c)
			}
		}
	}
	if j.robbed != had {
		t.Fatalf("%q is said to have lost the post, not %q", j.robbed, had)
	}
	if posts != 1 {
		t.Fatalf("%d columns hold the post", posts)
	}
	if err := j.assign("会员花名册", 1, ""); err == nil {
		t.Fatal("a roster without names was accepted")
	}
	if err := j.assign("会员花名册", 1, "name"); err != nil {
		t.Fatal("the name cannot be given back:", err)
	}
}

func TestImportOfTheSample(t *testing.T) {
	ctx, l := context.Background(), demoLedger(t)
	j := opened(t, l)
	if err := j.read(ctx, l, quiet); err != nil {
		t.Fatal(err)
	}
	if n := j.willWrite(); n != 326 || len(j.im.Plan.Refused) != 3 {
		t.Fatalf("would write %d, refuses %d", n, len(j.im.Plan.Refused))
	}
	list := j.lines()
	doubt := -1
	for i, l := range list {
		if l.level == levelDoubt && l.mayBlank {
			doubt = i
			break
		}
	}
	if list[0].level != levelAsk || list[0].Kind != member.SharedNumber || doubt < 0 {
		t.Fatalf("first line is %q, no doubt among %d", list[0].level, len(list))
	}

	// Of two rows of one person the later can be taken, of two people with one number
	// either, and all of it back again.
	find := func(who, kind string) line {
		for _, l := range j.lines() {
			if l.Who == who && l.Kind == kind {
				return l
			}
		}
		t.Fatalf("no %s of %s", kind, who)
		return line{}
	}
	decideAgain := func(at line, word string) {
		if !slices.Contains(at.choices(), word) || !j.take(at, word) {
			t.Fatalf("%s offers %v", at.Message, at.choices())
		}
		if err := j.read(ctx, l, quiet); err != nil {
			t.Fatal(err)
		}
	}
	twice := find("刘琴艳", member.ListedAgain)
	if got := j.decision(twice); got != "留第 81 行" || j.waits(twice) {
		t.Fatalf("%q", got)
	}
	decideAgain(twice, doThis)
	if other := find("刘琴艳", member.ListedAgain); other.Row != 81 || !strings.Contains(other.Message, "您选的那一行") {
		t.Fatalf("%+v", other.Problem)
	} else {
		decideAgain(other, doThis)
	}
	if back := find("刘琴艳", member.ListedAgain); back.Row != twice.Row {
		t.Fatalf("%+v", back.Problem)
	}
	decideAgain(find("孔泉", member.SharedNumber), doOwner)
	if l := find("孔泉", member.SharedNumber); l.row.Record.Get("id_number") == "" || j.decision(l) != doOwner || j.waits(l) {
		t.Fatalf("%+v", l.Problem)
	}
	if l := find("郝鹏飞", member.SharedNumber); l.row.Record.Get("id_number") != "" || j.waits(l) {
		t.Fatalf("%+v", l.Problem)
	}
	decideAgain(find("孔泉", member.SharedNumber), doNobody)
	if n := j.willWrite(); n != 326 || !j.waits(find("郝鹏飞", member.SharedNumber)) {
		t.Fatalf("would write %d", n)
	}
	list = j.lines()

	// A value left out stays out; a row left out is one person fewer.
	this := list[doubt]
	kept := this.row.Record.Get(this.Field)
	j.take(this, doBlank)
	if this.row.Record.Get(this.Field) != "" || j.decision(this) != doBlank {
		t.Fatal("the cell was not left empty")
	}
	j.take(this, doAsSaid)
	if this.row.Record.Get(this.Field) != kept || j.decision(this) != doAsSaid {
		t.Fatal("the cell did not come back")
	}
	j.take(this, doLeave)
	if err := j.compare(ctx, l); err != nil || j.willWrite() != 325 || j.decision(this) != doLeave {
		t.Fatalf("%v, would write %d", err, j.willWrite())
	}
	j.take(this, doAsSaid)

	op, err := j.write(ctx, l, nil)
	if err != nil || op == 0 {
		t.Fatal(op, err)
	}
	if len(l.Backups()) == 0 {
		t.Fatal("no backup was made before")
	}
	ids, err := touched(ctx, l, op)
	if err != nil || len(ids) != 326 {
		t.Fatal(len(ids), err)
	}

	// Once more changes nothing, and taking it back leaves the demonstration.
	if err := j.read(ctx, l, quiet); err != nil || j.willWrite() != 0 || len(j.im.Plan.Same) != 326 {
		t.Fatalf("%v: again would write %d", err, j.willWrite())
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	all, err := member.List(ctx, l.Read(), member.Query{})
	if err != nil || len(all) != 326 {
		t.Fatal(len(all), err)
	}
}

func TestProblemListIsWritten(t *testing.T) {
	j := opened(t, demoLedger(t))
	if err := j.read(context.Background(), demoLedger(t), quiet); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "问题.xlsx")
	if err := j.problems(path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() < 1000 {
		t.Fatal(info, err)
	}
}

func TestNumbersOfPeopleAreCovered(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"id_number", "330101199602031230", "**************1230"},
		{"phone", "19900000001", "*******0001"},
		{"education", "大专 毕业", "大专 毕业"},
	} {
		if got := cover(member.Fields.Must(c.key), c.value); got != c.want {
			t.Errorf("%s: %q", c.key, got)
		}
	}
	if coverLong("19900000001") != "*******0001" || coverLong("2011-05-06") != "2011-05-06" || coverLong("330101199602031230") != "**************1230" {
		t.Error("numbers in the sheet are not covered by their looks")
	}
}

func TestFiguresAreGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1030: "1,030", 1000007: "1,000,007"} {
		if got := grouped(n); got != want {
			t.Errorf("%d is %q", n, got)
		}
	}
}

func TestRowOfTheHeaderMustBeOne(t *testing.T) {
	s := opened(t, demoLedger(t)).current()
	last := s.Rows[len(s.Rows)-1].Number
	for typed, want := range map[string]string{"4": "4", " ４ ": "4", "": "", fmt.Sprint(last): fmt.Sprint(last)} {
		if got, err := readRow(typed, s); err != nil || got != want {
			t.Errorf("%q gives %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"abc", "0", "-1", "4.5", fmt.Sprint(last + 1)} {
		if _, err := readRow(typed, s); err == nil {
			t.Errorf("%q was taken for a row", typed)
		}
	}
}

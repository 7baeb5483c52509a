package member

import (
	"bytes"
	"strings"
	"testing"

	"unionledger/data/identity"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// These people are in the ledger of these tests.
var knownPeople = []string{"姓名|性别|身份证号|手机|工会小组|入会日期|学历",
	"赵海棠|女|330101197001010109|19900000000|一组|2010-01-02|大专",
	"钱江潮|男|330101197102020134|19900000001|一组||",
	"孙立冬|女||19900000002|二组|2011|高中"}

func knownLedger(t *testing.T) (*ledger.Ledger, map[string]int64) {
	t.Helper()
	l := newLedger(t)
	lines := append([]string{}, knownPeople...)
	for i, line := range lines[1:] { // numbers that pass their check
		cells := strings.Split(line, "|")
		cells[2] = checked(cells[2])
		lines[i+1] = strings.Join(cells, "|")
	}
	take(t, l, Everything, lines...)
	ids := map[string]int64{}
	for _, name := range []string{"赵海棠", "钱江潮", "孙立冬"} {
		ids[name] = theOne(t, l, name).ID
	}
	return l, ids
}

func compareWith(t *testing.T, l *ledger.Ledger, terms Terms, lines ...string) *Import {
	t.Helper()
	im, err := ReadRoster(ctx, Fields, typed(lines...), intake.Options{Today: asRead})
	if err != nil {
		t.Fatal(err)
	}
	im.Terms = terms
	if _, err := im.Compare(ctx, l.Read()); err != nil {
		t.Fatal(err)
	}
	return im
}

func at(row int) intake.RowID { return intake.RowID{Sheet: "名册", Number: row} }

func TestConflictsAreDecided(t *testing.T) {
	l, ids := knownLedger(t)
	lines := []string{"姓名|身份证号|手机", "赵海霞|" + checked("330101197001010109") + "|19900000000", "孙立冬|" + checked("330101198803031234") + "|19900000009"}
	im := compareWith(t, l, Terms{}, lines...)
	if len(im.Plan.Conflicts) != 1 || len(im.Plan.Conflicts[0].Candidates) != 1 || im.Plan.Conflicts[0].Candidates[0].ID != ids["赵海棠"] {
		t.Fatalf("%+v", im.Plan.Conflicts)
	}
	same := compareWith(t, l, Terms{Decided: map[intake.RowID]Decision{at(2): {Member: ids["赵海棠"]}}}, lines...)
	if len(same.Plan.Conflicts) != 0 || len(same.Plan.Changed) == 0 || same.Plan.Changed[0].Changes[0] != (Change{"name", "姓名", "赵海棠", "赵海霞"}) || same.Plan.Changed[0].Matched != ByHand {
		t.Fatalf("%+v", same.Plan)
	}
	// A new person may not carry the number of somebody else; it is kept as written.
	fresh := compareWith(t, l, Terms{Decided: map[intake.RowID]Decision{at(2): {New: true}}}, lines...)
	if _, err := fresh.Apply(ctx, l, ""); err != nil {
		t.Fatal(err)
	}
	m := theOne(t, l, "赵海霞")
	if m.Get("id_number") != "" || m.Get("id_as_written") != checked("330101197001010109") {
		t.Error(m.Record)
	}
	twice := compareWith(t, l, Terms{Decided: map[intake.RowID]Decision{at(2): {Member: ids["孙立冬"]}, at(3): {Member: ids["孙立冬"]}}}, lines...)
	if len(twice.Plan.Conflicts) != 1 || twice.Plan.Conflicts[0].Kind != "same_member_twice" {
		t.Errorf("%+v", twice.Plan.Conflicts)
	}
	if gone := compareWith(t, l, Terms{Decided: map[intake.RowID]Decision{at(2): {Member: 9999}}}, lines...); gone.Plan.Conflicts[0].Kind != "no_such_member" {
		t.Errorf("%+v", gone.Plan.Conflicts)
	}
}

func TestADecidedRowBringsNoImpossibleEvent(t *testing.T) {
	l, ids := knownLedger(t)
	lines := []string{"姓名|手机|学历|会籍变化类型|会籍变化日期", "赵海棠|19900000000|本科|恢复|2012-01-01"}
	if im := compareWith(t, l, Terms{}, lines...); len(im.Plan.Conflicts)+len(im.Plan.Changed) != 1 {
		t.Fatalf("%+v", im.Plan)
	}
	im := compareWith(t, l, Terms{Decided: map[intake.RowID]Decision{at(2): {Member: ids["赵海棠"]}}}, lines...)
	if len(im.Plan.Changed) != 1 || im.Plan.Changed[0].Event.Kind != "" || im.Plan.Changed[0].Changes[0].New != "本科" {
		t.Errorf("%+v", im.Plan)
	}
}

func TestPoliciesKeepWhatTheLedgerSays(t *testing.T) {
	l, _ := knownLedger(t)
	lines := []string{"姓名|手机|学历|工会小组", "赵海棠|19900000000|本科|三组", "钱江潮|19900000001|本科|三组", "李新芽|19900000077|本科|三组"}
	for name, c := range map[string]struct {
		policies    map[string]Policy
		changes     string
		kept        int
		newEducated string
	}{
		"overwrite":  {nil, "大专→本科,一组→三组,→本科,一组→三组", 0, "本科"},
		"fill only":  {map[string]Policy{"education": FillOnly, "department": FillOnly}, "→本科", 3, "本科"},
		"check only": {map[string]Policy{"education": CheckOnly}, "一组→三组,一组→三组", 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			im := compareWith(t, l, Terms{Policies: c.policies}, lines...)
			found := map[string]bool{}
			n := 0
			for _, d := range im.Plan.Changed {
				for _, ch := range d.Changes {
					found[ch.Old+"→"+ch.New] = true
					n++
				}
			}
			want := strings.Split(c.changes, ",")
			for _, w := range want {
				if !found[w] {
					t.Errorf("no change %s in %v", w, found)
				}
			}
			if n != len(want) || len(im.Plan.Kept) != c.kept || len(im.Conflicts) != c.kept {
				t.Errorf("%d changes, %v kept", n, im.Plan.Kept)
			}
			for _, p := range im.Plan.Kept {
				if p.Severity != problem.Hint || p.Cell == "" || p.Value == p.New {
					t.Errorf("%+v", p)
				}
			}
			if got := im.Plan.New[0].rec.Get("education"); got != c.newEducated {
				t.Errorf("the new one has %q", got)
			}
		})
	}
}

func TestMappingsOfALedger(t *testing.T) {
	l, _ := knownLedger(t)
	book := typed("姓名|手机|杂项", "赵海棠|19900000000|多年先进")
	im, err := ReadRoster(ctx, Fields, book, intake.Options{Today: asRead, Columns: []intake.Mapping{{Column: 2, Field: "note"}}})
	if err != nil {
		t.Fatal(err)
	}
	im.Policies = map[string]Policy{"phone": FillOnly}
	op, err := im.Apply(ctx, l, "")
	if err != nil || im.RememberMappings(ctx, l) != nil {
		t.Fatal(err)
	}
	list, err := Mappings(ctx, l.Read())
	if err != nil || len(list) != 1 || len(list[0].Columns) != 1 || list[0].Policies["phone"] != FillOnly || list[0].On != asRead.String() {
		t.Fatalf("%+v, %v", list, err)
	}
	if last, err := l.LastUndoable(ctx); err != nil || last.ID != op {
		t.Errorf("undo would take back %+v, not the import", last)
	}
	again, err := ReadRoster(ctx, Fields, book, intake.Options{Today: asRead, Memory: Memory(list)})
	if err != nil || again.Rows[0].Record.Get("note") != "多年先进" {
		t.Fatal(err, again.Rows[0].Record)
	}
	before, _ := l.History(ctx, 0)
	again.Policies = map[string]Policy{"phone": FillOnly}
	if err := again.RememberMappings(ctx, l); err != nil {
		t.Fatal(err)
	}
	if after, _ := l.History(ctx, 0); len(after) != len(before) {
		t.Error("what is known already was written once more")
	}
	if err := ForgetMapping(ctx, l, list[0].Header); err != nil {
		t.Fatal(err)
	}
	if list, _ = Mappings(ctx, l.Read()); len(list) != 0 {
		t.Error(list)
	}
}

// TestUndoOfAnImportAWeekLater: with other edits since, undo works where nobody touched
// what the import wrote, and names the row where somebody did.
func TestUndoOfAnImportAWeekLater(t *testing.T) {
	l, ids := knownLedger(t)
	im := compareWith(t, l, Terms{}, "姓名|手机|学历", "赵海棠|19900000000|本科", "李新芽|19900000077|本科")
	op, err := im.Apply(ctx, l, "")
	if err != nil {
		t.Fatal(err)
	}
	edit := func(id int64, key, value string) {
		t.Helper()
		if _, err := l.Write(ctx, ledger.Op{Kind: "member", Title: "改资料"}, func(tx *ledger.Tx) error { return Update(tx, id, map[string]string{key: value}) }); err != nil {
			t.Fatal(err)
		}
	}
	edit(ids["钱江潮"], "education", "高中") // elsewhere
	edit(ids["赵海棠"], "education", "硕士") // in the way
	_, err = l.Undo(ctx, op)
	if err == nil || !strings.Contains(err.Error(), "赵海棠") {
		t.Fatalf("undo over a later change: %v", err)
	}
	if theOne(t, l, "赵海棠").Get("education") != "硕士" || theOne(t, l, "李新芽").ID == 0 {
		t.Error("a refused undo changed something")
	}
	edit(ids["赵海棠"], "education", "本科")
	if _, err = l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if theOne(t, l, "赵海棠").Get("education") != "大专" || theOne(t, l, "钱江潮").Get("education") != "高中" {
		t.Error("not as it was")
	}
	if ids, _ := List(ctx, l.Read(), Query{Equal: map[string]string{"name": "李新芽"}}); len(ids) != 0 {
		t.Error("the new member is still there")
	}
}

func TestMarkedCopyOfAnImport(t *testing.T) {
	l, _ := knownLedger(t)
	book := typed("姓名|身份证号|手机|学历", "赵海棠|3.30101E+17|19900000000|本科", "赵海霞|"+checked("330101197001010109")+"||")
	im, err := ReadRoster(ctx, Fields, book, intake.Options{Today: asRead})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := im.Compare(ctx, l.Read()); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := im.WriteMarked(ctx, &out, book, ""); err != nil {
		t.Fatal(err)
	}
	copied, err := sheet.OpenBytes(ctx, "标色.xlsx", out.Bytes(), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := copied.Sheets[0].Rows[1].Cell(1).Text; copied.Sheets[0].Name != "名册" || got != "3.30101E+17" {
		t.Errorf("the clerk's own cell is %q", got)
	}
	changes, ok := copied.Sheet("台账变化")
	if !ok || !strings.Contains(rowOf(changes.Rows[len(changes.Rows)-1]), "大专|本科") {
		t.Error("old and new are not listed")
	}
	if list, ok := copied.Sheet("问题清单"); !ok || len(list.Rows) < 3 {
		t.Error("no list of problems")
	}
}

func rowOf(r sheet.Row) string {
	var out []string
	for _, c := range r.Cells {
		out = append(out, c.Text)
	}
	return strings.Join(out, "|")
}

// checked puts the right check digit behind a number.
func checked(number string) string {
	if number == "" {
		return ""
	}
	return number[:17] + string(identity.IDCheckDigit(number[:17]))
}

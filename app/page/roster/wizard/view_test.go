package wizard

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/xuri/excelize/v2"

	"unionledger/app/page/pagetest"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// placed is the wizard as a page of its own.
type placed struct{ *View }

func (p placed) Content() fyne.CanvasObject { return p.View.Content() }
func (placed) Show(any)                     {}

// twoSheets is a workbook whose sheets have different columns, and what a clerk gets
// wrong: a number under another name, a slipped row, words no list knows.
func twoSheets(t *testing.T, l *ledger.Ledger) (path string, people []member.Member) {
	t.Helper()
	ids, err := member.List(context.Background(), l.Read(), member.Query{States: []member.State{member.Active}})
	if err != nil {
		t.Fatal(err)
	}
	all, err := member.Page(context.Background(), l.Read(), ids[:40], day)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if len(m.Get("id_number")) == 18 && m.Get("phone") != "" && len(people) < 12 {
			people = append(people, m)
		}
	}
	f := excelize.NewFile()
	defer f.Close()
	rows := [][]string{{"会员花名册"}, {"序号", "姓名/性别", "身份证号", "手机号", "入会年", "月", "日", "政治面貌", "杂项"}}
	for i, m := range people[:8] {
		d := append(strings.Split(m.Get("join_date"), "-"), "", "", "")
		name := m.Get("name")
		if i == 1 {
			name = "王大锤"
		}
		row := []string{"x", name + "（" + m.Get("gender") + "）", m.Get("id_number"), m.Get("phone"), d[0], d[1], d[2], m.Get("political"), "先进"}
		switch i {
		case 2:
			row = append(row[:2], row[3:]...)
		case 3:
			row[2], row[3] = row[3], row[2]
		case 4, 5:
			row[7] = "其他面貌"
		case 6:
			row[3] = "19900012222"
		}
		rows = append(rows, row)
	}
	second := [][]string{{"姓名", "身份证号码", "手机"}}
	for _, m := range people[8:] {
		second = append(second, []string{m.Get("name"), m.Get("id_number"), m.Get("phone")})
	}
	for name, list := range map[string][][]string{"Sheet1": rows, "新进人员": second, "空表": nil} {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, row := range list {
			for c, v := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if err := f.SetCellStr(name, at, v); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	path = filepath.Join(t.TempDir(), "名册.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path, people
}

func TestStepsOfTheWindow(t *testing.T) {
	for _, size := range []struct {
		name string
		w, h float32
	}{{"small", 1093, 614}, {"wide", 1600, 900}} {
		t.Run(size.name, func(t *testing.T) { walk(t, size.name, size.w, size.h) })
	}
}

func walk(t *testing.T, size string, width, height float32) {
	s := pagetest.Demo(t, 120)
	path, people := twoSheets(t, s.Open)
	w := New(s, func(any) {})
	s.Place(placed{w}, width, height, nil)
	look := func(name string) { w.Content().Refresh(); s.Picture("intake-" + size + "-" + name) }
	look("1-choose")

	w.Open(path)
	if w.step != stepHeader || !slices.Equal(w.job.reading(), []string{"Sheet1"}) {
		t.Fatalf("step %d reads %v", w.step, w.job.reading())
	}
	w.show(stepHeader, w.job.join("新进人员", true))
	if !slices.Equal(w.job.reading(), []string{"Sheet1", "新进人员"}) || len(w.job.tables()) != 2 {
		t.Fatalf("reads %v", w.job.reading())
	}
	look("2-header")
	w.show(stepColumns, w.job.assign("Sheet1", 8, "note"))
	w.job.policy(intake.Mapping{Field: "phone"}, member.FillOnly)
	w.show(stepColumns, nil)
	look("3-columns")
	if got := w.job.columns[1].Choice(); got != "name+gender" {
		t.Errorf("the names are taken for %s", got)
	}

	w.read()
	p := w.preview
	if w.step != stepPreview || p == nil {
		t.Fatalf("step %d", w.step)
	}
	look("4-preview")
	kinds := map[string]line{}
	for _, l := range p.all {
		kinds[l.Kind] = l
	}
	conflict, slip, kept := kinds["id_in_ledger_other_name"], kinds[intake.RowShifted], kinds["differs_kept"]
	if conflict.conflict == nil || !slip.finding || kept.Kind == "" || !kinds[intake.CellsSwapped].row.Fixed {
		t.Fatalf("%v", kinds)
	}
	if words := p.words; len(words) == 0 || words[0].raw != "其他面貌" || words[0].count != 2 || words[0].to != "" {
		t.Fatalf("%+v", words)
	}
	taken := w.job.willWrite() + len(w.job.im.Plan.Same)

	// Each decision holds when the rows are read again for the next.
	p.carry(conflict, sameWords(conflict.conflict.Candidates)[0])
	p.carry(slip, doFix)
	w.job.mean(p.words[0], "群众")
	p.reread()
	if n := w.job.willWrite() + len(w.job.im.Plan.Same); n != taken+2 || len(w.job.im.Plan.Conflicts) != 0 || len(w.job.im.Plan.Refused) != 0 {
		t.Fatalf("%d rows after, %d before: %v", n, taken, w.job.im.Plan.Conflicts)
	}
	for _, word := range p.words {
		if word.raw == "其他面貌" && word.to != "群众" {
			t.Errorf("%+v", word)
		}
	}
	p.tabs.Select(tabChanges)
	look("5-changes")
	named := slices.IndexFunc(p.changes, func(c changed) bool { return c.change.Field == "name" && c.change.New == "王大锤" })
	if named < 0 {
		t.Fatalf("%+v", p.changes)
	}
	p.tabs.Select(tabWords)
	look("6-words")
	p.tabs.Select(tabLook)
	p.sideBySide(conflict)
	look("7-side")
	if top := s.Win.Canvas().Overlays().Top(); top == nil {
		t.Fatal("nothing is shown side by side")
	} else {
		s.Win.Canvas().Overlays().Remove(top)
	}

	marked := filepath.Join(t.TempDir(), "标色.xlsx")
	if err := w.job.marked(context.Background(), marked); err != nil {
		t.Fatal(err)
	}
	w.write()
	if w.step != stepDone {
		t.Fatalf("step %d", w.step)
	}
	look("8-done")
	got, err := member.Get(context.Background(), s.Open.Read(), people[1].ID, day)
	if err != nil || got.Get("name") != "王大锤" || got.Get("note") != "先进" {
		t.Errorf("%v %v", got.Record, err)
	}
	if got, _ = member.Get(context.Background(), s.Open.Read(), people[6].ID, day); got.Get("phone") != people[6].Get("phone") {
		t.Error("a phone was overwritten that was only to be filled in")
	}

	// The same header again: what was chosen holds, says so, and can be forgotten.
	w.Open(path)
	w.show(stepColumns, nil)
	look("9-remembered")
	if w.job.recalled() == "" || w.job.columns[8].Field != "note" || w.job.policies["phone"] != member.FillOnly {
		t.Fatalf("not remembered: %+v", w.job.columns[8])
	}
	w.forget()
	if w.job.recalled() != "" || w.job.columns[8].Field != "" {
		t.Error("not forgotten")
	}
}

func TestPastedTableIsImported(t *testing.T) {
	s := pagetest.Demo(t, 50)
	w := New(s, func(any) {})
	s.Place(placed{w}, 1093, 614, nil)
	w.Paste("  ")
	if w.step != stepFile || w.job.given() {
		t.Fatal("an empty clipboard was taken for a table")
	}
	w.Paste("姓名\t性别\t手机\t备注\r\n林新芽\t女\t19900077777\t\"两行\r\n备注\"\r\n")
	if w.step != stepHeader || w.job.name() != pastedName {
		t.Fatalf("step %d of %s", w.step, w.job.name())
	}
	w.read()
	if n := w.job.willWrite(); n != 1 || !strings.Contains(w.job.im.Rows[0].Record.Get("note"), "备注") {
		t.Fatalf("%d: %v", n, w.job.im.Rows[0].Record)
	}
	if err := w.job.marked(context.Background(), filepath.Join(t.TempDir(), "标色.xlsx")); err != nil {
		t.Fatal(err)
	}
	w.write()
	if w.step != stepDone || w.job.im.Taken.Added != 1 {
		t.Fatalf("%+v", w.job.im.Taken)
	}
}

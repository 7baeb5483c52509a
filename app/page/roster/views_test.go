package roster

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// topDialog is the dialog in front.
func TestPasteIsShownBeforeItIsDone(t *testing.T) {
	v, s := shown(t)
	m, _ := v.people.at(0)
	col := v.list.columns.at("education")
	v.grid.SetCurrent(0, col)
	v.paste(0, col, [][]string{{"博士"}, {"天才"}})
	d := topDialog(t, s)
	now, _ := member.Get(context.Background(), s.Open.Read(), m.ID, day)
	if now.Get("education") != m.Get("education") {
		t.Fatal("it was done unasked")
	}
	if got := d.AcceptButton().Text(); got != "粘贴 1 格" {
		t.Fatal(got)
	}
	d.Accept()
	if now, _ = member.Get(context.Background(), s.Open.Read(), m.ID, day); now.Get("education") != "博士" || len(s.ops) != 1 {
		t.Fatal(now.Get("education"), s.done, s.failed)
	}
	s.Undo(s.ops[0])
	if now, _ = member.Get(context.Background(), s.Open.Read(), m.ID, day); now.Get("education") != m.Get("education") {
		t.Fatal("not taken back")
	}
}

func TestOnePastedTextFillsTheRange(t *testing.T) {
	v, s := shown(t)
	col := v.list.columns.at("post")
	v.grid.SelectRange(2, col, 5, col)
	v.paste(2, col, [][]string{{"巡检工"}})
	topDialog(t, s).Accept()
	v.Show(nil)
	for row := 2; row <= 5; row++ {
		if m, _ := v.people.at(row); m.Get("post") != "巡检工" {
			t.Errorf("row %d has %q", row, m.Get("post"))
		}
	}
}

func TestFillDownRepeatsTheFirstRow(t *testing.T) {
	v, s := shown(t)
	col := v.list.columns.at("department")
	first, _ := v.people.at(0)
	v.grid.OnFill(grid.Span{First: 0, Last: 0}, grid.Span{First: 1, Last: 30}, []int{col})
	topDialog(t, s).Accept()
	v.Show(nil)
	for row := range 31 {
		if m, _ := v.people.at(row); m.Get("department") != first.Get("department") {
			t.Errorf("row %d is in %s", row, m.Get("department"))
		}
	}
	v.grid.OnFillText(grid.NewRowSet(4, 5), []int{v.list.columns.at("migrant")}, "是")
	topDialog(t, s).Accept()
	v.Show(nil)
	if m, _ := v.people.at(5); m.Get("migrant") != "1" {
		t.Error("not filled", s.failed)
	}
}

func TestGroupedListFoldsAndKeepsItsPeople(t *testing.T) {
	v, s := shown(t)
	n := len(v.people.ids)
	v.groupBy("department")
	if v.grid.Len() != n+len(v.list.bands) || len(v.list.bands) < 3 {
		t.Fatalf("%d rows for %d members in %d groups", v.grid.Len(), n, len(v.list.bands))
	}
	b, ok := v.people.Band(0)
	if !ok || b.Rows != len(v.list.bands[0].IDs) || !strings.Contains(b.Note, " 人") {
		t.Fatalf("%+v", b)
	}
	m, ok := v.people.at(1)
	if _, band := v.people.at(0); !ok || band || v.people.place(m.ID) != 1 || v.people.Number(1) != 1 {
		t.Fatal("rows and people do not match")
	}
	v.grid.SetMarked(grid.NewRowSet(1, 2))
	v.foldBands(true)
	if v.grid.Len() != len(v.list.bands) {
		t.Fatal("not folded:", v.grid.Len())
	}
	v.grid.MarkAll()
	if got := len(v.people.chosen(v.grid.Marked())); got != n {
		t.Fatalf("all folded groups marked are %d of %d", got, n)
	}
	v.show(m.ID, -1, "")
	if row, _ := v.grid.Current(); row != 1 || v.people.place(m.ID) != 1 {
		t.Fatal("the group of the one to be seen stays folded", row)
	}
	// every row stands for one member or one band, and back
	seen := map[int64]bool{}
	for row := range v.grid.Len() {
		if i, ok := v.people.index(row); ok {
			if v.people.row(i) != row {
				t.Fatalf("row %d is place %d is row %d", row, i, v.people.row(i))
			}
			seen[v.people.ids[i]] = true
		}
	}
	if len(seen) != len(v.list.bands[0].IDs) || len(s.failed) > 0 {
		t.Fatal(len(seen), s.failed)
	}
}

func TestConditionsListAndAreSaved(t *testing.T) {
	v, s := shown(t)
	all := len(v.people.ids)
	v.filter.where = []member.Condition{{Field: "education", Op: member.Is, Values: []string{"大专"}}, {Field: member.AgeKey, Op: member.More, Values: []string{"30"}}}
	v.setOrder([]grid.SortKey{{Column: v.list.columns.at("birth_date")}})
	n := len(v.people.ids)
	if n == 0 || n >= all {
		t.Fatalf("%d of %d", n, all)
	}
	m, _ := v.people.at(0)
	if m.Get("education") != "大专" {
		t.Fatal(m)
	}
	chips := v.filter.chips(v.list)
	if len(chips) != 3 || chips[1].text != "学历 是 大专" || chips[2].text != "年龄 大于 30" {
		t.Fatalf("%+v", chips)
	}
	v.groupBy("gender")
	v.grid.SetHidden(v.list.columns.at("phone"), true)
	w := v.present()
	w.Name = "大专三十以上"
	id, op, err := saveView(context.Background(), s.Open, "保存", w)
	if err != nil || op == 0 {
		t.Fatal(err)
	}
	// away and back
	v.chooseLine(treeItem{group: 0})
	v.groupBy("")
	v.grid.SetHidden(v.list.columns.at("phone"), false)
	v.setOrder(nil)
	if len(v.people.ids) != all {
		t.Fatal(len(v.people.ids))
	}
	v.chooseLine(treeItem{kind: savedLine, view: id})
	if len(v.people.ids) != n || v.by != "gender" || len(v.list.bands) == 0 || len(v.order) != 1 || !v.grid.Columns()[v.list.columns.at("phone")].Hidden {
		t.Fatalf("%d people, by %q, order %v", len(v.people.ids), v.by, v.order)
	}
	v.Show(nil)
	if got := v.saved[viewKey(id)]; got != n {
		t.Fatalf("the tree counts %d, the list has %d", got, n)
	}
	v.chooseLine(treeItem{group: 0})
	if v.grid.Columns()[v.list.columns.at("phone")].Hidden || v.by != "" {
		t.Fatal("the view's columns stay when it is left")
	}
	if _, err := s.Open.Undo(context.Background(), op); err != nil {
		t.Fatal(err)
	}
	v.Show(nil)
	if len(v.views) != 0 {
		t.Fatal("still there", v.views)
	}
}

func TestFilterFormReadsItsLines(t *testing.T) {
	v, s := shown(t)
	v.askFilter("education")
	topDialog(t, s).Cancel()
	f := &filterForm{v: v, box: widget.Column(0), any: widget.NewPicker("")}
	want := []member.Condition{
		{Field: "education", Op: member.Is, Values: []string{"大专", "本科"}},
		{Field: "join_date", Op: member.Between, Values: []string{"2019", "2020-06"}},
		{Field: "dues_base_fen", Op: member.More, Values: []string{"450000"}},
		{Field: "post", Op: member.Empty},
		{Field: "department", Op: member.IsNot, Values: []string{strconv.FormatInt(v.list.groups[0].ID, 10)}},
		{Field: "name", Op: member.Starts, Values: []string{"王"}},
		{Field: member.AgeKey, Op: member.AtMost, Values: []string{"40"}},
		{Field: "migrant", Op: member.Is, Values: []string{"1"}},
	}
	for _, c := range want {
		f.add(c)
	}
	got, err := f.conditions()
	if err != nil || len(got) != len(want) {
		t.Fatal(got, err)
	}
	for i := range want {
		if got[i].Words(v.list.fields, v.list.names) != want[i].Words(v.list.fields, v.list.names) {
			t.Errorf("%+v became %+v", want[i], got[i])
		}
	}
	f.drop(f.lines[0])
	f.lines[0].texts[0].SetValue("昨天")
	if _, err := f.conditions(); err == nil || !strings.Contains(err.Error(), "第 1 条“入会日期”") {
		t.Error(err)
	}
}

func TestBulkFormPlansAndWrites(t *testing.T) {
	v, s := shown(t)
	v.grid.SetMarked(grid.NewRowSet(0, 1, 2))
	f := &bulkForm{v: v, box: widget.Column(0), empty: widget.NewCheckBox("", nil)}
	if _, err := f.steps(); err == nil {
		t.Fatal("nothing was chosen")
	}
	f.add()
	f.lines[0].field.SetValue("department")
	f.lines[0].ask()
	path := union.Names(v.list.groups)[v.list.groups[len(v.list.groups)-1].ID]
	f.lines[0].value.SetValue(path)
	f.add()
	f.lines[1].field.SetValue("note")
	f.lines[1].how.SetValue("take")
	f.lines[1].ask()
	f.lines[1].value.SetValue(member.AgeKey)
	steps, err := f.steps()
	if err != nil || len(steps) != 2 {
		t.Fatal(steps, err)
	}
	v.planned("批量修改", v.selection(), func(b *member.Bulk, m member.Member) {
		for _, step := range steps {
			b.Do(m, step)
		}
	})
	topDialog(t, s).Accept()
	v.Show(nil)
	for row := range 3 {
		m, _ := v.people.at(row)
		if m.Get("department") != strconv.FormatInt(v.list.groups[len(v.list.groups)-1].ID, 10) || m.Get("birth_date") != "" && m.Get("note") == "" {
			t.Errorf("row %d: %s", row, m)
		}
	}
	v.askBulk()
	topDialog(t, s).Cancel()
}

func TestColumnsAreOrderedInTheirDialog(t *testing.T) {
	v, s := shown(t)
	c := &columnChooser{v: v, states: v.grid.ColumnStates(), list: widget.Column(0)}
	at := len(c.states) - 1
	key := c.states[at].Key
	c.move(at, 1-at)
	if c.states[1].Key != key || c.states[0].Key != "name" {
		t.Fatal(c.states[:3])
	}
	c.find = "yddh" // 移动电话
	if c.show(); len(c.list.Objects) != 1 {
		t.Errorf("%d columns are found", len(c.list.Objects))
	}
	v.chooseColumns()
	topDialog(t, s).Accept()
}

func TestSortDialogAndHelpOpen(t *testing.T) {
	v, s := shown(t)
	v.setOrder([]grid.SortKey{{Column: v.list.columns.at("department")}, {Column: v.list.columns.at("join_date"), Descending: true}})
	if got := v.selected.remark.Text(); !strings.Contains(got, "工会小组升序，入会日期由近到远") {
		t.Error(got)
	}
	v.askSort()
	topDialog(t, s).Accept()
	if len(v.order) != 2 || !v.order[1].Descending {
		t.Error(v.order)
	}
	v.grid.OnHelp()
	topDialog(t, s).Cancel()
	for _, it := range v.arrangeMenu() {
		if it.Text == "按会籍分组" {
			it.Do()
		}
	}
	if len(v.list.bands) == 0 || v.by != member.StateKey {
		t.Error("not grouped by state", s.failed)
	}
}

func TestOwnFieldsAreAskedGroupedAndSearched(t *testing.T) {
	v, s := shown(t)
	first, _ := v.people.at(0)
	_, err := s.Open.Write(context.Background(), ledger.Op{Title: "加项"}, func(tx *ledger.Tx) error {
		id, err := member.SaveOwnField(tx, member.OwnField{Label: "宿舍"})
		if err == nil {
			err = member.Update(tx, first.ID, map[string]string{"own" + strconv.FormatInt(id, 10): "三号楼"})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	v.Show(nil)
	c, ok, err := member.ReadCondition("宿舍=三号楼", v.list.fields, v.list.groups, day)
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
	v.filter.where = []member.Condition{c}
	v.groupBy(c.Field)
	if len(v.people.ids) != 1 || v.list.bands[0].Title != "三号楼" {
		t.Fatal(v.people.ids, v.list.bands)
	}
	v.filter.where = nil
	v.bar.typed("宿舍:三号")
	if len(v.people.ids) != 1 {
		t.Error("not found by its own field:", len(v.people.ids))
	}
}

func TestASavedFilterOutlivesWhatItNames(t *testing.T) {
	v, s := shown(t)
	for _, w := range []member.View{{Name: "小组没有了", Group: 999}, {Name: "那一项没有了", By: "own7", Where: []member.Condition{{Field: "own7", Op: member.Empty}}}} {
		if _, _, err := saveView(context.Background(), s.Open, "保存", w); err != nil {
			t.Fatal(err)
		}
	}
	v.Show(nil)
	for i, says := range []string{"工会小组：" + goneGroup, "已删去的项目"} {
		v.openView(v.views[i])
		if chips := v.filter.chips(v.list); len(s.failed) > 0 || v.grid.Len() != 0 || len(chips) != 1 || chips[0].text != says {
			t.Errorf("%q lists %d, says %+v, fails %v", v.views[i].Name, v.grid.Len(), chips, s.failed)
		}
	}
	v.chooseLine(treeItem{group: 0})
	if v.grid.Len() == 0 {
		t.Error("the whole list does not come back")
	}
}

// TestRenamingAViewLeavesTheListAlone: only the view in front is the one shown.
func TestRenamingAViewLeavesTheListAlone(t *testing.T) {
	v, s := shown(t)
	w := v.present()
	w.Name, w.Where = "大专", []member.Condition{{Field: "education", Op: member.Is, Values: []string{"大专"}}}
	id, _, err := saveView(context.Background(), s.Open, "保存", w)
	if err != nil {
		t.Fatal(err)
	}
	v.Show(nil)
	v.askViewName("改名", "改名", v.viewByID(id))
	topDialog(t, s).Accept()
	if v.filter.view != 0 || s.Recall(columnsKey+"."+viewKey(id)) != "" {
		t.Error("the list took the name of a view that was not opened")
	}
}

func TestTheGridTakesTheKeys(t *testing.T) {
	v, s := shown(t)
	v.TakeKeys()
	if s.Win.Canvas().Focused() != fyne.Focusable(v.grid) {
		t.Error("nothing has the keys")
	}
}

// TestUndoneReplacingShowsTheViewAsItWas: the list under a view's name is its list.
func TestUndoneReplacingShowsTheViewAsItWas(t *testing.T) {
	v, s := shown(t)
	all := len(v.people.ids)
	w := v.present()
	w.Name, w.Where = "大专", []member.Condition{{Field: "education", Op: member.Is, Values: []string{"大专"}}}
	id, _, err := saveView(context.Background(), s.Open, "保存", w)
	if err != nil {
		t.Fatal(err)
	}
	v.Show(nil)
	v.chooseLine(treeItem{kind: savedLine, view: id})
	few := len(v.people.ids)
	w.ID, w.Where = id, nil
	_, op, err := saveView(context.Background(), s.Open, "替换", w)
	if err != nil {
		t.Fatal(err)
	}
	v.Show(nil)
	if len(v.people.ids) != all {
		t.Errorf("replaced by everybody it lists %d of %d", len(v.people.ids), all)
	}
	if _, err := s.Open.Undo(context.Background(), op); err != nil {
		t.Fatal(err)
	}
	v.Show(nil)
	if len(v.people.ids) != few || few == all || v.filter.view != id {
		t.Errorf("undone it lists %d, had %d", len(v.people.ids), few)
	}
}

package roster

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/xuri/excelize/v2"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

func TestPageListsAndFollows(t *testing.T) {
	v, s := shown(t)
	if v.grid.Len() < 300 || !strings.HasPrefix(v.note.Text(), "全部 ") {
		t.Fatalf("%d rows, %q", v.grid.Len(), v.note.Text())
	}
	first, ok := v.people.at(0)
	if !ok {
		t.Fatal("the first row is not there")
	}
	v.grid.SetCurrent(0, 0)
	v.grid.OnActivate(0, 0)
	if !v.drawer.object.Visible() || v.drawer.name.Text() != first.Get("name") {
		t.Fatal("the drawer shows", v.drawer.name.Text())
	}
	if strings.Contains(v.drawer.number.Text(), first.Get("id_number")) && first.Get("id_number") != "" {
		t.Fatal("the number is not covered")
	}
	for tab := range 5 {
		v.drawer.tabs.Select(tab)
	}
	v.grid.SetCurrent(1, 0)
	if second, _ := v.people.at(1); v.drawer.name.Text() != second.Get("name") {
		t.Fatal("the drawer stays at", v.drawer.name.Text())
	}
	v.grid.OnEscape()
	if v.drawer.object.Visible() || len(s.failed) > 0 {
		t.Fatal("the drawer stays open", s.failed)
	}
}

func TestUncoveringIsJournalled(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	v.Show(page.Member{ID: m.ID})
	v.drawer.uncover()
	if !strings.Contains(v.drawer.number.Text(), m.Get("id_number")) {
		t.Fatal(v.drawer.number.Text())
	}
	last, err := s.Open.History(context.Background(), 1)
	if err != nil || last[0].Title != "查看证件号码："+m.Get("name") {
		t.Fatal(last, err)
	}
}

func withNumber(t *testing.T, v *view) member.Member {
	for i := range 50 {
		if m, ok := v.people.at(i); ok && m.Get("id_number") != "" && m.State == member.Active {
			return m
		}
	}
	t.Fatal("nobody has a number")
	return member.Member{}
}

func TestLeavingAFieldSavesIt(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	v.Show(page.MemberField{ID: m.ID, Field: "post"})
	post := v.drawer.form.form.Field("post").Control.(*widget.TextField)
	post.SetValue("试制工") // as if it had been typed and left
	post.OnChanged("试制工")
	if len(s.ops) != 1 || s.ops[0] == 0 || s.done[0] != "已修改"+m.Get("name")+"的岗位" {
		t.Fatal(s.done, s.ops, s.failed)
	}
	v.Show(nil)
	if got := v.drawer.form.form.Field("post").Control.Value(); got != "试制工" {
		t.Fatal(got)
	}
	v.drawer.form.changed("join_date", "2021-02-31")
	if v.drawer.form.form.Field("join_date").Control.Problem() == "" || len(s.ops) != 1 {
		t.Fatal("a day that is none was saved:", s.done)
	}
	now, err := member.Get(context.Background(), s.Open.Read(), m.ID, day)
	if err != nil || now.Get("post") != "试制工" {
		t.Fatal(now.Get("post"), err)
	}
	s.Undo(s.ops[0])
	if now, _ = member.Get(context.Background(), s.Open.Read(), m.ID, day); now.Get("post") != m.Get("post") {
		t.Fatal("undo left", now.Get("post"))
	}
}

func TestCellEditIsCheckedAndWritten(t *testing.T) {
	v, s := shown(t)
	m, _ := v.people.at(0)
	if err := v.edit(0, base.at("join_date"), "2021-13-40"); err == nil {
		t.Fatal("a day that is none was taken")
	}
	if err := v.edit(0, base.at("education"), "硕士"); err != nil {
		t.Fatal(err)
	}
	v.Show(nil)
	now, _ := member.Get(context.Background(), s.Open.Read(), m.ID, day)
	if now.Get("education") == m.Get("education") {
		t.Fatal("nothing was written", s.failed)
	}
}

func TestEventForManyIsOneOperation(t *testing.T) {
	v, s := shown(t)
	v.grid.SetMarked(grid.NewRowSet(0, 1, 2))
	ids := v.selection()
	list, err := member.Many(context.Background(), s.Open.Read(), ids, day, nil)
	if err != nil || len(list) != 3 {
		t.Fatal(list, err)
	}
	can, _ := able(list, member.Retain)
	if err := v.enterEvent(can, member.Event{Kind: member.Retain, Date: day}, nil); err != nil {
		t.Fatal(err)
	}
	if len(s.ops) != 1 {
		t.Fatal(s.done)
	}
	after, _ := member.Many(context.Background(), s.Open.Read(), ids, day, nil)
	for _, m := range after {
		if m.State != member.Retained {
			t.Errorf("%s is %s", m.Get("name"), m.State)
		}
	}
	v.Show(nil)
	if rows := v.grid.Marked(); rows.Len() != 3 {
		t.Fatal("the marks are lost:", rows.Len())
	}
	// To whom it cannot happen is said first, and nothing is written.
	if err := v.enterEvent(after, member.Event{Kind: member.Resumed, Date: day.AddDays(-9)}, nil); err != nil || len(s.ops) != 1 || !widget.IsOpen(s.Win.Canvas()) {
		t.Fatal("an event before the last one:", err, s.done)
	}
}

func TestNewMemberTwiceIsRefused(t *testing.T) {
	_, s := shown(t)
	rec := member.Fields.NewRecord()
	rec.Set("name", "白新")
	rec.Set("id_number", goodNumber(t))
	_, id, err := enter(context.Background(), s.Open, rec, member.Event{Kind: member.Joined})
	if err != nil || id == 0 {
		t.Fatal(err)
	}
	if _, _, err = enter(context.Background(), s.Open, rec, member.Event{Kind: member.Joined}); err == nil || !strings.Contains(err.Error(), "白新") {
		t.Fatal("the same number twice:", err)
	}
}

func TestTheExportIsWritten(t *testing.T) {
	v, s := shown(t)
	s.file = filepath.Join(t.TempDir(), "会员.xlsx")
	v.exportTo(s.file, false)
	book, err := sheet.Open(context.Background(), s.file, sheet.Options{})
	if err != nil || len(s.failed) > 0 {
		t.Fatal(err, s.failed)
	}
	if rows := book.Sheets[0].Rows; len(rows) < v.people.Len() {
		t.Fatal(len(rows), "rows written")
	}
	text, _ := os.ReadFile(s.file)
	if m := withNumber(t, v); strings.Contains(string(text), m.Get("id_number")) {
		t.Fatal("a number stands there in full")
	}
}

func TestGroupsAreMadeRenamedAndMoved(t *testing.T) {
	v, s := shown(t)
	g := v.list.groups[0]
	g.Name = "精密一分会"
	if _, err := union.SaveGroup(context.Background(), s.Open, g); err != nil {
		t.Fatal(err)
	}
	var child = g
	for _, other := range v.list.groups {
		if other.Parent == g.ID {
			child = other
		}
	}
	g.Parent = child.ID
	if _, err := union.SaveGroup(context.Background(), s.Open, g); err == nil || !strings.Contains(err.Error(), "自己下面") {
		t.Fatal("a group below itself:", err)
	}
	v.Show(nil)
	if v.list.names[g.ID] != "精密一分会" {
		t.Fatal(v.list.names[g.ID])
	}
}

func TestDialogsOpenAndClose(t *testing.T) {
	v, s := shown(t)
	v.grid.SetCurrent(0, 0)
	c := s.Win.Canvas()
	for name, open := range map[string]func(){
		"columns": v.chooseColumns, "new": v.newMember, "export": v.export,
		"move":  func() { v.askMove(v.selection()) },
		"event": func() { v.askEvent(member.MovedOut, v.selection()) },
		"group": func() { v.askGroup(v.list.groups[0]) },
		"copy":  v.copyMarked,
	} {
		open()
		if !widget.IsOpen(c) {
			t.Errorf("%s opens nothing", name)
			continue
		}
		c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if widget.IsOpen(c) {
			t.Errorf("%s does not close on Esc", name)
		}
	}
	if len(v.actMenu()) < 6 {
		t.Error("the menu 办理 is short")
	}
}

func TestEscAsksBeforeANewMemberIsLost(t *testing.T) {
	v, s := shown(t)
	c := s.Win.Canvas()
	v.newMember()
	test.Type(c.Focused(), "解新来")
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if open := len(c.Overlays().List()); open != 2 {
		t.Fatalf("%d dialogs are open, want the form and the question above it", open)
	}
}

func TestWizardTakesTheSampleThroughThePage(t *testing.T) {
	v, s := shown(t)
	v.Show(page.ImportFile{Path: "../../../testdata/samples/会员花名册(车间手工台账).xlsx"})
	if v.wizard == nil {
		t.Fatal("no wizard")
	}
	for _, button := range []string{"下一步：对列", "下一步：预览", "导入 326 人", "看这 326 人"} {
		if drop := buttonNamed(v.content, "放弃导入"); drop.Visible() == (button == "看这 326 人") {
			t.Errorf("before %q 放弃导入 is shown: %v", button, drop.Visible())
		}
		w := v.wizard
		if v.Show(nil); (v.wizard == nil) != (button == "看这 326 人") {
			t.Fatalf("before %q the page leaves the import: %v", button, v.wizard == nil)
		}
		v.wizard = w
		v.put(w.Content())
		b := buttonNamed(v.content, button)
		if b == nil {
			t.Fatalf("no button %q; failed %v", button, s.failed)
		}
		test.Tap(b)
	}
	if v.wizard != nil || v.grid.Len() != 326 || !strings.HasPrefix(v.note.Text(), "刚导入：") {
		t.Fatal("the roster lists", v.grid.Len(), v.note.Text())
	}
	all, err := member.List(context.Background(), s.Open.Read(), member.Query{})
	if err != nil || len(all) != 652 {
		t.Fatal(len(all), err)
	}
}

func TestWizardAsksForAPasswordAndSaysWhatIsWrong(t *testing.T) {
	v, _ := shown(t)
	path := filepath.Join(t.TempDir(), "加密.xlsx")
	f := excelize.NewFile()
	for cell, text := range map[string]string{"A1": "姓名", "B1": "手机", "A2": "白新", "B2": "19900000001"} {
		if err := f.SetCellStr("Sheet1", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(path, excelize.Options{Password: "2022"}); err != nil {
		t.Fatal(err)
	}
	v.Show(page.ImportFile{Path: path})
	box := passwordBox(v.content)
	if box == nil {
		t.Fatal("no password is asked for")
	}
	box.SetValue("2021")
	test.Tap(buttonNamed(v.content, "打开"))
	if box = passwordBox(v.content); box == nil {
		t.Fatal("a wrong password is not asked again")
	}
	box.SetValue("2022")
	test.Tap(buttonNamed(v.content, "打开"))
	if buttonNamed(v.content, "下一步：对列") == nil {
		t.Fatal("the right password does not open the file")
	}

	notSheet := filepath.Join(t.TempDir(), "名单.xlsx")
	if err := os.WriteFile(notSheet, []byte("%PDF-1.4"), 0o600); err != nil {
		t.Fatal(err)
	}
	v.Show(page.ImportFile{Path: notSheet})
	if buttonNamed(v.content, "选花名册文件") == nil {
		t.Fatal("a file that is no sheet leads on")
	}
}

// passwordBox finds the first field to type in.
func passwordBox(o fyne.CanvasObject) *widget.TextField {
	if f, ok := o.(*widget.TextField); ok {
		return f
	}
	for _, child := range childrenOf(o) {
		if f := passwordBox(child); f != nil {
			return f
		}
	}
	return nil
}

// buttonNamed finds a button by what it says.
func buttonNamed(o fyne.CanvasObject, text string) *widget.Button {
	if b, ok := o.(*widget.Button); ok && b.Text() == text {
		return b
	}
	for _, child := range childrenOf(o) {
		if b := buttonNamed(child, text); b != nil {
			return b
		}
	}
	return nil
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

// TestFieldToMendIsInSight holds that 去改 of a report leads to a field one can see,
// and that a covered number says how it is opened.
func TestFieldToMendIsInSight(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	driver := fyne.CurrentApp().Driver()
	for _, key := range []string{"note", "name", "workplace"} {
		v.Show(page.MemberField{ID: m.ID, Field: key})
		row := v.drawer.form.form.Field(key)
		y, top := driver.AbsolutePositionForObject(row).Y, driver.AbsolutePositionForObject(v.drawer.object).Y
		if y < top || y+row.Size().Height > top+v.drawer.object.Size().Height {
			t.Errorf("%s lies at %v, the drawer from %v on is %v high", key, y, top, v.drawer.object.Size().Height)
		}
		if s.Win.Canvas().Focused() == nil {
			t.Errorf("%s has not the keyboard", key)
		}
	}
	v.Show(page.MemberField{ID: m.ID, Field: "id_number"})
	row := v.drawer.form.form.Field("id_number")
	if got := v.drawer.form.hint(member.Fields.Must("id_number"), m, true); got != "点“显示”后可改" || !row.Control.Disabled() {
		t.Errorf("below the covered number stands %q", got)
	}
	c := s.Win.Canvas()
	if c.Focused() != fyne.Focusable(v.drawer.eye) {
		t.Fatalf("the keyboard is on %T, not on 显示", c.Focused())
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if row.Control.Disabled() || row.Control.Value() != m.Get("id_number") || c.Focused() == fyne.Focusable(v.drawer.eye) {
		t.Errorf("显示 leaves the field closed: %v, keyboard on %T", row.Control.Disabled(), c.Focused())
	}
}

func TestQuickFilterSaysWhatItFoundAndEscLiftsIt(t *testing.T) {
	v, s := shown(t)
	all := v.grid.Len()
	first, _ := v.people.at(0)
	v.Find()
	for _, r := range first.Get("name") {
		s.Win.Canvas().Focused().TypedRune(r)
	}
	if n := v.grid.Len(); n == 0 || n == all || v.note.Text() != fmt.Sprintf("找到 %d 人", n) {
		t.Fatalf("%d listed, %q", n, v.note.Text())
	}
	s.Win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if v.grid.Len() != all || v.bar.box.Visible() || v.bar.quick.Text() != "" || v.filter.quick != "" {
		t.Fatalf("after Esc %d of %d listed, %q", v.grid.Len(), all, v.bar.quick.Text())
	}
}

// TestNumbersStayWhereTheyCannotBeJournalled holds that full numbers do not leave
// when the ledger takes no line about it.
func TestNumbersStayWhereTheyCannotBeJournalled(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	path := s.Open.Path()
	if err := s.Open.Close(); err != nil {
		t.Fatal(err)
	}
	var err error
	if s.Open, err = ledger.Open(context.Background(), path, ledger.Options{ReadOnly: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Open.Close() })
	v.Show(page.Member{ID: m.ID})

	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("before")
	v.copyOut([]int64{m.ID}, []int{base.at("id_number")}, true)
	if clip.Content() != "before" || len(s.failed) != 1 {
		t.Errorf("copied %q, said %v", clip.Content(), s.failed)
	}
	file := filepath.Join(t.TempDir(), "会员.xlsx")
	v.exportTo(file, true)
	if _, err := os.Stat(file); err == nil || len(s.failed) != 2 {
		t.Errorf("exported all the same: %v, said %v", err, s.failed)
	}
	v.drawer.uncover()
	if strings.Contains(v.drawer.number.Text(), m.Get("id_number")) || len(s.failed) != 3 {
		t.Errorf("shown: %q, said %v", v.drawer.number.Text(), s.failed)
	}
	v.copyOut([]int64{m.ID}, []int{base.at("id_number")}, false)
	if clip.Content() == "before" {
		t.Error("covered numbers need no line, and were refused")
	}
}

// The first rows are on the screen before the whole list is read, and what the page
// says of the list waits for it.
func TestTheFirstRowsComeFirst(t *testing.T) {
	v, s := shown(t)
	whole := v.people.ids
	v = New(s).(*view)
	var waiting []func()
	v.pause, v.aside = 0, func(job, then func()) { waiting = append(waiting, func() { job(); then() }) }
	s.Win.SetContent(v.Content())
	v.Show(nil)
	waiting[0]()
	if v.grid.Len() != pageRows || v.note.Text() != "" {
		t.Fatalf("%d rows, %q", v.grid.Len(), v.note.Text())
	}
	for i, id := range v.people.ids {
		if m, ok := v.people.at(i); !ok || id != whole[i] || m.ID != id {
			t.Fatalf("row %d is %d, want %d", i, id, whole[i])
		}
	}
	waiting[1]()
	if v.grid.Len() != len(whole) || !strings.HasPrefix(v.note.Text(), "全部 ") {
		t.Fatalf("%d rows, %q", v.grid.Len(), v.note.Text())
	}
}

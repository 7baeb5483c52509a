package sending

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/report"
	"unionledger/data/schedule"
	"unionledger/data/sheet"
)

// shell lets the dialogs for files answer at once.
type shell struct {
	*pagetest.Shell
	folder string
	opened string
}

func (s *shell) AskFolder(_ string, then func(string)) { then(s.folder) }
func (s *shell) AskSave(_, name string, _ page.FileKind, then func(string)) {
	then(filepath.Join(s.folder, name))
}
func (s *shell) OpenFile(path string) { s.opened = path }

// holder is a page of the pane alone.
type holder struct{ p *Pane }

func (h holder) Content() fyne.CanvasObject { return h.p.Object() }
func (h holder) Show(any)                   {}

func shown(t *testing.T) (*shell, *Pane) {
	t.Helper()
	s := &shell{Shell: pagetest.Demo(t, 30), folder: t.TempDir()}
	var p *Pane
	p = New(s, func() { p.Load(p.ask) })
	s.Place(holder{p}, 1093, 614, nil)
	p.Load(Ask{Profile: "member-2018", On: s.Day})
	s.Settled()
	return s, p
}

// sent exports a form as the page does.
func sent(t *testing.T, s *shell, p *Pane, profile string) report.Run {
	t.Helper()
	q := Ask{Profile: profile, On: s.Day}
	form, source, err := q.source(t.Context(), s.Open)
	if err != nil {
		t.Fatal(err)
	}
	out, found, err := report.CheckAndExport(t.Context(), form, source, s.folder, report.Options{AsOf: s.Day})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := report.Record(t.Context(), s.Open, form, out, found); err != nil {
		t.Fatal(err)
	}
	p.Load(p.ask)
	s.Settled()
	return p.facts.runs[0]
}

// dialog is the one on top.
func dialog(t *testing.T, s *shell) *widget.Dialog {
	t.Helper()
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("no dialog is open")
	}
	return d
}

// A run is listed, compared, made again and corrected.
func TestRuns(t *testing.T) {
	s, p := shown(t)
	run := sent(t, s, p, "member-2018")
	if p.since == nil || p.since.People() != 0 || len(p.runs.Objects) != 1 {
		t.Fatalf("%+v, %d rows", p.since, len(p.runs.Objects))
	}
	if _, err := s.Open.Write(t.Context(), ledger.Op{Kind: "test", Title: "改"}, func(tx *ledger.Tx) error {
		_, err := tx.Exec("UPDATE member SET education = '博士' WHERE id = (SELECT min(id) FROM member)")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	p.Load(p.ask)
	if p.since.People() != 1 {
		t.Errorf("%+v", p.since)
	}
	p.CompareNow()
	s.Picture("compare")
	dialog(t, s).Cancel()
	p.saveDifference("变化", *p.since)
	p.showRows(run)
	s.Picture("rows")
	dialog(t, s).Cancel()
	p.History()
	s.Picture("history")
	dialog(t, s).Cancel()
	s.folder = t.TempDir()
	p.makeAgain(run)
	if first, err := os.ReadFile(run.File); err != nil || !strings.Contains(s.Said, "每个字节") {
		t.Error(s.Said, err)
	} else if again, err := os.ReadFile(filepath.Join(s.folder, run.FileName())); err != nil || string(again) != string(first) {
		t.Error("the file made again differs", err)
	}
	p.correct(run, s.folder)
	s.Settled()
	if n := p.facts.runs[0]; n.Corrects != run.ID || !strings.Contains(s.Said, "更正") {
		t.Errorf("%+v %s", n, s.Said)
	}
	p.CompareRun(p.facts.runs[0])
	dialog(t, s).Cancel()
	s.Settled()
}

// The form that is named after the reading is compared with its last run, and nothing is
// read a second time.
func TestFormNamedLater(t *testing.T) {
	s, p := shown(t)
	sent(t, s, p, "member-2018")
	p.Load(Ask{On: s.Day})
	s.Settled()
	before := p.asked
	if p.since != nil {
		t.Fatal("compared without a form")
	}
	p.Name("member-2018")
	s.Settled()
	if p.asked != before || p.since == nil || p.ask.Profile != "member-2018" {
		t.Errorf("read %d times, compared %v, %+v", p.asked-before, p.since != nil, p.ask)
	}
}

// Reports are packed and the package is verified, whole and damaged.
func TestPackages(t *testing.T) {
	s, p := shown(t)
	p.Pack(0)
	dialog(t, s).Cancel() // nothing was exported yet, which is said
	sent(t, s, p, "member-2018")
	sent(t, s, p, "organisation-2018")
	s.folder = t.TempDir()
	p.Pack(0)
	s.Picture("pack")
	dialog(t, s).Accept()
	s.Settled()
	dialog(t, s).Cancel()
	made, err := filepath.Glob(filepath.Join(s.folder, "*上报包*.zip"))
	if err != nil || len(made) != 1 {
		t.Fatal(made, err)
	}
	if !p.Dropped(made[0]) || p.Dropped("花名册.xlsx") {
		t.Error("what is dropped goes to the wrong place")
	}
	s.Picture("verify")
	dialog(t, s).Cancel()
	data, _ := os.ReadFile(made[0])
	data[len(data)/3] ^= 1
	bad := filepath.Join(s.folder, "坏.zip")
	if err := os.WriteFile(bad, data, 0o600); err != nil {
		t.Fatal(err)
	}
	p.VerifyPackage(bad)
	if s.Failed == nil {
		s.Picture("verify-bad")
		dialog(t, s).Cancel()
	}
	if left, _ := os.ReadDir(s.folder); len(left) != 2 {
		t.Errorf("%d files", len(left))
	}
}

// An answer is shown before it is kept; what came back is listed by reason, leads to the
// member, and goes when it is ticked.
func TestAnswers(t *testing.T) {
	s, p := shown(t)
	var name string
	if err := s.Open.Read().QueryRowContext(t.Context(), "SELECT name FROM member ORDER BY id LIMIT 1").Scan(&name); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(s.folder, "结果.csv")
	if err := os.WriteFile(path, []byte("姓名,是否导入成功,错误原因\n"+name+",否,移动电话不能为空！\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.ReadAnswer(path)
	s.Settled()
	s.Picture("answer")
	dialog(t, s).Cancel()
	if len(p.facts.open) != 0 {
		t.Error("reading kept something")
	}
	book, err := sheet.Open(t.Context(), path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := report.ReadFeedback(t.Context(), s.Open.Read(), book, intakeOn(s))
	if err != nil {
		t.Fatal(err)
	}
	p.keepAnswer(f)
	s.Settled()
	if len(p.facts.open) != 1 || len(p.returned.Objects) != 1 || s.Op == 0 {
		t.Fatalf("%+v", p.facts.open)
	}
	p.Returned(reasonWord(p.facts.open[0]))
	s.Picture("returned")
	dialog(t, s).Cancel()
	p.settle(p.facts.open[0])
	s.Settled()
	if len(p.facts.open) != 0 {
		t.Errorf("%+v", p.facts.open)
	}
}

func intakeOn(s *shell) intake.Options { return intake.Options{Today: s.Day} }

// The calendar is listed; entries are switched off, put back and ticked.
func TestCalendar(t *testing.T) {
	s, p := shown(t)
	p.Calendar()
	s.Picture("calendar")
	d := dialog(t, s)
	var o schedule.Occurrence
	for _, x := range p.facts.due {
		if x.Entry.Key == "members" {
			o = x
		}
	}
	p.calendar.edit(o.Entry)
	s.Picture("entry")
	dialog(t, s).Accept()
	s.Settled()
	choose := func(word string) {
		t.Helper()
		for _, x := range p.facts.due {
			if x.Entry.Key != "members" {
				continue
			}
			for _, item := range p.calendar.menu(x) {
				if strings.HasPrefix(item.Text, word) {
					item.Do()
					s.Settled()
					return
				}
			}
		}
		t.Fatalf("no %s", word)
	}
	// The list stays open and shows the new state of the entry that is chosen.
	state := func(want string) {
		t.Helper()
		row, _ := p.calendar.grid.Current()
		if o := p.calendar.list[row]; dialog(t, s) != d || o.Entry.Key != "members" || p.calendar.grid.Source().Cell(row, 0).Text != want {
			t.Errorf("row %d, %s: %s, want %s", row, o.Entry.Name, p.calendar.grid.Source().Cell(row, 0).Text, want)
		}
	}
	for i, x := range p.calendar.list {
		if x.Entry.Key == "members" {
			p.calendar.grid.SetCurrent(i, 1)
		}
	}
	choose("停用")
	state("停用")
	choose("启用")
	choose("恢复")
	choose("登记已报")
	dialog(t, s).Accept()
	s.Settled()
	state("已报")
	choose("改回待报")
	state("待报")
	d.Cancel()
	if _, err := s.Open.Write(t.Context(), ledger.Op{Kind: "test", Title: "坏"}, func(tx *ledger.Tx) error {
		_, err := tx.Exec("INSERT INTO report_calendar (key, name, text) VALUES ('members', '会员信息采集表', 'every: [')")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	p.Load(p.ask)
	s.Settled()
	p.Calendar()
	s.Picture("calendar-broken")
	_, g := listDialog(s, "表", "空", nil, &texts{})
	if row, _ := g.Current(); row >= 0 {
		t.Errorf("row %d of none is current", row)
	}
	choose("恢复随程序带的")
	if s.Failed != nil || p.facts.due[0].Entry.Broken != "" {
		t.Errorf("%v %+v", s.Failed, p.facts.due[0])
	}
	choose("去上报")
	if got, ok := s.Target.(page.Profile); !ok || got.ID != "member-2018" {
		t.Errorf("%+v", s.Target)
	}
}

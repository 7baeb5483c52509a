package roster

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/ledger"
)

var day = civil.MustParse("2022-05-06")

// fakeShell is a window for tests: work is done at once, files are chosen by test.
type fakeShell struct {
	page.Shell // what the page never asks for

	t      *testing.T
	ledger *ledger.Ledger
	window fyne.Window
	file   string
	opened []string
	done   []string
	ops    []int64
	failed []error
	notes  map[string]string
}

func (s *fakeShell) Ledger() *ledger.Ledger { return s.ledger }
func (s *fakeShell) Today() civil.Date      { return day }
func (s *fakeShell) Window() fyne.Window    { return s.window }
func (s *fakeShell) AskOpen(_ string, _ page.FileKind, then func(string)) {
	then(s.file)
}
func (s *fakeShell) AskSave(_, _ string, _ page.FileKind, then func(string)) { then(s.file) }
func (s *fakeShell) OpenFile(path string)                                    { s.opened = append(s.opened, path) }
func (s *fakeShell) Wide() bool                                              { return false }
func (s *fakeShell) Work(_ string, job func(context.Context, page.Progress) error, then func(error)) {
	then(job(context.Background(), func(int, int) {}))
}
func (s *fakeShell) Aside(job, then func()) { job(); then() }
func (s *fakeShell) Done(text string, op int64) {
	s.done, s.ops = append(s.done, text), append(s.ops, op)
}
func (s *fakeShell) Undo(op int64) {
	if _, err := s.ledger.Undo(context.Background(), op); err != nil {
		s.t.Error(err)
	}
}
func (s *fakeShell) Fail(err error)             { s.failed = append(s.failed, err) }
func (s *fakeShell) Remember(key, value string) { s.notes[key] = value }
func (s *fakeShell) Recall(key string) string   { return s.notes[key] }

// openDemo makes the demonstration ledger as of the day of the pictures.
func openDemo(t *testing.T) *ledger.Ledger {
	t.Helper()
	return pagetest.Demo(t, 326).Open
}

// shown is the page in a window of the small size, with everything read.
func shown(t *testing.T) (*view, *fakeShell) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(false, 1))
	s := &fakeShell{t: t, ledger: openDemo(t), notes: map[string]string{}}
	s.window = test.NewTempWindow(t, widget.Body(""))
	v := New(s).(*view)
	v.pause, v.aside = 0, func(job, then func()) { job(); then() }
	s.window.SetContent(v.Content())
	s.window.Resize(fyne.NewSize(1029, 544))
	v.Show(nil)
	return v, s
}

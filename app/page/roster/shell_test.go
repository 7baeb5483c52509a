package roster

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/civil"
)

var day = civil.MustParse("2022-05-06")

// fakeShell keeps everything it was told, and its files are chosen by the test.
type fakeShell struct {
	*pagetest.Shell

	file   string
	opened []string
	done   []string
	ops    []int64
	failed []error
}

func (s *fakeShell) AskOpen(_ string, _ page.FileKind, then func(string))    { then(s.file) }
func (s *fakeShell) AskSave(_, _ string, _ page.FileKind, then func(string)) { then(s.file) }
func (s *fakeShell) OpenFile(path string)                                    { s.opened = append(s.opened, path) }
func (s *fakeShell) PrintFile(path string) string {
	s.opened = append(s.opened, path)
	return "已送去打印"
}
func (s *fakeShell) Done(text string, op int64) {
	s.done, s.ops = append(s.done, text), append(s.ops, op)
}
func (s *fakeShell) Fail(err error) { s.failed = append(s.failed, err) }

// shown is the page over the demonstration ledger in a window of the small size, with
// everything read.
func shown(t *testing.T) (*view, *fakeShell) {
	t.Helper()
	s := &fakeShell{Shell: pagetest.Demo(t, 326)}
	s.Win = test.NewTempWindow(t, widget.Body(""))
	v := New(s).(*view)
	v.pause, v.aside = 0, func(job, then func()) { job(); then() }
	s.Win.SetContent(v.Content())
	s.Win.Resize(fyne.NewSize(1029, 544))
	v.Show(nil)
	return v, s
}

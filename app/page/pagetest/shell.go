// Package pagetest stands in for the window in tests of pages: a Shell over a
// demonstration ledger that works at once, on the caller's goroutine, and
// remembers what it was asked.
package pagetest

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/ledger"
)

// Shell is the stand-in. The fields are what the page asked for last.
type Shell struct {
	page.Shell // what is not stood in for below panics

	T      *testing.T
	Open   *ledger.Ledger
	Day    civil.Date
	Win    fyne.Window
	IsWide bool
	// Current is shown again after every write, as the window does.
	Current page.Page

	WentTo page.Name
	Target any
	Said   string
	Op     int64
	Failed error
	notes  map[string]string
}

// Demo makes a shell over a demonstration ledger of so many members as of
// 2022-05-06; with 0 members the ledger is empty. PAGE_DARK and PAGE_SCALE (1.5)
// change the look, for pictures.
func Demo(t *testing.T, members int) *Shell {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	day := civil.Of(2022, 5, 6)
	clock := func() time.Time { return time.Date(2022, 5, 6, 9, 40, 0, 0, time.Local) }
	var l *ledger.Ledger
	var err error
	if members == 0 {
		l, err = ledger.Create(ctx, path, ledger.Options{Operator: demo.Operator, Now: clock})
	} else {
		if err = demo.CreateOn(ctx, path, members, day); err == nil {
			l, err = ledger.Open(ctx, path, ledger.Options{Operator: demo.Operator, Now: clock})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	scale := float32(1)
	if big, err := strconv.ParseFloat(os.Getenv("PAGE_SCALE"), 32); err == nil {
		scale = float32(big)
	}
	test.NewTempApp(t).Settings().SetTheme(theme.New(os.Getenv("PAGE_DARK") != "", scale))
	return &Shell{T: t, Open: l, Day: day, notes: map[string]string{}}
}

// Place puts a page into a window of a size and shows it with a target.
func (s *Shell) Place(p page.Page, width, height float32, target any) {
	s.T.Helper()
	s.Current, s.IsWide = p, width >= 1240
	s.Win = test.NewTempWindow(s.T, widget.NewRoot(p.Content()))
	s.Win.SetPadded(false)
	s.Win.Resize(fyne.NewSize(width, height))
	p.Show(target)
	s.Settled()
}

// Settled fails the test when something failed meanwhile.
func (s *Shell) Settled() {
	s.T.Helper()
	if s.Failed != nil {
		s.T.Fatalf("the page failed: %v", s.Failed)
	}
}

// Picture stores what is seen as a PNG in the folder that PAGE_PICTURES names, for
// looking at; without it nothing happens.
func (s *Shell) Picture(name string) {
	dir := os.Getenv("PAGE_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		s.T.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, s.Win.Canvas().Capture()); err != nil {
		s.T.Fatal(err)
	}
}

func (s *Shell) Ledger() *ledger.Ledger { return s.Open }
func (s *Shell) Today() civil.Date      { return s.Day }
func (s *Shell) Window() fyne.Window    { return s.Win }
func (s *Shell) Wide() bool             { return s.IsWide }

func (s *Shell) Go(to page.Name, target any) { s.WentTo, s.Target = to, target }

// Work does the job at once and shows the page again where it wrote something.
func (s *Shell) Work(_ string, job func(context.Context, page.Progress) error, then func(error)) {
	before := s.lastOp()
	err := job(context.Background(), func(int, int) {})
	then(err)
	if err == nil && s.lastOp() != before && s.Current != nil {
		s.Current.Show(nil)
	}
}

// Load does the reading at once.
func (s *Shell) Load(title string, job func(context.Context, page.Progress) error, then func(error)) {
	s.Work(title, job, then)
}

func (s *Shell) lastOp() int64 {
	if s.Open == nil {
		return 0
	}
	done, err := s.Open.History(context.Background(), 1)
	if err != nil || len(done) == 0 {
		return 0
	}
	return done[0].ID
}

// Aside does a reading at once.
func (s *Shell) Aside(job, then func()) { job(); then() }

func (s *Shell) Done(text string, op int64) { s.Said, s.Op = text, op }

func (s *Shell) Undo(op int64) {
	s.Work("撤销", func(ctx context.Context, _ page.Progress) error {
		_, err := s.Open.Undo(ctx, op)
		return err
	}, func(err error) {
		if err != nil {
			s.Fail(err)
		}
	})
}

func (s *Shell) Fail(err error) { s.Failed = err }

func (s *Shell) Remember(key, value string) { s.notes[key] = value }
func (s *Shell) Recall(key string) string   { return s.notes[key] }

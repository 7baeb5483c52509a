package window

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// statusBar says which ledger, who, how many, the last good backup, and what is
// being worked on.
type statusBar struct {
	w                                    *window
	object                               fyne.CanvasObject
	unit, operator, members, saved, busy *widget.Text
	newest                               time.Time // of the backups, as said
	stop                                 *widget.Button
	asked                                int // counts the countings, so that an older one does not overwrite a newer
}

func newStatusBar(w *window) *statusBar {
	s := &statusBar{w: w, unit: note(), operator: note(), members: note(), saved: note(), busy: note()}
	s.stop = widget.NewLink("取消", "", func() {
		if r := w.latest(); r != nil {
			r.cancel()
		}
	}).Small()
	s.stop.Hide()
	row := widget.NewSplitRow(theme.Gap16, []fyne.CanvasObject{s.unit, s.operator, s.members, s.saved}, nil, []fyne.CanvasObject{s.busy, s.stop})
	s.object = bar(theme.ColorPanel, true, row)
	s.working()
	return s
}

func note() *widget.Text { return widget.NewText("", theme.SizeNote, theme.ColorText2) }

// refresh reads what the bar says of the ledger.
func (s *statusBar) refresh() {
	l := s.w.ledger
	if l == nil {
		s.unit.SetText("没有打开台账")
		s.operator.SetText("操作员：未设")
		s.members.SetText("会员 0 人")
		s.saved.SetText("")
		s.newest = time.Time{}
		return
	}
	s.operator.SetText("操作员：" + l.Operator())
	if u, err := union.Load(s.w.ctx, l.Read()); err == nil {
		s.unit.SetText(u.Name())
	}
	s.asked++
	asked, today := s.asked, s.w.Today()
	var counts map[member.State]int
	var backups []ledger.BackupFile
	var err error
	s.w.Aside(func() { // counting a large roster takes longer than a frame
		counts, err = member.Counts(s.w.ctx, l.Read(), today)
		backups = l.Backups() // an import makes one too
	}, func() {
		if s.asked != asked || err != nil {
			return
		}
		s.counted(counts)
		if len(backups) > 0 && backups[0].At.After(s.newest) {
			s.w.backup = func() { s.backup(backups[0], nil) }
			s.w.backup()
		}
	})
}

func (s *statusBar) counted(counts map[member.State]int) {
	all := 0
	for _, n := range counts {
		all += n
	}
	s.members.SetText(fmt.Sprintf("名册 %d 人，在册 %d", all, counts[member.Active]))
	s.object.Refresh()
}

// backup says when the last good backup was made, or why there is none.
func (s *statusBar) backup(b ledger.BackupFile, err error) {
	if err != nil {
		s.saved.SetColor(theme.ColorError)
		s.saved.SetText("备份没有做成：" + err.Error())
		return
	}
	s.newest = b.At
	s.saved.SetColor(theme.ColorOK)
	day := b.At.Format("2006-01-02")
	if day == s.w.Today().String() {
		day = "今天"
	}
	s.saved.SetText(fmt.Sprintf("✓ 上次备份%s %s，已验证", day, b.At.Format("15:04")))
}

// working names the running work and how far it has come.
func (s *statusBar) working() {
	r := s.w.latest()
	switch {
	case r == nil:
		s.busy.SetText("没有正在进行的工作")
		s.stop.Hide()
	case r.total > 0:
		s.busy.SetText(fmt.Sprintf("正在%s…%d / %d", r.title, r.done, r.total))
		s.stop.Show()
	default:
		s.busy.SetText("正在" + r.title + "…")
		s.stop.Show()
	}
	if s.object != nil {
		s.object.Refresh()
	}
}

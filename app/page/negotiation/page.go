// Package negotiation is the page 集体协商: the rounds, the time line of one of
// them, and of each step what it asks for, by when, on which article, its facts
// and papers, and what is still missing.
//
// words.go, deadline.go, missing.go and carry.go say everything in words and know no
// window; the other files show it.
// The page decides nothing about the law: data/negotiation does.
package negotiation

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
)

// view is the page. Its parts are made once and filled anew after every write, so
// that what is being typed stays.
type view struct {
	shell   page.Shell
	law     law.Law
	content *fyne.Container
	course  fyne.CanvasObject
	picker  *widget.Picker
	summary *widget.Text
	first   fyne.CanvasObject // the page without a round
	line    *widget.Timeline
	list    *roundList
	step    *fyne.Container
	pane    *pane
	wide    bool

	f      facts
	round  int64
	follow bool // whether the next reading goes to the step at hand
	// marking is set while a step is being marked, so that it is not marked twice.
	marking bool
	asked   int // counts the readings, so that an older one does not overwrite a newer
}

// New makes the page.
func New(shell page.Shell) page.Page {
	v := &view{shell: shell, content: container.NewStack(), step: container.NewStack(), follow: true}
	v.picker = widget.NewPicker("选一轮").Wide(264)
	v.picker.OnChanged = func(id string) { v.open(page.Number(id), 0) }
	v.summary = widget.NewText("", theme.SizeBody, theme.ColorText2).Cut()
	v.line = widget.NewTimeline(func(i int) { v.showStep(i) })
	v.list = newRoundList(func(id int64) { v.open(id, 0) })
	v.course = v.lay()
	v.first = widget.NewEmptyState("talk", "还没有协商轮次", "每年一轮：从产生代表、要约，到报送人社、公布和履约。程序按规则档算出每一步的期限，提醒还缺什么。",
		widget.NewPrimary("新一轮", "plus", v.newRound), widget.NewPlain("导入历年台账", "download", v.importPast))
	return v
}

// Content is the page.
func (v *view) Content() fyne.CanvasObject { return v.content }

// Show reads everything aside and fills the page; page.Round asks for a round and step.
func (v *view) Show(target any) {
	if t, ok := target.(page.Round); ok {
		v.open(t.ID, t.Step)
		return
	}
	v.read(0)
}

// Print leads to the ledger of all rounds, which is a report.
func (v *view) Print() { v.shell.Go(page.Report, page.Profile{ID: "negotiation-ledger"}) }

// open shows a round, at a step (from 1) or at the one to do next.
func (v *view) open(id int64, step int) {
	v.round, v.follow = id, true
	v.read(step)
}

// read reads what the page shows, and then goes to step, where that is not 0.
func (v *view) read(step int) {
	l := v.shell.Ledger()
	if l == nil {
		v.put(widget.NewEmptyState("ledger", "没有打开台账", "请先在工作台打开或新建台账。"))
		return
	}
	var f facts
	v.asked++
	asked, wanted, today, counted := v.asked, v.round, v.shell.Today(), v.law
	v.shell.Load("读取协商轮次", func(ctx context.Context, _ page.Progress) (err error) {
		if counted, err = law.Of(ctx, l.Read()); err != nil {
			return err
		}
		f, err = read(ctx, l, counted, wanted, today)
		return err
	}, func(err error) {
		v.law = counted
		if err != nil {
			v.shell.Fail(err)
			return
		}
		if v.shell.Ledger() == l && asked == v.asked {
			v.fill(f, step)
		}
	})
}

// fill shows what was read.
func (v *view) fill(f facts, step int) {
	moved := f.d.ID != v.f.d.ID
	v.f = f
	if !f.has {
		v.round, v.pane = 0, nil
		v.put(v.first)
		return
	}
	v.round = f.d.ID
	options := make([]widget.Option, len(f.rounds))
	for i, r := range f.rounds {
		options[i] = widget.Option{Value: fmt.Sprint(r.id), Text: r.title, Note: r.words}
	}
	v.picker.SetOptions(options...)
	v.picker.SetValue(fmt.Sprint(f.d.ID))
	v.summary.SetText(f.summary())
	v.list.show(f.rounds, f.d.ID)
	at := v.line.Selected()
	switch {
	case step > 0 && step <= len(f.steps):
		at = step - 1
	case moved || v.follow || at < 0 || at >= len(f.steps):
		at = f.atHand()
	}
	v.follow = false
	v.line.Set(f.stages(), at)
	v.showStep(at)
	v.put(v.course)
}

// showStep fills the right side with a step; the same step of the same round is
// only brought up to date.
func (v *view) showStep(i int) {
	s := v.f.steps[i]
	if v.pane == nil || v.pane.round != v.f.d.ID || v.pane.no != s.No || v.pane.keys != v.formKey(s) {
		old := v.pane
		v.pane = newPane(v, s)
		v.pane.fill(v.f, s)
		if old != nil && old.round == v.pane.round && old.no == s.No {
			v.pane.scroll.Offset = old.scroll.Offset // a row was added: go on where one was
		}
		v.step.Objects = []fyne.CanvasObject{v.pane.object}
		v.step.Refresh()
		return
	}
	v.pane.fill(v.f, s)
}

// goTo chooses a step.
func (v *view) goTo(no int) {
	if no >= 1 && no <= len(v.f.steps) {
		v.line.Set(v.f.stages(), no-1)
		v.showStep(no - 1)
	}
}

func (v *view) put(o fyne.CanvasObject) {
	if len(v.content.Objects) == 1 && v.content.Objects[0] == o {
		return
	}
	v.content.Objects = []fyne.CanvasObject{o}
	v.content.Refresh()
}

// write runs one journalled change aside and says what was done; fail nil shows
// an error as a dialog. The window calls Show after every write.
func (v *view) write(what string, job func(context.Context, *ledger.Ledger) (int64, error), then func(), fail func(error)) {
	l := v.shell.Ledger()
	var op int64
	v.shell.Work(what, func(ctx context.Context, _ page.Progress) (err error) {
		op, err = job(ctx, l)
		return err
	}, func(err error) {
		switch {
		case err != nil && fail != nil:
			fail(err)
		case err != nil:
			v.shell.Fail(err)
		default:
			v.shell.Done(what, op)
			if then != nil {
				then()
			}
		}
	})
}

// writeFrom is write for a dialog, which stays with what was typed where it is refused.
func (v *view) writeFrom(d *widget.Dialog, what string, job func(context.Context, *ledger.Ledger) (int64, error), then func()) error {
	return d.Aside(func(done func(error)) {
		v.write(what, job, func() {
			done(nil)
			if then != nil {
				then()
			}
		}, done)
	})
}

// save stores facts of the round in one operation, on top of what is stored now.
func (v *view) save(what string, facts map[string]string, then func(), fail func(error)) {
	id := v.f.d.ID
	v.write(what, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return l.Write(ctx, ledger.Op{Kind: negotiation.OpKind, Title: what}, func(tx *ledger.Tx) error {
			r, err := negotiation.Get(ctx, tx, id)
			if err != nil {
				return err
			}
			for key, value := range facts {
				r.Set(key, value)
			}
			_, err = negotiation.Put(tx, r)
			return err
		})
	}, then, fail)
}

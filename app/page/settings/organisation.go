package settings

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/organisation"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// organisationSection is 组织机构: the bodies with their terms and people, the
// certificate, and the yearly figures beside what the roster gives.
type organisationSection struct {
	shell page.Shell
	body  *fyne.Container
	whole fyne.CanvasObject
	p     *organisation.Picture
	// chosen is the body shown, term the one of its terms; 0 is the current one.
	chosen, term int64
	reading      int
}

func newOrganisationSection(s page.Shell) *organisationSection {
	o := &organisationSection{shell: s, body: widget.Column(theme.Gap12, widget.Secondary("正在读组织机构，按名册统计……"))}
	o.whole = sheet(o.body)
	return o
}

func (o *organisationSection) object() fyne.CanvasObject { return o.whole }

// load reads aside: the figures of every year pass over the whole roster.
func (o *organisationSection) load() {
	l := o.shell.Ledger()
	if l == nil {
		return
	}
	o.reading++
	mine := o.reading
	var p *organisation.Picture
	o.shell.Load("读组织机构", func(ctx context.Context, _ page.Progress) (err error) {
		p, err = organisation.Read(ctx, l.Read(), o.shell.Today())
		return err
	}, func(err error) {
		switch {
		case mine != o.reading: // somebody asked again meanwhile
		case err != nil:
			o.shell.Fail(err)
		default:
			o.p = p
			o.fill()
		}
	})
}

// show chooses a body before the page is read.
func (o *organisationSection) show(body int64) {
	o.chosen, o.term = body, 0
	if o.p != nil {
		o.fill()
	}
}

// fill draws what was read.
func (o *organisationSection) fill() {
	o.body.RemoveAll()
	if len(o.p.Bodies) == 0 {
		o.body.Add(widget.NewBox(widget.Inset(theme.Gap24, theme.Gap24, 0, 0, o.nothing())))
	} else {
		if banner := o.problems(); banner != nil {
			o.body.Add(banner)
		}
		o.body.Add(container.New(&leftRight{left: 236}, o.bodies(), o.bodyPanel()))
	}
	o.body.Add(container.New(&leftRight{left: 330}, o.certificate(), o.years()))
	o.whole.Refresh()
}

// nothing offers the first step: the usual bodies, with what the unit's form says.
func (o *organisationSection) nothing() fyne.CanvasObject {
	note := "登记工会委员会、经费审查委员会、女职工委员会的任期和委员，到期前会在工作台提醒换届。"
	if u := o.p.Unit.Union; u.Get("chair")+u.Get("term_start")+u.Get("term_end") != "" {
		note += "“单位和工会”里已填的主席和任期会转过来，作为第一条。"
	}
	return widget.NewEmptyState("people", "还没有登记工会机构", note, widget.NewPrimary("建立三个委员会", "plus", func() {
		o.write("建立工会机构", "已建立工会委员会、经费审查委员会、女职工委员会", union.Begin)
	}))
}

// write does one operation and says so; what is wrong is told in a dialog.
func (o *organisationSection) write(title, said string, fn func(*ledger.Tx) error) {
	if err := o.try(title, said, fn); err != nil {
		o.shell.Fail(err)
	}
}

// try is write for a dialog, which shows the error itself. These writes are a few
// rows, too short to run aside.
func (o *organisationSection) try(title, said string, fn func(*ledger.Tx) error) error {
	op, err := o.shell.Ledger().Write(context.Background(), ledger.Op{Kind: union.OrganisationOp, Title: title}, fn)
	if err != nil {
		return err
	}
	if op != 0 {
		o.shell.Done(said, op)
	}
	o.load()
	return nil
}

// tones are how problems look, by how much they matter.
var tones = map[problem.Severity]widget.Tone{problem.Error: widget.Bad, problem.Warning: widget.Warn, problem.Hint: widget.Neutral}

// problems lists what must be looked at, the gravest first; nil where there is
// nothing.
func (o *organisationSection) problems() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, s := range []problem.Severity{problem.Error, problem.Warning, problem.Hint} {
		for _, q := range o.p.Problems {
			if q.Severity != s {
				continue
			}
			text := q.Message
			if q.Basis != "" {
				text += "依据：" + q.Basis
			}
			row := widget.Border(nil, nil, widget.Sized(72, 0, widget.Row(0, widget.NewTag(s.String(), tones[s]))), nil, widget.NewParagraph(text, theme.SizeBody, theme.ColorText))
			rows = append(rows, widget.Inset(theme.Gap4, theme.Gap4, theme.Gap12, theme.Gap12, row))
		}
	}
	if rows == nil {
		return nil
	}
	return widget.NewPanel("要看的", ruled(rows)).Note(fmt.Sprintf("%d 处，截至 %s", len(rows), o.p.On)).Flush()
}

// ruled sets rows one below the other with lines between them.
func ruled(rows []fyne.CanvasObject) fyne.CanvasObject {
	out := widget.Column(0)
	for i, r := range rows {
		if i > 0 {
			out.Add(widget.Divider())
		}
		out.Add(r)
	}
	return out
}

// leftRight gives the left block a width and the right one the rest; both are as
// high as the higher.
type leftRight struct{ left float32 }

func (l *leftRight) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(l.left)+theme.Gap12+o[1].MinSize().Width, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (l *leftRight) Layout(o []fyne.CanvasObject, size fyne.Size) {
	left := theme.Scaled(l.left)
	widget.Put(o[0], 0, 0, left, size.Height)
	widget.Put(o[1], left+theme.Gap12, 0, size.Width-left-theme.Gap12, size.Height)
}

// daysLeft says in a tag how long a term or certificate still holds.
func daysLeft(end, on civil.Date) fyne.CanvasObject {
	if end.IsZero() {
		return widget.NewTag("届满日未填", widget.Warn)
	}
	switch left := on.DaysUntil(end.Last()); {
	case left < 0:
		return widget.NewTag(fmt.Sprintf("已过 %d 天", -left), widget.Bad)
	case left <= 90:
		return widget.NewTag(fmt.Sprintf("还剩 %d 天", left), widget.Warn)
	default:
		return widget.NewTag("任期内", widget.OK)
	}
}

package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// askEvent asks for date, reason and paper of an event, and enters it for all of
// the members to whom it may happen.
func (v *view) askEvent(k member.EventKind, ids []int64) {
	if !v.atToday() {
		return
	}
	l := v.shell.Ledger()
	var unpaid map[int64]dues.Unpaid
	v.withMembers(ids, func(list []member.Member) {
		can, why := able(list, k)
		if len(can) == 0 {
			widget.Message(v.shell.Window().Canvas(), act(k), noneCan(list, k))
			return
		}
		if k != member.LapsedByRule {
			v.eventForm(k, can, why, nil)
			return
		}
		v.shell.Load("看会费账", func(ctx context.Context, _ page.Progress) (err error) {
			unpaid, err = dues.UnpaidOf(ctx, l.Read(), idsOf(can))
			return err
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.eventForm(k, can, why, owingWords(can, unpaid))
		})
	})
}

// eventForm is the form of an event; facts are what should be known before it.
func (v *view) eventForm(k member.EventKind, list []member.Member, why string, facts []fyne.CanvasObject) {
	f := form.New(formOf(k), asked(k)...)
	r := eventFields.NewRecord()
	r.SetDate("date", v.shell.Today())
	f.Show(r)
	vows := vowsOf(k)
	parts := []fyne.CanvasObject{f.In(2)}
	if why != "" {
		parts = append([]fyne.CanvasObject{widget.NewBanner(widget.Warn, why)}, parts...)
	}
	parts = append(append(parts, facts...), vows.objects()...)
	for _, h := range member.Shipped().HintsFor(k) {
		parts = append(parts, widget.NoteParagraph("提示："+h.String()).For(480))
	}
	parts = append(parts, widget.NoteParagraph(consequence(k)).For(480))
	d := widget.NewDialog(act(k)+"："+namesOf(list), widget.Column(theme.Gap12, parts...), accept(k, len(list))).Wide(520)
	if takesAway(k) {
		d.Dangerous()
	}
	d.Note = "Esc 关闭"
	d.AcceptForm(widget.NewForm(1, f.Fields()...), func() error {
		f.Take(r)
		e := eventOf(k, r)
		if err := vows.take(&e); err != nil {
			return err
		}
		return v.enterEvent(list, e, d)
	})
	d.Open(v.shell.Window().Canvas())
}

// accept is the word on the button of an event.
func accept(k member.EventKind, n int) string {
	if n > 1 {
		return fmt.Sprintf("%s %d 人", act(k), n)
	}
	return act(k)
}

// stays is a sentence with which a form stays open.
type stays struct{ sentence string }

func (s stays) Error() string { return s.sentence }

// enterEvent enters an event: for one at once, so that a refusal can be mended in
// the form; for many after a look at whom it cannot happen to on its day, in one
// operation. The form d, where there is one, closes when it is done.
func (v *view) enterEvent(list []member.Member, e member.Event, d *widget.Dialog) error {
	if len(list) == 1 {
		op, err := happen(context.Background(), v.shell.Ledger(), list, e)
		if err == nil {
			v.shell.Done(did(e.Kind)+"："+namesOf(list), op)
			v.focusGrid() // else Enter would ask for the same thing again
		}
		return err
	}
	l, today := v.shell.Ledger(), v.shell.Today()
	if err := e.NotYet(today); err != nil {
		return err
	}
	var out member.Outlook
	v.shell.Load("看谁能办理", func(ctx context.Context, _ page.Progress) (err error) {
		out, err = member.Foresee(ctx, l.Read(), e, idsOf(list), today)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case len(out.Cannot) == 0:
			if d != nil {
				d.Close()
			}
			v.focusGrid()
			v.writeEvent(list, e)
		default:
			if d != nil {
				d.Refuse(fmt.Sprintf("%d 人在 %s 那天不能办理，什么都还没有写。", len(out.Cannot), e.Date))
			}
			v.preview(list, e, out, d)
		}
	})
	if d == nil {
		return nil
	}
	return stays{"正在看谁能办理…"}
}

func (v *view) writeEvent(list []member.Member, e member.Event) {
	v.write(act(e.Kind), did(e.Kind)+"："+namesOf(list), func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return happen(ctx, l, list, e)
	})
}

// mostRefused is how many of those who cannot are named, with the reason.
const mostRefused = 12

// preview says who can and who cannot, and goes on with those who can.
func (v *view) preview(list []member.Member, e member.Event, out member.Outlook, form *widget.Dialog) {
	can := keepMembers(list, out.Can)
	rows := []fyne.CanvasObject{widget.BodyParagraph(fmt.Sprintf("%s 那天能%s的 %d 人，不能的 %d 人：", e.Date, act(e.Kind), len(can), len(out.Cannot))).For(500)}
	for i, c := range out.Cannot {
		if i == mostRefused {
			rows = append(rows, widget.Note(fmt.Sprintf("还有 %d 人，多是同样的原因。", len(out.Cannot)-i)))
			break
		}
		rows = append(rows, widget.NewParagraph(c.Name+"："+c.Why, theme.SizeNote, theme.ColorText).For(500))
	}
	word := ""
	if len(can) > 0 {
		word = fmt.Sprintf("只办能办的 %d 人", len(can))
		rows = append(rows, widget.NoteParagraph("能办的："+namesOf(can)+"。一次办完，一次就能撤销。").For(500))
	}
	d := widget.NewDialog("有人不能"+act(e.Kind), widget.Column(theme.Gap8, rows...), word).Wide(560)
	d.Note = "现在还什么都没有写"
	d.OnAccept = func() error {
		if form != nil {
			form.Close()
		}
		v.focusGrid()
		v.writeEvent(can, e)
		return nil
	}
	d.Open(v.shell.Window().Canvas())
}

func keepMembers(list []member.Member, ids []int64) []member.Member {
	wanted := make(map[int64]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var out []member.Member
	for _, m := range list {
		if wanted[m.ID] {
			out = append(out, m)
		}
	}
	return out
}

// vows are boxes that the clerk ticks to confirm what the program cannot know. What
// was confirmed goes into the note of the event.
type vows struct {
	head  string
	boxes []*widget.CheckBox
	// said is what is noted, by whether all boxes are ticked.
	said func(all bool) string
	// must is the sentence where all have to be ticked.
	must string
}

// vowsOf are those of a kind of event.
func vowsOf(k member.EventKind) *vows {
	law := member.Shipped()
	out := &vows{}
	switch k {
	case member.LapsedByRule:
		out.head = "以下条件要同时具备（" + law.Lapse.Basis + "），逐条核实后打勾："
		out.must = "视为退会要各项条件同时具备，请逐条核实打勾；由工会委员会认定，程序不代为认定。"
		out.said = func(bool) string { return law.Lapse.Confirmed() }
		for _, c := range law.Lapse.Conditions {
			out.boxes = append(out.boxes, widget.NewCheckBox(c, nil))
		}
	case member.WasExpelled:
		out.said = law.Expulsion.Filed
		out.boxes = []*widget.CheckBox{widget.NewCheckBox(law.Expulsion.Filing, nil)}
	}
	return out
}

func (o *vows) objects() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if o.head != "" {
		rows = append(rows, widget.BodyParagraph(o.head).For(480))
	}
	for _, b := range o.boxes {
		rows = append(rows, b)
	}
	if rows == nil {
		return nil
	}
	return []fyne.CanvasObject{widget.Column(0, rows...)}
}

// take puts what was confirmed into the note, or says what is missing.
func (o *vows) take(e *member.Event) error {
	if o.said == nil {
		return nil
	}
	all := !slices.ContainsFunc(o.boxes, func(b *widget.CheckBox) bool { return !b.Checked() })
	if o.must != "" && !all {
		return stays{o.must}
	}
	e.Note = strings.TrimPrefix(e.Note+"；"+o.said(all), "；")
	return nil
}

// mostOwing is how many members are named with what they owe.
const mostOwing = 5

// owingWords say how long members have not paid by the dues accounts: a fact for
// the committee, from which nothing follows by itself.
func owingWords(list []member.Member, unpaid map[int64]dues.Unpaid) []fyne.CanvasObject {
	months := member.Shipped().Lapse.Months
	var short int
	var lines []string
	for _, m := range list {
		u := unpaid[m.ID]
		if u.Months < months {
			short++
		}
		if len(lines) == mostOwing {
			continue
		}
		said := "没有欠缴"
		if u.Months > 0 {
			said = fmt.Sprintf("连续 %d 个月未缴（%s 起），共欠 %s 元", u.Months, u.Since, u.Owing.Grouped())
		} else if u.Owing > 0 {
			said = fmt.Sprintf("最近的月份已缴，以前欠 %s 元", u.Owing.Grouped())
		}
		lines = append(lines, m.Get("name")+"："+said)
	}
	if more := len(list) - len(lines); more > 0 {
		lines = append(lines, fmt.Sprintf("还有 %d 人", more))
	}
	out := []fyne.CanvasObject{widget.NewParagraph("会费账上："+strings.Join(lines, "；")+"。", theme.SizeBody, theme.ColorText).For(480)}
	if short > 0 {
		out = append(out, widget.NewBanner(widget.Warn, fmt.Sprintf("%d 人在会费账上不到连续 %d 个月未缴，请核对。", short, months)))
	}
	return out
}

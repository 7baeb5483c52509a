package payroll

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// paperFields describe what the events of joiners and leavers rest on.
var paperFields = field.NewSet("membership_event", "会籍变化",
	field.Field{Key: "date", Label: "办理日期", Kind: field.Date, Required: true},
	field.Field{Key: "document", Label: "凭据", Kind: field.Text, MaxLen: 100},
	field.Field{Key: "reason", Label: "离开的原因", Kind: field.Code, Codes: "change_reason"},
	field.Field{Key: "other_union", Label: "转入工会", Kind: field.Text, MaxLen: 100, Required: true, Hint: "全称；还没有定的写“待定”"},
)

// write asks for the paper where memberships change, and writes.
func (v *View) write() {
	n, events := v.w.AcceptedCount()
	paper := v.w.PaperOf(v.shell.Today())
	if n == 0 {
		return
	}
	if events == 0 {
		v.apply(paper)
		return
	}
	v.askPaper(paper, n)
}

// askPaper asks for the paper of the events, beginning with what paper holds, so that
// nothing has to be typed again after a refusal.
func (v *View) askPaper(paper dues.Paper, n int) *widget.Dialog {
	words, keys := v.eventWords()
	f := form.New(paperFields, keys...)
	r := paperFields.NewRecord()
	r.SetDate("date", paper.Date)
	r.Set("document", paper.Document)
	r.Set("reason", paper.Reason)
	r.Set("other_union", paper.OtherUnion)
	f.Show(r)
	content := widget.Column(theme.Gap12, widget.BodyParagraph(words).For(488), f.In(2))
	d := widget.NewDialog("会籍变化的日期和凭据", content, fmt.Sprintf("写入 %d 处", n)).Wide(520)
	d.Note = "其余各处一起写入，整批可撤销"
	d.AcceptForm(widget.NewForm(1, f.Fields()...), func() error {
		f.Take(r)
		paper.Date, paper.Document, paper.Reason, paper.OtherUnion = r.Date("date"), r.Get("document"), r.Get("reason"), r.Get("other_union")
		v.apply(paper)
		return nil
	})
	d.Open(v.shell.Window().Canvas())
	return d
}

// refused shows the comparison again as it was left, and the paper as it was typed
// with the reason above the buttons.
func (v *View) refused(paper dues.Paper, err error) {
	tab := v.tab
	v.preview()
	v.tabs.Select(tab)
	n, events := v.w.AcceptedCount()
	if events == 0 || errors.Is(err, context.Canceled) || widget.IsOpen(v.shell.Window().Canvas()) {
		v.shell.Fail(err)
		return
	}
	v.askPaper(paper, n).Refuse(err.Error())
}

// eventWords names who is about to join or leave, and the fields to ask for.
func (v *View) eventWords() (words string, keys []string) {
	by := map[string][]string{}
	keys = []string{"date", "document"}
	for _, f := range v.w.Findings {
		if f.Accepted != "" && (f.Kind == dues.Joiner || f.Kind == dues.Returned || f.Kind == dues.Leaver) {
			by[f.Accepted] = append(by[f.Accepted], f.Name)
		}
	}
	var parts []string
	for _, k := range []member.EventKind{member.Applied, member.Joined, member.MovedIn, member.MovedOut, member.Withdrew} {
		if names := by[string(k)]; len(names) > 0 {
			some := strings.Join(names[:min(len(names), 6)], "、")
			if len(names) > 6 {
				some += fmt.Sprintf("等 %d 人", len(names))
			}
			parts = append(parts, string(k)+"："+some)
		}
	}
	if len(by[string(member.MovedOut)])+len(by[string(member.Withdrew)]) > 0 {
		keys = append(keys, "reason")
	}
	if len(by[string(member.MovedOut)]) > 0 {
		keys = append(keys, "other_union")
	}
	return strings.Join(parts, "；") + "。", keys
}

// apply writes everything accepted as one operation.
func (v *View) apply(paper dues.Paper) {
	l, w := v.shell.Ledger(), v.w
	n, _ := w.AcceptedCount()
	var out dues.Applied
	var ids []int64
	v.put(widget.NewBox(widget.NewEmptyState("clock", fmt.Sprintf("正在写入 %d 处", n), "先备份台账，再一次写入。取消则全部退回，台账不变。")), widget.Note("要停下来，点右下角状态栏里的“取消”。"))
	v.shell.Work("写入工资表对照", func(ctx context.Context, _ page.Progress) (err error) {
		if out, err = w.Apply(ctx, l, paper); err == nil {
			ids, err = touched(context.WithoutCancel(ctx), l, w, out.Operation)
		}
		return err
	}, func(err error) {
		switch {
		case v.gone:
		case err != nil:
			v.refused(paper, err)
		default:
			v.done(out, n, ids)
		}
	})
}

// touched lists the members that were written.
func touched(ctx context.Context, l *ledger.Ledger, w *dues.Wages, op int64) ([]int64, error) {
	seen := map[int64]bool{0: true}
	out := []int64{}
	add := func(id int64) {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	for _, f := range w.Findings {
		if f.Accepted != "" {
			add(f.Member)
		}
	}
	changes, err := l.Changes(ctx, op, 0)
	for _, c := range changes {
		if c.Table == member.Fields.Name {
			add(c.Row)
		}
	}
	return out, err
}

// done says what was written, and what can be done next.
func (v *View) done(out dues.Applied, asked int, ids []int64) {
	month := v.w.Month
	v.before, v.w = v.w, nil
	again, back := widget.NewPlain("再对一张", "", func() { v.first(nil) }), widget.NewPlain("回到名册", "", func() { v.leave(nil) })
	if out.Operation == 0 {
		v.put(widget.NewBox(widget.NewEmptyState("info", "没有写入", fmt.Sprintf("勾选的 %d 处在这期间已经变了，台账没有变。请再对一次。", asked))), nil, again, back)
		return
	}
	undo := widget.NewPlain("撤销这次写入", "undo", func() {
		v.shell.Undo(out.Operation)
	})
	see := widget.NewPrimary(fmt.Sprintf("看这 %d 人", len(ids)), "people", func() {
		v.leave(page.Members{Title: "对照 " + month.String() + " 工资表", IDs: ids})
	})
	words := "写入前的台账已经备份。没有勾选的一处没动；工资有误和代扣不符的请财务改好再对一次。"
	if out.Gone > 0 {
		words = fmt.Sprintf("%d 处在这期间已经变了，没有写入。", out.Gone) + words
	}
	v.written = out.Operation
	title := fmt.Sprintf("写入 %d 处：%s", asked-out.Gone, out.Summary())
	v.put(widget.NewBox(widget.NewEmptyState("check", title, words, widget.Row(theme.Gap8, undo, see))), nil,
		again, back)
	v.shell.Done("已对照 "+month.String()+" 工资表："+out.Summary(), out.Operation)
}

package duplicates

import (
	"context"
	"fmt"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// merge asks once more, with what the result will be, and writes.
func (v *View) merge() {
	m := v.m
	if m == nil {
		return
	}
	text := fmt.Sprintf("合并后只有一条：%s（编号 %d），会籍%s。编号 %d 的记录不再计入会员数，留着备查。可以撤销。",
		m.Result().Get("name"), m.Keep.ID, v.stateAfter(), m.Drop.ID)
	if v.moved != "" {
		text += v.moved
	}
	widget.Confirm(v.shell.Window().Canvas(), "把两条记录合并成一条？", text, "合并成一条", false, func() {
		v.write("合并会员", "已"+m.Title(), m.Write)
	})
}

// stateAfter is the state of the one that stays.
func (v *View) stateAfter() member.State {
	if v.m.DropEvents {
		return v.m.Drop.State
	}
	return v.m.Keep.State
}

// setApart remembers that the two are two people.
func (v *View) setApart() {
	m := v.m
	if m == nil {
		return
	}
	v.given = nil
	done := fmt.Sprintf("已记下不是同一个人：%s（编号 %d）、%s（编号 %d）", m.Keep.Get("name"), m.Keep.ID, m.Drop.Get("name"), m.Drop.ID)
	v.write("记下不是同一个人", done, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return member.Distinct(ctx, l, m.Keep.ID, m.Drop.ID)
	})
}

// write runs one operation aside; the window shows the page again when something
// was written, which searches anew.
func (v *View) write(title, done string, job func(context.Context, *ledger.Ledger) (int64, error)) {
	l := v.shell.Ledger()
	var op int64
	v.shell.Work(title, func(ctx context.Context, _ page.Progress) (err error) {
		op, err = job(ctx, l)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
			v.Reload()
		case op == 0:
			v.Reload()
		default:
			v.shell.Done(done, op)
		}
	})
}

package roster

import (
	"context"
	"time"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/data/member"
)

// reload reads the list aside and then shows it. It does not queue behind other
// work, since a page is looked at at once; an older reading is given up.
func (v *view) reload() {
	v.stopReading()
	ctx, stop := context.WithCancel(context.Background())
	v.stopReading = stop
	l := v.shell.Ledger()
	src := &source{read: l.Read(), today: v.shell.Today(), day: v.day(), index: v.index}
	f, sort, by, top, goTo := v.filter, v.list.columns.sortKeys(v.order), v.by, v.grid.TopRow(), v.goTo
	if v.opened != nil {
		sort, by = v.opened.Sort, v.opened.By
	}
	if at := v.topIndex(); at >= 0 {
		top = at
	}
	var out listed
	var first map[int][]member.Member
	var err error
	v.selected.remark.SetText("正在读取…")
	if v.people == nil && len(sort) == 0 && by == "" {
		v.showForetaste(ctx, src, f)
	}
	v.aside(func() {
		if out, err = src.list(ctx, f, sort, by); err == nil {
			first, err = firstPages(ctx, src, out.ids, top, goTo)
		}
	}, func() {
		switch {
		case ctx.Err() != nil || v.shell.Ledger() != l:
		case err != nil:
			v.waiting = nil
			v.shell.Fail(err)
		default:
			v.fill(out, first)
		}
	})
}

// showForetaste shows the first rows while the whole list is being read.
func (v *view) showForetaste(ctx context.Context, src *source, f filter) {
	var out listed
	var first map[int][]member.Member
	var ok bool
	v.aside(func() {
		var err error
		if out, ok, err = src.foretaste(ctx, f); ok {
			first, err = firstPages(ctx, src, out.ids, 0, 0)
		}
		ok = ok && err == nil // the reading of the whole list says what is wrong
	}, func() {
		if !ok || ctx.Err() != nil || v.people != nil {
			return
		}
		v.showColumns(out.columns)
		v.list = out
		v.people = newPeople(out, v.fetch)
		v.people.pages[0] = v.people.rows(out.ids, first[0])
		v.people.part = true
		v.grid.SetSource(v.people)
	})
}

// whenWhole does what needs everybody on the list, at once or when it has been read:
// its first rows must not be taken for all.
func (v *view) whenWhole(do func()) {
	if v.people != nil && v.people.part {
		v.waiting = do
		return
	}
	do()
}

// firstPages reads the pages that will be on the screen at once, so that rows do
// not flicker when a list is read anew.
func firstPages(ctx context.Context, s *source, ids []int64, top int, goTo int64) (map[int][]member.Member, error) {
	out := map[int][]member.Member{}
	if len(ids) == 0 {
		return out, nil
	}
	for i, id := range ids {
		if goTo != 0 && id == goTo {
			top = i
		}
	}
	top = min(top, len(ids)-1)
	for n := max(top/pageRows-1, 0); n <= top/pageRows+1 && n*pageRows < len(ids); n++ {
		found, err := member.Page(ctx, s.read, ids[n*pageRows:min((n+1)*pageRows, len(ids))], s.day)
		if err != nil {
			return nil, err
		}
		out[n] = found
	}
	return out, nil
}

// fill shows a list. Marks and the current row stay with the people they belong to.
func (v *view) fill(out listed, first map[int][]member.Member) {
	var marked []int64
	current := v.goTo
	if v.people != nil {
		marked = v.people.chosen(v.grid.Marked())
		row, _ := v.grid.Current()
		if at, ok := v.people.index(row); current == 0 && ok {
			current = v.people.ids[at]
		}
	}
	front := v.viewByID(v.filter.view)
	goTo := v.goTo
	v.goTo = 0
	v.showColumns(out.columns)
	v.list, v.filter, v.views = out, out.filter, out.views
	v.takeView()
	p := newPeople(out, v.fetch)
	openBandOf(out.bands, goTo, v.foldedBands)
	p.divide(out.bands, v.foldedBands)
	p.arrived = v.grid.RefreshRows
	for n, found := range first {
		p.pages[n] = p.rows(out.ids[n*pageRows:min((n+1)*pageRows, len(out.ids))], found)
	}
	v.people = p
	v.grid.EmptyText = v.emptyWords()
	v.grid.SetSource(p)
	_, col := v.grid.Current()
	if at := p.place(current); at >= 0 || current != 0 {
		v.quietly(func() { v.grid.SetCurrent(at, col) })
	}
	if v.markAll {
		marked = out.ids
	}
	v.markAll = false
	v.mark(marked)
	v.foldAtFirst(out.groups)
	v.tree.set(treeItems(out, v.folded, v.saved))
	v.bar.show()
	v.selected.show()
	v.note.SetText(v.remark())
	v.followView(front)
	if row, _ := v.grid.Current(); row >= 0 {
		if top, bottom, ok := v.grid.Span(row); ok {
			widget.KeepClear(v.shell.Window().Canvas(), top, bottom)
		}
	}
	if do := v.waiting; do != nil {
		v.waiting = nil
		do()
	}
}

// quietly moves in the grid without the drawer following.
func (v *view) quietly(do func()) {
	told := v.grid.OnCurrent
	v.grid.OnCurrent = nil
	do()
	v.grid.OnCurrent = told
}

// fetch reads a page of members aside.
func (v *view) fetch(ids []int64, then func([]member.Member)) {
	l, today := v.shell.Ledger(), v.day()
	var found []member.Member
	var err error
	v.aside(func() { found, err = member.Page(context.Background(), l.Read(), ids, today) }, func() {
		if v.shell.Ledger() != l {
			return // another ledger was opened meanwhile
		}
		if err != nil {
			v.shell.Fail(err)
			found = nil
		}
		then(found)
	})
}

// countSaved counts what the saved filters find, after a moment in which nothing
// else was written: it reads much, and nobody waits for it.
func (v *view) countSaved() {
	v.stopCounting()
	ctx, stop := context.WithCancel(context.Background())
	v.stopCounting = stop
	l, today := v.shell.Ledger(), v.shell.Today()
	counts := map[string]int{}
	v.aside(func() {
		select {
		case <-time.After(v.pause):
		case <-ctx.Done():
			return
		}
		counts = countAll(ctx, l.Read(), today)
		countViews(ctx, l.Read(), today, counts)
	}, func() {
		if ctx.Err() == nil && v.shell.Ledger() == l {
			v.saved = counts
			v.tree.set(treeItems(v.list, v.folded, v.saved))
		}
	})
}

// withMembers reads members aside, whatever their number, and hands them over.
func (v *view) withMembers(ids []int64, then func([]member.Member)) {
	l, today := v.shell.Ledger(), v.day()
	var found []member.Member
	v.shell.Load("读取会员", func(ctx context.Context, progress page.Progress) (err error) {
		found, err = member.Many(ctx, l.Read(), ids, today, progress)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		then(found)
	})
}

package roster

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/roster/wizard"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// view is the page.
type view struct {
	shell   page.Shell
	content *fyne.Container
	body    fyne.CanvasObject

	filter filter
	order  []grid.SortKey
	// by is the field the list is grouped by, "" for none.
	by          string
	foldedBands map[string]bool
	// views are the saved views; opened are the columns, order and grouping one of
	// them brings, taken over once its list is there.
	views  []member.View
	opened *member.View
	list   listed
	people *people
	index  func() (*member.Index, error)
	saved  map[string]int
	folded map[int64]bool
	// stopReading gives up the reading of the list that is under way.
	stopReading context.CancelFunc
	// markAll marks everybody after the next reading.
	markAll bool
	// waiting is what is done when the list has been read to its end.
	waiting func()
	// goTo is the member to bring into sight after the next reading.
	goTo int64
	// stopCounting ends the counting of the saved filters.
	stopCounting context.CancelFunc
	// aside runs job off the main goroutine and then calls then on it. Unlike
	// Shell.Work it does not queue: pages of rows must come while work runs.
	aside func(job func(), then func())
	// pause is how long nothing may be written before the saved filters are counted.
	pause time.Duration

	note     *widget.Text
	act      *widget.Button // 办理
	tree     *tree
	bar      *filterBar
	grid     *grid.Grid
	selected *selectionBar
	drawer   *drawer
	wizard   *wizard.View
	sub      sub // stands in the place of the roster, like the wizard
}

// New makes the page.
func New(shell page.Shell) page.Page {
	v := &view{shell: shell, filter: begin(), list: listed{fields: member.Fields, columns: columnsOf(member.Fields)}, saved: map[string]int{}, foldedBands: map[string]bool{}, pause: 300 * time.Millisecond,
		content: container.NewStack(), stopReading: func() {}, stopCounting: func() {}}
	v.aside = shell.Aside
	v.build()
	return v
}

func (v *view) Content() fyne.CanvasObject { return v.content }

// build makes everything once.
func (v *view) build() {
	v.note = widget.NewText("", theme.SizeBody, theme.ColorText2).Cut()
	v.tree = newTree()
	v.tree.choose, v.tree.fold, v.tree.context, v.tree.drop = v.chooseLine, v.foldLine, v.groupMenu, v.dropGroup
	v.grid = v.newGrid()
	v.bar = newFilterBar(v)
	v.selected = newSelectionBar(v)
	v.drawer = newDrawer(v)
	v.drawer.object.Hide()

	v.act = widget.NewMenuButton("办理", "", v.actMenu)
	head := page.Head(widget.Title("会员"), v.note,
		widget.NewPrimary("入会", "plus", v.newMember).Tip("登记新会员"),
		v.act,
		widget.NewPlain("导入", "download", func() { v.startImport("") }).Tip("导入花名册"),
		widget.NewPlain("导出", "upload", v.export).Tip("把这张表存成工作簿"),
		widget.NewMenuButton("打印", "print", v.printMenu).Tip("名册（Ctrl+P）、申请书、介绍信、标签"))
	left := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		container.NewBorder(nil, nil, nil, upright(), container.NewVScroll(v.tree)))
	middle := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(v.bar.object, v.selected.object, nil, nil, v.grid))
	v.body = widget.Border(head, nil, nil, nil, container.New(&panes{v.shell.Wide}, left, middle, v.drawer.object))
	v.put(v.body)
}

// upright is a line between panes.
func upright() fyne.CanvasObject {
	return widget.Sized(1, 0, widget.NewSurface(theme.ColorLine, "", nil).Square())
}

func (v *view) put(o fyne.CanvasObject) {
	v.content.Objects = []fyne.CanvasObject{o}
	v.content.Refresh()
}

// Show brings what was asked for into sight and reads everything anew.
func (v *view) Show(target any) {
	if v.shell.Ledger() == nil {
		return
	}
	v.index = indexOf(v.shell.Ledger().Read()) // something may have been written
	switch t := target.(type) {
	case page.Member:
		v.show(t.ID, -1, "")
	case page.MemberField:
		v.show(t.ID, tabForm, t.Field)
	case page.MemberEvent:
		v.show(t.ID, -1, "")
		v.askEvent(member.EventKind(t.Kind), []int64{t.ID})
	case page.Members:
		v.closeWizard()
		v.filter = filter{given: t.IDs, title: t.Title}
		if t.IDs == nil {
			v.filter.given = []int64{}
		}
		v.drawer.close()
		v.grid.ScrollTo(0)
		v.reload()
	case page.ImportFile:
		v.reload()
		v.startImport(t.Path)
	case page.WageSheet:
		v.reload()
		v.openPayroll(t.Path)
	case page.NewMember:
		v.closeWizard()
		v.reload()
		v.newMember()
	default:
		if v.wizard != nil && v.wizard.Finished() {
			v.closeWizard()
		} else if v.wizard != nil {
			v.wizard.Reload()
		}
		if v.sub != nil {
			v.sub.Reload()
		}
		v.reload()
		v.drawer.reload()
	}
	v.countSaved()
}

// show opens the drawer of a member and brings its row into sight.
func (v *view) show(id int64, tab int, key string) {
	v.closeWizard()
	if v.people == nil || v.people.place(id) < 0 {
		v.filter = filter{}
	}
	v.goTo = id
	v.reload()
	v.drawer.open(id, tab, key)
}

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

func (v *view) emptyWords() string {
	if v.list.counts[0] == 0 && v.filter.given == nil {
		return "名册还是空的。点“导入”读入花名册，或点“入会”登记第一个人。"
	}
	return "没有符合这些条件的会员。可以在上面去掉一个筛选。"
}

// remark is what stands behind the page's name: who is listed, and how many.
func (v *view) remark() string {
	if on := v.filter.on; !on.IsZero() {
		return asOfWords(on) + "：" + v.whoListed()
	}
	return v.whoListed()
}

func (v *view) whoListed() string {
	n := fmt.Sprintf("%d 人", len(v.list.ids))
	switch f := v.filter; {
	case strings.TrimSpace(f.quick) != "":
		return "找到 " + n
	case f.given != nil:
		return f.title + " " + n
	case f.view != 0:
		return v.viewByID(f.view).Name + " " + n
	case f.saved != "":
		return savedByKey(f.saved).label + " " + n
	case len(f.where) > 0:
		return "符合条件 " + n
	case f.group == 0:
		return "全部 " + n
	}
	if !v.shell.Wide() {
		return v.list.names[v.filter.group] + " " + n
	}
	if leader := v.group(v.filter.group).Leader; leader != "" {
		n += "，组长 " + leader
	}
	return strings.Join(path(v.list, v.filter.group), " / ") + "，" + n
}

// path names a group with those above it.
func path(l listed, id int64) []string {
	var out []string
	for range l.groups {
		for _, g := range l.groups {
			if g.ID == id && id != 0 {
				out = append([]string{g.Name}, out...)
				id = g.Parent
				break
			}
		}
	}
	return out
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
	v.shell.Work("读取会员", func(ctx context.Context, progress page.Progress) (err error) {
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

// write runs one operation aside and says what was done.
func (v *view) write(title, done string, job func(context.Context, *ledger.Ledger) (int64, error)) {
	l := v.shell.Ledger()
	var op int64
	v.shell.Work(title, func(ctx context.Context, _ page.Progress) (err error) {
		op, err = job(ctx, l)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			v.reload() // what was shown ahead of the writing goes back
			return
		}
		if op != 0 {
			v.shell.Done(done, op)
		}
	})
}

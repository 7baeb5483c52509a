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

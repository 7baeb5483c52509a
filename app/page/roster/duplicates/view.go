// Package duplicates is 查重: the pairs of members who may be one person, two
// records side by side, and their merging field by field. It stands in the place of
// the roster. Who may be one person, and what is proposed, is worked out by package
// member.
package duplicates

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// View is the page.
type View struct {
	shell   page.Shell
	content fyne.CanvasObject
	leave   func(target any)
	// look notes that numbers are about to be seen in full, and then lets it happen.
	look func(title string, then func())

	pairs  []member.Same
	groups map[int64]string
	m      *member.Merging
	lines  []line
	full   bool
	// turn counts the readings, so that an older one does not overwrite a newer.
	turn int
	// given are two records that somebody chose, whatever the search says of them.
	given []int64

	note, names     *widget.Text
	reasons, notes  *widget.Paragraph
	list, table     *grid.Grid
	body, banner    *fyne.Container
	right           *fyne.Container
	swap, eye, see  *widget.Button
	apart, do       *widget.Button
	compare, nobody fyne.CanvasObject
	// moved says what moves along with the record that goes.
	moved string
}

// New makes the page and begins the search; leave ends it and goes to target, nil
// for the roster.
func New(shell page.Shell, leave func(target any), look func(title string, then func())) *View {
	v := &View{shell: shell, leave: leave, look: look}
	v.build()
	v.Reload()
	return v
}

// Pair lays two records side by side that somebody chose.
func Pair(shell page.Shell, leave func(target any), look func(title string, then func()), a, b int64) *View {
	v := &View{shell: shell, leave: leave, look: look, given: []int64{min(a, b), max(a, b)}}
	v.build()
	v.Reload()
	return v
}

// Content is the page from header to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

func (v *View) build() {
	v.note = widget.NewText("", theme.SizeBody, theme.ColorText2).Cut()
	back := widget.NewLink("会员", "chevron-left", func() { v.leave(nil) }).Tip("回到名册")
	v.see = widget.NewPlain("在名册里看", "people", v.seeOnRoster).Tip("把这些人列在名册里")
	head := page.Head(widget.Row(theme.Gap16, back, widget.Title("查重")), v.note, v.see)
	v.list = grid.New([]grid.Column{{Title: "把握", Width: 62}, {Title: "姓名", Width: 118}, {Title: "原因", Width: 150, Stretch: true}}, pairRows{v})
	v.list.Label, v.list.EmptyText = "疑似重复", "正在查…"
	v.list.OnCurrent = func(row, _ int) { v.open(row) }
	v.table = grid.New([]grid.Column{{Title: "项目", Width: 92}, {Title: "", Width: 132}, {Title: "", Width: 132}, {Title: "取哪边", Width: 84, Editable: true},
		{Title: "合并后", Width: 120, Stretch: true}}, lineRows{v})
	v.table.Label, v.table.Frozen, v.table.EmptyText = "两条记录", 1, "正在读取…"
	v.table.CanEdit = func(row, _ int) bool { return row < len(v.lines) && v.lines[row].choice() != "" }
	v.table.Choices = func(row, col int) []string {
		if col != choiceColumn || row >= len(v.lines) || v.lines[row].choice() == "" {
			return nil
		}
		return []string{takeLeft, takeRight}
	}
	v.table.OnEdit = func(row, _ int, word string) error { v.take(row, word == takeRight); return nil }
	v.table.OnActivate = func(row, col int) {
		if col == 1 || col == 2 {
			v.take(row, col == 2)
		}
	}
	v.names = widget.NewText("", theme.SizePanel, theme.ColorText).Bold().Cut()
	v.reasons = widget.NewParagraph("", theme.SizeNote, theme.ColorText2)
	v.notes = widget.NewParagraph("", theme.SizeNote, theme.ColorText2)
	v.swap = widget.NewPlain("左右对调", "", func() { v.read(v.m.Drop.ID, v.m.Keep.ID) }).Small().Tip("保留另一条记录")
	v.eye = widget.NewPlain("显示号码", "eye", v.showNumbers).Small().Tip("看全证件号码和手机，会记入操作记录")
	v.apart = widget.NewPlain("不是同一个人", "", v.setApart).Tip("记下来，以后不再问")
	v.do = widget.NewPrimary("合并成一条", "", v.merge)
	v.banner = container.NewStack()
	top := widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.Column(theme.Gap4,
		widget.NewSplitRow(theme.Gap8, nil, v.names, []fyne.CanvasObject{v.eye, v.swap}), v.reasons))
	low := widget.Border(widget.Divider(), nil, nil, nil, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12,
		widget.NewSplitRow(theme.Gap8, nil, v.notes, []fyne.CanvasObject{v.apart, v.do})))
	v.right = widget.Border(widget.Column(0, top, v.banner), low, nil, nil, v.table)
	v.compare = container.New(sides{}, widget.NewBox(v.list).Flush(), widget.NewBox(v.right).Flush())
	v.nobody = widget.NewBox(widget.NewEmptyState("check", "没有疑似重复的会员",
		"查的是：同一个证件号码（15 位和 18 位算一个）、同名同生日、同名同手机，和姓名相近又同生日或同手机的。记过“不是同一个人”的不再列出。",
		widget.NewPlain("回到名册", "", func() { v.leave(nil) })))
	v.body = container.NewStack(v.compare)
	v.content = widget.Border(head, nil, nil, nil, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap16, theme.Gap16, v.body))
}

// Reload searches anew, as after a merging or its 撤销, and stays at the same place.
func (v *View) Reload() {
	v.turn++
	turn, l := v.turn, v.shell.Ledger()
	var pairs []member.Same
	var groups []union.Group
	v.shell.Load("查重", func(ctx context.Context, _ page.Progress) (err error) {
		if groups, err = union.Groups(ctx, l.Read()); err == nil {
			pairs, err = v.search(ctx, l)
		}
		return err
	}, func(err error) {
		switch {
		case turn != v.turn || v.shell.Ledger() != l:
		case err != nil:
			v.shell.Fail(err)
		default:
			v.groups = union.Names(groups)
			v.fill(pairs)
		}
	})
}

// search finds the pairs; the two that somebody chose are a pair as long as none of
// them was merged away.
func (v *View) search(ctx context.Context, l *ledger.Ledger) ([]member.Same, error) {
	pairs, err := member.Duplicates(ctx, l.Read())
	if err != nil || v.given == nil {
		return pairs, err
	}
	two, err := member.Page(ctx, l.Read(), v.given, v.shell.Today())
	if err != nil || len(two) < 2 || two[0].State == member.Merged || two[1].State == member.Merged {
		return pairs, err
	}
	for i, s := range pairs {
		if s.A == two[0].ID && s.B == two[1].ID {
			pairs[0], pairs[i] = pairs[i], pairs[0]
			return pairs, nil
		}
	}
	chosen := member.Same{A: two[0].ID, B: two[1].ID, NameA: two[0].Get("name"), NameB: two[1].Get("name"), Reasons: []string{"您选的两个人"}}
	return append([]member.Same{chosen}, pairs...), nil
}

func (v *View) fill(pairs []member.Same) {
	row, _ := v.list.Current()
	v.pairs = pairs
	v.note.SetText(remark(pairs))
	v.list.SetSource(pairRows{v})
	v.see.Hidden = len(pairs) == 0
	if len(pairs) == 0 {
		v.m, v.lines = nil, nil
		v.put(v.nobody)
		return
	}
	v.put(v.compare)
	row = min(max(row, 0), len(pairs)-1)
	told := v.list.OnCurrent
	v.list.OnCurrent = nil
	v.list.SetCurrent(row, 0)
	v.list.OnCurrent = told
	v.open(row)
}

func (v *View) put(o fyne.CanvasObject) {
	v.body.Objects = []fyne.CanvasObject{o}
	v.body.Refresh()
}

// open lays the records of a pair side by side, the older one at the left.
func (v *View) open(row int) {
	if row < 0 || row >= len(v.pairs) {
		return
	}
	s := v.pairs[row]
	v.full = false
	v.reasons.SetText(strings.Join(s.Reasons, "，") + "。")
	v.read(s.A, s.B)
}

// read reads both records and tries whether they can be merged.
func (v *View) read(keep, drop int64) {
	v.turn++
	turn, l := v.turn, v.shell.Ledger()
	var m *member.Merging
	var notes []string
	var refused error
	v.shell.Load("读两条记录", func(ctx context.Context, _ page.Progress) (err error) {
		if m, err = member.ReadMerging(ctx, l, keep, drop); err == nil {
			notes, refused = m.Try(ctx, l)
		}
		return err
	}, func(err error) {
		switch {
		case turn != v.turn || v.shell.Ledger() != l:
		case err != nil:
			v.shell.Fail(err)
		default:
			v.m = m
			v.show(notes, refused)
		}
	})
}

// show shows what was read, and why it cannot be merged, if it cannot.
func (v *View) show(notes []string, refused error) {
	v.names.SetText(fmt.Sprintf("%s（编号 %d）和%s（编号 %d）", v.m.Keep.Get("name"), v.m.Keep.ID, v.m.Drop.Get("name"), v.m.Drop.ID))
	columns := v.table.Columns()
	columns[1].Title = fmt.Sprintf("左：编号 %d，保留", v.m.Keep.ID)
	columns[2].Title = fmt.Sprintf("右：编号 %d，并掉", v.m.Drop.ID)
	if v.shell.Wide() {
		columns[1].Width, columns[2].Width = max(columns[1].Width, 200), max(columns[2].Width, 200)
	}
	v.table.SetColumns(columns)
	v.banner.Objects = nil
	v.do.Enable()
	words := strings.Join(notes, "")
	v.moved = words
	if words == "" {
		words = "没有会费账和别的内容要移。"
	}
	if refused != nil {
		v.banner.Objects = []fyne.CanvasObject{widget.Inset(0, theme.Gap8, theme.Gap12, theme.Gap12, widget.NewBanner(widget.Bad, refused.Error()))}
		v.do.Disable()
		words = ""
	}
	v.notes.SetText(strings.TrimSpace(words + " 并掉的记录不再计入、不再列出，留着备查；可撤销。"))
	v.right.Refresh() // the strips above and below are as high as their sentences
	v.refill()
	v.table.ScrollTo(0)
}

// refill works the lines out anew, after a choice.
func (v *View) refill() {
	v.lines = linesOf(v.m, v.groups, v.full)
	v.table.SetSource(lineRows{v})
	v.content.Refresh()
}

// take takes a side for a line.
func (v *View) take(row int, drop bool) {
	if row < 0 || row >= len(v.lines) || v.lines[row].choice() == "" {
		return
	}
	if l := v.lines[row]; l.events {
		v.m.TakeEvents(drop)
	} else if err := v.m.Take(l.key, drop); err != nil {
		v.shell.Fail(err)
		return
	}
	v.refill()
}

func (v *View) showNumbers() {
	if v.m == nil || v.full {
		return
	}
	m := v.m
	v.look(fmt.Sprintf("查重时看全号码：%s、%s", m.Keep.Get("name"), m.Drop.Get("name")), func() {
		if v.m != nil && v.m.Keep.ID == m.Keep.ID && v.m.Drop.ID == m.Drop.ID {
			v.full = true
			v.refill()
		}
	})
}

func (v *View) seeOnRoster() {
	seen := map[int64]bool{}
	ids := []int64{}
	for _, s := range v.pairs {
		for _, id := range []int64{s.A, s.B} {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	v.leave(page.Members{Title: "疑似重复", IDs: ids})
}

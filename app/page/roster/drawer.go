package roster

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// The tabs of the drawer.
const (
	tabForm = iota
	tabEvents
	tabDues
	tabAttachments
	tabHistory
)

// drawer shows one member at the right of the grid.
type drawer struct {
	v      *view
	object *widget.Drawer
	id     int64
	tab    int
	// turn is the number of the newest reading.
	turn   int
	person person
	// seen are the members whose numbers were uncovered since the page was made.
	seen map[int64]bool

	name, summary, number *widget.Text
	state                 *widget.Tag
	eye                   *widget.Button
	tabs                  *widget.Tabs
	foot                  *fyne.Container
	form                  *memberForm
	photo                 *photo
	photoOf               int64
	pictures              pictures
	// trail is the history last shown, trailOf whose it was.
	trail    *trailTab
	trailOf  int64
	focusKey string
}

func newDrawer(v *view) *drawer {
	d := &drawer{v: v, seen: map[int64]bool{}, name: widget.Section(""), state: widget.NewTag("", widget.Neutral),
		summary: widget.NewText("", theme.SizeNote, theme.ColorText2).Cut(), number: widget.NewText("", theme.SizeNote, theme.ColorText2)}
	d.eye = widget.NewLink("显示", "eye", d.uncover).Small().Tip("显示完整号码，会记入操作记录")
	d.tabs = widget.NewTabs(func(i int) { d.tab = i; d.fill() }, "基本信息", "会籍记录", "会费", "附件", "修改记录")
	name := widget.NewSplitRow(theme.Gap8, nil, widget.Row(theme.Gap8, d.name, d.state), []fyne.CanvasObject{widget.Row(0,
		d.printButton(),
		widget.NewIconButton(widget.Link, "chevron-up", "上一人", func() { d.step(-1) }),
		widget.NewIconButton(widget.Link, "chevron-down", "下一人", func() { d.step(1) }),
		widget.NewIconButton(widget.Link, "close", "关闭（Esc）", d.close))})
	d.photo = newPhoto()
	d.photo.around = widget.Border(nil, nil, d.photo.object, nil, widget.Column(0, name, d.summary, widget.Row(theme.Gap4, d.number, d.eye)))
	head := widget.Column(0, d.photo.around, d.tabs)
	d.foot = container.NewStack()
	d.object = widget.NewDrawer(head, widget.Note(""), d.foot)
	return d
}

// open shows a member; tab -1 keeps the tab, key puts the caret into a field.
func (d *drawer) open(id int64, tab int, key string) {
	d.focusKey = key
	if tab >= 0 && tab != d.tab {
		d.tab = tab
		d.tabs.Select(tab)
	}
	d.id = id
	d.reload()
}

// follow goes on to another member while the drawer is open.
func (d *drawer) follow(id int64) {
	if d.object.Visible() && id != d.id {
		d.open(id, -1, "")
	}
}

func (d *drawer) close() {
	if !d.object.Visible() {
		return
	}
	d.id, d.form = 0, nil
	d.object.Hide()
	d.v.bar.fit()
	d.v.body.Refresh()
	d.v.focusGrid()
}

// step goes to the member above or below in the list.
func (d *drawer) step(n int) {
	p := d.v.people
	if p == nil { // opened by the search before the list was read
		return
	}
	here := slices.Index(p.ids, d.id) // in the list: rows count the heads of groups too
	at := here + n
	if here < 0 || at < 0 || at >= len(p.ids) {
		return
	}
	_, col := d.v.grid.Current()
	d.v.quietly(func() { d.v.grid.SetCurrent(p.row(at), col) })
	d.open(p.ids[at], -1, "")
}

// reload reads the member again.
func (d *drawer) reload() {
	if d.id == 0 {
		return
	}
	d.turn++
	turn, id, l, today, on := d.turn, d.id, d.v.shell.Ledger(), d.v.shell.Today(), d.v.day()
	var p person
	var err error
	d.v.aside(func() { p, err = readPerson(context.Background(), l, id, today, on) }, func() {
		if turn != d.turn || d.v.shell.Ledger() != l {
			return
		}
		switch {
		case ledger.IsKind(err, "not_found"): // as after 撤销 of an import
			d.close()
			return
		case err != nil:
			d.v.shell.Fail(err)
			return
		}
		same := d.person.ID == p.ID && d.form != nil
		d.person = p
		d.show(same)
	})
}

// show fills head and foot, and the tab; same means that the form already shows
// this member and only takes over what has changed.
func (d *drawer) show(same bool) {
	p := &d.person
	d.name.SetText(shortName(p.Get("name")))
	d.state.Set(stateWords(p.State), tagTone(p.State))
	d.summary.SetText(p.summary(d.v.shell.Today()))
	d.cover()
	d.showPhoto()
	d.foot.Objects = []fyne.CanvasObject{d.buttons()}
	d.foot.Refresh()
	if same && d.tab == tabForm {
		d.form.update(p.Member, d.seen[p.ID])
	} else {
		d.fill()
	}
	if !d.object.Visible() {
		d.object.Show()
		d.v.bar.fit()
		d.v.body.Refresh()
		d.v.grid.Reveal(max(d.v.people.place(p.ID), 0), d.v.list.columns.at("name"))
	}
	d.object.SetWide(d.v.shell.Wide())
	if d.focusKey != "" && d.form != nil {
		d.form.focus(d.focusKey)
		d.focusKey = ""
	}
}

// shortName leaves room for tag and buttons beside a long name, which the form
// shows whole.
func shortName(name string) string {
	const most = 9
	if r := []rune(name); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return name
}

// cover shows the identity number covered, or open once it was uncovered.
func (d *drawer) cover() {
	number := d.person.Get("id_number")
	switch {
	case number == "" && d.person.Get("id_as_written") != "":
		d.number.SetText("证件 待补（原写的已损坏）")
	case number == "":
		d.number.SetText("证件 待补")
	case d.seen[d.person.ID]:
		d.number.SetText("证件 " + number)
	default:
		d.number.SetText("证件 " + field.AllButLast.Hide(number))
	}
	d.eye.Hidden = d.seen[d.person.ID] || number == "" && d.person.Get("phone") == ""
	d.object.Refresh()
}

// uncover shows the numbers of this member, once that is journalled.
func (d *drawer) uncover() {
	id := d.person.ID
	d.v.journal("查看证件号码："+d.person.Get("name"), func() {
		d.seen[id] = true
		if d.person.ID != id {
			return
		}
		d.cover()
		if d.form != nil && d.tab == tabForm {
			d.form.update(d.person.Member, true)
			if d.form.closed != "" {
				d.form.focus(d.form.closed)
			}
		}
		if d.tab == tabHistory {
			d.fillTrail()
		}
	})
}

// fill shows the chosen tab.
func (d *drawer) fill() {
	d.form = nil
	if d.person.ID == 0 {
		return
	}
	switch d.tab {
	case tabForm:
		d.form = newMemberForm(d)
		d.object.SetBody(d.form.object)
	case tabEvents:
		d.object.SetBody(d.eventsTab())
	case tabDues:
		d.object.SetBody(widget.Note("正在读取…"))
		d.fillDues()
	case tabHistory:
		d.fillTrail()
	case tabAttachments:
		d.fillAttachments()
	}
}

// fillDues reads the dues aside: it goes through the bills of a whole group.
func (d *drawer) fillDues() {
	turn, m, l, today := d.turn, d.person.Member, d.v.shell.Ledger(), d.v.shell.Today()
	var list []paidMonth
	var owing string
	var agreed []dues.Override
	d.v.shell.Load("读取会费", func(ctx context.Context, _ page.Progress) (err error) {
		if agreed, err = dues.Overrides(ctx, l.Read(), m.ID); err != nil {
			return err
		}
		list, owing, err = readDues(ctx, l, m, today)
		return err
	}, func(err error) {
		switch {
		case turn != d.turn || d.tab != tabDues:
		case err != nil:
			d.object.SetBody(widget.NoteParagraph(err.Error()))
		default:
			d.object.SetBody(duesTab(list, owing, agreed))
		}
	})
}

// mostButtons is how many events stand as buttons; the rest is in a menu.
const mostButtons = 3

// mergedWords stand where other records have their buttons: nothing may happen to a
// record that went into another one.
const mergedWords = "这条记录已并入同一个人的另一条，只能看。合错了，请撤销那次合并。"

// buttons are the events that may follow on the member's state.
func (d *drawer) buttons() fyne.CanvasObject {
	if d.person.State == member.Merged {
		return widget.NoteParagraph(mergedWords)
	}
	ids := []int64{d.person.ID}
	var kinds []member.EventKind
	for _, k := range kindsOffered {
		if slices.Contains(d.person.State.Possible(), k) {
			kinds = append(kinds, k)
		}
	}
	var row []fyne.CanvasObject
	for _, k := range kinds[:min(len(kinds), mostButtons)] {
		row = append(row, widget.NewPlain(deed(k), "", func() { d.v.askEvent(k, ids) }))
	}
	var more []fyne.CanvasObject
	if len(kinds) > mostButtons {
		more = append(more, widget.NewMenuButton("其他", "", func() []widget.MenuItem {
			var items []widget.MenuItem
			for _, k := range kinds[mostButtons:] {
				items = append(items, widget.MenuItem{Text: deed(k) + "…", Danger: takesAway(k), Do: func() { d.v.askEvent(k, ids) }})
			}
			return items
		}))
	}
	return widget.NewSplitRow(theme.Gap8, row, nil, more)
}

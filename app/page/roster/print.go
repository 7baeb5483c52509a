package roster

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/paper"
)

// printMenu is the menu 打印 of the page's head: papers for the list, then those
// for single people.
func (v *view) printMenu() []widget.MenuItem {
	papers := v.papers()
	var lists, single, labels []widget.MenuItem
	for _, p := range papers {
		if p.Use == paper.ForReceipts {
			continue // printed from the register of receipts
		}
		item := widget.MenuItem{Text: p.Name + "…", Do: func() { v.askPrint(p, v.selection()) }}
		switch p.Use {
		case paper.PerPerson:
			single = append(single, item)
		case paper.ForLabels:
			labels = append(labels, item)
		default:
			lists = append(lists, item)
		}
	}
	if len(lists) > 0 {
		lists[0].Icon, lists[0].Shortcut = "print", "Ctrl+P"
	}
	items := append(append(lists, widget.MenuItem{}), single...)
	items = append(append(items, widget.MenuItem{}), labels...)
	return append(items, widget.MenuItem{}, widget.MenuItem{Text: "改文书的文字…", Icon: "edit", Do: func() { v.shell.Go(page.Settings, page.PaperTab{}) }})
}

// printItems are the papers for single people, as the menus of a person offer them.
func (v *view) printItems(ids []int64) []widget.MenuItem {
	var out []widget.MenuItem
	for _, p := range v.papers() {
		if p.Use == paper.PerPerson || p.Use == paper.ForLabels {
			out = append(out, widget.MenuItem{Text: p.Name + "…", Do: func() { v.askPrint(p, ids) }})
		}
	}
	return out
}

// printButton is the button in the drawer's head that opens the papers for its
// member.
func (d *drawer) printButton() *widget.Button {
	b := widget.NewIconButton(widget.Link, "print", "打印申请书、登记表、介绍信", nil)
	b.OnTapped = func() { widget.ShowMenu(b, d.v.printItems([]int64{d.person.ID})) }
	return b
}

// papers are the papers as the unit uses them; they are few and small.
func (v *view) papers() []paper.Info {
	l := v.shell.Ledger()
	if l == nil || v.people == nil {
		return nil
	}
	all, err := paper.List(context.Background(), l.Read())
	if err != nil {
		v.shell.Fail(err)
	}
	return all
}

// Print prints the list on the screen as the roster that is signed.
func (v *view) Print() {
	if v.wizard != nil || v.sub != nil || v.people == nil || len(v.people.ids) == 0 {
		return
	}
	if p, ok := paper.Named(v.papers(), "roster"); ok {
		v.askPrint(p, nil)
	}
}

// For whom a paper is printed.
const (
	forChosen = "chosen"
	forList   = "list"
	forBlank  = "blank"
)

// printForm is the dialog that asks how a paper is printed.
type printForm struct {
	v        *view
	info     paper.Info
	chosen   []int64
	who      *widget.Picker
	full     *widget.CheckBox
	skip     *widget.TextField
	from, to *widget.TextField
	dialog   *widget.Dialog
}

// askPrint asks for whom a paper is printed and how.
func (v *view) askPrint(info paper.Info, ids []int64) {
	v.whenWhole(func() { v.askWholePrint(info, ids) })
}

func (v *view) askWholePrint(info paper.Info, ids []int64) {
	f := &printForm{v: v, info: info, chosen: ids}
	fields := f.fields()
	f.full = widget.NewCheckBox("证件号码和手机写全（会记入操作记录）", nil)
	f.full.SetChecked(info.InFull)
	note := "依据：" + info.Basis
	if !info.Since.IsZero() {
		note = "文字是本单位 " + info.Since.String() + " 改过的。" + note
	}
	if info.Use == paper.ForList && v.list.bands != nil {
		note = "照表里的分组印：" + strings.TrimSuffix(v.bandWords(), "，") + "。" + note
	}
	var body fyne.CanvasObject = f.full
	if len(fields) > 0 {
		body = widget.Column(theme.Gap12, widget.NewForm(1, fields...), f.full)
	}
	f.dialog = widget.NewDialog("打印"+info.Name, widget.Column(theme.Gap12, body, widget.NoteParagraph(note).For(388)), "打印").Wide(440)
	if f.who != nil {
		f.full.Hidden = f.who.Value() == forBlank // which has no numbers
		f.who.OnChanged = func(who string) {
			f.full.Hidden = who == forBlank
			f.dialog.Refresh()
		}
	}
	f.dialog.Note = "先打开 PDF 看，再打印"
	f.dialog.OnAccept = func() error { return f.make(f.open) }
	save := widget.NewPlain("存成 PDF…", "save", func() {
		if err := f.make(f.save); err != nil {
			f.dialog.Refuse(err.Error())
			return
		}
		f.dialog.Close()
	})
	f.dialog.Open(v.shell.Window().Canvas(), save)
}

func (f *printForm) fields() (out []*widget.Field) {
	if f.info.Use == paper.ForChange {
		today := f.v.shell.Today()
		f.from, f.to = widget.NewDateField(false), widget.NewDateField(false)
		f.from.SetValue(civil.Of(today.Year, today.Month, 1).String())
		f.to.SetValue(today.String())
		return []*widget.Field{widget.NewField("从哪天起", f.from).Required().Hint("按月报写本月 1 日"), widget.NewField("到哪天止", f.to).Required()}
	}
	var options []widget.Option
	if n := len(f.chosen); n > 0 {
		text := fmt.Sprintf("选中的 %d 人", n)
		if m, ok := f.v.people.at(f.v.people.place(f.chosen[0])); ok && n == 1 {
			text = m.Get("name")
		}
		options = append(options, widget.Option{Value: forChosen, Text: text})
	}
	if len(f.v.people.ids) > 0 {
		options = append(options, widget.Option{Value: forList, Text: "表里的：" + f.v.remark()})
	}
	if f.info.Use == paper.PerPerson {
		options = append(options, widget.Option{Value: forBlank, Text: "空白的一份，手写用"})
	}
	f.who = widget.NewPicker("请选择", options...)
	first := 0
	if f.info.Use == paper.ForList && len(options) > 1 && len(f.chosen) < 2 {
		first = 1 // a list of the one the cursor happens to be on is not what is meant
	}
	if len(f.chosen) == 0 && f.info.Use == paper.PerPerson {
		first = len(options) - 1
	}
	if len(options) > 0 {
		f.who.SetValue(options[first].Value)
	}
	out = append(out, widget.NewField("给谁", f.who).Required())
	if f.info.Use == paper.ForLabels {
		f.skip = widget.NewNumberField("0", 0)
		out = append(out, widget.NewField("第一张上已用掉几个", f.skip).Hint("半张用过的标签纸也能接着用"))
	}
	return out
}

// make reads the answers and hands the request on.
func (f *printForm) make(then func(paper.Request)) error {
	v := f.v
	text, err := paper.Source(context.Background(), v.shell.Ledger().Read(), f.info.Key)
	if err != nil {
		return err
	}
	t, err := paper.Parse(f.info.Key, text)
	if err != nil {
		return fmt.Errorf("文书模板写错了，%w 请到“设置”的“文书模板”里改好。", err)
	}
	q := paper.Request{Template: t, Today: v.shell.Today(), Full: f.full.Checked()}
	if f.info.Use == paper.ForChange {
		q.From, q.To = field.ParseDate(f.from.Value()), field.ParseDate(f.to.Value())
		if f.from.Problem() != "" || f.to.Problem() != "" || !q.From.Complete() || !q.To.Complete() {
			return errors.New("请写明从哪天到哪天。")
		}
		if q.To.Before(q.From) {
			return errors.New("两个日期前后颠倒了。")
		}
		then(q)
		return nil
	}
	switch f.who.Value() {
	case forChosen:
		q.Members, q.Title = slices.Clone(f.chosen), fmt.Sprintf("选定的 %d 人", len(f.chosen))
	case forList:
		q.Members, q.Title = slices.Clone(v.people.ids), v.remark()
	case forBlank:
		q.Full = false
	default:
		return errors.New("请选给谁印。")
	}
	if f.info.Use == paper.ForList {
		q.Members, q.Bands = divided(q.Members, v.list.bands)
	}
	if f.skip != nil {
		q.Skip, _ = strconv.Atoi(f.skip.Value()) // empty is none
	}
	then(q)
	return nil
}

// divided puts members in the order of a grouped list and tells its groups; in a list
// that is not grouped they stay as they are.
func divided(ids []int64, bands []member.Band) (ordered []int64, out []paper.Band) {
	if bands == nil {
		return ids, nil
	}
	asked := make(map[int64]bool, len(ids))
	for _, id := range ids {
		asked[id] = true
	}
	for _, b := range bands {
		before := len(ordered)
		for _, id := range b.IDs {
			if asked[id] {
				ordered = append(ordered, id)
			}
		}
		if n := len(ordered) - before; n > 0 {
			out = append(out, paper.Band{Title: b.Title, People: n})
		}
	}
	if len(ordered) != len(ids) { // chosen before the list was grouped another way
		return ids, nil
	}
	return ordered, out
}

// open makes the PDF among the print files and opens it.
func (f *printForm) open(q paper.Request) {
	path, err := platform.PrintFile(f.fileName())
	if err != nil {
		f.v.shell.Fail(err)
		return
	}
	f.v.printTo(f.info, q, path, func(said string) {
		f.v.shell.Done(said+"，"+f.v.shell.PrintFile(path), 0)
	})
}

// save asks where the PDF is to be stored.
func (f *printForm) save(q paper.Request) {
	f.v.shell.AskSave("存成 PDF", f.fileName(), page.PDFs, func(path string) {
		f.v.printTo(f.info, q, path, func(said string) { f.v.shell.Done(said+"，存为 "+filepath.Base(path), 0) })
	})
}

func (f *printForm) fileName() string {
	return safeName(f.info.Name + " " + f.v.shell.Today().String() + ".pdf")
}

// printTo makes the PDF aside. Numbers in full are journalled before it is written.
func (v *view) printTo(info paper.Info, q paper.Request, path string, then func(said string)) {
	l := v.shell.Ledger()
	var doc *paper.Doc
	v.shell.Work("打印"+info.Name, func(ctx context.Context, progress page.Progress) (err error) {
		doc, err = makePaper(ctx, l, info, q, path, progress)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		then(fmt.Sprintf("%s %d 页", info.Name, len(doc.Pages)))
		if w := doc.Warning(); w != "" {
			widget.Message(v.shell.Window().Canvas(), "有字没有印好", w)
		}
	})
}

func makePaper(ctx context.Context, l *ledger.Ledger, info paper.Info, q paper.Request, path string, progress page.Progress) (*paper.Doc, error) {
	q.Fonts = platform.FontFiles()
	doc, err := paper.Make(ctx, l.Read(), q, progress)
	if err != nil {
		return nil, err
	}
	if q.Full && doc.People > 0 {
		if err := member.JournalLook(ctx, l, fmt.Sprintf("打印完整号码：%s %d 人", info.Name, doc.People)); err != nil {
			return nil, err
		}
	}
	return doc, doc.WriteFile(ctx, path, progress)
}

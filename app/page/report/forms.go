package report

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/report/learn"
	"unionledger/app/theme"
	"unionledger/app/widget"
	data "unionledger/data/report"
)

// fillForms lists what can be filled: what the program ships, and the unit's own.
func (v *view) fillForms() {
	v.forms.RemoveAll()
	for _, info := range v.facts.forms {
		chosen := info.ID == v.facts.profile
		words := fmt.Sprintf("%d 列", info.Columns)
		if info.Own {
			words = fmt.Sprintf("本单位，第 %d 版", info.Version)
		}
		var state fyne.CanvasObject = widget.Note(words)
		if chosen {
			state = v.stateTag()
		}
		if info.Own {
			more := widget.NewIconButton(widget.Link, "more", "改对列、改名、存成文件、删除", nil).Small()
			more.OnTapped = func() { widget.ShowMenu(more, v.ownItems(info)) }
			state = widget.NewSplitRow(0, []fyne.CanvasObject{state}, nil, []fyne.CanvasObject{more})
		} else {
			state = container.NewHBox(state)
		}
		v.forms.Add(newFormRow(info, chosen, state, func() {
			v.asking = request{profile: info.ID}
			v.load()
		}))
	}
}

// adding is the button below the list by which a form comes to it.
func (v *view) adding() fyne.CanvasObject {
	add := widget.NewMenuButton("加一张表", "plus", func() []widget.MenuItem {
		return []widget.MenuItem{
			{Text: "学习新表样…", Icon: "document", Do: func() { v.learn("") }},
			{Text: "采用别人传来的表样文件…", Icon: "download", Do: v.askBundle},
			{Text: "把选中的表存成表样文件…", Icon: "save", Do: func() { v.saveBundle(v.facts.info) }},
		}
	})
	return widget.Border(widget.Divider(), nil, nil, nil, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, add))
}

// ownItems is what can be done with a form of the unit's own.
func (v *view) ownItems(info data.Info) []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "改对列…", Icon: "columns", Closed: info.Broken, Do: func() { v.openLearn(func(l *learn.View) { l.Change(info.ID) }) }},
		{Text: "改名…", Icon: "edit", Do: func() { v.rename(info) }},
		{Text: "存成表样文件…", Icon: "save", Closed: info.Broken, Do: func() { v.saveBundle(info) }},
		{},
		{Text: "删除…", Icon: "trash", Danger: true, Do: func() { v.forget(info) }},
	}
}

// learn begins to learn a workbook; an empty path asks for it.
func (v *view) learn(path string) {
	v.openLearn(func(l *learn.View) {
		if path != "" {
			l.Open(path)
		}
	})
}

// openLearn puts the learning in the place of the page until it is left.
func (v *view) openLearn(begin func(*learn.View)) {
	v.learning = learn.New(v.shell, func(id string) {
		v.learning = nil
		v.put(v.main)
		if id != "" {
			v.asking = request{profile: id}
		}
		v.load()
	})
	v.put(v.learning.Content())
	begin(v.learning)
}

func (v *view) put(content fyne.CanvasObject) {
	v.content.Objects = []fyne.CanvasObject{content}
	v.content.Refresh()
}

// Unstored names a form that is being learnt.
func (v *view) Unstored() string {
	if v.learning != nil && v.learning.Begun() {
		return "正在学的表样"
	}
	return ""
}

// Dropped takes a blank form, a form file, or a package let go over the page.
func (v *view) Dropped(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case data.BundleEnding:
		v.takeBundle(path)
	case ".xlsx":
		v.learn(path)
	default:
		return v.sending.Dropped(path)
	}
	return true
}

// writeForms changes the unit's own forms aside and says what was done.
func (v *view) writeForms(title, done string, do func(context.Context) (int64, error)) {
	var op int64
	v.shell.Work(title, func(ctx context.Context, _ page.Progress) (err error) {
		op, err = do(ctx)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.shell.Done(done, op)
		v.load()
	})
}

func (v *view) rename(info data.Info) {
	name := widget.NewTextField("")
	name.SetValue(info.Name)
	widget.ShowForm(v.shell.Window().Canvas(), "给这张表改名", widget.NewForm(1, widget.NewField("叫什么", name).Wide()), "改名", func() error {
		if strings.TrimSpace(name.Value()) == "" {
			return fmt.Errorf("请写新的名字。")
		}
		l := v.shell.Ledger()
		v.writeForms("改名", "改名为“"+name.Value()+"”", func(ctx context.Context) (int64, error) { return data.Rename(ctx, l, info.ID, name.Value()) })
		return nil
	})
}

func (v *view) forget(info data.Info) {
	which := ""
	if info.Version > 1 {
		which = fmt.Sprintf("的 %d 版都", info.Version)
	}
	text := fmt.Sprintf("“%s”%s删掉，不再列在这里。报过的记录还在；可以撤销。", info.Name, which)
	widget.Confirm(v.shell.Window().Canvas(), "删除这张表？", text, "删除", true, func() {
		l := v.shell.Ledger()
		v.writeForms("删除表样", "已删除表样“"+info.Name+"”", func(ctx context.Context) (int64, error) { return data.Forget(ctx, l, info.ID) })
	})
}

// saveBundle writes a form as one file for other units.
func (v *view) saveBundle(info data.Info) {
	l := v.shell.Ledger()
	v.shell.AskFolder("表样文件放到哪个文件夹", func(folder string) {
		var path string
		v.shell.Work("存表样文件", func(ctx context.Context, _ page.Progress) error {
			p, err := data.Find(ctx, l.Read(), info.ID)
			if err == nil {
				path, err = p.WriteBundle(folder)
			}
			return err
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			widget.Message(v.shell.Window().Canvas(), "已存成表样文件", "“"+filepath.Base(path)+"”在文件夹“"+filepath.Dir(path)+"”里。传给别的工会，对方在“上报”里点“加一张表”采用，不用再学。")
		})
	})
}

func (v *view) askBundle() {
	v.shell.AskOpen("选别人传来的表样文件", page.FormFiles, v.takeBundle)
}

// takeBundle takes over a form that another unit handed on.
func (v *view) takeBundle(path string) {
	l := v.shell.Ledger()
	var info data.Info
	var op int64
	v.shell.Work("采用表样文件", func(ctx context.Context, _ page.Progress) error {
		file, err := data.ReadFile(path)
		if err != nil {
			return err
		}
		p, err := data.ReadBundle(file, path)
		if err != nil {
			return err
		}
		info, op, err = data.Keep(ctx, l, p)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		words := fmt.Sprintf("采用了“%s”，第 %d 版", info.Name, info.Version)
		if op == 0 {
			words = fmt.Sprintf("“%s”已经有了，第 %d 版，没有再存", info.Name, info.Version)
		}
		v.shell.Done(words, op)
		v.asking = request{profile: info.ID}
		v.load()
	})
}

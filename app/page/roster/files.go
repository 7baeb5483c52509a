package roster

import (
	"context"
	"fmt"
	"path/filepath"

	"unionledger/app/page"
	"unionledger/app/page/roster/wizard"
	"unionledger/app/widget"
	"unionledger/data/member"
)

// shownColumns are the columns on the screen, in their order.
func (v *view) shownColumns() []int {
	var out []int
	all := v.grid.Columns()
	for _, i := range v.grid.ViewOrder() {
		if !all[i].Hidden {
			out = append(out, i)
		}
	}
	return out
}

// export asks how the list is to be written, and where.
func (v *view) export() { v.whenWhole(v.exportWhole) }

func (v *view) exportWhole() {
	if v.people == nil || len(v.people.ids) == 0 {
		v.shell.Done("表里没有人，没有导出", 0)
		return
	}
	full := widget.NewCheckBox("证件号码和手机写全（会记入操作记录）", nil)
	text := fmt.Sprintf("按屏幕上的筛选、排序和列导出 %d 人。", len(v.people.ids))
	d := widget.NewDialog("导出会员", widget.Column(12, widget.BodyParagraph(text).For(388), full), "选保存位置").Wide(420)
	d.OnAccept = func() error {
		name := "会员 " + v.remark() + " " + v.shell.Today().String() + ".xlsx"
		v.shell.AskSave("导出会员", safeName(name), page.Workbooks, func(path string) { v.exportTo(path, full.Checked()) })
		return nil
	}
	d.Open(v.shell.Window().Canvas())
}

func (v *view) exportTo(path string, full bool) {
	s := v.sheet("会员名册", v.shownColumns())
	s.Full = full
	l := v.shell.Ledger()
	v.shell.Work("导出会员", func(ctx context.Context, progress page.Progress) error {
		if full {
			if err := member.JournalLook(ctx, l, fmt.Sprintf("导出完整号码：%d 人", len(s.IDs))); err != nil {
				return err
			}
		}
		return s.Write(ctx, l.Read(), path, progress)
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.shell.Done(fmt.Sprintf("已导出 %d 人到 %s", len(s.IDs), filepath.Base(path)), 0)
	})
}

// sheet is the list on the screen, ready to be written.
func (v *view) sheet(title string, cols []int) member.Listing {
	return member.Listing{Title: title, Note: v.remark() + "，" + v.list.columns.sortWords(v.order) + "，" + v.shell.Today().String() + " 制表",
		Fields: v.list.columns.fields(cols), IDs: v.people.ids, Bands: v.list.bands, Names: v.list.names, On: v.day()}
}

// safeName takes the signs out of a name that files may not have.
func safeName(name string) string {
	out := []rune(name)
	for i, r := range out {
		switch r {
		case '/', '\\', ':', '*', '?', '"', '<', '>', '|', '“', '”':
			out[i] = ' '
		}
	}
	return string(out)
}

// startImport opens the wizard in place of the roster.
func (v *view) startImport(file string) {
	v.sub = nil
	if v.wizard == nil {
		v.wizard = wizard.New(v.shell, func(target any) {
			v.closeWizard()
			if target != nil {
				v.Show(target)
				return
			}
			v.reload()
		})
	}
	v.put(v.wizard.Content())
	if file != "" {
		v.wizard.Open(file)
	}
}

func (v *view) closeWizard() {
	if v.wizard != nil || v.sub != nil {
		v.wizard, v.sub = nil, nil
		v.put(v.body)
	}
}

package wizard

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
)

// figure is one number of the preview.
type figure struct {
	name string
	dot  fyne.ThemeColorName
	n    int
	unit string
	note string
}

// figures sets numbers side by side in one box, with lines between.
func figures(list []figure) fyne.CanvasObject {
	row := container.NewGridWithRows(1)
	for i, f := range list {
		ink := theme.ColorText
		if f.n > 0 && (f.dot == theme.ColorError || f.dot == theme.ColorWarnBar) {
			ink = map[fyne.ThemeColorName]fyne.ThemeColorName{theme.ColorError: theme.ColorError, theme.ColorWarnBar: theme.ColorWarn}[f.dot]
		}
		cell := widget.Column(0,
			widget.Row(theme.Gap8, widget.NewDot(f.dot, 8), widget.Body(f.name)),
			widget.Row(theme.Gap4, widget.NewText(grouped(f.n), 22, ink).Bold(), widget.NewText(f.unit, theme.SizeNote, theme.ColorText2)),
			widget.NewText(f.note, theme.SizeNote, theme.ColorText2).Cut())
		var left fyne.CanvasObject
		if i > 0 {
			left = widget.Sized(1, 0, widget.NewSurface(theme.ColorLine, "", nil).Square())
		}
		row.Add(container.NewBorder(nil, nil, left, nil, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap4, cell)))
	}
	return widget.NewBox(row).Flush()
}

// grouped writes a number with a comma between thousands.
func grouped(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}

// write writes everything as one operation, after a backup.
func (w *View) write() {
	l, j := w.shell.Ledger(), w.job
	n := j.willWrite()
	w.busy(fmt.Sprintf("正在导入 %d 人", n), "先备份台账，再一次写入。取消则全部退回，台账不变。", "人")
	var op int64
	var ids []int64
	w.work("导入会员", func(ctx context.Context, progress page.Progress) (err error) {
		if op, err = j.write(ctx, l, progress); err != nil {
			return err
		}
		ids, err = touched(context.WithoutCancel(ctx), l, op)
		return err
	}, func(err error) {
		if err != nil && op == 0 {
			w.show(stepPreview, nil)
			w.say(err)
			return
		}
		w.show(stepDone, nil)
		w.finished(op, ids)
	})
}

// finished says what was written, and what can be done next.
func (w *View) finished(op int64, ids []int64) {
	t := w.job.im.Taken
	figs := figures([]figure{
		{"新增", theme.ColorAccent, t.Added, "人", "已登记入会"},
		{"更新", theme.ColorAccent, t.Changed, "人", "已写入变化"},
		{"相同", theme.ColorControl, t.Same, "人", "没有动"},
		{"没有写入", theme.ColorWarnBar, t.Conflicts + len(w.job.im.Plan.Refused), "行", "退回和冲突，见问题清单"},
		{"新建小组", theme.ColorOK, t.Groups, "个", "表里有、册里没有的"},
	})
	undo := widget.NewPlain("撤销这次导入", "undo", func() {
		w.shell.Undo(op)
		w.leave(nil)
	})
	see := widget.NewPrimary(fmt.Sprintf("看这 %d 人", len(ids)), "people", func() {
		w.leave(page.Members{Title: "刚导入：" + w.job.name(), IDs: ids})
	})
	list := widget.NewPlain("导出问题清单", "", w.exportProblems)
	marked := widget.NewPlain("导出标色的表", "upload", w.exportMarked).Tip("您自己的表的一份副本，有问题的格子涂了颜色，批注里写着原因；改了什么也标着")
	words := "导入前的台账已经备份。不对可以整批撤销，过几天也行（设置里的操作记录）。"
	if t.Conflicts+len(w.job.im.Plan.Refused) > 0 {
		words += "没有写入的行在标色的表和问题清单里，改好可以再导一次，不会重复。"
	}
	body := widget.Border(figs, nil, nil, nil, widget.Inset(theme.Gap8, 0, 0, 0, widget.NewBox(
		widget.NewEmptyState("check", fmt.Sprintf("导入完成：新增 %d 人，更新 %d 人", t.Added, t.Changed), words,
			widget.Row(theme.Gap8, undo, list, marked, see)))))
	w.put(body, nil, widget.NewPlain("再导一个文件", "", func() {
		w.job = &job{today: w.shell.Today()}
		w.file.SetText("")
		w.show(stepFile, nil)
	}), widget.NewPlain("回到名册", "", func() { w.leave(nil) }))
}

package report

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/problem"
	data "unionledger/data/report"
)

// export asks for the folder and writes the form under its own name.
func (v *view) export() {
	f, l := v.facts, v.shell.Ledger()
	v.shell.AskFolder("导出到哪个文件夹", func(folder string) {
		var out data.Report
		v.shell.Work("导出"+f.info.Name, func(ctx context.Context, _ page.Progress) (err error) {
			out, err = export(ctx, l, f.request, folder)
			return err
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.exported(out)
		})
	})
}

// exported says where the file lies and offers to open it.
func (v *view) exported(out data.Report) {
	text := fmt.Sprintf("%d 行，存为“%s”，在文件夹“%s”里。", out.Rows, filepath.Base(out.Path), filepath.Dir(out.Path))
	if out.Remark != "" {
		text += "\n" + out.Remark
	}
	d := widget.NewDialog("已导出", widget.BodyParagraph(text).For(380), "")
	open := func(words string, do func(string)) *widget.Button {
		return widget.NewPlain(words, "open", func() {
			d.Close()
			do(out.Path)
		})
	}
	v.sending.Load(v.asking.ask())
	d.Open(v.shell.Window().Canvas(), open("打开文件", v.shell.OpenFile), open("打开文件夹", v.shell.ShowInFolder))
}

// exportAnyway writes a form that the receiver will refuse in parts, after saying
// so: some facts cannot be had in time.
func (v *view) exportAnyway() {
	n := v.facts.result.Count(problem.Error)
	widget.Confirm(v.shell.Window().Canvas(), "还有没改完的，仍要导出？",
		fmt.Sprintf("有 %d 处会被上级系统退回或丢掉。导出的表里这些地方按现在知道的填，不知道的留空。", n), "仍要导出", true, v.export)
}

// Print exports, which is how a form gets onto paper.
func (v *view) Print() {
	if !v.write.Disabled() {
		v.export()
	} else if v.anyway.Visible() {
		v.exportAnyway()
	}
}

// formRow is a form in the list at the left.
type formRow struct {
	fw.BaseWidget
	body   fyne.CanvasObject
	ground *widget.Surface
	chosen bool
	tapped func()
}

func newFormRow(info data.Info, chosen bool, state fyne.CanvasObject, tapped func()) *formRow {
	name := widget.Strong(info.Name).Cut()
	if chosen {
		name = name.In(theme.ColorAccent)
	}
	r := &formRow{chosen: chosen, tapped: tapped, ground: widget.NewSurface(theme.ColorPanel, "", nil).Square()}
	mark := widget.NewSurface(theme.ColorPanel, "", nil).Square()
	if chosen {
		r.ground.SetFill(theme.ColorAccent50)
		mark.SetFill(theme.ColorAccent)
	}
	text := widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12, widget.Column(theme.Gap4, name, container.NewHBox(state)))
	r.body = container.NewStack(r.ground, widget.Border(nil, widget.Divider(), widget.Sized(theme.BarWidth, 0, mark), nil, text))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to Fyne.
func (r *formRow) CreateRenderer() fyne.WidgetRenderer { return fw.NewSimpleRenderer(r.body) }

func (r *formRow) Tapped(*fyne.PointEvent) { r.tapped() }

func (r *formRow) MouseIn(*desktop.MouseEvent) { r.hover(theme.ColorAccent50) }

func (r *formRow) MouseMoved(*desktop.MouseEvent) {}

func (r *formRow) MouseOut() { r.hover(theme.ColorPanel) }

func (r *formRow) hover(fill fyne.ThemeColorName) {
	if !r.chosen {
		r.ground.SetFill(fill)
	}
}

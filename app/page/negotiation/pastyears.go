package negotiation

import (
	"context"
	"fmt"
	"io"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// importPast asks for a ledger of past years and shows what taking it in would do; what
// the law says of those years is pointed out before anything is written.
func (v *view) importPast() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	v.shell.AskOpen("导入历年协商台账", page.Spreadsheets, func(path string) { v.readPast(l, path) })
}

func (v *view) readPast(l *ledger.Ledger, path string) {
	var im *negotiation.Import
	today := v.shell.Today()
	v.shell.Load("读历年台账", func(ctx context.Context, _ page.Progress) error {
		book, err := sheet.Open(ctx, path, sheet.Options{})
		if err != nil {
			return err
		}
		if im, err = negotiation.ReadLedger(ctx, book, intake.Options{Today: today}); err != nil {
			return err
		}
		return im.Look(ctx, l)
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.showPast(im)
	})
}

// showPast lists what was found and asks whether to take it in.
func (v *view) showPast(im *negotiation.Import) {
	c, found := im.Counts(), im.Problems()
	body := widget.Column(theme.Gap8, widget.BodyParagraph(im.Summary()).For(theme.Scaled(620)),
		widget.Note(fmt.Sprintf("读 %d 行：收 %d 行，退 %d 行，不是数据 %d 行；问题 %d 处", c.Read, c.Taken, c.Refused, c.NotData, len(found))))
	var rows []fyne.CanvasObject
	for _, s := range []problem.Severity{problem.Error, problem.Warning, problem.Hint} {
		for _, p := range found {
			if p.Severity != s {
				continue
			}
			word, t := severityWord(p.Severity)
			text := []fyne.CanvasObject{widget.BodyParagraph(p.Message).For(theme.Scaled(480))}
			where := p.Place()
			if p.Basis != "" {
				where += "　" + p.Basis
			}
			if where != "" {
				text = append(text, widget.NewParagraph(where, theme.SizeNote, theme.ColorText2).For(theme.Scaled(480)))
			}
			rows = append(rows, listRow(widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewTag(word, t)}, widget.Column(0, text...), nil)))
		}
	}
	if len(rows) > 0 {
		body.Add(widget.NewPanel("要核对", lines(rows)).Note("照样导入，之后在各轮里改").Flush())
	} else {
		body.Add(calm("没有发现问题"))
	}
	accept := "导入"
	if c.Taken == 0 {
		accept = ""
	}
	d := widget.NewDialog("导入历年协商台账", body, accept).Wide(700)
	d.Note = "整个导入可以一次撤销"
	d.OnAccept = func() error {
		v.takePast(im)
		return nil
	}
	save := widget.NewPlain("问题存成表格", "upload", func() { v.savePast(im) })
	if len(found) == 0 {
		d.Open(v.shell.Window().Canvas())
		return
	}
	d.Open(v.shell.Window().Canvas(), save)
}

func (v *view) savePast(im *negotiation.Import) {
	v.shell.AskSave("问题存成表格", "历年台账-要核对.xlsx", page.Workbooks, func(path string) {
		v.shell.Work("写问题清单", func(context.Context, page.Progress) error {
			return sheet.WriteFile(path, func(out io.Writer) error { return im.WriteProblems(out, "历年协商台账") })
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.shell.Done("已存成："+path, 0)
			v.shell.OpenFile(path)
		})
	})
}

func (v *view) takePast(im *negotiation.Import) {
	v.write("导入历年台账："+im.Summary(), func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		if _, err := l.Backup(ctx, "导入前"); err != nil {
			return 0, fmt.Errorf("导入前备份没有做成，没有导入：%w", err)
		}
		return im.Write(ctx, l)
	}, func() { v.open(0, 0) }, nil)
}

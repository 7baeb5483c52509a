package books

import (
	"context"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/widget"
	"unionledger/data/fund/report"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

var ctx = context.Background()

// exportButton offers a report as a workbook and as a PDF to be printed.
func (d *Desk) exportButton(word string, make func() report.Report) fyne.CanvasObject {
	return widget.NewMenuButton(word, "", func() []widget.MenuItem {
		return []widget.MenuItem{
			{Text: "PDF，用来打印…", Icon: "print", Do: func() { d.export(make(), page.PDFs, ".pdf", d.writePDF) }},
			{Text: "Excel 工作簿…", Icon: "upload", Do: func() { d.export(make(), page.Workbooks, ".xlsx", writeBook) }},
		}
	})
}

// export asks for a name and writes a report under it, headed with the union's name.
func (d *Desk) export(r report.Report, kind page.FileKind, ending string, write func(context.Context, string, report.Report) error) {
	l := d.shell.Ledger()
	d.shell.AskSave("导出"+r.Title, sheetName(r)+ending, kind, func(path string) {
		d.shell.Work("导出"+r.Title, func(ctx context.Context, _ page.Progress) error {
			if err := headed(ctx, l.Read(), &r); err != nil {
				return err
			}
			return write(ctx, path, r)
		}, func(err error) {
			if err != nil {
				d.shell.Fail(err)
				return
			}
			d.shell.Done("已导出："+path, 0)
			d.shell.OpenFile(path)
		})
	})
}

// headed puts the union's name over a report.
func headed(ctx context.Context, r ledger.Reader, l *report.Report) error {
	u, err := union.Load(ctx, r)
	if err == nil {
		l.Left = "编制单位：" + u.Union.Get("name")
	}
	return err
}

func sheetName(r report.Report) string { return r.Title + " " + r.Middle }

func (d *Desk) writePDF(ctx context.Context, path string, r report.Report) error {
	doc, err := r.Lay(ctx, platform.FontFiles(), nil)
	if err == nil {
		err = doc.WriteFile(ctx, path, nil)
	}
	return err
}

func writeBook(_ context.Context, path string, r report.Report) error {
	return r.WriteWorkbook(path)
}

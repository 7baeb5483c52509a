// Package statement lets a page put a table that was added up on paper or into a
// workbook. It is a part of pages, not a page.
package statement

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/widget"
	"unionledger/data/paper"
	"unionledger/data/union"
)

// Button offers a table as a PDF and as a workbook, headed with the union's name.
func Button(shell page.Shell, word string, make func() paper.Statement) fyne.CanvasObject {
	return widget.NewMenuButton(word, "", func() []widget.MenuItem {
		return []widget.MenuItem{
			{Text: "PDF，用来打印…", Icon: "print", Do: func() { export(shell, make(), page.PDFs, ".pdf", writePDF) }},
			{Text: "Excel 工作簿…", Icon: "upload", Do: func() { export(shell, make(), page.Workbooks, ".xlsx", writeBook) }},
		}
	})
}

// export asks for a name and writes a table under it.
func export(shell page.Shell, t paper.Statement, kind page.FileKind, ending string, write func(context.Context, string, paper.Statement) error) {
	l := shell.Ledger()
	if len(t.Rows) == 0 {
		shell.Fail(errors.New("表里还没有内容，没有导出"))
		return
	}
	shell.AskSave("导出"+t.Title, strings.TrimSpace(t.Title+" "+t.Middle)+ending, kind, func(path string) {
		shell.Work("导出"+t.Title, func(ctx context.Context, _ page.Progress) error {
			u, err := union.Load(ctx, l.Read())
			if err != nil {
				return err
			}
			t.Left = "编制单位：" + u.Union.Get("name")
			return write(ctx, path, t)
		}, func(err error) {
			if err != nil {
				shell.Fail(err)
				return
			}
			shell.Done("已导出："+path, 0)
			shell.OpenFile(path)
		})
	})
}

func writePDF(ctx context.Context, path string, t paper.Statement) error {
	doc, err := t.Lay(ctx, platform.FontFiles(), nil)
	if err == nil {
		err = doc.WriteFile(ctx, path, nil)
	}
	return err
}

func writeBook(_ context.Context, path string, t paper.Statement) error {
	return t.WriteWorkbook(path)
}

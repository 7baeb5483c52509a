package books

import (
	"context"

	"fyne.io/fyne/v2"

	"unionledger/app/page/statement"
	"unionledger/data/fund/report"
)

var ctx = context.Background()

// exportButton offers a report as a workbook and as a PDF to be printed.
func (d *Desk) exportButton(word string, make func() report.Report) fyne.CanvasObject {
	return statement.Button(d.shell, word, make)
}

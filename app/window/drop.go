package window

import (
	"context"
	"path/filepath"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/report"
	"unionledger/data/sheet"
)

// droppedSheet looks what a sheet is before a page takes it: a wage sheet goes to
// the roster to be held against it, the answer to an upload to the reports, everything
// else is imported. Where it could be
// either, it is asked. A sheet that cannot be opened goes to the import, which says
// why or asks for the password.
func (w *window) droppedSheet(path string) {
	l := w.ledger
	guess, answer := dues.NotWages, false
	w.Load("认一认 "+filepath.Base(path), func(ctx context.Context, _ page.Progress) (err error) {
		guess, answer, err = guessSheet(ctx, l, path, w.Today())
		return err
	}, func(err error) {
		switch {
		case w.ledger != l || context.Canceled == err:
		case answer:
			w.Go(page.Report, page.Answer{Path: path})
		case err != nil || guess == dues.NotWages:
			w.Go(page.Roster, page.ImportFile{Path: path})
		case guess == dues.IsWages:
			w.Go(page.Roster, page.WageSheet{Path: path})
		default:
			w.askSheet(path)
		}
	})
}

// guessSheet tells a wage sheet and the answer to an upload from what is imported.
func guessSheet(ctx context.Context, l *ledger.Ledger, path string, today civil.Date) (guess dues.SheetGuess, answer bool, err error) {
	book, err := sheet.Open(ctx, path, sheet.Options{})
	if err != nil {
		return dues.NotWages, false, err
	}
	if report.IsAnswer(book, today) {
		return dues.NotWages, true, nil
	}
	guess, err = dues.GuessWages(ctx, l.Read(), book, today)
	return guess, false, err
}

// askSheet asks what a sheet is that has both pay and facts about people.
func (w *window) askSheet(path string) {
	text := "“" + filepath.Base(path) + "”里既有工资，也有会员资料。要当花名册导入，还是当工资表和名册对照？"
	d := widget.NewDialog("这是哪一种表？", widget.BodyParagraph(text).For(388), "当工资表对照").Wide(440)
	d.OnAccept = func() error {
		w.Go(page.Roster, page.WageSheet{Path: path})
		return nil
	}
	d.Open(w.win.Canvas(), widget.NewPlain("当花名册导入", "", func() {
		d.Cancel()
		w.Go(page.Roster, page.ImportFile{Path: path})
	}))
}

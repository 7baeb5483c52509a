package negotiation

import (
	"context"
	"fmt"
	"os"
	"slices"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/widget"
	"unionledger/data/dossier"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// source reads aside what the documents of the round are made from, and hands it over on
// the main goroutine.
func (v *view) source(what string, job func(context.Context, *ledger.Ledger, dossier.Source) error, then func()) {
	l, round, law, today := v.shell.Ledger(), v.f.d.ID, v.law, v.shell.Today()
	v.shell.Work(what, func(ctx context.Context, _ page.Progress) error {
		s, err := dossier.Load(ctx, l.Read(), round, law.Rules, dossier.Source{Calendar: law.Calendar, Today: today})
		if err == nil {
			err = job(ctx, l, s)
		}
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		then()
	})
}

// documents lists the documents of the round, those of the index that carry a name only
// where paper is not empty.
func (v *view) documents(paper string) []dossier.Document {
	all, err := dossier.Documents(v.f.d)
	if err != nil {
		v.shell.Fail(err)
	}
	return slices.DeleteFunc(all, func(d dossier.Document) bool { return paper != "" && d.Paper != paper })
}

// makeDocument asks where a document goes, writes it and opens it.
func (v *view) makeDocument(doc dossier.Document) {
	name := dossier.Source{Round: v.f.d}.FileName(doc) + ".docx"
	v.shell.AskSave("做文书："+doc.Name, name, page.Documents, func(path string) {
		warning := ""
		v.source("做文书："+doc.Name, func(ctx context.Context, l *ledger.Ledger, s dossier.Source) (err error) {
			warning, err = s.WriteDocument(ctx, l.Read(), doc, path, platform.FontFiles())
			return v.looked(ctx, l, s, doc.Name, err)
		}, func() { v.written(path, warning) })
	})
}

// looked notes in the journal that numbers of people went out in full.
func (v *view) looked(ctx context.Context, l *ledger.Ledger, s dossier.Source, what string, err error) error {
	if err == nil && s.Numbers() {
		err = member.JournalLook(ctx, l, "文书里有协商代表的完整证件号："+what)
	}
	return err
}

// written says where a file is, opens it, and names what is not on it as it should be.
func (v *view) written(path, warning string) {
	v.shell.Done("已写成："+path, 0)
	v.shell.OpenFile(path)
	if warning != "" {
		v.shell.Fail(fmt.Errorf("已写成，但是：%s", warning))
	}
}

// makeMenu offers the documents a paper of a step may be; one alone is made at once.
func (v *view) makeMenu(below *widget.Button, paper string) {
	docs := v.documents(paper)
	if len(docs) == 1 {
		v.makeDocument(docs[0])
		return
	}
	widget.ShowMenu(below, v.documentItems(docs))
}

func (v *view) documentItems(docs []dossier.Document) (out []widget.MenuItem) {
	for _, d := range docs {
		out = append(out, widget.MenuItem{Text: d.Name + "…", Icon: "document", Do: func() { v.makeDocument(d) }})
	}
	return out
}

// papersMenu is the menu 文书 of the round.
func (v *view) papersMenu() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "卷宗，一份 PDF…", Icon: "print", Do: v.bind},
		{Text: "卷宗，一个文件夹…", Icon: "folder", Do: v.fold},
		{Text: "单份文书…", Icon: "document", Do: v.chooseDocument},
		{Text: "改文书模板…", Icon: "edit", Do: v.chooseTemplate},
	}
}

// bind writes the dossier as one PDF.
func (v *view) bind() {
	v.shell.AskSave("卷宗", v.f.d.Title()+"卷宗.pdf", page.PDFs, func(path string) {
		warning := ""
		v.source("做卷宗", func(ctx context.Context, l *ledger.Ledger, s dossier.Source) (err error) {
			warning, err = s.Bind(ctx, l.Read(), path, platform.FontFiles())
			return v.looked(ctx, l, s, "卷宗", err)
		}, func() { v.written(path, warning) })
	})
}

// fold writes the dossier as a folder.
func (v *view) fold() {
	v.shell.AskFolder("卷宗文件夹放在哪里", func(dir string) {
		folder, warning := "", ""
		v.source("做卷宗文件夹", func(ctx context.Context, l *ledger.Ledger, s dossier.Source) (err error) {
			folder, warning, err = s.WriteFolder(ctx, l.Read(), dir, platform.FontFiles())
			return v.looked(ctx, l, s, "卷宗", err)
		}, func() { v.written(folder, warning) })
	})
}

// pickDocument asks for one of some documents.
func (v *view) pickDocument(title, verb string, docs []dossier.Document, do func(dossier.Document)) {
	pick := widget.NewPicker("选一份").Wide(360)
	var options []widget.Option
	for i, d := range docs {
		options = append(options, widget.Option{Value: fmt.Sprint(i), Text: fmt.Sprintf("第 %d 步　%s", d.Step, d.Name)})
	}
	pick.SetOptions(options...)
	pick.SetValue("0")
	widget.ShowForm(v.shell.Window().Canvas(), title, widget.NewForm(1, widget.NewField("文书", pick)), verb, func() error {
		if i := int(page.Number(pick.Value())); i < len(docs) {
			do(docs[i])
		}
		return nil
	})
}

func (v *view) chooseDocument() {
	v.pickDocument("单份文书", "存为…", v.documents(""), v.makeDocument)
}

// chooseTemplate asks for a document whose wording is to be changed: it is saved, changed
// in WPS, and taken back.
func (v *view) chooseTemplate() {
	v.pickDocument("改文书模板", "下一步", v.documents(""), v.template)
}

func (v *view) template(doc dossier.Document) {
	words := "先存成文件，用 WPS 改好、保存，再回到这里换上。两个大括号里的是程序要填的栏目，可以挪动、删除，名称不要改。依据：" + doc.Basis
	dialog := widget.NewDialog("文书模板："+doc.Title, widget.BodyParagraph(words).For(460), "存成文件…")
	step := func(text, icon string, do func()) fyne.CanvasObject {
		return widget.NewPlain(text, icon, func() { dialog.Close(); do() })
	}
	dialog.OnAccept = func() error { v.saveTemplate(doc); return nil }
	dialog.Open(v.shell.Window().Canvas(), step("恢复原样", "undo", func() { v.resetTemplate(doc) }), step("换上改好的…", "open", func() { v.takeTemplate(doc) }))
}

func (v *view) saveTemplate(doc dossier.Document) {
	v.shell.AskSave("存文书模板", "模板 "+doc.Title+".docx", page.Documents, func(path string) {
		v.source("存文书模板", func(ctx context.Context, l *ledger.Ledger, _ dossier.Source) error {
			return dossier.WriteTemplate(ctx, l.Read(), doc.Kind, path)
		}, func() { v.written(path, "") })
	})
}

func (v *view) takeTemplate(doc dossier.Document) {
	v.shell.AskOpen("换上改好的模板："+doc.Title, page.Documents, func(path string) {
		law, today := v.law, v.shell.Today()
		v.write("已换上文书模板："+doc.Title, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			file, err := os.ReadFile(path)
			if err != nil {
				return 0, fmt.Errorf("“%s”读不到：%w", path, err)
			}
			return dossier.SetTemplate(ctx, l, doc.Kind, file, dossier.Example(law.Rules, law.Calendar, today))
		}, nil, nil)
	})
}

func (v *view) resetTemplate(doc dossier.Document) {
	v.write("文书模板已恢复原样："+doc.Title, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return dossier.ResetTemplate(ctx, l, doc.Kind)
	}, nil, nil)
}

package settings

import (
	"context"
	"fmt"
	"os"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/member"
	"unionledger/data/paper"
)

// markMenu offers the groups of marks, each as a menu of its own.
func (p *paperSection) markMenu() (items []widget.MenuItem) {
	for _, group := range paper.MarkGroups() {
		var names []string
		for _, m := range paper.Marks() {
			if m.Group == group {
				names = append(names, m.Name)
			}
		}
		items = append(items, widget.MenuItem{Text: group + "…", Do: func() { p.chooseMark(group, names) }})
	}
	own, err := member.OwnFields(context.Background(), p.shell.Ledger().Read())
	if err != nil || len(own) == 0 {
		return items // without them there is nothing to offer
	}
	var names []string
	for _, f := range own {
		names = append(names, paper.OwnMark(f.Label))
	}
	return append(items, widget.MenuItem{Text: "自定义项…", Do: func() { p.chooseMark("自定义项", names) }})
}

// chooseMark asks for a mark of a group; they are too many for a menu.
func (p *paperSection) chooseMark(group string, names []string) {
	pick := widget.NewWordPicker("请选择栏目", names...)
	length := widget.NewNumberField("不画横线", 0)
	form := widget.NewForm(1, widget.NewField("栏目", pick).Required(),
		widget.NewField("下面画横线，长几个字", length).Hint("空着就只印内容；写 6 就画 6 个字长的横线，内容写在上面"))
	widget.ShowForm(p.shell.Window().Canvas(), "插入栏目："+group, form, "插入", func() error {
		mark := "{{" + pick.Value() + "}}"
		if length.Value() != "" {
			mark = "{{" + pick.Value() + " " + length.Value() + "}}"
		}
		p.insert(mark)
		return nil
	})
}

func (p *paperSection) insert(text string) {
	p.text.Insert(text)
	p.typed()
}

// orderMenu offers the instructions, in words of what they do.
func (p *paperSection) orderMenu() (items []widget.MenuItem) {
	for _, o := range [][2]string{{"标题", "【标题】"}, {"居中", "【居中】"}, {"靠右", "【靠右】"}, {"顶格（不空两字）", "【顶格】"}, {"粗体", "【粗】"}, {"小字", "【小字】"},
		{"手写的横线", "________"}, {"空 5 毫米", "【空 5】\n"}, {"换一页", "【换页】\n"}, {"裁切线", "【裁切线】\n"},
		{"表格（两列）", "【表格 30 *】\n【高 10】| 姓　名 | {{姓名}} |\n【高 10】| 性　别 | {{性别}} |\n"}} {
		items = append(items, widget.MenuItem{Text: o[0], Do: func() { p.insert(o[1]) }})
	}
	return append(items, widget.MenuItem{}, widget.MenuItem{Text: "写法说明", Icon: "help", Do: p.help})
}

func (p *paperSection) help() {
	text, err := paper.Help()
	if err != nil {
		p.shell.Fail(err)
		return
	}
	widget.NewDialog("文书模板怎么写", widget.BodyParagraph(text).For(theme.Scaled(600)), "").Wide(640).Open(p.shell.Window().Canvas())
}

func (p *paperSection) fileMenu() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "看样张的 PDF", Icon: "print", Do: p.open},
		{},
		{Text: "存出成文字文件…", Icon: "upload", Do: p.writeOut},
		{Text: "从文字文件读入…", Icon: "download", Do: p.readIn},
	}
}

// open shows the sample with the program the system has for PDF.
func (p *paperSection) open() {
	l, key, text, today := p.shell.Ledger(), p.key, p.text.Text(), p.shell.Today()
	path, err := platform.PrintFile("样张.pdf")
	if err != nil {
		p.shell.Fail(err)
		return
	}
	p.shell.Work("做样张", func(ctx context.Context, progress page.Progress) error {
		doc, err := sample(ctx, l, key, text, today)
		if err == nil {
			err = doc.WriteFile(ctx, path, progress)
		}
		return err
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.shell.OpenFile(path)
	})
}

func (p *paperSection) writeOut() {
	text := p.text.Text()
	p.shell.AskSave("存出文书模板", p.info().Name+".txt", page.TextFiles, func(path string) {
		if err := paper.WriteText(path, text); err != nil {
			p.shell.Fail(err)
			return
		}
		p.shell.Done("模板文字已存出，可以用记事本改，再读入", 0)
	})
}

func (p *paperSection) readIn() {
	p.shell.AskOpen("读入文书模板", page.TextFiles, func(path string) {
		text, err := os.ReadFile(path)
		if err != nil {
			p.shell.Fail(fmt.Errorf("读不了“%s”：%w。", path, err))
			return
		}
		if _, err := paper.Parse(p.key, string(text)); err != nil {
			p.shell.Fail(fmt.Errorf("没有读入，原来的文字没有变。这个文件%w", err))
			return
		}
		p.text.SetValue(paper.Clean(string(text)))
		p.typed()
	})
}

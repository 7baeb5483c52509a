package sending

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/parcel"
	"unionledger/data/report"
)

// Pack asks which reports go into a package: the newest of each form, and the run
// given where it is not 0; what was made today is ticked.
func (p *Pane) Pack(run int64) {
	var offered []report.Run
	seen := map[string]bool{}
	for _, r := range p.facts.runs {
		if r.Kept() && (!seen[r.Profile] || r.ID == run) {
			offered = append(offered, r)
			seen[r.Profile] = true
		}
	}
	if len(offered) == 0 {
		widget.Message(p.shell.Window().Canvas(), "还没有可打包的", "上报包里放的是导出过的报表。请先导出要报的表，再来打包。")
		return
	}
	list := widget.Column(theme.Gap4)
	boxes := make([]*widget.CheckBox, len(offered))
	for i, r := range offered {
		boxes[i] = widget.NewCheckBox(fmt.Sprintf("%s，%s，%d 行（第 %d 次，%s）", r.Name, r.Period(), r.Rows, r.ID, r.MadeOn), nil)
		boxes[i].SetChecked(r.ID == run || run == 0 && r.MadeOn == p.ask.On)
		list.Add(boxes[i])
	}
	preparer, passphrase := widget.NewTextField(""), widget.NewTextField("不加密就空着")
	preparer.SetValue(p.shell.Ledger().Operator())
	form := widget.NewForm(2, widget.NewField("编制人", preparer).Required(), widget.NewField("口令，至少 8 个字", passphrase))
	explain := widget.NoteParagraph("包里有工作簿、一页“上报说明”（打印出来签字盖章）和带校验码的清单。加了口令的包，路上没有口令打不开；口令请用电话另外告诉收件人，忘了就打不开。")
	d := widget.NewDialog("打包上报", widget.Column(theme.Gap8, widget.Strong("放进包里的报表"), list, form, explain), "打包…").Wide(620)
	d.AcceptForm(form, func() error {
		var runs []report.Run
		for i, b := range boxes {
			if b.Checked() {
				runs = append(runs, offered[i])
			}
		}
		if runs == nil {
			return errors.New("请勾选要打包的报表。")
		}
		if err := parcel.CheckPassphrase(passphrase.Value()); err != nil {
			return err
		}
		p.askPackFolder(parcel.Request{Runs: runs, Preparer: preparer.Value(), Passphrase: passphrase.Value()})
		return nil
	})
	d.Open(p.shell.Window().Canvas())
}

func (p *Pane) askPackFolder(q parcel.Request) {
	p.shell.AskFolder("上报包放到哪个文件夹", func(folder string) { p.pack(q, folder) })
}

func (p *Pane) pack(q parcel.Request, folder string) {
	l := p.shell.Ledger()
	q.Now, q.Fonts = l.Now(), platform.FontFiles()
	var made parcel.Package
	var path string
	p.shell.Work("打包上报", func(ctx context.Context, progress page.Progress) (err error) {
		if made, err = parcel.Make(ctx, l.Read(), q, progress); err != nil {
			return err
		}
		if err := noted(ctx, l, fmt.Sprintf("打包上报：%d 份报表", len(q.Runs))); err != nil {
			return err
		}
		path = filepath.Join(folder, made.Name)
		return made.WriteFile(path)
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		text := fmt.Sprintf("存为“%s”，在文件夹“%s”里。\n封签 %s，也印在包里的“上报说明”上。", made.Name, folder, parcel.SealWords(made.Manifest.Seal))
		d := widget.NewDialog("已打包", widget.BodyParagraph(text).For(theme.Scaled(440)), "").Wide(480)
		d.Open(p.shell.Window().Canvas(), widget.NewPlain("打开文件夹", "folder", func() { p.shell.OpenFile(folder) }))
	})
}

// packages is the kind of file a package is.
var packages = page.FileKind{Name: "上报包", Extensions: []string{".zip", ".age"}}

// AskPackage asks for a package to verify.
func (p *Pane) AskPackage() { p.shell.AskOpen("核验收到的上报包", packages, p.VerifyPackage) }

// VerifyPackage looks at a package that was received.
func (p *Pane) VerifyPackage(path string) {
	var data []byte
	p.shell.Load("读上报包", func(context.Context, page.Progress) (err error) {
		data, err = parcel.ReadFile(path)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			p.shell.Fail(err)
		case parcel.IsEncrypted(data):
			p.askPassphrase(path, data)
		default:
			p.verify(path, data, "", p.shell.Fail)
		}
	})
}

func (p *Pane) askPassphrase(path string, data []byte) {
	word := widget.NewTextField("")
	form := widget.NewForm(1, widget.NewField("口令", word).Required())
	d := widget.NewDialog("这个上报包加了密", form, "核验").Wide(420)
	d.Note = "口令向发送的人要"
	d.AcceptForm(form, func() error {
		p.verify(path, data, word.Value(), func(err error) {
			if parcel.IsKind(err, "passphrase") {
				d.Refuse(err.Error())
				return
			}
			d.Close()
			p.shell.Fail(err)
		}, d.Cancel)
		return widget.ErrStay
	})
	d.Open(p.shell.Window().Canvas())
}

// verify verifies and shows what was found; failed takes what cannot be opened.
func (p *Pane) verify(path string, data []byte, passphrase string, failed func(error), before ...func()) {
	var v parcel.Verdict
	p.shell.Load("核验上报包", func(ctx context.Context, _ page.Progress) (err error) {
		v, err = parcel.Verify(ctx, data, passphrase)
		return err
	}, func(err error) {
		if err != nil {
			failed(err)
			return
		}
		for _, do := range before {
			do()
		}
		p.showVerdict(path, v)
	})
}

// showVerdict names each part as whole or not, and offers to take a whole package apart.
func (p *Pane) showVerdict(path string, v parcel.Verdict) {
	m := v.Manifest
	body := widget.Column(theme.Gap8)
	if v.Whole {
		body.Add(widget.NewBanner(widget.OK, "完好：每个字节都和打包时一样。"))
	} else {
		body.Add(widget.NewBanner(widget.Bad, "不完好，不要采用。请对方重新发一次。"))
	}
	body.Add(widget.BodyParagraph(fmt.Sprintf("%s，%s 打包，编制人 %s。\n封签 %s，请和纸质“上报说明”上的对一对。", m.Union, madeWords(m.Made), m.Preparer, parcel.SealWords(m.Seal))))
	tones := map[parcel.State]widget.Tone{parcel.Whole: widget.OK, parcel.Altered: widget.Bad, parcel.Missing: widget.Bad, parcel.Extra: widget.Warn}
	for _, part := range v.Parts {
		lines, words := widget.Column(0), part.Name
		if part.Workbook() {
			lines.Add(widget.Note(part.Name).Cut())
			words = fmt.Sprintf("%s，%s，%d 行", part.Form, part.Period, part.Rows)
			if part.Corrects != 0 {
				words += "（更正）"
			}
		}
		if part.Why != "" {
			words += "：" + part.Why
		}
		lines.Objects = append([]fyne.CanvasObject{widget.Body(words).Cut()}, lines.Objects...)
		body.Add(widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.NewTag(string(part.State), tones[part.State])}, lines, nil))
	}
	for _, s := range v.Problems {
		body.Add(widget.NewBanner(widget.Bad, s))
	}
	d := widget.NewDialog("核验“"+filepath.Base(path)+"”", body, "").Wide(620)
	take := widget.NewPlain("取出文件…", "download", func() {
		p.shell.AskFolder("取到哪个文件夹", func(folder string) {
			d.Close()
			p.unpack(v, folder)
		})
	})
	if !v.Whole {
		take.Disable()
	}
	d.Open(p.shell.Window().Canvas(), take)
}

// madeWords is the time in a manifest without its zone.
func madeWords(made string) string {
	if r := []rune(made); len(r) >= 16 {
		return string(slices.Concat(r[:10], []rune(" "), r[11:16]))
	}
	return made
}

func (p *Pane) unpack(v parcel.Verdict, folder string) {
	var names []string
	p.shell.Work("取出文件", func(context.Context, page.Progress) (err error) {
		names, err = v.Unpack(folder)
		return err
	}, func(err error) {
		if err != nil {
			p.shell.Fail(err)
			return
		}
		p.shell.Done(fmt.Sprintf("已取出 %d 个文件", len(names)), 0)
		p.shell.OpenFile(folder)
	})
}

package command

import (
	"fmt"
	"strings"

	"unionledger/data/ledger"
	"unionledger/data/report"
)

// mend lists what can be put right without asking anybody, and does so where it is
// told to.
func (v *checkVerb) mend(r *run, l *ledger.Ledger) error {
	p, from, err := v.from(r, l)
	if err != nil {
		return err
	}
	mends, err := report.Mends(r.ctx, p, from)
	if err != nil {
		return err
	}
	var op int64
	if v.Yes {
		if op, err = report.Apply(r.ctx, l, mends); err != nil {
			return err
		}
	}
	if v.JSON {
		for i := range mends {
			mends[i].Old, mends[i].New = mends[i].Shown()
		}
		return r.json(struct {
			Mends []report.Mend `json:"mends"`
			// Operation is what 撤销 takes back, 0 where nothing was written.
			Operation int64 `json:"operation"`
		}{append([]report.Mend{}, mends...), op})
	}
	for _, m := range mends {
		old, after := m.Shown()
		if old == "" {
			old = "空"
		}
		r.say("%s　%s　%s → %s　%s", m.Who, m.Label, old, after, m.Why)
	}
	switch {
	case len(mends) == 0:
		r.say("没有能放心改的。")
	case v.Yes:
		r.say("改了 %d 处，可以用 unionledger undo %d 撤销。", len(mends), op)
	default:
		r.say("%d 处能放心改，还没有改。加 --yes 就这样改。", len(mends))
	}
	return nil
}

// profilesVerb are the verbs about the forms that can be filled.
type profilesVerb struct {
	List   formsListVerb   `cmd:"" default:"withargs" help:"列出能导出的表格，随程序带的和本单位自己的"`
	Export formsExportVerb `cmd:"" help:"把一种表样存成一个文件，传给别的工会"`
	Import formsImportVerb `cmd:"" help:"采用别的工会传来的表样文件"`
	Rename formsRenameVerb `cmd:"" help:"给本单位自己的表改名"`
	Delete formsDeleteVerb `cmd:"" help:"删除本单位自己的表，各版一起删，可撤销"`
}

type formsListVerb struct {
	Ledger string `help:"台账文件；给了就也列出本单位自己的表" placeholder:"文件"`
	JSON   bool   `name:"json" help:"输出 JSON"`
}

func (v *formsListVerb) Run(r *run) error {
	all := report.Profiles()
	if v.Ledger != "" {
		err := r.with(v.Ledger, false, func(l *ledger.Ledger) (err error) {
			all, err = report.Available(r.ctx, l.Read())
			return err
		})
		if err != nil {
			return err
		}
	}
	if v.JSON {
		return r.json(all)
	}
	for _, p := range all {
		switch {
		case p.Broken != "":
			r.say("%-20s %s（用不了：%s）", p.ID, p.Name, p.Broken)
		case p.Own:
			r.say("%-20s %s（本单位的，第 %d 版；%s）", p.ID, p.Name, p.Version, p.Basis)
		default:
			r.say("%-20s %s（%s）", p.ID, p.Name, p.Basis)
		}
	}
	return nil
}

type formsExportVerb struct {
	ledgerFlag
	Form string `arg:"" name:"表格" help:"表格的代号或名字"`
	To   string `required:"" help:"存成的文件，或放文件的文件夹" placeholder:"文件"`
}

func (v *formsExportVerb) Run(r *run) error {
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		p, err := report.Find(r.ctx, l.Read(), v.Form)
		if err != nil {
			return err
		}
		path, err := p.WriteBundle(v.To)
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(map[string]string{"file": path})
		}
		r.say("已存到 %s，传给别的工会，用“导入表样文件”采用。", path)
		return nil
	})
}

type formsImportVerb struct {
	ledgerFlag
	File string `arg:"" name:"文件"`
}

func (v *formsImportVerb) Run(r *run) error {
	data, err := report.ReadFile(v.File)
	if err != nil {
		return err
	}
	p, err := report.ReadBundle(data, v.File)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error { return r.keep(l, p, v.JSON) })
}

// keep puts a form into the ledger and says which version it is.
func (r *run) keep(l *ledger.Ledger, p *report.Profile, json bool) error {
	info, op, err := report.Keep(r.ctx, l, p)
	if err != nil {
		return err
	}
	if json {
		return r.json(struct {
			report.Info
			Operation int64 `json:"operation"`
		}{info, op})
	}
	if op == 0 {
		r.say("“%s”和已有的第 %d 版一样，没有再存。代号 %s。", info.Name, info.Version, info.ID)
		return nil
	}
	r.say("“%s”存为第 %d 版，代号 %s。先用 unionledger check %s 体检。", info.Name, info.Version, info.ID, info.ID)
	return nil
}

type formsRenameVerb struct {
	ledgerFlag
	Form string `arg:"" name:"表格" help:"本单位自己的表的代号或名字"`
	Name string `arg:"" name:"新名字"`
}

func (v *formsRenameVerb) Run(r *run) error {
	return r.ownForm(v.Ledger, v.Form, func(l *ledger.Ledger, p *report.Profile) error {
		op, err := report.Rename(r.ctx, l, p.ID, v.Name)
		return r.lawDone(v.JSON, op, err, fmt.Sprintf("“%s”改名为“%s”，可以用 unionledger undo %d 撤销。", p.Name, v.Name, op))
	})
}

type formsDeleteVerb struct {
	ledgerFlag
	Form string `arg:"" name:"表格" help:"本单位自己的表的代号或名字"`
}

func (v *formsDeleteVerb) Run(r *run) error {
	return r.ownForm(v.Ledger, v.Form, func(l *ledger.Ledger, p *report.Profile) error {
		op, err := report.Forget(r.ctx, l, p.ID)
		return r.lawDone(v.JSON, op, err, fmt.Sprintf("删除了表样“%s”，可以用 unionledger undo %d 撤销。报过的记录还在。", p.Name, op))
	})
}

// ownForm opens a ledger to change one of its forms.
func (r *run) ownForm(path, name string, do func(*ledger.Ledger, *report.Profile) error) error {
	return r.with(path, true, func(l *ledger.Ledger) error {
		p, err := report.Find(r.ctx, l.Read(), name)
		if err != nil {
			return err
		}
		return do(l, p)
	})
}

// learnVerb makes a form of the unit's own from a blank workbook.
type learnVerb struct {
	ledgerFlag
	File string   `arg:"" name:"空白表" help:"上级发的空白表，.xlsx"`
	Name string   `help:"给这张表起的名字，默认用表里的标题" placeholder:"名字"`
	Set  []string `help:"指定一列填什么，可以写几次：列=名册里的一项、列=常量:文字、列=自定义项:名称、列=序号、列=空。列写字母或表头" placeholder:"列=内容" sep:"none"`
	Type string   `help:"上级收的文件类型：xlsx 或 xls" default:"xlsx" placeholder:"类型"`
	Show bool     `help:"只看认得对不对，不存"`
}

func (v *learnVerb) Run(r *run) error {
	form, err := report.ReadFile(v.File)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, !v.Show, func(l *ledger.Ledger) error {
		set, err := report.MemberFieldsOf(r.ctx, l.Read())
		if err != nil {
			return err
		}
		learnt, err := report.Learn(form, v.File, set)
		if err != nil {
			return err
		}
		if err := v.settle(learnt); err != nil {
			return err
		}
		if v.Name == "" {
			v.Name = learnt.Name()
		}
		if v.Show && v.JSON {
			return r.json(map[string]any{"name": v.Name, "columns": columnLines(learnt), "notices": append([]string{}, learnt.Notices...)})
		}
		if !v.JSON {
			v.say(r, learnt)
		}
		if v.Show {
			return nil
		}
		p, err := learnt.Finish(v.Name)
		if err != nil {
			return err
		}
		return r.keep(l, p, v.JSON)
	})
}

// settle does what the flags say of columns and file type.
func (v *learnVerb) settle(l *report.Learning) error {
	if err := l.SetType(v.Type); err != nil {
		return err
	}
	for _, s := range v.Set {
		name, word, ok := strings.Cut(s, "=")
		if !ok {
			return usageError{fmt.Errorf("--set 要写成 列=内容，如 --set X=备注，现在是“%s”。", s)}
		}
		c, err := l.Column(name)
		if err != nil {
			return err
		}
		content, err := l.Content(word)
		if err != nil {
			return err
		}
		if err := l.Put(c.At, content); err != nil {
			return err
		}
	}
	return nil
}

// columnLine is one column of a form being learnt, for programs.
type columnLine struct {
	At      string   `json:"at"`
	Header  string   `json:"header"`
	Content string   `json:"content"`
	Words   []string `json:"words,omitempty"`
	Unknown bool     `json:"unknown"`
	Guessed bool     `json:"guessed"`
}

func columnLines(l *report.Learning) []columnLine {
	out := []columnLine{}
	for _, c := range l.Columns {
		out = append(out, columnLine{c.At, strings.Join(strings.Fields(c.Header), ""), l.Says(c), c.Words, c.Unknown, c.Guessed})
	}
	return out
}

func (v *learnVerb) say(r *run, l *report.Learning) {
	name, rows := l.Sheet()
	r.say("工作表“%s”，表头到第 %d 行，从第 %d 行起填。", name, rows.Header[1], rows.First)
	for _, c := range columnLines(l) {
		mark := ""
		if c.Unknown {
			mark = "　← 认不出，先空着；用 --set " + c.At + "=内容 指定"
		} else if c.Guessed {
			mark = "　← 猜的，请核对"
		}
		r.say("%-3s %s：%s%s", c.At, c.Header, c.Content, mark)
	}
	for _, n := range l.Notices {
		r.say("注意：%s", n)
	}
}

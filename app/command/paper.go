package command

import (
	"fmt"
	"path/filepath"
	"strings"

	"unionledger/app/platform"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/paper"
	"unionledger/data/union"
)

type paperVerb struct {
	ledgerFlag
	whoFlags
	Paper       string `arg:"" name:"文书" optional:"" help:"文书的名称或代号，见 --list"`
	List        bool   `help:"列出能印的文书"`
	Group       string `help:"给哪个分会或小组的在册会员印" placeholder:"名称"`
	All         bool   `help:"给全部在册会员印"`
	GroupBy     string `help:"名单按这一项分组，如 工会小组、性别" placeholder:"栏目"`
	Blank       bool   `help:"印一份空白表，手写用"`
	Full        bool   `help:"证件号码和手机写全（会记入操作记录）"`
	Masked      bool   `help:"证件号码和手机只写末四位"`
	From        string `help:"会籍变动情况表从哪天起，默认本月 1 日" placeholder:"日期"`
	To          string `help:"会籍变动情况表到哪天止，默认今天" placeholder:"日期"`
	Skip        int    `help:"标签纸上前面已用掉几个" placeholder:"个数"`
	Out         string `help:"写成的 PDF 文件" placeholder:"文件"`
	TemplateOut string `help:"把这份文书的模板文字写到文件，改好后用 --template-in 读回" placeholder:"文件"`
	TemplateIn  string `help:"从文件读入这份文书的模板文字" placeholder:"文件"`
	Restore     bool   `help:"模板恢复程序自带的原样"`
}

func (v *paperVerb) Run(r *run) error {
	if v.Paper == "" && !v.List {
		return usageError{fmt.Errorf("还缺一项：文书。能印的文书用 --list 列出。")}
	}
	change := v.TemplateIn != "" || v.Restore
	return r.with(v.Ledger, change, func(l *ledger.Ledger) error {
		all, err := paper.List(r.ctx, l.Read())
		if err != nil {
			return err
		}
		if v.List {
			return v.list(r, all)
		}
		info, ok := paper.Named(all, v.Paper)
		if !ok {
			var names []string
			for _, i := range all {
				names = append(names, i.Name)
			}
			return usageError{fmt.Errorf("没有叫“%s”的文书。能印的有：%s。", v.Paper, strings.Join(names, "、"))}
		}
		switch {
		case change:
			return v.change(r, l, info)
		case v.TemplateOut != "":
			return v.writeTemplate(r, l, info)
		}
		return v.print(r, l, info)
	})
}

func (v *paperVerb) list(r *run, all []paper.Info) error {
	if v.JSON {
		return r.json(all)
	}
	for _, i := range all {
		state := "自带"
		if !i.Since.IsZero() {
			state = i.Since.String() + " 改过"
			if i.Newer {
				state += "，程序自带的后来也变了"
			}
		}
		r.say("%-14s %s（%s，%s）", i.Key, i.Name, i.Use, state)
	}
	return nil
}

// change takes the wording from a file, or puts the shipped one back.
func (v *paperVerb) change(r *run, l *ledger.Ledger, info paper.Info) error {
	var op int64
	var err error
	done := "模板已恢复原样："
	if v.Restore {
		op, err = paper.Restore(r.ctx, l, info.Key)
	} else {
		text, e := platform.ReadText(v.TemplateIn)
		if e != nil {
			return fmt.Errorf("模板文件%w没有改动模板。", e)
		}
		done = "模板已改好："
		op, err = paper.Save(r.ctx, l, info.Key, text)
	}
	if err != nil {
		return fmt.Errorf("“%s”的模板没有改动。%w", info.Name, err)
	}
	if op == 0 {
		done = "模板没有变化："
	}
	if v.JSON {
		return r.json(map[string]any{"key": info.Key, "operation": op})
	}
	r.say("%s%s", done, info.Name)
	return nil
}

func (v *paperVerb) writeTemplate(r *run, l *ledger.Ledger, info paper.Info) error {
	text, err := paper.Source(r.ctx, l.Read(), info.Key)
	if err == nil {
		err = paper.WriteText(v.TemplateOut, text)
	}
	if err != nil {
		return fmt.Errorf("模板没有写成：%w", err)
	}
	r.say("模板文字在 %s，用记事本改好后用 --template-in 读回。", v.TemplateOut)
	return nil
}

func (v *paperVerb) print(r *run, l *ledger.Ledger, info paper.Info) error {
	if info.Use == paper.ForReceipts && !v.Blank {
		return usageError{fmt.Errorf("收据按号印：unionledger receipts --print 号 --out 文件。")}
	}
	if v.Out == "" {
		return usageError{fmt.Errorf("还缺一项：--out 写成的 PDF 文件。")}
	}
	if v.Skip < 0 {
		return usageError{fmt.Errorf("--skip 是标签纸上已用掉的个数，不能是 %d。", v.Skip)}
	}
	q, err := v.request(r, l, info)
	if err != nil {
		return err
	}
	doc, err := paper.Make(r.ctx, l.Read(), q, nil)
	if err != nil {
		return err
	}
	if q.Full && doc.People > 0 {
		// Only now, when there is something to print; a second opener may not write.
		err := r.with(v.Ledger, true, func(w *ledger.Ledger) error {
			return member.JournalLook(r.ctx, w, fmt.Sprintf("打印完整号码：%s %d 人", info.Name, doc.People))
		})
		if err != nil {
			return fmt.Errorf("完整号码要先记入操作记录，没有记成，所以没有印。可以加 --masked 只印末四位。%w", err)
		}
	}
	if err := doc.WriteFile(r.ctx, v.Out, nil); err != nil {
		return err
	}
	warning := doc.Warning()
	if warning != "" {
		r.status = problems
		fmt.Fprintln(r.err, warning)
	}
	if v.JSON {
		return r.json(map[string]any{"path": v.Out, "pages": len(doc.Pages), "people": doc.People, "full": q.Full, "warning": warning})
	}
	r.say("已写成 %s：%s %d 页", filepath.Base(v.Out), info.Name, len(doc.Pages))
	return nil
}

// request gathers what is printed, and for whom.
func (v *paperVerb) request(r *run, l *ledger.Ledger, info paper.Info) (q paper.Request, err error) {
	text, err := paper.Source(r.ctx, l.Read(), info.Key)
	if err != nil {
		return q, err
	}
	t, err := paper.Parse(info.Key, text)
	if err != nil {
		return q, fmt.Errorf("文书模板“%s”%w", info.Name, err)
	}
	q = paper.Request{Template: t, Today: r.today(), Skip: v.Skip, Fonts: platform.FontFiles(), Full: (v.Full || t.InFull()) && !v.Masked}
	if q.From, err = r.day(v.From); err == nil {
		q.To, err = r.day(v.To)
	}
	if err != nil {
		return q, err
	}
	if v.From == "" {
		q.From = civil.Of(q.To.Year, q.To.Month, 1)
	}
	if q.To.Before(q.From) {
		return q, usageError{fmt.Errorf("日期前后颠倒了：%s 到 %s。", q.From, q.To)}
	}
	if !v.Blank && t.Use != paper.ForChange {
		q.Members, q.Title, err = v.people(r, l, t)
	}
	if err == nil && v.GroupBy != "" {
		err = v.divide(r, l, t, &q)
	}
	return q, err
}

// divide puts the people of a list in groups.
func (v *paperVerb) divide(r *run, l *ledger.Ledger, t *paper.Template, q *paper.Request) error {
	if t.Use != paper.ForList {
		return usageError{fmt.Errorf("“%s”不是名单，不能分组。请去掉 --group-by。", t.Name)}
	}
	set, err := member.FieldsOf(r.ctx, l.Read())
	if err != nil {
		return err
	}
	f, err := asked{set: set}.fields([]string{v.GroupBy})
	if err != nil {
		return err
	}
	bands, err := member.GroupBy(r.ctx, l.Read(), q.Members, f[0].Key, r.today())
	if err != nil {
		return usageError{err}
	}
	q.Members = idsOf(bands)
	for _, b := range bands {
		q.Bands = append(q.Bands, paper.Band{Title: b.Title, People: len(b.IDs)})
	}
	return nil
}

// people finds those who were asked for.
func (v *paperVerb) people(r *run, l *ledger.Ledger, t *paper.Template) ([]int64, string, error) {
	query := member.Query{On: r.today(), States: []member.State{member.Active}}
	title := "全部在册会员"
	switch {
	case v.asked():
		found, err := v.all(r, l)
		if len(found) == 1 {
			title = found[0].Get("name")
		} else {
			title = "选定的会员"
		}
		var ids []int64
		for _, m := range found {
			ids = append(ids, m.ID)
		}
		return ids, title, err
	case v.Group != "":
		groups, err := union.Groups(r.ctx, l.Read())
		if err != nil {
			return nil, "", err
		}
		id, err := groupNamed(groups, v.Group)
		if err != nil {
			return nil, "", err
		}
		query.Groups, title = union.Below(groups, id), v.Group
	case !v.All && t.Use == paper.PerPerson:
		return nil, "", usageError{fmt.Errorf("请写明给谁印：--member 编号、--id-number 证件号码、--name 姓名、--group 小组、--all 全部在册，或者 --blank 印空白表。")}
	}
	found, err := member.List(r.ctx, l.Read(), query)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("%s里没有人，没有印。", title)
	}
	return found, title, err
}

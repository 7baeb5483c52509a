package command

import (
	"fmt"
	"path/filepath"
	"strings"

	"unionledger/app/platform"
	"unionledger/data/dossier"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// documents opens the ledger with what the documents of the round are made from.
func (v *roundFlag) documents(r *run, fn func(*ledger.Ledger, dossier.Source) error) error {
	return r.law(v.Ledger, false, func(l *ledger.Ledger, law law.Law) error {
		d, err := v.find(r, l)
		if err != nil {
			return err
		}
		s, err := dossier.Load(r.ctx, l.Read(), d.ID, law.Rules, dossier.Source{Calendar: law.Calendar, Today: r.today()})
		if err != nil {
			return err
		}
		return fn(l, s)
	})
}

type documentsVerb struct{ roundFlag }

func (v *documentsVerb) Run(r *run) error {
	return v.documents(r, func(_ *ledger.Ledger, s dossier.Source) error {
		docs, err := dossier.Documents(s.Round)
		if err != nil {
			return err
		}
		type line struct {
			No    string `json:"no"`
			Key   string `json:"key"`
			Name  string `json:"name"`
			Step  int    `json:"step"`
			There bool   `json:"there"`
			Basis string `json:"basis"`
		}
		lines := []line{}
		for _, d := range docs {
			_, there := s.Round.Papers[d.Paper]
			lines = append(lines, line{d.No, d.Key, d.Name, d.Step, there && d.Paper != "", d.Basis})
		}
		if v.JSON {
			return r.json(lines)
		}
		for _, x := range lines {
			r.say("%-4s 第 %d 步　%s%s（%s）", x.No, x.Step, x.Name, map[bool]string{true: "　已有"}[x.There], x.Basis)
		}
		return nil
	})
}

type documentVerb struct {
	roundFlag
	Name string `arg:"" name:"文书" help:"名称、编号（F3）或代号"`
	Out  string `required:"" help:"写成的文件，以 .docx 或 .pdf 结尾" placeholder:"文件"`
}

func (v *documentVerb) Run(r *run) error {
	if end := strings.ToLower(filepath.Ext(v.Out)); end != ".docx" && end != ".pdf" {
		return usageError{fmt.Errorf("“%s”要以 .docx 或 .pdf 结尾。", v.Out)}
	}
	return v.documents(r, func(l *ledger.Ledger, s dossier.Source) error {
		docs, err := dossier.Documents(s.Round)
		if err != nil {
			return err
		}
		var names []string
		for _, d := range docs {
			if d.Name != v.Name && d.Key != v.Name && d.Title != v.Name && d.No != v.Name {
				names = append(names, d.Name)
				continue
			}
			warning, err := s.WriteDocument(r.ctx, l.Read(), d, v.Out, platform.FontFiles())
			return v.written(r, s, d.Name, v.Out, warning, err)
		}
		return usageError{fmt.Errorf("这一轮没有“%s”这份文书。有：%s。", v.Name, strings.Join(names, "、"))}
	})
}

// written is run.written for what may show numbers of people: that goes into the journal.
func (v *roundFlag) written(r *run, s dossier.Source, what, path, warning string, err error) error {
	if err == nil && s.Numbers() {
		err = r.with(v.Ledger, true, func(l *ledger.Ledger) error {
			return member.JournalLook(r.ctx, l, "文书里有协商代表的完整证件号："+what)
		})
	}
	return r.written(v.JSON, path, warning, err)
}

// written says where a file is and what is not on it as it should be.
func (r *run) written(asJSON bool, path, warning string, err error) error {
	if err != nil {
		return err
	}
	if warning != "" {
		r.status = problems
		fmt.Fprintln(r.err, warning)
	}
	if asJSON {
		return r.json(map[string]any{"file": path, "warning": warning})
	}
	r.say("已写成 %s", path)
	return nil
}

type dossierVerb struct {
	roundFlag
	Out string `help:"写成一份 PDF" placeholder:"文件"`
	To  string `help:"写成一个文件夹，放在这个文件夹下面" placeholder:"文件夹" type:"existingdir"`
}

func (v *dossierVerb) Run(r *run) error {
	if (v.Out == "") == (v.To == "") {
		return usageError{fmt.Errorf("请写 --out 写成的 PDF 文件，或者 --to 放到哪个文件夹。")}
	}
	return v.documents(r, func(l *ledger.Ledger, s dossier.Source) error {
		if v.To == "" {
			warning, err := s.Bind(r.ctx, l.Read(), v.Out, platform.FontFiles())
			return v.written(r, s, "卷宗", v.Out, warning, err)
		}
		folder, warning, err := s.WriteFolder(r.ctx, l.Read(), v.To, platform.FontFiles())
		return v.written(r, s, "卷宗", folder, warning, err)
	})
}

type templateVerb struct {
	ledgerFlag
	Name    string `arg:"" name:"文书" help:"名称、编号（F3）或代号"`
	Out     string `help:"把模板写到文件，用 WPS 改" placeholder:"文件"`
	In      string `help:"换上改好的模板" placeholder:"文件"`
	Restore bool   `help:"恢复程序自带的模板"`
}

func (v *templateVerb) Run(r *run) error {
	k, ok := dossier.Named(v.Name)
	if !ok {
		return usageError{fmt.Errorf("没有“%s”这份文书。", v.Name)}
	}
	if v.Out == "" && v.In == "" && !v.Restore {
		return usageError{fmt.Errorf("请写 --out 取出模板、--in 换上模板，或者 --restore 恢复。")}
	}
	return r.law(v.Ledger, v.Out == "", func(l *ledger.Ledger, law law.Law) error {
		if v.Out != "" {
			return r.written(v.JSON, v.Out, "", dossier.WriteTemplate(r.ctx, l.Read(), k, v.Out))
		}
		var op int64
		var err error
		if v.Restore {
			op, err = dossier.ResetTemplate(r.ctx, l, k)
		} else {
			var file []byte
			if file, err = readDocument(v.In); err == nil {
				op, err = dossier.SetTemplate(r.ctx, l, k, file, dossier.Example(law.Rules, law.Calendar, r.today()))
			}
		}
		if err != nil {
			return fmt.Errorf("“%s”的模板没有改动。%w", k.Title, err)
		}
		if v.JSON {
			return r.json(map[string]any{"key": k.Key, "operation": op})
		}
		r.say("%s：%s", map[bool]string{true: "模板没有变化", false: "模板已改好"}[op == 0], k.Title)
		return nil
	})
}

package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"unionledger/app/platform"
	"unionledger/data/ledger"
	"unionledger/data/parcel"
	"unionledger/data/report"
)

type packageVerb struct {
	Profiles []string `arg:"" optional:"" name:"表格" help:"要导出并打包的表格，见 unionledger profiles"`
	ledgerFlag
	To             string  `required:"" help:"放上报包的文件夹，或文件名" placeholder:"文件夹"`
	Number         []int64 `name:"run" help:"打包以前报的这一次，几次就写几次，见 reports list" placeholder:"编号"`
	AsOf           string  `help:"截至哪一天，默认今天" placeholder:"日期"`
	Months         string  `help:"会费表的月份，如 2021-11 或 2021-01:2021-11" placeholder:"月份"`
	Preparer       string  `help:"编制人，默认是操作员" placeholder:"姓名"`
	PassphraseFile string  `help:"加密用的口令，写在这个文本文件里" placeholder:"文件"`
}

func (v *packageVerb) Run(r *run) error {
	if len(v.Profiles)+len(v.Number) == 0 {
		return usageError{errors.New("请写要打包的表格（见 unionledger profiles），或用 --run 写以前报的哪一次。")}
	}
	passphrase, err := readPassphrase(v.PassphraseFile)
	if err == nil { // before anything is entered as reported
		err = parcel.CheckPassphrase(passphrase)
	}
	if err != nil {
		return err
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		to, p, err := v.pack(r, l, passphrase)
		if err != nil {
			return err
		}
		n := len(v.Profiles) + len(v.Number)
		if err := l.Note(r.ctx, fmt.Sprintf("打包上报：%d 份报表", n)); err != nil {
			return err
		}
		if v.JSON {
			return r.json(map[string]any{"file": to, "encrypted": passphrase != "", "manifest": p.Manifest})
		}
		r.say("已打包 %d 份报表：%s", n, to)
		r.say("封签 %s，也印在“上报说明”上。", parcel.SealWords(p.Manifest.Seal))
		return nil
	})
}

// exported is a form that was written for the package.
type exported struct {
	profile *report.Profile
	made    report.Report
	check   report.Result
}

// pack writes the package with the forms named and the earlier runs. The forms are
// entered as reported in one operation with the writing of the file, so that none stands
// as reported that is in no package.
func (v *packageVerb) pack(r *run, l *ledger.Ledger, passphrase string) (to string, p parcel.Package, err error) {
	forms, err := v.export(r, l)
	if err != nil {
		return "", p, err
	}
	if v.Preparer == "" {
		v.Preparer = l.Operator()
	}
	q := parcel.Request{Preparer: v.Preparer, Now: r.now(), Passphrase: passphrase, Fonts: platform.FontFiles()}
	before, written, unwritten := false, false, error(nil) // whether there was a file, and is
	_, err = l.Write(r.ctx, ledger.Op{Kind: ledger.Noted, Title: fmt.Sprintf("导出 %d 份报表，打进上报包", len(forms))}, func(tx *ledger.Tx) error {
		ids := v.Number
		for _, f := range forms {
			id, err := report.Enter(r.ctx, tx, f.profile, f.made, f.check)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		for _, id := range ids {
			x, err := report.RunOf(r.ctx, tx, id)
			if err != nil {
				return err
			}
			q.Runs = append(q.Runs, x)
		}
		if p, err = parcel.Make(r.ctx, tx, q, nil); err != nil {
			return err
		}
		to = v.target(p.Name)
		_, missing := os.Stat(to)
		before = missing == nil
		unwritten = p.WriteFile(to)
		written = unwritten == nil
		return unwritten
	})
	switch {
	case unwritten != nil:
		err = unwritten // which is not the ledger's disk
	case err != nil && written && !before:
		os.Remove(to) // it says of reports that the ledger does not know
	}
	return to, p, err
}

// target is where the package goes: into the folder, or under the name that was given.
func (v *packageVerb) target(name string) string {
	if info, err := os.Stat(v.To); err == nil && info.IsDir() {
		return filepath.Join(v.To, name)
	}
	if end := name[strings.LastIndex(name, ".zip"):]; !strings.HasSuffix(strings.ToLower(v.To), end) {
		return strings.TrimSuffix(v.To, ".zip") + end // no program opens one without
	}
	return v.To
}

// export fills the forms named; what is kept of them is in memory, the files go again.
func (v *packageVerb) export(r *run, l *ledger.Ledger) (out []exported, err error) {
	dir, err := os.MkdirTemp("", "unionledger-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, name := range v.Profiles {
		q := period{Profile: name, ledgerFlag: v.ledgerFlag, AsOf: v.AsOf, Months: v.Months}
		p, s, opt, err := q.source(r, l)
		if err != nil {
			return nil, err
		}
		made, found, err := report.CheckAndExport(r.ctx, p, s, dir, opt)
		if err != nil {
			return nil, err
		}
		made.Path = filepath.Base(made.Path) // it lies in the package alone
		r.found(found.Problems)
		out = append(out, exported{p, made, found})
	}
	return out, nil
}

// readPassphrase reads one from a file, so that it stands in no command line; the line
// break behind it is not part of it.
func readPassphrase(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	text, err := platform.ReadText(path)
	if err != nil {
		return "", err
	}
	if text = strings.TrimRight(text, "\r\n"); text == "" {
		return "", fmt.Errorf("口令文件“%s”是空的。", path)
	}
	return text, nil
}

type verifyPackageVerb struct {
	File           string `arg:"" name:"文件" help:"收到的上报包：zip 或 zip.age"`
	PassphraseFile string `help:"口令，写在这个文本文件里" placeholder:"文件"`
	To             string `help:"完好的话，把里面的文件取到这个文件夹" placeholder:"文件夹"`
	JSON           bool   `name:"json" help:"输出 JSON，出错时也是"`
}

func (v *verifyPackageVerb) Run(r *run) error {
	passphrase, err := readPassphrase(v.PassphraseFile)
	if err != nil {
		return err
	}
	data, err := parcel.ReadFile(v.File)
	if err != nil {
		return err
	}
	found, err := parcel.Verify(r.ctx, data, passphrase)
	if err != nil {
		return err
	}
	if !found.Whole {
		r.status = problems
	}
	var names []string
	if v.To != "" && found.Whole {
		if names, err = found.Unpack(v.To); err != nil {
			return err
		}
	}
	if v.JSON {
		return r.json(struct {
			parcel.Verdict
			Unpacked []string `json:"unpacked,omitempty"`
		}{found, names})
	}
	m := found.Manifest
	r.say("%s  %s 打包，编制人 %s，封签 %s", m.Union, m.Made, m.Preparer, parcel.SealWords(m.Seal))
	for _, p := range found.Parts {
		words := p.Name
		if p.Workbook() {
			words += fmt.Sprintf("（%s，%s，%d 行）", p.Form, p.Period, p.Rows)
		}
		if p.Why != "" {
			words += "：" + p.Why
		}
		r.say("  %s  %s", p.State, words)
	}
	for _, s := range found.Problems {
		r.say("  %s", s)
	}
	switch {
	case !found.Whole:
		r.say("这个包不完好，请对方重新发一次。什么都没有写。")
	case v.To != "":
		r.say("完好，已取出 %d 个文件到 %s。", len(names), v.To)
	default:
		r.say("完好，每个字节都和打包时一样。")
	}
	return nil
}

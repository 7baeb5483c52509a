package command

import (
	"fmt"
	"path/filepath"
	"strings"

	"unionledger/app/platform"
	"unionledger/app/platform/opengl"
	"unionledger/data/demo"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

type windowVerb struct {
	File   string `arg:"" optional:"" name:"文件" help:"要打开的台账，或要导入的表格"`
	Ledger string `help:"要打开的台账" placeholder:"文件"`

	SoftwareGL bool `name:"software-gl" help:"兼容模式：不用显卡，用软件绘图（Windows）"`
}

// Run opens the window. What is double-clicked or let go on the program's icon comes as
// a bare path: a ledger, or a sheet to import; any other word is a verb that was misspelt.
func (v *windowVerb) Run(r *run) error {
	if v.SoftwareGL {
		opengl.Wish()
	}
	switch {
	case v.File == "":
		return r.window(r.ctx, v.Ledger)
	case v.Ledger == "" && (named(v.File) == nil || sheet.Named(v.File)):
		return r.window(r.ctx, v.File)
	}
	return usageError{fmt.Errorf("不认识“%s”：没有这个命令，或多写了一项。用法见 unionledger --help。", v.File)}
}

type initVerb struct {
	JSON       bool   `name:"json" help:"输出 JSON，出错时也是"`
	File       string `arg:"" name:"文件" help:"新台账的文件名，以 .ghtz 结尾"`
	Enterprise string `help:"单位名称" placeholder:"名称"`
	Union      string `help:"工会名称" placeholder:"名称"`
}

func (v *initVerb) Run(r *run) error {
	if err := named(v.File); err != nil {
		return err
	}
	l, err := ledger.Create(r.ctx, v.File, ledger.Options{Operator: platform.UserName(), Now: r.now})
	if err != nil {
		return err
	}
	defer l.Close()
	if v.Enterprise != "" || v.Union != "" {
		u, err := union.Load(r.ctx, l.Read())
		if err != nil {
			return err
		}
		u.Enterprise.Set("name", strings.TrimSpace(v.Enterprise))
		u.Union.Set("name", strings.TrimSpace(v.Union))
		if _, err := l.Write(r.ctx, ledger.Op{Kind: "unit", Title: "建立台账"}, func(tx *ledger.Tx) error { return union.Save(tx, u) }); err != nil {
			return err
		}
	}
	r.say("已建立空白台账：%s", v.File)
	return nil
}

type demoVerb struct {
	JSON    bool   `name:"json" help:"输出 JSON，出错时也是"`
	File    string `arg:"" name:"文件" help:"新台账的文件名，以 .ghtz 结尾"`
	Members int    `help:"会员人数" default:"326"`
}

func (v *demoVerb) Run(r *run) error {
	if v.Members < 1 || v.Members > 1_000_000 {
		return usageError{fmt.Errorf("会员人数要在 1 到 1000000 之间，不能是 %d。", v.Members)}
	}
	if err := named(v.File); err != nil {
		return err
	}
	if err := demo.Create(r.ctx, v.File, v.Members); err != nil {
		return err
	}
	r.say("已建立示范台账：%s（%d 名虚构会员）", v.File, v.Members)
	return nil
}

// named refuses a name under which nobody would know a new ledger again.
func named(path string) error {
	if !strings.EqualFold(filepath.Ext(path), ledger.Extension) {
		return usageError{fmt.Errorf("台账的文件名要以 %s 结尾，“%s”不是，没有建立。", ledger.Extension, path)}
	}
	return nil
}

type undoVerb struct {
	ledgerFlag
	Operation int64 `arg:"" optional:"" name:"操作号" help:"操作号；不写就是最近一次"`
}

func (v *undoVerb) Run(r *run) error {
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		o, err := l.Undo(r.ctx, v.Operation)
		if err == nil {
			r.say("已撤销第 %d 号操作：%s", o.ID, o.Title)
		}
		return err
	})
}

type verifyVerb struct {
	ledgerFlag
}

func (v *verifyVerb) Run(r *run) error {
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		res, err := l.Verify(r.ctx)
		if err != nil {
			return err
		}
		if len(res.Problems) > 0 {
			r.status = problems
		}
		if v.JSON {
			if res.Problems == nil {
				res.Problems = []string{}
			}
			return r.json(res)
		}
		for _, p := range res.Problems {
			fmt.Fprintln(r.err, p)
		}
		if r.status == done {
			r.say("台账完好：%d 次操作、%d 处改动，印记 %s", res.Operations, res.Changes, res.Head[:16])
		}
		return nil
	})
}

package command

import (
	"errors"

	"unionledger/data/ledger"
	"unionledger/data/report"
)

type feedbackVerb struct {
	File string `arg:"" optional:"" name:"文件" help:"上级系统的反馈表；不写就列出退回还没办的"`
	ledgerFlag
	DryRun bool   `help:"只看结果，不写入"`
	Sheet  string `help:"只读这张工作表" placeholder:"表名"`
	Done   int64  `help:"把这一条退回记成办好了" placeholder:"编号"`
	Reopen int64  `help:"把这一条退回改回没办" placeholder:"编号"`
}

// Run reads an answer in, as import --kind feedback does, or looks after what is left.
func (v *feedbackVerb) Run(r *run) error {
	if v.File != "" {
		if v.Done+v.Reopen != 0 {
			return usageError{errors.New("--done、--reopen 不和反馈表一起用。")}
		}
		read := importVerb{File: v.File, ledgerFlag: v.ledgerFlag, Kind: "feedback", DryRun: v.DryRun}
		if v.Sheet != "" {
			read.Sheet = []string{v.Sheet}
		}
		return read.Run(r)
	}
	return r.with(v.Ledger, v.Done+v.Reopen != 0, func(l *ledger.Ledger) error {
		for _, mark := range []struct {
			id   int64
			done bool
		}{{v.Done, true}, {v.Reopen, false}} {
			if mark.id != 0 {
				if _, err := report.MarkFeedback(r.ctx, l, mark.id, mark.done); err != nil {
					return err
				}
			}
		}
		open, err := report.OpenFeedback(r.ctx, l.Read())
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(open)
		}
		if len(open) == 0 {
			r.say("没有退回还没办的。")
		}
		for _, it := range open {
			r.say("%4d  %s  %s（%s 第 %d 行）", it.ID, it.Name, it.Reason, it.File, it.Row)
			r.say("      %s", it.Next)
		}
		return nil
	})
}

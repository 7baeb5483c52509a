package command

import (
	"fmt"
	"strings"

	"unionledger/data/ledger"
	"unionledger/data/report"
	"unionledger/data/sheet"
)

// reportsVerb are the verbs about what was reported before.
type reportsVerb struct {
	List    reportsListVerb    `cmd:"" help:"列出报过的：什么表、哪一期、几行、谁报的、收到的反馈"`
	Rows    reportsRowsVerb    `cmd:"" help:"一次报送的每一行"`
	File    reportsFileVerb    `cmd:"" help:"把一次报送的工作簿按当时的内容重新生成"`
	Compare reportsCompareVerb `cmd:"" help:"一次报送和上一次（或现在）的不同：新增、减少、变化"`
}

type reportsListVerb struct {
	ledgerFlag
	Profile string `help:"只看这张表的" placeholder:"代号"`
}

func (v *reportsListVerb) Run(r *run) error {
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		all, err := report.Runs(r.ctx, l.Read())
		if err != nil {
			return err
		}
		answers, err := report.Answers(r.ctx, l.Read())
		if err != nil {
			return err
		}
		kept := all[:0]
		for _, x := range all {
			if v.Profile == "" || x.Profile == v.Profile {
				kept = append(kept, x)
			}
		}
		if v.JSON {
			return r.json(map[string]any{"runs": kept, "answers": answers})
		}
		if len(kept) == 0 {
			r.say("还没有报过。")
		}
		for _, x := range kept {
			words := ""
			if x.Corrects != 0 {
				words += fmt.Sprintf("，更正第 %d 次", x.Corrects)
			}
			if x.Errors > 0 {
				words += fmt.Sprintf("，带 %d 处问题", x.Errors)
			}
			for _, a := range answers {
				if a.Run == x.ID {
					words += fmt.Sprintf("；%s 收到反馈：收 %d 行，退 %d 行", a.Date, a.Taken, a.Returned)
				}
			}
			r.say("%4d  %s  %s  %s  %d 行  %s%s", x.ID, x.MadeOn, x.Name, x.Period(), x.Rows, x.Preparer, words)
		}
		return nil
	})
}

type reportsRowsVerb struct {
	ledgerFlag
	Number int64 `arg:"" name:"第几次" help:"报送的编号，见 reports list"`
	Full   bool  `help:"证件号码和手机写全，会记入操作记录"`
}

func (v *reportsRowsVerb) Run(r *run) error {
	return r.with(v.Ledger, v.Full, func(l *ledger.Ledger) error {
		x, sent, err := r.sent(l, v.Number)
		if err != nil {
			return err
		}
		if v.Full {
			if err := l.Note(r.ctx, fmt.Sprintf("查看第 %d 次报送的完整内容：%s", x.ID, x.Name)); err != nil {
				return err
			}
		}
		titles := []string{}
		for _, c := range sent.Columns() {
			titles = append(titles, c.Label())
		}
		rows := [][]string{}
		for row, err := range sent.Rows() {
			if err != nil {
				return err
			}
			var cells []string
			for _, c := range sent.Columns() {
				text := sent.Text(row, c)
				if !v.Full {
					text = c.Shown(text)
				}
				cells = append(cells, text)
			}
			rows = append(rows, cells)
		}
		if v.JSON {
			return r.json(map[string]any{"run": x, "columns": titles, "rows": rows})
		}
		r.say("%s", strings.Join(titles, "\t"))
		for _, cells := range rows {
			r.say("%s", strings.Join(cells, "\t"))
		}
		return nil
	})
}

// sent reads a run and what it sent.
func (r *run) sent(l *ledger.Ledger, id int64) (report.Run, *report.Sent, error) {
	x, err := report.RunOf(r.ctx, l.Read(), id)
	if err != nil {
		return x, nil, err
	}
	s, err := report.SentOf(r.ctx, l.Read(), x)
	return x, s, err
}

type reportsFileVerb struct {
	ledgerFlag
	Number int64  `arg:"" name:"第几次" help:"报送的编号，见 reports list"`
	To     string `required:"" help:"写成的文件" placeholder:"文件"`
}

func (v *reportsFileVerb) Run(r *run) error {
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		x, err := report.RunOf(r.ctx, l.Read(), v.Number)
		if err != nil {
			return err
		}
		f, err := report.FileOf(r.ctx, l.Read(), x)
		if err != nil {
			return err
		}
		if err := sheet.WriteBytes(v.To, f.Data); err != nil {
			return err
		}
		if err := l.Note(r.ctx, fmt.Sprintf("重新生成第 %d 次报送的文件：%s", x.ID, x.Name)); err != nil {
			return err
		}
		if v.JSON {
			return r.json(map[string]any{"file": v.To, "same": f.Same, "run": x})
		}
		r.say("已写成 %s，%s。", v.To, sameWords(f.Same))
		return nil
	})
}

// sameWords says how a file made again stands to the one that was sent.
func sameWords(same bool) string {
	if same {
		return "和当时报的文件每个字节都相同"
	}
	return "每一格的内容和当时报的相同，文件本身是新写的"
}

type reportsCompareVerb struct {
	period
	Number int64  `name:"run" help:"哪一次报送，不写是现在的台账" placeholder:"编号"`
	Before int64  `help:"和哪一次比，不写是它的上一次" placeholder:"编号"`
	Out    string `help:"把不同写成工作簿，号码写全，会记入操作记录" placeholder:"文件.xlsx"`
}

func (v *reportsCompareVerb) Run(r *run) error {
	return r.with(v.Ledger, v.Out != "", func(l *ledger.Ledger) error {
		earlier, later, title, err := v.pair(r, l)
		if err != nil {
			return err
		}
		d, err := report.Compare(earlier, later)
		if err != nil {
			return err
		}
		if v.Out != "" {
			if err := l.Note(r.ctx, "导出报送的变化："+title); err != nil {
				return err
			}
			if err := d.WriteFile(v.Out, title); err != nil {
				return err
			}
			if v.JSON {
				return r.json(map[string]any{"file": v.Out, "joined": len(d.Joined), "left": len(d.Left), "changed": len(d.Changed)})
			}
			r.say("%s：%s。已写成 %s", title, d.Words(), v.Out)
			return nil
		}
		d = d.Covered()
		if v.JSON {
			return r.json(d)
		}
		r.say("%s：%s", title, d.Words())
		for _, x := range d.Joined {
			r.say("  新增 %s", x.Who)
		}
		for _, x := range d.Left {
			r.say("  减少 %s", x.Who)
		}
		for _, x := range d.Changed {
			for _, c := range x.Cells {
				r.say("  变化 %s  %s：%s → %s", x.Who, d.Columns[c.Column].Label(), c.Old, c.New)
			}
		}
		return nil
	})
}

// pair finds the two reports to compare.
func (v *reportsCompareVerb) pair(r *run, l *ledger.Ledger) (earlier, later *report.Sent, title string, err error) {
	p, s, opt, err := v.source(r, l)
	if err != nil {
		return nil, nil, "", err
	}
	title = p.Name + "现在"
	if v.Number != 0 {
		title = fmt.Sprintf("%s第 %d 次", p.Name, v.Number)
		_, later, err = r.sent(l, v.Number)
	} else {
		later, err = report.Current(r.ctx, p, s, opt)
	}
	if err != nil {
		return nil, nil, "", err
	}
	if v.Before == 0 {
		x, found, err := report.Before(r.ctx, l.Read(), p.ID, v.Number)
		if err != nil || !found {
			if err == nil {
				err = fmt.Errorf("“%s”在这之前没有报过，没有可比的。", p.Name)
			}
			return nil, nil, "", err
		}
		v.Before = x.ID
	}
	_, earlier, err = r.sent(l, v.Before)
	return earlier, later, fmt.Sprintf("%s和第 %d 次比", title, v.Before), err
}

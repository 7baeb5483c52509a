package command

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"unionledger/app/platform"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/paper"
	"unionledger/data/report"
	"unionledger/data/union"
)

// duesVerbs are the tables of dues.
type duesVerbs struct {
	Year    duesYearVerb    `cmd:"" help:"全年一览：会员按月的缴费情况，各组各月合计"`
	Summary duesSummaryVerb `cmd:"" help:"会费收缴汇总表：各组人数和金额，一式三份"`
	Detail  duesDetailVerb  `cmd:"" help:"会费收缴明细表：每人应缴、实缴，各组小计，一式三份"`
	Month   duesMonthVerb   `cmd:"" help:"一个会员一个月会费的来龙去脉：开账、更正、缴费、收据"`
}

type duesYearVerb struct {
	Year int `arg:"" name:"年" help:"年份，如 2022"`
	ledgerFlag
	Group string `help:"只要这个分会或小组（连同下面的小组）" placeholder:"名称"`
	State string `help:"只要这样的会员：欠缴、已缴清、有免缴、缺基数、有更正、有预缴、多缴" placeholder:"情况"`
	Out   string `help:"写成的文件，.pdf 或 .xlsx" placeholder:"文件"`
}

func (v *duesYearVerb) Run(r *run) error {
	if v.State != "" && !slices.Contains(dues.States, v.State) {
		return usageError{fmt.Errorf("没有“%s”这种情况。可以写：%s。", v.State, strings.Join(dues.States, "、"))}
	}
	if v.Year < 1950 || v.Year > 2199 {
		return usageError{fmt.Errorf("年份 %d 不对，请写四位数，如 2022。", v.Year)}
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		groups, err := union.Groups(r.ctx, l.Read())
		if err != nil {
			return err
		}
		below, err := groupsBelow(groups, v.Group)
		if err != nil {
			return err
		}
		all, err := dues.Year(r.ctx, l.Read(), v.Year, below)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(y dues.MemberYear) bool { return y.Gone() || !y.In(v.State) })
		list := append([]dues.GroupYear{}, dues.ByGroup(all, groups)...)
		if v.Out != "" {
			today, err := r.day("")
			if err != nil {
				return err
			}
			scope := orWord(v.Group, "全会")
			if v.State != "" {
				scope += "，" + v.State
			}
			paper, err := paper.DuesYear(r.ctx, l.Read(), v.Year, all, scope, today)
			if err != nil {
				return err
			}
			if err := r.writeStatement(paper, v.Out); err != nil {
				return err
			}
		}
		if v.JSON {
			return r.json(map[string]any{"year": v.Year, "groups": list, "file": v.Out})
		}
		for _, g := range list {
			earlier := ""
			if g.Before > 0 {
				earlier = "，其中以前年度 " + g.Before.Grouped() + " 元"
			}
			r.say("%s：%d 人，应收 %s 元，实收 %s 元，欠 %s 元（%d 人%s）", orWord(g.Name, "没有分组"), g.YearSums.Members, g.Due.Grouped(), g.Paid.Grouped(), g.Owing.Grouped(), g.OwingPeople, earlier)
		}
		if len(list) == 0 {
			r.say("没有这样的会员。")
		}
		return nil
	})
}

// groupsBelow are a group and those below it by its name; nil for none.
func groupsBelow(groups []union.Group, name string) ([]int64, error) {
	if name == "" {
		return nil, nil
	}
	for id, known := range union.Names(groups) {
		if known == name {
			return union.Below(groups, id), nil
		}
	}
	return nil, usageError{fmt.Errorf("没有叫“%s”的分会或小组；几个小组同名时请连上级一起写，见 unionledger group。", name)}
}

// writeStatement makes a PDF or a workbook of a table, by the ending of the path.
func (r *run) writeStatement(list *paper.Statement, path string) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		if err := list.WriteWorkbook(path); err != nil {
			return err
		}
		r.say("已写成 %s", path)
		return nil
	case ".pdf":
	default:
		return usageError{fmt.Errorf("“%s”要以 .xlsx 或 .pdf 结尾。", path)}
	}
	doc, err := list.Lay(r.ctx, platform.FontFiles(), nil)
	if err == nil {
		err = doc.WriteFile(r.ctx, path, nil)
	}
	if err != nil {
		return err
	}
	if w := doc.Warning(); w != "" {
		r.status = problems
		fmt.Fprintln(r.err, w)
	}
	r.say("已写成 %s，%d 页", path, len(doc.Pages))
	return nil
}

// duesTable is what summary and detail have in common.
type duesTable struct {
	Period string `arg:"" name:"期间" help:"2022-03、2022Q1（季度）、2022H1（上半年）、2022（全年），或 2022-01:2022-05"`
	ledgerFlag
	Out string `help:"写成的文件，.pdf（一式三份）或 .xlsx" placeholder:"文件"`
}

type duesSummaryVerb struct{ duesTable }

func (v *duesSummaryVerb) Run(r *run) error { return v.run(r, "dues-summary") }

type duesDetailVerb struct{ duesTable }

func (v *duesDetailVerb) Run(r *run) error { return v.run(r, "dues-detail") }

func (v *duesTable) run(r *run, profile string) error {
	first, last, err := duesPeriod(v.Period)
	if err != nil {
		return err
	}
	if ext := strings.ToLower(filepath.Ext(v.Out)); v.Out != "" && ext != ".pdf" && ext != ".xlsx" {
		return usageError{errors.New("--out 请写成 .pdf 或 .xlsx 的文件。")}
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		details, err := dues.Details(r.ctx, l.Read(), first, last)
		if err != nil {
			return err
		}
		var due, paid, owing money.Fen
		for i := range details {
			due, paid, owing = due+details[i].Due, paid+details[i].Paid, owing+details[i].Owing
		}
		switch {
		case strings.EqualFold(filepath.Ext(v.Out), ".xlsx"):
			p, err := report.Load(profile)
			if err != nil {
				return err
			}
			s, err := p.SourceOf(r.ctx, report.From{Ledger: l.Read(), On: last.Last(), First: first, Last: last})
			if err != nil {
				return err
			}
			if _, _, err := report.CheckAndExport(r.ctx, p, s, v.Out, report.Options{AsOf: last.Last()}); err != nil {
				return err
			}
			r.say("已写成 %s", v.Out)
		case v.Out != "":
			table := paper.DuesSummary
			if profile == "dues-detail" {
				table = paper.DuesDetail
			}
			list, err := table(r.ctx, l.Read(), paper.DuesPeriod{First: first, Last: last})
			if err != nil {
				return err
			}
			if err := r.writeStatement(list, v.Out); err != nil {
				return err
			}
		}
		if v.JSON {
			return r.json(map[string]any{"first": first, "last": last, "members": len(details), "due_fen": due, "paid_fen": paid, "owing_fen": owing, "file": v.Out})
		}
		r.say("%s：%d 人，应缴 %s 元，实缴 %s 元，欠缴 %s 元", dues.Period{First: first, Last: last}.Words(), len(details), due.Grouped(), paid.Grouped(), owing.Grouped())
		return nil
	})
}

// duesPeriod reads 2022, 2022Q1, 2022H1, 2022-03 or 2022-01:2022-05.
func duesPeriod(text string) (first, last civil.YearMonth, err error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	wrong := usageError{fmt.Errorf("看不懂期间“%s”。请写 2022-03、2022Q1、2022H1、2022 或 2022-01:2022-05。", text)}
	if strings.Contains(text, "-") {
		first, last, err = months(text)
		return first, last, err
	}
	year, part := text, ""
	if len(text) > 4 {
		year, part = text[:4], text[4:]
	}
	n, err := strconv.Atoi(year)
	if err != nil || n < 1950 || n > 2199 {
		return first, last, wrong
	}
	length, k := 12, 1
	if part != "" {
		length = map[byte]int{'Q': 3, 'H': 6}[part[0]]
		if k, err = strconv.Atoi(part[1:]); err != nil || length == 0 || k < 1 || k*length > 12 {
			return first, last, wrong
		}
	}
	first = civil.YearMonth{Year: n, Month: 1}.Add((k - 1) * length)
	return first, first.Add(length - 1), nil
}

type duesMonthVerb struct {
	Month string `arg:"" name:"月份" help:"月份，如 2021-11"`
	ledgerFlag
	whoFlags
}

func (v *duesMonthVerb) Run(r *run) error {
	month, err := civil.ParseYearMonth(v.Month)
	if err != nil {
		return usageError{err}
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		who, err := v.all(r, l)
		if err != nil {
			return err
		}
		list := []dues.Story{}
		for _, m := range who {
			s, err := dues.StoryOf(r.ctx, l.Read(), m.ID, month)
			if err != nil {
				return err
			}
			list = append(list, s)
		}
		if v.JSON {
			return r.json(list)
		}
		for _, s := range list {
			r.say("%s %s：%s，应缴 %s 元，已缴 %s 元，欠 %s 元", s.Name, s.Month, orWord(s.State, "没有开账"), s.Due.Grouped(), s.Paid.Grouped(), s.Owing.Grouped())
			for _, x := range s.Lines {
				r.say("  %s %s %s 元　%s", x.What, x.On, x.Amount.Grouped(), x.Words)
			}
			r.say("  %s", s.Next)
		}
		return nil
	})
}

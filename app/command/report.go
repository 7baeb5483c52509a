package command

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/report"
)

// period is what check and export have in common: the form, the ledger, the day.
type period struct {
	Profile string `arg:"" name:"表格" help:"表格的代号，见 unionledger profiles；本单位自己的表也可以写名字"`
	ledgerFlag
	AsOf   string `help:"截至哪一天，默认今天" placeholder:"日期"`
	Months string `help:"会费表、会籍变动表、年报取数的月份，如 2021-11 或 2020-10:2021-09；默认最近开账的月份、上个月、上一个统计年度" placeholder:"月份"`
}

// source opens what the report is made of.
func (v *period) source(r *run, l *ledger.Ledger) (*report.Profile, report.Source, report.Options, error) {
	p, from, err := v.from(r, l)
	if err != nil {
		return nil, nil, report.Options{}, err
	}
	s, err := p.SourceOf(r.ctx, from)
	return p, s, report.Options{AsOf: from.On}, err
}

// from is the form and the ledger, day and months it is filled from.
func (v *period) from(r *run, l *ledger.Ledger) (*report.Profile, report.From, error) {
	from := report.From{Ledger: l.Read()}
	p, err := report.Find(r.ctx, l.Read(), v.Profile)
	if err != nil {
		return nil, from, err
	}
	if from.On, err = r.day(v.AsOf); err != nil {
		return nil, from, err
	}
	law, err := law.Of(r.ctx, l.Read())
	if err != nil {
		return nil, from, err
	}
	from.Rules, from.Calendar = law.Rules, law.Calendar
	if from.First, from.Last, err = months(v.Months); err == nil && v.Months != "" && !report.OfMonths(p.Source) {
		fmt.Fprintf(r.err, "“%s”按某一天的情况填，不分月份，--months 没有用上，按 %s 填；要别的日子用 --as-of。\n", p.Name, from.On)
	}
	return p, from, err
}

// months reads 2021-11 or 2021-01:2021-11.
func months(text string) (first, last civil.YearMonth, err error) {
	if text == "" {
		return first, last, nil
	}
	a, b, two := strings.Cut(text, ":")
	if !two {
		b = a
	}
	if first, err = civil.ParseYearMonth(a); err == nil {
		last, err = civil.ParseYearMonth(b)
	}
	if err == nil && last.Before(first) {
		err = fmt.Errorf("月份 %s 前后颠倒了。", text)
	}
	if err != nil {
		err = usageError{err}
	}
	return first, last, err
}

type checkVerb struct {
	period
	Mend bool `help:"列出能放心改的：证件号码里有的生日和性别、空格、全角、只有一个意思的别的写法、日期补零"`
	Yes  bool `help:"和 --mend 一起：就这样改，可撤销"`
}

func (v *checkVerb) Run(r *run) error {
	if v.Yes && !v.Mend {
		return usageError{errors.New("--yes 要和 --mend 一起用。")}
	}
	if v.Mend {
		return r.with(v.Ledger, v.Yes, func(l *ledger.Ledger) error { return v.mend(r, l) })
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		p, s, opt, err := v.source(r, l)
		if err != nil {
			return err
		}
		res, err := report.Check(r.ctx, p, s, opt)
		if err != nil {
			return err
		}
		r.found(res.Problems)
		if v.JSON {
			return r.json(res)
		}
		for _, g := range res.Groups {
			r.say("%s %s：%d 处", g.Severity, g.Title, len(g.Problems))
			for _, i := range g.Problems {
				q := res.Problems[i]
				r.say("    %s  %s", q.Who, q.Message)
			}
		}
		r.say("%s：%d 行，%d 行合格；必须改 %d 处，建议看 %d 处，提示 %d 处", p.Name, res.Rows, res.Clean,
			res.Count(problem.Error), res.Count(problem.Warning), res.Count(problem.Hint))
		return nil
	})
}

type exportVerb struct {
	period
	To       string `required:"" help:"导出的文件，或放文件的文件夹" placeholder:"文件"`
	Corrects int64  `help:"更正报送：更正的是第几次，见 reports list；期间不写就和那一次一样" placeholder:"编号"`
}

// Run exports and enters the export in the ledger; where the window has the ledger
// open, or it cannot be written, it only exports, and says so.
func (v *exportVerb) Run(r *run) error {
	err := r.with(v.Ledger, true, func(l *ledger.Ledger) error { return v.export(r, l) })
	if unwritable(err) {
		fmt.Fprintln(r.err, "台账正在别处打开或只能读，这次导出没有记入“报过的”。")
		err = r.with(v.Ledger, false, func(l *ledger.Ledger) error { return v.export(r, l) })
	}
	return err
}

func (v *exportVerb) export(r *run, l *ledger.Ledger) error {
	if err := v.samePeriod(r, l); err != nil {
		return err
	}
	p, s, opt, err := v.source(r, l)
	if err != nil {
		return err
	}
	opt.Corrects = v.Corrects
	out, res, err := report.CheckAndExport(r.ctx, p, s, v.To, opt)
	if err != nil {
		return err
	}
	if !l.ReadOnly() {
		if _, err := report.Record(r.ctx, l, p, out, res); err != nil {
			return err
		}
	}
	bad := res.Count(problem.Error)
	if bad > 0 {
		r.status = problems
	}
	if v.JSON {
		return r.json(struct {
			report.Report
			Errors int `json:"errors"`
		}{out, bad})
	}
	r.say("已导出 %d 行：%s", out.Rows, out.Path)
	if out.Remark != "" {
		r.say("%s", out.Remark)
	}
	for _, word := range slices.Sorted(maps.Keys(out.Skipped)) {
		r.say("  没有导出 %s：%d 人", word, out.Skipped[word])
	}
	if bad > 0 {
		fmt.Fprintf(r.err, "还有 %d 处会被上级系统退回或丢掉，用 unionledger check %s 查看。\n", bad, v.Profile)
	}
	return nil
}

// samePeriod makes a correction speak of what the run it corrects spoke of, where
// nothing else is asked for.
func (v *exportVerb) samePeriod(r *run, l *ledger.Ledger) error {
	if v.Corrects == 0 {
		return nil
	}
	old, err := report.RunOf(r.ctx, l.Read(), v.Corrects)
	if err != nil {
		return err
	}
	p, err := report.Find(r.ctx, l.Read(), v.Profile)
	if err == nil && old.Profile != p.ID {
		err = fmt.Errorf("第 %d 次报的是“%s”，不是“%s”。", old.ID, old.Name, v.Profile)
	}
	if err == nil && v.AsOf == "" && v.Months == "" {
		v.AsOf = old.AsOf.String()
		if !old.Last.IsZero() {
			v.Months = old.First.String() + ":" + old.Last.String()
		}
	}
	return err
}

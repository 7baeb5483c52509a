package command

import (
	"fmt"
	"strings"

	"unionledger/data/attachment"
	"unionledger/data/civil"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/measure"
	"unionledger/data/money"
	"unionledger/data/negotiation"
	"unionledger/data/paper"
	"unionledger/data/union"
)

// roundAttachVerb lists, adds and drops the files of a round.
type roundAttachVerb struct {
	roundFlag
	Files  []string `arg:"" optional:"" name:"文件" help:"要添加的扫描件、照片；不写就列出"`
	Drop   int64    `help:"删除这个编号的附件" placeholder:"编号"`
	Shrink bool     `help:"图片太大时缩小了再收"`
}

func (v *roundAttachVerb) Run(r *run) error {
	return r.with(v.Ledger, len(v.Files) > 0 || v.Drop > 0, func(l *ledger.Ledger) error {
		d, err := v.find(r, l)
		if err != nil {
			return err
		}
		owner := attachment.Owner{Table: negotiation.RoundFields.Name, ID: d.ID}
		if v.Drop > 0 {
			a, err := attachment.Get(r.ctx, l.Read(), v.Drop)
			if err != nil {
				return err
			}
			if a.Owner != owner {
				return fmt.Errorf("编号 %d 的附件不是“%s”的。", v.Drop, d.Title())
			}
			if _, err := attachment.Remove(r.ctx, l, a, d.Title()); err != nil {
				return err
			}
		}
		if len(v.Files) > 0 {
			var files []attachment.File
			for _, path := range v.Files {
				f, err := (&attachVerb{Shrink: v.Shrink}).load(path)
				if err != nil {
					return err
				}
				files = append(files, f)
			}
			_, remark, err := attachment.Add(r.ctx, l, owner, d.Title(), negotiation.ScanKind, files...)
			if err != nil {
				return err
			}
			if remark != "" && !v.JSON {
				r.say("%s。", remark)
			}
		}
		list, err := attachment.Of(r.ctx, l.Read(), owner)
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(append([]attachment.Attachment{}, list...))
		}
		r.say("%s：%d 份附件", d.Title(), len(list))
		for _, a := range list {
			r.say("%4d  %s（%s）", a.ID, a.FileName(), attachment.SizeWords(a.Size))
		}
		return nil
	})
}

// statement writes a table where a path is given and says false else.
func (r *run) statement(l *ledger.Ledger, path string, make func(unit string) *paper.Statement) (bool, error) {
	if path == "" {
		return false, nil
	}
	u, err := union.LoadOn(r.ctx, l.Read(), r.today())
	if err != nil {
		return true, err
	}
	return true, r.writeStatement(make(u.Union.Get("name")), path)
}

// measuresVerb lists the figures of the years, or enters those of one.
type measuresVerb struct {
	ledgerFlag
	Year   int      `help:"填哪一年的" placeholder:"年度"`
	Values []string `arg:"" optional:"" name:"项目=值" help:"如 城镇居民消费价格涨幅=1.5；值空着就是去掉"`
	Source string   `help:"从哪里来的，如 市统计公报" placeholder:"文字"`
	Out    string   `help:"存成 .xlsx 或 .pdf" placeholder:"文件"`
}

func (v *measuresVerb) Run(r *run) error {
	if len(v.Values) > 0 && v.Year == 0 {
		return usageError{fmt.Errorf("填数据要写年度，如 --year 2022。")}
	}
	return r.law(v.Ledger, len(v.Values) > 0, func(l *ledger.Ledger, law law.Law) error {
		if len(v.Values) > 0 {
			var list []measure.Entry
			for _, s := range v.Values {
				key, text, ok := strings.Cut(s, "=")
				if !ok {
					return usageError{fmt.Errorf("“%s”要写成 项目=值。", s)}
				}
				list = append(list, measure.Entry{Key: strings.TrimSpace(key), Text: strings.TrimSpace(text), Source: v.Source})
			}
			if _, err := measure.Save(r.ctx, l, v.Year, list); err != nil {
				return err
			}
		}
		t, err := measure.Read(r.ctx, l.Read(), law)
		if err != nil {
			return err
		}
		if done, err := r.statement(l, v.Out, t.Statement); done {
			return err
		}
		if v.JSON {
			return r.json(t.Values)
		}
		for _, it := range t.Items {
			var words []string
			for _, y := range t.Years {
				if x, ok := t.Of(it.Key, y); ok {
					words = append(words, fmt.Sprintf("%d 年 %s", y, it.Word(x.Value)))
				}
			}
			if len(words) == 0 {
				words = []string{"没有填"}
			}
			r.say("%s（%s）　%s", it.Label, it.Unit, strings.Join(words, "　"))
		}
		return nil
	})
}

// riseVerb says what a rise costs.
type riseVerb struct {
	ledgerFlag
	Month   string    `help:"按哪个月的缴费基数，默认本月" placeholder:"月份"`
	Percent float64   `help:"增幅，如 6 表示 6%" placeholder:"百分数"`
	Fixed   moneyFlag `help:"每人每月增加多少元" placeholder:"元"`
	Floor   moneyFlag `help:"增后每月不低于多少元" placeholder:"元"`
	OnCost  float64   `name:"on-cost" help:"单位另缴的比例（社保、经费等），如 30 表示 30%" placeholder:"百分数"`
	Out     string    `help:"存成 .xlsx 或 .pdf" placeholder:"文件"`
}

// moneyFlag is an amount on the command line, in yuan.
type moneyFlag money.Fen

// UnmarshalText reads it.
func (m *moneyFlag) UnmarshalText(text []byte) error {
	fen, err := money.Parse(string(text))
	*m = moneyFlag(fen)
	return err
}

func (v *riseVerb) Run(r *run) error {
	month := r.today().YearMonth()
	if v.Month != "" {
		var err error
		if month, err = civil.ParseYearMonth(v.Month); err != nil {
			return usageError{err}
		}
	}
	rise := measure.Rise{Percent: v.Percent, Fixed: money.Fen(v.Fixed), Floor: money.Fen(v.Floor), OnCost: v.OnCost}
	if err := rise.Check(); err != nil {
		return usageError{err}
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		groups, total, err := measure.Reckon(r.ctx, l.Read(), month, rise)
		if err != nil {
			return err
		}
		if done, err := r.statement(l, v.Out, func(unit string) *paper.Statement {
			return measure.RiseStatement(unit, month, rise, groups, total)
		}); done {
			return err
		}
		if v.JSON {
			return r.json(map[string]any{"groups": append([]measure.Cost{}, groups...), "total": total})
		}
		r.say("%s（按 %s 的缴费基数）", rise.Words(), month)
		for _, c := range append(groups, total) {
			name := c.Group
			if name == "" {
				name = "没有分组"
			}
			r.say("%s　%d 人　月均 %s → %s　每月增加 %s　一年成本 %s", name, c.People, c.Average(c.Before).Grouped(), c.Average(c.After).Grouped(), (c.After - c.Before).Grouped(), c.Year.Grouped())
		}
		if total.Without > 0 {
			r.say("另有 %d 人没有缴费基数，没有算进去。", total.Without)
		}
		return nil
	})
}

// statisticsVerb counts the contracts.
type statisticsVerb struct {
	ledgerFlag
	On  string `help:"截至哪一天，默认今天" placeholder:"日期"`
	Out string `help:"存成 .xlsx 或 .pdf" placeholder:"文件"`
}

func (v *statisticsVerb) Run(r *run) error {
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		s, err := measure.Count(r.ctx, l.Read(), on)
		if err != nil {
			return err
		}
		if done, err := r.statement(l, v.Out, s.Statement); done {
			return err
		}
		if v.JSON {
			return r.json(map[string]any{"on": s.On, "lines": append([]measure.Line{}, s.Lines...), "total": s.Total, "firms": s.Firms, "systems": s.Systems, "reasons": append([]measure.Reason{}, s.Reasons...)})
		}
		st := s.Statement("")
		for _, row := range st.Rows {
			var words []string
			for i, c := range row.Cells[2:] {
				words = append(words, st.Columns[i+2].Title+" "+c)
			}
			r.say("%s　%s　%s", row.Cells[0], row.Cells[1], strings.Join(words, "　"))
		}
		for _, n := range st.Notes {
			r.say("%s", n)
		}
		return nil
	})
}

// scoreVerb begins a score sheet in a round, or renews its evidence.
type scoreVerb struct {
	roundFlag
	Form string `arg:"" optional:"" name:"评分表" help:"质效评估、示范单位自评；不写就看得分"`
}

func (v *scoreVerb) Run(r *run) error {
	return r.with(v.Ledger, v.Form != "", func(l *ledger.Ledger) error {
		d, err := v.find(r, l)
		if err != nil {
			return err
		}
		if v.Form != "" {
			if _, err := negotiation.FillScores(r.ctx, l, d.ID, v.Form); err != nil {
				return err
			}
			if d, err = negotiation.Load(r.ctx, l.Read(), d.ID); err != nil {
				return err
			}
		}
		if v.JSON {
			return r.json(append([]negotiation.Scores{}, d.Scored()...))
		}
		for _, s := range d.Scored() {
			r.say("%s", s.Words())
		}
		for i, it := range d.Lists[negotiation.ScoreFields.Name] {
			r.say("%2d %s　%s　%s分　自评 %s　%s", i+1, it.Get("heading"), it.Get("item"), it.Get("points"), it.Get("own"), it.Get("evidence"))
		}
		return nil
	})
}

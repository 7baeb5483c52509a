package command

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

// rosterTerms are what a clerk decides about a roster before it is written, the steps
// of the window as flags.
type rosterTerms struct {
	Header    int      `help:"表头的最后一行是第几行；不写就自己找" placeholder:"行"`
	Map       []string `sep:"none" help:"指定一列是什么，如 D=身份证号、C=入会日期·年、B=姓名＋性别；不导入写 D=；几列就写几次" placeholder:"列=项目"`
	Only      string   `help:"add 只新增，update 只更新" enum:",add,update" default:"" placeholder:"add|update"`
	FillOnly  []string `name:"never-overwrite" aliases:"fill-only" sep:"," help:"这些项目只补空白，不改台账里已有的" placeholder:"项目"`
	CheckOnly []string `sep:"," help:"这些项目只核对，不写" placeholder:"项目"`
	Same      []string `sep:"," help:"冲突的行归这个会员，如 12=35（编号见冲突说明）" placeholder:"行=编号"`
	New       []string `sep:"," help:"冲突的行是新人" placeholder:"行"`
	Prefer    []string `sep:"," help:"同一人写了几行、或两人写了一个号码时，以这一行为准" placeholder:"行"`
	Agree     []string `sep:"," help:"同意改正错位、写反的行；all 是全部" placeholder:"行"`
	Forget    bool     `help:"不用以前记住的对列"`
}

// set reports whether any of them was given.
func (t rosterTerms) set() bool {
	return t.Header != 0 || t.Only != "" || t.Forget || len(t.Map)+len(t.FillOnly)+len(t.CheckOnly)+len(t.Same)+len(t.New)+len(t.Prefer)+len(t.Agree) > 0
}

// rowOf reads the row of a flag: 12, or 名册!12 where several sheets are read.
func rowOf(text string, sheets []string) (intake.RowID, error) {
	name, number, named := strings.Cut(text, "!")
	if !named {
		name, number = "", text
		if len(sheets) == 1 {
			name = sheets[0]
		}
	}
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || n < 1 || name == "" {
		return intake.RowID{}, usageError{fmt.Errorf("“%s”不是行号，请写成 12；读几张表时写成 表名!12。", text)}
	}
	return intake.RowID{Sheet: name, Number: n}, nil
}

// terms turns the flags into what an import takes.
func (t rosterTerms) terms(kind *intake.Kind, sheets []string) (out member.Terms, err error) {
	out = member.Terms{Only: member.Only(t.Only), Policies: map[string]member.Policy{}, Decided: map[intake.RowID]member.Decision{}}
	for _, list := range []struct {
		names  []string
		policy member.Policy
	}{{t.FillOnly, member.FillOnly}, {t.CheckOnly, member.CheckOnly}} {
		for _, name := range list.names {
			key, ok := kind.ChoiceNamed(name)
			if !ok {
				return out, unknownField(name)
			}
			out.Policies[key] = list.policy
		}
	}
	for _, s := range t.Same {
		row, id, _ := strings.Cut(s, "=")
		at, err := rowOf(row, sheets)
		if err != nil {
			return out, err
		}
		n, err := strconv.ParseInt(strings.TrimSpace(id), 10, 64)
		if err != nil || n < 1 {
			return out, usageError{fmt.Errorf("“%s”里没有会员编号，请写成 12=35。", s)}
		}
		out.Decided[at] = member.Decision{Member: n}
	}
	for _, s := range t.New {
		at, err := rowOf(s, sheets)
		if err != nil {
			return out, err
		}
		out.Decided[at] = member.Decision{New: true}
	}
	return out, nil
}

func unknownField(name string) error {
	return usageError{fmt.Errorf("没有叫“%s”的项目。项目的名字和名册里的列名一样，如 手机、入会日期。", name)}
}

// columns reads --map.
func (t rosterTerms) columns(kind *intake.Kind) ([]intake.Mapping, error) {
	var out []intake.Mapping
	for _, s := range t.Map {
		letter, name, ok := strings.Cut(s, "=")
		m := intake.Mapping{Column: sheet.ColumnOf(strings.TrimSpace(letter))}
		if !ok || m.Column < 0 {
			return nil, usageError{fmt.Errorf("“%s”看不懂，请写成 D=身份证号。", s)}
		}
		if name = strings.TrimSpace(name); name != "" {
			choice, ok := kind.ChoiceNamed(name)
			if !ok {
				return nil, unknownField(name)
			}
			m.Choose(choice)
		}
		out = append(out, m)
	}
	return out, nil
}

// readRoster reads a roster by the terms, a second time where rows are agreed to.
func (t rosterTerms) readRoster(r *run, l *ledger.Ledger, book *sheet.Book, opt intake.Options) (*member.Import, error) {
	fields, err := member.FieldsOf(r.ctx, l.Read())
	if err != nil {
		return nil, err
	}
	kind := member.RosterKind(fields)
	opt.HeaderRow = t.Header
	if opt.Columns, err = t.columns(kind); err != nil {
		return nil, err
	}
	if !t.Forget {
		known, err := member.Mappings(r.ctx, l.Read())
		if err != nil {
			return nil, err
		}
		opt.Memory = member.Memory(known)
	}
	im, err := member.ReadRoster(r.ctx, fields, book, opt)
	if err != nil {
		return nil, err
	}
	var sheets []string
	for _, table := range im.Tables {
		sheets = append(sheets, table.Sheet)
	}
	terms, err := t.terms(kind, sheets)
	if err != nil {
		return nil, err
	}
	if opt.Fix, err = t.agreed(im, sheets); err != nil {
		return nil, err
	}
	if opt.Prefer, err = t.preferred(sheets); err != nil {
		return nil, err
	}
	if len(opt.Fix)+len(opt.Prefer) > 0 {
		if im, err = member.ReadRoster(r.ctx, fields, book, opt); err != nil {
			return nil, err
		}
	}
	im.Terms = terms
	return im, nil
}

// agreed are the rows the doctor may mend.
func (t rosterTerms) agreed(im *member.Import, sheets []string) (map[intake.RowID]bool, error) {
	out := map[intake.RowID]bool{}
	for _, s := range t.Agree {
		if s == "all" || s == "全部" {
			for i := range im.Rows {
				if im.Rows[i].Proposed {
					out[im.ID(&im.Rows[i])] = true
				}
			}
			continue
		}
		at, err := rowOf(s, sheets)
		if err != nil {
			return nil, err
		}
		out[at] = true
	}
	return out, nil
}

// preferred are the rows that hold against others of the same sheets.
func (t rosterTerms) preferred(sheets []string) (map[intake.RowID]bool, error) {
	out := map[intake.RowID]bool{}
	for _, s := range t.Prefer {
		at, err := rowOf(s, sheets)
		if err != nil {
			return nil, err
		}
		out[at] = true
	}
	return out, nil
}

// marker is an import that can write itself back as a coloured copy.
type marker interface {
	WriteMarked(ctx context.Context, out io.Writer, book *sheet.Book, password string) error
}

// tellConflicts says whom the rows in conflict may be, and how to decide.
func (r *run) tellConflicts(im *member.Import) {
	for _, c := range im.Plan.Conflicts {
		for _, m := range c.Candidates {
			fmt.Fprintf(r.err, "第 %d 行%s：可能是编号 %d 的%s（%s，%s）。是同一人写 --same %d=%d，是新人写 --new %d。\n", c.Row.Number, c.Who, m.ID, m.Record.Get("name"),
				m.Record.Get("department"), m.State, c.Row.Number, m.ID, c.Row.Number)
		}
	}
}

type columnsVerb struct {
	ledgerFlag
	Forget string `help:"忘掉这一种表头（编号见列表），all 是全部" placeholder:"编号"`
}

func (v *columnsVerb) Run(r *run) error {
	return r.with(v.Ledger, v.Forget != "", func(l *ledger.Ledger) error {
		list, err := member.Mappings(r.ctx, l.Read())
		if err != nil {
			return err
		}
		if v.Forget != "" {
			return v.forget(r, l, list)
		}
		if v.JSON {
			return r.json(append([]member.Mapped{}, list...))
		}
		fields, err := member.FieldsOf(r.ctx, l.Read())
		if err != nil {
			return err
		}
		kind := member.RosterKind(fields)
		for _, m := range list {
			var parts []string
			for _, c := range m.Columns {
				_, header, _ := strings.Cut(c.Header, "|")
				what := kind.ChoiceLabel(c.Choice)
				switch {
				case c.Choice == "":
					what = "不导入"
				case what == "":
					what = "（这一项已删除，不再照用）"
				}
				parts = append(parts, header+" → "+what)
			}
			for key, p := range m.Policies {
				if kind.ChoiceLabel(key) == "" {
					continue
				}
				parts = append(parts, kind.ChoiceLabel(key)+" "+p.Label())
			}
			r.say("%s\t%s\t%s\t（表头：%s）", m.Header, m.On, strings.Join(parts, "；"), m.Words)
		}
		if len(list) == 0 {
			r.say("没有记住的对列。导入时改过的对列会记在台账里，下次同样的表头就照着用。")
		}
		return nil
	})
}

func (v *columnsVerb) forget(r *run, l *ledger.Ledger, list []member.Mapped) error {
	n := 0
	for _, m := range list {
		if v.Forget == "all" || v.Forget == m.Header {
			if err := member.ForgetMapping(r.ctx, l, m.Header); err != nil {
				return err
			}
			n++
		}
	}
	if n == 0 && v.Forget != "all" {
		return usageError{fmt.Errorf("没有记住编号是“%s”的表头。", v.Forget)}
	}
	r.say("已忘掉 %d 种表头的对列。", n)
	return nil
}

package dues

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// wageFields are the columns of a wage sheet that matter for dues. The items of
// pay that a rule adds up are among them, or are added by their own words.
var wageFields = []field.Field{
	{Key: "emp_no", Label: "工号", Kind: field.Text, MaxLen: 30, Aliases: []string{"员工编号", "职工编号", "人员编号", "员工工号", "人员代码"}},
	{Key: "name", Label: "姓名", Kind: field.Name, Required: true, MaxLen: 36, Aliases: []string{"员工姓名", "职工姓名", "会员姓名"}},
	{Key: "id_number", Label: "身份证号", Kind: field.IDNumber, MaxLen: 18, Mask: field.LastFour, Aliases: []string{"身份证号码", "证件号码", "身份证", "公民身份号码", "证件号", "身份证件号码"}},
	{Key: "department", Label: "部门", Kind: field.Group, Aliases: []string{"车间", "所在部门", "部门名称", "班组", "科室", "工会小组", "所属部门"}},
	{Key: "base_fen", Label: "基本工资", Kind: field.Money, Aliases: []string{"基础工资", "底薪", "标准工资", "月基本工资"}},
	{Key: "post_fen", Label: "岗位工资", Kind: field.Money, Aliases: []string{"岗位津贴", "岗薪", "职务工资", "岗位薪资"}},
	{Key: "performance_fen", Label: "绩效", Kind: field.Money, Aliases: []string{"绩效工资", "绩效奖金", "考核工资"}},
	{Key: "gross_fen", Label: "应发合计", Kind: field.Money, Aliases: []string{"应发工资", "应发", "应发数", "应发小计"}},
	{Key: "dues_withheld_fen", Label: "代扣会费", Kind: field.Money, Aliases: []string{"会费", "工会会费", "代扣工会会费", "扣会费", "工会费"}},
	{Key: "net_fen", Label: "实发", Kind: field.Money, Aliases: []string{"实发工资", "实发合计", "实发数", "实发金额"}},
}

// Wages is a wage sheet that was read and cleaned, ready to be compared with a
// ledger and written into it as the bases of a month. Nothing is written before
// Write.
type Wages struct {
	intake.Compared
	// Month is the month the wages are for.
	Month civil.YearMonth
	// Changes are the bases Write would put in, or did.
	Changes []BaseChange
	// Findings are all differences from the roster, to be decided about one by one
	// with Accept and written with Apply.
	Findings []Finding
	// Stated is what the sheet's own row of totals says was taken off as dues; nil where
	// it says nothing.
	Stated *money.Fen

	rule  Rule
	today civil.Date
	found *comparison // the last one made
	items []string    // keys of the columns that make up the base, the main one first
}

// ReadWages reads the wages of a month out of a book. The month, where it is not
// given, is taken from the title, the name of the sheet or of the file. The items
// that make up the base are those of the ledger's rule for the month. The error is
// an *intake.Error where the book holds no wage sheet or tells no month. The
// result is compared with the ledger already.
func ReadWages(ctx context.Context, r ledger.Reader, book *sheet.Book, month civil.YearMonth, opt intake.Options) (*Wages, error) {
	if opt.Today.IsZero() {
		opt.Today = civil.Today()
	}
	rules, err := BookOf(ctx, r)
	if err != nil {
		return nil, err
	}
	// Which rule is in force follows from the month, and the month from the sheet.
	kind, _ := wageKind(rules.Rules[len(rules.Rules)-1])
	found, err := intake.Recognise(book, kind, opt)
	if err != nil {
		return nil, err
	}
	w := &Wages{Month: month, today: opt.Today}
	told, err := tellMonth(book, found.Tables[0])
	switch {
	case err != nil && month.IsZero():
		return nil, err
	case month.IsZero():
		w.Month = told
	}
	if w.Month.After(opt.Today.YearMonth().Add(1)) {
		return nil, intake.NewError("no_month", "%s 还没有到，没有导入。请核对月份。", w.Month)
	}
	if w.rule, err = rules.On(w.Month); err != nil {
		return nil, err
	}
	kind, w.items = wageKind(w.rule)
	if w.Result, err = intake.Read(ctx, book, kind, opt); err != nil {
		return nil, err
	}
	if !told.IsZero() && told != w.Month {
		w.Notices = append(w.Notices, problem.Problem{Severity: problem.Warning, Kind: "month_differs", Sheet: w.Tables[0].Sheet, Value: told.String(), New: w.Month.String(),
			Message: fmt.Sprintf("表上写的是 %s 的工资，这次按 %s 导入。请核对月份；弄错了可以撤销这次导入。", told, w.Month)})
	}
	w.quieten()
	w.checkTotals(book)
	return w, w.compare(ctx, r)
}

// quieten drops the reports of negative sums from rows whose items are wrong
// themselves, for they are right again once the item is, and says of such an item
// what it means for the base.
func (w *Wages) quieten() {
	for i := range w.Rows {
		row := &w.Rows[i]
		if slices.ContainsFunc(w.items, row.HasProblem) {
			row.Problems = slices.DeleteFunc(row.Problems, func(p problem.Problem) bool {
				return p.Kind == "number_negative" && !slices.Contains(w.items, p.Field)
			})
		}
		for j := range row.Problems {
			if p := &row.Problems[j]; slices.Contains(w.items, p.Field) && !row.Refused {
				if _, known := w.base(row); !known {
					p.Message += "这个人的缴费基数没有更新。"
				}
			}
		}
	}
}

// wageKind describes a wage sheet by the items a rule adds up; the first of them
// is the one without which nothing is known.
func wageKind(rule Rule) (kind *intake.Kind, items []string) {
	fields := append([]field.Field{}, wageFields...)
	for i, word := range rule.WageItems {
		key := ""
		for _, f := range fields {
			if f.Label == word || slices.Contains(f.Aliases, word) {
				key = f.Key
			}
		}
		if key == "" {
			key = fmt.Sprintf("item_%d_fen", i+1)
			fields = append(fields, field.Field{Key: key, Label: word, Kind: field.Money})
		}
		items = append(items, key)
	}
	if len(items) == 0 {
		items = []string{"base_fen"}
	}
	return &intake.Kind{Label: "工资表", Fields: field.NewSet("wage", "工资", fields...), Named: "name",
		Required: []string{"name", items[0]}, Evidence: items[:1], Wanted: items[:1]}, items
}

// tellMonth finds the month in the title, the names of sheet and file, in this
// order. The error asks for it.
func tellMonth(book *sheet.Book, t *intake.Table) (civil.YearMonth, error) {
	file := filepath.Base(strings.ReplaceAll(book.Path, `\`, "/"))
	for _, text := range []string{t.Title, t.Sheet, file} {
		if m := intake.MonthIn(text); !m.IsZero() {
			return m, nil
		}
	}
	return civil.YearMonth{}, intake.NewError("no_month",
		"看不出是哪个月的工资表：标题、工作表名和文件名里都没有年月，没有导入。请指明月份（命令行写 --month 2021-11 这样）。")
}

// base adds up the items of the rule. Without the main item nothing is known, and
// a negative amount is no wage.
func (w *Wages) base(row *intake.Row) (sum money.Fen, known bool) {
	for i, key := range w.items {
		fen, ok := row.Record.Fen(key)
		if i == 0 && !ok || fen < 0 || !ok && row.HasProblem(key) {
			return 0, false
		}
		sum += fen
	}
	return sum, true
}

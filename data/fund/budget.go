package fund

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// BudgetOp is the kind of operations about budget and limits.
const BudgetOp = "fund_budget"

// The stages of a budget.
const (
	Initial  = "年初"
	Adjusted = "调整"
)

// BudgetRow is one line entered: what a subject was given at the beginning of the year,
// or by how much it was changed later, with the reason.
type BudgetRow struct {
	ID      int64      `json:"id"`
	Subject string     `json:"subject"`
	Stage   string     `json:"stage"`
	Amount  money.Fen  `json:"amount_fen"`
	MadeOn  civil.Date `json:"made_on"`
	Reason  string     `json:"reason,omitempty"`
}

// BudgetLine is a subject, or a sum, with budget and what was spent or earned.
type BudgetLine struct {
	Subject Subject `json:"subject"`
	Words   string  `json:"words"`
	// Sum marks a total; Depth counts the subjects above.
	Sum     bool      `json:"sum,omitempty"`
	Depth   int       `json:"depth"`
	Last    money.Fen `json:"last_fen"`
	Initial money.Fen `json:"initial_fen"`
	Adjust  money.Fen `json:"adjust_fen"`
	Actual  money.Fen `json:"actual_fen"`
	// Reasons are those of the changes; Over that more was spent than may be.
	Reasons []string `json:"reasons,omitempty"`
	Over    bool     `json:"over,omitempty"`
}

// Total is the budget with its changes.
func (l BudgetLine) Total() money.Fen { return l.Initial + l.Adjust }

// Rate says how much of the budget was carried out, in tenths of a percent; false
// where there is no budget, and for what is left of income less expense.
func (l BudgetLine) Rate() (int, bool) {
	if l.Total() <= 0 || l.Subject.Kind == "" {
		return 0, false
	}
	return int(part(l.Actual, 1000, 1) / l.Total()), true
}

// RateWords writes the rate: 98.5%.
func (l BudgetLine) RateWords() string {
	r, ok := l.Rate()
	if !ok {
		return ""
	}
	sign := ""
	if r < 0 {
		sign, r = "-", -r
	}
	return fmt.Sprintf("%s%d.%d%%", sign, r/10, r%10)
}

// Remark is what stands under 说明: reasons, and what is over.
func (l BudgetLine) Remark() string {
	words := append([]string{}, l.Reasons...)
	if l.Over {
		over := "超预算 " + (l.Actual - l.Total()).Grouped()
		if l.Total() == 0 {
			over = "没有预算"
		}
		words = append([]string{over}, words...)
	}
	return strings.Join(words, "；")
}

// Budget is the budget of a year beside what came of it.
type Budget struct {
	Year  int          `json:"year"`
	Month time.Month   `json:"month"`
	Lines []BudgetLine `json:"lines"`
	Rows  []BudgetRow  `json:"rows"`
	// Income and Expense are the sums.
	Income  BudgetLine `json:"income"`
	Expense BudgetLine `json:"expense"`
	// HasLast says that the year before has books; LastWords why its figures may lack.
	HasLast   bool   `json:"has_last"`
	LastWords string `json:"last_words,omitempty"`
}

// BudgetOf reads the budget of the books' year, with what was carried out up to a month.
func (b *Books) BudgetOf(ctx context.Context, r ledger.Reader, until time.Month) (*Budget, error) {
	out := &Budget{Year: b.Year, Month: until}
	err := eachRow(ctx, r, `SELECT id, subject, stage, amount_fen, made_on, coalesce(reason, '') FROM fund_budget WHERE year = ? ORDER BY id`, b.Year, func(scan func(...any) error) error {
		var row BudgetRow
		err := scan(&row.ID, &row.Subject, &row.Stage, &row.Amount, &row.MadeOn, &row.Reason)
		out.Rows = append(out.Rows, row)
		return err
	})
	if err != nil {
		return nil, err
	}
	last, err := b.lastActual(ctx, r, out)
	if err != nil {
		return nil, err
	}
	out.reckon(b, last, b.earned(until))
	return out, nil
}

// lastActual is what the year before earned and spent, under this year's codes: the
// same ones under one scheme; under a new scheme those of the same name and kind, since
// the old codes mean something else there.
func (b *Books) lastActual(ctx context.Context, r ledger.Reader, out *Budget) (map[string]money.Fen, error) {
	last, err := loadYear(ctx, r, b.Year-1)
	if errors.Is(err, ErrNoYear) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out.HasLast = true
	sums := map[string]money.Fen{}
	lost := 0
	for code, fen := range last.earned(12) {
		to, ok := code, true
		if last.Scheme.ID != b.Scheme.ID {
			s, _ := last.Subject(code)
			to, ok = b.named(s)
		} else if _, known := b.Subject(code); !known {
			ok = false
		}
		if !ok {
			lost++
			continue
		}
		sums[to] += fen[1]
	}
	if lost > 0 {
		out.LastWords = fmt.Sprintf("上年有 %d 个科目在今年的科目表里没有同名的，上年数没有列入", lost)
	}
	return sums, nil
}

// named finds the subject of the same kind whose name is the same, apart from the 费 or
// 支出 it ends in.
func (b *Books) named(s Subject) (string, bool) {
	stem := func(name string) string { return strings.TrimSuffix(strings.TrimSuffix(name, "支出"), "费") }
	for _, t := range b.Subjects {
		if t.Kind == s.Kind && stem(t.Name) == stem(s.Name) {
			return t.Code, true
		}
	}
	return "", false
}

// reckon adds everything up: own figures upwards to the subjects above, then the sums.
func (t *Budget) reckon(b *Books, last map[string]money.Fen, own map[string][2]money.Fen) {
	lines := make([]BudgetLine, len(b.Subjects))
	for code, fen := range last {
		b.upwards(code, func(i int) { lines[i].Last += fen })
	}
	for code, fen := range own {
		b.upwards(code, func(i int) { lines[i].Actual += fen[1] })
	}
	for _, row := range t.Rows {
		b.upwards(row.Subject, func(i int) {
			if row.Stage == Initial {
				lines[i].Initial += row.Amount
				return
			}
			lines[i].Adjust += row.Amount
			if b.Subjects[i].Code == row.Subject {
				lines[i].Reasons = append(lines[i].Reasons, row.Reason)
			}
		})
	}
	for _, kind := range []string{Income, Expense} {
		sum := BudgetLine{Subject: Subject{Kind: kind}, Words: kind + "合计", Sum: true}
		var rows []BudgetLine
		for i, s := range b.Subjects {
			l := lines[i]
			if s.Kind != kind {
				continue
			}
			l.Subject, l.Words, l.Depth = s, s.Name, s.Depth()
			l.Over = kind == Expense && l.Actual > max(l.Total(), 0)
			if s.Depth() == 0 {
				sum.Last += l.Last
				sum.Initial += l.Initial
				sum.Adjust += l.Adjust
				sum.Actual += l.Actual
			}
			if s.Depth() == 0 && !s.Unused || l.Last != 0 || l.Initial != 0 || l.Adjust != 0 || l.Actual != 0 {
				rows = append(rows, l)
			}
		}
		sum.Over = kind == Expense && sum.Actual > max(sum.Total(), 0)
		t.Lines = append(append(t.Lines, sum), rows...)
		if kind == Income {
			t.Income = sum
		} else {
			t.Expense = sum
		}
	}
	left := BudgetLine{Words: "收支差额", Sum: true, Last: t.Income.Last - t.Expense.Last, Initial: t.Income.Initial - t.Expense.Initial,
		Adjust: t.Income.Adjust - t.Expense.Adjust, Actual: t.Income.Actual - t.Expense.Actual}
	t.Lines = append(t.Lines, left)
}

// Made reports whether there is a budget at all.
func (t *Budget) Made() bool { return len(t.Rows) > 0 }

// WasAdjusted reports whether the budget of the year was changed after it was made.
func (t *Budget) WasAdjusted() bool {
	for _, r := range t.Rows {
		if r.Stage == Adjusted {
			return true
		}
	}
	return false
}

// budgetBooks loads the books of a year and the subject a budget is entered for.
func budgetBooks(tx *ledger.Tx, year int, code string) (*Books, *Budget, Subject, error) {
	b, err := Load(tx.Context(), tx, year)
	if errors.Is(err, ErrNoYear) {
		return nil, nil, Subject{}, ledger.Refuse("%d 年还没有建账，不能做预算。请先在“经费”里建立 %d 年账套。", year, year)
	}
	if err != nil {
		return nil, nil, Subject{}, err
	}
	t, err := b.BudgetOf(tx.Context(), tx, 12)
	if err != nil {
		return nil, nil, Subject{}, err
	}
	s, ok := b.Subject(code)
	if !ok || s.Kind != Income && s.Kind != Expense {
		return b, t, s, ledger.Refuse("预算只做在收入和支出科目上，%d 年没有这样的科目“%s”。", year, code)
	}
	return b, t, s, nil
}

// SetBudget enters what a subject is given at the beginning of the year, over what it
// had; 0 takes it away. Once the budget was adjusted, only adjustments change it.
func SetBudget(tx *ledger.Tx, year int, code string, amount money.Fen, on civil.Date) error {
	_, t, s, err := budgetBooks(tx, year, code)
	switch {
	case err != nil:
		return err
	case amount < 0 || amount > money.Limit:
		return ledger.Refuse("“%s”的预算不能是负数，也不能过大，请核对。", s.Name)
	case t.WasAdjusted():
		return ledger.Refuse("%d 年预算已经调整过，年初数不再改。要增减请用“调整”，写明原因。", year)
	}
	tx.SetTitle(fmt.Sprintf("预算：%d 年 %s %s 元", year, s.Name, amount.Grouped()))
	return putInitial(tx, t, year, code, amount, on)
}

func putInitial(tx *ledger.Tx, t *Budget, year int, code string, amount money.Fen, on civil.Date) error {
	for _, r := range t.Rows {
		switch {
		case r.Subject != code || r.Stage != Initial:
		case amount == 0:
			return tx.Delete("fund_budget", r.ID)
		default:
			return tx.Update("fund_budget", r.ID, []string{"amount_fen", "made_on"}, []any{int64(amount), on})
		}
	}
	if amount == 0 {
		return nil
	}
	_, err := tx.Insert("fund_budget", []string{"year", "subject", "stage", "amount_fen", "made_on"}, []any{year, code, Initial, int64(amount), on})
	return err
}

// AdjustBudget changes what a subject has by an amount, up or down, with the reason.
func AdjustBudget(tx *ledger.Tx, year int, code string, by money.Fen, on civil.Date, reason string) error {
	b, t, s, err := budgetBooks(tx, year, code)
	if err != nil {
		return err
	}
	var has money.Fen
	for _, r := range t.Rows {
		if r.Subject == code {
			has += r.Amount
		}
	}
	reason = strings.TrimSpace(reason)
	switch {
	case by == 0:
		return ledger.Refuse("调整数是 0，没有要改的。")
	case reason == "":
		return ledger.Refuse("请写调整的原因，决算表的“说明”里要用。")
	case !t.Made():
		return ledger.Refuse("%d 年还没有年初预算，请先填年初数。", year)
	case max(by, -by) > money.Limit:
		return ledger.Refuse("调整数过大，请核对。")
	case has+by < 0:
		return ledger.Refuse("“%s”现有预算 %s 元，不能再减 %s 元。", s.Name, has.Grouped(), (-by).Grouped())
	}
	tx.SetTitle(fmt.Sprintf("调整预算：%d 年 %s %s 元", b.Year, s.Name, by.Grouped()))
	_, err = tx.Insert("fund_budget", []string{"year", "subject", "stage", "amount_fen", "made_on", "reason"}, []any{year, code, Adjusted, int64(by), on, reason})
	return err
}

// ProposeBudget makes a budget of what the year before earned and spent, changed by a
// percentage, in whole hundreds; subjects that have a figure keep it. It says how many
// it filled.
func ProposeBudget(tx *ledger.Tx, year, percent int, on civil.Date) (n int, err error) {
	b, err := Load(tx.Context(), tx, year)
	if errors.Is(err, ErrNoYear) {
		return 0, ledger.Refuse("%d 年还没有建账，不能做预算。", year)
	}
	if err != nil {
		return 0, err
	}
	t, err := b.BudgetOf(tx.Context(), tx, 12)
	if err != nil {
		return 0, err
	}
	switch {
	case percent < -100 || percent > 1000:
		return 0, ledger.Refuse("增减的百分比要在 -100 到 1000 之间。")
	case !t.HasLast:
		return 0, ledger.Refuse("没有 %d 年的账，提不出建议。请自己填年初预算。", year-1)
	case t.WasAdjusted():
		return 0, ledger.Refuse("%d 年预算已经调整过，不能再按上年数重填。", year)
	}
	has := map[string]bool{}
	for _, r := range t.Rows {
		has[r.Subject] = true
	}
	last, err := b.lastActual(tx.Context(), tx, t)
	if err != nil {
		return 0, err
	}
	for _, s := range b.Subjects {
		const hundred = 100_00
		fen := (part(last[s.Code], 100+percent, 100) + hundred - 1) / hundred * hundred
		if fen <= 0 || has[s.Code] {
			continue
		}
		if err := putInitial(tx, t, year, s.Code, fen, on); err != nil {
			return n, err
		}
		n++
	}
	if n == 0 {
		return 0, ledger.Refuse("没有要填的：有上年数的科目都已经有预算。")
	}
	tx.SetTitle(fmt.Sprintf("按 %d 年决算填 %d 年预算 %d 个科目", year-1, year, n))
	return n, nil
}

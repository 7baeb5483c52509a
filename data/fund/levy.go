package fund

import (
	"context"
	"fmt"
	"strings"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
)

// LevyOp is the kind of operations about wages and what is owed of them.
const LevyOp = "levy"

// FromLevy is the source of vouchers of what came in of the levy; the source id is the
// month as 202111.
const FromLevy = "levy"

// LevyWages is the wage bill of a month.
type LevyWages struct {
	Month  civil.YearMonth `json:"month"`
	Wages  money.Fen       `json:"wages_fen"`
	Staff  int             `json:"staff,omitempty"`
	Source string          `json:"source"`
	Note   string          `json:"note,omitempty"`
}

// LevyPayment is what was paid, or came back, in a step.
type LevyPayment struct {
	ID       int64           `json:"id"`
	Month    civil.YearMonth `json:"month"`
	Kind     string          `json:"kind"`
	Amount   money.Fen       `json:"amount_fen"`
	PaidOn   civil.Date      `json:"paid_on"`
	Document string          `json:"document,omitempty"`
	Voucher  int64           `json:"voucher,omitempty"`
	Note     string          `json:"note,omitempty"`
	// Reversed says that its voucher was taken back: it counts no more.
	Reversed bool `json:"reversed,omitempty"`
}

// LevyLine is a step of a month, or of a year: due, paid, and what is missing.
type LevyLine struct {
	Kind   string    `json:"kind"`
	Words  string    `json:"words"`
	ByUnit bool      `json:"by_unit"`
	By     string    `json:"by"`
	Due    money.Fen `json:"due_fen"`
	Paid   money.Fen `json:"paid_fen"`
}

// Owing is what is missing, negative where too much was paid.
func (l LevyLine) Owing() money.Fen { return l.Due - l.Paid }

// LevyMonth is what is known of a month. Due is Rate of the wages; Paid what the unit
// paid of it in all steps, HandedUp the part of it that went up.
type LevyMonth struct {
	Month    civil.YearMonth `json:"month"`
	Known    bool            `json:"known"`
	Wages    LevyWages       `json:"wages"`
	Rule     LevyRule        `json:"rule"`
	Due      money.Fen       `json:"due_fen"`
	Parts    Parts           `json:"parts"`
	Steps    []LevyLine      `json:"steps"`
	Paid     money.Fen       `json:"paid_fen"`
	HandedUp money.Fen       `json:"handed_up_fen"`
	Reason   string          `json:"reason,omitempty"`
}

// Owing is what the unit still owes, negative where it paid too much.
func (m LevyMonth) Owing() money.Fen { return m.Due - m.Paid }

// LevyYear is the levy of some months, such as a year.
type LevyYear struct {
	From     civil.YearMonth `json:"from"`
	To       civil.YearMonth `json:"to"`
	Months   []LevyMonth     `json:"months"`
	Steps    []LevyLine      `json:"steps"`
	Payments []LevyPayment   `json:"payments"`
	Wages    money.Fen       `json:"wages_fen"`
	Due      money.Fen       `json:"due_fen"`
	Parts    Parts           `json:"parts"`
	Paid     money.Fen       `json:"paid_fen"`
	HandedUp money.Fen       `json:"handed_up_fen"`
	// Extra is what came back on conditions, such as 小额返还.
	Extra money.Fen `json:"extra_fen"`
}

// Owing is what the unit still owes.
func (y LevyYear) Owing() money.Fen { return y.Due - y.Paid }

// LoadLevy reads the levy of the months from one to another, both included; today says
// which of them wages are expected for.
func LoadLevy(ctx context.Context, r ledger.Reader, from, to civil.YearMonth, today civil.Date) (*LevyYear, error) {
	rules, err := readLevyRules(ctx, r)
	if err != nil {
		return nil, err
	}
	wages, err := readLevyWages(ctx, r, from, to)
	if err != nil {
		return nil, err
	}
	y := &LevyYear{From: from, To: to}
	if y.Payments, err = readLevyPayments(ctx, r, from, to); err != nil {
		return nil, err
	}
	for m := from; !m.After(to); m = m.Add(1) {
		w, known := wages[m]
		month := LevyMonth{Month: m, Known: known, Wages: w, Rule: rules.on(m)}
		month.reckon(y.Payments)
		month.Reason = month.why(today)
		y.add(month)
	}
	for _, p := range y.Payments {
		if _, extra := p.extra(rules); extra && !p.Reversed {
			y.Extra += p.Amount
		}
	}
	return y, nil
}

// LevyOfYear reads the levy of a calendar year.
func LevyOfYear(ctx context.Context, r ledger.Reader, year int, today civil.Date) (*LevyYear, error) {
	return LoadLevy(ctx, r, civil.YearMonth{Year: year, Month: 1}, civil.YearMonth{Year: year, Month: 12}, today)
}

func (p LevyPayment) extra(rules levyRules) (LevyStep, bool) {
	for _, s := range rules.on(p.Month).plan.Extra {
		if s.Kind == p.Kind {
			return s, true
		}
	}
	return LevyStep{}, false
}

// reckon makes the steps of the month's way, and further ones for what was paid in
// steps of another way: paid is paid.
func (m *LevyMonth) reckon(payments []LevyPayment) {
	if m.Known {
		m.Due = part(m.Wages.Wages, m.Rule.Rate, whole)
	}
	m.Parts = m.Rule.Shares.Cut(m.Due)
	at := map[string]int{}
	shares := map[string]LevyStep{}
	for _, s := range m.Rule.Flow.Steps {
		at[s.Kind], shares[s.Kind] = len(m.Steps), s
		m.Steps = append(m.Steps, LevyLine{Kind: s.Kind, Words: s.Words, ByUnit: s.ByUnit(), By: s.By, Due: m.Parts.of(s.Parts)})
	}
	for _, p := range payments {
		if p.Month != m.Month || p.Reversed {
			continue
		}
		i, ok := at[p.Kind]
		if !ok {
			s, known := m.Rule.plan.step(p.Kind)
			if !known || len(s.Parts) == 0 {
				continue // what comes back on conditions is no step of what is owed
			}
			i = len(m.Steps)
			at[p.Kind], shares[p.Kind] = i, s
			m.Steps = append(m.Steps, LevyLine{Kind: s.Kind, Words: s.Words, ByUnit: s.ByUnit(), By: s.By})
		}
		m.Steps[i].Paid += p.Amount
	}
	for _, l := range m.Steps {
		if l.ByUnit {
			m.Paid += l.Paid
		}
		step := shares[l.Kind]
		if of := m.Rule.Shares.of(step.Parts); of > 0 {
			m.HandedUp += part(l.Paid, m.Rule.Shares.of(step.upper()), of)
		}
	}
}

// why says in words what is missing in a month, "" where nothing is.
func (m *LevyMonth) why(today civil.Date) string {
	if !m.Known {
		switch {
		case m.Paid != 0:
			return fmt.Sprintf("没有工资总额，已缴 %s 元无从核对", m.Paid.Grouped())
		case m.Month.Last().Before(today):
			return "没有工资总额，不知道应缴多少"
		}
		return ""
	}
	var words []string
	for _, l := range m.Steps {
		verb := "缴"
		if l.By == "upper" {
			verb = "返"
		}
		switch owing := l.Owing(); {
		case owing > 0 && l.Paid == 0:
			words = append(words, fmt.Sprintf("%s %s 元还没有%s", l.Kind, l.Due.Grouped(), verb))
		case owing > 0:
			words = append(words, fmt.Sprintf("%s少%s %s 元", l.Kind, verb, owing.Grouped()))
		case owing < 0:
			words = append(words, fmt.Sprintf("%s多%s %s 元", l.Kind, verb, (-owing).Grouped()))
		}
	}
	if m.Wages.Note != "" {
		words = append(words, m.Wages.Note)
	}
	return strings.Join(words, "；")
}

func (y *LevyYear) add(m LevyMonth) {
	y.Months = append(y.Months, m)
	y.Wages += m.Wages.Wages
	y.Due += m.Due
	y.Paid += m.Paid
	y.HandedUp += m.HandedUp
	y.Parts.Own += m.Parts.Own
	y.Parts.Upper += m.Parts.Upper
	y.Parts.Fee += m.Parts.Fee
	for _, l := range m.Steps {
		found := false
		for i := range y.Steps {
			if y.Steps[i].Kind == l.Kind {
				y.Steps[i].Due += l.Due
				y.Steps[i].Paid += l.Paid
				found = true
			}
		}
		if !found {
			y.Steps = append(y.Steps, l)
		}
	}
}

func readLevyWages(ctx context.Context, r ledger.Reader, from, to civil.YearMonth) (map[civil.YearMonth]LevyWages, error) {
	rows, err := r.QueryContext(ctx, `SELECT month, wages_fen, coalesce(staff, 0), source, coalesce(note, '') FROM fund_levy WHERE month BETWEEN ? AND ?`, from, to)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[civil.YearMonth]LevyWages{}
	for rows.Next() {
		var w LevyWages
		if err := rows.Scan(&w.Month, &w.Wages, &w.Staff, &w.Source, &w.Note); err != nil {
			return nil, err
		}
		out[w.Month] = w
	}
	return out, rows.Err()
}

func readLevyPayments(ctx context.Context, r ledger.Reader, from, to civil.YearMonth) ([]LevyPayment, error) {
	rows, err := r.QueryContext(ctx, `SELECT p.id, p.month, p.kind, p.amount_fen, p.paid_on, coalesce(p.document, ''), coalesce(p.voucher_id, 0), coalesce(p.note, ''),
		EXISTS (SELECT 1 FROM fund_voucher v WHERE v.reverses = p.voucher_id) FROM fund_levy_payment p WHERE p.month BETWEEN ? AND ? ORDER BY p.month, p.id`, from, to)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []LevyPayment{}
	for rows.Next() {
		var p LevyPayment
		if err := rows.Scan(&p.ID, &p.Month, &p.Kind, &p.Amount, &p.PaidOn, &p.Document, &p.Voucher, &p.Note, &p.Reversed); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// ofDoubt is how many times the last known wages are held until somebody says they are
// right: a comma in the wrong place makes ten or a hundred.
const ofDoubt = 10

// CheckWages says what is doubtful about the wages of a month: an Error cannot be
// entered, a Warning can once somebody has confirmed it.
func CheckWages(ctx context.Context, r ledger.Reader, w LevyWages) ([]problem.Problem, error) {
	found := func(s problem.Severity, kind, format string, args ...any) []problem.Problem {
		return []problem.Problem{{Severity: s, Kind: kind, Table: "fund_levy", Who: w.Month.String(), Label: "工资总额", Value: w.Wages.Grouped(), Message: fmt.Sprintf(format, args...)}}
	}
	switch {
	case w.Wages < 0:
		return found(problem.Error, "wages_negative", "%s 工资总额 %s 元是负数，没有登记。请核对；扣款不从工资总额里减。", w.Month, w.Wages.Grouped()), nil
	case w.Wages > money.Limit || w.Staff < 0 || w.Staff > 10_000_000:
		return found(problem.Error, "wages_limit", "%s 工资总额或职工人数过大，请核对。", w.Month), nil
	case w.Wages == 0:
		return found(problem.Warning, "wages_absent", "%s 工资总额是 0。当月确实没有发工资才按 0 登记，不知道的请空着。", w.Month), nil
	}
	var last money.Fen
	var month civil.YearMonth
	if err := r.QueryRowContext(ctx, `SELECT coalesce(max(month), ''), coalesce(max(wages_fen), 0) FROM (SELECT month, wages_fen FROM fund_levy WHERE month < ? AND wages_fen > 0 ORDER BY month DESC LIMIT 1)`, w.Month).Scan(&month, &last); err != nil {
		return nil, err
	}
	switch {
	case last > 0 && w.Wages >= last*ofDoubt:
		return found(problem.Warning, "wages_times", "%s 工资总额 %s 元是 %s（%s 元）的 %d 倍，是不是多写了零，或把分当成了元？核对无误再确认。", w.Month, w.Wages.Grouped(), month, last.Grouped(), w.Wages/last), nil
	case last > 0 && w.Wages*ofDoubt <= last:
		return found(problem.Warning, "wages_times", "%s 工资总额 %s 元不到 %s（%s 元）的 %d 分之一，是不是少写了零，或单位是万元？核对无误再确认。", w.Month, w.Wages.Grouped(), month, last.Grouped(), ofDoubt), nil
	case w.Staff > 0 && w.Wages/money.Fen(w.Staff) >= 100_000_00:
		return found(problem.Warning, "wages_head", "%s 平均每人 %s 元，请核对工资总额和人数。", w.Month, (w.Wages / money.Fen(w.Staff)).Grouped()), nil
	}
	return nil, nil
}

// SetWages enters the wage bill of a month; what is doubtful only when confirmed.
func SetWages(tx *ledger.Tx, w LevyWages, confirmed bool) error {
	if w.Month.Year < 1990 || w.Month.Year > 2199 {
		return ledger.Refuse("月份“%s”不对，请写成 2022-05 这样。", w.Month)
	}
	ps, err := CheckWages(tx.Context(), tx, w)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if p.Severity == problem.Error || !confirmed {
			return ledger.Refuse("%s", p.Message)
		}
	}
	var staff any
	if w.Staff > 0 {
		staff = w.Staff
	}
	cols := []string{"month", "wages_fen", "staff", "source", "note"}
	vals := []any{w.Month, int64(w.Wages), staff, w.Source, orNull(w.Note)}
	tx.SetTitle(fmt.Sprintf("工资总额：%s %s 元", w.Month, w.Wages.Grouped()))
	id, err := levyID(tx, w.Month)
	switch {
	case err != nil:
		return err
	case id != 0:
		return tx.Update("fund_levy", id, cols, vals)
	}
	_, err = tx.Insert("fund_levy", cols, vals)
	return err
}

// ClearWages takes the wage bill of a month away: it is not known.
func ClearWages(tx *ledger.Tx, m civil.YearMonth) error {
	id, err := levyID(tx, m)
	if err != nil {
		return err
	}
	if id == 0 {
		return ledger.Refuse("%s 没有登记工资总额。", m)
	}
	tx.SetTitle("清除工资总额：" + m.String())
	return tx.Delete("fund_levy", id)
}

func levyID(tx *ledger.Tx, m civil.YearMonth) (id int64, err error) {
	err = tx.QueryRow(`SELECT coalesce(max(id), 0) FROM fund_levy WHERE month = ?`, m).Scan(&id)
	return id, err
}

// ProposeWages adds up the bases of dues of a month, of those billed for it or else of
// everybody with a base: a proposal, since they are those of the members only and may
// leave parts of the pay out.
func ProposeWages(ctx context.Context, r ledger.Reader, m civil.YearMonth) (LevyWages, error) {
	w := LevyWages{Month: m, Source: "会费基数合计"}
	for _, query := range []string{`SELECT coalesce(sum(base_fen), 0), count(*) FROM dues_bill WHERE month = ? AND exempt IS NULL AND base_fen > 0`,
		`SELECT coalesce(sum(base_fen), 0), count(*) FROM (SELECT base_fen, max(from_month) FROM dues_base WHERE from_month <= ? GROUP BY member_id)`} {
		if err := r.QueryRowContext(ctx, query, m).Scan(&w.Wages, &w.Staff); err != nil || w.Staff > 0 {
			return w, err
		}
	}
	return w, ledger.Refuse("%s 没有会费基数，提不出建议。请手工填写，或从工资表读取。", m)
}

// PasteWages reads lines of month, wages and, where it stands there, heads, as they are
// copied from a table; year completes months written as 5月 or 5.
func PasteWages(text string, year int) (out []LevyWages, bad []string) {
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) == 1 {
			cells = strings.Fields(line)
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		w, err := pastedLine(cells, year)
		if err != nil {
			bad = append(bad, fmt.Sprintf("“%s”：%v", strings.TrimSpace(line), err))
			continue
		}
		out = append(out, w)
	}
	return out, bad
}

func pastedLine(cells []string, year int) (LevyWages, error) {
	w := LevyWages{Source: "粘贴"}
	if len(cells) < 2 {
		return w, fmt.Errorf("要有月份和工资总额两列")
	}
	month := strings.TrimSpace(cells[0])
	if n, ok := monthNumber(month); ok {
		w.Month = civil.YearMonth{Year: year, Month: time.Month(n)}
	} else {
		var err error
		if w.Month, err = civil.ParseYearMonth(month); err != nil {
			return w, fmt.Errorf("看不出是哪个月")
		}
	}
	var err error
	if w.Wages, err = money.Parse(strings.TrimSpace(cells[1])); err != nil {
		return w, err
	}
	if len(cells) > 2 && strings.TrimSpace(cells[2]) != "" {
		if _, err := fmt.Sscanf(strings.TrimSpace(cells[2]), "%d", &w.Staff); err != nil {
			return w, fmt.Errorf("人数要写数字")
		}
	}
	return w, nil
}

func monthNumber(s string) (int, bool) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "份"), "月")
	var n int
	for _, r := range s {
		if r < '0' || r > '9' || n > 12 {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, n >= 1 && n <= 12
}

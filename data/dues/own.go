package dues

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// BookOf reads the rules a ledger uses: those shipped until the unit's own begin.
func BookOf(ctx context.Context, r ledger.Reader) (Book, error) {
	id, err := ledger.Setting(ctx, r, "dues_rule", official)
	if err != nil {
		return Book{}, err
	}
	book, err := LoadBook(id)
	if err != nil {
		return book, err
	}
	own, err := OwnRules(ctx, r)
	if err != nil || len(own) == 0 {
		return book, err
	}
	book.Rules = slices.DeleteFunc(book.Rules, func(x Rule) bool { return x.Effective >= own[0].Rule.Effective })
	for _, o := range own {
		book.Rules = append(book.Rules, o.Rule)
	}
	return book, nil
}

// OwnRule is a rule the unit set, with why.
type OwnRule struct {
	ID     int64  `json:"id"`
	Rule   Rule   `json:"rule"`
	Reason string `json:"reason"`
}

// OwnRules lists the rules the unit set, in the order they take effect.
func OwnRules(ctx context.Context, r ledger.Reader) ([]OwnRule, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, body, reason FROM dues_rule ORDER BY effective`)
	if err != nil {
		return nil, fmt.Errorf("读本会的会费规则：%w", err)
	}
	defer rows.Close()
	var out []OwnRule
	for rows.Next() {
		var o OwnRule
		var body string
		if err := rows.Scan(&o.ID, &body, &o.Reason); err != nil {
			return nil, err
		}
		if o.Rule, err = ParseRule([]byte(body)); err != nil {
			return nil, fmt.Errorf("本会的会费规则：%w", err)
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

// ParseRule reads one rule, written like those shipped, as the unit's own.
func ParseRule(text []byte) (Rule, error) {
	var r Rule
	if err := assets.Decode(text, &r); err != nil {
		return Rule{}, fmt.Errorf("会费规则写错了：%w", err)
	}
	r.fill()
	r.Own = true
	return r, r.Check()
}

// Text writes the rule as ParseRule reads it.
func (r Rule) Text() (string, error) {
	text, err := assets.Encode(r)
	return string(text), err
}

// RuleEffect is what a rule of the unit's own would change, in sentences.
type RuleEffect struct {
	// Replaces says that a rule of the same month is there already.
	Replaces bool `json:"replaces"`
	// Until is the month before the next own rule; none where it holds on.
	Until civil.YearMonth `json:"until,omitzero"`
	// Billed are the months from its beginning on that are billed already: they stay
	// until somebody corrects them. Closed are those of them that are closed.
	Billed []civil.YearMonth `json:"billed"`
	Closed []civil.YearMonth `json:"closed"`
	Words  []string          `json:"words"`
}

// EffectOf tells what setting a rule would mean for what is there: what it replaces,
// how long it holds, and what was billed by another rule.
func EffectOf(ctx context.Context, r ledger.Reader, rule Rule) (RuleEffect, error) {
	out := RuleEffect{Billed: []civil.YearMonth{}, Closed: []civil.YearMonth{}}
	from, err := ownStart(rule)
	if err != nil {
		return out, err
	}
	book, err := BookOf(ctx, r)
	if err != nil {
		return out, err
	}
	if now, err := book.On(from); err == nil {
		out.Words = append(out.Words, fmt.Sprintf("%s 起：%s → %s", from, now.Words(), rule.Words()))
	}
	for _, x := range book.Rules {
		switch {
		case x.Own && x.Effective == rule.Effective:
			out.Replaces = true
			out.Words = append(out.Words, fmt.Sprintf("%s 起已有一条本会的规则（%s），将由这一条代替。", from, x.Words()))
		case x.Own && x.Effective > rule.Effective && out.Until.IsZero():
			next := civil.MustParse(x.Effective).YearMonth()
			out.Until = next.Add(-1)
			out.Words = append(out.Words, fmt.Sprintf("%s 起另有一条本会的规则（%s），这一条只管到 %s。", next, x.Words(), out.Until))
		}
	}
	if err := out.readBilled(ctx, r, from); err != nil {
		return out, err
	}
	whole := Book{Rules: []Rule{rule}}
	if p, err := whole.PeriodOf(from); err == nil && rule.months() > 1 && p.First == from && int(from.Month-1)%rule.months() != 0 {
		out.Words = append(out.Words, fmt.Sprintf("%s 不是一期的第一个月，第一期只到 %s。", from, p.Last))
	}
	return out, nil
}

func (e *RuleEffect) readBilled(ctx context.Context, r ledger.Reader, from civil.YearMonth) error {
	until := e.Until
	if until.IsZero() {
		until = civil.YearMonth{Year: 9999, Month: 12}
	}
	rows, err := r.QueryContext(ctx, `SELECT DISTINCT b.month, EXISTS (SELECT 1 FROM dues_closing c WHERE c.month = b.month AND c.reopened_on IS NULL)
		FROM dues_bill b WHERE b.month BETWEEN ? AND ? ORDER BY 1`, from, until)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var m civil.YearMonth
		var closed bool
		if err := rows.Scan(&m, &closed); err != nil {
			return err
		}
		e.Billed = append(e.Billed, m)
		if closed {
			e.Closed = append(e.Closed, m)
		}
	}
	if n := len(e.Billed); n > 0 {
		text := fmt.Sprintf("%s 已经按原来的规则开过账", e.Billed[0])
		if n > 1 {
			text = fmt.Sprintf("%s 至 %s 的 %d 个月已经按原来的规则开过账", e.Billed[0], e.Billed[n-1], n)
		}
		text += "，不会自己变；要按新规则算，设好后在“开账”里更正，差额会列出来。"
		if c := len(e.Closed); c > 0 {
			text += fmt.Sprintf("其中 %d 个月已经结账，要先重开才能更正。", c)
		}
		e.Words = append(e.Words, text)
	}
	return rows.Err()
}

// ownStart is the month from which an own rule holds; it begins with a month, as
// dues are billed by the month.
func ownStart(rule Rule) (civil.YearMonth, error) {
	if err := rule.Check(); err != nil {
		return civil.YearMonth{}, ledger.Refuse("规则不能用：%v。没有保存。", err)
	}
	from := civil.MustParse(rule.Effective)
	if from.Day != 1 || from.Year < 1950 || from.Year > 2199 {
		return civil.YearMonth{}, ledger.Refuse("规则要从某个月的 1 日起生效，%s 不行。请写成 %s 或下个月的 1 日。", from, from.YearMonth().First())
	}
	return from.YearMonth(), nil
}

// SetRule sets a rule of the unit's own from its month on, in the place of one of the
// same month, as one operation. It returns the operation, 0 when nothing differs.
func SetRule(ctx context.Context, l *ledger.Ledger, rule Rule, reason string) (int64, error) {
	from, err := ownStart(rule)
	if err != nil {
		return 0, err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return 0, ledger.Refuse("请写明为什么这样定（如哪次会议的决定），以后查得到。没有保存。")
	}
	rule.Own = true
	body, err := assets.Encode(rule)
	if err != nil {
		return 0, err
	}
	return l.Write(ctx, ledger.Op{Kind: "dues_rule", Title: fmt.Sprintf("会费规则自 %s 起：%s", from, rule.Words())}, func(tx *ledger.Tx) error {
		_, err := tx.Exec(`INSERT INTO dues_rule (effective, body, reason) VALUES (?, ?, ?)
			ON CONFLICT (effective) DO UPDATE SET body = excluded.body, reason = excluded.reason WHERE body <> excluded.body OR reason <> excluded.reason`,
			rule.Effective, string(body), reason)
		return err
	})
}

// DropRule takes back a rule of the unit's own; the one before it holds on.
func DropRule(ctx context.Context, l *ledger.Ledger, effective string) (int64, error) {
	own, err := OwnRules(ctx, l.Read())
	if err != nil {
		return 0, err
	}
	i := sort.Search(len(own), func(i int) bool { return own[i].Rule.Effective >= effective })
	if i == len(own) || own[i].Rule.Effective != effective {
		return 0, ledger.Refuse("没有自 %s 起的本会规则，什么都没有改动。", effective)
	}
	return l.Write(ctx, ledger.Op{Kind: "dues_rule", Title: fmt.Sprintf("取消自 %s 起的会费规则", effective)}, func(tx *ledger.Tx) error {
		return tx.Delete("dues_rule", own[i].ID)
	})
}

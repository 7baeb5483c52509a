package dues

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Correction is a bill that a later fact changes: what was due and what is due now,
// with why.
type Correction struct {
	Bill   int64           `json:"bill"`
	Month  civil.YearMonth `json:"month"`
	Member int64           `json:"member"`
	Name   string          `json:"name"`
	Group  string          `json:"department"`
	Before money.Fen       `json:"before_fen"`
	After  money.Fen       `json:"after_fen"`
	Paid   money.Fen       `json:"paid_fen"`
	Reason string          `json:"reason"`
	Exempt string          `json:"exempt,omitempty"`
	base   *money.Fen
	rule   string
	note   *string
}

// Words says the correction in a sentence.
func (c Correction) Words() string {
	text := fmt.Sprintf("%s %s 原应收 %s 元，现应收 %s 元：%s。", c.Name, c.Month, c.Before.Grouped(), c.After.Grouped(), c.Reason)
	if over := c.Paid - c.After; over > 0 {
		text += fmt.Sprintf("已收 %s 元，多收 %s 元。", c.Paid.Grouped(), over.Grouped())
	}
	return text
}

// Correcting is what correcting a span of months does.
type Correcting struct {
	First       civil.YearMonth `json:"first"`
	Last        civil.YearMonth `json:"last"`
	Corrections []Correction    `json:"corrections"`
	// Difference is the sum of what they add to and take from what is due.
	Difference money.Fen `json:"difference_fen"`
	// Closed are months left out, as they are closed.
	Closed    []civil.YearMonth `json:"closed"`
	Operation int64             `json:"operation,omitempty"`
}

// PreviewCorrections tells what Correct would post.
func PreviewCorrections(ctx context.Context, r ledger.Reader, first, last civil.YearMonth, members []int64) (Correcting, error) {
	out := Correcting{First: first, Last: last, Corrections: []Correction{}, Closed: []civil.YearMonth{}}
	if last.Before(first) {
		return out, ledger.Refuse("止月 %s 早于起月 %s，请核对。", last, first)
	}
	book, err := BookOf(ctx, r)
	if err != nil {
		return out, err
	}
	rows, err := r.QueryContext(ctx, `SELECT DISTINCT month FROM dues_bill WHERE month BETWEEN ? AND ? ORDER BY month`, first, last)
	if err != nil {
		return out, err
	}
	months, err := scanMonths(rows)
	if err != nil {
		return out, err
	}
	if out.Closed, err = closedIn(ctx, r, first, last); err != nil {
		return out, err
	}
	for _, m := range months {
		if slices.Contains(out.Closed, m) {
			continue
		}
		list, err := pending(ctx, r, book, m, members)
		if err != nil {
			return out, err
		}
		for _, c := range list {
			out.Difference += c.After - c.Before
		}
		out.Corrections = append(out.Corrections, list...)
	}
	return out, nil
}

// Correct posts, as one operation, what later facts change in the bills of open
// months from first to last; members nil means everybody. The bills themselves stay
// as they were posted. Nothing to correct is no operation.
func Correct(ctx context.Context, l *ledger.Ledger, first, last civil.YearMonth, members []int64) (out Correcting, err error) {
	op, err := l.Write(ctx, ledger.Op{Kind: "dues_correct"}, func(tx *ledger.Tx) (err error) {
		if out, err = PreviewCorrections(ctx, tx, first, last, members); err != nil {
			return err
		}
		if first == last && len(out.Closed) == 1 {
			return closedError(first)
		}
		span := first.String()
		if last != first {
			span += " 至 " + last.String()
		}
		tx.SetTitle(fmt.Sprintf("更正 %s 会费 %d 笔，%s 元", span, len(out.Corrections), signed(out.Difference)))
		return postCorrections(tx, out.Corrections)
	})
	out.Operation = op
	return out, err
}

func signed(f money.Fen) string {
	if f > 0 {
		return "+" + f.Grouped()
	}
	return f.Grouped()
}

func scanMonths(rows *sql.Rows) (out []civil.YearMonth, err error) {
	defer rows.Close()
	for rows.Next() {
		var m civil.YearMonth
		if err := rows.Scan(&m); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}

func postCorrections(tx *ledger.Tx, list []Correction) error {
	on := civil.FromTime(tx.Now())
	for _, c := range list {
		if err := c.post(tx, on); err != nil {
			return err
		}
	}
	return nil
}

// post enters the correction beside its bill.
func (c Correction) post(tx *ledger.Tx, on civil.Date) error {
	if _, err := tx.Exec(`UPDATE dues_bill SET corrected = 1 WHERE id = ? AND corrected = 0`, c.Bill); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO dues_correction (bill_id, amount_fen, base_fen, exempt, rule, note, reason, made_on) VALUES (?,?,?,?,?,?,?,?)`,
		c.Bill, int64(c.After-c.Before), c.base, orNull(c.Exempt, c.Exempt != ""), c.rule, c.note, c.Reason, on)
	return err
}

// pending finds the bills of a month that are no longer what the facts give. A bill
// that a merged record left behind is not looked at again.
func pending(ctx context.Context, r ledger.Reader, book Book, month civil.YearMonth, members []int64) ([]Correction, error) {
	rule, err := book.On(month)
	if err != nil {
		return nil, err
	}
	agreed, err := anyAgreed(ctx, r, month)
	if err != nil {
		return nil, err
	}
	only := ""
	if members != nil {
		ids := make([]string, len(members))
		for i, id := range members {
			ids[i] = strconv.FormatInt(id, 10)
		}
		only = ` AND m.id IN (` + strings.Join(ids, ",") + `)`
	}
	label := book.label(rule)
	rows, err := r.QueryContext(ctx, `SELECT d.id, d.member_id, p.name, coalesce(g.name, ''), d.amount_fen, d.base_fen, coalesce(d.exempt, ''), d.rule, coalesce(d.note, ''),
			n.amount, n.base, coalesce(n.exempt, ''), n.note,
			(SELECT coalesce(sum(y.amount_fen), 0) FROM dues_payment y WHERE y.member_id = d.member_id AND y.month = d.month)
		FROM (`+rule.assessSQL(month, agreed, only)+`) n JOIN dues_due d ON d.month = ?1 AND d.member_id = n.id
		JOIN member p ON p.id = n.id LEFT JOIN union_group g ON g.id = d.department
		WHERE n.amount <> d.amount_fen OR n.exempt IS NOT d.exempt`, month, month.Last())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Correction
	for rows.Next() {
		c := Correction{Month: month, rule: label}
		var was struct {
			base               *money.Fen
			exempt, rule, note string
		}
		if err := rows.Scan(&c.Bill, &c.Member, &c.Name, &c.Group, &c.Before, &was.base, &was.exempt, &was.rule, &was.note,
			&c.After, &c.base, &c.Exempt, &c.note, &c.Paid); err != nil {
			return nil, err
		}
		now := assessment{base: c.base, exempt: c.Exempt, rule: label}
		if c.note != nil {
			now.note = *c.note
		}
		c.Reason = whyDiffers(assessment{was.base, was.exempt, was.rule, was.note}, now)
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Correction) int { return cmp.Compare(a.Member, b.Member) })
	return out, errors.Join(rows.Err(), ctx.Err())
}

// assessment is what an amount rests on.
type assessment struct {
	base               *money.Fen
	exempt, rule, note string
}

// whyDiffers says why two months of one member differ.
func whyDiffers(was, now assessment) string {
	var why []string
	if was.exempt != now.exempt {
		switch {
		case was.exempt == NoBase && now.exempt == "" && now.base != nil:
			why = append(why, "补上了基数 "+now.base.Grouped())
		case now.exempt == "":
			why = append(why, "原为"+was.exempt+"，现应缴")
		default:
			why = append(why, "现为"+now.exempt)
		}
	}
	if was.note != now.note {
		switch {
		case now.note == "":
			why = append(why, "个人约定（"+was.note+"）不再适用")
		default:
			why = append(why, "个人约定："+now.note)
		}
	}
	if was.exempt == "" && now.exempt == "" && !sameBase(was.base, now.base) && was.base != nil && now.base != nil {
		why = append(why, fmt.Sprintf("基数由 %s 改为 %s", was.base.Grouped(), now.base.Grouped()))
	}
	if was.rule != now.rule {
		why = append(why, "规则改为自 "+now.rule[strings.LastIndexByte(now.rule, ' ')+1:]+" 起的一条")
	}
	if why == nil {
		return "按现在的规则和资料重算"
	}
	return strings.Join(why, "；")
}

func sameBase(a, b *money.Fen) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

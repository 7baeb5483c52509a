package dues

import (
	"context"
	"errors"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/problem"
)

// Exempted is somebody a month's bill leaves out, with the reason.
type Exempted struct {
	Member int64  `json:"member"`
	Name   string `json:"name"`
	Group  string `json:"department,omitempty"`
	Reason string `json:"reason"`
}

// Billing is the result of billing a month.
type Billing struct {
	Month civil.YearMonth `json:"month"`
	Rule  string          `json:"rule"`
	Basis string          `json:"basis"`
	// Billed counts the members with an amount, Total is their sum in fen.
	Billed int       `json:"billed"`
	Total  money.Fen `json:"total_fen"`
	// New counts those whom this run added; 0 when the month stood already. NewBilled
	// counts those of them with an amount.
	New       int        `json:"new"`
	NewBilled int        `json:"new_billed"`
	Exempt    []Exempted `json:"exempt"`
	// Problems names who should pay but cannot be billed, and bills that no
	// longer agree with the facts.
	Problems  []problem.Problem `json:"problems"`
	Operation int64             `json:"operation,omitempty"`
}

// Why nothing is due, in the words shown. NoBase is no exemption: the dues are
// owed, but how much is unknown.
const (
	NotYetIn   = "未入会"
	NotYetDue  = "未到计费月份"
	IsApplying = "入会申请中"
	IsRetained = "保留会籍"
	HasLeft    = "已离会"
	NoBase     = "缺缴费基数"
)

// BookOf reads the rule book a ledger uses.
func BookOf(ctx context.Context, r ledger.Reader) (Book, error) {
	id, err := ledger.Setting(ctx, r, "dues_rule", "official")
	if err != nil {
		return Book{}, err
	}
	return LoadBook(id)
}

// baseSQL is the base of member m for the month ?1. The newest base stands on the
// roster, where people correct it; months before the newest one look theirs up.
const baseSQL = `CASE WHEN EXISTS (SELECT 1 FROM dues_base b WHERE b.member_id = m.id AND b.from_month > ?1)
	THEN coalesce((SELECT b.base_fen FROM dues_base b WHERE b.member_id = m.id AND b.from_month <= ?1
		ORDER BY b.from_month DESC LIMIT 1), m.dues_base_fen)
	ELSE m.dues_base_fen END`

// reasonSQL tells why member m owes nothing for the month ?1 (its last day ?2),
// or gives NULL. The reasons follow from the last event, see member.State. A month
// told to the member (dues_from) moves the beginning or the end of the duty.
const reasonSQL = `CASE
	WHEN x.kind IS NULL OR x.kind = '未批准' THEN '` + NotYetIn + `'
	WHEN x.kind = '申请' THEN '` + IsApplying + `'
	WHEN x.kind IN ('入会', '转入', '恢复') THEN CASE
		WHEN x.dues_from > ?1 THEN '` + NotYetDue + `'
		WHEN x.dues_from IS NULL AND ?4 AND substr(x.date, 1, 7) = ?1 THEN '` + NotYetDue + `' END
	WHEN x.dues_from > ?1 THEN NULL
	WHEN x.kind = '保留' THEN '` + IsRetained + `'
	ELSE '` + HasLeft + `' END`

// billSQL enters a bill for everybody on the roster who has none for the month. The
// limit that limits nothing keeps SQLite from working base and reason out again for
// every place they are named in.
const billSQL = `INSERT INTO dues_bill (month, member_id, department, base_fen, amount_fen, exempt, rule)
SELECT ?1, id, department, base,
	CASE WHEN reason IS NULL AND base >= 0 THEN (base / ?5 * ?5 * ?6 + 500) / 1000 ELSE 0 END,
	CASE WHEN reason IS NULL AND (base IS NULL OR base < 0) THEN '` + NoBase + `' ELSE reason END, ?3
FROM (SELECT m.id, m.department, ` + baseSQL + ` AS base, ` + reasonSQL + ` AS reason
	FROM member m LEFT JOIN membership_fact x ON x.id =
		(SELECT e.id FROM membership_fact e WHERE e.member_id = m.id AND (e.date IS NULL OR e.date <= ?2)
		 ORDER BY e.date DESC, e.place DESC LIMIT 1)
	WHERE ` + member.NotMerged + ` LIMIT -1) p
WHERE NOT EXISTS (SELECT 1 FROM dues_bill d WHERE d.month = ?1 AND d.member_id = p.id)`

// Bill posts the dues of a month as one operation. Members billed before are not
// touched; where a later fact would change their bill, a problem says so.
func Bill(ctx context.Context, l *ledger.Ledger, month civil.YearMonth) (Billing, error) {
	return bill(ctx, l, month, nil)
}

var errPreview = errors.New("only looked at")

// Preview tells what Bill would post for a month, and changes nothing.
func Preview(ctx context.Context, l *ledger.Ledger, month civil.YearMonth) (Billing, error) {
	out, err := bill(ctx, l, month, errPreview)
	if errors.Is(err, errPreview) {
		err = nil
	}
	return out, err
}

// bill posts a month; an error given as after takes it back in the end.
func bill(ctx context.Context, l *ledger.Ledger, month civil.YearMonth, after error) (Billing, error) {
	out := Billing{Month: month}
	book, err := BookOf(ctx, l.Read())
	if err != nil {
		return out, err
	}
	rule, err := book.On(month)
	if err != nil {
		return out, err
	}
	if now := civil.FromTime(l.Now()).YearMonth(); month.After(now.Add(1)) {
		return out, ledger.Refuse("%s 还没有到，最多提前一个月开账。请核对月份。", month)
	}
	out.Rule, out.Basis = rule.Words(), rule.Basis
	out.Operation, err = l.Write(ctx, ledger.Op{Kind: "bill", Title: fmt.Sprintf("%s 会费开账", month)}, func(tx *ledger.Tx) error {
		var before int
		if err := tx.QueryRow(`SELECT count(*) FROM dues_bill WHERE month = ? AND exempt IS NULL`, month).Scan(&before); err != nil {
			return fmt.Errorf("开账：%w", err)
		}
		res, err := tx.Exec(billSQL, month, month.Last(), book.ID+" "+rule.Effective, rule.Joining == "next_month", int64(rule.floorFen()), rule.RatePermille)
		if err != nil {
			return fmt.Errorf("开账：%w", err)
		}
		n, err := res.RowsAffected()
		out.New = int(n)
		if err != nil {
			return err
		}
		if err := out.read(ctx, tx, rule); err != nil {
			return err
		}
		out.NewBilled = out.Billed - before
		tx.SetTitle(fmt.Sprintf("%s 会费开账：%d 人，%s 元", month, out.Billed, out.Total.Grouped()))
		return after
	})
	return out, err
}

// ReadBilling reads a month as it was billed; Billed and Exempt are empty when it
// was not.
func ReadBilling(ctx context.Context, r ledger.Reader, month civil.YearMonth) (Billing, error) {
	out := Billing{Month: month}
	book, err := BookOf(ctx, r)
	if err != nil {
		return out, err
	}
	rule, err := book.On(month)
	if err != nil {
		return out, err
	}
	out.Rule, out.Basis = rule.Words(), rule.Basis
	return out, out.read(ctx, r, rule)
}

func (b *Billing) read(ctx context.Context, r ledger.Reader, rule Rule) error {
	if err := r.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(amount_fen), 0) FROM dues_bill WHERE month = ? AND exempt IS NULL`, b.Month).
		Scan(&b.Billed, &b.Total); err != nil {
		return err
	}
	rows, err := r.QueryContext(ctx, `SELECT d.member_id, m.name, coalesce(g.name, ''), d.exempt FROM dues_bill d JOIN member m ON m.id = d.member_id
		LEFT JOIN union_group g ON g.id = d.department WHERE d.month = ? AND d.exempt IS NOT NULL ORDER BY d.exempt, m.name_key`, b.Month)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e Exempted
		if err := rows.Scan(&e.Member, &e.Name, &e.Group, &e.Reason); err != nil {
			return err
		}
		b.Exempt = append(b.Exempt, e)
		if e.Reason == NoBase {
			b.Problems = append(b.Problems, problem.Problem{Severity: problem.Error, Kind: "dues_base_missing", Table: "member", Record: e.Member,
				Who: e.Name, Field: "dues_base_fen", Label: "缴费基数", Message: e.Name + "没有缴费基数（或为负数），算不出会费。请补上基数后再开账。"})
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if b.New == b.Billed+len(b.Exempt) {
		return nil // all bills were made just now, from the facts as they are
	}
	return b.changedSince(ctx, r, rule)
}

// changedSince finds bills whose base is no longer the one in force.
func (b *Billing) changedSince(ctx context.Context, r ledger.Reader, rule Rule) error {
	rows, err := r.QueryContext(ctx, `SELECT m.id, m.name, d.base_fen, d.amount_fen, `+baseSQL+` AS base FROM dues_bill d JOIN member m ON m.id = d.member_id
		WHERE d.month = ?1 AND (d.exempt IS NULL OR d.exempt = '`+NoBase+`') AND base IS NOT d.base_fen AND base >= 0`, b.Month)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var name string
		var old *int64
		var billed, base money.Fen
		if err := rows.Scan(&id, &name, &old, &billed, &base); err != nil {
			return err
		}
		if now := rule.Amount(base); now != billed {
			b.Problems = append(b.Problems, problem.Problem{Severity: problem.Warning, Kind: "bill_outdated", Table: "member", Record: id, Who: name,
				Field: "dues_base_fen", Label: "缴费基数", Value: billed.String(), New: now.String(),
				Message: fmt.Sprintf("%s %s 按原基数开了 %s 元，现在的基数应为 %s 元。已开的账没有改动；要改请撤销开账后重开。", name, b.Month, billed.Grouped(), now.Grouped())})
		}
	}
	return rows.Err()
}

// keepFirstBase keeps the base on the roster for the months before the first one
// that is entered, whose bills would else seem to rest on another base than the one
// in force.
func keepFirstBase(tx *ledger.Tx, id int64) error {
	_, err := tx.Exec(`INSERT INTO dues_base (member_id, from_month, base_fen, source) SELECT id, '1900-01', dues_base_fen, '名册' FROM member
		WHERE id = ? AND dues_base_fen IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dues_base b WHERE b.member_id = member.id)`, id)
	return err
}

// SetBase enters the base of a member from a month on; the same base again
// changes nothing.
func SetBase(tx *ledger.Tx, id int64, from civil.YearMonth, base money.Fen, source string) error {
	if err := keepFirstBase(tx, id); err != nil {
		return err
	}
	// So does the newest base, which may have been corrected on the roster since.
	if _, err := tx.Exec(`UPDATE dues_base SET base_fen = m.dues_base_fen, source = '名册' FROM member m
		WHERE m.id = dues_base.member_id AND m.id = ? AND m.dues_base_fen <> base_fen
		AND from_month = (SELECT max(b.from_month) FROM dues_base b WHERE b.member_id = m.id)`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO dues_base (member_id, from_month, base_fen, source) VALUES (?,?,?,?)
		ON CONFLICT (member_id, from_month) DO UPDATE SET base_fen = excluded.base_fen, source = excluded.source`, id, from, int64(base), source)
	if err != nil {
		return err
	}
	var newer bool
	if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM dues_base WHERE member_id = ? AND from_month > ?)`, id, from).Scan(&newer); err != nil || newer {
		return err
	}
	return member.Update(tx, id, map[string]string{"dues_base_fen": fmt.Sprint(int64(base))})
}

package dues

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

func init() {
	member.OnMerge(moveBills, "dues_bill", "dues_payment")
	member.OnMerge(moveBases, "dues_base")
	member.OnMerge(moveOverrides, "dues_override")
}

// twoBills are the bills of one month of both records.
type twoBills struct {
	month              civil.YearMonth
	keepBill, dropBill int64
	keepDue, dropDue   money.Fen
	keepPaid, dropPaid money.Fen
	keepPays, dropPays int
	keepFree, dropFree bool // nothing is due
}

// moveBills moves bills and payments of one record of a person to the other. Of two
// bills of one month the one that was paid stays, or the one that asks for an
// amount. Where both were paid the money was taken twice: every payment stays, on one
// bill. Nobody but the clerk knows which amount was right, so the bill asks for no
// less than was taken, and nothing that was paid becomes arrears.
func moveBills(tx *ledger.Tx, keep, drop int64) (notes []string, err error) {
	both, err := billsOfBoth(tx, keep, drop)
	if err != nil {
		return nil, err
	}
	on := civil.FromTime(tx.Now())
	var cancelled money.Fen
	var gone, doubled int
	var apart []string
	for _, b := range both {
		switch {
		case b.keepPays > 0 && b.dropPays > 0:
			if doubled++; b.keepDue != b.dropDue || b.keepPaid != b.dropPaid || b.keepPaid != b.keepDue {
				apart = append(apart, fmt.Sprintf("%s 一边应收 %s 元、已收 %s 元，另一边应收 %s 元、已收 %s 元，合为应收 %s 元、已收 %s 元", b.month,
					b.keepDue.Grouped(), b.keepPaid.Grouped(), b.dropDue.Grouped(), b.dropPaid.Grouped(), b.joined().Grouped(), (b.keepPaid+b.dropPaid).Grouped()))
			}
			err = b.settle(tx, on, takeBoth)
		case b.dropPays > 0 || b.keepPays == 0 && b.keepFree && !b.dropFree:
			cancelled += b.keepDue
			gone++
			err = b.settle(tx, on, takeDropped)
		default:
			cancelled += b.dropDue
			gone++
			err = b.settle(tx, on, takeKept)
		}
		if err != nil {
			return nil, err
		}
	}
	moved, err := tx.Exec(`UPDATE dues_bill SET member_id = ?1 WHERE member_id = ?2
		AND month NOT IN (SELECT month FROM dues_bill WHERE member_id = ?1)`, keep, drop)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec(`UPDATE dues_payment SET member_id = ?1 WHERE member_id = ?2`, keep, drop); err != nil {
		return nil, err
	}
	if n, err := moved.RowsAffected(); err != nil {
		return nil, err
	} else if n > 0 {
		notes = append(notes, fmt.Sprintf("会费账 %d 个月连同收款移到保留的一边。", n))
	}
	if gone > 0 {
		notes = append(notes, fmt.Sprintf("%d 个月两边都开了账，只留一笔，销掉重复的应收 %s 元；收款一笔不动。", gone, cancelled.Grouped()))
	}
	if doubled > 0 {
		notes = append(notes, fmt.Sprintf("%d 个月两边都收过会费，两笔并在一起，收款合计不变。多收的请和财务核对后退还本人。", doubled))
	}
	if len(apart) > 0 {
		more := ""
		if n := len(apart); n > mostApart {
			more = fmt.Sprintf("等 %d 个月", n)
		}
		notes = append(notes, "两边收得不一样的："+strings.Join(apart[:min(len(apart), mostApart)], "；")+more+"。请和财务核对。")
	}
	return notes, nil
}

// billsOfBoth reads the months for which both records have a bill.
func billsOfBoth(tx *ledger.Tx, keep, drop int64) ([]twoBills, error) {
	rows, err := tx.Query(`SELECT k.month, k.id, d.id, k.amount_fen, d.amount_fen, k.exempt IS NOT NULL, d.exempt IS NOT NULL,
		(SELECT count(*) FROM dues_payment p WHERE p.month = k.month AND p.member_id = ?1),
		(SELECT count(*) FROM dues_payment p WHERE p.month = k.month AND p.member_id = ?2),
		(SELECT coalesce(sum(p.amount_fen), 0) FROM dues_payment p WHERE p.month = k.month AND p.member_id = ?1),
		(SELECT coalesce(sum(p.amount_fen), 0) FROM dues_payment p WHERE p.month = k.month AND p.member_id = ?2)
		FROM dues_due k JOIN dues_due d ON d.month = k.month AND d.member_id = ?2 WHERE k.member_id = ?1 ORDER BY k.month`, keep, drop)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []twoBills
	for rows.Next() {
		var b twoBills
		if err := rows.Scan(&b.month, &b.keepBill, &b.dropBill, &b.keepDue, &b.dropDue, &b.keepFree, &b.dropFree,
			&b.keepPays, &b.dropPays, &b.keepPaid, &b.dropPaid); err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, rows.Err()
}

// mostApart is how many months paid differently are told one by one.
const mostApart = 3

// joined is what the bill of both asks for: once the dues of the month, and no less
// than was taken.
func (b twoBills) joined() money.Fen { return max(b.keepDue, b.dropDue, b.keepPaid+b.dropPaid) }

// settle makes one bill of the two by corrections: the one that stays is due what
// take says, the other one, left with the merged record, nothing.
func (b twoBills) settle(tx *ledger.Tx, on civil.Date, take merging) error {
	var keep, drop settled
	for _, s := range []struct {
		of *settled
		id int64
	}{{&keep, b.keepBill}, {&drop, b.dropBill}} {
		if err := tx.QueryRow(`SELECT amount_fen, base_fen, coalesce(exempt, ''), rule, note FROM dues_due WHERE id = ?`, s.id).
			Scan(&s.of.fen, &s.of.base, &s.of.exempt, &s.of.rule, &s.of.note); err != nil {
			return err
		}
	}
	const reason = "两条记录合并，同一个月只算一笔"
	if take != takeKept {
		c := Correction{Bill: b.keepBill, Before: keep.fen, After: drop.fen, Exempt: drop.exempt, Reason: reason, base: drop.base, rule: drop.rule, note: drop.note}
		if take == takeBoth {
			c = Correction{Bill: b.keepBill, Before: keep.fen, After: b.joined(), Reason: "两条记录合并，两笔都已收款，并成一笔", base: keep.base, rule: keep.rule, note: keep.note}
		}
		if err := c.post(tx, on); err != nil {
			return err
		}
	}
	return Correction{Bill: b.dropBill, Before: drop.fen, Exempt: IsMerged, Reason: reason, base: drop.base, rule: drop.rule}.post(tx, on)
}

// settled is what a bill rests on after its corrections.
type settled struct {
	fen          money.Fen
	base         *money.Fen
	exempt, rule string
	note         *string
}

// merging is which of two bills of a month counts.
type merging int

const (
	takeKept merging = iota
	takeDropped
	takeBoth
)

// moveBases moves the bases of the months for which the record that stays has none.
// The base in force is the one on the roster, which was chosen field by field.
func moveBases(tx *ledger.Tx, keep, drop int64) ([]string, error) {
	var any bool
	if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM dues_base WHERE member_id = ?)`, drop).Scan(&any); err != nil || !any {
		return nil, err
	}
	if err := keepFirstBase(tx, keep); err != nil {
		return nil, err
	}
	if _, err := tx.Exec(`DELETE FROM dues_base WHERE member_id = ?2
		AND from_month IN (SELECT from_month FROM dues_base WHERE member_id = ?1)`, keep, drop); err != nil {
		return nil, err
	}
	_, err := tx.Exec(`UPDATE dues_base SET member_id = ?1 WHERE member_id = ?2`, keep, drop)
	return nil, err
}

// moveOverrides moves what was agreed with the record that goes, where nothing was
// agreed for the same months with the one that stays.
func moveOverrides(tx *ledger.Tx, keep, drop int64) ([]string, error) {
	both, err := tx.Exec(`DELETE FROM dues_override WHERE member_id = ?2 AND EXISTS (SELECT 1 FROM dues_override k WHERE k.member_id = ?1
		AND k.from_month <= coalesce(dues_override.to_month, '9999-12') AND coalesce(k.to_month, '9999-12') >= dues_override.from_month)`, keep, drop)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec(`UPDATE dues_override SET member_id = ?1 WHERE member_id = ?2`, keep, drop); err != nil {
		return nil, err
	}
	if n, err := both.RowsAffected(); err != nil || n == 0 {
		return nil, err
	} else {
		return []string{fmt.Sprintf("两边同月都有个人会费约定，留下保留一边的，另一边 %d 条不再用。", n)}, nil
	}
}

package dues

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// What can be agreed with a single member.
const (
	AgreedFree  = "免缴"
	AgreedFixed = "定额"
	AgreedRate  = "比例"
)

// AgreedKinds lists them.
var AgreedKinds = []string{AgreedFree, AgreedFixed, AgreedRate}

// Override is what was agreed with a member in the place of the rule, with why. To
// is the last month, none while it holds on.
type Override struct {
	ID       int64           `json:"id"`
	Member   int64           `json:"member"`
	Name     string          `json:"name"`
	Group    string          `json:"department"`
	From     civil.YearMonth `json:"from_month"`
	To       civil.YearMonth `json:"to_month,omitzero"`
	Kind     string          `json:"kind"`
	Amount   money.Fen       `json:"amount_fen,omitempty"`
	RatePPM  int64           `json:"rate_ppm,omitempty"`
	Reason   string          `json:"reason"`
	Document string          `json:"document,omitempty"`
}

// What says what was agreed: 免缴, 每月定额 10.00 元, 按基数的 0.25%.
func (o Override) What() string {
	switch o.Kind {
	case AgreedFixed:
		return "每月定额 " + o.Amount.Grouped() + " 元"
	case AgreedRate:
		return "按基数的 " + Percent(o.RatePPM)
	}
	return o.Kind
}

// Span says for which months: 2022-01 起, 2022-01 至 2022-06.
func (o Override) Span() string {
	if o.To.IsZero() {
		return o.From.String() + " 起"
	}
	if o.To == o.From {
		return o.From.String()
	}
	return o.From.String() + " 至 " + o.To.String()
}

// check says in a sentence what is wrong with an agreement.
func (o Override) check() error {
	switch {
	case o.From.IsZero() || o.From.Year < 1950 || o.From.Year > 2199:
		return ledger.Refuse("请写明从哪个月起。没有保存。")
	case !o.To.IsZero() && o.To.Before(o.From):
		return ledger.Refuse("止月 %s 早于起月 %s，请核对。没有保存。", o.To, o.From)
	case strings.TrimSpace(o.Reason) == "":
		return ledger.Refuse("请写明理由（如困难职工、哪次会议同意），免缴和另定数额都要说得清。没有保存。")
	case o.Kind == AgreedFixed && (o.Amount <= 0 || o.Amount > maxFixed):
		return ledger.Refuse("定额要大于 0、不超过 100,000 元；不用缴的请选“免缴”。没有保存。")
	case o.Kind == AgreedRate && (o.RatePPM <= 0 || o.RatePPM > maxRate):
		return ledger.Refuse("比例要大于 0、不超过 10%%。没有保存。")
	case o.Kind != AgreedFree && o.Kind != AgreedFixed && o.Kind != AgreedRate:
		return ledger.Refuse("约定只能是免缴、定额或比例，不能是“%s”。没有保存。", o.Kind)
	}
	return nil
}

// Overrides lists what was agreed with a member, or with everybody for 0: those that
// hold on first, the newest first.
func Overrides(ctx context.Context, r ledger.Reader, id int64) ([]Override, error) {
	rows, err := r.QueryContext(ctx, `SELECT o.id, o.member_id, m.name, coalesce(g.name, ''), o.from_month, o.to_month, o.kind,
		coalesce(o.amount_fen, 0), coalesce(o.rate_ppm, 0), o.reason, coalesce(o.document, '')
		FROM dues_override o JOIN member m ON m.id = o.member_id LEFT JOIN union_group g ON g.id = m.department
		WHERE ?1 = 0 OR o.member_id = ?1 ORDER BY o.to_month IS NOT NULL, o.to_month DESC, o.from_month DESC, m.name_key, o.id`, id)
	if err != nil {
		return nil, fmt.Errorf("读个人会费约定：%w", err)
	}
	defer rows.Close()
	var out []Override
	for rows.Next() {
		var o Override
		if err := rows.Scan(&o.ID, &o.Member, &o.Name, &o.Group, &o.From, &o.To, &o.Kind, &o.Amount, &o.RatePPM, &o.Reason, &o.Document); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

// SetOverride enters an agreement, or changes the one with its ID, as one operation.
// Two for one member in one month are refused.
func SetOverride(ctx context.Context, l *ledger.Ledger, o Override) (int64, error) {
	if err := o.check(); err != nil {
		return 0, err
	}
	return l.Write(ctx, ledger.Op{Kind: "dues_override"}, func(tx *ledger.Tx) error {
		old, err := Overrides(ctx, tx, o.Member)
		if err != nil {
			return err
		}
		for _, x := range old {
			if x.ID != o.ID && !(!x.To.IsZero() && x.To.Before(o.From) || !o.To.IsZero() && o.To.Before(x.From)) {
				return ledger.Refuse("%s %s已有约定（%s，%s），月份重了。请先给那一条写上止月，或改那一条。没有保存。", x.Name, x.Span(), x.What(), x.Reason)
			}
		}
		var name string
		if err := tx.QueryRow(`SELECT name FROM member WHERE id = ?`, o.Member).Scan(&name); err != nil {
			return ledger.Refuse("没有找到这位会员，没有保存。")
		}
		cols := []string{"member_id", "from_month", "to_month", "kind", "amount_fen", "rate_ppm", "reason", "document"}
		vals := []any{o.Member, o.From, orNull(o.To, !o.To.IsZero()), o.Kind, orNull(int64(o.Amount), o.Kind == AgreedFixed), orNull(o.RatePPM, o.Kind == AgreedRate),
			strings.TrimSpace(o.Reason), orNull(strings.TrimSpace(o.Document), strings.TrimSpace(o.Document) != "")}
		tx.SetTitle(fmt.Sprintf("%s 会费约定：%s，%s", name, cmp.Or(o.What(), o.Kind), o.Span()))
		if o.ID != 0 {
			return tx.Update("dues_override", o.ID, cols, vals)
		}
		_, err = tx.Insert("dues_override", cols, vals)
		return err
	})
}

// orNull is a value, or none.
func orNull(v any, has bool) any {
	if has {
		return v
	}
	return nil
}

// DropOverride takes an agreement out; bills that rest on it stay until corrected.
func DropOverride(ctx context.Context, l *ledger.Ledger, id int64) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "dues_override"}, func(tx *ledger.Tx) error {
		var name string
		if err := tx.QueryRow(`SELECT m.name FROM dues_override o JOIN member m ON m.id = o.member_id WHERE o.id = ?`, id).Scan(&name); err != nil {
			return ledger.Refuse("没有第 %d 号会费约定，什么都没有改动。", id)
		}
		tx.SetTitle("取消" + name + "的会费约定")
		return tx.Delete("dues_override", id)
	})
}

// anyAgreed tells whether anything was agreed with anybody for a month.
func anyAgreed(ctx context.Context, r ledger.Reader, month civil.YearMonth) (any bool, err error) {
	err = r.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM dues_override WHERE from_month <= ?1 AND (to_month IS NULL OR to_month >= ?1))`, month).Scan(&any)
	return any, err
}

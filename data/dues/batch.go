package dues

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Line is what one member pays in a batch.
type Line struct {
	Member int64     `json:"member"`
	Amount money.Fen `json:"amount_fen"`
}

// Batch is money taken together, as it comes in: a group's list, a wage deduction, a
// transfer, or what one member brings.
type Batch struct {
	On     civil.Date
	Method string
	// Source says where the list comes from: 机加工一车间, 2021-11 工资代扣, 本人.
	Source string
	Lines  []Line
	// Month is the one that is paid; the zero month pays the oldest ones first. With
	// Hold, what is beyond the month goes to the oldest ones before it is held.
	Month civil.YearMonth
	// Control and Count are counted by hand and must agree; nil is not asked.
	Control *money.Fen
	Count   *int
	// Outside is money within Control that belongs to no member, with whose it is.
	Outside      money.Fen
	OutsideWords string
	// Hold takes what is paid beyond what is owed as an advance; else it is refused.
	Hold bool
	// OneReceipt is made out to Payer for all; else each payer gets one.
	OneReceipt bool
	Payer      string
}

// Posted is a batch that was entered.
type Posted struct {
	Batch   int64     `json:"batch"`
	Members int       `json:"members"`
	Total   money.Fen `json:"total_fen"`
	// Advance is the part of Total that is held for later months.
	Advance money.Fen `json:"advance_fen"`
	// First and Last are the numbers of the receipts.
	First     int64 `json:"first_receipt"`
	Last      int64 `json:"last_receipt"`
	Operation int64 `json:"operation"`
}

// Words says what was taken in one line.
func (p Posted) Words() string {
	s := fmt.Sprintf("%d 人 %s 元", p.Members, p.Total.Grouped())
	if p.Advance > 0 {
		s += fmt.Sprintf("，其中预缴 %s 元", p.Advance.Grouped())
	}
	if p.First == p.Last {
		return s + fmt.Sprintf("，收据第 %d 号", p.First)
	}
	return s + fmt.Sprintf("，收据第 %d–%d 号", p.First, p.Last)
}

// Post enters a batch as one operation, or says why not: a line that cannot be, more
// than is owed, control figures that do not agree.
func Post(ctx context.Context, l *ledger.Ledger, b Batch) (Posted, error) {
	var out Posted
	op, err := l.Write(ctx, ledger.Op{Kind: "collect"}, func(tx *ledger.Tx) (err error) {
		if out, err = b.post(tx); err == nil {
			tx.SetTitle(fmt.Sprintf("收会费 %s（%s，%s）", out.Words(), b.Source, b.Method))
		}
		return err
	})
	out.Operation = op
	return out, err
}

// post enters a batch into a running write.
func (b Batch) post(tx *ledger.Tx) (Posted, error) {
	var out Posted
	if err := b.oneReceipt(tx.Context(), tx); err != nil {
		return out, err
	}
	ids := make([]int64, len(b.Lines))
	for i, x := range b.Lines {
		ids[i] = x.Member
	}
	names, err := namesOf(tx.Context(), tx, ids)
	if err != nil {
		return out, err
	}
	if err := b.check(tx, names); err != nil {
		return out, err
	}
	owed, err := b.owed(tx, ids)
	if err != nil {
		return out, err
	}
	shares := make([]share, len(b.Lines))
	for i, x := range b.Lines {
		shares[i] = allocate(x, owed[x.Member])
	}
	if !b.Hold {
		if err := b.tooMuch(shares, names); err != nil {
			return out, err
		}
	}
	var control, count any
	if b.Control != nil {
		control = int64(*b.Control)
	}
	if b.Count != nil {
		count = int64(*b.Count)
	}
	if out.Batch, err = tx.Insert("dues_batch", []string{"taken_on", "method", "source", "control_fen", "control_count", "note"},
		[]any{b.On, b.Method, b.Source, control, count, orNil(b.OutsideWords)}); err != nil {
		return out, err
	}
	return out, b.enter(tx, shares, names, &out)
}

// owed reads what the lines may pay: where more is held as an advance, the month of
// the batch first and then the oldest ones.
func (b Batch) owed(tx *ledger.Tx, ids []int64) (map[int64][]monthOwed, error) {
	if b.Month.IsZero() || !b.Hold {
		return owingOf(tx.Context(), tx, ids, b.Month)
	}
	owed, err := owingOf(tx.Context(), tx, ids, civil.YearMonth{})
	for _, list := range owed {
		if i := slices.IndexFunc(list, func(o monthOwed) bool { return o.month == b.Month }); i > 0 {
			this := list[i]
			copy(list[1:i+1], list[:i])
			list[0] = this
		}
	}
	return owed, err
}

// enter writes the receipts, payments and advances of a batch.
func (b Batch) enter(tx *ledger.Tx, shares []share, names map[int64]string, out *Posted) error {
	book, err := receiptsFrom(tx)
	if err != nil {
		return err
	}
	for _, s := range shares {
		out.Members++
		out.Total += s.Amount
		out.Advance += s.rest
	}
	var receipt int64
	if b.OneReceipt {
		words := fmt.Sprintf("%s %d 人", duesWords(monthsOf(shares)), len(shares))
		if receipt, err = book.issue(tx, issued{payer: b.Payer, on: b.On, fen: out.Total, method: b.Method, words: words, batch: out.Batch}); err != nil {
			return err
		}
	}
	for _, s := range shares {
		if !b.OneReceipt {
			receipt, err = book.issue(tx, issued{member: s.Member, payer: names[s.Member], on: b.On, fen: s.Amount, method: b.Method, words: s.words(), batch: out.Batch})
			if err != nil {
				return err
			}
		}
		for _, p := range s.parts {
			if _, err := tx.Insert("dues_payment", []string{"month", "member_id", "amount_fen", "paid_on", "method", "batch_id", "receipt_id"},
				[]any{p.month, s.Member, int64(p.fen), b.On, b.Method, out.Batch, receipt}); err != nil {
				return err
			}
		}
		if s.rest > 0 {
			if _, err := tx.Insert("dues_advance", []string{"member_id", "amount_fen", "kind", "taken_on", "method", "batch_id", "receipt_id"},
				[]any{s.Member, int64(s.rest), AdvanceTaken, b.On, b.Method, out.Batch, receipt}); err != nil {
				return err
			}
		}
	}
	out.First, out.Last = book.first, book.last
	return nil
}

// check refuses what cannot be a batch before anything is looked up.
func (b Batch) check(tx *ledger.Tx, names map[int64]string) error {
	if len(b.Lines) == 0 {
		return ledger.Refuse("名单里没有人缴费，没有入账。")
	}
	if b.Method == "" {
		return ledger.Refuse("没有写收缴方式，没有入账。")
	}
	if !b.On.Complete() {
		return ledger.Refuse("收款日期要写到日，没有入账。")
	}
	if closed, err := IsClosed(tx.Context(), tx, b.On.YearMonth()); err != nil {
		return err
	} else if closed {
		return ledger.Refuse("收款日期 %s 所在的月份已经结账，没有入账。请用没有结账的日期，或先重开 %s。", b.On, b.On.YearMonth())
	}
	seen := map[int64]bool{}
	for _, x := range b.Lines {
		switch name := names[x.Member]; {
		case name == "":
			return ledger.Refuse("名单里有一个人不在台账里（编号 %d），没有入账。请刷新名单。", x.Member)
		case seen[x.Member]:
			return ledger.Refuse("%s在名单里有两行，没有入账。请只留一行，或分两批收。", name)
		case x.Amount <= 0:
			return ledger.Refuse("%s的金额是 %s 元，收款金额要大于 0，没有入账。没有缴的请不要勾选。", name, x.Amount.Grouped())
		case x.Amount > money.Limit/1000:
			return ledger.Refuse("%s的金额 %s 元太大，没有入账。请核对小数点。", name, x.Amount.Grouped())
		}
		seen[x.Member] = true
	}
	if words := Disagrees(b, names); words != "" {
		return ledger.Refuse("%s没有入账。", words)
	}
	return nil
}

// tooMuch names who pays more than he owes.
func (b Batch) tooMuch(shares []share, names map[int64]string) error {
	var who []string
	n := 0
	for _, s := range shares {
		if s.rest == 0 {
			continue
		}
		if n++; n <= 3 {
			who = append(who, fmt.Sprintf("%s欠 %s 元、缴 %s 元", names[s.Member], (s.Amount-s.rest).Grouped(), s.Amount.Grouped()))
		}
	}
	if n == 0 {
		return nil
	}
	of := "会费"
	if !b.Month.IsZero() {
		of = b.Month.String() + " 会费"
	}
	return ledger.Refuse("有 %d 人缴的比欠的%s多：%s。没有入账。请改金额，或把多的转作预缴。", n, of, someOf(who, n))
}

// someOf lists the first few of n.
func someOf(words []string, n int) string {
	s := strings.Join(words, "；")
	if n > len(words) {
		s += fmt.Sprintf("等 %d 人", n)
	}
	return s
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Disagrees says how the lines of a batch differ from the figures counted by hand, with
// the likely reasons; "" when they agree or nothing was counted.
func Disagrees(b Batch, names map[int64]string) string {
	sum := b.Outside
	for _, x := range b.Lines {
		sum += x.Amount
	}
	var parts []string
	if b.Count != nil && *b.Count != len(b.Lines) {
		word, by := "多", *b.Count-len(b.Lines)
		if by < 0 {
			word, by = "少", -by
		}
		parts = append(parts, fmt.Sprintf("人数不符：名单勾了 %d 人，点的是 %d 人，%s %d 人。", len(b.Lines), *b.Count, word, by))
	}
	if b.Control != nil && *b.Control != sum {
		word, by := "多", *b.Control-sum
		if by < 0 {
			word, by = "少", -by
		}
		parts = append(parts, fmt.Sprintf("合计不符：名单 %s 元，点的是 %s 元，%s %s 元。%s", sum.Grouped(), b.Control.Grouped(), word, by.Grouped(), b.reasons(*b.Control-sum, names)))
	}
	return strings.Join(parts, "")
}

// reasons are what usually makes a total differ by so much.
func (b Batch) reasons(diff money.Fen, names map[int64]string) string {
	var same, half []string
	by := max(diff, -diff)
	for _, x := range b.Lines {
		if x.Amount == by && len(same) < 3 {
			same = append(same, names[x.Member])
		}
		if x.Amount*2 == by && len(half) < 3 {
			half = append(half, names[x.Member])
		}
	}
	var out []string
	if len(same) > 0 && diff < 0 {
		out = append(out, "差额正好是"+strings.Join(same, "、")+"的金额，可能勾了没有缴的人")
	}
	if len(same) > 0 && diff > 0 {
		out = append(out, "差额正好等于"+strings.Join(same, "、")+"的金额，可能漏勾了金额相同的人")
	}
	if len(half) > 0 {
		out = append(out, "差额的一半正好是"+strings.Join(half, "、")+"的金额，可能加减弄反")
	}
	if by%9 == 0 {
		out = append(out, "差额能被 9 整除，常是相邻两位数字写颠倒或小数点错一位")
	}
	if len(out) == 0 {
		return "请看是不是有人只缴一部分、多缴，或漏勾、多勾了人。"
	}
	return strings.Join(out, "；") + "。"
}

package dues

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Story is what is known of a member's month, in the order it happened.
type Story struct {
	Member int64           `json:"member"`
	Name   string          `json:"name"`
	Month  civil.YearMonth `json:"month"`
	State  string          `json:"state"` // as the year at a glance words it
	Due    money.Fen       `json:"due_fen"`
	Paid   money.Fen       `json:"paid_fen"`
	Owing  money.Fen       `json:"owing_fen"`
	Closed bool            `json:"closed"`
	Lines  []StoryLine     `json:"lines"`
	// Next is what to do about it, in a sentence.
	Next string `json:"next"`
}

// StoryLine is one thing that happened.
type StoryLine struct {
	What   string    `json:"what"`         // 开账, 更正, 收款, 预缴抵扣, 退款, 冲销
	On     string    `json:"on,omitempty"` // the day, where it is known
	Amount money.Fen `json:"amount_fen"`
	Words  string    `json:"words"`
}

// StoryOf reads the story of a member's month: bill, corrections, payments.
func StoryOf(ctx context.Context, r ledger.Reader, member int64, month civil.YearMonth) (Story, error) {
	s := Story{Member: member, Month: month}
	var c MonthCell
	var bill int64
	var amount, base money.Fen
	var exempt, rule, note string
	err := r.QueryRowContext(ctx, `SELECT name FROM member WHERE id = ?`, member).Scan(&s.Name)
	if err != nil {
		return s, fmt.Errorf("读会员：%w", err)
	}
	err = r.QueryRowContext(ctx, `SELECT b.id, b.amount_fen, coalesce(b.base_fen, 0), coalesce(b.exempt, ''), b.rule, coalesce(b.note, ''),
			d.amount_fen, coalesce(d.exempt, ''), d.corrected FROM dues_bill b JOIN dues_due d ON d.id = b.id WHERE b.member_id = ? AND b.month = ?`, member, month).
		Scan(&bill, &amount, &base, &exempt, &rule, &note, &c.Due, &c.Exempt, &c.Corrected)
	c.Billed = err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return s, fmt.Errorf("读会费账：%w", err)
	}
	if c.Billed {
		book, err := BookOf(ctx, r)
		if err != nil {
			return s, err
		}
		if now, err := book.On(month); err == nil && book.label(now) == rule { // else the rule has gone since; its name stays
			rule = now.Words()
		}
		s.Lines = append(s.Lines, StoryLine{What: "开账", Amount: amount, Words: billWords(base, exempt, rule, note)})
		if err := s.corrections(ctx, r, bill); err != nil {
			return s, fmt.Errorf("读更正：%w", err)
		}
	}
	if err := s.payments(ctx, r, &c); err != nil {
		return s, fmt.Errorf("读缴费：%w", err)
	}
	if s.Closed, err = IsClosed(ctx, r, month); err != nil {
		return s, err
	}
	s.State, s.Due, s.Paid, s.Owing = c.Words(), c.Due, c.Paid, c.Owing()
	s.Next = s.next(c)
	return s, nil
}

// billWords say how a bill came about.
func billWords(base money.Fen, exempt, rule, note string) string {
	words := "规则：" + rule
	switch {
	case exempt != "":
		words = "不收：" + exempt + "；" + words
	case base > 0:
		words = "基数 " + base.Grouped() + " 元；" + words
	}
	if note != "" {
		words += "；" + note
	}
	return words
}

func (s *Story) corrections(ctx context.Context, r ledger.Reader, bill int64) error {
	rows, err := r.QueryContext(ctx, `SELECT made_on, amount_fen, coalesce(base_fen, 0), coalesce(exempt, ''), reason, coalesce(note, '')
		FROM dues_correction WHERE bill_id = ? ORDER BY id`, bill)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		x := StoryLine{What: "更正"}
		var base money.Fen
		var exempt, note string
		if err := rows.Scan(&x.On, &x.Amount, &base, &exempt, &x.Words, &note); err != nil {
			return err
		}
		switch {
		case exempt != "":
			x.Words += "；改为不收：" + exempt
		case base > 0:
			x.Words += "；基数 " + base.Grouped() + " 元"
		}
		if note != "" {
			x.Words += "；" + note
		}
		s.Lines = append(s.Lines, x)
	}
	return rows.Err()
}

func (s *Story) payments(ctx context.Context, r ledger.Reader, c *MonthCell) error {
	rows, err := r.QueryContext(ctx, `SELECT p.paid_on, p.amount_fen, p.kind, coalesce(p.method, ''), coalesce(r.number, 0), coalesce(r.voided_on, ''), coalesce(b.source, '')
		FROM dues_payment p LEFT JOIN dues_receipt r ON r.id = p.receipt_id LEFT JOIN dues_batch b ON b.id = p.batch_id
		WHERE p.member_id = ? AND p.month = ? ORDER BY p.paid_on, p.id`, s.Member, s.Month)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var x StoryLine
		var receipt int64
		var voided, source string
		if err := rows.Scan(&x.On, &x.Amount, &x.What, &x.Words, &receipt, &voided, &source); err != nil {
			return err
		}
		if source != "" {
			x.Words += "；" + source
		}
		switch {
		case receipt > 0 && voided != "":
			x.Words += fmt.Sprintf("；收据第 %d 号，已作废", receipt)
		case receipt > 0:
			x.Words += fmt.Sprintf("；收据第 %d 号", receipt)
		}
		c.Paid += x.Amount
		c.Ahead = c.Ahead || x.What == "预缴抵扣"
		s.Lines = append(s.Lines, x)
	}
	return rows.Err()
}

// next says what is to be done, and that nothing is.
func (s *Story) next(c MonthCell) string {
	switch {
	case !c.Billed:
		return "这个月还没有给这位会员开账。到“开账”里开。"
	case c.Exempt == NoBase:
		return "没有缴费基数，算不出会费。请在“基数”里补上，再到“开账”里核对、更正。"
	case c.Due < c.Paid:
		return fmt.Sprintf("多收了 %s 元，可以退还，或转为预缴。", (c.Paid - c.Due).Grouped())
	case c.Exempt != "":
		return "这个月不收会费，不用办。"
	case c.Owing() > 0 && s.Closed:
		return fmt.Sprintf("还欠 %s 元。本月已经结账，账不再改；收款请用没有结账的日期。", c.Owing().Grouped())
	case c.Owing() > 0:
		return fmt.Sprintf("还欠 %s 元，可以现在收缴。", c.Owing().Grouped())
	}
	return "已经缴清，不用办。"
}

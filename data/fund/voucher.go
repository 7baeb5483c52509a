package fund

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// The kinds of vouchers: money in, money out, neither.
const (
	Receipt  = "收"
	Payment  = "付"
	Transfer = "转"
)

// VoucherTable is where vouchers lie, for what is attached to them; PaperKind is what
// that is.
const (
	VoucherTable = "fund_voucher"
	PaperKind    = "原始凭证"
)

// The sources of vouchers that the program makes itself; "" is one typed in.
const (
	// FromYearEnd carries a year's surplus over; it comes and goes with the closing.
	FromYearEnd = "year_end"
	// FromDues posts the dues of a month, which is the source id as 202111.
	FromDues = "dues"
)

// Entry is one line of a voucher: Debit or Credit, the other is 0; negative where one
// that stands is reversed. Account is where the money lies, for subjects of cash and
// bank. Welfare and Heads say for how many people which kind of benefit was bought.
type Entry struct {
	Subject string    `json:"subject"`
	Account int64     `json:"account,omitempty"`
	Debit   money.Fen `json:"debit_fen"`
	Credit  money.Fen `json:"credit_fen"`
	Welfare string    `json:"welfare,omitempty"`
	Heads   int       `json:"heads,omitempty"`
}

// Voucher is a transaction with its balanced entries.
type Voucher struct {
	ID       int64      `json:"id"`
	Year     int        `json:"year"`
	Month    time.Month `json:"month"`
	Number   int        `json:"number"`
	Date     civil.Date `json:"date"`
	Kind     string     `json:"kind"`
	Words    string     `json:"words"`
	Party    string     `json:"party,omitempty"`
	Papers   int        `json:"papers"`
	Prepared string     `json:"prepared,omitempty"`
	Source   string     `json:"source,omitempty"`
	SourceID int64      `json:"source_id,omitempty"`
	// Reverses is the voucher this one takes back; ReversedBy the one that takes this
	// one back. 0 for none.
	Reverses   int64   `json:"reverses,omitempty"`
	ReversedBy int64   `json:"reversed_by,omitempty"`
	Entries    []Entry `json:"entries"`
}

// Name calls a voucher by month and number: 2022-05 第 12 号.
func (v Voucher) Name() string {
	return fmt.Sprintf("%d-%02d 第 %d 号", v.Year, int(v.Month), v.Number)
}

// Sums adds up the two sides.
func (v Voucher) Sums() (debit, credit money.Fen) {
	for _, e := range v.Entries {
		debit += e.Debit
		credit += e.Credit
	}
	return debit, credit
}

// Amount is what a voucher is about: the sum of either side.
func (v Voucher) Amount() money.Fen {
	debit, _ := v.Sums()
	return debit
}

// Simple is a voucher as a clerk thinks of it. For money in or out Subject says what
// for and Account where it lies; for money moved between accounts Account gives and To
// takes.
type Simple struct {
	Date    civil.Date
	Kind    string // 收, 付 or 转
	Words   string
	Subject string
	Account int64
	To      int64
	Amount  money.Fen
	Party   string
	Papers  int
	Welfare string
	Heads   int
}

// Voucher makes the balanced entries.
func (b *Books) Voucher(s Simple) (Voucher, error) {
	v := Voucher{Year: s.Date.Year, Month: s.Date.Month, Date: s.Date, Kind: s.Kind, Words: s.Words, Party: s.Party, Papers: s.Papers}
	if s.Amount <= 0 {
		return v, ledger.Refuse("金额要大于 0。要退回或更正已记的账，请在那张凭证上“冲销”。")
	}
	from, ok := b.Account(s.Account)
	if !ok {
		return v, ledger.Refuse("请选钱从哪个账户进出：现金，还是哪个银行账户。")
	}
	at := Entry{Subject: b.SubjectOf(from), Account: from.ID}
	other := Entry{Subject: s.Subject, Welfare: s.Welfare, Heads: s.Heads}
	switch s.Kind {
	case Receipt:
		at.Debit, other.Credit = s.Amount, s.Amount
		v.Entries = []Entry{at, other}
	case Payment:
		at.Credit, other.Debit = s.Amount, s.Amount
		v.Entries = []Entry{other, at}
	case Transfer:
		to, ok := b.Account(s.To)
		if !ok || to.ID == from.ID {
			return v, ledger.Refuse("请选钱转到哪个账户，不能和转出的账户相同。")
		}
		at.Credit = s.Amount
		v.Entries = []Entry{{Subject: b.SubjectOf(to), Account: to.ID, Debit: s.Amount}, at}
	default:
		return v, ledger.Refuse("凭证只有收、付、转三种，没有“%s”。", s.Kind)
	}
	if s.Kind != Transfer && s.Subject == "" {
		return v, ledger.Refuse("请选用途（科目）。")
	}
	if s.Kind != Transfer && b.moneyKind(s.Subject) != "" {
		return v, ledger.Refuse("用途不能选现金或银行存款；钱在两个账户之间转，请用“账户互转”。")
	}
	return v, nil
}

// Simple gives a voucher back as it was typed in, where it is of that form.
func (b *Books) Simple(v Voucher) (Simple, bool) {
	s := Simple{Date: v.Date, Kind: v.Kind, Words: v.Words, Party: v.Party, Papers: v.Papers}
	if len(v.Entries) != 2 || v.Source != "" || v.Reverses != 0 {
		return s, false
	}
	dr, cr := v.Entries[0], v.Entries[1]
	if dr.Credit != 0 || cr.Debit != 0 {
		return s, false
	}
	s.Amount = dr.Debit
	switch {
	case dr.Account != 0 && cr.Account != 0:
		s.Kind, s.Account, s.To = Transfer, cr.Account, dr.Account
	case dr.Account != 0:
		s.Kind, s.Account, s.Subject, s.Welfare, s.Heads = Receipt, dr.Account, cr.Subject, cr.Welfare, cr.Heads
	case cr.Account != 0:
		s.Kind, s.Account, s.Subject, s.Welfare, s.Heads = Payment, cr.Account, dr.Subject, dr.Welfare, dr.Heads
	default:
		return s, false
	}
	return s, true
}

// check refuses what could not stand in the books. before is the voucher that an edit
// changes, nil for a new one: what it holds already may stay.
func (b *Books) check(v *Voucher, before *Voucher) error {
	v.Words, v.Party = strings.Join(strings.Fields(v.Words), " "), strings.TrimSpace(v.Party)
	switch {
	case !v.Date.Complete():
		return ledger.Refuse("凭证日期要写到日，如 %d-05-06。", b.Year)
	case v.Date.Year != b.Year:
		return ledger.Refuse("%s 不在 %d 年。每年一本账，请核对日期。", v.Date, b.Year)
	case v.Words == "":
		return ledger.Refuse("请写摘要：这笔钱是为什么收、付的。")
	case utf8.RuneCountInString(v.Words) > 120 || utf8.RuneCountInString(v.Party) > 60:
		return ledger.Refuse("摘要不超过 120 个字，对方不超过 60 个字。")
	case v.Papers < 0 || v.Papers > 9999:
		return ledger.Refuse("附件张数要在 0 到 9999 之间。")
	case len(v.Entries) < 2:
		return ledger.Refuse("一张凭证至少要有一借一贷两行。")
	}
	made := v.Source != "" || v.Reverses != 0
	for i, e := range v.Entries {
		if err := b.checkEntry(i+1, e, made, before); err != nil {
			return err
		}
	}
	debit, credit := v.Sums()
	if debit != credit {
		return ledger.Refuse("借贷不平：借方合计 %s 元，贷方合计 %s 元，相差 %s 元。请核对各行金额。", debit.Grouped(), credit.Grouped(), (debit - credit).Grouped())
	}
	v.Kind = b.kindOf(*v)
	return nil
}

func (b *Books) checkEntry(line int, e Entry, made bool, before *Voucher) error {
	s, ok := b.Subject(e.Subject)
	account, has := b.Account(e.Account)
	kind := b.moneyKind(e.Subject)
	switch {
	case !ok:
		return ledger.Refuse("第 %d 行的科目“%s”不在 %d 年的科目表里。请另选科目。", line, e.Subject, b.Year)
	case (e.Debit == 0) == (e.Credit == 0):
		return ledger.Refuse("第 %d 行（%s）要在借方和贷方中填一边的金额。", line, s)
	case !made && (e.Debit < 0 || e.Credit < 0):
		return ledger.Refuse("第 %d 行（%s）的金额不能是负数。要退回或更正已记的账，请用“冲销”。", line, s)
	case max(e.Debit, e.Credit, -e.Debit, -e.Credit) > money.Limit:
		return ledger.Refuse("第 %d 行（%s）的金额过大，请核对。", line, s)
	case !made && e.Heads < 0, max(e.Heads, -e.Heads) > 1_000_000:
		return ledger.Refuse("第 %d 行（%s）的人数 %d 不对，请核对。", line, s, e.Heads)
	case utf8.RuneCountInString(e.Welfare) > 40:
		return ledger.Refuse("第 %d 行（%s）的福利项目不超过 40 个字。", line, s)
	case kind == "" && e.Account != 0:
		return ledger.Refuse("第 %d 行的科目“%s”不是现金或银行存款，不用选账户。", line, s)
	case kind != "" && (!has || account.Kind != kind):
		return ledger.Refuse("第 %d 行的科目“%s”要选一个%s账户。", line, s, kind)
	}
	if made || before != nil && before.uses(e.Subject) {
		return nil
	}
	switch {
	case s.Unused:
		return ledger.Refuse("第 %d 行的科目“%s”已停用。请另选科目，或先在“科目与账户”里恢复它。", line, s)
	case b.hasBelow(s.Code):
		return ledger.Refuse("第 %d 行的科目“%s”下面还有明细科目，请选明细。", line, s)
	case has && account.Unused:
		return ledger.Refuse("第 %d 行的账户“%s”已停用。请另选账户。", line, account.Name)
	}
	return nil
}

func (v *Voucher) uses(code string) bool {
	for _, e := range v.Entries {
		if e.Subject == code {
			return true
		}
	}
	return false
}

// kindOf tells 收, 付 and 转 apart by what happens to the money.
func (b *Books) kindOf(v Voucher) string {
	in, out := false, false
	for _, e := range v.Entries {
		if b.moneyKind(e.Subject) != "" {
			in, out = in || e.Debit != 0, out || e.Credit != 0
		}
	}
	switch {
	case in && !out:
		return Receipt
	case out && !in:
		return Payment
	}
	return Transfer
}

package dues

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// Debtor is somebody who owes dues.
type Debtor struct {
	Member  int64  `json:"member"`
	Name    string `json:"name"`
	Group   string `json:"department"`
	GroupID int64  `json:"group"`
	// Months counts the consecutive months unpaid up to the last one billed, Since is
	// the first of them; 0 for somebody who only owes older ones.
	Months int             `json:"months"`
	Since  civil.YearMonth `json:"since,omitzero"`
	// Unpaid counts all months owed, Oldest is the first of them.
	Unpaid int             `json:"unpaid_months"`
	Oldest civil.YearMonth `json:"oldest"`
	Owing  money.Fen       `json:"owing_fen"`
	// Words is what the rule book says of so many months, Basis its article, and
	// Conditions what must all be met for it, confirmed by people.
	Words      string   `json:"words,omitempty"`
	Basis      string   `json:"basis,omitempty"`
	Conditions []string `json:"conditions,omitempty"`
}

// SinceWords says since when the member owes, and whether in one run.
func (d Debtor) SinceWords() string {
	switch {
	case d.Months == d.Unpaid:
		return d.Oldest.String() + " 起"
	case d.Months == 0:
		return d.Oldest.String() + " 起，后来的已缴"
	}
	return fmt.Sprintf("%s 起，更早的 %s", d.Since, d.Oldest)
}

// Debtors lists everybody who owes for a month up to the given one: first those with
// the most consecutive months, last those who owe only older months and paid the last.
// What follows is said, never decided: 视为自动退会 needs all of its conditions.
func Debtors(ctx context.Context, r ledger.Reader, upTo civil.YearMonth) ([]Debtor, error) {
	book, err := BookOf(ctx, r)
	if err != nil {
		return nil, err
	}
	var list []Debtor
	var now Debtor
	take := func() {
		if now.Owing > 0 {
			list = append(list, now)
		}
	}
	err = eachBill(ctx, r, upTo, func(b billed) {
		if b.cell.Exempt != "" {
			return
		}
		if b.member != now.Member {
			take()
			now = Debtor{Member: b.member}
		}
		now.owes(b)
	})
	if err != nil {
		return nil, err
	}
	take()
	if err := nameDebtors(ctx, r, list); err != nil {
		return nil, err
	}
	for i := range list {
		for _, a := range book.Arrears {
			if d := &list[i]; d.Months >= a.Months {
				d.Words, d.Basis, d.Conditions = a.Words, a.Basis, a.Conditions
			}
		}
	}
	slices.SortFunc(list, func(a, b Debtor) int {
		return cmp.Or(cmp.Compare(b.Months, a.Months), cmp.Compare(b.Unpaid, a.Unpaid), cmp.Compare(a.Member, b.Member))
	})
	return list, nil
}

// owes takes the next month of the member.
func (d *Debtor) owes(b billed) {
	fen := b.cell.Owing()
	if fen == 0 {
		d.Months, d.Since = 0, civil.YearMonth{}
		return
	}
	if d.Months++; d.Months == 1 {
		d.Since = b.month
	}
	if d.Unpaid++; d.Unpaid == 1 {
		d.Oldest = b.month
	}
	d.Owing += fen
}

// nameDebtors reads names and groups in one go.
func nameDebtors(ctx context.Context, r ledger.Reader, list []Debtor) error {
	at := make(map[int64]int, len(list))
	ids := make([]int64, len(list))
	for i, d := range list {
		at[d.Member], ids[i] = i, d.Member
	}
	where := ""
	if len(ids) <= fewMembers {
		where = " WHERE m.id IN (" + idList(ids) + ")"
	}
	rows, err := r.QueryContext(ctx, `SELECT m.id, m.name, coalesce(g.id, 0), coalesce(g.name, '') FROM member m LEFT JOIN union_group g ON g.id = m.department`+where)
	if err != nil {
		return fmt.Errorf("读欠费会员：%w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var d Debtor
		if err := rows.Scan(&d.Member, &d.Name, &d.GroupID, &d.Group); err != nil {
			return err
		}
		if i, ok := at[d.Member]; ok {
			list[i].Name, list[i].GroupID, list[i].Group = d.Name, d.GroupID, d.Group
		}
	}
	return rows.Err()
}

// DebtorWords sums up a list in one line: 12 人欠 345.60 元，连续满 4 个月 3 人.
func DebtorWords(list []Debtor, book Book) string {
	var sum money.Fen
	for _, d := range list {
		sum += d.Owing
	}
	words := fmt.Sprintf("%d 人欠 %s 元", len(list), sum.Grouped())
	for i, a := range book.Arrears {
		n := 0
		for _, d := range list {
			if d.Months >= a.Months && (i+1 == len(book.Arrears) || d.Months < book.Arrears[i+1].Months) {
				n++
			}
		}
		if n > 0 {
			words += fmt.Sprintf("，连续满 %d 个月 %d 人", a.Months, n)
		}
	}
	return words
}

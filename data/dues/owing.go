package dues

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// monthOwed is what is still owed for a month.
type monthOwed struct {
	month civil.YearMonth
	fen   money.Fen
}

// share is a line spread over the months it pays, oldest first; rest is beyond them.
type share struct {
	Line
	parts []monthOwed
	rest  money.Fen
}

// allocate pays what is owed, in the order given.
func allocate(x Line, owed []monthOwed) share {
	s := share{Line: x, rest: x.Amount}
	for _, o := range owed {
		if s.rest == 0 {
			break
		}
		o.fen = min(o.fen, s.rest)
		s.rest -= o.fen
		s.parts = append(s.parts, o)
	}
	return s
}

// words are what the receipt of one payer is for.
func (s share) words() string {
	words := duesWords(monthsOf([]share{s}))
	switch {
	case s.rest == 0:
		return words
	case len(s.parts) == 0:
		return "预缴会费"
	}
	return fmt.Sprintf("%s，预缴 %s 元", words, s.rest.Grouped())
}

func monthsOf(shares []share) (out []civil.YearMonth) {
	seen := map[civil.YearMonth]bool{}
	for _, s := range shares {
		for _, p := range s.parts {
			if !seen[p.month] {
				seen[p.month] = true
				out = append(out, p.month)
			}
		}
	}
	slices.SortFunc(out, func(a, b civil.YearMonth) int { return strings.Compare(a.String(), b.String()) })
	return out
}

// duesWords names the dues of some months: 2021-09 至 2021-11 会费.
func duesWords(months []civil.YearMonth) string {
	var spans []string
	for i := 0; i < len(months); {
		j := i
		for j+1 < len(months) && months[j].Add(1) == months[j+1] {
			j++
		}
		span := months[i].String()
		if j > i {
			span += " 至 " + months[j].String()
		}
		spans = append(spans, span)
		i = j + 1
	}
	if len(spans) == 0 {
		return "预缴会费"
	}
	return strings.Join(spans, "、") + " 会费"
}

// fewMembers is up to how many members are asked for one by one; more are read
// through.
const fewMembers = 300

// owingOf reads what members owe, oldest month first, or for one month only; nil
// members are everybody.
func owingOf(ctx context.Context, r ledger.Reader, members []int64, month civil.YearMonth) (map[int64][]monthOwed, error) {
	out := map[int64][]monthOwed{}
	if members == nil || len(members) > fewMembers {
		if month.IsZero() {
			return out, eachBill(ctx, r, civil.YearMonth{Year: 9999, Month: 12}, func(b billed) {
				if fen := b.cell.Owing(); b.cell.Exempt == "" && fen > 0 {
					out[b.member] = append(out[b.member], monthOwed{b.month, fen})
				}
			})
		}
		return out, owingRows(ctx, r, out, "d.month = ?", month)
	}
	if len(members) == 0 {
		return out, nil
	}
	where, args := "d.member_id IN ("+idList(members)+")", []any{}
	if !month.IsZero() {
		where, args = where+" AND d.month = ?", append(args, month)
	}
	return out, owingRows(ctx, r, out, where, args...)
}

func owingRows(ctx context.Context, r ledger.Reader, out map[int64][]monthOwed, where string, args ...any) error {
	rows, err := r.QueryContext(ctx, `SELECT d.member_id, d.month, d.amount_fen - coalesce((SELECT sum(p.amount_fen) FROM dues_payment p
		WHERE p.member_id = d.member_id AND p.month = d.month), 0) AS owing
		FROM dues_due d WHERE `+where+` AND d.exempt IS NULL AND owing > 0 ORDER BY d.member_id, d.month`, args...)
	if err != nil {
		return fmt.Errorf("读欠缴：%w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var o monthOwed
		if err := rows.Scan(&id, &o.month, &o.fen); err != nil {
			return err
		}
		out[id] = append(out[id], o)
	}
	return rows.Err()
}

func idList(ids []int64) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(words, ",")
}

// namesOf reads the names of members.
func namesOf(ctx context.Context, r ledger.Reader, ids []int64) (map[int64]string, error) {
	where := ""
	if len(ids) <= fewMembers {
		where = " WHERE id IN (" + idList(ids) + ")"
	}
	rows, err := r.QueryContext(ctx, "SELECT id, name FROM member"+where)
	if err != nil {
		return nil, fmt.Errorf("读会员姓名：%w", err)
	}
	defer rows.Close()
	out := make(map[int64]string, len(ids))
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		if out[id] = name; name == "" {
			out[id] = "（没有姓名）"
		}
	}
	return out, rows.Err()
}

// Payable is what a member would be asked for in a collection.
type Payable struct {
	Member int64     `json:"member"`
	Name   string    `json:"name"`
	Group  int64     `json:"group"`
	Owing  money.Fen `json:"owing_fen"`
	// Months is how many months are owed, Since the oldest of them.
	Months int             `json:"months"`
	Since  civil.YearMonth `json:"since"`
}

// Payables lists who owes, for one month or, with the zero month, for all of them,
// in the order of groups and names; nil groups are the whole union.
func Payables(ctx context.Context, r ledger.Reader, month civil.YearMonth, groups []int64) ([]Payable, error) {
	owed, err := owingOf(ctx, r, nil, month)
	if err != nil {
		return nil, err
	}
	rows, err := r.QueryContext(ctx, `SELECT m.id, m.name, coalesce(m.department, 0) FROM member m LEFT JOIN union_group g ON g.id = m.department
		ORDER BY g.id IS NULL, g.sort, g.id, m.name_key, m.id`)
	if err != nil {
		return nil, fmt.Errorf("读会员：%w", err)
	}
	defer rows.Close()
	in := map[int64]bool{}
	for _, g := range groups {
		in[g] = true
	}
	out := []Payable{}
	for rows.Next() {
		var p Payable
		if err := rows.Scan(&p.Member, &p.Name, &p.Group); err != nil {
			return nil, err
		}
		list := owed[p.Member]
		if len(list) == 0 || groups != nil && !in[p.Group] {
			continue
		}
		p.Months, p.Since = len(list), list[0].month
		for _, o := range list {
			p.Owing += o.fen
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// inOrder lists the members asked for, or everybody who owes by number; none twice.
func inOrder(members []int64, owed map[int64][]monthOwed) []int64 {
	out := slices.Clone(members)
	if members == nil {
		for id := range owed {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

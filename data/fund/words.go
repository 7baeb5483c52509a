package fund

import (
	"fmt"
	"slices"
	"strings"
)

// short calls a voucher within its year: 5-12 is the twelfth of May.
func (v Voucher) short() string { return fmt.Sprintf("%d-%d", int(v.Month), v.Number) }

// Short calls a voucher by month and number within its year, with its kind: 付 5-12.
func (v Voucher) Short() string { return v.Kind + " " + v.short() }

// sortByDate puts vouchers in the order of their dates; on one day they stay in the
// order of their numbers.
func sortByDate(vs []Voucher) {
	slices.SortStableFunc(vs, func(a, b Voucher) int { return a.Date.Compare(b.Date) })
}

// others names the subjects on the other side of an entry.
func (b *Books) others(v Voucher, of Entry) string {
	var names []string
	for _, e := range v.Entries {
		if (e.Debit != 0) == (of.Debit != 0) {
			continue
		}
		if name := b.Words(e); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 2 {
		return fmt.Sprintf("%s等 %d 个科目", names[0], len(names))
	}
	return strings.Join(names, "、")
}

// Words names what an entry is under: the account for money, else the subject.
func (b *Books) Words(e Entry) string {
	if a, ok := b.Account(e.Account); ok {
		return a.Name
	}
	s, _ := b.Subject(e.Subject)
	return s.Name
}

// What names what a voucher is for: the subjects that are not money.
func (b *Books) What(v Voucher) string {
	var names []string
	for _, e := range v.Entries {
		if e.Account == 0 {
			if s, _ := b.Subject(e.Subject); !slices.Contains(names, s.Name) {
				names = append(names, s.Name)
			}
		}
	}
	if len(names) > 2 {
		return fmt.Sprintf("%s等 %d 个科目", names[0], len(names))
	}
	if len(names) == 0 {
		return "账户互转"
	}
	return strings.Join(names, "、")
}

// Where names the accounts that money came into or went out of.
func (b *Books) Where(v Voucher) string {
	var in, out []string
	for _, e := range v.Entries {
		a, ok := b.Account(e.Account)
		switch {
		case !ok:
		case e.Debit != 0:
			in = append(in, a.Name)
		default:
			out = append(out, a.Name)
		}
	}
	if len(in) > 0 && len(out) > 0 {
		return strings.Join(out, "、") + " → " + strings.Join(in, "、")
	}
	return strings.Join(append(in, out...), "、")
}

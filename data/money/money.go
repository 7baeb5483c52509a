// Package money holds amounts of renminbi as whole fen, so that no sum is ever
// off by a rounding error.
package money

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Fen is an amount in fen (1/100 yuan).
type Fen int64

// ErrNoAmount is returned for text that is no amount of money.
var ErrNoAmount = errors.New("不是金额")

// Limit is the largest amount accepted from outside, in fen: 100 billion yuan.
// It keeps every sum of a ledger far away from the ends of int64.
const Limit Fen = 1e13

// Parse reads an amount in yuan such as 1,234.50, exactly: more than two
// decimals that are not zero are refused, not rounded.
func Parse(s string) (Fen, error) {
	t := strings.ReplaceAll(strings.TrimSpace(s), ",", "")
	neg := strings.HasPrefix(t, "-")
	t = strings.TrimPrefix(t, "-")
	whole, frac, _ := strings.Cut(t, ".")
	frac = strings.TrimRight(frac, "0")
	if (whole == "" && frac == "") || len(whole) > 12 || len(frac) > 2 || !digits(whole) || !digits(frac) {
		return 0, fmt.Errorf("“%s”：%w", s, ErrNoAmount)
	}
	n, _ := strconv.ParseInt("0"+whole+(frac + "00")[:2], 10, 64)
	if Fen(n) > Limit {
		return 0, fmt.Errorf("“%s”：金额过大", s)
	}
	if neg {
		n = -n
	}
	return Fen(n), nil
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// String writes yuan with two decimals and no separators: 1234.50.
func (f Fen) String() string {
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	return fmt.Sprintf("%s%d.%02d", sign, f/100, f%100)
}

// Grouped writes yuan as people read them: 1,234.50.
func (f Fen) Grouped() string {
	s := f.String()
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return sign + b.String() + "." + frac
}

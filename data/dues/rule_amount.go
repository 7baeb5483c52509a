package dues

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/money"
)

// rounding is the unit that a month's dues are rounded to, in fen.
var rounding = map[string]money.Fen{"fen": 1, "jiao": 10, "yuan": 100}

// million is what rates are counted in.
const million = 1_000_000

// Amount is the dues of a month for a base: what is deducted taken off, the part
// below the floor unit cut off, times the rate, rounded half up. With the official
// rule nothing is left to round. amountSQL is the same arithmetic.
func (r Rule) Amount(month civil.YearMonth, base money.Fen) money.Fen {
	if r.FixedFen > 0 {
		return r.share(month)
	}
	for i := len(r.Steps) - 1; i >= 0; i-- {
		if s := r.Steps[i]; base >= money.Fen(s.FromYuan*100) || i == 0 {
			if s.RatePPM > 0 {
				return r.rated(base, s.RatePPM)
			}
			return s.AmountFen
		}
	}
	return r.rated(base, r.RatePPM)
}

// Counted is the part of a base that the rate is taken of.
func (r Rule) Counted(base money.Fen) money.Fen {
	unit := money.Fen(max(r.FloorYuan*100, 1))
	return max(base-money.Fen(r.DeductYuan*100), 0) / unit * unit
}

func (r Rule) rated(base money.Fen, ppm int64) money.Fen {
	u := rounding[r.Round]
	return (r.Counted(base)*money.Fen(ppm) + u*million/2) / (u * million) * u
}

// share is the fixed amount of a month. An amount a period is divided over its
// months so that they add up to it: 10 yuan a quarter are 3.33, 3.33 and 3.34.
func (r Rule) share(month civil.YearMonth) money.Fen {
	n := money.Fen(r.months())
	if r.FixedPer != PerPeriod || n == 1 {
		return r.FixedFen
	}
	i := money.Fen(int(month.Month-1) % r.months())
	return r.FixedFen*(i+1)/n - r.FixedFen*i/n
}

// NeedsBase reports whether the dues depend on what somebody earns.
func (r Rule) NeedsBase() bool { return r.FixedFen == 0 }

// amountSQL is Amount as an expression over a column with the base.
func (r Rule) amountSQL(month civil.YearMonth, base string) string {
	if r.FixedFen > 0 {
		return fmt.Sprint(int64(r.share(month)))
	}
	if len(r.Steps) == 0 {
		return r.ratedSQL(base, fmt.Sprint(r.RatePPM))
	}
	var b strings.Builder
	b.WriteString("CASE")
	for i := len(r.Steps) - 1; i >= 0; i-- {
		s := r.Steps[i]
		amount := fmt.Sprint(int64(s.AmountFen))
		if s.RatePPM > 0 {
			amount = r.ratedSQL(base, fmt.Sprint(s.RatePPM))
		}
		if i == 0 {
			fmt.Fprintf(&b, " ELSE %s END", amount)
		} else {
			fmt.Fprintf(&b, " WHEN %s >= %d THEN %s", base, s.FromYuan*100, amount)
		}
	}
	if len(r.Steps) == 1 {
		return strings.TrimSuffix(strings.TrimPrefix(b.String(), "CASE ELSE "), " END")
	}
	return b.String()
}

// ratedSQL is rated as an expression over columns with the base and the rate.
func (r Rule) ratedSQL(base, ppm string) string {
	counted := base
	if r.DeductYuan > 0 {
		counted = fmt.Sprintf("max(%s - %d, 0)", base, r.DeductYuan*100)
	}
	if r.FloorYuan > 0 {
		counted = fmt.Sprintf("%s / %d * %d", counted, r.FloorYuan*100, r.FloorYuan*100)
	}
	u := int64(rounding[r.Round])
	rated := fmt.Sprintf("(%s * %s + %d) / %d", counted, ppm, u*million/2, u*million)
	if u > 1 {
		rated += fmt.Sprintf(" * %d", u)
	}
	return rated
}

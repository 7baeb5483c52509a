package negotiation

import (
	"unionledger/data/field"
)

// carried are the facts a new round takes over from an earlier one.
var carried = []string{"contract_kind", "level", "offer_side", "profile", "covered", "firms", "staff", "women_staff", "migrant_staff", "dispatch_staff", "disabled_staff",
	"members", "above_scale", "filed_to", "filed_copies", "publish_way"}

// carryOver fills the empty facts of a new round from an earlier one; last year's
// agreed wage becomes the wage to start from.
func carryOver(to, from field.Record) {
	for _, key := range carried {
		if to.Get(key) == "" {
			to.Set(key, from.Get(key))
		}
	}
	if to.Get("last_average_wage_fen") == "" {
		to.Set("last_average_wage_fen", from.Get("agreed_average_wage_fen"))
	}
}

// nextYear is the year a new round most likely is for: the first one without a
// round from the day's year back to the newest.
func (f facts) nextYear() int {
	if f.has {
		return max(int(f.d.Int("year")), f.newest()) + 1
	}
	return f.today.Year
}

func (f facts) newest() int {
	newest := 0
	for _, d := range f.all {
		newest = max(newest, int(d.Int("year")))
	}
	return newest
}

package member

import (
	"context"
	"slices"
	"strconv"

	"unionledger/data/ledger"
)

// Regroup gives everybody in a group another one, whatever the state, and tells
// how many they were. The saved views that ask for the group go along.
func Regroup(tx *ledger.Tx, from, into int64) (int, error) {
	n, err := InGroup(tx.Context(), tx, from)
	if err == nil && n > 0 {
		_, err = tx.Exec("UPDATE member SET department = ? WHERE department = ?", into, from)
	}
	if err == nil {
		err = regroupViews(tx, from, into)
	}
	return n, err
}

// goneGroup stands in a saved view for a group that was deleted: nobody is in it, and
// no group that is made later gets its number.
const goneGroup = -1

// ForgetGroup has the saved views that ask for a group find nobody in it, so that they
// do not ask for another one that is given its number.
func ForgetGroup(tx *ledger.Tx, id int64) error { return regroupViews(tx, id, goneGroup) }

// regroupViews has the saved views that ask for a group ask for another one.
func regroupViews(tx *ledger.Tx, from, into int64) error {
	all, err := Views(tx.Context(), tx)
	if err != nil {
		return err
	}
	for _, v := range all {
		if v, changed := v.regrouped(from, into); changed {
			if _, err := SaveView(tx, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// regrouped is the view with one group for another.
func (v View) regrouped(from, into int64) (View, bool) {
	changed := v.Group == from
	if changed {
		v.Group = into
	}
	was := v.Where
	v.Where = RegroupConditions(was, from, into)
	return v, changed || !slices.EqualFunc(was, v.Where, func(a, b Condition) bool { return slices.Equal(a.Values, b.Values) })
}

// RegroupConditions is the conditions with one group for another.
func RegroupConditions(where []Condition, from, into int64) []Condition {
	out := slices.Clone(where)
	for i, c := range out {
		at := slices.Index(c.Values, strconv.FormatInt(from, 10))
		if c.Field != "department" || at < 0 {
			continue
		}
		c.Values = slices.Delete(slices.Clone(c.Values), at, at+1)
		if to := strconv.FormatInt(into, 10); !slices.Contains(c.Values, to) {
			c.Values = slices.Insert(c.Values, at, to)
		}
		out[i] = c
	}
	return out
}

// InGroup counts everybody who is or was in a group, whatever the state.
func InGroup(ctx context.Context, r ledger.Reader, group int64) (n int, err error) {
	err = r.QueryRowContext(ctx, "SELECT count(*) FROM member WHERE department = ?", group).Scan(&n)
	return n, err
}

package member

import (
	"context"

	"unionledger/data/ledger"
)

// Regroup gives everybody in a group another one, whatever the state, and tells
// how many they were.
func Regroup(tx *ledger.Tx, from, into int64) (int, error) {
	n, err := InGroup(tx.Context(), tx, from)
	if err == nil && n > 0 {
		_, err = tx.Exec("UPDATE member SET department = ? WHERE department = ?", into, from)
	}
	return n, err
}

// InGroup counts everybody who is or was in a group, whatever the state.
func InGroup(ctx context.Context, r ledger.Reader, group int64) (n int, err error) {
	err = r.QueryRowContext(ctx, "SELECT count(*) FROM member WHERE department = ?", group).Scan(&n)
	return n, err
}

package dues

import (
	"context"

	"unionledger/data/ledger"
)

// Regroup puts the bills of a group that is no more to the one it was merged with.
func Regroup(tx *ledger.Tx, from, into int64) error {
	_, err := tx.Exec("UPDATE dues_bill SET department = ? WHERE department = ?", into, from)
	return err
}

// BilledIn counts the bills that were made out in a group.
func BilledIn(ctx context.Context, r ledger.Reader, group int64) (n int, err error) {
	err = r.QueryRowContext(ctx, "SELECT count(*) FROM dues_bill WHERE department = ?", group).Scan(&n)
	return n, err
}

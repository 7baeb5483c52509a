package ledger

import (
	"context"
	"database/sql"
	"errors"
)

// Setting returns a setting of the ledger, or otherwise when it was never set.
func Setting(ctx context.Context, r Reader, key, otherwise string) (string, error) {
	var v string
	err := r.QueryRowContext(ctx, `SELECT value FROM setting WHERE key = ?`, key).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return otherwise, nil
	}
	return v, err
}

// SetSetting puts a setting.
func (t *Tx) SetSetting(key, value string) error {
	_, err := t.Exec(`INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

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

// Note writes down that something was done which changed no fact, such as the
// showing of numbers that are covered. It is not among what 撤销 takes back.
func (l *Ledger) Note(ctx context.Context, title string) error {
	_, err := l.Write(ctx, Op{Kind: Noted, Title: title}, func(tx *Tx) error {
		return tx.SetSetting("last_look", l.Now().Format("2006-01-02 15:04:05.000")+" "+title)
	})
	return err
}

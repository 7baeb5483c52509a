package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
)

// contentTable holds what attached files and the rows of reports are made of, each
// under its SHA-256. Its
// rows only ever come, so that undo and redo need not know of them.
const contentTable = "attachment_content"

// Keep stores content once, however often it is kept, and returns its SHA-256 in
// hex. The row that refers to it is the caller's to write, in the same operation.
func (t *Tx) Keep(data []byte) (sum string, err error) {
	sum = sumOf(data)
	_, err = t.Exec("INSERT INTO "+contentTable+" (sha256, data) VALUES (?, ?) ON CONFLICT DO NOTHING", sum, data)
	return sum, err
}

// Content reads what Keep stored. Content that is missing, or is no longer what it
// was, gives a sentence and never its bytes.
func Content(ctx context.Context, r Reader, sum string) ([]byte, error) {
	var data []byte
	err := r.QueryRowContext(ctx, "SELECT data FROM "+contentTable+" WHERE sha256 = ?", sum).Scan(&data)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, &Error{Kind: "damaged", Message: "台账里没有这份内容。请用较早的备份找回它，并核对台账。"}
	case err != nil:
		return nil, err
	case sumOf(data) != sum:
		return nil, &Error{Kind: "damaged", Message: "这份内容和存入时不一样了，没有打开它。请用较早的备份找回它，并核对台账。"}
	}
	return data, nil
}

// ContentSize is how many bytes all contents take.
func ContentSize(ctx context.Context, r Reader) (n int64, err error) {
	err = r.QueryRowContext(ctx, "SELECT coalesce(sum(length(data)), 0) FROM "+contentTable).Scan(&n)
	return n, err
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// checkAttachments reads all contents, and names the attachments whose content is
// missing or is not what it was, and those that belong to nothing.
func (v *Verification) checkAttachments(ctx context.Context, r Reader) error {
	names, err := ownerless(ctx, r)
	if err != nil {
		return err
	}
	for _, name := range names {
		v.say("%s不知道是谁的：它所属的那一行不见了", name)
	}
	rows, err := r.QueryContext(ctx, "SELECT sha256, data FROM "+contentTable)
	if err != nil {
		return err
	}
	good := map[string]bool{}
	err = eachRow(rows, func(values []any) error {
		sum, _ := values[0].(string)
		data, _ := values[1].([]byte)
		good[sum] = sumOf(data) == sum
		return nil
	})
	if err != nil {
		return err
	}
	rows, err = r.QueryContext(ctx, `SELECT 'attachment', id, sha256 FROM attachment
		UNION SELECT 'report_run', id, form FROM report_run WHERE form IS NOT NULL
		UNION SELECT 'report_run', id, sent FROM report_run WHERE sent IS NOT NULL
		UNION SELECT 'report_profile', id, sha256 FROM report_profile ORDER BY 1, 2`)
	if err != nil {
		return err
	}
	return eachRow(rows, func(values []any) error {
		table, _ := values[0].(string)
		id, _ := values[1].(int64)
		sum, _ := values[2].(string)
		if intact, there := good[sum]; !there {
			v.say("%s的内容不见了", nameOf(ctx, r, table, id))
		} else if !intact {
			v.say("%s的内容和存入时不一样了：有人绕过程序改过，或者磁盘出了错", nameOf(ctx, r, table, id))
		}
		return nil
	})
}

// ownerless lists, in people's words, the attachments whose owner is not there.
// Owners are of several tables, so that SQLite cannot watch over these references.
func ownerless(ctx context.Context, r Reader) (names []string, err error) {
	rows, err := r.QueryContext(ctx, `SELECT DISTINCT owner_table FROM attachment`)
	if err != nil {
		return nil, err
	}
	var tables []string
	err = eachRow(rows, func(values []any) error {
		tables = append(tables, fmt.Sprint(values[0]))
		return nil
	})
	if err != nil {
		return nil, err
	}
	known, err := tablesOf(ctx, r)
	if err != nil {
		return nil, err
	}
	for _, owner := range tables {
		query := `SELECT name FROM attachment WHERE owner_table = ?`
		if slices.Contains(known, owner) {
			query += " AND owner_id NOT IN (SELECT rowid FROM " + owner + ")"
		}
		if rows, err = r.QueryContext(ctx, query, owner); err != nil {
			return nil, err
		}
		err = eachRow(rows, func(values []any) error {
			names = append(names, fmt.Sprintf("附件“%v”", values[0]))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}

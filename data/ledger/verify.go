package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"
)

// Verification is the result of Verify.
type Verification struct {
	// Operations and Changes count what the journal holds.
	Operations int `json:"operations"`
	Changes    int `json:"changes"`
	// Head is the hash of the last operation, in hex: the seal of the journal.
	Head string `json:"head"`
	// Problems are sentences about what is wrong; empty means all is well.
	Problems []string `json:"problems"`
}

// Verify reads the whole ledger: SQLite's own integrity, references between
// tables, and the hash chain of the journal from the first operation to the last.
func (l *Ledger) Verify(ctx context.Context) (Verification, error) {
	var v Verification
	for _, check := range []struct{ pragma, words string }{
		{"PRAGMA integrity_check(20)", "文件内部不一致：%s"},
		{"PRAGMA foreign_key_check", "表“%s”里有指向空处的行"},
	} {
		found, err := l.pragmaRows(ctx, check.pragma)
		if err != nil {
			return v, explain(l.path, err)
		}
		for _, f := range found {
			v.Problems = append(v.Problems, fmt.Sprintf(check.words, f))
		}
	}
	err := l.verifyChain(ctx, &v)
	return v, explain(l.path, err)
}

func (l *Ledger) pragmaRows(ctx context.Context, pragma string) ([]string, error) {
	rows, err := l.readers.QueryContext(ctx, pragma)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		var first string
		dest := make([]any, len(cols))
		for i := range dest {
			dest[i] = new(any)
		}
		dest[0] = &first
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		if first != "ok" {
			out = append(out, first)
		}
	}
	return out, rows.Err()
}

// verifyChain recomputes the hash of every operation from its changes.
func (l *Ledger) verifyChain(ctx context.Context, v *Verification) error {
	rows, err := l.readers.QueryContext(ctx, `SELECT id, kind, title, operator, at, coalesce(undoes, 0), changes, prev, hash FROM journal_operation ORDER BY id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	prev, expected := make([]byte, sha256.Size), int64(1)
	for rows.Next() {
		var o Operation
		var at string
		var storedPrev, storedHash []byte
		if err := rows.Scan(&o.ID, &o.Kind, &o.Title, &o.Operator, &at, &o.Undoes, &o.Changes, &storedPrev, &storedHash); err != nil {
			return err
		}
		if o.ID != expected {
			v.Problems = append(v.Problems, fmt.Sprintf("操作记录缺了第 %d 号到第 %d 号", expected, o.ID-1))
		}
		expected = o.ID + 1
		o.At, _ = time.Parse(time.RFC3339, at) // a broken time breaks the hash below
		changes, n, err := l.hashOfChanges(ctx, o.ID)
		if err != nil {
			return err
		}
		if n != o.Changes || !bytes.Equal(storedPrev, prev) || !bytes.Equal(storedHash, o.seal(prev, changes)) {
			v.Problems = append(v.Problems, fmt.Sprintf("第 %d 号操作“%s”的记录被人改过或缺了行", o.ID, o.Title))
		}
		prev = storedHash
		v.Operations++
		v.Changes += n
	}
	v.Head = hex.EncodeToString(prev)
	return rows.Err()
}

func (l *Ledger) hashOfChanges(ctx context.Context, op int64) (sum []byte, n int, err error) {
	rows, err := l.readers.QueryContext(ctx, `SELECT tbl, changes, data FROM journal_block WHERE op = ? ORDER BY id`, op)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	h := sha256.New()
	for rows.Next() {
		var tbl string
		var changes int
		var data sql.RawBytes
		if err := rows.Scan(&tbl, &changes, &data); err != nil {
			return nil, 0, err
		}
		hashBlock(h, tbl, data)
		n += changes
	}
	return h.Sum(nil), n, rows.Err()
}

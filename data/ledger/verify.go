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

func (v *Verification) say(format string, args ...any) {
	v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
}

// Verify reads the whole ledger as it is at one moment: SQLite's own integrity,
// references between tables, the hash chain of the journal from the first operation
// to the last, every row against what the journal says of it, what is attached
// against its hash, and the end of the chain against the backups.
//
// Found is whatever was changed, by a tool or a bad disk, in the journal or, past
// the journal, in the tables. What somebody cut off the end of the journal together
// with what it did to the tables is found as long as a backup made later lies in
// the backup folder. Not found is the work of one who rewrites tables, the whole
// chain and all backups alike; against that stands only the seal (Head) on reports
// that have left the house.
func (l *Ledger) Verify(ctx context.Context) (Verification, error) {
	var v Verification
	tx, err := l.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return v, explain(l.path, err)
	}
	defer tx.Rollback()
	if err := v.checkFile(ctx, tx); err != nil || len(v.Problems) > 0 {
		return v, explain(l.path, err) // a journal on damaged pages says nothing
	}
	replay := newReplay()
	hashes, err := v.checkChain(ctx, tx, replay)
	if err == nil {
		err = replay.compare(ctx, tx, &v)
	}
	if err == nil {
		err = v.checkAttachments(ctx, tx)
	}
	if err != nil {
		return v, explain(l.path, err)
	}
	for _, b := range l.Backups() {
		id, sum, err := headOf(ctx, b.Path)
		if err == nil && id > 0 && (id > int64(len(hashes))-1 || !bytes.Equal(hashes[id], sum)) {
			v.say("备份“%s”记到第 %d 号操作，台账里没有这一号或与它不同：操作记录的末尾被截去，或者台账换成了另一份", b.Path, id)
			break
		}
	}
	return v, nil
}

// headOf reads the end of the journal of a backup; damaged ones are for others to
// complain about.
func headOf(ctx context.Context, path string) (int64, []byte, error) {
	db, err := sql.Open("sqlite", dsn(path, true))
	if err != nil {
		return 0, nil, err
	}
	defer db.Close()
	return head(ctx, db)
}

// checkFile asks SQLite itself.
func (v *Verification) checkFile(ctx context.Context, r Reader) error {
	for _, check := range []struct{ pragma, words string }{
		{"PRAGMA integrity_check(20)", "文件内部不一致：%s"},
		{"PRAGMA foreign_key_check", "表“%s”里有指向空处的行"},
	} {
		rows, err := r.QueryContext(ctx, check.pragma)
		if err != nil {
			return err
		}
		err = eachRow(rows, func(values []any) error {
			if values[0] != "ok" {
				v.say(check.words, values[0])
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachRow hands over the values of each row, in a slice that is used again, and
// closes rows.
func eachRow(rows *sql.Rows, fn func(values []any) error) error {
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return err
	}
	values, dest := make([]any, len(cols)), make([]any, len(cols))
	for i := range dest {
		dest[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := fn(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// checkChain recomputes the hash of every operation from its changes, feeds them to
// the replay, and returns the hashes by number of operation.
func (v *Verification) checkChain(ctx context.Context, r Reader, replay *replay) ([][]byte, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, kind, title, operator, at, coalesce(undoes, 0), changes, prev, hash FROM journal_operation ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	hashes := [][]byte{make([]byte, sha256.Size)}
	for rows.Next() {
		var o Operation
		var at string
		var prev, sum []byte
		if err := rows.Scan(&o.ID, &o.Kind, &o.Title, &o.Operator, &at, &o.Undoes, &o.Changes, &prev, &sum); err != nil {
			return nil, err
		}
		if missing := int64(len(hashes)); o.ID != missing {
			v.say("操作记录缺了第 %d 号到第 %d 号", missing, o.ID-1)
			return hashes, nil // nothing behind the gap can be trusted
		}
		o.At, err = time.Parse(time.RFC3339, at)
		intact := err == nil && o.At.UTC().Format(time.RFC3339) == at
		changes, n, err := replay.read(ctx, r, o.ID, v)
		if err != nil {
			return nil, err
		}
		if !intact || n != o.Changes || !bytes.Equal(prev, hashes[o.ID-1]) || !bytes.Equal(sum, o.seal(prev, changes)) {
			v.say("第 %d 号操作“%s”的记录被人改过或缺了行", o.ID, o.Title)
		}
		hashes = append(hashes, sum)
		v.Operations++
		v.Changes += n
	}
	v.Head = hex.EncodeToString(hashes[len(hashes)-1])
	if err := rows.Err(); err != nil {
		return nil, err
	}
	var loose int
	err = r.QueryRowContext(ctx, `SELECT count(*) FROM journal_block WHERE op NOT IN (SELECT id FROM journal_operation)`).Scan(&loose)
	if loose > 0 {
		v.say("操作记录里有 %d 段改动不属于任何操作：操作被人删去，或者改动是后加的", loose)
	}
	return hashes, err
}

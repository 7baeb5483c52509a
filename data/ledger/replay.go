package ledger

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
)

// replay follows every row through the journal and then compares it with the
// tables. Of a row it keeps one number, the sum of the hashes of its values that
// are not NULL: an update adds the new values and takes the old ones away, so that
// a hundred thousand members need a few megabytes.
type replay struct {
	seed maphash.Seed // new each time, so that nobody can aim at a sum
	rows map[string]map[int64]uint64
	buf  []byte
}

func newReplay() *replay {
	return &replay{seed: maphash.MakeSeed(), rows: map[string]map[int64]uint64{}}
}

// read goes through the blocks of an operation. It returns the hash over them and
// the number of changes; lines that cannot be read or do not fit their block become
// problems.
func (p *replay) read(ctx context.Context, r Reader, op int64, v *Verification) (sum []byte, n int, err error) {
	rows, err := r.QueryContext(ctx, `SELECT b.tbl, b.first_row, b.last_row, b.changes, b.data, coalesce(s.columns, ''), coalesce(s.tbl, '')
		FROM journal_block b LEFT JOIN journal_shape s ON s.id = b.shape WHERE b.op = ? ORDER BY b.id`, op)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	h := sha256.New()
	for rows.Next() {
		var b block
		var columns, shapeOf string
		if err := rows.Scan(&b.tbl, &b.first, &b.last, &b.changes, &b.data, &columns, &shapeOf); err != nil {
			return nil, 0, err
		}
		hashBlock(h, b.tbl, columns, b.data)
		n += b.changes
		if err := p.follow(b, columns); err != nil || shapeOf != b.tbl {
			v.say("第 %d 号操作的记录里有一段对不上（表 %s）", op, b.tbl)
		}
	}
	return h.Sum(nil), n, rows.Err()
}

// follow applies the changes of a block.
func (p *replay) follow(b block, columns string) error {
	entries, err := readBlock(b.tbl, columns, b.data)
	if err != nil {
		return err
	}
	var first, last int64
	rows := p.rows[b.tbl]
	if rows == nil {
		rows = map[int64]uint64{}
		p.rows[b.tbl] = rows
	}
	for i, e := range entries {
		gone, err := p.sumOf(e, e.old)
		if err != nil {
			return err
		}
		came, err := p.sumOf(e, e.new)
		if err != nil {
			return err
		}
		switch e.action {
		case inserted:
			rows[e.row] = came
		case updated:
			rows[e.row] += came - gone
		case deleted:
			delete(rows, e.row)
		}
		if i == 0 {
			first, last = e.row, e.row
		}
		first, last = min(first, e.row), max(last, e.row)
	}
	if len(entries) != b.changes || first != b.first || last != b.last {
		return fmt.Errorf("操作记录损坏：%d 行，应为 %d 行", len(entries), b.changes)
	}
	return nil
}

func (p *replay) sumOf(e entry, values []byte) (sum uint64, err error) {
	err = e.each(values, func(col string, value []byte) error {
		sum += p.hash(col, value)
		return nil
	})
	return sum, err
}

// hash is 0 for NULL, so that a column added later changes no sum.
func (p *replay) hash(col string, value []byte) uint64 {
	if value[0] == 'n' {
		return 0
	}
	p.buf = append(append(append(p.buf[:0], col...), 0), value...)
	return maphash.Bytes(p.seed, p.buf)
}

// named is how many rows of a table are named when they differ.
const named = 5

// compare reads the tables and says which rows are not as the journal left them.
func (p *replay) compare(ctx context.Context, r Reader, v *Verification) error {
	tables, err := tablesOf(ctx, r)
	if err != nil {
		return err
	}
	for _, tbl := range tables {
		differ, err := p.differing(ctx, r, tbl)
		if err != nil {
			return err
		}
		told := 0
		for i, row := range differ {
			if told == named {
				v.say("表“%s”里另有 %d 行可能也是这样", tbl, len(differ)-i)
				break
			}
			what, err := whatDiffers(ctx, r, tbl, row)
			if err != nil {
				return err
			}
			if what != "" {
				v.say("%s%s：有人绕过程序改过数据", nameOf(ctx, r, tbl, row), what)
				told++
			}
		}
	}
	return nil
}

func tablesOf(ctx context.Context, r Reader) (names []string, err error) {
	rows, err := r.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	err = eachRow(rows, func(values []any) error {
		if name, ok := values[0].(string); ok && journalled(name) {
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// differing lists the rows of a table whose sum is not that of the journal, among
// them those that only one of the two knows.
func (p *replay) differing(ctx context.Context, r Reader, tbl string) (out []int64, err error) {
	rows, err := r.QueryContext(ctx, "SELECT rowid, * FROM "+tbl)
	if err != nil {
		return nil, err
	}
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	journal := p.rows[tbl]
	var value []byte
	err = eachRow(rows, func(values []any) error {
		row, sum := values[0].(int64), uint64(0)
		for i, v := range values[1:] {
			value = appendValue(value[:0], v)
			sum += p.hash(cols[i+1], value)
		}
		if was, known := journal[row]; !known || was != sum {
			out = append(out, row)
		}
		delete(journal, row)
		return nil
	})
	for row := range journal { // left over: not in the table
		out = append(out, row)
	}
	slices.Sort(out)
	return out, err
}

// whatDiffers compares one row with the newest value the journal has for each
// column. A row that was changed past the journal, but has been written in order
// since, is as it should be again: "".
func whatDiffers(ctx context.Context, r Reader, tbl string, row int64) (string, error) {
	now, err := current(ctx, r, tbl, row)
	if err != nil {
		return "", err
	}
	rows, err := r.QueryContext(ctx, `SELECT b.data, s.columns FROM journal_block b JOIN journal_shape s ON s.id = b.shape
		WHERE b.tbl = ? AND b.first_row <= ? AND b.last_row >= ? ORDER BY b.id DESC`, tbl, row, row)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	seen, differ := map[string]bool{}, []string(nil)
	for rows.Next() {
		var data []byte
		var columns string
		if err := rows.Scan(&data, &columns); err != nil {
			return "", err
		}
		entries, err := readBlock(tbl, columns, data)
		if err != nil {
			continue // that has been said
		}
		for _, e := range slices.Backward(entries) {
			switch {
			case e.row != row:
				continue
			case e.action == deleted && now == nil && len(seen) == 0:
				return "", nil
			case e.action == deleted && len(seen) == 0:
				return "在操作记录里已经删除，台账里却有", nil
			case now == nil:
				return "在台账里不见了，操作记录里却没有删除", nil
			}
			_ = e.each(e.new, func(col string, value []byte) error { // what cannot be read has been said
				if is, ok := now[col]; ok && !seen[col] && is != string(value) {
					differ = append(differ, col)
				}
				seen[col] = true
				return nil
			})
			if e.action != inserted {
				continue
			}
			if len(differ) == 0 {
				return "", nil
			}
			return "的“" + strings.Join(differ, "”“") + "”和操作记录不一致", nil
		}
	}
	return "在操作记录里没有，台账里却有", rows.Err()
}

// current is a row as it stands, its values as the journal writes them; nil when
// there is none.
func current(ctx context.Context, r Reader, tbl string, row int64) (now map[string]string, err error) {
	rows, err := r.QueryContext(ctx, "SELECT * FROM "+tbl+" WHERE rowid = ?", row)
	if err != nil {
		return nil, err
	}
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	err = eachRow(rows, func(values []any) error {
		now = map[string]string{}
		for i, v := range values {
			now[cols[i]] = string(appendValue(nil, v))
		}
		return nil
	})
	return now, err
}

package member

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// Distinct remembers that two members are two people, so that Duplicates does not
// offer them again. It returns the operation, 0 where it was known.
func Distinct(ctx context.Context, l *ledger.Ledger, a, b int64) (int64, error) {
	if a == b {
		return 0, ledger.Refuse("两个编号是同一条记录，没有可记的。请写两个不同的会员编号。")
	}
	x, err := Get(ctx, l.Read(), min(a, b), civil.Date{})
	if err != nil {
		return 0, err
	}
	y, err := Get(ctx, l.Read(), max(a, b), civil.Date{})
	if err != nil {
		return 0, err
	}
	title := fmt.Sprintf("不是同一个人：%s（编号 %d）、%s（编号 %d）", x.Get("name"), x.ID, y.Get("name"), y.ID)
	return l.Write(ctx, ledger.Op{Kind: "member", Title: title}, func(tx *ledger.Tx) error {
		return setApart(tx, x.ID, y.ID)
	})
}

func setApart(tx *ledger.Tx, a, b int64) error {
	_, err := tx.Exec(`INSERT INTO member_distinct (a_id, b_id) SELECT ?1, ?2
		WHERE NOT EXISTS (SELECT 1 FROM member_distinct WHERE a_id = ?1 AND b_id = ?2)`, min(a, b), max(a, b))
	return err
}

// readDistinct gives the pairs that are two people, the smaller id first.
func readDistinct(ctx context.Context, r ledger.Reader) (map[[2]int64]bool, error) {
	rows, err := r.QueryContext(ctx, `SELECT a_id, b_id FROM member_distinct`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[[2]int64]bool{}
	for rows.Next() {
		var p [2]int64
		if err := rows.Scan(&p[0], &p[1]); err != nil {
			return nil, err
		}
		out[p] = true
	}
	return out, rows.Err()
}

// carryApart makes whom a record was told apart from told apart from the one it
// goes into.
func carryApart(tx *ledger.Tx, keep, drop int64) error {
	apart, err := readDistinct(tx.Context(), tx)
	if err != nil {
		return err
	}
	for p := range apart {
		other := p[0]
		if other == drop {
			other = p[1]
		} else if p[1] != drop {
			continue
		}
		if other == keep {
			return ledger.Refuse("这两条记录已经记为“不是同一个人”，没有合并。弄错了请先在操作记录里撤销那一次。")
		}
		if err := setApart(tx, keep, other); err != nil {
			return err
		}
	}
	return nil
}

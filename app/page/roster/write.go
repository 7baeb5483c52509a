package roster

import (
	"context"
	"fmt"
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// enter writes a new member with the event that begins the membership. A number
// that somebody else has is refused by name.
func enter(ctx context.Context, l *ledger.Ledger, rec field.Record, begin member.Event) (op, id int64, err error) {
	title := fmt.Sprintf("%s：%s", begin.Kind, rec.Get("name"))
	op, err = l.Write(ctx, ledger.Op{Kind: "member", Title: title}, func(tx *ledger.Tx) error {
		if err := member.CheckNumberFree(ctx, tx, 0, rec.Get("id_number")); err != nil {
			return err
		}
		if err := begin.NotYet(civil.FromTime(tx.Now())); err != nil {
			return err
		}
		id, err = member.Add(tx, rec, begin)
		return err
	})
	return op, id, err
}

// moveTo gives members another group as one operation; 0 is none.
func moveTo(ctx context.Context, l *ledger.Ledger, ids []int64, group int64, name string) (int64, error) {
	value := ""
	if group != 0 {
		value = strconv.FormatInt(group, 10)
	}
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: fmt.Sprintf("%d 人改到%s", len(ids), name)}, func(tx *ledger.Tx) error {
		for _, id := range ids {
			if err := member.Update(tx, id, map[string]string{"department": value}); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
}

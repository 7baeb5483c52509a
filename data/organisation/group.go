package organisation

import (
	"context"
	"fmt"

	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// MergeGroup puts a group into another as one operation: its members, the groups
// below it and its bills go along, and it is no more.
func MergeGroup(ctx context.Context, l *ledger.Ledger, from, into int64) (op int64, moved int, err error) {
	names, err := groupNames(ctx, l.Read())
	if err != nil {
		return 0, 0, err
	}
	title := fmt.Sprintf("小组合并：%s并入%s", names[from], names[into])
	op, err = l.Write(ctx, ledger.Op{Kind: union.GroupOp, Title: title}, func(tx *ledger.Tx) error {
		if err := union.AdoptGroups(tx, from, into); err != nil {
			return err
		}
		if moved, err = member.Regroup(tx, from, into); err != nil {
			return err
		}
		if err := dues.Regroup(tx, from, into); err != nil {
			return err
		}
		return union.DropGroup(tx, from)
	})
	return op, moved, err
}

// DropGroup deletes an empty group. One that members, groups or bills still belong
// to is refused with what to do.
func DropGroup(ctx context.Context, l *ledger.Ledger, id int64) (int64, error) {
	names, err := groupNames(ctx, l.Read())
	if err != nil {
		return 0, err
	}
	return l.Write(ctx, ledger.Op{Kind: union.GroupOp, Title: "删除小组：" + names[id]}, func(tx *ledger.Tx) error {
		members, err := member.InGroup(ctx, tx, id)
		if err != nil {
			return err
		}
		bills, err := dues.BilledIn(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case members > 0:
			return ledger.Refuse("“%s”名下还有 %d 人（转出、退会的也算），不能删除。请先给他们改小组，或用“并入其他小组”。", names[id], members)
		case bills > 0:
			return ledger.Refuse("“%s”有 %d 笔会费账，不能删除。请用“并入其他小组”，账会一起并过去。", names[id], bills)
		}
		if err := member.ForgetGroup(tx, id); err != nil {
			return err
		}
		return union.DropGroup(tx, id)
	})
}

func groupNames(ctx context.Context, r ledger.Reader) (map[int64]string, error) {
	groups, err := union.Groups(ctx, r)
	return union.Names(groups), err
}

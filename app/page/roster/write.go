package roster

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// enter writes a new member with the event that begins the membership. A number
// that somebody else has is refused by name.
func enter(ctx context.Context, l *ledger.Ledger, rec field.Record, begin member.Event) (op, id int64, err error) {
	title := fmt.Sprintf("%s：%s", begin.Kind, rec.Get("name"))
	op, err = l.Write(ctx, ledger.Op{Kind: "member", Title: title}, func(tx *ledger.Tx) error {
		if err := member.CheckNumberFree(ctx, tx, 0, rec.Get("id_number")); err != nil {
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

var (
	errNoName  = errors.New("请填名称。")
	errCircle  = errors.New("不能移到它自己下面。")
	errHasName = errors.New("同一层里已经有这个名称。请换一个。")
)

// groupKinds are the two kinds of groups.
var groupKinds = []string{"分会", "工会小组"}

// addGroup makes a group; renameGroup and moveGroup change one.
func addGroup(ctx context.Context, l *ledger.Ledger, g union.Group) (int64, error) {
	if err := checkGroup(ctx, l, g); err != nil {
		return 0, err
	}
	return l.Write(ctx, ledger.Op{Kind: "group", Title: "新建" + g.Kind + "：" + g.Name}, func(tx *ledger.Tx) error {
		_, err := union.AddGroup(tx, g)
		return err
	})
}

func changeGroup(ctx context.Context, l *ledger.Ledger, g union.Group) (int64, error) {
	if err := checkGroup(ctx, l, g); err != nil {
		return 0, err
	}
	return l.Write(ctx, ledger.Op{Kind: "group", Title: "修改小组：" + g.Name}, func(tx *ledger.Tx) error {
		var parent any
		if g.Parent != 0 {
			parent = g.Parent
		}
		return tx.Update("union_group", g.ID, []string{"name", "kind", "parent_id"}, []any{g.Name, g.Kind, parent})
	})
}

// checkGroup refuses a group without a name, one whose name a neighbour has, and
// one that would stand below itself.
func checkGroup(ctx context.Context, l *ledger.Ledger, g union.Group) error {
	if g.Name == "" {
		return errNoName
	}
	groups, err := union.Groups(ctx, l.Read())
	if err != nil {
		return err
	}
	for _, other := range groups {
		if other.ID != g.ID && other.Name == g.Name && other.Parent == g.Parent {
			return errHasName
		}
	}
	if g.ID != 0 {
		for _, id := range union.Below(groups, g.ID) {
			if id == g.Parent {
				return errCircle
			}
		}
	}
	return nil
}

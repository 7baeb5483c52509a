package union

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/ledger"
)

// GroupKinds are the two kinds of groups.
var GroupKinds = []string{"分会", "工会小组"}

// GroupOp is the kind of every journalled operation on the tree.
const GroupOp = "group"

// AddGroup makes a group at the end of the tree and returns its id. A group that
// must not stand there is refused, see checkGroup.
func AddGroup(tx *ledger.Tx, g Group) (int64, error) {
	if g.Kind == "" {
		g.Kind = "工会小组"
	}
	groups, err := Groups(tx.Context(), tx)
	if err == nil {
		err = checkGroup(groups, g)
	}
	if err != nil {
		return 0, err
	}
	for _, other := range groups {
		g.Sort = max(g.Sort, other.Sort+1)
	}
	id, err := tx.Unused("union_group") // saved views name groups
	if err == nil {
		_, err = tx.Insert("union_group", append([]string{"id"}, groupColumns...), append([]any{id}, g.args()...))
	}
	if err != nil {
		return 0, fmt.Errorf("新建“%s”：%w", g.Name, err)
	}
	return id, nil
}

var groupColumns = []string{"parent_id", "name", "kind", "leader", "leader_member", "sort"}

func (g Group) args() []any {
	return []any{orNull(g.Parent), g.Name, g.Kind, textOrNull(g.Leader), orNull(g.LeaderMember), g.Sort}
}

func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// checkGroup refuses a group without a name, one whose name a neighbour has, and
// one that would stand below itself or below nothing.
func checkGroup(groups []Group, g Group) error {
	switch {
	case strings.TrimSpace(g.Name) == "":
		return ledger.Refuse("请填名称。")
	case !slices.Contains(GroupKinds, g.Kind):
		return ledger.Refuse("“%s”的类别要写分会或工会小组，不能是“%s”。", g.Name, g.Kind)
	case g.Parent != 0 && !slices.ContainsFunc(groups, func(o Group) bool { return o.ID == g.Parent }):
		return ledger.Refuse("上面的分会已经不在了，没有改动。请重新打开再试。")
	case g.ID != 0 && slices.Contains(Below(groups, g.ID), g.Parent):
		return ledger.Refuse("“%s”不能移到它自己下面。", g.Name)
	}
	for _, other := range groups {
		if other.ID != g.ID && other.Name == g.Name && other.Parent == g.Parent {
			return ledger.Refuse("同一层里已经有“%s”。请换一个名称。", g.Name)
		}
	}
	return nil
}

// ChangeGroup stores name, kind, leader and place of a group that is known.
func ChangeGroup(tx *ledger.Tx, g Group) error {
	groups, err := Groups(tx.Context(), tx)
	if err == nil {
		err = checkGroup(groups, g)
	}
	if err != nil {
		return err
	}
	return tx.Update("union_group", g.ID, groupColumns, g.args())
}

// SaveGroup stores a group, a new one where its ID is 0, as an operation of its own.
func SaveGroup(ctx context.Context, l *ledger.Ledger, g Group) (op int64, err error) {
	title := "修改小组：" + g.Name
	if g.ID == 0 {
		title = "新建" + g.Kind + "：" + g.Name
	}
	return l.Write(ctx, ledger.Op{Kind: GroupOp, Title: title}, func(tx *ledger.Tx) error {
		if g.ID != 0 {
			return ChangeGroup(tx, g)
		}
		_, err := AddGroup(tx, g)
		return err
	})
}

// groupOf finds a group or says that it is gone.
func groupOf(groups []Group, id int64) (Group, error) {
	if i := slices.IndexFunc(groups, func(g Group) bool { return g.ID == id }); i >= 0 {
		return groups[i], nil
	}
	return Group{}, ledger.Refuse("这个小组已经不在了，没有改动。请重新打开再试。")
}

// ShiftGroup moves a group by so many places among its neighbours, upwards for a
// negative number. At the end nothing changes.
func ShiftGroup(tx *ledger.Tx, id int64, places int) error {
	groups, err := Groups(tx.Context(), tx)
	if err != nil {
		return err
	}
	g, err := groupOf(groups, id)
	if err != nil {
		return err
	}
	var beside []Group
	for _, other := range groups {
		if other.Parent == g.Parent {
			beside = append(beside, other)
		}
	}
	at := slices.IndexFunc(beside, func(o Group) bool { return o.ID == id })
	to := min(max(at+places, 0), len(beside)-1)
	beside = slices.Insert(slices.Delete(beside, at, at+1), to, g)
	for i := range groups { // the neighbours in their new order, in the places they had
		if groups[i].Parent == g.Parent {
			groups[i], beside = beside[0], beside[1:]
		}
	}
	return renumber(tx, groups)
}

// PlaceGroup moves a group to the end below another, 0 being the union itself.
func PlaceGroup(tx *ledger.Tx, id, parent int64) error {
	groups, err := Groups(tx.Context(), tx)
	if err != nil {
		return err
	}
	g, err := groupOf(groups, id)
	if err != nil {
		return err
	}
	if g.Parent == parent {
		return nil
	}
	g.Parent = parent
	if err := checkGroup(groups, g); err != nil {
		return err
	}
	if err := tx.Update("union_group", id, []string{"parent_id"}, []any{orNull(parent)}); err != nil {
		return err
	}
	groups = append(slices.DeleteFunc(groups, func(o Group) bool { return o.ID == id }), g)
	return renumber(tx, groups)
}

// renumber stores the order of all groups, branch after branch, so that sorting by
// it alone gives the tree.
func renumber(tx *ledger.Tx, groups []Group) error {
	ordered, _ := Tree(groups)
	for i, g := range ordered {
		if g.Sort == int64(i+1) {
			continue
		}
		if err := tx.Update("union_group", g.ID, []string{"sort"}, []any{i + 1}); err != nil {
			return err
		}
	}
	return nil
}

// DropGroup deletes a group nothing belongs to. Groups below it are refused here;
// members and bills are for who knows them, see package organisation.
func DropGroup(tx *ledger.Tx, id int64) error {
	groups, err := Groups(tx.Context(), tx)
	if err != nil {
		return err
	}
	g, err := groupOf(groups, id)
	if err != nil {
		return err
	}
	if below := len(Below(groups, id)) - 1; below > 0 {
		return ledger.Refuse("“%s”下面还有 %d 个小组，不能删除。请先把它们移走或合并。", g.Name, below)
	}
	return tx.Delete("union_group", id)
}

// AdoptGroups gives the groups below one to another, as part of a merge. A group
// whose name one below the other has already keeps its own by the name it came from.
func AdoptGroups(tx *ledger.Tx, from, into int64) error {
	groups, err := Groups(tx.Context(), tx)
	if err != nil {
		return err
	}
	source, err := groupOf(groups, from)
	if err != nil {
		return err
	}
	if _, err := groupOf(groups, into); err != nil {
		return err
	}
	if slices.Contains(Below(groups, from), into) {
		return ledger.Refuse("“%s”不能并到它自己或它下面的小组。", source.Name)
	}
	for i, g := range groups {
		if g.Parent != from {
			continue
		}
		g.Parent = into
		if checkGroup(groups, g) != nil {
			g.Name = source.Name + g.Name
		}
		if err := ChangeGroup(tx, g); err != nil {
			return err
		}
		groups[i] = g
	}
	return nil
}

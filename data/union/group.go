package union

import (
	"context"
	"fmt"

	"unionledger/data/ledger"
)

// Group is a 分会 or 工会小组 in the tree below the union.
type Group struct {
	ID int64
	// Parent is 0 for a group directly below the union.
	Parent int64
	Name   string
	// Kind is 分会 or 工会小组.
	Kind string
	Sort int64
}

// Groups lists all groups, parents and their children in the order shown.
func Groups(ctx context.Context, r ledger.Reader) ([]Group, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, coalesce(parent_id, 0), name, kind, sort FROM union_group ORDER BY sort, id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Group
	for rows.Next() {
		var g Group
		if err := rows.Scan(&g.ID, &g.Parent, &g.Name, &g.Kind, &g.Sort); err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, rows.Err()
}

// Tree arranges groups as the window shows them: each group followed by its
// children, with the depth it stands at.
func Tree(groups []Group) (ordered []Group, depth []int) {
	children := map[int64][]Group{}
	for _, g := range groups {
		children[g.Parent] = append(children[g.Parent], g)
	}
	var walk func(parent int64, d int)
	walk = func(parent int64, d int) {
		if d > 20 {
			return // a circle cannot be made here, but a damaged file may hold one
		}
		for _, g := range children[parent] {
			ordered, depth = append(ordered, g), append(depth, d)
			walk(g.ID, d+1)
		}
	}
	walk(0, 0)
	return ordered, depth
}

// Below lists a group and all groups under it; 0 lists none, meaning everybody.
func Below(groups []Group, id int64) []int64 {
	if id == 0 {
		return nil
	}
	out := []int64{id}
	for i := 0; i < len(out); i++ {
		for _, g := range groups {
			if g.Parent == out[i] && len(out) <= len(groups) {
				out = append(out, g.ID)
			}
		}
	}
	return out
}

// Names gives the name of every group by its id.
func Names(groups []Group) map[int64]string {
	out := make(map[int64]string, len(groups))
	for _, g := range groups {
		out[g.ID] = g.Name
	}
	return out
}

// EnsureGroup returns the group of that name, made directly below the union
// when there is none.
func EnsureGroup(tx *ledger.Tx, name string) (int64, error) {
	groups, err := Groups(tx.Context(), tx)
	if err != nil {
		return 0, err
	}
	for _, g := range groups {
		if g.Name == name {
			return g.ID, nil
		}
	}
	return AddGroup(tx, Group{Name: name})
}

// AddGroup makes a group at the end of its parent's and returns its id.
func AddGroup(tx *ledger.Tx, g Group) (int64, error) {
	if g.Kind == "" {
		g.Kind = "工会小组"
	}
	id, err := tx.Insert("union_group", []string{"parent_id", "name", "kind", "sort"},
		[]any{orNull(g.Parent), g.Name, g.Kind, g.Sort})
	if err != nil {
		return 0, fmt.Errorf("新建“%s”：%w", g.Name, err)
	}
	return id, nil
}

func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

package union

import (
	"context"
	"strings"

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
	// Leader is the 组长 by name; LeaderMember is the member he is, 0 for a name
	// that was only typed.
	Leader       string
	LeaderMember int64
	Sort         int64
}

// Groups lists all groups, parents and their children in the order shown.
func Groups(ctx context.Context, r ledger.Reader) ([]Group, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, coalesce(parent_id, 0), name, kind, coalesce(leader, ''),
		coalesce(leader_member, 0), sort FROM union_group ORDER BY sort, id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Group
	for rows.Next() {
		var g Group
		if err := rows.Scan(&g.ID, &g.Parent, &g.Name, &g.Kind, &g.Leader, &g.LeaderMember, &g.Sort); err != nil {
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

// Names gives every group by its id the words that tell it from all others: its
// name, and where several branches have a group of that name, the names above it
// as well (生产一分会/甲班).
func Names(groups []Group) map[int64]string {
	byID, same := make(map[int64]Group, len(groups)), map[string]int{}
	for _, g := range groups {
		byID[g.ID] = g
		same[g.Name]++
	}
	out := make(map[int64]string, len(groups))
	for _, g := range groups {
		out[g.ID] = g.Name
		if same[g.Name] > 1 {
			out[g.ID] = path(byID, g)
		}
	}
	return out
}

// Paths gives every group by its id its name behind those above it (生产一分会/甲班).
func Paths(groups []Group) map[int64]string {
	byID := make(map[int64]Group, len(groups))
	for _, g := range groups {
		byID[g.ID] = g
	}
	out := make(map[int64]string, len(groups))
	for _, g := range groups {
		out[g.ID] = path(byID, g)
	}
	return out
}

// pathMark stands between the names of a group and of those above it.
const pathMark = "/"

func path(byID map[int64]Group, g Group) string {
	text := g.Name
	for above, ok := byID[g.Parent]; ok && strings.Count(text, pathMark) < 20; above, ok = byID[above.Parent] {
		text = above.Name + pathMark + text
	}
	return text
}

// Find gives the group a text names: by its words in Names, where no other has it by
// its name alone, or by its path. same are the groups among which the text does not tell.
func Find(groups []Group, text string) (id int64, same []Group) {
	names, paths := Names(groups), Paths(groups)
	bare := strings.ReplaceAll(text, " "+pathMark+" ", pathMark)
	var called, named, led []Group
	for _, g := range groups {
		if names[g.ID] == text {
			called = append(called, g)
		}
		if g.Name == text {
			named = append(named, g)
		}
		if paths[g.ID] == bare {
			led = append(led, g)
		}
	}
	for _, found := range [][]Group{called, named, led} {
		if len(found) == 1 {
			return found[0].ID, nil
		}
	}
	return 0, named
}

// Namesakes are the groups of every name that several have.
func Namesakes(groups []Group) map[string][]Group {
	out := map[string][]Group{}
	for _, g := range groups {
		out[g.Name] = append(out[g.Name], g)
	}
	for name, same := range out {
		if len(same) == 1 {
			delete(out, name)
		}
	}
	return out
}

// Ambiguous is the sentence for a text that several groups are named by.
func Ambiguous(groups, same []Group) error {
	names := Names(groups)
	list := make([]string, len(same))
	for i, g := range same {
		list[i] = names[g.ID]
	}
	return ledger.Refuse("有 %d 个小组都叫“%s”，不知道是哪一个。请写成“%s”这样，带上分会的名称。", len(same), same[0].Name, strings.Join(list, "”或“"))
}

// EnsureGroup returns the group a text names, made directly below the union when
// there is none.
func EnsureGroup(tx *ledger.Tx, name string) (int64, error) {
	groups, err := Groups(tx.Context(), tx)
	if err != nil {
		return 0, err
	}
	id, same := Find(groups, name)
	switch {
	case id != 0:
		return id, nil
	case same != nil:
		return 0, Ambiguous(groups, same)
	}
	return AddGroup(tx, Group{Name: name})
}

func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

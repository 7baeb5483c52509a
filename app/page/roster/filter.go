package roster

import (
	"context"
	"slices"
	"strings"
	"sync"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// filter says which members are listed. The parts narrow each other.
type filter struct {
	// group is a group with all below it, 0 for everybody.
	group int64
	// states are the states listed, nil for all.
	states []member.State
	// saved is the key of a saved filter, "" for none.
	saved string
	// given are the members another page asked to see, under its title.
	given []int64
	title string
	// on is the day the memberships are seen from, zero for today.
	on civil.Date
	// where are further conditions, of which any holds or all.
	where []member.Condition
	any   bool
	// view is the saved view the filter was opened from, 0 for none.
	view int64
	// quick is what was typed into the filter of the page.
	quick string
}

// onRoster are the states of those whom the union keeps on its roster.
var onRoster = []member.State{member.Active, member.Applying, member.Retained}

// begin is the filter a page starts with.
func begin() filter { return filter{states: onRoster} }

// chip is one part of a filter in force: what it says, and the filter without it.
type chip struct {
	text   string
	lifted filter
}

// chips names the parts of the filter in the order they are shown.
func (f filter) chips(l listed) []chip {
	var out []chip
	names := l.names
	f.view = 0 // with a part lifted it is that view no more
	if !f.on.IsZero() {
		g := f
		g.on = civil.Date{}
		out = append(out, chip{asOfWords(f.on), g})
	}
	if f.group != 0 {
		g := f
		g.group = 0
		out = append(out, chip{"工会小组：" + names[f.group], g})
	}
	if f.given != nil {
		g := f
		g.given, g.title = nil, ""
		out = append(out, chip{f.title, g})
	}
	if f.saved != "" {
		g := f
		g.saved, g.states = "", onRoster
		out = append(out, chip{savedByKey(f.saved).label, g})
	}
	if f.states != nil {
		words := make([]string, len(f.states))
		for i, s := range f.states {
			words[i] = string(s)
		}
		g := f
		g.states = nil
		out = append(out, chip{"会籍：" + strings.Join(words, "、"), g})
	}
	for i, c := range f.where {
		g := f
		g.where = slices.Delete(slices.Clone(f.where), i, i+1)
		text := c.Words(l.fields, names)
		if f.any && i > 0 {
			text = "或 " + text
		}
		out = append(out, chip{text, g})
	}
	return out
}

// goneGroup stands for a group that a saved filter names and that was deleted since.
const goneGroup = "已删去的小组"

// listed is what a filter gives: the members in order, and the groups with how
// many each has in it and below it under the same states.
type listed struct {
	filter  filter
	fields  *field.Set // of a member in this ledger
	columns columnSet
	groups  []union.Group
	names   map[int64]string
	counts  map[int64]int // by group, 0 for everybody
	ids     []int64
	// bands divide the list where it is grouped.
	bands []member.Band
	views []member.View
}

// source is what listing needs besides the filter.
type source struct {
	read  ledger.Reader
	today civil.Date
	// day is the one that rows are shown for.
	day civil.Date
	// index answers the quick filter; made once, when it is first needed.
	index func() (*member.Index, error)
}

// indexOf makes the index of a ledger when it is first asked for. Who types on does
// not begin again: the same index answers the longer word.
func indexOf(r ledger.Reader) func() (*member.Index, error) {
	return sync.OnceValues(func() (*member.Index, error) { return member.BuildIndex(context.Background(), r) })
}

// list reads the members of a filter, in the order of the keys (see member.Query).
func (s *source) list(ctx context.Context, f filter, sort []string, by string) (listed, error) {
	out := listed{filter: f, counts: map[int64]int{}}
	set, err := member.FieldsOf(ctx, s.read)
	if err != nil {
		return out, err
	}
	out.fields, out.columns = set, columnsOf(set)
	if out.groups, err = union.Groups(ctx, s.read); err != nil {
		return out, err
	}
	out.names = union.Names(out.groups)
	if f.group != 0 && out.names[f.group] == "" {
		if f.view == 0 {
			f.group, out.filter.group = 0, 0 // the group is gone, as after 撤销
		} else {
			out.names[f.group] = goneGroup // a saved filter never turns into everybody
		}
	}
	if out.views, err = member.Views(ctx, s.read); err != nil {
		return out, err
	}
	if f.view != 0 && !slices.ContainsFunc(out.views, func(v member.View) bool { return v.ID == f.view }) {
		out.filter.view = 0
	}
	if out.ids, err = s.ids(ctx, f, out.groups, sort); err != nil {
		return out, err
	}
	if asked, known := member.AskedField(set, by); known && member.Groupable(asked) { // a saved filter may name a field that was dropped or changed since
		if out.bands, err = member.GroupBy(ctx, s.read, out.ids, by, f.day(s.today)); err != nil {
			return out, err
		}
		out.ids = out.ids[:0:0]
		for _, b := range out.bands {
			out.ids = append(out.ids, b.IDs...)
		}
	}
	return out, s.count(ctx, &out)
}

// foretaste reads the first rows of a list in the order of names, which are there
// within a frame however long it is; ok is false where they cannot be had so.
func (s *source) foretaste(ctx context.Context, f filter) (out listed, ok bool, err error) {
	if f.given != nil || f.saved != "" || strings.TrimSpace(f.quick) != "" {
		return out, false, nil
	}
	out.filter = f
	if out.fields, err = member.FieldsOf(ctx, s.read); err != nil {
		return out, false, err
	}
	out.columns = columnsOf(out.fields)
	if out.groups, err = union.Groups(ctx, s.read); err != nil {
		return out, false, err
	}
	out.names = union.Names(out.groups)
	out.ids, err = member.List(ctx, s.read, member.Query{On: f.day(s.today), Groups: union.Below(out.groups, f.group), States: f.wanted(),
		Where: f.where, Any: f.any, Limit: pageRows})
	return out, len(out.ids) > 0, err
}

// ids are the members of a filter in order.
func (s *source) ids(ctx context.Context, f filter, groups []union.Group, sort []string) ([]int64, error) {
	q := member.Query{On: f.day(s.today), Groups: union.Below(groups, f.group), States: f.wanted(), Where: f.where, Any: f.any, Sort: sort}
	ids, err := member.List(ctx, s.read, q)
	if err != nil {
		return nil, err
	}
	if f.given != nil {
		ids = keep(ids, f.given)
	}
	if f.saved != "" {
		wanted, err := savedByKey(f.saved).find(ctx, s.read, f.day(s.today))
		if err != nil {
			return nil, err
		}
		ids = keep(ids, wanted)
	}
	if strings.TrimSpace(f.quick) != "" {
		index, err := s.index()
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err // typed on meanwhile
		}
		ids = keep(ids, index.SearchAll(f.quick))
	}
	return ids, nil
}

// count counts the members of every group under the states of the filter.
func (s *source) count(ctx context.Context, out *listed) error {
	own, err := member.GroupCounts(ctx, s.read, member.Query{On: out.filter.day(s.today), States: out.filter.wanted()})
	if err != nil {
		return err
	}
	for _, g := range out.groups {
		for _, id := range union.Below(out.groups, g.ID) {
			out.counts[g.ID] += own[id]
		}
	}
	for _, n := range own {
		out.counts[0] += n
	}
	return nil
}

// keep leaves of ids those that are wanted, in the order of ids.
func keep(ids, wanted []int64) []int64 {
	set := make(map[int64]bool, len(wanted))
	for _, id := range wanted {
		set[id] = true
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return !set[id] })
}

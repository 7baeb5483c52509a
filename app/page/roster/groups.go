package roster

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/organisation"
	"unionledger/data/union"
)

// groupMenu is the menu of a line of the tree.
func (v *view) groupMenu(it treeItem, at fyne.Position) {
	if it.view != 0 {
		v.viewMenu(it.view, at)
		return
	}
	items := append(v.groupItems(it.group), widget.MenuItem{},
		widget.MenuItem{Text: "全部展开", Do: func() { v.foldAll(false) }}, widget.MenuItem{Text: "全部折叠", Do: func() { v.foldAll(true) }})
	widget.ShowMenuAt(v.shell.Window().Canvas(), at, items)
}

// groupItems are the lines of a menu about a group; 0 is the union itself.
func (v *view) groupItems(id int64) []widget.MenuItem {
	closed := ""
	if id == 0 {
		closed = "先在左边选一个"
	}
	up, down := closed, closed
	if first, last := v.ends(id); closed == "" {
		if first {
			up = "已在最上"
		}
		if last {
			down = "已在最下"
		}
	}
	g := v.group(id)
	return []widget.MenuItem{
		{Text: "新建分会或小组…", Icon: "plus", Do: func() { v.askGroup(union.Group{Parent: id, Kind: "工会小组"}) }},
		{Text: "改名、组长、移动…", Icon: "edit", Closed: closed, Do: func() { v.askGroup(g) }},
		{Text: "上移", Icon: "chevron-up", Closed: up, Do: func() { v.shiftGroup(g, -1) }},
		{Text: "下移", Icon: "chevron-down", Closed: down, Do: func() { v.shiftGroup(g, 1) }},
		{Text: "并入其他小组…", Icon: "people", Closed: closed, Do: func() { v.askMerge(g) }},
		{Text: "删除空的小组", Icon: "trash", Danger: true, Closed: closed, Do: func() {
			v.write("删除小组", "已删除"+v.list.names[id], func(ctx context.Context, l *ledger.Ledger) (int64, error) { return organisation.DropGroup(ctx, l, id) })
		}},
	}
}

// ends reports whether a group is the first and the last among its neighbours.
func (v *view) ends(id int64) (first, last bool) {
	parent := v.group(id).Parent
	var beside []int64
	for _, g := range v.list.groups {
		if g.Parent == parent {
			beside = append(beside, g.ID)
		}
	}
	return len(beside) > 0 && beside[0] == id, len(beside) > 0 && beside[len(beside)-1] == id
}

func (v *view) group(id int64) union.Group {
	for _, g := range v.list.groups {
		if g.ID == id {
			return g
		}
	}
	return union.Group{}
}

func (v *view) shiftGroup(g union.Group, places int) {
	word := map[bool]string{true: "上移", false: "下移"}[places < 0]
	v.groupWrite(word+"小组："+g.Name, "已"+word+g.Name, func(tx *ledger.Tx) error { return union.ShiftGroup(tx, g.ID, places) })
}

// dropGroup puts a group below the one its line was dropped on.
func (v *view) dropGroup(id, onto int64) {
	g, to := v.group(id), "最上层"
	if onto != 0 {
		to = v.list.names[onto] + "下面"
	}
	if g.Parent == onto {
		return
	}
	v.groupWrite("移动小组："+g.Name, g.Name+"已移到"+to, func(tx *ledger.Tx) error { return union.PlaceGroup(tx, id, onto) })
}

func (v *view) groupWrite(title, said string, fn func(*ledger.Tx) error) {
	v.write(title, said, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return l.Write(ctx, ledger.Op{Kind: union.GroupOp, Title: title}, fn)
	})
}

// groupFields describe the form of a group.
var groupFields = field.NewSet("union_group", "小组",
	field.Field{Key: "name", Label: "名称", Required: true, MaxLen: 40},
	field.Field{Key: "kind", Label: "类别"},
	field.Field{Key: "parent", Label: "在哪里下面", Kind: field.Group},
	field.Field{Key: "leader", Label: "组长"},
)

// memberMark tells the id of a member from a typed name in the picker of a leader.
const memberMark = "member:"

// askGroup asks for name, kind, place and leader of a group, new or known.
func (v *view) askGroup(g union.Group) {
	f := form.New(groupFields)
	f.Offer("kind", false, form.Words(union.GroupKinds...)...)
	parent := f.Field("parent").Control.(*widget.Picker)
	parent.SetOptions(append([]widget.Option{form.Option("0", "工会委员会（最上层）")}, groupOptions(v.list, g.ID)...)...)
	leaders, err := v.leaders(g)
	if err != nil {
		v.shell.Fail(err)
		return
	}
	f.Offer("leader", true, leaders...)
	r := groupFields.NewRecord()
	r.Set("name", g.Name)
	r.Set("kind", g.Kind)
	r.Set("parent", strconv.FormatInt(g.Parent, 10))
	r.Set("leader", g.Leader)
	if g.LeaderMember != 0 {
		r.Set("leader", memberMark+strconv.FormatInt(g.LeaderMember, 10))
	}
	f.Show(r)
	title, accept := "新建分会或小组", "新建"
	if g.ID != 0 {
		title, accept = "改名、组长、移动："+g.Name, "保存"
	}
	widget.ShowForm(v.shell.Window().Canvas(), title, f.In(1), accept, func() error {
		f.Take(r)
		g.Name, g.Kind, g.Parent = strings.TrimSpace(r.Get("name")), r.Get("kind"), r.Int("parent")
		g.Leader, g.LeaderMember = leaderOf(r.Get("leader"), leaders)
		op, err := union.SaveGroup(context.Background(), v.shell.Ledger(), g)
		if err == nil && op != 0 {
			v.shell.Done("已"+accept+"："+g.Name, op)
		}
		return err
	})
}

// leaders offers the members of a group and of those below it, and its leader wherever that one is now.
func (v *view) leaders(g union.Group) ([]widget.Option, error) {
	if g.ID == 0 {
		return nil, nil
	}
	ctx, l, on := context.Background(), v.shell.Ledger(), v.shell.Today()
	ids, err := member.List(ctx, l.Read(), member.Query{On: on, Groups: union.Below(v.list.groups, g.ID), States: []member.State{member.Active}})
	if err != nil {
		return nil, err
	}
	ids = ids[:min(len(ids), pageRows)]
	if g.LeaderMember != 0 {
		ids = append(ids, g.LeaderMember)
	}
	found, err := member.Page(ctx, l.Read(), ids, on)
	var out []widget.Option
	offered := map[int64]bool{}
	for _, m := range found {
		if !offered[m.ID] {
			offered[m.ID] = true
			o := form.Option(memberMark+strconv.FormatInt(m.ID, 10), m.Get("name"))
			o.Note = m.Get("post")
			out = append(out, o)
		}
	}
	return out, err
}

// leaderOf takes the choice of a leader apart: a member with the name, or a name.
func leaderOf(value string, offered []widget.Option) (name string, id int64) {
	number, chosen := strings.CutPrefix(value, memberMark)
	if !chosen {
		return strings.TrimSpace(value), 0
	}
	for _, o := range offered {
		if o.Value == value {
			name = o.Text
		}
	}
	return name, page.Number(number)
}

// askMerge asks which group another is merged into.
func (v *view) askMerge(g union.Group) {
	p := widget.NewPicker("请选择", groupOptions(v.list, g.ID)...)
	text := fmt.Sprintf("“%s”的会员、下面的小组、过去的会费账和保存的筛选都并过去，这个小组就没有了。是一次操作，可以撤销。", v.list.names[g.ID])
	fields := widget.NewForm(1, widget.NewField("并入哪个小组", p).Required().Hint(text))
	widget.ShowForm(v.shell.Window().Canvas(), "小组合并："+g.Name, fields, "合并", func() error {
		into := page.Number(p.Value())
		if v.filter.group == g.ID {
			v.filter.group = into
		}
		v.filter.where = member.RegroupConditions(v.filter.where, g.ID, into)
		v.write("小组合并", fmt.Sprintf("%s已并入%s", g.Name, v.list.names[into]), func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			op, _, err := organisation.MergeGroup(ctx, l, g.ID, into)
			return op, err
		})
		return nil
	})
}

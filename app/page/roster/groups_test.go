package roster

import (
	"testing"

	"fyne.io/fyne/v2"

	"unionledger/app/widget"
	"unionledger/data/union"
)

// TestALineIsDraggedOntoAnother moves a group below the one its line is dropped on,
// and does not choose a line by that.
func TestALineIsDraggedOntoAnother(t *testing.T) {
	v, s := shown(t)
	line := func(group int64) int {
		for i, it := range v.tree.items {
			if it.kind == groupLine && it.group == group {
				return i
			}
		}
		t.Fatalf("group %d has no line", group)
		return 0
	}
	var child union.Group
	for _, g := range v.list.groups {
		if g.Parent != 0 {
			child = g
		}
	}
	v.foldAll(false)
	drag := func(from, to int) {
		at := func(i int) fyne.Position { return fyne.NewPos(60, v.tree.top(i)+10) }
		v.tree.MouseDown(nil)
		step := at(to).Subtract(at(from))
		v.tree.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(from).AddXY(0, 2)}, Dragged: fyne.NewDelta(0, 2)})
		v.tree.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(from).Add(step)}, Dragged: fyne.NewDelta(0, step.Y)})
		v.tree.DragEnd()
		v.tree.Tapped(&fyne.PointEvent{Position: at(to)})
	}
	before := v.filter.group
	drag(line(child.ID), line(0))
	v.Show(nil)
	if g := v.group(child.ID); g.Parent != 0 || v.filter.group != before {
		t.Fatalf("%+v, the page shows group %d, failed %v", g, v.filter.group, s.failed)
	}
	drag(line(0), line(child.ID)) // the union itself stays where it is
	v.Show(nil)
	if len(s.failed) > 0 || v.group(child.ID).Parent != 0 {
		t.Error(s.failed)
	}
}

func TestWhoLeadsAGroup(t *testing.T) {
	offered := []widget.Option{{Value: memberMark + "7", Text: "何玉华"}}
	for value, want := range map[string]union.Group{
		memberMark + "7": {Leader: "何玉华", LeaderMember: 7}, " 外来的人 ": {Leader: "外来的人"}, "": {},
	} {
		if name, id := leaderOf(value, offered); name != want.Leader || id != want.LeaderMember {
			t.Errorf("%q: %s %d", value, name, id)
		}
	}
}

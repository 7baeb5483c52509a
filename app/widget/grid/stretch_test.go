package grid

import "testing"

// TestStretchLeavesRoomForTheBar: a column that takes what is left over must not
// bring a bar below, whether the rows need one at the right or not.
func TestStretchLeavesRoomForTheBar(t *testing.T) {
	for _, rows := range []int{2, 500} {
		g := newDesk(t, rows, nil)
		g.SetColumns([]Column{{Key: "a", Title: "甲", Width: 100}, {Key: "b", Title: "乙", Width: 100, Stretch: true}})
		l := g.geometry()
		if l.hbar {
			t.Errorf("with %d rows a bar lies below", rows)
		}
		last := l.scroll[len(l.scroll)-1]
		if end := last.x + last.w; end < l.right-1 || end > l.right+0.5 {
			t.Errorf("with %d rows the columns end at %v of %v", rows, end, l.right)
		}
	}
}

// TestSortedTitleIsNotCut: the arrow of a narrow column must not push its title out.
func TestSortedTitleIsNotCut(t *testing.T) {
	g := newDesk(t, 5, nil)
	g.SetColumns([]Column{{Key: "a", Title: "甲", Width: 100}, {Key: "b", Title: "学历", Width: 44}})
	g.SetSort(SortKey{Column: 0}, SortKey{Column: 1, Descending: true})
	l := g.geometry()
	v, _, _ := l.find(1)
	f := face{size: g.m.small, bold: true}
	if text, _ := g.fonts.fit("学历", f, v.w-2*g.m.pad-g.arrowWidth()); text != "学历" {
		t.Errorf("%v wide, the title is cut to %q", v.w, text)
	}
}

package roster

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page/roster/duplicates"
	"unionledger/app/page/roster/payroll"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// sub is a page that stands in the place of the roster until it is left.
type sub interface {
	Content() fyne.CanvasObject
	// Reload is called when something was written, or the page comes to the front.
	Reload()
}

// sameKey is the saved filter of those who may be one person.
const sameKey = "same"

// suspected lists the members who may be one person.
func suspected(ctx context.Context, r ledger.Reader, _ civil.Date) ([]int64, error) {
	pairs, err := member.Duplicates(ctx, r)
	seen := map[int64]bool{}
	var out []int64
	for _, s := range pairs {
		for _, id := range []int64{s.A, s.B} {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out, err
}

// tidyItems are the works that put the roster in order, for the menu 办理.
func (v *view) tidyItems() []widget.MenuItem {
	text := "查重…"
	if n := v.saved[sameKey]; n > 0 {
		text = fmt.Sprintf("查重（%d 人疑似重复）…", n)
	}
	return []widget.MenuItem{
		{Text: text, Icon: "search", Do: v.openDuplicates},
		{Text: "对照工资表…", Icon: "money", Do: func() { v.openPayroll("") }},
	}
}

// pairItem merges two members whom somebody chose.
func (v *view) pairItem(ids []int64) widget.MenuItem {
	return widget.MenuItem{Text: "合并这两条记录…", Icon: "people", Do: func() {
		v.openSub(duplicates.Pair(v.shell, v.leaveSub, v.journal, ids[0], ids[1]))
	}}
}

func (v *view) openDuplicates() { v.openSub(duplicates.New(v.shell, v.leaveSub, v.journal)) }

// openPayroll holds a wage sheet against the roster; without a path it asks.
func (v *view) openPayroll(path string) {
	p, open := v.sub.(*payroll.View)
	if !open {
		p = payroll.New(v.shell, v.leaveSub)
		v.openSub(p)
	}
	p.Open(path)
}

func (v *view) openSub(s sub) {
	v.closeWizard()
	v.sub = s
	v.put(s.Content())
}

// leaveSub is how the pages in the place of the roster end.
func (v *view) leaveSub(target any) {
	v.closeWizard()
	if target != nil {
		v.Show(target)
		return
	}
	v.reload()
}

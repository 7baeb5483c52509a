package roster

import (
	"context"
	"testing"

	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

func TestMergedRecordIsListedAndOffersNothing(t *testing.T) {
	v, s := shown(t)
	keep, drop := v.people.ids[0], int64(0)
	_, err := s.Open.Write(context.Background(), ledger.Op{Kind: "member", Title: "登记"}, func(tx *ledger.Tx) (err error) {
		rec := member.Fields.NewRecord()
		rec.Set("name", "重登")
		drop, err = member.Add(tx, rec, member.Event{Kind: member.Joined, Date: day})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	m, err := member.ReadMerging(context.Background(), s.Open, keep, drop)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Write(context.Background(), s.Open); err != nil {
		t.Fatal(err)
	}
	v.Show(nil)
	if v.people.place(drop) >= 0 {
		t.Fatal("the merged record is still among the members")
	}
	v.chooseLine(treeItem{kind: savedLine, saved: mergedKey})
	if len(v.people.ids) != 1 || v.people.ids[0] != drop {
		t.Fatal("listed are", v.people.ids)
	}
	v.drawer.open(drop, tabEvents, "")
	if _, paragraph := v.drawer.buttons().(*widget.Paragraph); !paragraph {
		t.Error("the drawer offers what would be refused")
	}
	for _, item := range v.eventItems([]int64{drop}) {
		t.Error("the menu offers", item.Text)
	}
}

func TestDrawerStepsThroughGroupedList(t *testing.T) {
	v, s := shown(t)
	v.groupBy("gender")
	v.drawer.open(v.people.ids[0], tabEvents, "")
	for i := 1; i < len(v.people.ids); i++ {
		v.drawer.step(1)
		if v.drawer.id != v.people.ids[i] {
			t.Fatalf("step %d is member %d, want %d", i, v.drawer.id, v.people.ids[i])
		}
	}
	v.drawer.step(1) // behind the last one there is nobody
	if v.drawer.id != v.people.ids[len(v.people.ids)-1] || len(s.failed) > 0 {
		t.Fatal(v.drawer.id, s.failed)
	}
}

func TestSearchBeginsWithTheFirstFound(t *testing.T) {
	v, _ := shown(t)
	v.grid.ScrollTo(40)
	v.bar.typed("大专")
	if v.grid.TopRow() != 0 || len(v.people.ids) < 50 {
		t.Error("the list begins with row", v.grid.TopRow(), "of", len(v.people.ids))
	}
}

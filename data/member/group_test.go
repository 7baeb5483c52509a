package member

import (
	"strings"
	"testing"

	"unionledger/data/ledger"
	"unionledger/data/union"
)

// TestAGroupNameThatRepeats keeps a known member where he is, takes the longer words,
// and refuses to guess for anybody else.
func TestAGroupNameThatRepeats(t *testing.T) {
	l := newLedger(t)
	const header = "姓名|身份证号|部门|备注"
	var second int64
	if _, err := l.Write(ctx, ledger.Op{Title: "小组"}, func(tx *ledger.Tx) error {
		for _, branch := range []string{"一分会", "二分会"} {
			id, err := union.AddGroup(tx, union.Group{Name: branch, Kind: "分会"})
			if err == nil {
				second, err = union.AddGroup(tx, union.Group{Parent: id, Name: "甲班"})
			}
			if err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	take(t, l, Everything, header, "陶兰花|"+womanID+"|二分会/甲班|")
	im := take(t, l, Everything, header, "陶兰花|"+womanID+"|甲班|班长", "王建国|"+manID+"|甲班|")
	if got := theOne(t, l, "陶兰花"); got.Int("department") != second || got.Get("note") != "班长" {
		t.Errorf("%v", got.Record)
	}
	if len(im.Plan.Conflicts) != 1 || !strings.Contains(im.Plan.Conflicts[0].Message, "一分会/甲班") || im.Taken.Groups != 0 {
		t.Errorf("%+v, %+v", im.Plan.Conflicts, im.Taken)
	}
}

package dues

import (
	"testing"

	"unionledger/app/page"
	"unionledger/app/page/pagetest"
)

// TestTabsOfCollecting shows 收缴, 收据 and 欠缴 over a ledger, and over an empty one.
func TestTabsOfCollecting(t *testing.T) {
	for _, members := range []int{0, 40} {
		s := pagetest.Demo(t, members)
		v := New(s).(*view)
		s.Place(v, 1093, 614, nil)
		for i, name := range []string{"收缴", "收据", "欠缴"} {
			v.tabs.Select(4 + i)
			v.showTab()
			s.Settled()
			s.Picture(name)
		}
		v.Show(page.Arrears{})
		s.Settled()
	}
}

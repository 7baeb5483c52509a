package member

import (
	"strings"
	"testing"

	"unionledger/data/intake"
	"unionledger/data/problem"
)

// A list exported with its numbers covered and brought back: one notice a column, the
// people found again, no number stored or lost.
func TestCoveredListIsBroughtBack(t *testing.T) {
	l, ids := knownLedger(t)
	first := ids["钱江潮"]
	take(t, l, Everything, knownPeople[0], "钱江潮|男|"+checked("330101198509094321")+"|19900000008|一组||")
	id := theOne(t, l, "赵海棠").Get("id_number")
	var tails []string
	for _, n := range []string{"330101197102020134", "330101198509094321"} {
		n = checked(n)
		tails = append(tails, "****"+n[14:])
	}
	lines := []string{"姓名|身份证号|手机|工会小组|学历",
		"赵海棠|****" + id[14:] + "|199****0000|一组|本科",
		"钱江潮|" + tails[1] + "|199****0008|一组|",
		"钱江潮|" + tails[0] + "|199****0001|二组|"}
	im := compareWith(t, l, Terms{}, lines...)
	covered := 0
	for _, p := range im.Result.Problems() {
		if p.Kind == intake.NumberCovered {
			covered++
			if p.Severity != problem.Hint || !strings.Contains(p.Message, "3 个") {
				t.Errorf("%+v", p)
			}
		} else if p.Field == "id_number" || p.Field == "phone" {
			t.Errorf("%+v", p)
		}
	}
	if covered != 2 {
		t.Errorf("said %d times, want once a column", covered)
	}
	if n := im.Plan; len(n.New) != 0 || len(n.Conflicts) != 0 || len(n.Changed) != 2 || len(n.Same) != 1 {
		t.Fatalf("new %d, conflicts %+v, changed %d, same %d", len(n.New), n.Conflicts, len(n.Changed), len(n.Same))
	}
	for _, d := range im.Plan.Changed {
		if d.Row.Number == 4 && d.Member != first {
			t.Errorf("the namesake was taken: %+v", d)
		}
		for _, c := range d.Changes {
			if c.Field == "id_number" || c.Field == "phone" || c.Field == "id_as_written" {
				t.Errorf("%+v", c)
			}
		}
	}
	// A number that does not end so is somebody else's.
	other := compareWith(t, l, Terms{}, "姓名|身份证号|性别", "赵海棠|****9999|女")
	if len(other.Plan.Changed)+len(other.Plan.Same) != 0 {
		t.Errorf("%+v", other.Plan)
	}
}

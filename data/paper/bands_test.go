package paper

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"unionledger/data/member"
)

// rowsOf are the texts that begin a row at the left edge of a page.
func rowsOf(d *Doc, page int) (out []string) {
	for _, x := range d.Pages[page].Texts {
		out = append(out, x.Text)
	}
	return out
}

func TestAGroupedRosterIsPrintedInItsGroups(t *testing.T) {
	l := openDemo(t, 120)
	ids, err := member.List(t.Context(), l.Read(), member.Query{On: today, States: []member.State{member.Active}})
	if err != nil {
		t.Fatal(err)
	}
	bands, err := member.GroupBy(t.Context(), l.Read(), ids, "gender", today)
	if err != nil || len(bands) != 2 {
		t.Fatal(bands, err)
	}
	q := Request{Template: template(t, "roster"), Title: "按性别", Today: today}
	for _, b := range bands {
		q.Members = append(q.Members, b.IDs...)
		q.Bands = append(q.Bands, Band{b.Title, len(b.IDs)})
	}
	d, err := Make(t.Context(), l.Read(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i := range d.Pages {
		texts := rowsOf(d, i)
		all = append(all, texts...)
		// A page that goes on with a group says so, and none ends with a heading.
		if heading := texts[len(texts)-2]; strings.Contains(heading, " 人") && i+1 < len(d.Pages) {
			t.Errorf("page %d ends with %q", i+1, heading)
		}
	}
	men, women := len(bands[0].IDs), len(bands[1].IDs)
	for _, want := range []string{fmt.Sprintf("男　%d 人", men), "男（续）", fmt.Sprintf("女　%d 人，其中女 %d 人", women, women)} {
		if !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("%q is not printed: %q", want, all[:40])
		}
	}
	q.Bands = q.Bands[:1]
	if _, err := Make(t.Context(), l.Read(), q, nil); err == nil {
		t.Error("groups that do not make up the list are printed")
	}
}

func TestASampleCoversNumbersAtTheirLength(t *testing.T) {
	l, ids := small(t)
	q := request(template(t, "register"), ids)
	q.Full, q.Sample = true, true
	d, err := Make(t.Context(), l.Read(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := words(d); !strings.Contains(got, "**************1440") || strings.Contains(got, "330101196801061440") {
		t.Error(got)
	}
}

package organisation

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

var (
	ctx = context.Background()
	on  = civil.MustParse("2022-05-06")
)

func open(t testing.TB, members int) *ledger.Ledger {
	t.Helper()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(ctx, path, members, on); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func rec(set *field.Set, pairs ...string) field.Record {
	r := set.NewRecord()
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Set(pairs[i], pairs[i+1])
	}
	return r
}

// TestProblems draws pictures by hand and names what must be found in each.
func TestProblems(t *testing.T) {
	law, err := union.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	seat := func(name, post string, id int64, state member.State) Seat {
		return Seat{Post: union.Post{Member: id, Record: rec(union.PostFields, "name", name, "post", post)}, State: state}
	}
	chair := seat("郑海", "主席", 0, "")
	body := func(kind, start, years string, seats ...Seat) Body {
		return Body{Body: union.Body{Kind: kind}, Has: true, Seats: seats, Term: union.Term{Record: rec(union.TermFields, "number", "5", "term_start", start, "years", years)}}
	}
	audit := body("经费审查委员会", "2020-06-05", "3", seat("顾玉", "主任", 0, ""))
	for name, c := range map[string]struct {
		bodies         []Body
		members, women int
		change         func(*Picture)
		want           map[string]problem.Severity
	}{
		"all is well":        {[]Body{body(union.Committee, "2020-06-05", "3", chair), audit}, 30, 5, nil, nil},
		"nothing registered": {nil, 25, 10, nil, map[string]problem.Severity{"body_missing 工会委员会": problem.Warning, "body_missing 经费审查委员会": problem.Warning, "body_missing 女职工委员会": problem.Hint}},
		"few members":        {nil, 24, 9, nil, map[string]problem.Severity{"body_missing 经费审查委员会": problem.Warning}},
		"over":               {[]Body{body(union.Committee, "2019-05-06", "3", chair), audit}, 30, 5, nil, map[string]problem.Severity{"term_over 工会委员会": problem.Error}},
		"the last day":       {[]Body{body(union.Committee, "2019-05-07", "3", chair), audit}, 30, 5, nil, nil},
		"four years":         {[]Body{body(union.Committee, "2020-06-05", "4", chair), audit}, 30, 5, nil, map[string]problem.Severity{"term_length 工会委员会": problem.Hint}}, // by the law of 2020, from memory
		"four years by now":  {[]Body{body(union.Committee, "2022-02-05", "4", chair), audit}, 30, 5, nil, map[string]problem.Severity{"term_length 工会委员会": problem.Warning}},
		"no end":             {[]Body{body(union.Committee, "2020-06", "", chair), audit}, 30, 5, nil, map[string]problem.Severity{"term_end_unknown 工会委员会": problem.Warning}},
		"nobody leads":       {[]Body{body(union.Committee, "2020-06-05", "3", seat("何玉华", "副主席", 0, "")), audit}, 30, 5, nil, map[string]problem.Severity{"lead_vacant 工会委员会": problem.Warning}},
		"somebody left":      {[]Body{body(union.Committee, "2020-06-05", "3", chair, seat("何玉华", "委员", 7, member.Transferred)), audit}, 30, 5, nil, map[string]problem.Severity{"seat_left 何玉华": problem.Warning}},
		"posts apart": {[]Body{body(union.Committee, "2020-06-05", "3", chair, seat("顾玉", "财务委员", 0, "")), audit}, 30, 5, nil,
			map[string]problem.Severity{"posts_apart 顾玉": problem.Hint}},
		"certificate": {[]Body{body(union.Committee, "2020-06-05", "3", chair), audit}, 30, 5, func(p *Picture) {
			p.Unit.Union.Set("chair", "郑海")
			p.Certificates = []union.Certificate{{Record: rec(union.CertificateFields, "valid_to", "2022-05-05", "legal_person", "钱根荣")}}
		}, map[string]problem.Severity{"certificate_over 法人资格证书": problem.Error, "legal_person 法人资格证书": problem.Hint}},
		"more members than staff": {[]Body{body(union.Committee, "2020-06-05", "3", chair), audit}, 30, 5, func(p *Picture) {
			p.Years = []Year{{Year: union.Year{Record: rec(union.YearFields, "as_of", "2021-12-31", "staff", "29", "members", "30", "women_members", "5")}, Counted: member.Tally{Members: 30, Women: 4}}}
		}, map[string]problem.Severity{"counts 2021-12-31": problem.Error, "differs 2021-12-31": problem.Warning}},
		"the roster has more than the staff": {[]Body{body(union.Committee, "2020-06-05", "3", chair), audit}, 30, 5, func(p *Picture) {
			p.Years = []Year{{Year: union.Year{Record: rec(union.YearFields, "as_of", "2021-12-31", "staff", "29")}, Counted: member.Tally{Members: 30}}}
		}, map[string]problem.Severity{"counts 2021-12-31": problem.Error}},
	} {
		p := &Picture{On: on, Law: law, Bodies: c.bodies, Total: member.Tally{Members: c.members, Women: c.women},
			Unit: union.Unit{Union: union.Union.NewRecord(), Enterprise: union.Enterprise.NewRecord()}}
		if c.change != nil {
			c.change(p)
		}
		p.check()
		got := map[string]problem.Severity{}
		for _, q := range p.Problems {
			got[q.Kind+" "+q.Who] = q.Severity
			if !strings.HasSuffix(q.Message, "。") {
				t.Errorf("%s: not a sentence: %s", name, q.Message)
			}
			if q.Severity == problem.Hint && q.Basis != "" && !strings.Contains(q.Basis, "待核实") {
				t.Errorf("%s: %s is weakened without reason", name, q.Basis)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTheDemonstrationUnion(t *testing.T) {
	l := open(t, 326)
	p, err := Read(ctx, l.Read(), on)
	if err != nil || len(p.Bodies) != 4 || p.Bodies[0].Term.Title() != "第五届" || p.Unit.Union.Get("chair") != "郑海" {
		t.Fatal(p, err)
	}
	linked := 0
	for _, s := range p.Bodies[0].Seats {
		if s.Member != 0 {
			linked++
			if s.State != member.Active || s.Group == "" {
				t.Errorf("%+v", s)
			}
		}
	}
	if linked < 4 {
		t.Errorf("%d of the committee stand on the roster", linked)
	}
	if len(p.Problems) != 1 || p.Problems[0].Kind != "differs" {
		t.Errorf("%+v", p.Problems)
	}
	former, err := Read(ctx, l.Read(), civil.MustParse("2019-01-01"))
	if err != nil || former.Bodies[0].Seats[0].Get("name") != "钱根荣" || former.Unit.Union.Get("chair") != "钱根荣" {
		t.Error(former.Bodies[0], err)
	}
}

// TestMerge moves members, groups and bills along, loses nobody, and is taken back
// as one operation.
func TestMerge(t *testing.T) {
	l := open(t, 60)
	groups, err := union.Groups(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	from, into := groups[0].ID, groups[1].ID
	for _, g := range groups {
		if g.Name == "生产二分会" {
			from = g.ID
		}
		if g.Name == "生产一分会" {
			into = g.ID
		}
	}
	ids := union.Below(groups, from)
	before, _ := Count(ctx, l.Read(), on, on)
	if _, _, err := MergeGroup(ctx, l, into, groups[1].ID); err == nil {
		t.Error("a branch was merged into a group below it")
	}
	op, _, err := MergeGroup(ctx, l, from, into)
	if err != nil {
		t.Fatal(err)
	}
	op2, moved, err := MergeGroup(ctx, l, ids[1], into)
	if err != nil || moved == 0 {
		t.Fatal(moved, err)
	}
	after, _ := Count(ctx, l.Read(), on, on)
	if fmt.Sprint(after.Total) != fmt.Sprint(before.Total) || len(after.Groups) != len(before.Groups)-2 {
		t.Errorf("%v became %v", before.Total, after.Total)
	}
	if n, err := dues.BilledIn(ctx, l.Read(), ids[1]); err != nil || n != 0 {
		t.Error(n, "bills stayed behind", err)
	}
	for _, op := range []int64{op2, op} {
		if _, err := l.Undo(ctx, op); err != nil {
			t.Fatal(err)
		}
	}
	if again, _ := Count(ctx, l.Read(), on, on); fmt.Sprint(again.Groups) != fmt.Sprint(before.Groups) {
		t.Error("撤销 did not bring the groups back")
	}
}

func TestOnlyAnEmptyGroupIsDeleted(t *testing.T) {
	l := open(t, 60)
	groups, _ := union.Groups(ctx, l.Read())
	var empty int64
	if _, err := l.Write(ctx, ledger.Op{Title: "新建"}, func(tx *ledger.Tx) (err error) {
		empty, err = union.AddGroup(tx, union.Group{Name: "空小组"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[int64]string{groups[0].ID: "下面还有", groups[1].ID: "名下还有"} {
		if _, err := DropGroup(ctx, l, id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d: %v", id, err)
		}
	}
	if _, err := l.Write(ctx, ledger.Op{Title: "改小组"}, func(tx *ledger.Tx) error { _, err := member.Regroup(tx, groups[1].ID, empty); return err }); err != nil {
		t.Fatal(err)
	}
	if _, err := DropGroup(ctx, l, groups[1].ID); err == nil || !strings.Contains(err.Error(), "会费账") {
		t.Error(err)
	}
	if _, _, err := MergeGroup(ctx, l, empty, groups[1].ID); err != nil {
		t.Fatal(err)
	}
}

func TestFiguresAreWritten(t *testing.T) {
	l := open(t, 326)
	f, err := Count(ctx, l.Read(), civil.MustParse("2021-10-01"), on)
	if err != nil {
		t.Fatal(err)
	}
	net := f.Movement.Opening
	for _, k := range ins {
		net += f.Movement.In[k]
	}
	for _, k := range outs {
		net -= f.Movement.Out[k]
	}
	if net != f.Movement.Closing || net != f.Total.Members || f.Movement.Opening == f.Movement.Closing {
		t.Errorf("%+v, %d members", f.Movement, f.Total.Members)
	}
	if f.Branches != 3 || f.Teams != 15 || f.Staff["staff"] != 341 || f.Rate() == "" || f.Full != 1 {
		t.Errorf("%+v", f)
	}
	path := filepath.Join(t.TempDir(), "统计.xlsx")
	if err := f.WriteFile(path); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(ctx, path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Sheets) != 3 {
		t.Error(book.Sheets)
	}
	if _, err := Count(ctx, l.Read(), on.AddDays(1), on); err == nil {
		t.Error("a period that ends before it begins")
	}
	for _, c := range []struct {
		part, whole int64
		want        string
	}{{1, 3, "33.3%"}, {2, 3, "66.7%"}, {1, 1, "100.0%"}, {0, 5, "0.0%"}, {1, 0, ""}, {1, 2000, "0.1%"}, {319, 341, "93.5%"}} {
		if got := Rate(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d is %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}

func TestSavedViewsFollowAGroup(t *testing.T) {
	l := open(t, 60)
	groups, _ := union.Groups(ctx, l.Read())
	from, into := groups[1], groups[2]
	named := func(g union.Group) string { return strconv.FormatInt(g.ID, 10) }
	if _, err := l.Write(ctx, ledger.Op{Title: "存筛选"}, func(tx *ledger.Tx) error {
		_, err := member.SaveView(tx, member.View{Name: "本组", Group: from.ID,
			Where: []member.Condition{{Field: "department", Op: member.Is, Values: []string{named(into), named(from)}}, {Field: "note", Op: member.Is, Values: []string{named(from)}}}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	before, _ := member.Views(ctx, l.Read())
	op, _, err := MergeGroup(ctx, l, from.ID, into.ID)
	if err != nil {
		t.Fatal(err)
	}
	v, _ := member.Views(ctx, l.Read())
	if v[0].Group != into.ID || fmt.Sprint(v[0].Where[0].Values) != "["+named(into)+"]" || v[0].Where[1].Values[0] != named(from) {
		t.Errorf("%+v", v[0])
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if v, _ := member.Views(ctx, l.Read()); fmt.Sprint(v) != fmt.Sprint(before) {
		t.Errorf("撤销 left %+v", v)
	}
	// A group that is made later gets the number of the one that was deleted.
	var last int64
	add := func(name string) (id int64) {
		if _, err := l.Write(ctx, ledger.Op{Title: "新建"}, func(tx *ledger.Tx) (err error) {
			id, err = union.AddGroup(tx, union.Group{Name: name})
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return id
	}
	last = add("临时")
	if _, err := l.Write(ctx, ledger.Op{Title: "存筛选"}, func(tx *ledger.Tx) error {
		_, err := member.SaveView(tx, member.View{Name: "临时组", Group: last})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := DropGroup(ctx, l, last); err != nil {
		t.Fatal(err)
	}
	next := add("另一个")
	v, _ = member.Views(ctx, l.Read())
	if next == last || v[1].Group == last || v[1].Group == 0 {
		t.Errorf("the saved view asks for group %d, a new one has %d", v[1].Group, next)
	}
}

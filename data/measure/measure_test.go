package measure

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/negotiation"
)

var ctx = context.Background()

func sample(t testing.TB) (*ledger.Ledger, law.Law) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(ctx, path, 60, civil.MustParse("2022-05-06")); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	shipped, err := law.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return l, shipped
}

// What rounds and rules say is there without being entered; what is entered goes before
// it, and is forgotten again.
func TestIndicators(t *testing.T) {
	l, shipped := sample(t)
	read := func() Table {
		t.Helper()
		table, err := Read(ctx, l.Read(), shipped)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	table := read()
	if len(table.Years) != 4 || table.Years[3] != 2022 {
		t.Fatal(table.Years)
	}
	for key, want := range map[string]float64{"raise": 6, "minimum": 2070} {
		if v, ok := table.Of(key, 2022); !ok || v.Value != want || !v.Derived {
			t.Errorf("%s: %+v %v", key, v, ok)
		}
	}
	if _, ok := table.Of("frontline_share", 2022); ok {
		t.Error("a share of what nobody entered")
	}
	last, _ := table.Of("last_average", 2022)
	op, err := Save(ctx, l, 2022, []Entry{{Key: "frontline_average", Text: trim(last.Value * 0.8)}, {Key: "城镇居民消费价格涨幅", Text: "1.5%", Source: "统计公报"}, {Key: "raise", Text: "5"}})
	if err != nil {
		t.Fatal(err)
	}
	table = read()
	if v, _ := table.Of("frontline_share", 2022); v.Value < 79.9 || v.Value > 80.1 {
		t.Errorf("share %v", v)
	}
	if v, _ := table.Of("cpi", 2022); v.Value != 1.5 || v.Source != "统计公报" || v.Derived {
		t.Errorf("%+v", v)
	}
	if v, _ := table.Of("raise", 2022); v.Value != 5 {
		t.Errorf("the entered rise does not go before: %+v", v)
	}
	if again, err := Save(ctx, l, 2022, []Entry{{Key: "raise", Text: "5"}}); err != nil || again != 0 {
		t.Errorf("nothing changed, operation %d %v", again, err)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if v, _ := read().Of("raise", 2022); v.Value != 6 {
		t.Errorf("after taking back %+v", v)
	}
	for text, want := range map[string]string{"很多": "请写数字", "NaN": "请写数字", "-200": "请写数字"} {
		if _, err := Save(ctx, l, 2022, []Entry{{Key: "cpi", Text: text}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := Save(ctx, l, 22, []Entry{{Key: "cpi", Text: "1"}}); err == nil {
		t.Error("the year 22")
	}
	if _, err := Save(ctx, l, 2022, []Entry{{Key: "没有的", Text: "1"}}); err == nil || !strings.Contains(err.Error(), "可以填") {
		t.Error(err)
	}
}

// A rise by hand: percent, fixed sum and floor, per group and in all.
func TestRise(t *testing.T) {
	c := Cost{}
	r := Rise{Percent: 5, Fixed: 10000, Floor: 250000, OnCost: 20}
	for _, wage := range []money.Fen{200000, 400000} {
		c.add(wage, r)
	}
	c.close(r)
	// 2000 → 2200, lifted to 2500; 4000 → 4300.
	if c.Before != 600000 || c.After != 680000 || c.Lifted != 1 || c.Year != 1152000 || c.Average(c.After) != 340000 {
		t.Errorf("%+v", c)
	}
	for _, bad := range []Rise{{}, {Percent: -1}, {Percent: 200}, {Fixed: -1}, {Percent: 5, OnCost: -3}} {
		if bad.Check() == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
	l, _ := sample(t)
	groups, total, err := Reckon(ctx, l.Read(), civil.YearMonth{Year: 2022, Month: 4}, Rise{Percent: 6})
	if err != nil || total.People == 0 {
		t.Fatal(total, err)
	}
	var sum Cost
	for _, g := range groups {
		sum.People += g.People
		sum.Before += g.Before
		sum.After += g.After
		sum.Without += g.Without
	}
	if sum.People != total.People || sum.Before != total.Before || sum.After != total.After || sum.Without != total.Without {
		t.Errorf("groups %+v, total %+v", sum, total)
	}
}

// Whatever the wages: nobody loses, nobody stays below the floor, the sums agree.
func TestRiseInvariants(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		rise := Rise{Percent: rapid.Float64Range(0, 100).Draw(r, "percent"), Fixed: money.Fen(rapid.Int64Range(0, 1e6).Draw(r, "fixed")), Floor: money.Fen(rapid.Int64Range(0, 1e6).Draw(r, "floor"))}
		wages := rapid.SliceOf(rapid.Int64Range(1, 1e8)).Draw(r, "wages")
		var c Cost
		var before, after money.Fen
		for _, w := range wages {
			wage := money.Fen(w)
			c.add(wage, rise)
			before, after = before+wage, after+rise.after(wage)
			if rise.after(wage) < wage || rise.after(wage) < rise.Floor {
				r.Fatalf("%d becomes %d", wage, rise.after(wage))
			}
		}
		if c.Before != before || c.After != after || c.People != len(wages) {
			r.Fatalf("%+v", c)
		}
	})
}

// The counts of contracts of several kinds and levels, as of a day.
func TestStatistics(t *testing.T) {
	path := filepath.Join(t.TempDir(), "统计.ghtz")
	l, err := ledger.Create(ctx, path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	put := func(year int, pairs ...string) negotiation.Round {
		t.Helper()
		r := negotiation.NewRound(year)
		for i := 0; i < len(pairs); i += 2 {
			r.Set(pairs[i], pairs[i+1])
		}
		id, err := negotiation.Save(ctx, l, r)
		if err != nil {
			t.Fatal(err)
		}
		r.ID = id
		return r
	}
	put(2021, "signed", "2021-04-28", "effective", "2021-05-20", "valid_from", "2021-05-01", "valid_to", "2022-04-30", "covered", "300", "sign_kind", "首次签订")
	put(2022, "signed", "2022-04-28", "effective", "2022-05-05", "valid_from", "2022-05-01", "valid_to", "2023-04-30", "covered", "320", "sign_kind", "续订", "raise_percent", "6")
	put(2021, "contract_kind", "女职工权益保护专项", "signed", "2021-03-08", "effective", "2021-04-01", "valid_to", "2022-03-31", "covered", "120")
	area := put(2022, "level", "区域性", "signed", "2022-03-01", "effective", "2022-04-01", "valid_to", "2023-03-31", "sign_kind", "首次签订", "raise_percent", "4")
	put(2022, "contract_kind", "劳动安全卫生专项", "not_done_reason", "新建会")
	for i, name := range []string{"甲厂", "乙厂"} {
		it := negotiation.NewItem(negotiation.FirmFields)
		it.Set("name", name)
		it.Set("staff", []string{"30", "12"}[i])
		if _, err := negotiation.SaveItem(ctx, l, area, it); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Count(ctx, l.Read(), civil.MustParse("2022-05-06"))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Lines) != 3 || s.Lines[0].Level != "企业" || s.Lines[1].Level != "区域性" {
		t.Fatalf("%+v", s.Lines)
	}
	firm, region, total := s.Lines[0], s.Lines[1], s.Total
	if firm.Signed != 1 || firm.Renewed != 1 || firm.Valid != 1 || firm.Staff != 320 || firm.Ended != 1 || firm.Followed != 1 {
		t.Errorf("firm %+v", firm)
	}
	if region.Firms != 2 || region.Staff != 42 || region.First != 1 {
		t.Errorf("region %+v", region)
	}
	raise, _ := total.Raise()
	renewal, _ := total.Renewal()
	if total.Signed != 2 || total.Valid != 2 || total.Ended != 2 || total.Followed != 1 || raise != 5 || renewal != 50 {
		t.Errorf("total %+v, raise %v, renewal %v", total, raise, renewal)
	}
	if s.Firms != 3 || s.Systems != 3 || len(s.Reasons) != 1 || s.Reasons[0].Reason != "新建会" {
		t.Errorf("%d firms, %d systems, %v", s.Firms, s.Systems, s.Reasons)
	}
	text := strings.Join(s.Statement("某工会").Notes, "")
	if !strings.Contains(text, "100%") || !strings.Contains(text, "新建会，1 轮") {
		t.Error(text)
	}
	// A change and the renewal that runs beside it cover the same people; what failed,
	// was only begun or changes a contract renews none; a draft is not in force.
	put(2022, "sign_kind", "变更", "signed", "2022-06-01", "effective", "2022-06-20", "valid_from", "2022-06-20", "valid_to", "2023-04-30", "covered", "330")
	put(2023, "valid_from", "2023-01-01", "valid_to", "2023-12-31", "covered", "500")
	put(2023, "contract_kind", "综合性", "signed", "2022-07-01", "filed", "2022-07-05", "valid_from", "2022-07-01", "valid_to", "2023-06-30", "objection", "1")
	put(2015, "contract_kind", "综合性", "signed", "2015-07-01", "valid_from", "2015-07-01")
	put(2023, "contract_kind", "女职工权益保护专项", "not_done_reason", "企业不愿")
	put(2022, "level", "行业性", "signed", "2022-03-01", "effective", "2022-04-01", "valid_to", "2022-12-31", "firms", "60", "covered", "900")
	if s, err = Count(ctx, l.Read(), civil.MustParse("2022-12-31")); err != nil {
		t.Fatal(err)
	}
	line := func(kind, level string) Line {
		for _, x := range s.Lines {
			if x.Kind == kind && x.Level == level {
				return x
			}
		}
		return Line{}
	}
	if x := line(negotiation.WageContract, "企业"); x.Valid != 2 || x.Firms != 1 || x.Staff != 330 || x.Ended != 1 || x.Followed != 1 {
		t.Errorf("firm %+v", x)
	}
	if x := line("女职工权益保护专项", "企业"); x.Ended != 1 || x.Followed != 0 {
		t.Errorf("women %+v", x)
	}
	if x := line("综合性", "企业"); x.Valid != 0 {
		t.Errorf("not in force %+v", x)
	}
	if x := line(negotiation.WageContract, "行业性"); x.Ended != 1 || x.Firms != 60 || x.Unsaid != 1 || x.First != 0 {
		t.Errorf("trade %+v", x)
	}
	if _, ok := s.System(); ok || !strings.Contains(strings.Join(s.Statement("").Notes, ""), "算不出") {
		t.Error("a rate of enterprises nobody listed")
	}
}

// The own enterprise on an area's list is one enterprise.
func TestSystemsCountFirmsOnce(t *testing.T) {
	own := firm{"甲公司", "91330101MA2K7Q315D"}
	list := firms{own}.with(firm{"甲公司（新名）", "91330101MA2K7Q315D"}).with(firm{"乙公司", ""}).with(firm{"乙公司", ""})
	if len(list) != 2 {
		t.Errorf("%v", list)
	}
}

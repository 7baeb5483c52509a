package report

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
	"unionledger/data/rule"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// cellsOf reads a written workbook's first sheet: rows by number, texts by column.
func cellsOf(t *testing.T, path string) map[int][]sheet.Cell {
	t.Helper()
	book, err := sheet.Open(ctx, path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[int][]sheet.Cell{}
	for _, row := range book.Sheets[0].Rows {
		out[row.Number] = row.Cells
	}
	return out
}

func joined(cells []sheet.Cell) string {
	var texts []string
	for _, c := range cells {
		texts = append(texts, c.Text)
	}
	return strings.TrimRight(strings.Join(texts, "|"), "|")
}

func TestOrganisationForm(t *testing.T) {
	l, people := sampleLedger(t)
	made, err := Export(ctx, mustLoad(t, "organisation-2018"), Organisation{l.Read(), onDay}, t.TempDir(), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	cells := cellsOf(t, made.Path)
	want := fmt.Sprintf("1|杭州云栎精密机械有限公司|91330101MA2K7Q315D|云栎路 1 号|浙江省杭州市|私营企业|私营经济|制造业|330|杭州云栎精密机械有限公司工会委员会|81330101MC0316A29H|某镇总工会|2009/05/18|独立基层工会|%d|许仙珍|19900000414", len(people))
	if got := joined(cells[6]); got != want {
		t.Errorf("row 6 is\n%s\nwant\n%s", got, want)
	}
	if cells[6][14].Kind != sheet.Number || cells[6][8].Kind != sheet.Text {
		t.Error("会员人数 is to be a number, 职工人数 a text")
	}
	if !strings.HasPrefix(joined(cells[7]), "填表说明") {
		t.Error("the note does not follow the only row")
	}
}

// TestGroupsOfOneNameAreTwoLines tells two groups of one name apart in the summary.
func TestGroupsOfOneNameAreTwoLines(t *testing.T) {
	l := duesLedger(t)
	groups, err := union.Groups(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	write(t, l, func(tx *ledger.Tx) error {
		branch, err := union.AddGroup(tx, union.Group{Name: "二分会", Kind: "分会"})
		if err != nil {
			return err
		}
		g := groups[1]
		g.Name, g.Parent = groups[0].Name, branch
		return union.ChangeGroup(tx, g)
	})
	var lines []string
	for row, err := range (DuesSummary{DuesPeriod{Ledger: l.Read(), First: month("2021-01"), Last: month("2021-12")}}).Rows(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, row.Values.Get("group")+" "+row.Values.Get("members"))
	}
	if got := strings.Join(lines, ","); got != "一组 1,二分会/一组 2" {
		t.Error(got)
	}
}

// TestOrganisationFormAsOfItsDay takes the staff given last by the day, the members
// of the day, and who led the union then.
func TestOrganisationFormAsOfItsDay(t *testing.T) {
	l, people := sampleLedger(t)
	write(t, l, func(tx *ledger.Tx) error {
		body, err := union.AddBody(tx, union.Committee)
		for i, chair := range []string{"钱根荣", "郑海"} {
			if err != nil {
				return err
			}
			term := union.Term{Body: body, Record: union.TermFields.NewRecord()}
			term.Set("term_start", []string{"2016-01-01", "2019-01-01"}[i])
			if term.ID, err = union.PutTerm(tx, term); err != nil {
				return err
			}
			post := union.Post{Term: term.ID, Record: union.PostFields.NewRecord()}
			post.Set("name", chair)
			post.Set("post", "主席")
			_, err = union.PutPost(tx, post)
		}
		for day, staff := range map[string]string{"2017-12-31": "298", "2019-12-31": "341"} {
			y := union.Year{Record: union.YearFields.NewRecord()}
			y.Set("as_of", day)
			y.Set("staff", staff)
			if _, e := union.PutYear(tx, y); e != nil {
				return e
			}
		}
		return err
	})
	for day, want := range map[string]string{"2018-06-30": "298 钱根荣", onDay.String(): "341 郑海"} {
		on := civil.MustParse(day)
		for row, err := range (Organisation{l.Read(), on}).Rows(ctx) {
			if err != nil {
				t.Fatal(err)
			}
			if got := row.Values.Get("enterprise.staff") + " " + row.Values.Get("union.chair"); got != want {
				t.Errorf("%s: %s, want %s", day, got, want)
			}
			if n := row.Values.Int("union.members"); on == onDay && n != int64(len(people)) {
				t.Errorf("%d members, want %d", n, len(people))
			}
		}
	}
}

func month(s string) civil.YearMonth { return civil.MustParse(s).YearMonth() }

// duesLedger bills three months for two groups; one member pays nothing.
func duesLedger(t *testing.T) *ledger.Ledger {
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "会费.ghtz"), ledger.Options{
		Operator: "测试", Now: func() time.Time { return time.Date(2021, 12, 6, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	one, two, text := "一组", "二组", "2015-01-01"
	people := []person{{Person: "a", Name: "丁一", Department: &one, JoinDate: &text}, {Person: "b", Name: "王二", Department: &two, JoinDate: &text}, {Person: "c", Name: "张三", Department: &two, JoinDate: &text}}
	ids := enrol(t, l, people)
	write(t, l, func(tx *ledger.Tx) error {
		for _, id := range ids {
			if err := dues.SetBase(tx, id, month("2021-01"), money.Fen(443600), "测试"); err != nil {
				return err
			}
		}
		return nil
	})
	for _, m := range []string{"2021-09", "2021-10", "2021-11"} {
		if _, err := dues.Bill(ctx, l, month(m)); err != nil {
			t.Fatal(err)
		}
		if _, err := dues.Collect(ctx, l, month(m), []int64{ids["a"], ids["b"]}, "代扣", civil.MustParse(m+"-25")); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestDuesForms(t *testing.T) {
	l := duesLedger(t)
	period := DuesPeriod{l.Read(), month("2021-09"), month("2021-11")}
	cases := []struct {
		profile string
		source  Source
		rows    map[int]string
	}{
		{"dues-summary", DuesSummary{period}, map[int]string{
			2: "时间段：2021年9月至2021年11月",
			5: "1|一组|1|1|66.45|66.45|0", 6: "2|二组|2|1|132.90|66.45|66.45", 7: "|共计|3|2|199.35|132.90|66.45"}},
		{"dues-detail", DuesDetail{period}, map[int]string{
			4: "1|一组|丁一||4436|4430|22.15|2021-09|2021-11|3|66.45|66.45|0|代扣|2021-11-25",
			6: "3|二组|张三||4436|4430|22.15|2021-09|2021-11|3|66.45|0|66.45",
			7: "|合计||||||||9|199.35|132.90|66.45"}},
	}
	for _, c := range cases {
		t.Run(c.profile, func(t *testing.T) {
			p := mustLoad(t, c.profile)
			made, err := Export(ctx, p, c.source, filepath.Join(t.TempDir(), "会费.xlsx"), Options{AsOf: onDay})
			if err != nil {
				t.Fatal(err)
			}
			cells := cellsOf(t, made.Path)
			for n, want := range c.rows {
				if got := strings.ReplaceAll(joined(cells[n])+"|", ".00|", "|"); strings.TrimRight(got, "|") != want {
					t.Errorf("row %d is %s, want %s", n, got, want)
				}
			}
			if r, err := Check(ctx, p, c.source, Options{AsOf: onDay}); err != nil || len(r.Problems) > 0 && r.Problems[0].Severity == problem.Error {
				t.Errorf("%v, %v", r.Problems, err)
			}
		})
	}
}

func TestNegotiationLedger(t *testing.T) {
	l := newLedger(t)
	for year, values := range map[int]map[string]string{
		2020: {"signed": "2020-06-01", "valid_from": "2020-06-01", "valid_to": "2021-05-31", "entitled": "30", "present": "28", "agreed": "27"},
		2021: {"received": "2021-03-10", "replied": "2021-03-05", "valid_from": "2021-06-01", "valid_to": "2022-05-31", "raise_percent": "5.5", "agreed_average_wage_fen": "7200000"},
	} {
		r := negotiation.NewRound(year)
		r.Set("contract_kind", "工资专项")
		for key, v := range values {
			r.Set(key, v)
		}
		if _, err := negotiation.Save(ctx, l, r); err != nil {
			t.Fatal(err)
		}
	}
	book, err := rule.Load()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := calendar.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	p, source := mustLoad(t, "negotiation-ledger"), Negotiations{l.Read(), book, cal, onDay}
	made, err := Export(ctx, p, source, t.TempDir(), Options{AsOf: onDay})
	if err != nil || made.Rows != 2 {
		t.Fatal(made, err)
	}
	cells := cellsOf(t, made.Path)
	for at, want := range map[string]string{"AH5": "2020-06-01", "AD5": "30", "AF5": "27", "U6": "2021-03-10", "AR6": "5.5", "AQ6": "72000.00", "N6": "工资专项"} {
		col, row, _ := cellAt(at)
		if got := cells[row][col]; got.Text != want && got.Text+".00" != want {
			t.Errorf("%s is %q, want %q", at, got.Text, want)
		}
	}
	r, err := Check(ctx, p, source, Options{AsOf: onDay})
	if err != nil || len(r.Problems) != 1 || r.Problems[0].Kind != "order" || r.Problems[0].Field != "received" {
		t.Errorf("%+v, %v", r.Problems, err)
	}
}

// What a clerk really does: take in the workshop's roster, look at the check, hand
// up the form.
func TestFromTheClerksRosterToTheUpload(t *testing.T) {
	l := newLedger(t)
	book, err := sheet.Open(ctx, samples+"会员花名册(车间手工台账).xlsx", sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	roster, err := member.ReadRoster(ctx, member.Fields, book, intake.Options{Today: onDay})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := roster.Apply(ctx, l, ""); err != nil {
		t.Fatal(err)
	}
	p, source, opt := mustLoad(t, "member-2018"), Members{l.Read(), onDay}, Options{AsOf: onDay}
	result, err := Check(ctx, p, source, opt)
	if err != nil {
		t.Fatal(err)
	}
	made, err := Export(ctx, p, source, t.TempDir(), opt)
	if err != nil {
		t.Fatal(err)
	}
	skipped := 0
	for _, n := range made.Skipped {
		skipped += n
	}
	if made.Rows+skipped != roster.Taken.Added || made.Rows != result.Rows || made.Rows < 320 {
		t.Errorf("%d taken in, %d checked, %d handed up, skipped %v", roster.Taken.Added, result.Rows, made.Rows, made.Skipped)
	}
	holdLoss(t, p, result, made)
}

// Months without a bill make no form, which would go up empty.
func TestDuesOfMonthsNotBilled(t *testing.T) {
	l := duesLedger(t)
	for _, c := range []struct {
		first, last string
		ok          bool
	}{{"2021-09", "2021-11", true}, {"2020-01", "2021-09", true}, {"2099-01", "2099-03", false}} {
		for _, id := range []string{"dues-summary", "dues-detail"} {
			_, err := mustLoad(t, id).SourceOf(ctx, From{Ledger: l.Read(), First: month(c.first), Last: month(c.last)})
			if (err == nil) != c.ok || err != nil && !strings.Contains(err.Error(), "2099年1月至2099年3月没有开过会费") {
				t.Errorf("%s %s: %v", id, c.first, err)
			}
		}
	}
}

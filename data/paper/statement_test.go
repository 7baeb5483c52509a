package paper

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/sheet"
)

// owing is the small ledger with three months billed; the first member paid the first
// month and a part of the second.
func owing(t *testing.T) *ledger.Ledger {
	t.Helper()
	l, ids := small(t)
	_, err := l.Write(t.Context(), ledger.Op{Title: "基数"}, func(tx *ledger.Tx) error {
		for _, id := range ids[:2] {
			if err := member.Update(tx, id, map[string]string{"dues_base_fen": "412345"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for m := civil.MustParse("2022-01").YearMonth(); m.Month < 4; m = m.Add(1) {
		if _, err := dues.Bill(t.Context(), l, m); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := dues.Collect(t.Context(), l, civil.MustParse("2022-01").YearMonth(), ids[:1], "现金", civil.Of(2022, 1, 20)); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestTablesOfDuesAreAsTheyWere(t *testing.T) {
	l := owing(t)
	all, err := dues.Year(t.Context(), l.Read(), 2022, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := DuesPeriod{civil.MustParse("2022-01").YearMonth(), civil.MustParse("2022-03").YearMonth()}
	year, err1 := DuesYear(t.Context(), l.Read(), 2022, all, "全会", today)
	summary, err2 := DuesSummary(t.Context(), l.Read(), p)
	detail, err3 := DuesDetail(t.Context(), l.Read(), p)
	if err1 != nil || err2 != nil || err3 != nil {
		t.Fatal(err1, err2, err3)
	}
	for key, list := range map[string]*Statement{"dues-year": year, "dues-summary": summary, "dues-detail": detail} {
		d, err := list.Lay(t.Context(), nil, nil)
		if err != nil {
			t.Fatal(key, err)
		}
		inside(t, key, d)
		if n := max(len(list.Copies), 1); len(d.Pages)%n != 0 {
			t.Errorf("%s: %d pages for %d copies", key, len(d.Pages), n)
		}
		got, path := words(d), filepath.Join("testdata", key+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || got != string(want) {
			t.Errorf("%s is laid out otherwise than testdata has it (go test -update writes it anew): %v\n%s", key, err, firstDifference(string(want), got))
		}
	}
}

func TestSumsOfTheTablesAreThoseOfTheBooks(t *testing.T) {
	l := owing(t)
	var due, paid money.Fen
	if err := l.Read().QueryRowContext(t.Context(), "SELECT (SELECT sum(amount_fen) FROM dues_due), (SELECT sum(amount_fen) FROM dues_payment)").Scan(&due, &paid); err != nil {
		t.Fatal(err)
	}
	if due == 0 || paid == 0 {
		t.Fatal("nothing to compare", due, paid)
	}
	p := DuesPeriod{civil.MustParse("2022-01").YearMonth(), civil.MustParse("2022-12").YearMonth()}
	for _, make := range []func() (*Statement, error){
		func() (*Statement, error) { return DuesSummary(t.Context(), l.Read(), p) },
		func() (*Statement, error) { return DuesDetail(t.Context(), l.Read(), p) },
	} {
		list, err := make()
		if err != nil {
			t.Fatal(err)
		}
		last := strings.Join(list.Rows[len(list.Rows)-1].Cells, "|")
		if want := due.Grouped() + "|" + paid.Grouped() + "|" + (due - paid).Grouped(); !strings.Contains(last, want) {
			t.Errorf("%s ends in %s, the books say %s", list.Title, last, want)
		}
	}
}

func TestYearAsAWorkbookHoldsNumbersAndWords(t *testing.T) {
	l := owing(t)
	all, err := dues.Year(t.Context(), l.Read(), 2022, nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := DuesYear(t.Context(), l.Read(), 2022, all, "全会", today)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "年.xlsx")
	if err := list.WriteWorkbook(path); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(t.Context(), path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var words, numbers int
	for _, r := range book.Sheets[0].Rows {
		for _, c := range r.Cells {
			switch {
			case c.Text == "未缴":
				words++
			case c.Kind == sheet.Number && c.Number == 20.6:
				numbers++
			}
		}
	}
	if words == 0 || numbers == 0 {
		t.Fatalf("%d times 未缴, %d times the monthly amount", words, numbers)
	}
}

func TestPeriodWithoutBillsIsRefusedInASentence(t *testing.T) {
	l, _ := small(t)
	p := DuesPeriod{civil.MustParse("2022-01").YearMonth(), civil.MustParse("2022-03").YearMonth()}
	if _, err := DuesDetail(t.Context(), l.Read(), p); err == nil || !strings.Contains(err.Error(), "还没有开账") {
		t.Fatal(err)
	}
}

func aStatement(rows int) *Statement {
	l := &Statement{Title: "某表", Left: "编制单位：{{某}}工会", Middle: "2022 年 5 月", Right: "单位：元", Signs: []string{"制表："}, Notes: []string{"一句说明"},
		Columns: []StatementColumn{{Title: "项目"}, {Title: "金额", Width: 38, Kind: sheet.MoneyColumn}}}
	for range rows {
		l.Rows = append(l.Rows, StatementRow{Indent: 1, Cells: []string{"=1+1 会费", "-1,234.56"}})
	}
	l.Rows = append(l.Rows, StatementRow{Strong: true, Cells: []string{"合计", "0.00"}})
	return l
}

func TestStatementOnPaper(t *testing.T) {
	doc, err := aStatement(100).Lay(t.Context(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Pages) < 2 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	for i, p := range doc.Pages {
		var all strings.Builder
		for _, x := range p.Texts {
			all.WriteString(x.Text)
		}
		want := []string{"项目", "-1,234.56", "页"}
		if i == 0 {
			want = append(want, "某表", "{{某}}", "2022 年 5 月")
		}
		if i == len(doc.Pages)-1 {
			want = append(want, "合计", "0.00", "制表：", "一句说明")
		}
		for _, w := range want {
			if !strings.Contains(all.String(), w) {
				t.Errorf("page %d lacks %q", i+1, w)
			}
		}
	}
}

func TestStatementAsWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if err := aStatement(2).WriteWorkbook(path); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(t.Context(), path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := book.Sheets[0].Rows
	if got := rows[1].Cell(0).Text; got != "编制单位：{{某}}工会　　2022 年 5 月　　单位：元" {
		t.Errorf("%q", got)
	}
	if got := rows[3].Cell(0).Text; got != "　=1+1 会费" {
		t.Errorf("%q", got)
	}
	if c := rows[3].Cell(1); c.Kind != sheet.Number || c.Text != "-1234.56" {
		t.Errorf("%+v", c)
	}
}

package dues

import (
	"testing"
	"testing/quick"

	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/money"
)

func book(t *testing.T) dues.Book {
	t.Helper()
	b, err := dues.LoadBook("official")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func paid(fen money.Fen) dues.MonthCell { return dues.MonthCell{Billed: true, Due: fen, Paid: fen} }

func free(why string) dues.MonthCell { return dues.MonthCell{Billed: true, Exempt: why} }

func TestMonthsInWords(t *testing.T) {
	f := facts{today: civil.Of(2022, 5, 6), year: 2022, book: book(t), last: civil.YearMonth{Year: 2022, Month: 4}}
	unpaid := dues.MonthCell{Billed: true, Due: 2430}
	part := dues.MonthCell{Billed: true, Due: 2455, Paid: 1955}
	for _, c := range []struct {
		name   string
		months []dues.MonthCell
		want   []string // texts of the months shown, in order
		spans  map[int]int
	}{
		{"paid", []dues.MonthCell{paid(100), paid(100), paid(100), paid(100)}, []string{"已缴", "已缴", "已缴", "已缴", "待开", ""}, nil},
		{"owing", []dues.MonthCell{unpaid, unpaid, part, unpaid}, []string{"未缴", "未缴", "欠5.00", "未缴", "待开"}, nil},
		{"retained to the end", []dues.MonthCell{paid(100), paid(100), free(dues.IsRetained), free(dues.IsRetained)},
			[]string{"已缴", "已缴", "免缴：保留会籍，2022-03 起"}, map[int]int{2: 10}},
		{"retained once", []dues.MonthCell{paid(100), free(dues.IsRetained), paid(100), paid(100)}, []string{"已缴", "免缴", "已缴"}, nil},
		{"joined in March", []dues.MonthCell{free(dues.NotYetIn), free(dues.NotYetIn), paid(100), paid(100)}, []string{"未入会", "", "已缴", "已缴", "待开"}, map[int]int{0: 2}},
		{"no base", []dues.MonthCell{free(dues.NoBase), {}, paid(100), paid(100)}, []string{"缺基数", "未开", "已缴"}, nil},
	} {
		y := dues.MemberYear{Name: c.name}
		copy(y.Months[:], c.months)
		cells := f.cells(&y)
		for m, want := range c.want {
			if got := cells[colMonth+m]; got.Text != want {
				t.Errorf("%s: month %d says %q, want %q", c.name, m+1, got.Text, want)
			}
		}
		for m, n := range c.spans {
			if got := cells[colMonth+m].Span; got != n {
				t.Errorf("%s: month %d covers %d, want %d", c.name, m+1, got, n)
			}
		}
	}
}

func TestColourNeverStandsAlone(t *testing.T) {
	f := facts{today: civil.Of(2022, 5, 6), year: 2022, book: book(t), last: civil.YearMonth{Year: 2022, Month: 4}}
	y := dues.MemberYear{Name: "王柏俊", Before: 4860, Arrears: 6}
	y.Months[0] = dues.MonthCell{Billed: true, Due: 2430}
	for col, c := range f.cells(&y) {
		if c.Shape != grid.ShapePlain && c.Text == "" {
			t.Errorf("column %d is tinted without a word", col)
		}
	}
	if got := f.arrearsCell(6); got.Tone != grid.ToneError || got.Text != "满 6 个月" {
		t.Errorf("%+v", got)
	}
	if got := f.arrearsCell(4); got.Tone != grid.ToneWarn || got.Shape != grid.ShapeTag {
		t.Errorf("%+v", got)
	}
	if got := f.arrearsCell(0); got.Text != "" {
		t.Errorf("%+v", got)
	}
}

func TestSumsFitTheirColumns(t *testing.T) {
	for _, c := range []struct {
		fen  money.Fen
		room float32
		want string
	}{
		{71260, 42, "712.60"}, {701240, 34, "7,012"}, {1234500, 32, "1.2万"}, {220000000, 35, "220万"}, {16844160, 74, "168,441.60"},
		{0, 32, "0.00"}, {999999999999, 40, "100亿"},
	} {
		if got := brief(c.fen, c.room); got != c.want {
			t.Errorf("%d within %v is %q, want %q", c.fen, c.room, got, c.want)
		}
	}
	fits := func(n uint32) bool { return wide(brief(money.Fen(n), 35)) <= 35 }
	if err := quick.Check(fits, nil); err != nil {
		t.Error(err)
	}
}

func TestTotalsAddUpWhatIsShown(t *testing.T) {
	f := facts{year: 2022, book: book(t), rows: make([]dues.MemberYear, 3)}
	for i := range f.rows {
		f.rows[i].Member = int64(i + 1)
		f.rows[i].Months[0] = dues.MonthCell{Billed: true, Due: 1000, Paid: money.Fen(500 * i)}
	}
	f.rows[2].Before = 300
	s := newTable(&f, filter{}, nil).sums()
	if s.people != 3 || s.due != 3300 || s.paid != 1500 || s.owing != 1800 || s.monthDue[0] != 3000 {
		t.Fatalf("%+v", s)
	}
	s = newTable(&f, filter{state: dues.StateOwing, found: map[int64]bool{1: true, 2: true}}, nil).sums()
	if s.people != 2 || s.owing != 1500 {
		t.Fatalf("%+v", s)
	}
	if ids, sum := f.owing(civil.YearMonth{Year: 2022, Month: 1}, map[int64]bool{2: true, 3: true}); len(ids) != 1 || sum != 500 {
		t.Fatalf("%v owe %s", ids, sum)
	}
	if ids, _ := f.owing(civil.YearMonth{Year: 2021, Month: 1}, nil); ids != nil {
		t.Fatal("a month of another year has debtors")
	}
}

func TestAllIsSaidOnlyWhenAllIsPaid(t *testing.T) {
	var f facts
	f.months[8] = dues.MonthTotal{Month: civil.YearMonth{Year: 2022, Month: 9}, Members: 3, PaidUp: 3, Due: 3000, Paid: 3000}
	f.months[9] = dues.MonthTotal{Month: civil.YearMonth{Year: 2022, Month: 10}, Members: 9, PaidUp: 8, Due: 1000000, Paid: 999990}
	want := "10 月收了 99.9%：应收 10,000.00 元，实收 9,999.90 元，欠 0.10 元，1 人　　9 月收了 100.0%：应收 30.00 元，实收 30.00 元"
	if got := f.monthWords(); got != want {
		t.Fatal(got)
	}
}

func TestBandsDoNotOverlap(t *testing.T) {
	rows := []dues.MemberYear{{Name: "甲", Arrears: 4}, {Name: "乙", Arrears: 5}, {Name: "丙", Arrears: 9}, {Name: "丁", Arrears: 3}}
	f := facts{bands: bandsOf(book(t), rows)}
	if got := f.bandWords(); got != "全会连续欠缴　满 4 个月 1 人：甲　满 5 个月 1 人：乙　满 6 个月 1 人：丙" {
		t.Fatal(got)
	}
	if got := (facts{bands: bandsOf(book(t), rows[3:])}).bandWords(); got != "" {
		t.Fatal(got)
	}
}

func TestThoseLongGoneAreLeftOut(t *testing.T) {
	var left, owes, new dues.MemberYear
	left.Months[0], owes.Months[0], owes.Before = free(dues.HasLeft), free(dues.HasLeft), 100
	if !left.Gone() || owes.Gone() || new.Gone() {
		t.Fatal(left.Gone(), owes.Gone(), new.Gone())
	}
}

package fund

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

var ctx = context.Background()

// day is the day of all tests: the middle of December, so that all months may be used.
var day = civil.Of(2022, 12, 15)

// newLedger makes a ledger whose clock shows the day.
func newLedger(t testing.TB) *ledger.Ledger {
	t.Helper()
	clock := func() time.Time { return time.Date(day.Year, day.Month, day.Day, 9, 0, 0, 0, time.Local) }
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "账.ghtz"), ledger.Options{Operator: "测试", Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// begun is a ledger with the books of 2022: 1,000.00 in cash (account 1) and 50,000.00
// at the bank (account 2).
func begun(t testing.TB) *ledger.Ledger {
	t.Helper()
	l := newLedger(t)
	if _, err := Open(ctx, l, 2022, []Begin{{Account{Name: "库存现金", Kind: Cash}, 100000}, {Account{Name: "基本户", Kind: Bank}, 5000000}}); err != nil {
		t.Fatal(err)
	}
	return l
}

func write(l *ledger.Ledger, fn func(*ledger.Tx) error) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: VoucherOp, Title: "试"}, fn)
}

func books(t testing.TB, l *ledger.Ledger, year int) *Books {
	t.Helper()
	b, err := Load(ctx, l.Read(), year)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// enter posts a simple voucher.
func enter(t testing.TB, l *ledger.Ledger, kind, date, subject string, account int64, fen money.Fen) (Voucher, int64) {
	t.Helper()
	d, err := civil.Parse(date)
	if err != nil {
		t.Fatal(err)
	}
	v, err := books(t, l, d.Year).Voucher(Simple{Date: d, Kind: kind, Words: "某事", Subject: subject, Account: account, Amount: fen})
	if err != nil {
		t.Fatal(err)
	}
	v, op, err := Enter(ctx, l, v)
	if err != nil {
		t.Fatal(err)
	}
	return v, op
}

// refused fails unless an error is a sentence that holds all words.
func refused(t testing.TB, err error, words ...string) {
	t.Helper()
	if !ledger.IsKind(err, "conflict") {
		t.Fatalf("not refused: %v", err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
}

func TestSchemes(t *testing.T) {
	for year, want := range map[int]string{2009: "2010", 2021: "2010", 2022: "2022", 2030: "2022"} {
		if s := SchemeOn(year); s.ID != want {
			t.Errorf("the scheme of %d is %s, want %s", year, s.ID, want)
		}
	}
	for _, s := range Schemes() {
		listed := map[string]bool{}
		for _, row := range s.Statement.Rows {
			listed[row.Code] = true
		}
		for _, sub := range s.Subjects {
			if top := len(sub.Code) == 3; top && (sub.Kind == Income || sub.Kind == Expense) && !listed[sub.Code] {
				t.Errorf("%s: the statement has no row for %s %s", s.ID, sub.Code, sub.Name)
			}
		}
	}
	if s := SchemeOn(2020); !s.Sure("50102") || s.Sure("301") {
		t.Error("sourced and remembered subjects are not told apart")
	}
	if SchemeOn(2022).Sure("501") {
		t.Error("the scheme of 2022 is from memory")
	}
}

func TestParseScheme(t *testing.T) {
	good := "id: x\nname: x\neffective: \"2022-01-01\"\ncash: \"101\"\nbank: \"102\"\nsurplus: \"301\"\ndues: \"401\"\nsubjects:\n" +
		"  - {code: \"101\", name: 现金, kind: 资产}\n  - {code: \"102\", name: 银行, kind: 资产}\n  - {code: \"301\", name: 结余, kind: 净资产}\n  - {code: \"401\", name: 会费, kind: 收入}\n"
	if _, err := ParseScheme([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"two digits":       {`code: "401"`, `code: "41"`},
		"an unknown kind":  {"kind: 收入", "kind: 利润"},
		"twice the same":   {`code: "102"`, `code: "101"`},
		"no parent":        {`code: "401"`, `code: "50101"`},
		"dues no income":   {`dues: "401"`, `dues: "301"`},
		"no such subject":  {`bank: "102"`, `bank: "109"`},
		"a wrong day":      {"2022-01-01", "2022"},
		"an unknown word":  {"name: x\neffective", "nome: x\neffective"},
		"carry to nowhere": {"id: x", "id: x\ncarry: {\"131\": \"999\"}"},
		"a row of nothing": {"id: x", "id: x\nstatement: {title: t, rows: [{code: \"101\"}]}"},
	} {
		if _, err := ParseScheme([]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func FuzzParseScheme(f *testing.F) {
	f.Add([]byte("id: x\nsubjects: [{code: \"101\"}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := ParseScheme(text)
		if err == nil && !validCode(s.Cash) {
			t.Errorf("a scheme without cash was taken: %+v", s)
		}
	})
}

func TestBegin(t *testing.T) {
	l := begun(t)
	b := books(t, l, 2022)
	sh := b.BalanceSheet(1)
	if sh.Gap != [2]money.Fen{} || b.Held(Cash, 12) != 100000 || b.Held(Bank, 12) != 5000000 || len(b.Check()) != 0 {
		t.Errorf("the first year does not balance: %+v %v", sh.Gap, b.Check())
	}
	for name, try := range map[string]func(*ledger.Tx) error{
		"已经建过账":    func(tx *ledger.Tx) error { return OpenYear(tx, 2022, day, nil) },
		"只能建 2023": func(tx *ledger.Tx) error { return OpenYear(tx, 2025, day, nil) },
		"不像年份":     func(tx *ledger.Tx) error { return OpenYear(tx, 22, day, nil) },
	} {
		_, err := write(l, try)
		refused(t, err, name)
	}
	_, err := Open(ctx, newLedger(t), 2022, nil)
	refused(t, err, "至少要有一个账户")
	_, err = Open(ctx, newLedger(t), 2022, []Begin{{Account{Name: "现金", Kind: Cash}, -1}})
	refused(t, err, "不能是负数")
}

func TestPostRefuses(t *testing.T) {
	l := begun(t)
	b := books(t, l, 2022)
	good := Simple{Date: civil.Of(2022, 5, 6), Kind: Payment, Words: "慰问", Subject: "50405", Account: 1, Amount: 5000}
	for words, change := range map[string]func(*Simple){
		"要大于 0":   func(s *Simple) { s.Amount = -1 },
		"金额要大于":   func(s *Simple) { s.Amount = 0 },
		"过大":      func(s *Simple) { s.Amount = money.Limit + 1 },
		"摘要":      func(s *Simple) { s.Words = "  " },
		"不在 2022": func(s *Simple) { s.Subject = "999" },
		"下面还有明细":  func(s *Simple) { s.Subject = "504" },
		"请选用途":    func(s *Simple) { s.Subject = "" },
		"账户互转":    func(s *Simple) { s.Subject = "102" },
		"哪个账户":    func(s *Simple) { s.Account = 9 },
		"还没有到":    func(s *Simple) { s.Date = civil.Of(2022, 12, 16) },
		"还没有建账":   func(s *Simple) { s.Date = civil.Of(2021, 5, 6) },
		"写到日":     func(s *Simple) { s.Date = civil.Of(2022, 5, 0) },
		"附件张数":    func(s *Simple) { s.Papers = -3 },
		"转到哪个":    func(s *Simple) { s.Kind, s.To = Transfer, 1 },
	} {
		s := good
		change(&s)
		v, err := b.Voucher(s)
		if err == nil {
			_, _, err = Enter(ctx, l, v)
		}
		refused(t, err, words)
	}
	v, _ := b.Voucher(good)
	v.Entries[0].Debit++
	_, _, err := Enter(ctx, l, v)
	refused(t, err, "借贷不平", "相差 0.01 元")
	v.Entries[0] = Entry{Subject: "50405", Debit: -5000}
	v.Entries[1].Credit = -5000
	_, _, err = Enter(ctx, l, v)
	refused(t, err, "不能是负数")
	if n := len(books(t, l, 2022).Vouchers); n != 0 {
		t.Errorf("%d vouchers were entered nonetheless", n)
	}
}

func TestSimpleAndBack(t *testing.T) {
	l := begun(t)
	b := books(t, l, 2022)
	for _, s := range []Simple{
		{Date: civil.Of(2022, 3, 1), Kind: Receipt, Words: "行政补助", Subject: "405", Account: 2, Amount: 1234, Party: "行政", Papers: 2},
		{Date: civil.Of(2022, 3, 2), Kind: Payment, Words: "春节慰问", Subject: "50104", Account: 2, Amount: 99, Welfare: "节日慰问", Heads: 3},
		{Date: civil.Of(2022, 3, 3), Kind: Transfer, Words: "提现", Account: 2, To: 1, Amount: 500},
	} {
		v, err := b.Voucher(s)
		if err != nil {
			t.Fatal(err)
		}
		if v, _, err = Enter(ctx, l, v); err != nil || v.Kind != s.Kind {
			t.Fatalf("%v %+v", err, v)
		}
		kept, _ := books(t, l, 2022).VoucherByID(v.ID)
		if back, ok := b.Simple(kept); !ok || back != s {
			t.Errorf("came back as %+v, was %+v", back, s)
		}
	}
	if b = books(t, l, 2022); b.Balance(1, 12) != 100500 || b.Balance(2, 12) != 5000000+1234-99-500 {
		t.Errorf("cash %s, bank %s", b.Balance(1, 12), b.Balance(2, 12))
	}
}

func TestNumbersRunWithoutGaps(t *testing.T) {
	l := begun(t)
	_, first := enter(t, l, Payment, "2022-05-06", "50405", 1, 100)
	second, op := enter(t, l, Payment, "2022-05-01", "50405", 1, 200)
	if second.Number != 2 {
		t.Fatalf("number %d", second.Number)
	}
	_, err := l.Undo(ctx, first)
	refused(t, err, "这张凭证后面还有别的凭证", "断号")
	undone, err := l.Undo(ctx, op)
	if err != nil || undone.ID != op {
		t.Fatal(err)
	}
	if _, err := l.Undo(ctx, first); err != nil {
		t.Fatal(err)
	}
	if n := len(books(t, l, 2022).Vouchers); n != 0 {
		t.Fatalf("%d left", n)
	}
	history, _ := l.History(ctx, 0)
	_, err = l.Undo(ctx, history[1].ID) // the second one again, while the first is gone
	refused(t, err, "连号")
	if _, err := l.Undo(ctx, history[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Undo(ctx, history[1].ID); err != nil {
		t.Fatal(err)
	}
	if b := books(t, l, 2022); len(b.Vouchers) != 2 || len(b.Check()) != 0 {
		t.Errorf("%+v", b.Vouchers)
	}
}

func TestReverseAndEdit(t *testing.T) {
	l := begun(t)
	v, _ := enter(t, l, Payment, "2022-05-06", "50405", 1, 100)
	v.Words, v.Entries[0].Debit, v.Entries[1].Credit = "改过", 300, 300
	if _, err := write(l, func(tx *ledger.Tx) error { return Edit(tx, v) }); err != nil {
		t.Fatal(err)
	}
	if got, _ := books(t, l, 2022).VoucherByID(v.ID); got.Words != "改过" || got.Amount() != 300 || got.Number != 1 {
		t.Fatalf("%+v", got)
	}
	other := v
	other.Date = civil.Of(2022, 6, 1)
	_, err := write(l, func(tx *ledger.Tx) error { return Edit(tx, other) })
	refused(t, err, "不能改到 6 月")
	reverse := func(id int64, on civil.Date) error {
		_, err := write(l, func(tx *ledger.Tx) error { _, err := Reverse(tx, id, on, "重复"); return err })
		return err
	}
	refused(t, reverse(v.ID, civil.Of(2022, 5, 5)), "早于")
	if err := reverse(v.ID, civil.Of(2022, 6, 2)); err != nil {
		t.Fatal(err)
	}
	b := books(t, l, 2022)
	red := b.Vouchers[1]
	if red.Amount() != -300 || red.Month != 6 || red.Number != 1 || !strings.Contains(red.Words, "2022-05 第 1 号（重复）") || b.Statement(12).Expense[1] != 0 {
		t.Errorf("%+v", red)
	}
	refused(t, reverse(v.ID, civil.Of(2022, 6, 3)), "冲销过了")
	refused(t, reverse(red.ID, civil.Of(2022, 6, 3)), "本身就是冲销")
	_, err = write(l, func(tx *ledger.Tx) error { return Edit(tx, v) })
	refused(t, err, "不能再改")
}

func TestClosedMonthsRefuseEverything(t *testing.T) {
	l := begun(t)
	v, op := enter(t, l, Payment, "2022-05-06", "50405", 1, 100)
	edited := v
	edited.Words = "改过"
	changed, err := write(l, func(tx *ledger.Tx) error { return Edit(tx, edited) })
	if err != nil {
		t.Fatal(err)
	}
	closed, err := Close(ctx, l, 2022, 5)
	if err != nil {
		t.Fatal(err)
	}
	b := books(t, l, 2022)
	if !b.Closed(1) || !b.Closed(5) || b.Closed(6) || b.LastClosed() != 5 {
		t.Errorf("%+v", b.Closings)
	}
	for name, try := range map[string]func(tx *ledger.Tx) error{
		"post":    func(tx *ledger.Tx) error { _, err := Post(tx, v); return err },
		"edit":    func(tx *ledger.Tx) error { return Edit(tx, v) },
		"reverse": func(tx *ledger.Tx) error { _, err := Reverse(tx, v.ID, v.Date, ""); return err },
		"opening": func(tx *ledger.Tx) error { return SetOpening(tx, 2022, Opening{"131", 0, 5}) },
		"again":   func(tx *ledger.Tx) error { return CloseMonth(tx, 2022, 5, day) },
		"row":     func(tx *ledger.Tx) error { return tx.Update("fund_voucher", v.ID, []string{"words"}, []any{"x"}) },
		"entry":   func(tx *ledger.Tx) error { _, err := tx.Exec(`UPDATE fund_entry SET debit_fen = 1`); return err },
		"delete":  func(tx *ledger.Tx) error { _, err := tx.Exec(`DELETE FROM fund_entry`); return err },
	} {
		_, err := write(l, try)
		if refused(t, err, "账"); t.Failed() {
			t.Fatal(name)
		}
	}
	for _, o := range []int64{op, changed} {
		_, err := l.Undo(ctx, o)
		refused(t, err)
	}
	_, err = l.Undo(ctx, changed)
	refused(t, err, "凭证所在的月份已经结账，凭证不能改动")
	if _, err := Close(ctx, l, 2022, 6); err != nil {
		t.Fatal(err)
	}
	_, err = l.Undo(ctx, closed)
	refused(t, err, "之后还有结了账的月份")
	_, err = OpenAgain(ctx, l, 2022, 5, " ")
	refused(t, err, "原因")
	if _, err := OpenAgain(ctx, l, 2022, 5, "漏记一笔"); err != nil {
		t.Fatal(err)
	}
	if b := books(t, l, 2022); b.LastClosed() != 4 || b.Closings[4].Reason != "漏记一笔" {
		t.Errorf("%+v", b.Closings)
	}
	if _, err := l.Undo(ctx, changed); err != nil {
		t.Fatal(err)
	}
}

func TestYearEnd(t *testing.T) {
	l := newLedger(t)
	if _, err := Open(ctx, l, 2021, []Begin{{Account{Name: "基本户", Kind: Bank}, 700}}); err != nil {
		t.Fatal(err)
	}
	enter(t, l, Receipt, "2021-03-01", "402", 1, 5000)
	enter(t, l, Payment, "2021-03-02", "50102", 1, 1500)
	enter(t, l, Receipt, "2021-03-02", "225", 1, 80)
	if _, err := Open(ctx, l, 2022, nil); err != nil {
		t.Fatal(err)
	}
	b := books(t, l, 2022)
	want := map[string]money.Fen{"102": 700 + 5000 - 1500 + 80, "221": 80, "322": 700 + 5000 - 1500}
	for _, o := range b.Openings {
		if want[o.Subject] != o.Amount {
			t.Errorf("opening %+v, want %d", o, want[o.Subject])
		}
	}
	if len(b.Openings) != len(want) || b.Scheme.ID != "2022" || len(b.Check()) != 0 {
		t.Errorf("%+v %v", b.Openings, b.Check())
	}
	closed, err := Close(ctx, l, 2021, 0)
	if err != nil {
		t.Fatal(err)
	}
	last := books(t, l, 2021)
	v := last.Vouchers[len(last.Vouchers)-1]
	if st := last.Statement(12); v.Source != FromYearEnd || st.Income[1] != 5000 || st.Expense[1] != 1500 || len(v.Entries) != 3 {
		t.Errorf("%+v %+v", v, last.Statement(12))
	}
	for _, r := range last.Trial(1, 12) {
		if (r.Subject.Kind == Income || r.Subject.Kind == Expense) && r.Closing != 0 {
			t.Errorf("%s is left with %s", r.Subject, r.Closing)
		}
	}
	if sh := last.BalanceSheet(12); sh.Gap != [2]money.Fen{} {
		t.Errorf("gap %v", sh.Gap)
	}
	if _, err := l.Undo(ctx, closed); err != nil {
		t.Fatal(err)
	}
	if b := books(t, l, 2021); len(b.Vouchers) != 3 || b.LastClosed() != 0 {
		t.Errorf("undoing the closing left %d vouchers", len(b.Vouchers))
	}
	if _, err := Close(ctx, l, 2021, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenAgain(ctx, l, 2021, 0, "漏记"); err != nil {
		t.Fatal(err)
	}
	enter(t, l, Payment, "2021-12-31", "50102", 1, 100)
	problems := books(t, l, 2022).Check()
	if len(problems) != 2 || !strings.Contains(problems[0].Message, "相差 1.00 元") {
		t.Errorf("%v", problems)
	}
	if _, err := write(l, func(tx *ledger.Tx) error { return CarryOpenings(tx, 2022) }); err != nil {
		t.Fatal(err)
	}
	if _, err := Close(ctx, l, 2021, 0); err != nil {
		t.Fatal(err)
	}
	if ps := books(t, l, 2022).Check(); len(ps) != 0 {
		t.Errorf("%v", ps)
	}
}

func TestSubjects(t *testing.T) {
	l := begun(t)
	add := func(s Subject) (code string, err error) {
		_, err = write(l, func(tx *ledger.Tx) (err error) { s.Year = 2022; code, err = AddSubject(tx, s); return err })
		return code, err
	}
	if code, err := add(Subject{Parent: "408", Name: "利息收入"}); err != nil || code != "40801" {
		t.Fatal(code, err)
	}
	if code, err := add(Subject{Code: "409", Kind: Income, Name: "捐赠收入"}); err != nil || code != "409" {
		t.Fatal(code, err)
	}
	for words, s := range map[string]Subject{
		"已经有":    {Parent: "408", Name: "利息收入"},
		"已经是":    {Parent: "408", Code: "40801", Name: "别的"},
		"编号":     {Parent: "408", Code: "4099", Name: "别的"},
		"类别":     {Code: "609", Kind: "利润", Name: "别的"},
		"没有编号":   {Parent: "999", Name: "别的"},
		"1 到 30": {Parent: "408", Name: " "},
		"账户":     {Parent: "102", Name: "工行"},
	} {
		_, err := add(s)
		refused(t, err, words)
	}
	enter(t, l, Receipt, "2022-05-06", "409", 2, 700)
	enter(t, l, Receipt, "2022-05-06", "40801", 2, 30)
	st := books(t, l, 2022).Statement(5)
	if st.Income[0] != 730 || !strings.Contains(strings.Join(rowWords(st), " "), "利息收入 捐赠收入 二、支出合计") {
		t.Errorf("%v", rowWords(st))
	}
	_, err := write(l, func(tx *ledger.Tx) error { return SetUnused(tx, 2022, "401", true) })
	refused(t, err, "不能停用")
	if _, err := write(l, func(tx *ledger.Tx) error { return SetUnused(tx, 2022, "409", true) }); err != nil {
		t.Fatal(err)
	}
	_, _, err = Enter(ctx, l, Voucher{Date: civil.Of(2022, 5, 7), Words: "捐", Entries: []Entry{{Subject: "102", Account: 2, Debit: 5}, {Subject: "409", Credit: 5}}})
	refused(t, err, "已停用")
}

func rowWords(st Statement) (out []string) {
	for _, r := range st.Rows {
		if r.Year != 0 || r.Depth == 0 {
			out = append(out, r.Words)
		}
	}
	return out
}

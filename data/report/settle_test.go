package report

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// openClasses are the returned rows that are still to be done.
func openClasses(t *testing.T, l *ledger.Ledger) string {
	t.Helper()
	open, err := OpenFeedback(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, it := range open {
		out = append(out, it.Name, it.Class)
	}
	return strings.Join(out, " ")
}

// A returned row goes when the member is sent again without fault, and only then;
// taking the answer back and reading it in again changes nothing of that.
func TestSentAgainSettles(t *testing.T) {
	l, people := sampleLedger(t)
	gone := roster(t)[5] // left out by the form
	var good, bad person // without fault, and with none but a phone that is missing
	found, err := Check(ctx, mustLoad(t, "member-2018"), Members{l.Read(), onDay}, Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	faults := map[string]string{}
	for _, q := range found.Problems {
		if q.Severity == problem.Error {
			faults[q.Who] += q.Field
		}
	}
	for _, p := range people {
		switch faults[p.Name] {
		case "phone":
			bad = p
		case "":
			good = p
		}
	}
	_, first := send(t, l, Options{})
	f := feed(t, l, answer(good.Name+"||失败|移动电话不能为空！", bad.Name+"||失败|移动电话不能为空！", gone.Name+"||失败|会员已退休，不能导入",
		people[20].Name+"||失败|当前身份证会员信息已经存在！", "外人||失败|姓名不能为空"))
	op, err := f.Write(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	all := openClasses(t, l)
	if strings.Count(all, " ") != 9 {
		t.Fatal(all)
	}
	answers, err := Answers(ctx, l.Read())
	if err != nil || len(answers) != 1 || answers[0].SHA256 != first.SHA256 || answers[0].Returned != 5 || answers[0].Taken != 0 {
		t.Errorf("%+v %v", answers, err)
	}
	want := bad.Name + " phone_missing " + people[20].Name + " already_registered 外人 name_missing"
	send(t, l, Options{})
	if got := openClasses(t, l); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	write(t, l, func(tx *ledger.Tx) error {
		_, err := tx.Exec("UPDATE member SET phone = '19900009999' WHERE name = ?", bad.Name)
		return err
	})
	send(t, l, Options{})
	if got := openClasses(t, l); !strings.HasPrefix(got, people[20].Name+" already_registered") {
		t.Errorf("mended and sent: %s", got)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if got := openClasses(t, l); got != "" {
		t.Error(got)
	}
	if _, err := feed(t, l, answer(good.Name+"||失败|移动电话不能为空！")).Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	if got := openClasses(t, l); got != good.Name+" phone_missing" {
		t.Errorf("another answer of the same row: %s", got)
	}
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
}

// What came back for one form is seen off by that form alone, whichever form of members
// goes up next or is answered next; which form an answer is of its columns tell.
func TestReturnedRowsBelongToTheirForm(t *testing.T) {
	l, people := sampleLedger(t)
	who := people[0].Name
	found, err := Check(ctx, mustLoad(t, "member-2018"), Members{l.Read(), onDay}, Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	bad := map[string]bool{}
	for _, q := range found.Problems {
		bad[q.Who] = bad[q.Who] || q.Severity == problem.Error
	}
	for _, p := range people {
		if !bad[p.Name] {
			who = p.Name
			break
		}
	}
	_, first := send(t, l, Options{})
	if _, err := feed(t, l, answer(who+"||失败|移动电话不能为空！")).Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	want := who + " phone_missing"
	_, other := sendForm(t, l, "member-24", t.TempDir(), Options{})
	if got := openClasses(t, l); got != want {
		t.Errorf("another form was sent: %s", got)
	}
	if _, err := feed(t, l, answer(who+"||成功|")).Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	if got := openClasses(t, l); got != want {
		t.Errorf("another form was answered: %s", got)
	}
	full := answer()
	full.Sheets[0].Rows[0].Cells = nil
	for _, c := range append(sentOf(t, l, first).Columns(), SentColumn{Header: "是否导入成功"}, SentColumn{Header: "错误原因"}) {
		full.Sheets[0].Rows[0].Cells = append(full.Sheets[0].Rows[0].Cells, sheet.Cell{Kind: sheet.Text, Text: c.Label()})
	}
	row := sheet.Row{Number: 2, Cells: make([]sheet.Cell, len(full.Sheets[0].Rows[0].Cells))}
	for i, c := range full.Sheets[0].Rows[0].Cells {
		if text := map[string]string{"姓名": who, "是否导入成功": "否", "错误原因": "出生日期格式不正确"}[strings.Trim(c.Text, "*")]; text != "" {
			row.Cells[i] = sheet.Cell{Kind: sheet.Text, Text: text}
		}
	}
	full.Sheets[0].Rows = append(full.Sheets[0].Rows, row)
	if _, err := feed(t, l, full).Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	if got := openClasses(t, l); got != who+" bad_birth_date" {
		t.Errorf("the form itself was answered: %s", got)
	}
	answers, err := Answers(ctx, l.Read())
	if err != nil || len(answers) != 3 || answers[0].SHA256 != first.SHA256 || answers[1].SHA256 != other.SHA256 {
		t.Errorf("%+v %v", answers, err)
	}
	send(t, l, Options{})
	if got := openClasses(t, l); got != "" {
		t.Errorf("the form itself was sent again: %s", got)
	}
}

// Of two reports with the very same file an answer is shown with the one that it can be
// of: the newest there was by then.
func TestAnswerOfTheSameFileSentTwice(t *testing.T) {
	l, people := sampleLedger(t)
	_, first := send(t, l, Options{})
	_, second := send(t, l, Options{})
	if first.SHA256 != second.SHA256 {
		t.Fatal("the files differ")
	}
	if _, err := feed(t, l, answer(people[0].Name+"||失败|移动电话不能为空！")).Write(ctx, l); err != nil {
		t.Fatal(err)
	}
	run := func() int64 {
		t.Helper()
		answers, err := Answers(ctx, l.Read())
		if err != nil || len(answers) != 1 {
			t.Fatalf("%+v %v", answers, err)
		}
		return answers[0].Run
	}
	if got := run(); got != second.ID {
		t.Errorf("with report %d, want %d", got, second.ID)
	}
	send(t, l, Options{})
	if got := run(); got != second.ID {
		t.Errorf("with report %d, which was made later", got)
	}
	// An answer that an older program read in does not know the report: the newest by then.
	write(t, l, func(tx *ledger.Tx) error {
		_, err := tx.Exec("UPDATE report_feedback SET report = NULL")
		if err == nil {
			_, err = tx.Exec("UPDATE report_run SET made_on = CASE id WHEN ? THEN '2022-05-06' ELSE '2022-05-07' END", first.ID)
		}
		return err
	})
	if got := run(); got != first.ID {
		t.Errorf("with report %d, want %d", got, first.ID)
	}
}

// Answers of forms nobody has seen: other words, other orders of the columns, title
// rows above, other kinds of files.
func TestAnswersOfOtherForms(t *testing.T) {
	people := roster(t)
	a, b := people[0], people[1]
	tables := map[string][][]string{
		"结果.xlsx":  {{"某市工会会员导入结果"}, {"导入时间", "2022-05-06"}, {"失败说明", "处理结果", "身份证号", "会员姓名", "行号"}, {"移动电话不能为空！", "未成功", *a.IDNumber, a.Name, "5"}, {"", "成功", *b.IDNumber, b.Name, "6"}},
		"反馈.csv":   {{"是否成功", "姓名", "原因"}, {"N", a.Name, "手机号为空"}, {"Y", b.Name, ""}},
		"gbk.csv":  {{"姓名", "证件号码", "导入状态", "错误提示"}, {a.Name, *a.IDNumber, "×", "联系电话未填"}, {b.Name, *b.IDNumber, "√", ""}},
		"只有原因.csv": {{"姓名", "证件号码", "上传结果", "失败原因"}, {a.Name, *a.IDNumber, "", "电话为空"}, {b.Name, *b.IDNumber, "是", ""}},
	}
	for name, rows := range tables {
		t.Run(name, func(t *testing.T) {
			l, _ := sampleLedger(t)
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, fileOf(t, name, rows), 0o600); err != nil {
				t.Fatal(err)
			}
			book, err := sheet.Open(ctx, path, sheet.Options{})
			if err != nil {
				t.Fatal(err)
			}
			f := feed(t, l, book)
			if _, err := f.Write(ctx, l); err != nil {
				t.Fatal(err)
			}
			if got := openClasses(t, l); got != a.Name+" phone_missing" || !strings.HasPrefix(f.Summary(), "上级收了 1 行，退回 1 行") {
				t.Errorf("%s; %s; %v %+v", got, f.Summary(), f.Problems(), f.Counts())
			}
		})
	}
}

// fileOf writes rows as the kind of file its name says.
func fileOf(t *testing.T, name string, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if strings.HasSuffix(name, ".xlsx") {
		table := sheet.Table{Sheet: "结果", Columns: make([]sheet.Column, 5)}
		for i, title := range rows[0] {
			table.Columns[i].Title = title
		}
		table.Rows = func(yield func([]sheet.Value) bool) {
			for _, r := range rows[1:] {
				if !yield(sheet.Texts(r...)) {
					return
				}
			}
		}
		if err := sheet.WriteTable(&b, table); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(name, "gbk") {
		out, err := simplifiedchinese.GB18030.NewEncoder().Bytes(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	return b.Bytes()
}

package member

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/intake"
	"unionledger/data/sheet"
)

// drawRoster makes records of made-up people, each value in its canonical text and
// right by all checks.
func drawRoster(t *rapid.T) []field.Record {
	n := rapid.IntRange(1, 30).Draw(t, "people")
	var out []field.Record
	for i := range n {
		rec := Fields.NewRecord()
		birth := civil.Of(1960, 1, 1).AddDays(rapid.IntRange(0, 14000).Draw(t, "birth"))
		female := rapid.Bool().Draw(t, "female")
		sequence := 10 + 2*i
		rec.Set("gender", "女")
		if !female {
			sequence++
			rec.Set("gender", "男")
		}
		first17 := fmt.Sprintf("330101%04d%02d%02d%03d", birth.Year, int(birth.Month), birth.Day, sequence)
		rec.Set("name", rapid.StringMatching(`[赵钱孙李周吴郑王][一-龥]{1,2}`).Draw(t, "name"))
		rec.Set("id_number", first17+string(identity.IDCheckDigit(first17)))
		rec.SetDate("birth_date", birth)
		rec.Set("phone", fmt.Sprint(19900000000+i))
		rec.SetDate("join_date", birth.AddMonths(12*16).AddDays(rapid.IntRange(0, 5000).Draw(t, "joined")))
		for _, f := range Fields.All() {
			if f.Kind == field.Code && f.Key != "gender" && f.Key != "id_type" {
				rec.Set(f.Key, rapid.SampledFrom(code.Get(f.Codes).Words()).Draw(t, f.Key))
			}
		}
		rec.Set("department", fmt.Sprintf("第%d小组", rapid.IntRange(1, 3).Draw(t, "department")))
		rec.Set("dues_base_fen", fmt.Sprint(rapid.IntRange(1, 9_999_999).Draw(t, "base")))
		rec.Set("migrant", rapid.SampledFrom([]string{"0", "1"}).Draw(t, "migrant"))
		rec.Set("post", rapid.SampledFrom([]string{"", "装配工", "a b"}).Draw(t, "post"))
		rec.Set("note", rapid.SampledFrom([]string{"", "党员责任区", "高温岗位", "退休返聘"}).Draw(t, "note"))
		out = append(out, rec)
	}
	return out
}

// writeRoster writes records as a workbook under their labels, in any order of the
// columns.
func writeRoster(t *rapid.T, people []field.Record) *sheet.Book {
	fields := rapid.Permutation(Fields.All()).Draw(t, "columns")
	table := sheet.Table{Sheet: "名册", Title: rapid.SampledFrom([]string{"", "会员花名册"}).Draw(t, "title"), Count: len(people)}
	for _, f := range fields {
		table.Columns = append(table.Columns, sheet.Column{Title: f.Label})
	}
	table.Rows = func(yield func([]sheet.Value) bool) {
		for _, rec := range people {
			var row []sheet.Value
			for _, f := range fields {
				row = append(row, sheet.Value{Text: f.Display(rec.Get(f.Key))})
			}
			if !yield(row) {
				return
			}
		}
	}
	var out bytes.Buffer
	if err := sheet.WriteTable(&out, table); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.OpenBytes(context.Background(), "名册.xlsx", out.Bytes(), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestWrittenRosterIsReadTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := drawRoster(t)
		readTheSame(t, people, writeRoster(t, people))
	})
}

// TestRosterAsClerksKeepItIsReadTheSame writes the roster as text, as a web page or as
// pasted cells, with fields spread over columns or sharing a cell.
func TestRosterAsClerksKeepItIsReadTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := drawRoster(t)
		readTheSame(t, people, spreadRoster(t, people))
	})
}

// spreadRoster writes records in one of the loose forms.
func spreadRoster(t *rapid.T, people []field.Record) *sheet.Book {
	var head []string
	cells := make([][]string, len(people))
	add := func(title string, value func(field.Record) string) {
		head = append(head, title)
		for i, rec := range people {
			cells[i] = append(cells[i], value(rec))
		}
	}
	cut := func(key string, from, to int) func(field.Record) string {
		return func(rec field.Record) string {
			r := []rune(rec.Get(key))
			return string(r[min(from, len(r)):min(to, len(r))])
		}
	}
	done := map[string]bool{}
	switch rapid.IntRange(0, 2).Draw(t, "name") {
	case 0:
		add("姓", cut("name", 0, 1))
		add("名", cut("name", 1, 9))
		done["name"] = true
	case 1:
		add("姓名/性别", func(rec field.Record) string { return rec.Get("name") + "（" + rec.Get("gender") + "）" })
		done["name"], done["gender"] = true, true
	}
	if rapid.Bool().Draw(t, "date") {
		add("入会年", cut("join_date", 0, 4))
		add("月", cut("join_date", 5, 7))
		add("日", cut("join_date", 8, 10))
		done["join_date"] = true
	}
	for _, f := range Fields.All() {
		if !done[f.Key] {
			add(f.Label, func(rec field.Record) string { return f.Display(rec.Get(f.Key)) })
		}
	}
	rows := append([][]string{head}, cells...)
	text, name := "", ""
	switch form := rapid.SampledFrom([]string{"csv", "txt", "xls"}).Draw(t, "form"); form {
	case "xls":
		name = "名册.xls"
		for _, row := range rows {
			text += "<tr><td>" + strings.Join(row, "</td><td>") + "</td></tr>"
		}
		text = "<html><table>" + text + "</table></html>"
	default:
		name = "名册." + form
		for _, row := range rows {
			for i := range row {
				row[i] = strings.ReplaceAll(row[i], ",", "") // the separator of thousands
			}
			text += strings.Join(row, map[string]string{"csv": ",", "txt": "\t"}[form]) + "\r\n"
		}
	}
	data := []byte(text)
	if rapid.Bool().Draw(t, "gb18030") {
		var err error
		if data, err = simplifiedchinese.GB18030.NewEncoder().Bytes(data); err != nil {
			t.Fatal(err)
		}
	}
	book, err := sheet.OpenBytes(context.Background(), name, data, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// readTheSame reads a book and holds every value to the people that were written.
func readTheSame(t *rapid.T, people []field.Record, book *sheet.Book) {
	im, err := ReadRoster(context.Background(), Fields, book, intake.Options{Today: civil.MustParse("2030-01-01")})
	if err != nil {
		t.Fatal(err)
	}
	if len(im.Rows) != len(people) {
		t.Fatalf("%d rows of %d people; not data: %v", len(im.Rows), len(people), im.NotData)
	}
	for i, want := range people {
		row := im.Rows[i]
		for _, f := range Fields.All() {
			if got := row.Record.Get(f.Key); got != want.Get(f.Key) {
				t.Errorf("%s: %s became %q, was %q", want.Get("name"), f.Key, got, want.Get(f.Key))
			}
		}
		if len(row.Problems) > 0 {
			t.Errorf("%v: %v", want, row.Problems)
		}
	}
}

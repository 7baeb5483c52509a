package member

import (
	"bytes"
	"context"
	"fmt"
	"testing"

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
		im, err := ReadRoster(context.Background(), writeRoster(t, people), intake.Options{Today: civil.MustParse("2030-01-01")})
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
	})
}

package member

import (
	"context"
	"fmt"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/identity"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// bigRoster is a roster of n made-up people in memory.
func bigRoster(n int) *sheet.Book {
	s := &sheet.Sheet{Name: "名册"}
	add := func(values ...string) {
		row := sheet.Row{Number: len(s.Rows) + 1, Cells: make([]sheet.Cell, len(values))}
		for i, v := range values {
			row.Cells[i] = sheet.Cell{Kind: sheet.Text, Text: v}
		}
		s.Rows = append(s.Rows, row)
	}
	add("序号", "部门", "姓名", "性别", "民族", "身份证号", "学历", "政治面貌", "手机", "户籍", "入会时间", "岗位", "技能等级", "农民工", "缴费基数")
	for i := range n {
		birth := civil.Of(1960, 1, 1).AddDays(i % 15000)
		first17 := fmt.Sprintf("330101%04d%02d%02d%03d", birth.Year, int(birth.Month), birth.Day, 2*(i/15000)+3)
		add(fmt.Sprint(i+1), fmt.Sprintf("第%d小组", i/500+1), string([]rune{rune(0x4e00 + i%3000), rune(0x5000 + i%7000)}), "男", "汉族",
			first17+string(identity.IDCheckDigit(first17)), "高中", "群众", fmt.Sprint(19900000000+i), "农业户口",
			fmt.Sprintf("20%02d-%02d-%02d", 5+i%15, 1+i%12, 1+i%28), "装配工", "中级工", "是", fmt.Sprint(3000+i%4000))
	}
	return &sheet.Book{Format: "xlsx", Sheets: []*sheet.Sheet{s}}
}

// BenchmarkImport reads and checks 100,000 rows and writes them in one operation.
func BenchmarkImport(b *testing.B) {
	book := bigRoster(100_000)
	for b.Loop() {
		b.StopTimer()
		l := newLedger(b)
		b.StartTimer()
		im, err := ReadRoster(context.Background(), Fields, book, intake.Options{Today: asRead})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := im.Apply(context.Background(), l, ""); err != nil {
			b.Fatal(err)
		}
		if im.Taken.Added != 100_000 {
			b.Fatalf("%+v", im.Taken)
		}
	}
}

// BenchmarkImportAgain compares the same roster with a ledger that holds it.
func BenchmarkImportAgain(b *testing.B) {
	book, l := bigRoster(100_000), newLedger(b)
	im, err := ReadRoster(context.Background(), Fields, book, intake.Options{Today: asRead})
	if err == nil {
		_, err = im.Apply(context.Background(), l, "")
	}
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if op, err := im.Apply(context.Background(), l, ""); err != nil || op != 0 {
			b.Fatal(op, err)
		}
	}
}

// BenchmarkReadRoster is the part of an import before the ledger is asked.
func BenchmarkReadRoster(b *testing.B) {
	book := bigRoster(100_000)
	for b.Loop() {
		if _, err := ReadRoster(context.Background(), Fields, book, intake.Options{Today: asRead}); err != nil {
			b.Fatal(err)
		}
	}
}

// bigLedger is a ledger with the roster of the other benchmarks, read once.
func bigLedger(b *testing.B) *ledger.Ledger {
	b.Helper()
	l := newLedger(b)
	im, err := ReadRoster(context.Background(), Fields, bigRoster(100_000), intake.Options{Today: asRead})
	if err == nil {
		_, err = im.Apply(context.Background(), l, "")
	}
	if err != nil {
		b.Fatal(err)
	}
	return l
}

// BenchmarkView is what opening, sorting, filtering and grouping a list of 100,000
// costs before its first page is read, and that page.
func BenchmarkView(b *testing.B) {
	l, on := bigLedger(b), civil.MustParse("2022-05-06")
	older := Condition{Field: "join_date", Op: Less, Values: []string{"2010-01-01"}}
	for name, q := range map[string]Query{
		"open":     {On: on, States: []State{Active, Applying, Retained}},
		"first":    {On: on, States: []State{Active, Applying, Retained}, Limit: 200},
		"sort":     {On: on, Sort: []string{"department", "-join_date", "dues_base_fen"}},
		"filter":   {On: on, Where: []Condition{older, {Field: AgeKey, Op: More, Values: []string{"40"}}, {Field: "post", Op: Has, Values: []string{"装配"}}}},
		"by state": {On: on, Where: []Condition{{Field: StateKey, Op: Is, Values: []string{string(Active)}}}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if ids, err := List(ctx, l.Read(), q); err != nil || len(ids) == 0 {
					b.Fatal(len(ids), err)
				}
			}
		})
	}
	ids, err := List(ctx, l.Read(), Query{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("group", func(b *testing.B) {
		for b.Loop() {
			if bands, err := GroupBy(ctx, l.Read(), ids, "department", on); err != nil || len(bands) != 200 {
				b.Fatal(len(bands), err)
			}
		}
	})
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			if found, err := Page(ctx, l.Read(), ids[50_000:50_200], on); err != nil || len(found) != 200 {
				b.Fatal(len(found), err)
			}
		}
	})
}

// BenchmarkIndex is the making of the index and single searches in it.
func BenchmarkIndex(b *testing.B) {
	l := bigLedger(b)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			if _, err := BuildIndex(ctx, l.Read()); err != nil {
				b.Fatal(err)
			}
		}
	})
	x, err := BuildIndex(ctx, l.Read())
	if err != nil {
		b.Fatal(err)
	}
	for _, text := range []string{"王", "zs", "5329", "1990000", "高中", "第12小组", "学历:高中", "入会日期<2010", "装配工 中级工", "手机:5329", "没有这个"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				x.Search(text)
			}
		})
	}
}

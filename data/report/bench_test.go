package report

import (
	"fmt"
	"path/filepath"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/identity"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

// bigLedger holds n synthetic members with every field of the form.
func bigLedger(b *testing.B, n int) *ledger.Ledger {
	l := newLedger(b)
	write(b, l, func(tx *ledger.Tx) error {
		rec := member.Fields.NewRecord()
		for i := range n {
			first := fmt.Sprintf("330101%s%03d", civil.MustParse("1970-01-01").AddDays(i/900), i%900)
			first = first[:6] + first[6:10] + first[11:13] + first[14:]
			for key, v := range map[string]string{"name": fmt.Sprintf("王%c%c", '一'+rune(i%5000), '丁'+rune(i%3000)), "gender": "男", "ethnicity": "汉族",
				"id_number": first + string(identity.IDCheckDigit(first)), "birth_date": first[6:10] + "-" + first[10:12] + "-" + first[12:14],
				"education": "本科", "political": "群众", "phone": fmt.Sprintf("19900%06d", i), "hukou_type": "农业户口",
				"hukou_place": "浙江省杭州市某镇某村", "native_place": "浙江杭州", "employment_status": "在岗", "skill_level": "无", "migrant": "1",
				"join_date": "2015-06-01", "id_type": "居民身份证"} {
				rec.Set(key, v)
			}
			if _, err := member.Add(tx, rec, member.Event{Kind: member.Joined, Date: rec.Date("join_date")}); err != nil {
				return err
			}
		}
		return nil
	})
	return l
}

func BenchmarkMemberReport(b *testing.B) {
	l := bigLedger(b, 100_000)
	p := mustLoad(b, "member-2018")
	source, opt := Members{l.Read(), onDay}, Options{AsOf: onDay}
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for _, err := range source.Rows(ctx) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			if r, err := Check(ctx, p, source, opt); err != nil || r.Rows != 100_000 {
				b.Fatal(r.Rows, err)
			}
		}
	})
	b.Run("export", func(b *testing.B) {
		b.ReportAllocs()
		to := filepath.Join(b.TempDir(), "上报.xlsx")
		for b.Loop() {
			if r, err := Export(ctx, p, source, to, opt); err != nil || r.Rows != 100_000 {
				b.Fatal(r.Rows, err)
			}
		}
	})
	b.Run("both", func(b *testing.B) {
		to := filepath.Join(b.TempDir(), "上报.xlsx")
		for b.Loop() {
			if r, _, err := CheckAndExport(ctx, p, source, to, opt); err != nil || r.Rows != 100_000 {
				b.Fatal(r.Rows, err)
			}
		}
	})
}

package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"testing"
)

var benchColumns = []string{"name", "name_key", "gender", "ethnicity", "id_number", "birth_date", "education", "political",
	"phone", "hukou_type", "native_place", "home_address", "join_date", "employment", "dues_base_fen", "emp_no"}

// importMany writes n members, each with the event that begins the membership.
func importMany(n int) func(*Tx) error {
	return func(tx *Tx) error {
		for i := range n {
			name := string([]rune{rune(0x4e00 + i%3000), rune(0x5000 + i%7000)})
			id, err := tx.Insert("member", benchColumns, []any{name, fmt.Sprint(name, i), "男", "汉族",
				fmt.Sprintf("330101%012d", i), "1990-05-06", "大学专科", "群众", fmt.Sprint(19900000000 + i), "农业户口",
				"浙江省杭州市", "浙江省杭州市某某街道某某路 12 号", "2015-07-01", "劳动合同", 300000 + i, fmt.Sprint(i)})
			if err != nil {
				return err
			}
			if _, err = tx.Insert("membership_event", []string{"member_id", "kind", "date", "reason"}, []any{id, "入会", "2015-07-01", "新招"}); err != nil {
				return err
			}
		}
		return nil
	}
}

const many = 100_000

func BenchmarkImport(b *testing.B) {
	ctx, cancel := context.WithCancel(ctx) // as the window has it
	defer cancel()
	for b.Loop() {
		b.StopTimer()
		l := newLedger(b)
		b.StartTimer()
		_, err := l.Write(ctx, Op{Title: "导入"}, importMany(many))
		must(b, err)
	}
}

// BenchmarkBareImport is the same rows without the ledger around them: what SQLite
// itself costs.
func BenchmarkBareImport(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		l := newLedger(b)
		l.recorder.shapes = nil // it sees nothing
		b.StartTimer()
		sqlTx, err := l.writer.BeginTx(ctx, nil)
		must(b, err)
		tx := &Tx{ctx: ctx, tx: sqlTx, rec: l.recorder, stmts: map[string]*sql.Stmt{}}
		must(b, importMany(many)(tx))
		must(b, sqlTx.Commit())
	}
}

func BenchmarkUndo(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		l := newLedger(b)
		write(b, l, "导入", importMany(many))
		runtime.GC()
		b.StartTimer()
		_, err := l.Undo(ctx, 0)
		must(b, err)
	}
}

// withMany is a ledger in which the import was followed by an edit of every member.
func withMany(b *testing.B) *Ledger {
	l := newLedger(b)
	write(b, l, "导入", importMany(many))
	write(b, l, "改", func(tx *Tx) error { _, err := tx.Exec("UPDATE member SET note = phone"); return err })
	return l
}

func BenchmarkVerify(b *testing.B) {
	l := withMany(b)
	for b.Loop() {
		v, err := l.Verify(ctx)
		must(b, err)
		if len(v.Problems) > 0 {
			b.Fatal(v.Problems)
		}
	}
}

func BenchmarkIntegrityCheck(b *testing.B) {
	l := withMany(b)
	for b.Loop() {
		must(b, (&Verification{}).checkFile(ctx, l.Read()))
	}
}

func BenchmarkQuickCheck(b *testing.B) {
	l := withMany(b)
	for b.Loop() {
		must(b, quickCheck(ctx, l.Read(), l.path))
	}
}

func BenchmarkBackup(b *testing.B) {
	l := withMany(b)
	for b.Loop() {
		_, err := l.Backup(ctx, "手动")
		must(b, err)
	}
}

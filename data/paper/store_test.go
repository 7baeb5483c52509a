package paper

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

func TestTheUnitsWordingIsKeptAndRestored(t *testing.T) {
	l, _ := small(t)
	ctx := t.Context()
	original, err := Source(ctx, l.Read(), "withdrawal")
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(original, "自愿申请退出工会", "申请退出本工会", 1)
	op, err := Save(ctx, l, "withdrawal", own)
	if err != nil || op == 0 {
		t.Fatal(op, err)
	}
	if again, err := Save(ctx, l, "withdrawal", own); again != 0 || err != nil {
		t.Error("the same text was written again:", again, err)
	}
	state := func() Info {
		all, err := List(ctx, l.Read())
		if err != nil {
			t.Fatal(err)
		}
		i, _ := Named(all, "退会申请书")
		return i
	}
	if i := state(); i.Since.IsZero() || i.Newer {
		t.Errorf("%+v", i)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if got, _ := Source(ctx, l.Read(), "withdrawal"); got != original || !state().Since.IsZero() {
		t.Error("undo left the changed text")
	}
	if _, err := Save(ctx, l, "withdrawal", own); err != nil {
		t.Fatal(err)
	}
	// a program with another shipped wording
	if _, err := l.Write(ctx, ledger.Op{Title: "旧"}, func(tx *ledger.Tx) error {
		_, err := tx.Exec("UPDATE paper_template SET shipped = 'older'")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if !state().Newer {
		t.Error("nobody is told that the shipped wording has changed")
	}
	if _, err := Restore(ctx, l, "withdrawal"); err != nil {
		t.Fatal(err)
	}
	if got, _ := Source(ctx, l.Read(), "withdrawal"); got != original {
		t.Error("not restored")
	}
}

func TestABrokenTextIsRefused(t *testing.T) {
	l, _ := small(t)
	_, err := Save(t.Context(), l, "roster", "名称：坏\n用于：名单\n====\n{{不存在}}")
	var wrong *Error
	if !errors.As(err, &wrong) || wrong.Line != 4 {
		t.Fatal(err)
	}
	if _, err := Save(t.Context(), l, "nothing", ""); !ledger.IsKind(err, "not_found") {
		t.Fatal(err)
	}
}

// Whatever happens to members, what a period began with and its changes give what it
// ended with, and the figures are those the roster itself counts.
func TestMovementsAddUp(t *testing.T) {
	kinds := []member.EventKind{member.Joined, member.MovedIn, member.Retain, member.Resumed, member.MovedOut, member.Withdrew, member.LapsedByRule, member.WasExpelled, member.Died}
	l, _ := small(t)
	rapid.Check(t, func(r *rapid.T) {
		_, err := l.Write(t.Context(), ledger.Op{Title: "变"}, func(tx *ledger.Tx) error {
			rec := member.Fields.NewRecord()
			rec.Set("name", "某")
			rec.Set("gender", rapid.SampledFrom([]string{"", "男", "女"}).Draw(r, "gender"))
			begin := civil.Date{}
			if rapid.Bool().Draw(r, "dated") {
				begin = civil.Of(2021, 1, 1)
			}
			id, err := member.Add(tx, rec, member.Event{Kind: member.Joined, Date: begin})
			if err != nil {
				return err
			}
			day := civil.Of(2021, 2, 1)
			for i := range rapid.IntRange(0, 6).Draw(r, "events") {
				day = day.AddDays(rapid.IntRange(0, 60).Draw(r, fmt.Sprint("days", i)))
				kind := rapid.SampledFrom(kinds).Draw(r, fmt.Sprint("kind", i))
				_, _ = member.Happen(tx, member.Event{Member: id, Kind: kind, Date: day}) // what may not follow is refused
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		from := civil.Of(2021, 1, 1).AddDays(rapid.IntRange(0, 400).Draw(r, "from"))
		to := from.AddDays(rapid.IntRange(0, 200).Draw(r, "length"))
		m, err := movementsOf(t.Context(), l.Read(), from, to)
		if err != nil {
			t.Fatal(err)
		}
		in, out := m.Added(), m.Lost()
		if m.Opening.All+in.All-out.All != m.Closing.All || m.Opening.Women+in.Women-out.Women != m.Closing.Women {
			r.Fatalf("%+v", m)
		}
		counts, err := member.Counts(t.Context(), l.Read(), to)
		if err != nil || counts[member.Active] != m.Closing.All || len(m.Changes) != in.All+out.All {
			r.Fatalf("the roster counts %d, the movements %d, %d changes, %v", counts[member.Active], m.Closing.All, len(m.Changes), err)
		}
	})
}

func BenchmarkRoster(b *testing.B) {
	l := openDemo(b, 10000)
	ids, err := member.List(b.Context(), l.Read(), member.Query{})
	if err != nil {
		b.Fatal(err)
	}
	q := request(template(b, "roster"), ids)
	for b.Loop() {
		d, err := Make(b.Context(), l.Read(), q, nil)
		if err != nil {
			b.Fatal(err)
		}
		if err := d.WriteFile(b.Context(), b.TempDir()+"/r.pdf", nil); err != nil {
			b.Fatal(err)
		}
	}
}

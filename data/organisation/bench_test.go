package organisation

import (
	"testing"

	"unionledger/data/union"
)

// The figures and the whole picture of 100,000 members.
func BenchmarkCount(b *testing.B) {
	l := open(b, 100_000)
	for b.Loop() {
		if _, err := Count(ctx, l.Read(), on.AddDays(-365), on); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	l := open(b, 100_000)
	for b.Loop() {
		if _, err := Read(ctx, l.Read(), on); err != nil {
			b.Fatal(err)
		}
	}
}

// A group of ten thousand members with two months of bills goes into another, and
// back by 撤销.
func BenchmarkMergeGroup(b *testing.B) {
	l := open(b, 100_000)
	groups, err := union.Groups(ctx, l.Read())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		op, _, err := MergeGroup(ctx, l, groups[1].ID, groups[2].ID)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := l.Undo(ctx, op); err != nil {
			b.Fatal(err)
		}
	}
}

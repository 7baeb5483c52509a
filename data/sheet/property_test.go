package sheet

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestWhatIsWrittenIsRead writes any texts and reads the same back.
func TestWhatIsWrittenIsRead(t *testing.T) {
	word := rapid.OneOf(rapid.String(), rapid.StringMatching(`[=+@_x0-9A-F-]{0,8}`), rapid.SampledFrom([]string{"张三", " 空 ", "_x000D_", "a\r\nb", "𠮷", "\x00"}))
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(word, 1, 4), 1, 20).Draw(t, "rows")
		var out bytes.Buffer
		err := WriteTable(&out, Table{Columns: make([]Column, 4), Rows: func(yield func([]Value) bool) {
			for _, r := range rows {
				if !yield(Texts(r...)) {
					return
				}
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		b, err := openData(out.Bytes(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, want := range row {
				want = strings.Map(func(r rune) rune {
					if r == 0xFFFE || r == 0xFFFF {
						return 0xFFFD
					}
					return r
				}, strings.ToValidUTF8(want, "\uFFFD"))
				want = strings.ReplaceAll(want, "\r\n", "\n") // one line end is as good as the other
				got := Cell{}
				if c := b.Sheets[0].at(i+2, j); c != nil {
					got = *c
				}
				if got.Text != want || got.Formula || (want != "") != (got.Kind == Text) {
					t.Fatalf("wrote %q, read %+v", want, got)
				}
			}
		}
	})
}

// TestRowsMoveInOrder checks that rows that stay keep their order and distance below
// the data, whatever is filled.
func TestRowsMoveInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rowShift{rapid.IntRange(1, 50).Draw(t, "first"), rapid.IntRange(1, 30).Draw(t, "blank"), rapid.IntRange(1, 60).Draw(t, "filled")}
		rows := []int{rapid.IntRange(1, 120).Draw(t, "a"), rapid.IntRange(1, 120).Draw(t, "b")}
		slices.Sort(rows)
		from, to, ok := s.span(rows[0], rows[1])
		if ok && from > to {
			t.Fatalf("%v becomes %d to %d", rows, from, to)
		}
		if !ok && !(rows[0] > s.last() && rows[1] < s.below()) {
			t.Fatalf("%v is gone", rows)
		}
		if rows[0] >= s.below() && to-from != rows[1]-rows[0] {
			t.Fatalf("%v becomes %d to %d", rows, from, to)
		}
	})
}

// TestFormulasStayAsTheyAre checks that a formula is written as it was where nothing
// moves, and that distances carry over and back.
func TestFormulasStayAsTheyAre(t *testing.T) {
	part := rapid.OneOf(rapid.StringMatching(`\$?[A-Z]{1,2}\$?[1-9][0-9]{0,3}`), rapid.StringMatching(`SUM\(B[1-9]:C1[0-9]\)`), rapid.SampledFrom([]string{`"A1 ""x"" B2"`, "'张 三'!A1", "表!$B$2:C3", "A:B", "3:4", "LOG10(1)", "1.5E+3", "TRUE"}))
	rapid.Check(t, func(t *rapid.T) {
		f := strings.Join(rapid.SliceOfN(part, 1, 5).Draw(t, "parts"), "+")
		if got := mapRefs(f, func(string, *reference, *reference) {}); got != f {
			t.Fatalf("%s became %s", f, got)
		}
		if got := offsetFormula(offsetFormula(f, 3, 7), -3, -7); got != f {
			t.Fatalf("%s became %s", f, got)
		}
	})
}

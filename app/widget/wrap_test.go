package widget

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// em measures like a Chinese face: Chinese signs two, Latin one.
func em(r rune) float32 {
	if r < 0x2000 {
		return 1
	}
	return 2
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float32
		want       string
	}{
		{"between signs", "报送集体合同", 8, "报送集体|合同"},
		{"comma not first", "报送集体，合同", 8, "报送集|体，合同"},
		{"bracket not last", "集体合（工资）", 8, "集体合|（工资）"},
		{"date kept whole", "签字2022-04-28起算", 12, "签字|2022-04-28起|算"},
		{"figure kept whole", "共7,212.60元", 9, "共|7,212.60|元"},
		{"words at blanks", "open the book", 8, "open the|book"},
		{"long word broken", "abcdefghij", 4, "abcd|efgh|ij"},
		{"line feeds kept", "一\n\n二", 8, "一||二"},
		{"empty", "", 8, ""},
	} {
		if got := strings.Join(wrap(c.text, c.width, em), "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWrapLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("工会 ，。（）《》a1-.,\n员")), 0, 60, -1).Draw(t, "text")
		width := rapid.Float32Range(2, 30).Draw(t, "width")
		lines := wrap(text, width, em)
		squeeze := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for _, line := range lines {
			used := float32(0)
			for _, r := range line {
				used += em(r)
			}
			if used > width && len([]rune(line)) > 1 && !strings.ContainsAny(line, notFirst+notLast) {
				t.Fatalf("line %q is %v wide, allowed %v", line, used, width)
			}
		}
	})
}

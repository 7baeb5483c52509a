package money

import (
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Fen{
		"0": 0, "1": 100, "1.5": 150, "1.50": 150, "1,234.50": 123450, "-3.05": -305, " 7 ": 700, ".5": 50, "5.": 500, "1.500": 150, "999999999.99": 99999999999,
	} {
		if got, err := Parse(text); err != nil || got != want {
			t.Errorf("%q: %d %v", text, got, err)
		}
	}
	for _, text := range []string{"", "-", ".", "1.234", "一", "1e5", "1.2.3", "--1", "9999999999999", "100000000000.01"} {
		if got, err := Parse(text); err == nil {
			t.Errorf("%q was read as %d", text, got)
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Fen(rapid.Int64Range(-int64(Limit), int64(Limit)).Draw(t, "fen"))
		for _, text := range []string{f.String(), f.Grouped()} {
			if got, err := Parse(text); err != nil || got != f {
				t.Fatalf("%d is written %s and read %d (%v)", f, text, got, err)
			}
		}
	})
	if got := Fen(123456789).Grouped(); got != "1,234,567.89" {
		t.Error(got)
	}
	if got := Fen(-5).Grouped(); got != "-0.05" {
		t.Error(got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("1,234.50")
	f.Fuzz(func(t *testing.T, s string) {
		if v, err := Parse(s); err == nil && (v > Limit || v < -Limit) {
			t.Errorf("%q was read as %d", s, v)
		}
	})
}

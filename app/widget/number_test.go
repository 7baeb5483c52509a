package widget

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestReadNumber(t *testing.T) {
	for _, c := range []struct {
		text     string
		decimals int
		want     string
		says     string
	}{
		{"", 2, "", ""},
		{"22.15", 2, "2215", ""},
		{"1,234.5", 2, "123450", ""},
		{"￥１，２３４．５０ 元", 2, "123450", ""},
		{"-0.05", 2, "-5", ""},
		{"0", 2, "0", ""},
		{"0012", 0, "12", ""},
		{".5", 2, "50", ""},
		{"5.00", 0, "5", ""},
		{"5.5", 0, "", "整数"},
		{"1.234", 2, "", "2 位"},
		{"十元", 2, "", "如 1,234.50"},
		{"三百人", 0, "", "如 341"},
		{"1.2.3", 2, "", "数字"},
		{"-", 2, "", "数字"},
		{"9999999999999999", 0, "", "太长"},
	} {
		got, err := readNumber(c.text, c.decimals)
		if c.says != "" {
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("readNumber(%q) = %q, %v; want a sentence with %q", c.text, got, err, c.says)
			}
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("readNumber(%q, %d) = %q, %v; want %q", c.text, c.decimals, got, err, c.want)
		}
	}
}

func TestNumbersAreReadAsTheyAreShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := strconv.Itoa(rapid.IntRange(-99_999_999_999, 99_999_999_999).Draw(t, "value"))
		decimals := rapid.IntRange(0, 3).Draw(t, "decimals")
		shown := showNumber(value, decimals)
		if got, err := readNumber(shown, decimals); got != value || err != nil {
			t.Fatalf("%s is shown as %q and read as %q, %v", value, shown, got, err)
		}
	})
}

func TestShowNumber(t *testing.T) {
	for _, c := range []struct {
		value    string
		decimals int
		want     string
	}{{"123450", 2, "1,234.50"}, {"-5", 2, "-0.05"}, {"319", 0, "319"}, {"", 2, ""}, {"1000000", 0, "1,000,000"}, {"十", 2, "十"}} {
		if got := showNumber(c.value, c.decimals); got != c.want {
			t.Errorf("showNumber(%q, %d) = %q, want %q", c.value, c.decimals, got, c.want)
		}
	}
}

func FuzzReadNumber(f *testing.F) {
	for _, seed := range []string{"1,234.50", "-", "￥", "..", "1e9", "０．０"} {
		f.Add(seed, uint8(2))
	}
	f.Fuzz(func(t *testing.T, text string, decimals uint8) {
		n := int(decimals % 5)
		value, err := readNumber(text, n)
		if err != nil || value == "" {
			return
		}
		if again, err := readNumber(showNumber(value, n), n); err != nil || strings.TrimPrefix(again, "-") != strings.TrimPrefix(value, "-") {
			t.Errorf("%q is %q, shown %q, read %q, %v", text, value, showNumber(value, n), again, err)
		}
	})
}

package command

import "testing"

// What the parser says in English is said so that a person knows what to write.
func TestParserInChinese(t *testing.T) {
	for text, want := range map[string]string{
		`expected one of "list", "rows"`: "还缺一项，要写哪一个：list、rows。",
		`expected "<表格>"`:                "还缺一项：表格。",
	} {
		if got := inChinese(text); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

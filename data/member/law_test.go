package member

import (
	"testing"
)

func TestLaw(t *testing.T) {
	l := Shipped()
	if got := l.JoinAge(day("2020-01-01")); got != 16 {
		t.Errorf("the age is %d", got)
	}
	if len(l.HintsFor(Resumed)) == 0 || len(l.HintsFor(Died)) != 0 {
		t.Error("hints by kind")
	}
	two, err := ReadLaw([]byte("join_age: [{from: 2000-01-01, age: 16}, {from: 2030-01-01, age: 18}]\n" +
		"lapse: {conditions: [甲]}\narrears_listed: 4\nnote: {left: [走], still: [未]}"))
	if err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]int{"1990-01-01": 16, "2029-12-31": 16, "2030-01-01": 18} {
		if got := two.JoinAge(day(on)); got != want {
			t.Errorf("%s: %d, want %d", on, got, want)
		}
	}
	for _, bad := range []string{"", "join_age: []", "x: 1", "join_age: [{from: 2000-01, age: 16}]\nlapse: {conditions: [甲]}\narrears_listed: 4\nnote: {left: [走], still: [未]}"} {
		if _, err := ReadLaw([]byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

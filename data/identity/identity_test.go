package identity

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/civil"
)

// The first two numbers are the examples printed in the standard.
func TestParseID(t *testing.T) {
	for _, c := range []struct {
		number, birth string
		female        bool
		fault         Fault
	}{
		{"11010519491231002X", "1949-12-31", true, ""},
		{"440524188001010014", "", false, BadDate},
		{"330101196801061440", "1968-01-06", true, ""},
		{"33010119790816673", "", false, Length},
		{"3301011979081667301", "", false, Length},
		{"", "", false, Length},
		{"33010119790816673x", "", false, Signs},
		{"33010119790816A730", "", false, Signs},
		{"３30101197908166730", "", false, Signs},
		{"030101197908166730", "", false, Signs},
		{"330101197902306730", "", false, BadDate},
		{"330101197900006730", "", false, BadDate},
		{"330101209908166730", "", false, FutureBirth},
		{"330101197908191691", "", false, CheckDigit},
	} {
		id, err := ParseID(c.number)
		if faultOf(err) != c.fault || id.Birth.String() != c.birth || id.Female != c.female {
			t.Errorf("ParseID(%q) = %v, %v; want %s %v %s", c.number, id, err, c.birth, c.female, c.fault)
		}
		if err != nil && len(c.number) == 18 && strings.Contains(err.Error(), c.number) {
			t.Errorf("the sentence repeats the number: %v", err)
		}
	}
}

func faultOf(err error) Fault {
	var e *Error
	if errors.As(err, &e) {
		return e.Fault
	}
	return ""
}

func TestSentencesSayWhatToDo(t *testing.T) {
	_, err := ParseID("33010119790816673")
	if got := err.Error(); got != "只有 17 位，应为 18 位。请看身份证再填。" {
		t.Errorf("got %s", got)
	}
}

func TestFrom15(t *testing.T) {
	id, err := From15("330101790816673")
	if err != nil || id.Number != "330101197908166730" || id.Birth.String() != "1979-08-16" {
		t.Errorf("From15 = %v, %v", id, err)
	}
	for s, want := range map[string]Fault{
		"33010179081667":  Length,
		"33010179081667X": Signs,
		"330101790230673": BadDate,
		"330101010816997": BadDate,
	} {
		if _, err := From15(s); faultOf(err) != want {
			t.Errorf("From15(%q): %v, want %s", s, err, want)
		}
	}
}

func TestParseCreditCode(t *testing.T) {
	for _, c := range []struct {
		code  string
		kind  UnitKind
		fault Fault
	}{
		{"91330101MA2K7Q315D", Enterprise, ""},
		{"81330101MC0316A29H", GrassrootsUnion, ""},
		{"91330101MA2K7Q315", OtherUnit, Length},
		{"91330101MA2K7Q315d", OtherUnit, Signs},
		{"9133O101MA2K7Q315D", OtherUnit, Signs},
		{"91330101MA2K7Q315E", OtherUnit, CheckDigit},
		{withCheck("91330101MA2K7Q316"), OtherUnit, OrgCode},
		{withCheck("89330101" + withOrgCheck("12345678")), OtherUnion, ""},
		{withCheck("12330101" + withOrgCheck("12345678")), OtherUnit, ""},
	} {
		got, err := ParseCreditCode(c.code)
		if got.Kind != c.kind || faultOf(err) != c.fault {
			t.Errorf("ParseCreditCode(%q) = %v, %v; want %v %s", c.code, got, err, c.kind, c.fault)
		}
	}
}

func withCheck(first17 string) string   { return first17 + string(CreditCheckSign(first17)) }
func withOrgCheck(first8 string) string { return first8 + string(orgCheckSign(first8)) }

func TestCheckMobile(t *testing.T) {
	for s, want := range map[string]Fault{
		"19900000301": "", "13800000000": "",
		"1990000030": Length, "199000003011": Length, "": Length,
		"12900000301": Signs, "29900000301": Signs, "1990000030a": Signs,
	} {
		if err := CheckMobile(s); faultOf(err) != want {
			t.Errorf("CheckMobile(%q): %v, want %s", s, err, want)
		}
	}
}

// drawID makes a right number of a made-up person.
func drawID(t *rapid.T) string {
	days := rapid.IntRange(0, 40000).Draw(t, "days")
	birth := civil.Of(1900, time.January, 1).AddDays(days)
	first17 := fmt.Sprintf("330101%04d%02d%02d%03d", birth.Year, int(birth.Month), birth.Day,
		rapid.IntRange(0, 999).Draw(t, "sequence"))
	return first17 + string(IDCheckDigit(first17))
}

func TestRightIDPassesAndOneWrongDigitDoesNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawID(t)
		id, err := ParseID(s)
		if err != nil || id.Number != s {
			t.Fatalf("ParseID(%q) = %v, %v", s, id, err)
		}
		i := rapid.IntRange(0, 17).Draw(t, "place")
		sign := rapid.SampledFrom([]byte("0123456789X")).Draw(t, "sign")
		if s[i] == sign {
			return
		}
		wrong := s[:i] + string(sign) + s[i+1:]
		if _, err := ParseID(wrong); err == nil {
			t.Fatalf("%q passes, made from %q", wrong, s)
		}
	})
}

func TestFrom15GivesBackTheSamePerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawID(t)
		if s[6:8] != "19" || s[14:17] >= "996" {
			return
		}
		if id, err := From15(s[:6] + s[8:17]); err != nil || id.Number != s {
			t.Fatalf("From15 of %q = %v, %v", s, id, err)
		}
	})
}

func TestRightCreditCodePassesAndOneWrongSignDoesNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sign := rapid.SampledFrom([]byte(creditSigns))
		org := string(rapid.SliceOfN(sign, 8, 8).Draw(t, "organisation"))
		prefix := rapid.SampledFrom([]string{"91", "81", "89", "52"}).Draw(t, "prefix")
		s := withCheck(prefix + "330101" + withOrgCheck(org))
		if c, err := ParseCreditCode(s); err != nil || c.Code != s {
			t.Fatalf("ParseCreditCode(%q) = %v, %v", s, c, err)
		}
		i := rapid.IntRange(0, 17).Draw(t, "place")
		other := sign.Draw(t, "sign")
		if s[i] == other {
			return
		}
		if _, err := ParseCreditCode(s[:i] + string(other) + s[i+1:]); err == nil {
			t.Fatalf("one wrong sign in %q passes", s)
		}
	})
}

func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"", "11010519491231002X", "330101790816673", "91330101MA2K7Q315D", "19900000301", "é3010119790816673", "\xff\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if id, err := ParseID(s); err == nil && (id.Number != s || !id.Birth.Complete()) {
			t.Errorf("ParseID(%q) = %v", s, id)
		}
		if id, err := From15(s); err == nil {
			if again, err := ParseID(id.Number); err != nil || again != id {
				t.Errorf("From15(%q) = %v, which does not pass: %v", s, id, err)
			}
		}
		if c, err := ParseCreditCode(s); err == nil && (c.Code != s || len(s) != 18) {
			t.Errorf("ParseCreditCode(%q) = %v", s, c)
		}
		if err := CheckMobile(s); err == nil && len(s) != 11 {
			t.Errorf("CheckMobile(%q) passes", s)
		}
	})
}

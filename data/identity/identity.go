// Package identity checks the numbers that name people and units: citizen
// identity numbers (GB 11643), unified social credit codes (GB 32100) and mobile
// phone numbers. It checks numbers already cleaned; how sheets damage them is
// known by package intake, how they are hidden by package field.
package identity

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"unionledger/data/civil"
)

// Fault names what is wrong with a number.
type Fault string

// The faults.
const (
	Length      Fault = "length"
	Signs       Fault = "signs"
	BadDate     Fault = "date"
	FutureBirth Fault = "future_birth"
	CheckDigit  Fault = "check_digit"
	OrgCode     Fault = "organisation_code"
)

// Error is a sentence for people about a wrong number: what and what to do. It
// never repeats the number, so that it may stand in logs.
type Error struct {
	Fault   Fault
	Message string
}

func (e *Error) Error() string { return e.Message }

func fault(f Fault, format string, args ...any) error {
	return &Error{f, fmt.Sprintf(format, args...)}
}

// ID is a citizen identity number of 18 signs and what it tells.
type ID struct {
	Number string
	Birth  civil.Date
	Female bool
}

// Sex is the word for the sex that the number tells.
func (id ID) Sex() string {
	if id.Female {
		return "女"
	}
	return "男"
}

// idWeights are the weights of the 17 digits (GB 11643-1999, ISO 7064 MOD 11-2).
var idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// ParseID checks a number of 18 signs, the last a digit or a capital X, against
// today's date. Every error is an *Error.
func ParseID(s string) (ID, error) { return ParseIDOn(s, civil.Today()) }

// ParseIDOn is ParseID for another day than today.
func ParseIDOn(s string, today civil.Date) (ID, error) {
	if n := utf8.RuneCountInString(s); n != 18 {
		return ID{}, fault(Length, "%s %d 位，应为 18 位。请看身份证再填。", onlyOr(n, 18), n)
	}
	last := len(s) - 1
	if !digits(s[:last]) || s[0] == '0' || (!digits(s[last:]) && s[last] != 'X') {
		return ID{}, fault(Signs, "身份证号应为 18 位数字，最后一位也可以是大写 X，现在有别的字符。请看身份证再填。")
	}
	birth := civil.Of(number(s[6:10]), time.Month(number(s[10:12])), number(s[12:14]))
	if !birth.Complete() || !birth.Valid() || birth.Year < 1900 {
		return ID{}, fault(BadDate, "第 7 至 14 位应是出生日期，现在是 %s，没有这一天。请看身份证再填。", s[6:14])
	}
	if birth.After(today) {
		return ID{}, fault(FutureBirth, "号码里的出生日期 %s 还没有到。请看身份证再填。", birth)
	}
	if IDCheckDigit(s[:last]) != s[last] {
		return ID{}, fault(CheckDigit, "号码的校验码不对，至少有一位写错了，无法知道是哪一位。请看身份证核对。")
	}
	return ID{Number: s, Birth: birth, Female: (s[16]-'0')%2 == 0}, nil
}

// IDCheckDigit gives the last sign that belongs to the first 17 digits.
func IDCheckDigit(first17 string) byte {
	sum := 0
	for i, w := range idWeights {
		sum += w * int(first17[i]-'0')
	}
	return "10X98765432"[sum%11]
}

// From15 turns a number of the first generation (15 digits, before 1999) into
// its 18 signs: 19 goes before the year and the check digit behind. Sequence
// numbers 996 to 999 were kept for people born in the century before and cannot
// be turned.
func From15(s string) (ID, error) {
	if n := utf8.RuneCountInString(s); n != 15 {
		return ID{}, fault(Length, "%s %d 位，一代身份证号应为 15 位。请看身份证再填。", onlyOr(n, 15), n)
	}
	if !digits(s) {
		return ID{}, fault(Signs, "一代身份证号应为 15 位数字，现在有别的字符。请看身份证再填。")
	}
	if s[12:] >= "996" {
		return ID{}, fault(BadDate, "这个 15 位号码是留给百岁老人的，不能换算成 18 位。请看身份证填 18 位号码。")
	}
	first17 := s[:6] + "19" + s[6:]
	return ParseID(first17 + string(IDCheckDigit(first17)))
}

// CheckMobile checks a mobile phone number of the mainland: 11 digits, the
// second 3 to 9.
func CheckMobile(s string) error {
	n := utf8.RuneCountInString(s)
	switch {
	case n != 11:
		return fault(Length, "手机号%s %d 位，应为 11 位。请向本人核对。", onlyOr(n, 11), n)
	case !digits(s) || s[0] != '1' || s[1] < '3':
		return fault(Signs, "手机号应为 11 位数字，以 13 至 19 开头。请向本人核对。")
	}
	return nil
}

func onlyOr(n, want int) string {
	if n < want {
		return "只有"
	}
	return "有"
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == "" && s != ""
}

// number reads a short text of digits.
func number(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

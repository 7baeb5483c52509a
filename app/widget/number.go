package widget

import (
	"errors"
	"strconv"
	"strings"
)

// NewNumberField makes a field for numbers of so many decimals, 0 for whole ones.
// Its value is the whole number of its smallest unit, as digits: with two
// decimals, 22.15 is 2215.
func NewNumberField(placeholder string, decimals int) *TextField {
	t := NewTextField(placeholder)
	t.Read = func(text string) (string, error) { return readNumber(text, decimals) }
	t.Display = func(value string) string { return showNumber(value, decimals) }
	return t
}

// NewMoneyField takes yuan and gives fen: 1,234.5 is seen as 1,234.50 and its
// value is 123450.
func NewMoneyField() *TextField { return NewNumberField("0.00", 2) }

var (
	errNotNumber = errors.New("这里只填数字，如 1,234.50。")
	errNotWhole  = errors.New("这里只填整数，如 341。")
	errTooLong   = errors.New("数字太长，最多 15 位。")
)

// readNumber takes digits with commas, blanks, full-width signs, ￥ or 元 around.
func readNumber(text string, decimals int) (string, error) {
	text = strings.Trim(halfWidth(text), " ¥￥元")
	text = strings.NewReplacer(",", "", " ", "").Replace(text)
	if text == "" {
		return "", nil
	}
	sign := ""
	if text[0] == '-' || text[0] == '+' {
		sign, text = strings.Trim(text[:1], "+"), text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		if decimals == 0 {
			return "", errNotWhole
		}
		return "", errNotNumber
	}
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > decimals {
		if decimals == 0 {
			return "", errNotWhole
		}
		return "", errors.New("小数最多 " + strconv.Itoa(decimals) + " 位。")
	}
	digits := strings.TrimLeft(whole+fraction+strings.Repeat("0", decimals-len(fraction)), "0")
	switch {
	case len(digits) > 15:
		return "", errTooLong
	case digits == "":
		return "0", nil
	}
	return sign + digits, nil
}

func showNumber(value string, decimals int) string {
	n, err := strconv.Atoi(value)
	if err != nil {
		return value
	}
	if decimals == 0 {
		return group(n)
	}
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	unit := 1
	for range decimals {
		unit *= 10
	}
	rest := strconv.Itoa(n % unit)
	return sign + group(n/unit) + "." + strings.Repeat("0", decimals-len(rest)) + rest
}

// halfWidth turns full-width signs and blanks into plain ones.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0x3000 || r == 0xA0:
			return ' '
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == '。':
			return '.'
		}
		return r
	}, text)
}

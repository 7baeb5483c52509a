// Package form is the one bridge from a field's description to the control that
// edits it: code lists become pickers that pinyin finds, dates get a calendar,
// money is typed in yuan and kept in fen. What goes in and out is always the
// canonical text of package field.
//
// It may know fields, code lists and widgets; it knows no page, no ledger and no
// domain. Checks that need more than the one value (an ID number against a birth
// date) are the page's, which sets them with Control.SetProblem.
package form

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"unionledger/app/widget"
	"unionledger/data/code"
	"unionledger/data/field"
)

// longText is the limit of characters from which a text gets several lines.
const longText = 256

// Control makes the control for a field. Code fields and Group fields give a
// *widget.Picker (the options of a Group are the page's: SetOptions with Option),
// YesNo a *widget.YesNo, everything else a *widget.TextField.
func Control(f field.Field) widget.Control {
	switch f.Kind {
	case field.Code:
		return widget.NewPicker("请选择", Words(f.List().Words()...)...)
	case field.Group:
		return widget.NewPicker("请选择")
	case field.YesNo:
		return widget.NewYesNo()
	case field.Date:
		return widget.NewDateField(true)
	case field.Month:
		return text("年-月", readMonth)
	case field.Money:
		return notBelowZero(widget.NewMoneyField())
	case field.Integer:
		t := notBelowZero(widget.NewNumberField("", 0))
		if f.MaxLen > 0 && f.MaxLen <= len("2026") {
			t.Display = nil // a year is not grouped
		}
		return t
	case field.Percent:
		return text("如 5.5", readPercent)
	case field.Number:
		return text("", readDecimal)
	}
	if f.Limit() >= longText {
		t := widget.NewTextArea("", 3)
		t.Read = func(s string) (string, error) { return within(strings.TrimRight(s, " \n\t"), f) }
		return t
	}
	return text("", func(s string) (string, error) { return within(plain(s, f.Kind), f) })
}

func text(placeholder string, read func(string) (string, error)) *widget.TextField {
	t := widget.NewTextField(placeholder)
	t.Read = read
	return t
}

// plain trims a text, and brings numbers of people into the signs they are kept in.
func plain(s string, k field.Kind) string {
	s = strings.TrimSpace(s)
	switch k {
	case field.IDNumber, field.CreditCode, field.Phone:
		return strings.ToUpper(strings.Join(strings.Fields(code.Fold(s)), ""))
	}
	return s
}

// within refuses what is longer than the field allows.
func within(s string, f field.Field) (string, error) {
	if n := utf8.RuneCountInString(s); n > f.Limit() {
		return "", fmt.Errorf("最多 %d 个字，现在 %d 个。", f.Limit(), n)
	}
	return s, nil
}

var errNegative = errors.New("不能是负数。")

// notBelowZero refuses negative numbers: all that forms ask for is counted or paid.
func notBelowZero(t *widget.TextField) *widget.TextField {
	read := t.Read
	t.Read = func(s string) (string, error) {
		value, err := read(s)
		if err == nil && strings.HasPrefix(value, "-") {
			return "", errNegative
		}
		return value, err
	}
	return t
}

func readMonth(s string) (string, error) {
	value, err := widget.ReadDate(s)
	if err == nil && value != "" && len(value) < len("2026-03") {
		return "", errors.New("请写年和月，如 2026-03。")
	}
	if len(value) > len("2026-03") {
		value = value[:len("2026-03")]
	}
	return value, err
}

var errPercent = errors.New("这里只填百分数，如 6.5 表示 6.5%，小数最多 2 位。")

// readPercent takes 6.5, 6.50 or 6.5% and gives 6.5.
func readPercent(s string) (string, error) {
	s = strings.TrimSuffix(strings.TrimSpace(code.Fold(s)), "%")
	if s == "" {
		return "", nil
	}
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	return decimal(sign, s, 3, 2, errPercent)
}

var errDecimal = errors.New("这里只填数字，如 42.5，最多 15 位，小数最多 6 位。")

// readDecimal takes 1,234.50 and gives 1234.5.
func readDecimal(s string) (string, error) {
	s = strings.NewReplacer(",", "", " ", "").Replace(code.Fold(s))
	if s == "" {
		return "", nil
	}
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	return decimal(sign, s, 9, 6, errDecimal)
}

// decimal brings the digits of a number into their canonical form, or refuses them
// with the sentence: at most so many before and behind the point.
func decimal(sign, s string, before, behind int, refusal error) (string, error) {
	whole, fraction, _ := strings.Cut(s, ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return "", refusal
	}
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if len(fraction) > behind || len(whole) > before {
		return "", refusal
	}
	if whole == "" {
		whole = "0"
	}
	switch {
	case fraction != "":
		return sign + whole + "." + fraction, nil
	case whole == "0":
		return "0", nil
	}
	return sign + whole, nil
}

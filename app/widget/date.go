package widget

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
)

// NewDateField makes a field for a civil date. Typed in any usual way (2026-3-5,
// 20260305, 2026.3.5, 2026年3月5日), it is seen and given as 2026-03-05. With
// partial, a date may lack its day or month: 2026-03, 2026. F4, Down, or the
// button at the right opens a calendar.
func NewDateField(partial bool) *TextField {
	t := NewTextField("年-月-日").Wide(132)
	t.Read = func(text string) (string, error) {
		value, err := ReadDate(text)
		if err == nil && !partial && value != "" && len(value) < len("2026-03-05") {
			return "", errors.New("请写到日，如 2026-03-05。")
		}
		return value, err
	}
	open := func() { openCalendar(t) }
	t.end = newEndButton("calendar", "选日期（F4）", t, open)
	t.onKey = func(key *fyne.KeyEvent) bool {
		if key.Name != fyne.KeyF4 && key.Name != fyne.KeyDown || t.Disabled() {
			return false
		}
		open()
		return true
	}
	return t
}

var errNoDate = errors.New("看不懂这个日期。请写成 2026-03-05；只知道月份写 2026-03，只知道年份写 2026。")

// ReadDate turns a typed date into YYYY-MM-DD, YYYY-MM or YYYY; empty stays empty.
// What is no date, or a day that does not exist, is refused with a sentence.
func ReadDate(text string) (string, error) {
	text = strings.TrimSpace(halfWidth(text))
	if text == "" {
		return "", nil
	}
	numbers := dateNumbers(text)
	if len(numbers) == 0 || len(numbers) > 3 || len(numbers[0]) != 4 {
		return "", errNoDate
	}
	var n [3]int
	for i, digits := range numbers {
		if i > 0 && len(digits) > 2 {
			return "", errNoDate
		}
		n[i], _ = strconv.Atoi(digits)
	}
	year, month, day := n[0], n[1], n[2]
	switch {
	case year < 1900 || year > 2199:
		return "", fmt.Errorf("年份 %d 不对，应在 1900 到 2199 之间。", year)
	case len(numbers) == 1:
		return fmt.Sprintf("%04d", year), nil
	case month < 1 || month > 12:
		return "", fmt.Errorf("没有 %d 月。", month)
	case len(numbers) == 2:
		return fmt.Sprintf("%04d-%02d", year, month), nil
	case day < 1 || day > daysIn(year, time.Month(month)):
		return "", fmt.Errorf("没有这一天：%d 年 %d 月没有 %d 日。", year, month, day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day), nil
}

// dateNumbers takes a date apart at its signs, or by position where it has none.
func dateNumbers(text string) []string {
	if strings.Trim(text, "0123456789") == "" {
		switch len(text) {
		case 8:
			return []string{text[:4], text[4:6], text[6:]}
		case 6:
			return []string{text[:4], text[4:]}
		}
		return []string{text}
	}
	var numbers []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("-/.年月日号 ", r) }) {
		if strings.Trim(part, "0123456789") != "" {
			return nil
		}
		numbers = append(numbers, part)
	}
	return numbers
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

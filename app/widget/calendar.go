package widget

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
)

// openCalendar shows the month of a date field's value, or this month, to choose
// a day from.
func openCalendar(t *TextField) {
	days := newDayGrid(t.Value())
	title := NewLink("", "", nil).Tip("选年份")
	step := func(icon, tip string, years, months int) *Button {
		return NewIconButton(Link, icon, tip, func() { days.step(years, months) })
	}
	now := NewLink("今天", "", func() { days.take(today()) })
	head := NewSplitRow(0,
		[]fyne.CanvasObject{step("double-left", "上一年（Home）", -1, 0), step("chevron-left", "上一月（PageUp）", 0, -1)},
		container.NewCenter(title),
		[]fyne.CanvasObject{step("chevron-right", "下一月（PageDown）", 0, 1), step("double-right", "下一年（End）", 1, 0), now})
	days.moved = func() { title.SetText(days.title()) }
	title.OnTapped = func() { days.showYears(!days.years) }
	days.moved()

	var p *popover
	days.pick = func(day time.Time) {
		p.close()
		t.put(day.Format(time.DateOnly))
	}
	body := Inset(theme.Gap8, theme.Gap8, theme.Gap8, theme.Gap8, Column(theme.Gap4, head, days))
	if p = openPopover(t, body, false, days.TypedKey, t.Focus); p != nil {
		p.focus(days)
	}
}

// today is the civil date of this computer, at noon-less UTC for counting days.
func today() time.Time {
	y, m, d := time.Now().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// startOf gives the day a calendar opens on: the value's, or its first where the
// day or month is unknown, or today.
func startOf(value string) time.Time {
	for _, form := range []string{time.DateOnly, "2006-01", "2006"} {
		if d, err := time.Parse(form, value); err == nil {
			return d
		}
	}
	return today()
}

// title names the month, or the range of years, that is shown.
func (g *dayGrid) title() string {
	if g.years {
		return fmt.Sprintf("%d–%d 年", g.firstYear(), g.firstYear()+yearCells-1)
	}
	return fmt.Sprintf("%d 年 %d 月", g.day.Year(), g.day.Month())
}

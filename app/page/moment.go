package page

import (
	"time"

	"unionledger/data/civil"
)

// Moment says a time as people do on a day: 今天 09:42, 昨天 16:30, 05-03 10:00,
// 2021-05-03.
func Moment(at time.Time, today civil.Date) string {
	at = at.Local()
	switch day := civil.FromTime(at); {
	case day == today:
		return "今天 " + at.Format("15:04")
	case day == today.AddDays(-1):
		return "昨天 " + at.Format("15:04")
	case day.Year == today.Year:
		return at.Format("01-02 15:04")
	}
	return at.Format("2006-01-02")
}

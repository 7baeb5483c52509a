package page

import (
	"testing"
	"time"

	"unionledger/data/civil"
)

func TestMoment(t *testing.T) {
	today := civil.MustParse("2022-01-01")
	for text, want := range map[string]string{
		"2022-01-01 00:00": "今天 00:00", "2021-12-31 23:59": "昨天 23:59", "2021-12-30 09:00": "2021-12-30", "2022-03-04 05:06": "03-04 05:06",
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", text, time.Local)
		if err != nil {
			t.Fatal(err)
		}
		if got := Moment(at.UTC(), today); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

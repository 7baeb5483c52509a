package report

import (
	"context"
	"fmt"
	"maps"

	"unionledger/data/civil"
)

// Options say for which day a report is made, and add what no ledger knows.
type Options struct {
	// AsOf is the day the report speaks of; unknown is today. It must be the day
	// the source was made for.
	AsOf civil.Date
	// Facts are added to those of the source and go before them, such as period.
	Facts map[string]string
	// Corrects is the run that this one is sent in the place of, 0 for none.
	Corrects int64
}

// day is AsOf, or today.
func (o Options) day() civil.Date {
	if o.AsOf.IsZero() {
		return civil.Today()
	}
	return o.AsOf.Last()
}

// facts gathers what stands in braces in a profile.
func (o Options) facts(ctx context.Context, s Source) (map[string]string, error) {
	own, err := s.Facts(ctx)
	if err != nil {
		return nil, fmt.Errorf("读单位资料：%w", err)
	}
	day := o.day()
	all := map[string]string{
		"as_of":    day.String(),
		"as_of_cn": dayWords(day),
		"year":     fmt.Sprint(day.Year),
		"period":   "",
	}
	maps.Copy(all, own)
	maps.Copy(all, o.Facts)
	return all, nil
}

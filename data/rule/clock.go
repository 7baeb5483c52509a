package rule

import (
	"fmt"

	"unionledger/data/calendar"
	"unionledger/data/civil"
)

// Deadline is a rule put on the calendar.
type Deadline struct {
	Rule Rule
	// From is the day of the start event.
	From civil.Date
	// Raw is the last day as the law counts it (for a Window the first).
	Raw civil.Date
	// Adjusted is Raw moved off a rest day: later for forward rules (民法典
	// 第二百零三条), earlier for backward ones, which that article does not cover.
	Adjusted civil.Date
	// Advised is the day to be ready by: the last working day on or before Raw.
	// Whether the extension binds an authority is not settled, so reminders use
	// this day.
	Advised civil.Date
	// Basis is law and article; ShiftBasis the article Adjusted rests on, empty
	// where nothing moved.
	Basis, ShiftBasis string
	// Counted says how the days were counted; Note what must be known beside.
	Counted, Note string
	// Consequence says what follows when the day is missed; may be empty.
	Consequence string
	// Known is false where a day could not be counted; Why says so.
	Known bool
	Why   string
}

// Final is the last day that is still in time: Adjusted for forward rules, Raw
// for backward ones. It is zero when unknown.
func (d Deadline) Final() civil.Date {
	if d.Rule.Direction == Backward || d.Adjusted.IsZero() {
		return d.Raw
	}
	return d.Adjusted
}

// Longest is the last day with what the law lets be added in special cases, such as a
// complicated dispute; Final where it lets nothing be added.
func (d Deadline) Longest() civil.Date {
	if d.Rule.Extension == 0 || !d.Known {
		return d.Final()
	}
	return d.Raw.AddDays(d.Rule.Extension)
}

// Compute puts a rule on the calendar, counted from the day of its start event,
// which is itself not counted. Without a number in the law, without a full date
// or without the year in the calendar, Known is false and Why says why.
func Compute(r Rule, from civil.Date, cal *calendar.Calendar) Deadline {
	d := Deadline{Rule: r, From: from, Basis: r.Cite(), Note: r.Note, Consequence: r.Missed}
	if r.Sureness() == Memory {
		d.note("这一条是未经核对的默认值，可以修改")
	}
	switch {
	case r.Number == 0:
		d.Why = "法规没有规定天数"
		d.Counted = r.Note
		return d
	case r.Direction == Total:
		d.Why = fmt.Sprintf("累计不得超过 %d %s", r.Number, r.Unit)
		return d
	case from.IsZero():
		d.Why = "还没有" + r.Counted + "的日期"
		return d
	case !from.Complete():
		d.Why = fmt.Sprintf("%s的日期只写到“%s”，要有年月日才能计算", r.Counted, from)
		return d
	}
	d.Counted = r.sentence(from)
	var err error
	if d.Raw, err = r.last(from, cal); err != nil {
		d.Why = err.Error()
		return d
	}
	if err := d.shift(cal); err != nil {
		d.Why = err.Error()
		return d
	}
	d.Known = true
	if r.Extension > 0 {
		d.note(fmt.Sprintf("情况复杂的最长可以再延 %d 日，到 %s", r.Extension, d.Longest()))
	}
	return d
}

// last counts the period.
func (r Rule) last(from civil.Date, cal *calendar.Calendar) (civil.Date, error) {
	n := r.Number
	if r.Direction == Backward {
		n = -n
	}
	switch r.Unit {
	case Workday:
		return cal.AddWorkdays(from, n)
	case Month:
		return from.AddMonths(n), nil
	case Year:
		return from.AddMonths(12 * n), nil
	}
	return from.AddDays(n), nil
}

// shift fills Adjusted and Advised.
func (d *Deadline) shift(cal *calendar.Calendar) (err error) {
	if d.Rule.Direction == Term {
		d.Adjusted, d.Advised = d.Raw, d.Raw
		return nil
	}
	before, err := cal.PrevWorkday(d.Raw)
	if err != nil {
		return err
	}
	if d.Rule.Direction == Backward {
		d.Adjusted, d.Advised = before, before
		if before != d.Raw {
			d.note(fmt.Sprintf("%s（%s），往前移到 %s，是系统建议", d.Raw, cal.Describe(d.Raw), before))
		}
		return nil
	}
	if d.Adjusted, err = cal.NextWorkday(d.Raw); err != nil {
		return err
	}
	d.Advised = before
	if before.Before(d.From) {
		d.Advised = d.Raw
	}
	if d.Adjusted != d.Raw {
		d.ShiftBasis = d.Rule.time.shifted(d.Raw)
		d.note(fmt.Sprintf("末日 %s（%s），可顺延至 %s；顺延是否适用没有定论，所以提前提醒", d.Raw, cal.Describe(d.Raw), d.Adjusted))
	}
	return nil
}

func (d *Deadline) note(s string) {
	if d.Note != "" {
		s += "。" + d.Note
	}
	d.Note = s
}

// sentence says how the days are counted.
func (r Rule) sentence(from civil.Date) string {
	unit := string(r.Unit)
	if r.Unit == Workday || r.Unit == Month {
		unit = "个" + unit
	}
	switch r.Direction {
	case Backward:
		return fmt.Sprintf("%s %s，当日不算，往前数 %d %s", r.Counted, from, r.Number, unit)
	case Term:
		return fmt.Sprintf("%s %s，期限 %d %s", r.Counted, from, r.Number, unit)
	}
	return fmt.Sprintf("%s %s，次日起算 %d %s", r.Counted, from, r.Number, unit)
}

// shifted cites the article that moves a last day on a rest day.
func (t *timeLaw) shifted(on civil.Date) string {
	for _, l := range t.Shift {
		if l.holds(on) {
			return l.cite(l.Article)
		}
	}
	return ""
}

// CountBasis cites the article by which the day of the event is not counted.
func (d Deadline) CountBasis() string {
	if d.Rule.time == nil {
		return ""
	}
	for _, l := range d.Rule.time.Count {
		if l.holds(d.From) {
			return l.cite(l.Article)
		}
	}
	return ""
}

package command

import (
	"fmt"

	"unionledger/app/platform"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/schedule"
)

// calendarVerb are the verbs about the calendar of reports.
type calendarVerb struct {
	List   calendarListVerb   `cmd:"" help:"列出要报的：哪一期、截止日、已报还是待报、依据"`
	Put    calendarPutVerb    `cmd:"" help:"增加一条，或修改一条（写它的代号）"`
	Off    calendarOffVerb    `cmd:"" help:"停用一条，不再提醒"`
	On     calendarOnVerb     `cmd:"" help:"重新启用一条"`
	Drop   calendarDropVerb   `cmd:"" help:"删除自己加的一条；改过的恢复随程序带的"`
	Done   calendarDoneVerb   `cmd:"" help:"登记这一期已经报了，可写怎么报的"`
	Undone calendarUndoneVerb `cmd:"" help:"把最近登记的已报改回待报"`
	Export calendarExportVerb `cmd:"" help:"把整个上报日历存成文件，给别的单位用"`
	Import calendarImportVerb `cmd:"" help:"采用这样的文件"`
}

type calendarListVerb struct {
	ledgerFlag
	At string `name:"on" help:"看哪一天，默认今天" placeholder:"日期"`
}

func (v *calendarListVerb) Run(r *run) error {
	on, err := r.day(v.At)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		list, err := schedule.Current(r.ctx, l.Read(), on)
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(list)
		}
		for _, o := range list {
			state := o.State()
			if o.Entry.Broken != "" {
				r.say("%s  %s  %s　%s", state, o.Entry.Name, o.Entry.Key, o.Entry.Broken)
				continue
			}
			switch {
			case o.Entry.Off:
				state = "停用"
			case !o.Reported && o.Due.Before(on):
				state = "过期未报"
			}
			r.say("%s  %s 截止  %s  %s", state, o.Due, o.Title(), o.Entry.Key)
			if o.Reported {
				how := o.Note
				if o.Run != 0 {
					how = fmt.Sprintf("第 %d 次报送", o.Run)
				}
				r.say("    %s 报　%s", o.ReportedOn, how)
			}
			if o.Missed != nil {
				r.say("    上一期（%s）没有登记", o.Missed.PeriodWords())
			}
			r.say("    依据 %s", o.Entry.Cite())
		}
		return nil
	})
}

type calendarPutVerb struct {
	ledgerFlag
	Key     string `help:"要修改的那一条，见 list；不写是增加" placeholder:"代号"`
	Name    string `help:"报什么" placeholder:"名称"`
	Every   string `help:"多久一次：month 每月、quarter 每季、half 每半年、year 每年、once 一次" placeholder:"周期"`
	Year    string `help:"按哪种年度：calendar 公历年、statistics 统计年度（10 月 1 日至次年 9 月 30 日）" placeholder:"年度"`
	Month   int    `help:"截止月，每年一次的才写" placeholder:"月"`
	Day     int    `help:"截止日" placeholder:"日"`
	Date    string `help:"只报一次的截止日" placeholder:"日期"`
	Of      string `help:"报哪一期：this 本期、last 上期" placeholder:"期"`
	Ahead   *int   `help:"提前多少天提醒" placeholder:"天数"`
	Profile string `help:"用哪张表报，见 unionledger profiles；- 是不用程序报" placeholder:"代号"`
	Finish  string `help:"怎样算办完" placeholder:"文字"`
	Basis   string `help:"依据" placeholder:"文字"`
	Sure    *bool  `help:"依据对照通知核对过" negatable:""`
}

func (v *calendarPutVerb) Run(r *run) error {
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		e := schedule.Entry{Every: schedule.Yearly, Year: schedule.CalendarYear, Of: schedule.ThisPeriod, Ahead: 15, Sureness: schedule.FromMemory}
		if v.Key != "" {
			list, err := schedule.Of(r.ctx, l.Read())
			if err != nil {
				return err
			}
			if e, err = schedule.Find(list, v.Key); err != nil {
				return err
			}
		}
		if err := v.change(&e); err != nil {
			return err
		}
		op, err := schedule.Put(r.ctx, l, e)
		return r.lawDone(v.JSON, op, err, "已保存，可以撤销。")
	})
}

// change puts in what the command line says.
func (v *calendarPutVerb) change(e *schedule.Entry) error {
	for _, t := range []struct {
		to   *string
		text string
	}{{&e.Name, v.Name}, {&e.Year, v.Year}, {&e.Of, v.Of}, {&e.Profile, v.Profile}, {&e.Done, v.Finish}, {&e.Basis, v.Basis}} {
		if t.text != "" {
			*t.to = t.text
		}
	}
	if e.Profile == "-" {
		e.Profile = ""
	}
	if v.Every != "" {
		e.Every = schedule.Cycle(v.Every)
	}
	if v.Month != 0 {
		e.Month = v.Month
	}
	if v.Day != 0 {
		e.Day = v.Day
	}
	if v.Ahead != nil {
		e.Ahead = *v.Ahead
	}
	if v.Sure != nil {
		e.Sureness = map[bool]string{true: schedule.Sourced, false: schedule.FromMemory}[*v.Sure]
	}
	if v.Date != "" {
		d, err := civil.Parse(v.Date)
		if err != nil {
			return usageError{fmt.Errorf("“%s”不是日期，请写成 2022-05-06 这样。", v.Date)}
		}
		e.Date = d
	}
	return nil
}

// entryFlag names an entry of the calendar.
type entryFlag struct {
	ledgerFlag
	Key string `arg:"" name:"代号" help:"见 report-calendar list"`
}

// on finds the entry and works on it.
func (v entryFlag) on(r *run, words string, do func(*ledger.Ledger, schedule.Entry) (int64, error)) error {
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		list, err := schedule.Of(r.ctx, l.Read())
		if err != nil {
			return err
		}
		e, err := schedule.Find(list, v.Key)
		if err != nil {
			return err
		}
		op, err := do(l, e)
		return r.lawDone(v.JSON, op, err, words)
	})
}

type calendarOffVerb struct{ entryFlag }

func (v *calendarOffVerb) Run(r *run) error {
	return v.on(r, "已停用，可以撤销。", func(l *ledger.Ledger, e schedule.Entry) (int64, error) {
		e.Off = true
		return schedule.Put(r.ctx, l, e)
	})
}

type calendarOnVerb struct{ entryFlag }

func (v *calendarOnVerb) Run(r *run) error {
	return v.on(r, "已启用，可以撤销。", func(l *ledger.Ledger, e schedule.Entry) (int64, error) {
		e.Off = false
		return schedule.Put(r.ctx, l, e)
	})
}

type calendarDropVerb struct{ entryFlag }

func (v *calendarDropVerb) Run(r *run) error {
	return v.on(r, "已删除；随程序带的恢复原样。可以撤销。", func(l *ledger.Ledger, e schedule.Entry) (int64, error) {
		return schedule.Drop(r.ctx, l, e)
	})
}

type calendarDoneVerb struct {
	entryFlag
	Date string `help:"哪一天报的，默认今天" placeholder:"日期"`
	Note string `help:"怎么报的，如 网上填报、交给张干事" placeholder:"文字"`
}

func (v *calendarDoneVerb) Run(r *run) error {
	day, err := r.day(v.Date)
	if err != nil {
		return err
	}
	return v.on(r, "已登记，可以撤销。", func(l *ledger.Ledger, e schedule.Entry) (int64, error) {
		o, err := schedule.CurrentOf(r.ctx, l.Read(), e, day)
		if err != nil {
			return 0, err
		}
		return schedule.Tick(r.ctx, l, o, day, v.Note)
	})
}

type calendarUndoneVerb struct{ entryFlag }

func (v *calendarUndoneVerb) Run(r *run) error {
	return v.on(r, "最近登记的一期已改回待报，可以撤销。", func(l *ledger.Ledger, e schedule.Entry) (int64, error) {
		o, err := schedule.Ticked(r.ctx, l.Read(), e)
		if err != nil {
			return 0, err
		}
		return schedule.Untick(r.ctx, l, o)
	})
}

type calendarExportVerb struct {
	ledgerFlag
	Out string `arg:"" name:"文件.yaml"`
}

func (v *calendarExportVerb) Run(r *run) error {
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		list, err := schedule.Of(r.ctx, l.Read())
		if err != nil {
			return err
		}
		text, err := schedule.Text(list)
		if err != nil {
			return err
		}
		if err := writeNew(v.Out, text); err != nil {
			return err
		}
		if v.JSON {
			return r.json(map[string]string{"file": v.Out})
		}
		r.say("已存到 %s。", v.Out)
		for _, e := range list {
			if e.Broken != "" {
				r.say("“%s”读不懂，没有存进去。", e.Name)
			}
		}
		return nil
	})
}

type calendarImportVerb struct {
	ledgerFlag
	File string `arg:"" name:"文件.yaml"`
}

func (v *calendarImportVerb) Run(r *run) error {
	text, err := platform.ReadText(v.File)
	if err != nil {
		return err
	}
	list, err := schedule.Parse(text)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		op, err := schedule.Adopt(r.ctx, l, list)
		return r.lawDone(v.JSON, op, err, "已采用，可以撤销。")
	})
}

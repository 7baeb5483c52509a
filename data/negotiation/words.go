package negotiation

import (
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/rule"
)

// words is the short remark of a step on the time line.
func (d Dossier) words(s Step, sp spec, p *rule.Profile, today civil.Date) string {
	if s.miscounted(d) {
		return "票数不对"
	}
	switch s.State {
	case Gap:
		return "没有记录"
	case Failed:
		return fmt.Sprintf("未通过 %s / %s", d.Get("agreed"), d.Get("entitled"))
	case Done:
		return d.doneWords(s, sp)
	case Now, Late:
		if s.HasRule && s.Deadline.Known && !s.Deadline.Rule.Silent {
			return Remaining(s.Deadline, today)
		}
	}
	if day := d.done(sp); day.First().After(today) {
		return "定在 " + day.String()
	}
	if !s.HasRule {
		return ""
	}
	return lawWords(s.Deadline.Rule)
}

func (d Dossier) doneWords(s Step, sp spec) string {
	switch sp.done {
	case "announced":
		if d.Get("announced") == "" {
			return "未公示"
		}
		return "已公示"
	case "received":
		return "已签收"
	case "meeting":
		if d.Yes("minutes_signed") {
			return "纪要已签"
		}
		return "已开会"
	case "negotiated":
		if from := d.Date("offered"); from.Complete() && s.Date.Complete() {
			return fmt.Sprintf("第 %d 日", from.DaysUntil(s.Date))
		}
	case "congress":
		if d.Get("agreed") != "" && d.Get("entitled") != "" {
			return d.Get("agreed") + " / " + d.Get("entitled") + " 同意"
		}
		return "票数未填"
	case "signed":
		return "双方首席"
	case "effective":
		return "已生效"
	}
	if s.HasRule && s.Deadline.Known && s.Date.Complete() {
		return Timeliness(s.Deadline, s.Date)
	}
	return "已办"
}

// Timeliness says how a thing done on a day stood to its deadline: 提前 4 天,
// 最后一日, 顺延期内, 逾期 3 天. Days are calendar days.
func Timeliness(dl rule.Deadline, done civil.Date) string {
	n := done.DaysUntil(dl.Raw)
	switch {
	case n > 0:
		return fmt.Sprintf("提前 %d 天", n)
	case n == 0:
		return "最后一日"
	case !done.After(dl.Final()):
		return "顺延期内"
	}
	return fmt.Sprintf("逾期 %d 天", dl.Final().DaysUntil(done))
}

// Remaining says how a thing not done stands on a day, by the advised day while
// it lasts: 还剩 1 天, 今天到期, 法定还剩 1 天, 顺延期还剩 1 天, 逾期 3 天.
func Remaining(dl rule.Deadline, today civil.Date) string {
	advised, raw, final := today.DaysUntil(dl.Advised), today.DaysUntil(dl.Raw), today.DaysUntil(dl.Final())
	switch {
	case advised > 0:
		return fmt.Sprintf("还剩 %d 天", advised)
	case raw == 0 || advised == 0 && final <= 0:
		return "今天到期"
	case advised == 0:
		return "建议今天办"
	case raw > 0:
		return fmt.Sprintf("法定还剩 %d 天", raw)
	case final > 0:
		return fmt.Sprintf("顺延期还剩 %d 天", final)
	case final == 0:
		return "顺延期最后一日"
	}
	return fmt.Sprintf("逾期 %d 天", -final)
}

// lawWords says in short what the law gives a step.
func lawWords(r rule.Rule) string {
	switch {
	case r.Number == 0 && r.Start == "effective":
		return "生效后"
	case r.Number == 0:
		return ""
	case r.Unit == rule.Year:
		return fmt.Sprintf("每 %d 年报告", r.Number)
	case r.Silent:
		return fmt.Sprintf("%d %s", r.Number, r.Unit)
	case r.Direction == rule.Backward:
		return fmt.Sprintf("会前 %d %s", r.Number, r.Unit)
	}
	return fmt.Sprintf("%d %s内", r.Number, r.Unit)
}

// LimitWords says in a few words what time the law gives: 双方首席代表签字后 10
// 日内, 举行协商会议前 7 个工作日.
func LimitWords(r rule.Rule) string {
	unit := string(r.Unit)
	if r.Unit == rule.Workday || r.Unit == rule.Month {
		unit = "个" + unit
	}
	switch {
	case r.Number == 0:
		return ""
	case r.Window:
		return fmt.Sprintf("%s前 %d %s内", r.Counted, r.Number, unit)
	case r.Direction == rule.Backward:
		return fmt.Sprintf("%s前 %d %s", r.Counted, r.Number, unit)
	case r.Direction == rule.Total:
		return fmt.Sprintf("%s累计不超过 %d %s", r.Counted, r.Number, unit)
	case r.Direction == rule.Term:
		return fmt.Sprintf("自%s %d %s", r.Counted, r.Number, unit)
	case r.Silent:
		return fmt.Sprintf("%s后 %d %s没有异议即生效", r.Counted, r.Number, unit)
	}
	return fmt.Sprintf("%s后 %d %s内", r.Counted, r.Number, unit)
}

// Elapsed says how many days a round has run since the offer was sent, up to the
// day the contract took effect or else today, and how many the law gives (0: no
// limit). False while the offer has no date.
func (d Dossier) Elapsed(p *rule.Profile, today civil.Date) (days, limit int, ok bool) {
	from, end := d.Date("offered"), d.Date("effective")
	if !from.Complete() {
		return 0, 0, false
	}
	if !end.Complete() {
		end = today
	}
	if r, has := p.Deadline("D3", d.Kind(), d.when()); has {
		limit = r.Number
	}
	return from.DaysUntil(end), limit, true
}

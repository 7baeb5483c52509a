package agenda

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/report"
	"unionledger/data/schedule"
)

// reports calls out the reports of the calendar: those to be made, and until their last
// day those that were.
func reports(ctx context.Context, r ledger.Reader, under law.Law, on civil.Date) ([]Item, error) {
	var members int // a ledger without any has nothing to report yet
	if err := r.QueryRowContext(ctx, `SELECT count(*) FROM member`).Scan(&members); err != nil || members == 0 {
		return nil, err
	}
	list, err := schedule.Current(ctx, r, on)
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, o := range list {
		if o.Entry.Broken != "" {
			out = append(out, Item{Kind: Report, Title: "上报日历里的“" + o.Entry.Name + "”读不懂", Detail: o.Entry.Broken, Words: o.State(), Basis: "本台账的上报日历", Action: "看日历", Severity: problem.Warning})
			continue
		}
		if o.Entry.Off || o.Opens.After(on) {
			continue
		}
		it := dated(Item{Kind: Report, Title: "报送" + o.Entry.Name, Basis: o.Entry.Cite(), Action: "去上报", Profile: o.Entry.Profile, State: o.State()}, o.Due, under, on)
		it.Detail = fmt.Sprintf("%s：%s，%s 截止", o.State(), o.PeriodWords(), o.Due)
		if o.Entry.Profile == "" {
			it.Action = "看日历"
		}
		if o.Reported {
			it.Words, it.Severity, it.Action = "已报", problem.Hint, "看日历"
			it.Detail = fmt.Sprintf("%s，%s 报", o.PeriodWords(), o.ReportedOn)
		}
		out = append(out, it)
	}
	return out, nil
}

// returned calls out the rows that the union above sent back and nobody has seen to.
func returned(ctx context.Context, r ledger.Reader, _ law.Law, _ civil.Date) ([]Item, error) {
	open, err := report.OpenFeedback(ctx, r)
	if err != nil || len(open) == 0 {
		return nil, err
	}
	it := Item{Kind: Feedback, Title: fmt.Sprintf("上级退回的还有 %d 条没办", len(open)), Detail: open[0].Name + "：" + open[0].Reason, Words: fmt.Sprintf("%d 条", len(open)),
		Basis: "上级系统的反馈“" + open[0].File + "”", Action: "去处理", Severity: problem.Warning}
	if len(open) > 1 {
		it.Detail += "；等"
	}
	return []Item{it}, nil
}

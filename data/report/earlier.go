package report

import (
	"context"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// sentOnce is somebody's number in the last run of a form.
type sentOnce struct {
	record int64
	who    string
	day    civil.Date
}

// rememberer is a Source that knows what a form sent before.
type rememberer interface {
	earlier(ctx context.Context, p *Profile) (map[string]sentOnce, error)
}

// earlier gives the identity numbers of the form's last run, as they were written.
func (m Members) earlier(ctx context.Context, p *Profile) (map[string]sentOnce, error) {
	run, found, err := Before(ctx, m.Ledger, p.ID, 0)
	if err != nil || !found {
		return nil, err
	}
	sent, err := SentOf(ctx, m.Ledger, run)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(sent.Columns(), func(c SentColumn) bool { return c.Field == "id_number" })
	if at < 0 {
		return nil, nil
	}
	out := map[string]sentOnce{}
	for row, err := range sent.Rows() {
		if err != nil {
			return nil, err
		}
		if number := sent.Text(row, sent.Columns()[at]); number != "" {
			out[number] = sentOnce{row.Record, row.Who, run.MadeOn}
		}
	}
	return out, nil
}

// recall reads what was sent before where a check of the form asks for it. Where it
// cannot be read any more that is said, and all else is checked.
func (c *checker) recall(ctx context.Context, s Source, opt Options) (err error) {
	asks := slices.ContainsFunc(c.rules, func(r *running) bool { return r.Check == "not_sent" || r.Check == "not_sent_as_other" })
	m, remembers := s.(rememberer)
	if !asks || !remembers || opt.Corrects != 0 {
		return nil
	}
	all, err := m.earlier(ctx, c.profile)
	if ledger.IsKind(err, "damaged") {
		c.result.Problems = append(c.result.Problems, problem.Problem{Severity: problem.Warning, Kind: "earlier_unreadable", Table: c.set.Name,
			Message: "上次报送留在台账里的内容读不出来，没有和它核对（有没有报过、号码是不是换了人）；别的都照样查了。请在“设置”里核对台账，用较早的备份找回。"})
		return nil
	}
	for _, r := range c.rules {
		r.earlier = all
	}
	return err
}

// mine reports whether what was sent is of the row that is looked at: one of the same
// record or, since records of one person are merged, of the same name under that number.
func (e sentOnce) mine(r *running) bool { return e.record == r.record || e.who == r.who }

// sentAsOther finds a number that went up for somebody else the last time.
func (r *running) sentAsOther(v []string) (string, string) {
	e, ok := r.earlier[v[0]]
	if v[0] == "" || !ok || e.mine(r) {
		return "", ""
	}
	return "这个" + r.labels[0] + " " + e.day.String() + " 报上去的是“" + e.who + "”。同一个号码只能是一个人，上级系统会退回。请看身份证核对，同一个人登记了两次的请合并。", ""
}

// sentBefore finds who went up the last time already.
func (r *running) sentBefore(v []string) (string, string) {
	if e, ok := r.earlier[v[0]]; v[0] == "" || !ok || !e.mine(r) {
		return "", ""
	}
	return r.labels[0] + "上次已经报过。", ""
}

package roster

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"unionledger/app/page"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/trail"
	"unionledger/data/union"
)

// person is what the drawer shows of one member.
type person struct {
	member.Member
	groups []union.Group
	names  map[int64]string
	events []happened // newest first, what was corrected or declared void included
}

// happened is one event of a membership with the hand that entered it.
type happened struct {
	member.Event
	by  string // 沈雪娟 今天 09:15
	how string // 登记
	// over is what took its place, nil where it holds: a correction, or a 作废.
	over *happened
}

// after reports whether an entry is of a day after the one the page shows; the zero
// day is today, after which there is none.
func (h happened) after(on civil.Date) bool {
	return !on.IsZero() && !h.Date.IsZero() && h.Date.First().After(on)
}

// readPerson reads what the form and the events of a member show, the state as of a
// day.
func readPerson(ctx context.Context, l *ledger.Ledger, id int64, today, on civil.Date) (person, error) {
	var p person
	var err error
	if p.Member, err = member.Get(ctx, l.Read(), id, on); err != nil {
		return p, err
	}
	if p.groups, err = union.Groups(ctx, l.Read()); err != nil {
		return p, err
	}
	p.names = union.Names(p.groups)
	p.events, err = readStory(ctx, l, id, today)
	return p, err
}

// readStory reads the entries of a membership, newest first, each with its hand.
// What declares another one void stands with that, not by itself.
func readStory(ctx context.Context, l *ledger.Ledger, id int64, today civil.Date) ([]happened, error) {
	entries, err := member.Entries(ctx, l.Read(), id)
	if err != nil {
		return nil, err
	}
	all := make(map[int64]*happened, len(entries))
	for _, e := range entries {
		of, err := l.RowHistory(ctx, eventFields.Name, e.ID)
		if err != nil {
			return nil, err
		}
		h := happened{Event: e}
		if of = trail.LastLife(of); len(of) > 0 {
			op := of[0].Operation
			h.by, h.how = op.Operator+" "+page.Moment(op.At, today), entered(op.Kind)
		}
		all[e.ID] = &h
	}
	var out []happened
	for _, e := range slices.Backward(entries) {
		h := *all[e.ID]
		if h.over = all[e.CorrectedBy]; e.Kind != member.Voided {
			out = append(out, h)
		}
	}
	return out, nil
}

// entered says how an event came into the ledger.
func entered(kind string) string {
	if kind == "import" {
		return "由花名册导入"
	}
	return "登记"
}

// summary is the line below the name: group, post, sex, age.
func (p *person) summary(today civil.Date) string {
	var parts []string
	for _, s := range []string{p.names[p.Int("department")], p.Get("post"), p.Get("gender")} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if born := p.Date("birth_date"); born.Month > 0 {
		parts = append(parts, strconv.Itoa(born.YearsTo(today))+" 岁")
	}
	return strings.Join(parts, "，")
}

// standing are the words for what the state means now.
func standing(s member.State) []string {
	var out []string
	for _, w := range []struct {
		so      bool
		yes, no string
	}{{s.Votes(), "有表决权", "没有表决权"}, {s.OwesDues(), "应缴会费", "不缴会费"}, {s.Counted(), "计入会员数", "不计入会员数"}} {
		if w.so {
			out = append(out, w.yes)
		} else {
			out = append(out, w.no)
		}
	}
	return out
}

// story says what an event was; before are the entries before it, the newest first.
func story(e member.Event, before []happened) string {
	switch e.Kind {
	case member.Joined:
		switch {
		case wasIn(before):
			return "重新入会"
		case len(before) > 0 && before[0].over == nil && before[0].Kind == member.Applied:
			return "申请获得批准，会籍从这天算起"
		}
		return "首次入会，会籍连续计算"
	case member.MovedIn:
		return "由外单位工会转入本会"
	case member.MovedOut:
		return "会籍转出本会"
	case member.Retain:
		return "保留会籍，不缴会费，不计入会员数"
	case member.Resumed:
		return "恢复会籍"
	case member.Applied:
		return "申请入会，待批准"
	case member.Refused:
		return "入会申请没有批准"
	case member.LapsedByRule:
		return "按规定视为自动退会"
	case member.WasExpelled:
		return "开除会籍"
	case member.Died:
		return "去世，会籍终止"
	}
	return "办理" + string(e.Kind)
}

// wasIn reports whether entries that hold made somebody a member.
func wasIn(entries []happened) bool {
	return slices.ContainsFunc(entries, func(h happened) bool {
		return h.over == nil && (h.Kind == member.Joined || h.Kind == member.MovedIn)
	})
}

// facts are the named facts of an event, in order.
func eventFacts(e member.Event) [][2]string {
	other := "转入工会"
	if e.Kind == member.MovedIn {
		other = "原工会"
	}
	dues, from := "计费", ""
	if ends(e.Kind) {
		dues = "停收会费"
	}
	if !e.DuesFrom.IsZero() {
		from = "自 " + e.DuesFrom.String() + " 起"
	}
	var out [][2]string
	for _, f := range [][2]string{{other, e.OtherUnion}, {"原因", e.Reason}, {"凭据", e.Document}, {"会议记录", e.MinuteNo}, {dues, from}, {"备注", e.Note}, {"更正", e.Why}} {
		if f[1] != "" {
			out = append(out, f)
		}
	}
	return out
}

// paidMonth is one month of the drawer's 会费.
type paidMonth struct {
	month     civil.YearMonth
	words     string
	due, paid string
}

// readDues reads the last twelve months of a member, newest first, and what is
// still owed.
func readDues(ctx context.Context, l *ledger.Ledger, m member.Member, today civil.Date) ([]paidMonth, string, error) {
	years := map[int]dues.MemberYear{}
	end := today.YearMonth()
	for _, year := range []int{end.Year - 1, end.Year} {
		list, err := dues.Year(ctx, l.Read(), year, []int64{m.Int("department")})
		if err != nil {
			return nil, "", err
		}
		for _, y := range list {
			if y.Member == m.ID {
				years[year] = y
			}
		}
	}
	var out []paidMonth
	for n := range 12 {
		month := end.Add(-n)
		c := years[month.Year].Months[month.Month-1]
		if !c.Billed {
			continue
		}
		line := paidMonth{month: month, words: c.Words()}
		if c.Due > 0 {
			line.due, line.paid = c.Due.String(), c.Paid.String()
		}
		out = append(out, line)
	}
	return out, years[end.Year].Owing().String(), nil
}

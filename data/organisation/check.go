package organisation

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// check finds what the organisation lacks or has wrong, with the article.
func (p *Picture) check() {
	p.needs()
	for _, b := range p.Bodies {
		if b.Has {
			p.term(b)
			p.seats(b)
		}
	}
	p.apart()
	p.certificate()
	for _, y := range p.Years {
		p.year(y)
	}
}

// find notes a problem; what rests on a rule that was not checked against its text
// is never more than a hint.
func (p *Picture) find(s problem.Severity, kind, table string, record int64, who string, g union.Ground, format string, args ...any) {
	q := problem.Problem{Severity: s, Kind: kind, Table: table, Record: record, Who: who, Message: fmt.Sprintf(format, args...)}
	if g.Basis != "" {
		q.Basis = g.Cite()
		if !g.Sourced() {
			q.Severity = problem.Hint
		}
	}
	p.Problems = append(p.Problems, q)
}

// needs calls out bodies that the number of members asks for.
func (p *Picture) needs() {
	for _, n := range p.Law.Needs(p.On) {
		have, word := p.Total.Members, "会员"
		least := n.Members
		if n.Women > 0 {
			have, word, least = p.Total.Women, "女会员", n.Women
		}
		there := slices.ContainsFunc(p.Bodies, func(b Body) bool { return b.Kind == n.Body && b.Has })
		if have < least || there {
			continue
		}
		p.find(problem.Warning, "body_missing", "union_body", 0, n.Body, n.Ground, "现有%s %d 人，还没有登记%s的任期：%s。已经建立的，请在“组织机构”里登记。", word, have, n.Body, n.Text)
	}
}

// term looks at the days of a current term.
func (p *Picture) term(b Body) {
	t, start, end := b.Term, b.Term.Date("term_start"), b.Term.End()
	rule, ruled := p.Law.TermYears(b.Kind, p.day(start))
	say := func(s problem.Severity, kind, format string, args ...any) {
		p.find(s, kind, "union_term", t.ID, b.Kind, rule.Ground, format, args...)
	}
	switch {
	case end.IsZero():
		p.find(problem.Warning, "term_end_unknown", "union_term", t.ID, b.Kind, union.Ground{}, "%s%s没有写什么时候届满，到期时不能提醒。请填任期开始和年数。", b.Kind, t.Title())
	case end.Last().Before(p.On):
		p.find(problem.Error, "term_over", "union_term", t.ID, b.Kind, union.Ground{}, "%s%s已于 %s 届满，还没有换届。", b.Kind, t.Title(), end)
	}
	if years, whole := wholeYears(start, end); ruled && whole != "" && !slices.Contains(rule.Years, years) {
		say(problem.Warning, "term_length", "%s%s从 %s 到 %s，是%s：%s。请核对日期。", b.Kind, t.Title(), start, end, whole, rule.Text)
	}
}

// day is the day itself, else the day of the picture.
func (p *Picture) day(d civil.Date) civil.Date {
	if d.IsZero() {
		return p.On
	}
	return d
}

// wholeYears says how long a term is; a few days more or less make no difference.
// Of dates that lack their day the months are counted.
func wholeYears(start, end civil.Date) (years int, words string) {
	if start.IsZero() || end.IsZero() || start.Month == 0 || end.Month == 0 {
		return 0, ""
	}
	days := start.First().DaysUntil(end.Last())
	years = (days + 182) / 365
	if off := days - years*365; off < -31 || off > 31 {
		return 0, fmt.Sprintf(" %d 个月", (days+15)*12/365)
	}
	return years, fmt.Sprintf(" %d 年", years)
}

// seats looks at who sits in a term.
func (p *Picture) seats(b Body) {
	lead := p.Law.Body(b.Kind).Lead
	if !slices.ContainsFunc(b.Seats, func(s Seat) bool { return s.Get("post") == lead }) {
		p.find(problem.Warning, "lead_vacant", "union_term", b.Term.ID, b.Kind, union.Ground{}, "%s%s没有在任的%s。空缺的请补选后登记，已经选出的请补登。", b.Kind, b.Term.Title(), lead)
	}
	for _, s := range b.Seats {
		if s.Member != 0 && !s.State.Counted() {
			p.find(problem.Warning, "seat_left", "union_post", s.ID, s.Get("name"), union.Ground{}, "%s是%s的%s，会籍现在是“%s”。离任的请填任职止，空缺的要补选。", s.Get("name"), b.Kind, s.Get("post"), s.State)
		}
	}
}

// apart calls out people whose posts exclude each other.
func (p *Picture) apart() {
	for _, rule := range p.Law.Aparts(p.On) {
		for _, a := range p.seatsOf(rule.Body) {
			if !slices.Contains(rule.Posts, a.Get("post")) {
				continue
			}
			for _, b := range p.seatsOf(rule.Other) {
				if a.Get("name") == b.Get("name") && (a.Member == b.Member || a.Member == 0 || b.Member == 0) {
					p.find(problem.Warning, "posts_apart", "union_post", b.ID, b.Get("name"), rule.Ground, "%s是%s的%s，又是%s的%s：%s。", a.Get("name"), rule.Body, a.Get("post"), rule.Other, b.Get("post"), rule.Text)
				}
			}
		}
	}
}

func (p *Picture) seatsOf(kind string) []Seat {
	for _, b := range p.Bodies {
		if b.Kind == kind {
			return b.Seats
		}
	}
	return nil
}

// certificate compares the certificate in hand with the day and the chair.
func (p *Picture) certificate() {
	c, has := union.CertificateOn(p.Certificates, p.On)
	if !has {
		return
	}
	if end := c.Date("valid_to"); !end.IsZero() && end.Last().Before(p.On) {
		p.find(problem.Error, "certificate_over", "union_certificate", c.ID, "法人资格证书", union.Ground{}, "工会法人资格证书已于 %s 到期。换领后请登记新证书。", end)
	}
	legal, chair := c.Get("legal_person"), p.Unit.Union.Get("chair")
	if legal != "" && chair != "" && legal != chair {
		p.find(problem.Hint, "legal_person", "union_certificate", c.ID, "法人资格证书", p.Law.Change, "证书上的法定代表人是%s，现任主席是%s：%s。", legal, chair, p.Law.Change.Text)
	}
}

// year compares the figures of a year with each other and with the roster.
func (p *Picture) year(y Year) {
	on := y.Get("as_of")
	say := func(s problem.Severity, kind, key, format string, args ...any) {
		f := union.YearFields.Must(key)
		p.Problems = append(p.Problems, problem.Problem{Severity: s, Kind: kind, Table: "union_year", Record: y.ID, Who: on, Field: key, Label: f.Label,
			Value: y.Get(key), Message: fmt.Sprintf("%s 的年度数字：", on) + fmt.Sprintf(format, args...)})
	}
	for _, pair := range [][2]string{{"members", "staff"}, {"women_members", "members"}, {"migrant_members", "members"}, {"dispatch_members", "members"},
		{"women_staff", "staff"}, {"migrant_staff", "staff"}, {"dispatch_staff", "staff"}, {"women_members", "women_staff"}} {
		few, many := y.Get(pair[0]), y.Get(pair[1])
		if few != "" && many != "" && y.Int(pair[0]) > y.Int(pair[1]) {
			say(problem.Error, "counts", pair[0], "%s %s 多于%s %s。请核对哪一个错了。", label(pair[0]), few, label(pair[1]), many)
		}
	}
	for _, c := range y.Counts() {
		if given := y.Get(c.Key); given != "" && y.Int(c.Key) != int64(c.Counted) {
			say(problem.Warning, "differs", c.Key, "%s填的是 %s，按现在的名册统计是 %d，差 %d。请看是名册还没有登记全，还是填错了。", label(c.Key), given, c.Counted, y.Int(c.Key)-int64(c.Counted))
		}
	}
	if staff := y.Int("staff"); y.Get("members") == "" && staff > 0 && int64(y.Counted.Members) > staff {
		say(problem.Error, "counts", "staff", "名册上的会员 %d 人多于职工人数 %d。请核对职工人数，或看名册里有没有该转出的人。", y.Counted.Members, staff)
	}
}

// label is the name of a figure without its 其中.
func label(key string) string { return strings.TrimPrefix(union.YearFields.Must(key).Label, "其中") }

// Compared is a figure that was given and that the ledger counts as well.
type Compared struct {
	Key     string
	Counted int
}

// Counts are the figures of a year that the ledger counts.
func (y Year) Counts() []Compared {
	return []Compared{{"members", y.Counted.Members}, {"women_members", y.Counted.Women}, {"migrant_members", y.Counted.Migrant},
		{"dispatch_members", y.Counted.Dispatch}, {"full_time", y.Full}, {"part_time", y.Part}}
}

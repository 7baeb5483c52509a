package demo

import (
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// seat is a post of the demonstration union; a name that is not given is that of a
// member, of the sex where that is given.
type seat struct{ name, sex, post, way string }

// committees are the bodies with their people, the lead first.
var committees = []struct {
	kind  string
	seats []seat
}{
	{union.Committee, []seat{{"郑海", "", "主席", "兼职"}, {"", "", "副主席", "兼职"}, {Operator, "", "组织委员", "专职"}, {"", "", "宣传委员", "兼职"},
		{"", "", "生产委员", "兼职"}, {"", "女", "女职工委员", "兼职"}, {"", "", "财务委员", "兼职"}}},
	{"经费审查委员会", []seat{{"", "", "主任", "兼职"}, {"", "", "委员", "兼职"}, {"", "", "委员", "兼职"}}},
	{"女职工委员会", []seat{{"", "女", "主任", "兼职"}, {"", "女", "委员", "兼职"}, {"", "女", "委员", "兼职"}}},
	{"劳动争议调解委员会", []seat{{"郑海", "", "主任", "兼职"}, {"", "", "调解员", "兼职"}}},
}

// years is how long a term of the demonstration union lasts.
const years = 3

// organisation plans the elections of the bodies, the certificate and the figures
// of the last two years.
func (m *maker) organisation(members int) {
	start := m.today.AddDays(-700)
	m.plan(start, func() error {
		people, err := m.candidates()
		if err != nil {
			return err
		}
		return m.write(union.OrganisationOp, "登记机构和第五届任期", func(tx *ledger.Tx) error { return m.elect(tx, start, people) })
	})
	m.plan(start.AddDays(30), func() error {
		return m.write(union.OrganisationOp, "登记法人资格证书", func(tx *ledger.Tx) error {
			_, err := union.PutCertificate(tx, union.Certificate{Record: filled(union.CertificateFields, map[string]string{
				"number": "工法证字第 330101009 号", "issuer": "建德市总工会", "issued": start.AddDays(20).String(), "valid_from": start.String(),
				"valid_to": start.AddMonths(12 * years).AddDays(-1).String(), "legal_person": "郑海", "address": "浙江省杭州市建德市洋溪街道云栎路 1 号", "funds_fen": "3000000"})})
			return err
		})
	})
	for back := 2; back > 0; back-- {
		as := civil.Of(m.today.Year-back, 12, 31)
		day := as.AddDays(10)
		if day.After(m.today) {
			day = m.today
		}
		m.plan(day, func() error { return m.yearly(as, members, back) })
	}
}

func filled(set *field.Set, values map[string]string) field.Record {
	rec := set.NewRecord()
	for key, v := range values {
		rec.Set(key, v)
	}
	return rec
}

// candidates are members of the first few hundred to whom nothing happens later.
func (m *maker) candidates() ([]member.Member, error) {
	var ids []int64
	for id := int64(3); id < whole; id += 11 {
		ids = append(ids, id)
	}
	found, err := member.Page(m.ctx, m.l.Read(), ids, m.today.AddDays(-700))
	if err != nil {
		return nil, err
	}
	gone := map[int64]bool{}
	for _, c := range m.leaving() {
		gone[c.id] = true
	}
	var out []member.Member
	for _, p := range found {
		if p.State == member.Active && !gone[p.ID] {
			out = append(out, p)
		}
	}
	return out, nil
}

// elect enters the bodies with the term before and the present one; of the former
// only the committee's chair is known. Seats no member is left for stay empty.
func (m *maker) elect(tx *ledger.Tx, start civil.Date, people []member.Member) error {
	for _, c := range committees {
		body, err := union.AddBody(tx, c.kind)
		if err != nil {
			return err
		}
		before := start.AddMonths(-12 * years)
		old := union.Term{Body: body, Record: filled(union.TermFields, map[string]string{"number": "4", "term_start": before.String(), "years": strconv.Itoa(years),
			"term_end": start.AddDays(-1).String(), "elected": before.String(), "election_form": "会员代表大会选举"})}
		if c.kind == union.Committee {
			if old.ID, err = union.PutTerm(tx, old); err != nil {
				return err
			}
			chair := filled(union.PostFields, map[string]string{"name": "钱根荣", "post": "主席", "work_form": "兼职", "from_date": before.String(), "to_date": start.AddDays(-1).String()})
			if _, err := union.PutPost(tx, union.Post{Term: old.ID, Record: chair}); err != nil {
				return err
			}
		}
		now := filled(union.TermFields, map[string]string{"number": "5", "term_start": start.String(), "years": strconv.Itoa(years),
			"elected": start.String(), "election_form": "会员代表大会选举", "meeting": "第五次会员代表大会", "minutes": "工会纪要第 1 号",
			"approval_no": "洋总工组〔" + strconv.Itoa(start.Year) + "〕12 号", "approval_date": start.AddDays(12).String()})
		term, err := union.PutTerm(tx, union.Term{Body: body, Record: now})
		if err != nil {
			return err
		}
		for _, s := range c.seats {
			if people, err = m.sit(tx, term, start, s, people); err != nil {
				return err
			}
		}
	}
	return nil
}

// sit enters who takes a seat and gives the people that are left.
func (m *maker) sit(tx *ledger.Tx, term int64, start civil.Date, s seat, people []member.Member) ([]member.Member, error) {
	p := union.Post{Term: term, Record: filled(union.PostFields, map[string]string{"name": s.name, "post": s.post, "work_form": s.way, "from_date": start.String()})}
	if s.post == "主席" {
		p.Set("phone", "19900009002")
	}
	for i, one := range people {
		if s.name == "" && (s.sex == "" || one.Get("gender") == s.sex) {
			p.Member = one.ID
			p.Set("name", one.Get("name"))
			people = append(people[:i:i], people[i+1:]...)
			break
		}
	}
	if p.Get("name") == "" {
		return people, nil // a very small roster
	}
	_, err := union.PutPost(tx, p)
	return people, err
}

// yearly enters the figures of a year as the clerk gave them: those of the roster,
// and for the year before last two members too many, to be found.
func (m *maker) yearly(as civil.Date, members, back int) error {
	f, err := member.Count(m.ctx, m.l.Read(), as)
	if err != nil {
		return err
	}
	staff := members + 15 - 5*(back-1)
	n := strconv.Itoa
	y := filled(union.YearFields, map[string]string{"as_of": as.String(), "staff": n(staff), "women_staff": n(max(f.Total.Women, staff*128/341)),
		"migrant_staff": n(max(f.Total.Migrant, staff*142/341)), "dispatch_staff": n(staff * 9 / 341),
		"members": n(f.Total.Members + 2*(back-1)), "women_members": n(f.Total.Women), "migrant_members": n(f.Total.Migrant), "dispatch_members": n(f.Total.Dispatch),
		"hardship": "3", "models": "1", "note": "职工人数由人力资源部提供"})
	return m.write(union.OrganisationOp, "登记年度数字："+as.String(), func(tx *ledger.Tx) error {
		_, err := union.PutYear(tx, union.Year{Record: y})
		return err
	})
}

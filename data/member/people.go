package member

import (
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// People are the members of a ledger, to be found for the rows of other sheets,
// such as wages or the answer of the union above.
type People struct {
	book  *registered
	empNo map[string][]*entry
}

// Found is who a row was found to be.
type Found struct {
	// Member is the id, 0 where nobody, or nobody for certain, was found.
	Member int64
	// Record is what the ledger holds of the member; department is the name of the
	// group. State is the member's state on the day asked for.
	Record field.Record
	State  State
	// ByNumber reports that the identity number was the same.
	ByNumber bool
	// Namesake is set where nobody was found, and the ledger has somebody of this
	// name whose other facts speak against it.
	Namesake bool
	// Kind and Conflict say why nobody was found for certain: the stable name, and
	// what is known, as a sentence without its full stop.
	Kind, Conflict string
}

// ReadPeople reads all members, with their states on a day.
func ReadPeople(ctx context.Context, r ledger.Reader, on civil.Date) (*People, error) {
	book, err := readBook(ctx, r, on)
	if err != nil {
		return nil, fmt.Errorf("读会员：%w", err)
	}
	p := &People{book: book, empNo: map[string][]*entry{}}
	for _, list := range book.name {
		for _, e := range list {
			if n := e.Get("emp_no"); n != "" {
				p.empNo[n] = append(p.empNo[n], e)
			}
		}
	}
	return p, nil
}

// Each hands over every member.
func (p *People) Each(fn func(Found)) {
	for _, list := range p.book.name {
		for _, e := range list {
			fn(e.found())
		}
	}
}

// Find looks for the member a record of Fields is about: by identity number, by
// number at work and name, by name and one more fact, and by the name alone only
// where one member has it and nothing speaks against. Birth and sex are taken from
// a usable identity number. Rows are looked at one by one: two may be found to be
// the same member.
func (p *People) Find(rec field.Record) Found {
	name := rec.Get("name")
	if e := p.book.number[rec.Get("id_number")]; e != nil && rec.Get("id_number") != "" {
		out := e.found()
		out.ByNumber = true
		if name != "" && name != e.Get("name") && !mayBeSlip(name, e.Get("name")) {
			return Found{Kind: "id_in_ledger_other_name", Conflict: fmt.Sprintf("台账里这个证件号码是“%s”的，姓名或号码有一个错了", e.Get("name"))}
		}
		return out
	}
	rec = withNumber(rec)
	list := p.book.name[name]
	if same := p.empNo[rec.Get("emp_no")]; rec.Get("emp_no") != "" && len(same) == 1 && same[0].Get("name") == name && same[0].mayBe(rec) {
		return same[0].found()
	}
	if len(list) == 1 && list[0].mayBe(rec) {
		return list[0].found()
	}
	m := p.book.byName(rec, nil)
	if m.entry == nil {
		conflict, _, _ := strings.Cut(m.conflict, "，这一行没有写入")
		return Found{Kind: m.kind, Conflict: conflict, Namesake: len(list) > 0}
	}
	m.entry.taken = false // another row may be the same member: the caller tells
	return m.entry.found()
}

// ByID gives a member of the list by his id.
func (p *People) ByID(id int64) (out Found, ok bool) {
	for _, list := range p.book.name {
		for _, e := range list {
			if e.id == id {
				return e.found(), true
			}
		}
	}
	return Found{}, false
}

// ByStaffNumber finds a member by the number at work alone, where only one has it.
func (p *People) ByStaffNumber(number string) (Found, bool) {
	if same := p.empNo[number]; number != "" && len(same) == 1 {
		return same[0].found(), true
	}
	return Found{}, false
}

func (e *entry) found() Found { return Found{Member: e.id, Record: e.Record, State: e.state} }

// withNumber is the record with birth and sex as its identity number tells them.
func withNumber(rec field.Record) field.Record {
	id, ok := UsableID(rec, lastDay)
	if !ok {
		return rec
	}
	rec = rec.Clone()
	rec.SetDate("birth_date", id.Birth)
	rec.Set("gender", id.Sex())
	return rec
}

// mayBe reports whether nothing that both know tells the member from the one a
// record of the same name is about.
func (e *entry) mayBe(rec field.Record) bool {
	a := withNumber(e.Record)
	_, goodA := UsableID(a, lastDay)
	_, goodB := UsableID(rec, lastDay)
	if goodA && goodB && a.Get("id_number") != rec.Get("id_number") {
		return false
	}
	born, other := a.Date("birth_date"), rec.Date("birth_date")
	return (born.IsZero() || other.IsZero() || agrees(born, other)) && !contradict(a, rec, "gender")
}

// mayBeSlip reports whether two different names are likely one that was mistyped:
// they sound the same, or differ in one character of several.
func mayBeSlip(a, b string) bool {
	if strings.Join(syllables(a), "") == strings.Join(syllables(b), "") {
		return true
	}
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) || len(x) < 2 {
		return false
	}
	differ := 0
	for i := range x {
		if x[i] != y[i] {
			differ++
		}
	}
	return differ == 1
}

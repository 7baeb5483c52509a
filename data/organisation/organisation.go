// Package organisation joins what the union keeps of itself (bodies, terms,
// certificate, yearly figures) with what the roster counts: who sits where and is
// still a member, which bodies the law asks for at this size, whether the figures
// given agree with the roster. It also merges and deletes groups, which only
// somebody who knows members and bills may do.
package organisation

import (
	"context"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// Picture is the organisation as of a day.
type Picture struct {
	On     civil.Date
	Unit   union.Unit
	Law    union.Law
	Bodies []Body
	// People are the members who sit, sat or will sit in a body, by number.
	People map[int64]Person
	// Certificates are all, the newest last.
	Certificates []union.Certificate
	// Years are the yearly figures, the newest first.
	Years []Year
	// Total are the members counted on the day.
	Total    member.Tally
	Problems []problem.Problem
}

// Body is a body with its current term.
type Body struct {
	union.Body
	// Term is the current one, where Has; Seats are who sits in it.
	Term  union.Term
	Has   bool
	Seats []Seat
}

// Seat is somebody in a post, with what the roster says of the person.
type Seat struct {
	union.Post
	// State and Group are empty for a name that is on no roster.
	State member.State
	Group string
}

// Year is what was given as of a day beside what the roster gives for it.
type Year struct {
	union.Year
	Counted member.Tally
	// Full and Part are the people in posts on that day, 专职 and 兼职.
	Full, Part int
}

// Read draws the picture as of a day.
func Read(ctx context.Context, r ledger.Reader, on civil.Date) (*Picture, error) {
	p := &Picture{On: on}
	var err error
	if p.Law, err = union.Shipped(); err != nil {
		return nil, err
	}
	if p.Unit, err = union.LoadOn(ctx, r, on); err != nil {
		return nil, err
	}
	if err = p.readBodies(ctx, r); err != nil {
		return nil, err
	}
	if p.Certificates, err = union.Certificates(ctx, r); err != nil {
		return nil, err
	}
	f, err := member.Count(ctx, r, on)
	if err != nil {
		return nil, err
	}
	p.Total = f.Total
	if err = p.readYears(ctx, r); err != nil {
		return nil, err
	}
	p.check()
	return p, nil
}

func (p *Picture) readBodies(ctx context.Context, r ledger.Reader) error {
	bodies, err := union.Bodies(ctx, r)
	if err != nil {
		return err
	}
	var ids []int64
	for _, b := range bodies {
		out := Body{Body: b}
		out.Term, out.Has = b.Current(p.On)
		if out.Has {
			for _, s := range out.Term.Sitting(p.On) {
				out.Seats = append(out.Seats, Seat{Post: s})
			}
		}
		for _, t := range b.Terms {
			for _, s := range t.People {
				if s.Member != 0 {
					ids = append(ids, s.Member)
				}
			}
		}
		p.Bodies = append(p.Bodies, out)
	}
	slices.Sort(ids)
	if p.People, err = people(ctx, r, slices.Compact(ids), p.On); err != nil {
		return err
	}
	for _, b := range p.Bodies {
		for i := range b.Seats {
			s := &b.Seats[i]
			if m, ok := p.People[s.Member]; ok {
				s.State, s.Group = m.State, m.Group
			}
		}
	}
	return nil
}

// Person is a member as the pages of the organisation name one.
type Person struct {
	ID    int64
	Name  string
	Group string
	Phone string
	State member.State
}

// people reads members by their ids.
func people(ctx context.Context, r ledger.Reader, ids []int64, on civil.Date) (map[int64]Person, error) {
	found, err := member.Page(ctx, r, ids, on)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return nil, err
	}
	names := union.Names(groups)
	out := make(map[int64]Person, len(found))
	for _, m := range found {
		out[m.ID] = Person{m.ID, m.Get("name"), names[m.Int("department")], m.Get("phone"), m.State}
	}
	return out, nil
}

// Named finds the members of a name, those 在册 first.
func Named(ctx context.Context, r ledger.Reader, name string, on civil.Date) ([]Person, error) {
	ids, err := member.List(ctx, r, member.Query{On: on, Equal: map[string]string{"name": name}, Sort: []string{"department"}})
	if err != nil {
		return nil, err
	}
	known, err := people(ctx, r, ids, on)
	if err != nil {
		return nil, err
	}
	var active, others []Person
	for _, id := range ids {
		if p := known[id]; p.State.Counted() {
			active = append(active, p)
		} else {
			others = append(others, p)
		}
	}
	return append(active, others...), nil
}

func (p *Picture) readYears(ctx context.Context, r ledger.Reader) error {
	years, err := union.Years(ctx, r)
	if err != nil {
		return err
	}
	bodies := p.plain()
	for i := len(years) - 1; i >= 0; i-- {
		y := Year{Year: years[i]}
		day := y.Date("as_of")
		f, err := member.Count(ctx, r, day)
		if err != nil {
			return err
		}
		y.Counted = f.Total
		y.Full, y.Part = Cadres(bodies, day)
		p.Years = append(p.Years, y)
	}
	return nil
}

func (p *Picture) plain() []union.Body {
	out := make([]union.Body, len(p.Bodies))
	for i, b := range p.Bodies {
		out[i] = b.Body
	}
	return out
}

// Cadres counts the people in posts on a day, each once however many posts they
// have; who has one 专职 post counts as that.
func Cadres(bodies []union.Body, on civil.Date) (full, part int) {
	type person struct {
		id   int64
		name string
	}
	way := map[person]string{}
	for _, b := range bodies {
		t, has := b.Current(on)
		if !has {
			continue
		}
		for _, s := range t.Sitting(on) {
			who := person{s.Member, s.Get("name")}
			if s.Member != 0 {
				who.name = ""
			}
			if w := s.Get("work_form"); way[who] == "" || w == "专职" {
				way[who] = w
			}
		}
	}
	for _, w := range way {
		switch w {
		case "专职":
			full++
		case "兼职":
			part++
		}
	}
	return full, part
}

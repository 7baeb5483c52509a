package member

import (
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/ledger"
)

// Tally counts members 在册 by what the union above asks for.
type Tally struct {
	Members  int `json:"members"`
	Women    int `json:"women"`
	Migrant  int `json:"migrant"`
	Dispatch int `json:"dispatch"`
	// Party are 中共党员 and 中共预备党员.
	Party int `json:"party"`
	// Ages, Education and Skill count by the words of Bands, each member once.
	Ages      map[string]int `json:"ages"`
	Education map[string]int `json:"education"`
	Skill     map[string]int `json:"skill"`
}

// Figures are the members 在册 at the end of a day, whole and by the group they
// belong to; 0 are those without a group.
type Figures struct {
	On     civil.Date
	Total  Tally
	Groups map[int64]*Tally
}

// Unknown is the band of what was not filled in.
const Unknown = "未填"

// ageBands end with the age given; the last has no end.
var ageBands = []struct {
	word string
	to   int
}{{"25 岁及以下", 25}, {"26—35 岁", 35}, {"36—45 岁", 45}, {"46—55 岁", 55}, {"56 岁及以上", 1 << 20}}

// Ages, Educations and Skills are the bands in the order shown.
func Ages() []string {
	var out []string
	for _, b := range ageBands {
		out = append(out, b.word)
	}
	return append(out, Unknown)
}

// Educations are the words of the national form, then Unknown.
func Educations() []string { return append(code.Get("education").Words(), Unknown) }

// Skills are the words of the national form, then Unknown.
func Skills() []string { return append(code.Get("skill_level").Words(), Unknown) }

// Count counts the roster as of the end of a day, in one pass over the members.
func Count(ctx context.Context, r ledger.Reader, on civil.Date) (*Figures, error) {
	rows, err := r.QueryContext(ctx, "SELECT coalesce(m.department, 0), coalesce(m.gender, ''), coalesce(m.migrant, 0), coalesce(m.employment, ''), coalesce(m.political, ''),"+
		" coalesce(m.birth_date, ''), coalesce(m.education, ''), coalesce(m.skill_level, '') FROM member m WHERE "+stateSQL+" = ?", asOf(on), string(Active))
	if err != nil {
		return nil, fmt.Errorf("按名册统计：%w", err)
	}
	defer rows.Close()
	f := &Figures{On: on, Total: newTally(), Groups: map[int64]*Tally{}}
	var p counted
	for rows.Next() {
		if err := rows.Scan(&p.group, &p.gender, &p.migrant, &p.employment, &p.political, &p.birth, &p.education, &p.skill); err != nil {
			return nil, err
		}
		p.age = ageBand(p.birth, on)
		if f.Groups[p.group] == nil {
			t := newTally()
			f.Groups[p.group] = &t
		}
		f.Total.take(&p)
		f.Groups[p.group].take(&p)
	}
	return f, rows.Err()
}

// counted is what the figures need to know of one member.
type counted struct {
	group                         int64
	migrant                       int
	gender, employment, political string
	birth, education, skill, age  string
}

func newTally() Tally {
	return Tally{Ages: map[string]int{}, Education: map[string]int{}, Skill: map[string]int{}}
}

func (t *Tally) take(p *counted) {
	one := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	t.Members++
	t.Women += one(p.gender == "女")
	t.Migrant += one(p.migrant == 1)
	t.Dispatch += one(p.employment == "劳务派遣")
	t.Party += one(strings.HasPrefix(p.political, "中共"))
	t.Ages[p.age]++
	t.Education[filled(p.education)]++
	t.Skill[filled(p.skill)]++
}

func filled(word string) string {
	if word == "" {
		return Unknown
	}
	return word
}

// ageBand is the band of somebody born on a day, in full years. Of a birth that
// lacks its day the first day it may be counts.
func ageBand(birth string, on civil.Date) string {
	born, err := civil.Parse(birth)
	if err != nil || born.IsZero() {
		return Unknown
	}
	age := born.YearsTo(on)
	for _, band := range ageBands {
		if age <= band.to {
			return band.word
		}
	}
	return Unknown
}

// Add puts another tally to this one, for a group with those below it.
func (t *Tally) Add(o *Tally) {
	if t.Ages == nil {
		*t = newTally()
	}
	t.Members, t.Women, t.Migrant, t.Dispatch, t.Party = t.Members+o.Members, t.Women+o.Women, t.Migrant+o.Migrant, t.Dispatch+o.Dispatch, t.Party+o.Party
	for _, m := range []struct{ to, from map[string]int }{{t.Ages, o.Ages}, {t.Education, o.Education}, {t.Skill, o.Skill}} {
		for word, n := range m.from {
			m.to[word] += n
		}
	}
}

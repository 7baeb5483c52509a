package member

import (
	"fmt"

	"unionledger/data/field"
	"unionledger/data/union"
)

// registered are the members of the ledger, by what a row may be found with.
type registered struct {
	number map[string]*entry
	name   map[string][]*entry
	// groups are all groups, namesakes those whose name another one has.
	groups    []union.Group
	namesakes map[string][]union.Group
	ids       map[int64]*entry // see byID
}

// entry is one member of the ledger; department holds the name of the group.
type entry struct {
	id int64
	field.Record
	state State
	facts int  // of the membership
	taken bool // a row was found to be this member
}

// match is what was found for a row: an entry, a conflict, or neither.
type match struct {
	entry          *entry
	how            string
	kind, conflict string
	maybe          []*entry // whom a conflict may be about
	fresh          bool     // somebody said that it is a new person
}

// byNumber finds a member by the identity number. A number under another name is
// a conflict: either the name or the number is wrong.
func (b *registered) byNumber(rec field.Record) match {
	e := b.number[rec.Get("id_number")]
	if rec.Get("id_number") == "" || e == nil {
		return match{}
	}
	if e.Get("name") != rec.Get("name") {
		return match{kind: "id_in_ledger_other_name", maybe: []*entry{e}, conflict: fmt.Sprintf("台账里这个证件号码是“%s”的，姓名或号码有一个错了，这一行没有写入。请看身份证核对。", e.Get("name"))}
	}
	e.taken = true
	return match{entry: e, how: "证件号码"}
}

// byName finds a member by name and one more fact, where exactly one fits; shown
// are the ends of numbers that are covered.
func (b *registered) byName(rec field.Record, shown ends) match {
	best, score, ties := match{}, 0, 0
	var maybe []*entry
	for _, e := range b.name[rec.Get("name")] {
		if e.taken {
			continue
		}
		how, points := alike(e.Record, rec)
		how, points = shown.weigh(e.Record, rec, how, points)
		if points < 0 {
			return match{kind: "id_differs", maybe: []*entry{e}, conflict: "台账里有同名同手机的人，证件号码却不同，分不清是不是同一人，这一行没有写入。请看身份证核对。"}
		}
		switch {
		case points > score:
			best, score, ties, maybe = match{entry: e, how: how}, points, 1, []*entry{e}
		case points == score && points > 0:
			ties++
			maybe = append(maybe, e)
		}
	}
	if ties > 1 {
		return match{kind: "several_in_ledger", maybe: maybe, conflict: fmt.Sprintf("台账里有 %d 个“%s”都对得上，分不清是哪一个，这一行没有写入。请补上证件号码或手机再导入。", ties, rec.Get("name"))}
	}
	if best.entry != nil {
		best.entry.taken = true
		return best
	}
	return b.namesakeOf(rec)
}

// namesakeOf is for a row that says nothing by which people are told apart, or a phone
// alone, which people change: where the ledger has somebody of the name, a new member
// may be the same one again.
func (b *registered) namesakeOf(rec field.Record) match {
	for _, key := range []string{"id_number", "id_as_written", "birth_date"} {
		if rec.Get(key) != "" {
			return match{}
		}
	}
	var maybe []*entry
	where, lacks := "", "表里没有证件号码、出生日期和手机"
	if rec.Get("phone") != "" {
		lacks = "手机和台账里的不同，表里又没有证件号码和出生日期"
	}
	for _, e := range b.name[rec.Get("name")] {
		other := rec.Get("phone") != "" && (contradict(e.Record, rec, "department") || contradict(e.Record, rec, "join_date"))
		if !e.taken && !other && !contradict(e.Record, rec, "gender") {
			maybe = append(maybe, e)
			where = e.Get("department")
		}
	}
	if len(maybe) == 0 {
		return match{}
	}
	if len(maybe) > 1 || where == "" {
		where = fmt.Sprintf("%d 人", len(maybe))
	}
	return match{kind: "namesake_in_ledger", maybe: maybe, conflict: fmt.Sprintf(
		"台账里有同名的“%s”（%s），%s，分不清是不是同一个人，这一行没有写入。请定是谁，或补上号码再导入。", rec.Get("name"), where, lacks)}
}

// alike weighs how surely two records of one name are one person: 0 is no, more
// is surer, and less than 0 is a contradiction somebody must look at.
func alike(a, b field.Record) (how string, points int) {
	x, y := a.Get("id_number"), b.Get("id_number")
	samePhone := a.Get("phone") != "" && a.Get("phone") == b.Get("phone")
	_, goodX := UsableID(a, lastDay)
	_, goodY := UsableID(b, lastDay)
	if x != "" && y != "" && x != y && goodX && goodY {
		if samePhone {
			return "", -1
		}
		return "", 0
	}
	born, other := a.Date("birth_date"), b.Date("birth_date")
	known := !born.IsZero() && !other.IsZero()
	if known && !agrees(born, other) || contradict(a, b, "gender") {
		return "", 0
	}
	sameBirth := known && born.Month > 0 && other.Month > 0
	sameRemains := a.Get("id_as_written") != "" && a.Get("id_as_written") == b.Get("id_as_written")
	sameGroup := a.Get("department") != "" && a.Get("department") == b.Get("department")
	switch {
	case sameBirth && (samePhone || sameRemains):
		how, points = "姓名、出生日期和手机", 8
	case sameBirth:
		how, points = "姓名和出生日期", 6
	case samePhone || sameRemains:
		how, points = "姓名和手机", 5
	case sameGroup && !contradict(a, b, "phone"):
		how, points = "姓名和工会小组", 3
	case !known && !contradict(a, b, "phone") && !contradict(a, b, "department") && !contradict(a, b, "join_date"):
		how, points = "姓名", 1
	}
	if points > 1 && sameGroup {
		points++
	}
	return how, points
}

package member

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// chain are the facts of one membership, oldest first. It holds together when
// each may follow on the state before it.
type chain []Event

// breaks counts the facts that cannot follow on the one before, and gives the first
// of them, -1 for none.
func (c chain) breaks() (n, first int) {
	first = -1
	var s State
	for i, e := range c {
		if !s.Allows(e.Kind) {
			if n++; first < 0 {
				first = i
			}
		}
		s = leads[e.Kind]
	}
	return n, first
}

// without is the chain without the fact with an id.
func (c chain) without(id int64) chain {
	return slices.DeleteFunc(slices.Clone(c), func(e Event) bool { return e.ID == id })
}

// put puts an event where its date belongs. Among the entries of its day it goes to
// the place it has, if that fits, else to the last place where the chain holds best.
func (c chain) put(e Event) (chain, int) {
	from, _ := slices.BinarySearchFunc(c, e.Date, func(x Event, d civil.Date) int { return x.Date.Compare(d) })
	to := from
	for to < len(c) && c[to].Date == e.Date {
		to++
	}
	var best chain
	least, at := -1, 0
	try := func(i int, place float64) {
		x := e
		x.place = place
		next := slices.Insert(slices.Clone(c), i, x)
		if n, _ := next.breaks(); least < 0 || n < least {
			best, least, at = next, n, i
		}
	}
	if e.place != 0 {
		i := from
		for i < to && c[i].place < e.place {
			i++
		}
		try(i, e.place)
	}
	try(to, 0) // behind all that was entered before
	for i := to - 1; i >= from; i-- {
		place := c[i].place / 2
		if i > from {
			place = (c[i-1].place + c[i].place) / 2
		}
		try(i, place)
	}
	return best, at
}

// accept puts an event into the chain, or says which entry is in the way; was is the
// chain as it stands, with the entry that is to be corrected. Only the first entry may
// lack its date. A chain that does not hold together as it is (it was read from
// somebody's sheet) may be added to where that breaks nothing more.
func (c chain) accept(e Event, was chain) (Event, error) {
	if len(c) > 0 && e.Date.IsZero() && c[0].ID == was[0].ID {
		return e, ledger.Refuse("办理%s要写日期，至少写到年。", e.Kind)
	}
	before, _ := was.breaks()
	next, at := c.put(e)
	n, _ := next.breaks()
	if n <= before {
		return next[at], nil
	}
	return e, next.inTheWay(at)
}

// inTheWay words why the event at a place cannot stand there.
func (c chain) inTheWay(at int) error {
	e := c[at]
	vague := ""
	if e.Date.Day == 0 && len(c) > 1 && !e.Date.IsZero() {
		vague = fmt.Sprintf("日期只写到“%s”，按这段时间的第一天排；写到日也许就排得对。", e.Date)
	}
	broken := c.brokenBy(at)
	switch {
	case broken != at:
		return ledger.Refuse("这条%s（%s）要是记上，“%s”就接不上了。请核对日期，或先更正、作废那一条。%s", e.Kind, e.Date, c[broken].words(), vague)
	case at == 0 && len(c) > 1:
		return ledger.Refuse("%s日期 %s 早于最早的一条记录（%s），那时还没有会籍。请核对日期。%s", e.Kind, e.Date, c[1].words(), vague)
	case at == 0:
		return ledger.Refuse("还没有会籍，%s。请先办理入会或转入。", e.cannot())
	}
	when := "现在"
	if at < len(c)-1 {
		when = e.Date.String() + " 时"
	}
	todo := "请先看会籍记录。"
	if c[at-1].Kind == Died {
		todo = "去世登记错了的，请先把那一条作废。"
	}
	return ledger.Refuse("%s是“%s”（%s），%s。%s%s", when, leads[c[at-1].Kind], c[at-1].words(), e.cannot(), todo, vague)
}

// brokenBy is the entry that cannot stay because of the one at a place: that itself,
// the one behind it, or else the first that cannot.
func (c chain) brokenBy(at int) int {
	for i := at; i <= at+1 && i < len(c); i++ {
		var before State
		if i > 0 {
			before = leads[c[i-1].Kind]
		}
		if !before.Allows(c[i].Kind) {
			return i
		}
	}
	_, first := c.breaks()
	return first
}

// words names an entry: 2021-03-01 保留.
// cannot says that the event may not happen, in words that fit its kind.
func (e Event) cannot() string {
	switch e.Kind {
	case Refused:
		return "没有等着批准的入会申请"
	case Died:
		return "不能登记去世"
	}
	return "不能办理" + string(e.Kind)
}

func (e Event) words() string { return strings.TrimSpace(e.Date.String() + " " + string(e.Kind)) }

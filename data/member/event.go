package member

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// State is what somebody is to the union on a given day.
type State string

// The states. Applying has no vote yet; Retained (保留会籍) pays no dues, has no
// vote and is not counted; the rest have left.
const (
	Applying    State = "申请中"
	Active      State = "在册"
	Retained    State = "保留"
	Transferred State = "已转出"
	Withdrawn   State = "退会"
	Lapsed      State = "视为退会"
	Expelled    State = "除名"
	Dead        State = "去世"
)

// States lists all states in the order shown.
var States = []State{Active, Applying, Retained, Transferred, Withdrawn, Lapsed, Expelled, Dead}

// Counted reports whether somebody in the state is counted as a member, votes
// and owes dues: only 在册 (工会会员会籍管理办法: 保留会籍不计入会员数).
func (s State) Counted() bool { return s == Active }

// EventKind is what happened to a membership.
type EventKind string

// The kinds of events. 入会 转入 保留 转出 除名 退会 are the six of the national
// form; the others are ours and are reported as the nearest of them.
const (
	Applied      EventKind = "申请"
	Joined       EventKind = "入会"
	MovedIn      EventKind = "转入"
	Retain       EventKind = "保留"
	Resumed      EventKind = "恢复"
	MovedOut     EventKind = "转出"
	Withdrew     EventKind = "退会"
	LapsedByRule EventKind = "视为退会"
	WasExpelled  EventKind = "除名"
	Died         EventKind = "死亡"
)

// leads says which state an event leads to.
var leads = map[EventKind]State{
	Applied: Applying, Joined: Active, MovedIn: Active, Resumed: Active, Retain: Retained, MovedOut: Transferred,
	Withdrew: Withdrawn, LapsedByRule: Lapsed, WasExpelled: Expelled, Died: Dead,
}

// follows says which events may happen to somebody in a state; "" is somebody
// without any event yet.
var follows = map[State][]EventKind{
	"":          {Applied, Joined, MovedIn},
	Applying:    {Joined, Withdrew},
	Active:      {MovedOut, Retain, Withdrew, LapsedByRule, WasExpelled, Died},
	Retained:    {Resumed, MovedOut, Withdrew, WasExpelled, Died},
	Transferred: {MovedIn},
	Withdrawn:   {Applied, Joined},
	Lapsed:      {Applied, Joined},
	Expelled:    {Applied, Joined},
}

// Possible lists the events that may happen to somebody in the state.
func (s State) Possible() []EventKind { return follows[s] }

// ReportedAs is the 会籍变化类型 of the national form for an event.
func (k EventKind) ReportedAs() string {
	switch k {
	case Resumed, Applied:
		return string(Joined)
	case LapsedByRule, Died:
		return string(Withdrew)
	}
	return string(k)
}

// Event is one entry of a membership.
type Event struct {
	ID, Member int64
	Kind       EventKind
	// Date is when it took effect; it may lack its day, or be unknown.
	Date civil.Date
	// Reason is a word of the list change_reason, or "".
	Reason string
	// Document names the paper it rests on, MinuteNo the committee's minute.
	Document, MinuteNo string
	// OtherUnion is where from or where to, for 转入 and 转出.
	OtherUnion string
	// DuesFrom is the month from which dues start or stop, where it was told.
	DuesFrom civil.YearMonth
	Note     string
}

// Happen enters an event. An event that cannot follow on the state of that day,
// lies before the one it follows, or has no date to put it behind that one, is
// refused with a sentence.
func Happen(tx *ledger.Tx, e Event) (int64, error) {
	if _, ok := leads[e.Kind]; !ok {
		return 0, fmt.Errorf("没有“%s”这种会籍变化", e.Kind)
	}
	before, err := Events(tx.Context(), tx, e.Member)
	if err != nil {
		return 0, err
	}
	state := StateOf(before, civil.Date{})
	if !contains(state.Possible(), e.Kind) {
		return 0, &ledger.Error{Kind: "conflict", Message: fmt.Sprintf("现在是“%s”，不能办理%s。请先看会籍记录。", state, e.Kind)}
	}
	if len(before) > 0 && e.Date.IsZero() {
		return 0, &ledger.Error{Kind: "conflict", Message: fmt.Sprintf("办理%s要写日期，至少写到年。", e.Kind)}
	}
	if n := len(before); n > 0 && e.Date.Last().Before(before[n-1].Date.First()) {
		return 0, &ledger.Error{Kind: "conflict", Message: fmt.Sprintf("%s日期 %s 早于上一条记录（%s %s）。请核对日期。", e.Kind, e.Date, before[n-1].Date, before[n-1].Kind)}
	}
	return insertEvent(tx, e)
}

func contains(kinds []EventKind, k EventKind) bool {
	for _, x := range kinds {
		if x == k {
			return true
		}
	}
	return false
}

var eventColumns = []string{"member_id", "kind", "date", "reason", "document", "minute_no", "other_union", "dues_from", "note"}

// insertEvent writes an event whose order is right already.
func insertEvent(tx *ledger.Tx, e Event) (int64, error) {
	return tx.Insert("membership_event", eventColumns, []any{e.Member, string(e.Kind), e.Date,
		orNull(e.Reason), orNull(e.Document), orNull(e.MinuteNo), orNull(e.OtherUnion), e.DuesFrom, orNull(e.Note)})
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// Events lists the events of one member, oldest first.
func Events(ctx context.Context, r ledger.Reader, member int64) ([]Event, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, member_id, kind, date, coalesce(reason, ''), coalesce(document, ''), coalesce(minute_no, ''),
		coalesce(other_union, ''), dues_from, coalesce(note, '') FROM membership_event WHERE member_id = ? ORDER BY date, id`, member)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Event
	for rows.Next() {
		var e Event
		if err := rows.Scan(&e.ID, &e.Member, &e.Kind, &e.Date, &e.Reason, &e.Document, &e.MinuteNo, &e.OtherUnion, &e.DuesFrom, &e.Note); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// StateOf derives the state from events, oldest first, as of the end of a day;
// the unknown day means after all events. Somebody without events has no state.
func StateOf(events []Event, on civil.Date) State {
	var s State
	for _, e := range events {
		if on.IsZero() || e.Date.IsZero() || !e.Date.First().After(on.Last()) {
			s = leads[e.Kind]
		}
	}
	return s
}

// lastEventSQL picks, for each member m, the last event as of a day (one
// argument, '9999' for all). SQLite orders unknown dates first, as StateOf does.
const lastEventSQL = `(SELECT e.%s FROM membership_event e WHERE e.member_id = m.id
	AND (e.date IS NULL OR e.date <= ?) ORDER BY e.date DESC, e.id DESC LIMIT 1)`

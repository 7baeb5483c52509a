package member

import (
	"context"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// State is what somebody is to the union on a given day.
type State string

// The states. Applying has no vote yet; Retained (保留会籍) pays no dues, has no
// vote and is not counted; NotAdmitted applied and was refused; the rest have left.
const (
	Applying    State = "申请中"
	NotAdmitted State = "未入会"
	Active      State = "在册"
	Retained    State = "保留"
	Transferred State = "已转出"
	Withdrawn   State = "退会"
	Lapsed      State = "视为退会"
	Expelled    State = "除名"
	Dead        State = "去世"
	// Merged is a record that went into another one of the same person, on every
	// day: there never were two.
	Merged State = "已合并"
)

// States lists all states in the order shown.
var States = []State{Active, Applying, Retained, Transferred, Withdrawn, Lapsed, Expelled, Dead, NotAdmitted, Merged}

// Listed are the states of everybody who has or had a membership: all but Merged,
// which is no person.
var Listed = slices.DeleteFunc(slices.Clone(States), func(s State) bool { return s == Merged })

// Counted reports whether somebody in the state is counted as a member: only 在册
// (工会会员会籍管理办法: 保留会籍不计入会员数).
func (s State) Counted() bool { return s == Active }

// Votes reports whether somebody in the state has 表决权、选举权和被选举权.
func (s State) Votes() bool { return s == Active }

// OwesDues reports whether dues are owed in the state. The month told to somebody
// (Event.DuesFrom) may put the beginning or the end off.
func (s State) OwesDues() bool { return s == Active }

// EventKind is what happened to a membership.
type EventKind string

// The kinds of events. 入会 转入 保留 转出 除名 退会 are the six of the national
// form; the others are ours and are reported as the nearest of them.
const (
	Applied      EventKind = "申请"
	Refused      EventKind = "未批准"
	Joined       EventKind = "入会"
	MovedIn      EventKind = "转入"
	Retain       EventKind = "保留"
	Resumed      EventKind = "恢复"
	MovedOut     EventKind = "转出"
	Withdrew     EventKind = "退会"
	LapsedByRule EventKind = "视为退会"
	WasExpelled  EventKind = "除名"
	Died         EventKind = "死亡"
	// Voided is an entry which says that another one never happened; it is no fact
	// itself.
	Voided EventKind = "作废"
	// MergedAway ends a record that went into another one of the same person.
	MergedAway EventKind = "合并"
)

// Kinds lists what may happen to a membership, in the order shown.
var Kinds = []EventKind{Applied, Joined, Refused, MovedIn, Retain, Resumed, MovedOut, Withdrew, LapsedByRule, WasExpelled, Died}

// leads says which state an event leads to.
var leads = map[EventKind]State{
	Applied: Applying, Refused: NotAdmitted, Joined: Active, MovedIn: Active, Resumed: Active, Retain: Retained, MovedOut: Transferred,
	Withdrew: Withdrawn, LapsedByRule: Lapsed, WasExpelled: Expelled, Died: Dead,
	MergedAway: Merged,
}

// follows says which events may happen to somebody in a state; "" is somebody
// without any event yet.
var follows = map[State][]EventKind{
	"":          {Applied, Joined, MovedIn},
	Applying:    {Joined, Refused, MovedIn},
	NotAdmitted: {Applied, Joined, MovedIn},
	Active:      {MovedOut, Retain, Withdrew, LapsedByRule, WasExpelled, Died},
	Retained:    {Resumed, MovedOut, Withdrew, WasExpelled, Died},
	Transferred: {MovedIn},
	Withdrawn:   {Applied, Joined, MovedIn},
	Lapsed:      {Applied, Joined, MovedIn},
	Expelled:    {Applied, Joined, MovedIn},
}

// Possible lists the events that may happen to somebody in the state.
func (s State) Possible() []EventKind { return follows[s] }

// Allows reports whether an event may happen to somebody in the state.
func (s State) Allows(k EventKind) bool { return slices.Contains(follows[s], k) }

// ReportedAs is the 会籍变化类型 of the national form for an event.
func (k EventKind) ReportedAs() string {
	switch k {
	case Resumed, Applied, Refused:
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
	// Why says why the entry corrects another one or declares it void.
	Why string
	// CorrectedBy is the entry that took the place of this one, 0 where it holds.
	CorrectedBy int64

	// place orders the entries of one day.
	place float64
}

var eventColumns = []string{"member_id", "kind", "date", "reason", "document", "minute_no", "other_union", "dues_from", "note", "why", "place"}

// insertEvent writes an event whose order is right already.
func insertEvent(tx *ledger.Tx, e Event) (int64, error) {
	var place any
	if e.place != 0 {
		place = e.place
	}
	return tx.Insert("membership_event", eventColumns, []any{e.Member, string(e.Kind), e.Date, orNull(e.Reason), orNull(e.Document),
		orNull(e.MinuteNo), orNull(e.OtherUnion), e.DuesFrom, orNull(e.Note), orNull(e.Why), place})
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// NotYet refuses an event on a day that has not come: the state would not follow it
// before that day, and nobody would see why.
func (e Event) NotYet(today civil.Date) error {
	if e.Date.IsZero() || !e.Date.First().After(today) {
		return nil
	}
	return ledger.Refuse("%s的日期 %s 还没有到（今天是 %s）。请核对日期；真是以后的事，到了那天再办。", e.Kind, e.Date, today)
}

// selectEvents reads whole entries; a condition and an order follow.
const selectEvents = `SELECT id, member_id, kind, date, coalesce(reason, ''), coalesce(document, ''), coalesce(minute_no, ''),
	coalesce(other_union, ''), dues_from, coalesce(note, ''), coalesce(why, ''), coalesce(corrected_by, 0), coalesce(place, id) FROM membership_event `

// Events lists the facts of one membership, oldest first: what was corrected or
// declared void is not among them.
func Events(ctx context.Context, r ledger.Reader, member int64) ([]Event, error) {
	return readEvents(ctx, r, `WHERE member_id = ? AND corrected_by IS NULL AND kind <> '作废' ORDER BY date, coalesce(place, id)`, member)
}

// Entries lists everything that was ever entered of a membership, by date.
func Entries(ctx context.Context, r ledger.Reader, member int64) ([]Event, error) {
	return readEvents(ctx, r, `WHERE member_id = ? ORDER BY date, coalesce(place, id), id`, member)
}

// Entry reads one entry.
func Entry(ctx context.Context, r ledger.Reader, id int64) (Event, error) {
	list, err := readEvents(ctx, r, `WHERE id = ?`, id)
	if err != nil {
		return Event{}, err
	}
	if len(list) == 0 {
		return Event{}, ledger.Refuse("没有第 %d 号会籍记录。用“会籍记录”核对编号。", id)
	}
	return list[0], nil
}

func readEvents(ctx context.Context, r ledger.Reader, where string, args ...any) ([]Event, error) {
	rows, err := r.QueryContext(ctx, selectEvents+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Event
	for rows.Next() {
		var e Event
		if err := rows.Scan(&e.ID, &e.Member, &e.Kind, &e.Date, &e.Reason, &e.Document, &e.MinuteNo, &e.OtherUnion, &e.DuesFrom,
			&e.Note, &e.Why, &e.CorrectedBy, &e.place); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// EventsOf reads the facts of many memberships, oldest first.
func EventsOf(ctx context.Context, r ledger.Reader, members []int64) (map[int64][]Event, error) {
	out := make(map[int64][]Event, len(members))
	for part := range slices.Chunk(members, 500) {
		list, err := readEvents(ctx, r, `WHERE member_id IN (`+intList(part)+`) AND corrected_by IS NULL AND kind <> '作废'
			ORDER BY member_id, date, coalesce(place, id)`)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			out[e.Member] = append(out[e.Member], e)
		}
	}
	return out, nil
}

// StateOf derives the state from facts, oldest first, as of the end of a day;
// the unknown day means after all events. Somebody without events has no state.
func StateOf(events []Event, on civil.Date) (s State) {
	for _, e := range events {
		if e.Kind == MergedAway {
			return Merged // on every day
		}
		if on.IsZero() || e.Date.IsZero() || !e.Date.First().After(on.Last()) {
			s = leads[e.Kind]
		}
	}
	return s
}

// lastEventSQL picks, for each member m, the last fact as of a day (one argument,
// '9999' for all). SQLite orders unknown dates first, as StateOf does.
const lastEventSQL = `(SELECT e.%s FROM membership_fact e WHERE e.member_id = m.id
	AND (e.date IS NULL OR e.date <= ?) ORDER BY e.date DESC, e.place DESC LIMIT 1)`

package member

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// Member is one person of the roster with the state as of the day asked for. The
// record is one of FieldsOf the ledger.
type Member struct {
	ID int64
	field.Record
	State State
}

const stateCase = `CASE %s WHEN '申请' THEN '申请中' WHEN '入会' THEN '在册' WHEN '转入' THEN '在册' WHEN '恢复' THEN '在册'
	WHEN '保留' THEN '保留' WHEN '转出' THEN '已转出' WHEN '退会' THEN '退会' WHEN '视为退会' THEN '视为退会'
	WHEN '除名' THEN '除名' WHEN '死亡' THEN '去世' WHEN '未批准' THEN '未入会' ELSE '' END`

// stateSQL gives the state of member m as of a day (one argument).
var stateSQL = "CASE WHEN NOT " + NotMerged + " THEN '已合并' ELSE " + fmt.Sprintf(stateCase, fmt.Sprintf(lastEventSQL, "kind")) + " END"

// NotMerged is the condition in SQL that member m is not merged into another one.
// Whoever reads the table by other ways than this package puts it into the query.
const NotMerged = "(m.id NOT IN (SELECT id FROM member_merged))"

// asOf is the argument of stateSQL: the last moment of the day, so that an event
// of which only the month is known counts from the first of that month.
func asOf(on civil.Date) string {
	if on.IsZero() {
		return "9999"
	}
	return on.Last().String()
}

// Query says which members are wanted, and in what order.
type Query struct {
	// On is the day states are derived for; the zero Date is after all events.
	On civil.Date
	// Groups limits to members of these groups; nil is everybody.
	Groups []int64
	// States limits to these states; nil is all but Merged.
	States []State
	// Equal limits to members with exactly these canonical values, by field key;
	// the empty value asks for members where it is unknown.
	Equal map[string]string
	// Where are further conditions: all of them, or with Any at least one, must hold.
	Where []Condition
	Any   bool
	// Sort names fields in order, "-" before one sorts downwards. Names sort as a
	// register does. Without it the order is by name.
	Sort []string
	// Limit ends the list after so many, 0 lists all. In the order of names the first
	// are found without looking at the others.
	Limit int
}

// List gives the ids of the members asked for, in order. Rows are then read a
// page at a time with Page.
func List(ctx context.Context, r ledger.Reader, q Query) ([]int64, error) {
	set, err := FieldsOf(ctx, r)
	if err != nil {
		return nil, err
	}
	where, args := q.where(set)
	limit := ""
	if q.Limit > 0 {
		limit = fmt.Sprintf(" LIMIT %d", q.Limit)
	}
	rows, err := r.QueryContext(ctx, "SELECT m.id FROM "+tablesOf(set)+where+" ORDER BY "+q.order(set)+limit, args...)
	if err != nil {
		return nil, fmt.Errorf("列出会员：%w", err)
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// GroupCounts is how many members are in each group under the conditions of a
// query; 0 is those in none.
func GroupCounts(ctx context.Context, r ledger.Reader, q Query) (map[int64]int, error) {
	set, err := FieldsOf(ctx, r)
	if err != nil {
		return nil, err
	}
	where, args := q.where(set)
	rows, err := r.QueryContext(ctx, "SELECT coalesce(m.department, 0), count(*) FROM "+tablesOf(set)+where+" GROUP BY 1", args...)
	if err != nil {
		return nil, fmt.Errorf("数各小组的人：%w", err)
	}
	defer rows.Close()
	out := map[int64]int{}
	for rows.Next() {
		var group int64
		var n int
		if err := rows.Scan(&group, &n); err != nil {
			return nil, err
		}
		out[group] = n
	}
	return out, rows.Err()
}

// where writes the conditions of a query with their arguments.
func (q Query) where(set *field.Set) (string, []any) {
	var conds []string
	var args []any
	if q.Groups != nil {
		conds = append(conds, "m.department IN ("+intList(q.Groups)+")")
	}
	if q.States == nil {
		conds = append(conds, NotMerged)
	} else {
		conds = append(conds, stateSQL+" IN (?"+strings.Repeat(",?", len(q.States)-1)+")")
		args = append(args, asOf(q.On))
		for _, s := range q.States {
			args = append(args, string(s))
		}
	}
	for _, f := range set.All() {
		if v, ok := q.Equal[f.Key]; ok {
			conds = append(conds, columnOf(f)+" IS ?")
			args = append(args, f.Arg(v))
		}
	}
	if len(q.Where) > 0 {
		sql, more := q.conditions(set)
		conds, args = append(conds, sql), append(args, more...)
	}
	return " WHERE " + strings.Join(conds, " AND "), args
}

// order writes the sort order; only keys of fields get into the SQL.
func (q Query) order(set *field.Set) string {
	var parts []string
	for _, key := range q.Sort {
		name, down := strings.CutPrefix(key, "-")
		col := ""
		switch {
		case name == "name":
			col = "m.name_key"
		case name == "department":
			col = "(SELECT sort * 1000000 + id FROM union_group g WHERE g.id = m.department)"
		case name == "state":
			col = strings.Replace(stateSQL, "?", "'"+asOf(q.On)+"'", 1)
		case name == AgeKey: // the older were born earlier
			col, down = "m.birth_date", !down
		case set.Index(name) >= 0:
			col = columnOf(set.Must(name))
		default:
			continue
		}
		if down {
			col += " DESC"
		}
		parts = append(parts, col)
	}
	return strings.Join(append(parts, "m.name_key", "m.id"), ", ")
}

func intList(ids []int64) string {
	s := make([]string, len(ids))
	for i, id := range ids {
		s[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(s, ",")
}

// Page reads members by id, in the order of ids; ids that are gone are left out.
func Page(ctx context.Context, r ledger.Reader, ids []int64, on civil.Date) ([]Member, error) {
	return pageOf(ctx, r, ids, on, nil)
}

// pageOf is Page with nothing but the fields asked for; nil asks for all.
func pageOf(ctx context.Context, r ledger.Reader, ids []int64, on civil.Date, keys []string) ([]Member, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	byID := make(map[int64]Member, len(ids))
	err := each(ctx, r, keys, "WHERE m.id IN ("+intList(ids)+")", on, func(m Member) error {
		byID[m.ID] = m
		return nil
	})
	out := make([]Member, 0, len(ids))
	for _, id := range ids {
		if m, ok := byID[id]; ok {
			out = append(out, m)
		}
	}
	return out, err
}

// Get reads one member.
func Get(ctx context.Context, r ledger.Reader, id int64, on civil.Date) (Member, error) {
	page, err := Page(ctx, r, []int64{id}, on)
	if err == nil && len(page) == 0 {
		err = &ledger.Error{Kind: "not_found", Message: fmt.Sprintf("没有编号为 %d 的会员。", id)}
	}
	if err != nil {
		return Member{}, err
	}
	return page[0], nil
}

// Each hands every member to fn in register order, one at a time, so that a
// roster of any size can be exported. The record is fn's to keep.
func Each(ctx context.Context, r ledger.Reader, on civil.Date, fn func(Member) error) error {
	return each(ctx, r, nil, "WHERE "+NotMerged+" ORDER BY m.name_key, m.id", on, fn)
}

// each reads members; fields that are not among keys stay unknown, nil reads them all.
func each(ctx context.Context, r ledger.Reader, keys []string, tail string, on civil.Date, fn func(Member) error) error {
	set, err := FieldsOf(ctx, r)
	if err != nil {
		return err
	}
	rows, err := r.QueryContext(ctx, "SELECT m.id, "+stateSQL+", "+columnsOf(set, keys)+" FROM "+tablesOf(set)+" "+tail, asOf(on))
	if err != nil {
		return fmt.Errorf("读会员：%w", err)
	}
	defer rows.Close()
	var id int64
	var state State
	row := set.NewRecord() // scanned into again and again
	dest, take := row.Dest()
	dest = append([]any{&id, &state}, dest...)
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		take()
		m := Member{ID: id, Record: row.Clone(), State: state}
		if err := fn(m); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Counts is how many members are in each state as of a day; Merged is none of them.
func Counts(ctx context.Context, r ledger.Reader, on civil.Date) (map[State]int, error) {
	rows, err := r.QueryContext(ctx, "SELECT "+stateSQL+" s, count(*) FROM member m WHERE "+NotMerged+" GROUP BY s", asOf(on))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[State]int{}
	for rows.Next() {
		var s State
		var n int
		if err := rows.Scan(&s, &n); err != nil {
			return nil, err
		}
		out[s] = n
	}
	return out, rows.Err()
}

// insertColumns are the columns of table member that a new one fills.
var insertColumns = append([]string{"name_key"}, strings.Split(Fields.Columns(""), ", ")...)

// Add enters a member with the event that begins the membership; department
// holds the id of the group. It returns the member's id.
func Add(tx *ledger.Tx, rec field.Record, begin Event) (int64, error) {
	if rec.Get("name") == "" {
		return 0, errors.New("会员必须有姓名")
	}
	args := rec.Args()
	id, err := tx.Insert("member", insertColumns, append([]any{SortKey(rec.Get("name"))}, args[:Fields.Len()]...))
	if err == nil {
		err = addOwn(tx, id, rec)
	}
	if err != nil {
		return 0, fmt.Errorf("登记会员“%s”：%w", rec.Get("name"), err)
	}
	begin.Member = id
	if begin.Kind == "" {
		begin.Kind = Joined
	}
	_, err = insertEvent(tx, begin)
	return id, err
}

// addOwn writes what a new member has in own fields.
func addOwn(tx *ledger.Tx, id int64, rec field.Record) error {
	own := map[string]string{}
	for i, f := range rec.Fields().All() {
		if f.Own && rec.At(i) != "" {
			own[f.Key] = rec.At(i)
		}
	}
	if len(own) == 0 {
		return nil
	}
	return setOwn(tx, id, rec.Fields(), own)
}

// Update changes fields of a member, given as canonical values by key. A changed
// 入会日期 corrects the 入会 event that carried the old one, since both state the
// same fact; one that the events after it contradict is refused with a sentence.
func Update(tx *ledger.Tx, id int64, changes map[string]string) error {
	var cols []string
	var vals []any
	own := len(changes)
	for _, f := range Fields.All() {
		v, ok := changes[f.Key]
		if !ok {
			continue
		}
		own--
		cols, vals = append(cols, f.Key), append(vals, f.Arg(v))
		if f.Key == "name" {
			if v == "" {
				return errors.New("姓名不能为空")
			}
			cols, vals = append(cols, "name_key"), append(vals, SortKey(v))
		}
	}
	if own > 0 {
		set, err := FieldsOf(tx.Context(), tx)
		if err == nil {
			err = setOwn(tx, id, set, changes)
		}
		if err != nil {
			return err
		}
	}
	if cols == nil {
		return nil
	}
	if joined, ok := changes["join_date"]; ok {
		if err := correctJoining(tx, id, joined); err != nil {
			return err
		}
	}
	return tx.Update("member", id, cols, vals)
}

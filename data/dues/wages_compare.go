package dues

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/problem"
)

// BaseChange is a base that a wage sheet puts in.
type BaseChange struct {
	Member int64  `json:"member"`
	Name   string `json:"name"`
	Row    int    `json:"row"`
	// Old is the base in force for the month before, nil when none was known.
	Old *money.Fen `json:"old_fen"`
	New money.Fen  `json:"new_fen"`
}

// farOff is the factor from which a base is more likely yuan taken for fen, or a
// year for a month, than a change of pay.
const farOff = 100

// comparison holds a wage sheet against the ledger.
type comparison struct {
	*Wages
	people *member.People
	bases  map[int64]money.Fen
	lines  map[int64][]line // the lines of each member
	order  []int64          // members in the order of the sheet
	absent []member.Found   // members on the roster whom the sheet does not name
	target map[string]int64 // the group that a department of the sheet stands for
}

// line is one row of the sheet that is about a member.
type line struct {
	row   *intake.Row
	who   member.Found
	base  money.Fen
	known bool
}

// wageFigures are the counts of a comparison for programs.
type wageFigures struct {
	Month   civil.YearMonth `json:"month"`
	Matched int             `json:"matched"`
	Changes []BaseChange    `json:"changed"`
	// NotMembers are rows of nobody in the ledger, Missing members without a row.
	NotMembers int `json:"not_in_roster"`
	Missing    int `json:"missing_here"`
}

// compare works out the bases that Write puts in, and everything a person must
// look at. What was found before is forgotten.
func (w *Wages) compare(ctx context.Context, r ledger.Reader) (err error) {
	w.Conflicts, w.Held, w.Changes = nil, 0, []BaseChange{}
	c := &comparison{Wages: w, lines: map[int64][]line{}}
	w.found = c
	if c.people, err = member.ReadPeople(ctx, r, w.Month.Last()); err != nil {
		return err
	}
	if c.bases, err = readBases(ctx, r, w.Month); err != nil {
		return fmt.Errorf("读缴费基数：%w", err)
	}
	figures := wageFigures{Month: w.Month}
	for i := range w.Rows {
		if row := &w.Rows[i]; !row.Refused && !c.match(row) {
			figures.NotMembers++
		}
	}
	for _, id := range c.order {
		c.member(c.lines[id])
	}
	slices.SortStableFunc(w.Conflicts, func(a, b problem.Problem) int { return cmp.Compare(a.Row, b.Row) })
	figures.Matched, figures.Missing = len(c.order), c.missing()
	figures.Changes = w.Changes
	w.Figures = figures
	if err := c.find(ctx, r); err != nil {
		return fmt.Errorf("和名册对照：%w", err)
	}
	return ctx.Err()
}

// readBases reads the base in force for a month of every member who has one.
func readBases(ctx context.Context, r ledger.Reader, month civil.YearMonth) (map[int64]money.Fen, error) {
	rows, err := r.QueryContext(ctx, `SELECT m.id, `+baseSQL+` AS base FROM member m WHERE base IS NOT NULL`, month)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]money.Fen{}
	for rows.Next() {
		var id int64
		var base money.Fen
		if err := rows.Scan(&id, &base); err != nil {
			return nil, err
		}
		out[id] = base
	}
	return out, rows.Err()
}

// match finds whose row it is, and reports one that is nobody's for certain.
func (c *comparison) match(row *intake.Row) bool {
	rec := member.Fields.NewRecord()
	for _, key := range []string{"name", "id_number", "emp_no", "department"} {
		rec.Set(key, row.Record.Get(key))
	}
	who := c.people.Find(rec)
	if who.Member == 0 {
		c.stranger(row, who)
		return false
	}
	l := line{row: row, who: who}
	l.base, l.known = c.base(row)
	if c.lines[who.Member] == nil {
		c.order = append(c.order, who.Member)
	}
	c.lines[who.Member] = append(c.lines[who.Member], l)
	if name := row.Record.Get("name"); name != who.Record.Get("name") {
		c.Conflict(row, problem.Problem{Severity: problem.Warning, Kind: "name_typing_error", Field: "name", New: who.Record.Get("name"), Record: who.Member, Table: "member",
			Message: fmt.Sprintf("身份证号是会员“%s”的，工资表里写成了“%s”，已按“%s”对上，会员资料没有改。请让财务改正工资表。", who.Record.Get("name"), name, who.Record.Get("name"))})
	}
	if _, good := member.UsableID(rec, civil.Date{Year: 9999, Month: 12, Day: 31}); good && !who.ByNumber {
		c.Conflict(row, problem.Problem{Severity: problem.Hint, Kind: "id_number_known_here", Field: "id_number", Record: who.Member, Table: "member",
			Message: "台账里这个会员没有可用的身份证号，工资表里有一个。没有自动填入；请看身份证核实后填进会员资料。"})
	}
	return true
}

// stranger reports a row that is nobody's: members are never added from wages.
func (c *comparison) stranger(row *intake.Row, who member.Found) {
	c.Held++
	p := problem.Problem{Severity: problem.Warning, Kind: "not_in_roster", Field: "name", Message: "台账里没有这个人，没有加成会员。"}
	switch {
	case who.Conflict != "":
		p.Kind, p.Message = who.Kind, who.Conflict+"，这一行没有写入。请核对姓名和证件号码。"
		c.Conflict(row, p)
		return
	case who.Namesake:
		p.Message = "台账里有同名的人，但证件号码或出生日期不同，不是同一个人，没有加成会员。"
	}
	if fen, ok := row.Record.Fen("dues_withheld_fen"); ok && fen > 0 {
		p.Message += fmt.Sprintf("工资里却扣了会费 %s 元。", fen.Grouped())
	}
	p.Message += "请核实：是会员的先入会登记，再导入一次；不是的不用管。"
	c.Conflict(row, p)
}

// member settles the base of one member and checks what was withheld.
func (c *comparison) member(lines []line) {
	l, ok := c.oneOf(lines)
	if !ok || !l.known {
		return
	}
	old, had := c.bases[l.who.Member]
	if had && old > 0 && (l.base/farOff >= old || l.base <= old/farOff) {
		c.hold(l, "wage_far_off", fmt.Sprintf("按工资表算，缴费基数是 %s 元，上次是 %s 元，相差 %d 倍以上，多半是单位或小数点错了，没有写入。请核对工资表。", l.base.Grouped(), old.Grouped(), farOff))
		return
	}
	c.withheld(l)
	if had && old == l.base {
		return
	}
	change := BaseChange{Member: l.who.Member, Name: l.who.Record.Get("name"), Row: l.row.Number, New: l.base}
	if had {
		change.Old = &old
		c.Conflict(l.row, problem.Problem{Severity: problem.Hint, Kind: "dues_base_changed", Field: c.items[0], Value: old.String(), New: l.base.String(), Record: l.who.Member, Table: "member",
			Message: fmt.Sprintf("缴费基数由 %s 元变为 %s 元（%s 起）。", old.Grouped(), l.base.Grouped(), c.Month)})
	}
	c.Changes = append(c.Changes, change)
}

// oneOf chooses the line that counts where a member has several: the one with the
// identity number. Where they say different things and none is surer, none counts.
func (c *comparison) oneOf(lines []line) (line, bool) {
	best := lines[0]
	for _, l := range lines[1:] {
		if l.who.ByNumber && !best.who.ByNumber {
			best = l
		}
	}
	same := true
	for _, l := range lines {
		same = same && (l.who.ByNumber != best.who.ByNumber || l.base == best.base && l.known == best.known)
	}
	for _, l := range lines {
		switch {
		case l.row == best.row && same:
		case l.row == best.row:
			c.hold(l, "wage_line_twice", fmt.Sprintf("这个会员在工资表里有 %d 行，金额不同，分不清按哪一行，都没有写入。请核对工资表。", len(lines)))
		case same:
			c.hold(l, "wage_line_twice", fmt.Sprintf("和第 %d 行是同一个会员，只按第 %d 行算，这一行没有写入。请核对工资表。", best.row.Number, best.row.Number))
		default:
			c.hold(l, "wage_line_twice", fmt.Sprintf("和第 %d 行是同一个会员，这一行没有写入。请核对工资表。", best.row.Number))
		}
	}
	return best, same
}

// hold reports a line that is not written.
func (c *comparison) hold(l line, kind, message string) {
	c.Held++
	c.Conflict(l.row, problem.Problem{Severity: problem.Error, Kind: kind, Field: c.items[0], Record: l.who.Member, Table: "member", Message: message})
}

// withheld compares the dues taken off the wage with those the rule asks for.
func (c *comparison) withheld(l line) {
	if _, asked := c.Tables[l.row.Table].Column("dues_withheld_fen"); !asked || l.who.State != member.Active || l.row.HasProblem("dues_withheld_fen") {
		return
	}
	taken, _ := l.row.Record.Fen("dues_withheld_fen")
	due := c.rule.Amount(c.Month, l.base)
	p := problem.Problem{Severity: problem.Warning, Kind: "dues_typed_over", Field: "dues_withheld_fen", Record: l.who.Member, Table: "member",
		Message: fmt.Sprintf("代扣会费 %s 元，按规则（%s，基数 %s 元）应为 %s 元，像是手工改过的。会费按规则开账；请和财务核对。", taken.Grouped(), c.rule.Words(), l.base.Grouped(), due.Grouped())}
	switch {
	case taken == due:
		return
	case taken == 0:
		p.Kind, p.Message = "dues_zero", fmt.Sprintf("没有代扣会费，按规则应为 %s 元。请和财务核对是漏扣，还是本人自己缴。", due.Grouped())
	}
	c.Conflict(l.row, p)
}

// missing reports members on the roster whom the sheet does not name; a sheet that
// lacks more than it names is one of a part of the people, and that is said once.
func (c *comparison) missing() int {
	c.people.Each(func(f member.Found) {
		if f.State == member.Active && c.lines[f.Member] == nil {
			c.absent = append(c.absent, f)
		}
	})
	slices.SortFunc(c.absent, func(a, b member.Found) int {
		return cmp.Or(strings.Compare(member.SortKey(a.Record.Get("name")), member.SortKey(b.Record.Get("name"))), cmp.Compare(a.Member, b.Member))
	})
	if len(c.absent) > len(c.order) {
		c.Conflicts = append(c.Conflicts, problem.Problem{Severity: problem.Hint, Kind: "many_missing_here", Sheet: c.Tables[0].Sheet,
			Message: fmt.Sprintf("这张工资表只对上 %d 个会员，另有 %d 个在册会员不在表里，缴费基数不变。请看是不是只有一部分人的工资表。", len(c.order), len(c.absent))})
		return len(c.absent)
	}
	for _, f := range c.absent {
		c.Conflicts = append(c.Conflicts, problem.Problem{Severity: problem.Hint, Kind: "missing_here", Sheet: c.Tables[0].Sheet, Table: "member", Record: f.Member,
			Who: f.Record.Get("name"), Message: missingWords(f)})
	}
	return len(c.absent)
}

// missingWords says of a member that the sheet does not name him.
func missingWords(f member.Found) string {
	return fmt.Sprintf("%s（%s）是在册会员，工资表里没有，缴费基数不变。请看是不是离职、调走了，或在别处发工资。", f.Record.Get("name"),
		cmp.Or(f.Record.Get("department"), "没有定小组"))
}

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
	"unionledger/data/union"
)

// FindingKind is what holding a wage sheet against the roster has found.
type FindingKind string

// The kinds. The last four are to be looked at: nothing can be accepted there.
const (
	Joiner      FindingKind = "joiner"   // in the sheet, not in the ledger
	Returned    FindingKind = "returned" // in the sheet, has left the union
	Leaver      FindingKind = "leaver"   // on the roster, not in the sheet
	Transfer    FindingKind = "transfer" // in another department
	BaseChanged FindingKind = "base"
	NameDiffers FindingKind = "name"
	NumberKnown FindingKind = "number" // an identity number that the roster lacks
	WageHeld    FindingKind = "held"   // a wage that cannot be right, or is missing
	LineTwice   FindingKind = "twice"
	NotWithheld FindingKind = "withheld" // dues taken off by another rule
	Unclear     FindingKind = "unclear"  // nobody for certain
)

// FindingKinds lists the kinds in the order shown.
var FindingKinds = []FindingKind{Joiner, Returned, Leaver, Transfer, BaseChanged, NameDiffers, NumberKnown, WageHeld, LineTwice, NotWithheld, Unclear}

// findingWords are the kinds as they are called.
var findingWords = map[FindingKind]string{Joiner: "新进", Returned: "离会又在", Leaver: "不在表里", Transfer: "调动", BaseChanged: "工资变化",
	NameDiffers: "姓名不同", NumberKnown: "可补号码", WageHeld: "工资有误", LineTwice: "重复行", NotWithheld: "代扣不符", Unclear: "对不上"}

// Word is what the kind is called.
func (k FindingKind) Word() string { return findingWords[k] }

// What may be accepted of a finding. Those of joiners and leavers are events.
const (
	WriteBase  = "写基数"
	WriteGroup = "改小组"
	WriteName  = "改姓名"
	WriteID    = "补号码"
)

// Finding is one difference between a wage sheet and the roster.
type Finding struct {
	Kind FindingKind `json:"kind"`
	// Sheet, Row and Cell say where; they are empty for somebody who is not in the
	// sheet. Member is 0 for somebody who is not in the ledger.
	Sheet      string `json:"sheet,omitempty"`
	Row        int    `json:"row,omitempty"`
	Cell       string `json:"cell,omitempty"`
	Member     int64  `json:"member,omitempty"`
	Name       string `json:"name"`
	Department string `json:"department"`
	// Old and New are as they are shown; numbers of people masked.
	Old string `json:"old"`
	New string `json:"new"`
	// Change says of an amount by how much it changes: 多 250.00 元，+4.8%.
	Change  string `json:"change,omitempty"`
	Message string `json:"message"`
	// Choices are what may be accepted, none where there is only something to look
	// at. Usual is the one taken when a whole kind is accepted, "" where each is to
	// be decided by itself. Accepted is the one taken, "" for none.
	Choices  []string `json:"choices"`
	Usual    string   `json:"usual"`
	Accepted string   `json:"accepted"`

	row   *intake.Row
	base  *money.Fen // for a base or a joiner
	group int64      // for a transfer or a joiner
}

// findingOf are the kinds of findings by those of the problems that tell them.
var findingOf = map[string]FindingKind{"not_in_roster": Joiner, "missing_here": Leaver, "name_typing_error": NameDiffers,
	"id_number_known_here": NumberKnown, "wage_far_off": WageHeld, "wage_line_twice": LineTwice, "dues_typed_over": NotWithheld, "dues_zero": NotWithheld,
	"several_in_ledger": Unclear, "id_in_ledger_other_name": Unclear, "id_differs": Unclear}

// find lists what was found as lines to be decided about.
func (c *comparison) find(ctx context.Context, r ledger.Reader) error {
	c.Findings = nil
	rows := map[string]*intake.Row{}
	for i := range c.Rows {
		row := &c.Rows[i]
		rows[place(c.Sheet(row), row.Number)] = row
		c.ownProblems(row)
	}
	for _, p := range c.Conflicts {
		if p.Kind != "missing_here" {
			c.told(p, rows[place(p.Sheet, p.Row)])
		}
	}
	for _, ch := range c.Changes {
		c.Findings = append(c.Findings, c.baseFinding(ch))
	}
	if err := c.transfers(ctx, r); err != nil {
		return err
	}
	if err := c.comings(ctx, r); err != nil {
		return err
	}
	order := map[FindingKind]int{}
	for i, k := range FindingKinds {
		order[k] = i
	}
	slices.SortStableFunc(c.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(order[a.Kind], order[b.Kind]), cmp.Compare(a.Row, b.Row))
	})
	return nil
}

func place(sheet string, row int) string { return fmt.Sprint(row, " ", sheet) }

// ownProblems lists the wages that are missing or cannot be right, and rows that
// could not be read at all.
func (c *comparison) ownProblems(row *intake.Row) {
	_, known := c.base(row)
	for _, p := range row.Problems {
		if row.Refused || !known && slices.Contains(c.items, p.Field) {
			c.told(p, row).Kind = WageHeld
		}
	}
}

// told makes a finding of a problem.
func (c *comparison) told(p problem.Problem, row *intake.Row) *Finding {
	kind, known := findingOf[p.Kind]
	if p.Kind == "dues_base_changed" || p.Kind == "many_missing_here" {
		return nil // told otherwise
	}
	if !known {
		kind = Unclear
	}
	f := Finding{Kind: kind, Sheet: p.Sheet, Row: p.Row, Cell: p.Cell, Member: p.Record, Name: p.Who, Old: p.Value, Message: p.Message, Choices: []string{}, row: row}
	if d, ok := c.Kind.Fields.Field(p.Field); ok {
		f.Old = d.Mask.Hide(p.Value)
	}
	if row != nil {
		f.Department = row.Record.Get("department")
	}
	switch kind {
	case Joiner:
		f.Old, f.New = "", f.Department
	case NameDiffers:
		f.Old, f.New, f.Usual = p.New, p.Value, WriteName
	case NumberKnown:
		f.Message = "名册里这个会员没有可用的身份证号，工资表里有一个。请看身份证核实后再勾选补上。"
		f.Old, f.New, f.Usual = "", member.Fields.Must("id_number").Shown(row.Record.Get("id_number")), WriteID
	case NotWithheld, LineTwice:
		f.New = p.New
	}
	if f.Usual != "" {
		f.Choices = []string{f.Usual}
	}
	c.Findings = append(c.Findings, f)
	return &c.Findings[len(c.Findings)-1]
}

// baseFinding says by how much a base changes.
func (c *comparison) baseFinding(ch BaseChange) Finding {
	line := c.lines[ch.Member][0]
	for _, l := range c.lines[ch.Member] {
		if l.row.Number == ch.Row {
			line = l
		}
	}
	f := Finding{Kind: BaseChanged, Sheet: c.Sheet(line.row), Row: ch.Row, Cell: c.Cell(line.row, c.items[0]), Member: ch.Member, Name: ch.Name,
		Department: line.row.Record.Get("department"), New: ch.New.Grouped(), Choices: []string{WriteBase}, Usual: WriteBase, row: line.row, base: &ch.New}
	if ch.Old == nil {
		f.Message = fmt.Sprintf("名册里没有缴费基数，工资表算出 %s 元（%s 起）。", ch.New.Grouped(), c.Month)
		return f
	}
	f.Old, f.Change = ch.Old.Grouped(), changeWords(*ch.Old, ch.New)
	f.Message = fmt.Sprintf("缴费基数由 %s 元变为 %s 元，%s（%s 起）。", f.Old, f.New, f.Change, c.Month)
	return f
}

// changeWords says a change as an amount and a share: 多 250.00 元，+4.8%.
func changeWords(old, now money.Fen) string {
	word, by, sign := "多", now-old, "+"
	if by < 0 {
		word, by, sign = "少", -by, "-"
	}
	if old <= 0 {
		return fmt.Sprintf("%s %s 元", word, by.Grouped())
	}
	permille := (int64(by)*1000 + int64(old)/2) / int64(old)
	return fmt.Sprintf("%s %s 元，%s%d.%d%%", word, by.Grouped(), sign, permille/10, permille%10)
}

// comings lists who is missing in the sheet and who has left and is in it, with
// what may happen to a membership in the state it is in today; and the group and
// the base that joiners begin with.
func (c *comparison) comings(ctx context.Context, r ledger.Reader) error {
	var ids []int64
	for _, f := range c.absent {
		ids = append(ids, f.Member)
	}
	back := []line{}
	for _, id := range c.order {
		l := c.lines[id][0]
		if s := l.who.State; s != "" && !s.Counted() && s != member.Applying && s != member.Retained {
			back, ids = append(back, l), append(ids, id)
		}
	}
	states, err := statesOf(ctx, r, ids)
	if err != nil {
		return err
	}
	for _, f := range c.absent {
		c.Findings = append(c.Findings, Finding{Kind: Leaver, Member: f.Member, Name: f.Record.Get("name"), Department: f.Record.Get("department"),
			Old: string(f.State), Message: missingWords(f), Choices: among(states[f.Member], member.MovedOut, member.Withdrew)})
	}
	for _, l := range back {
		now := states[l.who.Member]
		f := Finding{Kind: Returned, Sheet: c.Sheet(l.row), Row: l.row.Number, Cell: c.Cell(l.row, "name"), Member: l.who.Member, Name: l.who.Record.Get("name"),
			Department: l.row.Record.Get("department"), Old: string(now), Choices: among(now, member.MovedIn, member.Joined, member.Applied), row: l.row,
			Message: fmt.Sprintf("台账里是“%s”，%s 又发了工资。请核实是回来了，还是当时没有离开。", now, c.Month)}
		if now == member.Active {
			f.Message = fmt.Sprintf("%s 时台账里是“%s”，现在已在册，不用办理。", c.Month, l.who.State)
		}
		c.Findings = append(c.Findings, f)
	}
	for i := range c.Findings {
		if f := &c.Findings[i]; f.Kind == Joiner && f.row != nil {
			f.Choices, f.Usual = []string{string(member.Applied), string(member.Joined)}, string(member.Applied)
			f.Message = strings.Replace(f.Message, "，没有加成会员", "", 1)
			f.Message, _, _ = strings.Cut(f.Message, "请核实：")
			if base, known := c.base(f.row); known {
				f.base = &base
				f.Message += fmt.Sprintf("缴费基数 %s 元。", base.Grouped())
			}
			f.Message += "是会员或愿意入会的，选“申请”或“入会”；不是的不用管。"
			f.group = c.target[f.Department]
		}
	}
	return nil
}

// statesOf reads the states that members are in by now.
func statesOf(ctx context.Context, r ledger.Reader, ids []int64) (map[int64]member.State, error) {
	list, err := member.Many(ctx, r, ids, civil.Date{}, nil)
	out := make(map[int64]member.State, len(ids))
	for _, m := range list {
		out[m.ID] = m.State
	}
	return out, err
}

// among are those of the events that may happen in a state.
func among(s member.State, kinds ...member.EventKind) []string {
	out := []string{}
	for _, k := range kinds {
		if slices.Contains(s.Possible(), k) {
			out = append(out, string(k))
		}
	}
	return out
}

// transfers finds members who are paid in another department than the one their
// group stands for.
func (c *comparison) transfers(ctx context.Context, r ledger.Reader) error {
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return err
	}
	of, err := groupsOf(ctx, r)
	if err != nil {
		return err
	}
	c.aim(groups, of)
	names, below := union.Names(groups), map[int64]map[int64]bool{}
	for _, id := range c.order {
		l := c.lines[id][0]
		dept := l.row.Record.Get("department")
		to := c.target[dept]
		if to == 0 || len(c.lines[id]) > 1 {
			continue
		}
		if below[to] == nil {
			below[to] = map[int64]bool{}
			for _, g := range union.Below(groups, to) {
				below[to][g] = true
			}
		}
		if below[to][of[id]] {
			continue
		}
		old := names[of[id]]
		from := "现在在“" + old + "”"
		if old == "" {
			from = "现在没有小组"
		}
		c.Findings = append(c.Findings, Finding{Kind: Transfer, Sheet: c.Sheet(l.row), Row: l.row.Number, Cell: c.Cell(l.row, "department"), Member: id,
			Name: l.who.Record.Get("name"), Department: dept, Old: old, New: names[to], Choices: []string{WriteGroup}, Usual: WriteGroup, row: l.row, group: to,
			Message: fmt.Sprintf("工资在“%s”发，%s，像是调动了。接受后小组改成“%s”。", dept, from, names[to])})
	}
	return nil
}

func groupsOf(ctx context.Context, r ledger.Reader) (map[int64]int64, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, department FROM member WHERE department IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[int64]int64{}
	for rows.Next() {
		var id, group int64
		if err := rows.Scan(&id, &group); err != nil {
			return nil, err
		}
		out[id] = group
	}
	return out, rows.Err()
}

// aim finds which group a department of the sheet stands for: the one of its name
// or path, where no other group has it, else the one that at least two thirds, and three, of its people belong to. A
// department whose people are in many groups stands for none.
func (c *comparison) aim(groups []union.Group, of map[int64]int64) {
	c.target = map[string]int64{}
	same := union.Namesakes(groups)
	for _, g := range groups {
		if same[g.Name] == nil {
			c.target[g.Name] = g.ID
		}
	}
	for id, path := range union.Paths(groups) {
		if c.target[path] == 0 {
			c.target[path] = id
		}
	}
	in := map[string]map[int64]int{}
	all := map[string]int{}
	for _, id := range c.order {
		dept := c.lines[id][0].row.Record.Get("department")
		if dept == "" || c.target[dept] != 0 {
			continue
		}
		if in[dept] == nil {
			in[dept] = map[int64]int{}
		}
		all[dept]++
		in[dept][of[id]]++
	}
	for dept, counts := range in {
		for group, n := range counts {
			if group != 0 && n >= 3 && n*3 >= all[dept]*2 {
				c.target[dept] = group
			}
		}
	}
}

package dues

import (
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

// The verdicts on a line of new bases.
const (
	BaseWritten = "change"  // is written
	BaseSame    = "same"    // is so already
	BaseHeld    = "held"    // is written only when somebody agrees
	BaseRefused = "refused" // cannot be written
)

// BaseLine is a line of new bases with what it would change.
type BaseLine struct {
	Line   int    `json:"line"`
	Text   string `json:"text"`
	Member int64  `json:"member,omitempty"`
	Name   string `json:"name"`
	Group  string `json:"department,omitempty"`
	// Old is the base in force before, nil where there was none; Before and After are
	// the dues of the month by them.
	Old     *money.Fen `json:"old_fen"`
	New     money.Fen  `json:"new_fen"`
	Before  money.Fen  `json:"dues_before_fen"`
	After   money.Fen  `json:"dues_after_fen"`
	Verdict string     `json:"verdict"`
	Message string     `json:"message,omitempty"`
	// Agreed lets a line that is held be written.
	Agreed bool `json:"agreed,omitempty"`
}

// Written reports whether Write puts the line in.
func (b BaseLine) Written() bool {
	return b.Verdict == BaseWritten || b.Verdict == BaseHeld && b.Agreed
}

// Words says what the line changes, or why it does not.
func (b BaseLine) Words() string {
	old := "没有"
	if b.Old != nil {
		old = b.Old.Grouped()
	}
	change := fmt.Sprintf("%s → %s 元，月会费 %s → %s", old, b.New.Grouped(), b.Before.Grouped(), b.After.Grouped())
	switch {
	case b.Written():
		return change
	case b.Verdict == BaseHeld:
		return change + "。" + b.Message
	case b.Verdict == BaseSame && b.Message == "":
		return "没有变化"
	}
	return b.Message
}

// BasePlan is what new bases from a month on would change, shown before it is done.
type BasePlan struct {
	From   civil.YearMonth `json:"from_month"`
	Source string          `json:"source"`
	Lines  []BaseLine      `json:"lines"`
	// Billed are months from that on that are billed already and stay until corrected.
	Billed []civil.YearMonth `json:"billed"`
}

// Count is how many lines have a verdict.
func (p *BasePlan) Count(verdict string) (n int) {
	for _, l := range p.Lines {
		if l.Verdict == verdict {
			n++
		}
	}
	return n
}

// Writes is how many lines Write would put in.
func (p *BasePlan) Writes() (n int) {
	for _, l := range p.Lines {
		if l.Written() {
			n++
		}
	}
	return n
}

// PlanBases finds whose bases the lines are and what they would change from a month
// on. Nothing is written; every line comes back with a verdict.
func PlanBases(ctx context.Context, r ledger.Reader, from civil.YearMonth, source string, lines []BaseInput) (*BasePlan, error) {
	p := &BasePlan{From: from, Source: source, Lines: []BaseLine{}, Billed: []civil.YearMonth{}}
	if from.Year < 1950 || from.Year > 2199 {
		return p, ledger.Refuse("请写明新基数从哪个月起，如 2022-01。")
	}
	people, err := member.ReadPeople(ctx, r, from.Last())
	if err != nil {
		return p, err
	}
	bases, err := readBases(ctx, r, from)
	if err != nil {
		return p, fmt.Errorf("读缴费基数：%w", err)
	}
	book, err := BookOf(ctx, r)
	if err != nil {
		return p, err
	}
	rule, err := book.On(from)
	if err != nil {
		return p, err
	}
	for _, in := range lines {
		p.Lines = append(p.Lines, judgeBase(in, people, bases, rule, from))
	}
	p.twice()
	rows, err := r.QueryContext(ctx, `SELECT DISTINCT month FROM dues_bill WHERE month >= ? ORDER BY month`, from)
	if err != nil {
		return p, err
	}
	p.Billed, err = scanMonths(rows)
	return p, err
}

// judgeBase finds the member of a line and says what its base would change.
func judgeBase(in BaseInput, people *member.People, bases map[int64]money.Fen, rule Rule, from civil.YearMonth) BaseLine {
	out := BaseLine{Line: in.Line, Text: strings.TrimSpace(strings.Join(in.Keys, " ") + " " + in.Amount), Name: strings.Join(in.Keys, " "), Verdict: BaseRefused}
	who, conflict := findPayer(in, people)
	if who.Member == 0 {
		out.Message = conflict
		return out
	}
	out.Member, out.Name, out.Group = who.Member, who.Record.Get("name"), who.Record.Get("department")
	if strings.TrimSpace(in.Amount) == "" {
		out.Message = "没有写基数，没有改动。请补上数额。"
		return out
	}
	amount, err := parseBase(in.Amount)
	old, had := bases[who.Member]
	if had {
		out.Old, out.Before = &old, rule.Amount(from, max(old, 0))
	}
	switch {
	case err != nil:
		out.Message = fmt.Sprintf("“%s”不是金额（最多两位小数），没有改动。", in.Amount)
		return out
	case amount < 0:
		out.Message = fmt.Sprintf("基数 %s 元是负数，没有改动。请核对。", amount.Grouped())
		return out
	}
	out.New, out.After = amount, rule.Amount(from, amount)
	switch {
	case had && old == amount:
		out.Verdict = BaseSame
	case had && old > 0 && (amount/farOff >= old || amount <= old/farOff):
		out.Verdict = BaseHeld
		out.Message = fmt.Sprintf("原来是 %s 元，相差 %d 倍以上，多半是单位或小数点错了。核对无误的请点同意再写入。", old.Grouped(), farOff)
	case amount == 0:
		out.Verdict, out.Message = BaseHeld, "基数是 0，以后每月会费为 0。核对无误的请点同意再写入；不用缴的请改用“免缴”约定。"
	default:
		out.Verdict = BaseWritten
	}
	return out
}

// findPayer finds the member that the keys of a line name; else it says why not.
func findPayer(in BaseInput, people *member.People) (member.Found, string) {
	if in.Member != 0 {
		if who, ok := people.ByID(in.Member); ok {
			return who, ""
		}
		return member.Found{}, "名册里没有这个人，没有改动。"
	}
	rec := member.Fields.NewRecord()
	for _, k := range in.Keys {
		switch {
		case len(k) == 18 && strings.Trim(k[:17], "0123456789") == "":
			rec.Set("id_number", strings.ToUpper(k))
		case strings.Trim(k, "0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == "":
			rec.Set("emp_no", k)
		default:
			rec.Set("name", strings.TrimSpace(rec.Get("name")+" "+k))
		}
	}
	if who, ok := people.ByStaffNumber(rec.Get("emp_no")); ok && rec.Get("name") == "" && rec.Get("id_number") == "" {
		return who, ""
	}
	if no := rec.Get("emp_no"); no != "" && rec.Get("name") == "" {
		rec.Set("name", no) // a name in foreign letters
	}
	who := people.Find(rec)
	switch {
	case who.Member != 0:
		return who, ""
	case who.Conflict != "":
		return who, who.Conflict + "，没有改动。请写上证件号码或工号再试。"
	case who.Namesake:
		return who, "有同名的会员，但号码对不上，没有改动。请核对。"
	}
	return who, "名册里没有这个人，没有改动。请核对姓名或号码。"
}

// twice judges members who are named more than once: the same base again is only
// said, different ones are refused, as nobody knows which counts.
func (p *BasePlan) twice() {
	at := map[int64][]int{}
	for i, l := range p.Lines {
		if l.Member != 0 && l.Verdict != BaseRefused {
			at[l.Member] = append(at[l.Member], i)
		}
	}
	for _, list := range at {
		first := p.Lines[list[0]]
		same := true
		for _, i := range list[1:] {
			same = same && p.Lines[i].New == first.New
		}
		for n, i := range list {
			l := &p.Lines[i]
			switch {
			case len(list) == 1 || same && n == 0:
			case same:
				l.Verdict, l.Message = BaseSame, fmt.Sprintf("和第 %d 行是同一个人、同一个数，只写一次。", first.Line)
			default:
				l.Verdict, l.Message = BaseRefused, fmt.Sprintf("%s写了 %d 次，数额不同，分不清按哪一个，都没有改动。请留下一行。", l.Name, len(list))
			}
		}
	}
}

// Write puts the bases in that are not refused nor waiting, as one operation. The
// lines are judged anew, so that they fit the ledger as it is; what was agreed holds.
func (p *BasePlan) Write(ctx context.Context, l *ledger.Ledger) (op int64, err error) {
	if p.Writes() == 0 {
		return 0, ledger.Refuse("没有可以写入的基数，什么都没有改动。")
	}
	return l.Write(ctx, ledger.Op{Kind: "dues_base"}, func(tx *ledger.Tx) error {
		now, err := readBases(ctx, tx, p.From)
		if err != nil {
			return err
		}
		written, last := 0, ""
		for _, line := range p.Lines {
			if !line.Written() {
				continue
			}
			if old, had := now[line.Member]; had != (line.Old != nil) || had && old != *line.Old {
				return ledger.Refuse("%s的基数刚刚被改过，和看到的不一样，没有写入。请重新核对一遍。", line.Name)
			}
			if err := SetBase(tx, line.Member, p.From, line.New, p.Source); err != nil {
				return fmt.Errorf("%s的缴费基数：%w（全部没有写入）", line.Name, err)
			}
			written, last = written+1, line.Name+" "+line.New.Grouped()+" 元"
		}
		tx.SetTitle(fmt.Sprintf("%s 起更新基数 %d 人（%s）", p.From, written, p.Source))
		if written == 1 {
			tx.SetTitle(fmt.Sprintf("缴费基数 %s 起：%s（%s）", p.From, last, p.Source))
		}
		return nil
	})
}

// BaseEntry is a base a member had from a month on, with where it came from.
type BaseEntry struct {
	Member int64           `json:"member"`
	Name   string          `json:"name"`
	Group  string          `json:"department"`
	From   civil.YearMonth `json:"from_month"`
	Base   *money.Fen      `json:"base_fen"`
	Source string          `json:"source"`
}

// Since says from when the base holds.
func (b BaseEntry) Since() string {
	if b.From.IsZero() || b.From.Year <= 1900 {
		return "一直"
	}
	return b.From.String() + " 起"
}

// BaseHistory lists the bases of a member, the newest first. The newest one is that of
// the roster, where it may have been corrected by hand.
func BaseHistory(ctx context.Context, r ledger.Reader, id int64) ([]BaseEntry, error) {
	rows, err := r.QueryContext(ctx, `SELECT b.from_month, CASE WHEN n.newest THEN m.dues_base_fen ELSE b.base_fen END,
			CASE WHEN n.newest AND m.dues_base_fen IS NOT b.base_fen THEN '名册' ELSE b.source END, m.name
		FROM dues_base b JOIN member m ON m.id = b.member_id
		JOIN (SELECT id, from_month = max(from_month) OVER () AS newest FROM dues_base WHERE member_id = ?1) n ON n.id = b.id
		ORDER BY b.from_month DESC`, id)
	if err != nil {
		return nil, fmt.Errorf("读缴费基数：%w", err)
	}
	defer rows.Close()
	var out []BaseEntry
	for rows.Next() {
		e := BaseEntry{Member: id}
		if err := rows.Scan(&e.From, &e.Base, &e.Source, &e.Name); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// BasesIn lists the base of every member on the roster for a month, by name, with the
// month it holds from and its source; nobody is left out, who has none has none.
func BasesIn(ctx context.Context, r ledger.Reader, month civil.YearMonth) ([]BaseEntry, error) {
	rows, err := r.QueryContext(ctx, `SELECT m.id, m.name, coalesce(g.name, ''), `+baseSQL+`,
			(SELECT b.from_month FROM dues_base b WHERE b.member_id = m.id AND b.from_month <= ?1 ORDER BY b.from_month DESC LIMIT 1),
			coalesce((SELECT b.source FROM dues_base b WHERE b.member_id = m.id AND b.from_month <= ?1 ORDER BY b.from_month DESC LIMIT 1), '名册')
		FROM member m LEFT JOIN union_group g ON g.id = m.department WHERE `+member.NotMerged+` ORDER BY m.name_key, m.id`, month)
	if err != nil {
		return nil, fmt.Errorf("读缴费基数：%w", err)
	}
	defer rows.Close()
	var out []BaseEntry
	for rows.Next() {
		var e BaseEntry
		if err := rows.Scan(&e.Member, &e.Name, &e.Group, &e.Base, &e.From, &e.Source); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

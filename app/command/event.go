package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"unionledger/app/platform"
	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

type eventVerb struct {
	ledgerFlag

	Kind       string `help:"什么变化：申请、入会、未批准、转入、保留、恢复、转出、退会、视为退会、除名、死亡" placeholder:"变化"`
	Date       string `help:"哪一天起，如 2026-11-01；只知道年月写 2026-11；默认今天" placeholder:"日期"`
	Reason     string `help:"会籍变化原因，用全国表里的词" placeholder:"原因"`
	Document   string `help:"凭据：文件名称或编号" placeholder:"文字"`
	Minute     string `help:"工会委员会的会议记录编号" placeholder:"编号"`
	OtherUnion string `help:"转入或转出的对方工会全称" placeholder:"名称"`
	DuesFrom   string `help:"会费从哪月起收或停收，如 2026-12" placeholder:"月份"`
	Note       string `help:"备注" placeholder:"文字"`

	Confirmed bool `help:"视为退会用：各项条件已逐条核实"`
	Filed     bool `help:"除名用：已报上级工会备案"`

	whoFlags
	People string `help:"名单文件，一行一个人：姓名或证件号码" placeholder:"文件.txt"`

	Correct int64  `help:"更正这一号会籍记录；没有写的项目照旧" placeholder:"记录号"`
	Void    int64  `help:"作废这一号会籍记录" placeholder:"记录号"`
	Why     string `help:"为什么更正或作废" placeholder:"文字"`

	List   bool `help:"只列出会籍记录，已更正、作废的也列"`
	DryRun bool `help:"只看谁能办理，不写入"`
}

func (v *eventVerb) Run(r *run) error {
	e, err := v.event(r.today())
	if err != nil {
		return err
	}
	if err := v.oneThing(); err != nil {
		return err
	}
	return r.with(v.Ledger, !v.List && !v.DryRun, func(l *ledger.Ledger) error {
		if v.Correct != 0 || v.Void != 0 {
			return v.amend(r, l, e)
		}
		ids, err := v.who(r, l)
		if err != nil {
			return err
		}
		if v.List {
			return v.list(r, l, ids)
		}
		return v.enter(r, l, e, ids)
	})
}

// oneThing refuses command lines that ask for two things at once, or for nothing.
func (v *eventVerb) oneThing() error {
	asked := 0
	for _, on := range []bool{v.List, v.Correct != 0, v.Void != 0} {
		if on {
			asked++
		}
	}
	named := v.asked() || v.People != ""
	amends := v.Correct != 0 || v.Void != 0
	switch {
	case asked > 1:
		return usageError{errors.New("--list、--correct、--void 一次只能用一个。")}
	case asked == 0 && v.Kind == "":
		return usageError{errors.New("请用 --kind 写明办理什么，如 --kind 保留。")}
	case amends && named:
		return usageError{errors.New("更正、作废只看记录号，不用再写是谁。")}
	case amends && v.Why == "":
		return usageError{errors.New("请用 --why 写明为什么更正或作废。")}
	case amends && v.DryRun:
		return usageError{errors.New("--dry-run 只用于办理，更正和作废可以用 undo 撤销。")}
	case !amends && !named:
		return usageError{errors.New("请写明是谁：--member、--id-number、--name 或 --people。")}
	case v.asked() && v.People != "":
		return usageError{errors.New("--member、--id-number、--name、--people 只用一个。")}
	}
	return nil
}

// event reads the flags that describe an event.
func (v *eventVerb) event(today civil.Date) (member.Event, error) {
	e := member.Event{Kind: member.EventKind(v.Kind), Date: today, Reason: v.Reason, Document: v.Document, MinuteNo: v.Minute,
		OtherUnion: v.OtherUnion, Note: v.Note, Why: v.Why}
	var err error
	if v.Date != "" {
		if e.Date, err = civil.Parse(v.Date); err != nil {
			return e, usageError{fmt.Errorf("“%s”不是日期，请写成 2026-11-01 这样。", v.Date)}
		}
	}
	if v.DuesFrom != "" {
		if e.DuesFrom, err = civil.ParseYearMonth(v.DuesFrom); err != nil {
			return e, usageError{fmt.Errorf("“%s”不是月份，请写成 2026-12 这样。", v.DuesFrom)}
		}
	}
	if v.Kind != "" && !slices.Contains(member.Kinds, e.Kind) {
		return e, usageError{fmt.Errorf("没有“%s”这种会籍变化，只有：%s。", v.Kind, joined(member.Kinds))}
	}
	if words := code.Get("change_reason").Words(); v.Reason != "" && !slices.Contains(words, v.Reason) {
		return e, usageError{fmt.Errorf("原因“%s”不在全国表的词里，只有：%s。", v.Reason, strings.Join(words, "、"))}
	}
	return e, v.vows(&e)
}

// vows asks for what the clerk alone can confirm, and notes it.
func (v *eventVerb) vows(e *member.Event) error {
	law := member.Shipped()
	said := ""
	switch {
	case v.Correct != 0 || v.Void != 0:
		return nil
	case e.Kind == member.LapsedByRule && !v.Confirmed:
		return usageError{fmt.Errorf("视为退会要各项条件同时具备：%s（%s）。逐条核实后加上 --confirmed；由工会委员会认定，程序不代为认定。",
			strings.Join(law.Lapse.Conditions, "、"), law.Lapse.Basis)}
	case e.Kind == member.LapsedByRule:
		said = law.Lapse.Confirmed()
	case e.Kind == member.WasExpelled && e.MinuteNo == "":
		return usageError{errors.New("除名要有工会委员会的决定，请用 --minute 写会议记录编号。")}
	case e.Kind == member.WasExpelled:
		said = law.Expulsion.Filed(v.Filed)
	default:
		return nil
	}
	e.Note = strings.TrimPrefix(e.Note+"；"+said, "；")
	return nil
}

func joined[T ~string](words []T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, "、")
}

// who finds the members the flags name; one who cannot be told for certain stops it.
func (v *eventVerb) who(r *run, l *ledger.Ledger) ([]int64, error) {
	var ids []int64
	if v.People == "" {
		found, err := v.all(r, l)
		for _, m := range found {
			ids = append(ids, m.ID)
		}
		return ids, err
	}
	content, err := platform.ReadText(v.People)
	if err != nil {
		return nil, fmt.Errorf("名单%w没有写入。", err)
	}
	lines, err := member.FindLines(r.ctx, l.Read(), content)
	if err != nil {
		return nil, err
	}
	var unknown []string
	for _, line := range lines {
		if line.Member != 0 {
			ids = append(ids, line.Member)
		} else {
			unknown = append(unknown, fmt.Sprintf("“%s”：%s", line.Text, line.Why))
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("没有写入。%s。", strings.Join(unknown, "；"))
	}
	if len(ids) == 0 {
		return nil, errors.New("名单里一个人也没有，没有写入。")
	}
	return ids, nil
}

// enter enters the event for all, or only says for whom it can be.
func (v *eventVerb) enter(r *run, l *ledger.Ledger, e member.Event, ids []int64) error {
	outlook, err := member.Foresee(r.ctx, l.Read(), e, ids, r.today())
	if err != nil {
		return err
	}
	if len(outlook.Cannot) > 0 {
		r.status = problems
	}
	var op int64
	if !v.DryRun && len(outlook.Cannot) == 0 {
		title := fmt.Sprintf("办理%s：%d 人", e.Kind, len(ids))
		if len(ids) == 1 {
			m, err := member.Get(r.ctx, l.Read(), ids[0], civil.Date{})
			if err != nil {
				return err
			}
			title = fmt.Sprintf("办理%s：%s", e.Kind, m.Get("name"))
		}
		if op, err = l.Write(r.ctx, ledger.Op{Kind: "member", Title: title}, func(tx *ledger.Tx) error { return member.HappenAll(tx, e, ids) }); err != nil {
			return err
		}
	}
	if v.JSON {
		return r.json(struct {
			member.Outlook
			Operation int64 `json:"operation,omitempty"`
		}{outlook, op})
	}
	for _, c := range outlook.Cannot {
		fmt.Fprintf(r.err, "%s（编号 %d）：%s\n", c.Name, c.Member, c.Why)
	}
	switch {
	case op != 0:
		r.say("已办理%s %d 人，%s 起（操作号 %d，可用 undo 撤销）。", e.Kind, len(ids), e.Date, op)
		return sayLate(r, l, ids)
	case v.DryRun:
		r.say("能办理%s的 %d 人，不能的 %d 人（只看结果，没有写入）。", e.Kind, len(outlook.Can), len(outlook.Cannot))
	default:
		r.say("%d 人里有 %d 人不能办理%s，一个人也没有写入。", len(ids), len(outlook.Cannot), e.Kind)
	}
	return nil
}

// amend corrects an entry or declares it void.
func (v *eventVerb) amend(r *run, l *ledger.Ledger, e member.Event) error {
	id, word := v.Void, "作废"
	if v.Correct != 0 {
		id, word = v.Correct, "更正"
	}
	var now int64
	var whose []int64
	op, err := l.Write(r.ctx, ledger.Op{Kind: "member"}, func(tx *ledger.Tx) error {
		old, err := member.Entry(r.ctx, tx, id)
		if err != nil {
			return err
		}
		whose = []int64{old.Member}
		m, err := member.Get(r.ctx, tx, old.Member, civil.Date{})
		if err != nil {
			return err
		}
		tx.SetTitle(fmt.Sprintf("%s会籍记录：%s %s %s", word, m.Get("name"), old.Date, old.Kind))
		if v.Void != 0 {
			now, err = member.Void(tx, id, e)
			return err
		}
		now, err = member.Correct(tx, id, v.over(old, e))
		return err
	})
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(map[string]int64{"event": now, "operation": op})
	}
	r.say("已%s第 %d 号会籍记录，新记录是第 %d 号（操作号 %d，可用 undo 撤销）。", word, id, now, op)
	return sayLate(r, l, whose)
}

// sayLate names the dues bills that no longer agree with what was just entered.
func sayLate(r *run, l *ledger.Ledger, ids []int64) error {
	list, err := dues.LateFacts(r.ctx, l.Read(), ids)
	if err != nil || len(list) == 0 {
		return err
	}
	r.say("%s：用 bill %s --correct 逐月核对（先看用 --preview）。", dues.LateWords(list), list[0].Month)
	return nil
}

// over lays what the command line says over the old entry.
func (v *eventVerb) over(old, said member.Event) member.Event {
	right := old
	right.Why = said.Why
	if v.Kind != "" {
		right.Kind = said.Kind
	}
	if v.Date != "" {
		right.Date = said.Date
	}
	if v.DuesFrom != "" {
		right.DuesFrom = said.DuesFrom
	}
	for _, f := range []struct {
		to   *string
		said string
	}{{&right.Reason, v.Reason}, {&right.Document, v.Document}, {&right.MinuteNo, v.Minute}, {&right.OtherUnion, v.OtherUnion}, {&right.Note, v.Note}} {
		if f.said != "" {
			*f.to = f.said
		}
	}
	return right
}

// eventJSON is one entry as programs read it.
type eventJSON struct {
	ID          int64           `json:"id"`
	Member      int64           `json:"member"`
	Name        string          `json:"name"`
	Kind        string          `json:"kind"`
	Date        civil.Date      `json:"date"`
	Reason      string          `json:"reason,omitempty"`
	Document    string          `json:"document,omitempty"`
	MinuteNo    string          `json:"minute_no,omitempty"`
	OtherUnion  string          `json:"other_union,omitempty"`
	DuesFrom    civil.YearMonth `json:"dues_from"`
	Note        string          `json:"note,omitempty"`
	Why         string          `json:"why,omitempty"`
	CorrectedBy int64           `json:"corrected_by,omitempty"`
}

func (v *eventVerb) list(r *run, l *ledger.Ledger, ids []int64) error {
	out := []eventJSON{}
	for _, id := range ids {
		m, err := member.Get(r.ctx, l.Read(), id, r.today())
		if err != nil {
			return err
		}
		entries, err := member.Entries(r.ctx, l.Read(), id)
		if err != nil {
			return err
		}
		if !v.JSON {
			r.say("%s（编号 %d）现在：%s", m.Get("name"), id, m.State)
		}
		for _, e := range entries {
			out = append(out, eventJSON{e.ID, e.Member, m.Get("name"), string(e.Kind), e.Date, e.Reason, e.Document, e.MinuteNo, e.OtherUnion, e.DuesFrom, e.Note, e.Why, e.CorrectedBy})
			if !v.JSON {
				r.say("  %s", entryWords(e))
			}
		}
	}
	if v.JSON {
		return r.json(out)
	}
	return nil
}

// entryWords is one entry on one line.
func entryWords(e member.Event) string {
	date := e.Date.String()
	if date == "" {
		date = "日期待补"
	}
	words := []string{fmt.Sprintf("第 %d 号", e.ID), date, string(e.Kind)}
	why := "为什么更正"
	if e.Kind == member.Voided {
		why = "为什么作废"
	}
	for _, f := range [][2]string{{"原因", e.Reason}, {"对方工会", e.OtherUnion}, {"凭据", e.Document}, {"会议记录", e.MinuteNo}, {"会费自", e.DuesFrom.String()}, {"备注", e.Note}, {why, e.Why}} {
		if f[1] != "" {
			words = append(words, f[0]+" "+f[1])
		}
	}
	if e.CorrectedBy != 0 {
		words = append(words, fmt.Sprintf("（已由第 %d 号更正或作废）", e.CorrectedBy))
	}
	return strings.Join(words, "  ")
}

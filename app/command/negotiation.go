package command

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
	"unionledger/data/rule"
	"unionledger/data/sheet"
)

// negotiationVerb are the verbs about collective negotiation.
type negotiationVerb struct {
	List      negotiationListVerb `cmd:"" help:"列出各轮协商和状态"`
	Show      negotiationShowVerb `cmd:"" help:"一轮协商的步骤、期限、还缺什么、要核对的问题"`
	New       negotiationNewVerb  `cmd:"" help:"新建一轮协商"`
	Set       negotiationSetVerb  `cmd:"" help:"填写一轮协商的内容：栏目=值"`
	Add       negotiationAddVerb  `cmd:"" help:"登记名单里的一行：代表、会议、表决、报送、工价……"`
	Drop      negotiationDropVerb `cmd:"" help:"删除名单里的一行"`
	Mark      negotiationMarkVerb `cmd:"" help:"勾上合同里有的条款、已有的文件；不写哪一条就列出"`
	Attach    roundAttachVerb     `cmd:"" help:"一轮协商的附件：列出、添加扫描件、删除；卷宗里带着"`
	Measures  measuresVerb        `cmd:"" help:"工资参考数据：列出历年的、填一年的、存成表"`
	Rise      riseVerb            `cmd:"" help:"测算增资成本：按缴费基数，分小组算一年多少钱"`
	Count     statisticsVerb      `cmd:"" name:"statistics" help:"集体合同签订情况：份数、覆盖、续签率、建制率、未开展原因"`
	Score     scoreVerb           `cmd:"" help:"带入评分表（质效评估、示范单位自评），佐证材料从这一轮里取"`
	Documents documentsVerb       `cmd:"" help:"列出一轮协商的文书"`
	Document  documentVerb        `cmd:"" help:"做一份文书，存成 .docx 或 PDF"`
	Dossier   dossierVerb         `cmd:"" help:"做卷宗：一份 PDF，或一个文件夹"`
	Template  templateVerb        `cmd:"" help:"取出、换上、恢复文书模板（.docx，用 WPS 改）"`
}

// roundFlag is the round a verb is about.
type roundFlag struct {
	ledgerFlag
	Round string `arg:"" name:"轮次" help:"年度，或 negotiation list 里的编号（写成 #3）"`
}

// find finds the round named on the command line.
func (v *roundFlag) find(r *run, l *ledger.Ledger) (negotiation.Dossier, error) {
	list, err := negotiation.List(r.ctx, l.Read())
	if err != nil {
		return negotiation.Dossier{}, err
	}
	number, byID := strings.CutPrefix(v.Round, "#")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return negotiation.Dossier{}, usageError{fmt.Errorf("“%s”不是年度，也不是编号（如 #3）。", v.Round)}
	}
	var found []negotiation.Round
	for _, round := range list {
		if byID && round.ID == n || !byID && round.Int("year") == n {
			found = append(found, round)
		}
	}
	switch len(found) {
	case 0:
		return negotiation.Dossier{}, fmt.Errorf("没有找到“%s”这一轮协商，有哪些见 unionledger negotiation list。", v.Round)
	case 1:
		return negotiation.Load(r.ctx, l.Read(), found[0].ID)
	}
	var names []string
	for _, round := range found {
		names = append(names, fmt.Sprintf("#%d %s", round.ID, round.Title()))
	}
	return negotiation.Dossier{}, usageError{fmt.Errorf("%s 年有几轮协商，请写编号：%s。", v.Round, strings.Join(names, "、"))}
}

type negotiationListVerb struct{ ledgerFlag }

// roundLine is a round in the list.
type roundLine struct {
	ID       int64  `json:"id"`
	Year     int64  `json:"year"`
	Title    string `json:"title"`
	Kind     string `json:"kind"`
	Level    string `json:"level"`
	Status   string `json:"status"`
	Problems int    `json:"problems"`
}

func (v *negotiationListVerb) Run(r *run) error {
	return r.law(v.Ledger, false, func(l *ledger.Ledger, law law.Law) error {
		all, err := negotiation.All(r.ctx, l.Read())
		if err != nil {
			return err
		}
		lines := []roundLine{}
		for _, d := range all {
			p := law.Rules.GetOrDefault(d.Get("profile"))
			lines = append(lines, roundLine{d.ID, d.Int("year"), d.Title(), d.Kind(), d.Get("level"), d.Status(p, law.Calendar, r.today()), len(negotiation.Check(d, p, law.Calendar))})
		}
		if v.JSON {
			return r.json(lines)
		}
		if len(lines) == 0 {
			r.say("还没有协商轮次。")
		}
		for _, x := range lines {
			r.say("#%d  %s  %s（%s）%s", x.ID, x.Title, x.Kind, x.Level, x.Status)
		}
		return nil
	})
}

// law opens a ledger with the law its rounds are under.
func (r *run) law(path string, write bool, fn func(*ledger.Ledger, law.Law) error) error {
	return r.with(path, write, func(l *ledger.Ledger) error {
		law, err := law.Of(r.ctx, l.Read())
		if err != nil {
			return err
		}
		return fn(l, law)
	})
}

type negotiationShowVerb struct {
	roundFlag
	If []string `name:"if" help:"假如某个日期是这一天，各期限会怎么变，如 要约收到日期=2022-03-25；不写入" placeholder:"栏目=值"`
}

func (v *negotiationShowVerb) Run(r *run) error {
	return r.law(v.Ledger, false, func(l *ledger.Ledger, law law.Law) error {
		d, err := v.find(r, l)
		if err != nil {
			return err
		}
		p := law.Rules.GetOrDefault(d.Get("profile"))
		if len(v.If) > 0 {
			return r.whatIf(d, p, law, v.If, v.JSON)
		}
		steps := negotiation.Steps(d, p, law.Calendar, r.today())
		found := negotiation.Check(d, p, law.Calendar)
		if v.JSON {
			facts := map[string]string{}
			for i, f := range negotiation.RoundFields.All() {
				facts[f.Key] = d.At(i)
			}
			r.found(found)
			return r.json(map[string]any{"id": d.ID, "title": d.Title(), "profile": p.ID, "status": d.Status(p, law.Calendar, r.today()), "facts": facts, "settled": d.Settled, "steps": r.stepLines(steps), "problems": append([]problem.Problem{}, found...)})
		}
		r.say("#%d %s　规则：%s　%s", d.ID, d.Title(), p.Name, d.Status(p, law.Calendar, r.today()))
		for _, s := range steps {
			r.say("%2d %s　%s　%s　%s", s.No, s.Title, s.State, s.Date, s.Words)
			r.deadlines(s)
			for _, m := range s.Missing {
				r.say("     缺：%s %s", m.Title, m.Why)
			}
		}
		r.tell(found)
		return nil
	})
}

// whatIf tells how the deadlines of a round would move; nothing is written.
func (r *run) whatIf(d negotiation.Dossier, p *rule.Profile, law law.Law, values []string, asJSON bool) error {
	facts := negotiation.RoundFields.NewRecord()
	if err := r.fill(facts, values); err != nil {
		return err
	}
	given := map[string]string{}
	for _, f := range negotiation.RoundFields.All() {
		if v := facts.Get(f.Key); v != "" {
			given[f.Key] = v
		}
	}
	type line struct {
		Step   string `json:"step"`
		Title  string `json:"title"`
		Before string `json:"before"`
		After  string `json:"after"`
		Moved  bool   `json:"moved"`
		Basis  string `json:"basis"`
		Why    string `json:"why,omitempty"`
	}
	lines := []line{}
	_, shifts := d.WhatIf(given, p, law.Calendar)
	for _, s := range shifts {
		lines = append(lines, line{s.Step, s.After.Rule.Title, s.Before.Raw.String(), s.After.Raw.String(), s.Moved(), s.After.Basis, s.After.Why})
	}
	if asJSON {
		return r.json(lines)
	}
	r.say("假如 %s（没有写入）：", strings.Join(values, "、"))
	for _, x := range lines {
		switch after := x.After; {
		case x.Moved && after == "":
			r.say("  %s　%s → 算不出：%s", x.Title, x.Before, x.Why)
		case x.Moved && x.Before == "":
			r.say("  %s　法定最后一日 %s　%s　%s", x.Title, after, x.Basis, x.Why)
		case x.Moved:
			r.say("  %s　法定最后一日 %s → %s　%s　%s", x.Title, x.Before, after, x.Basis, x.Why)
		case after != "":
			r.say("  %s　法定最后一日 %s，不变", x.Title, after)
		}
	}
	return nil
}

type negotiationNewVerb struct {
	ledgerFlag
	Year   int      `arg:"" name:"年度"`
	Values []string `arg:"" optional:"" name:"栏目=值" help:"如 合同种类=工资专项"`
}

func (v *negotiationNewVerb) Run(r *run) error {
	return r.law(v.Ledger, true, func(l *ledger.Ledger, law law.Law) error {
		round := negotiation.NewRound(v.Year)
		if err := r.fillRound(round, law, v.Values); err != nil {
			return err
		}
		id, err := negotiation.Save(r.ctx, l, round)
		if err != nil {
			return err
		}
		return r.settled(l, law, id, v.JSON)
	})
}

// settled says what the check finds in a round that was just written.
func (r *run) settled(l *ledger.Ledger, law law.Law, id int64, asJSON bool) error {
	d, err := negotiation.Load(r.ctx, l.Read(), id)
	if err != nil {
		return err
	}
	found := negotiation.Check(d, law.Rules.GetOrDefault(d.Get("profile")), law.Calendar)
	if asJSON {
		r.found(found)
		return r.json(map[string]any{"id": id, "title": d.Title(), "problems": append([]problem.Problem{}, found...)})
	}
	r.say("已存：#%d %s", id, d.Title())
	r.tell(found)
	return nil
}

type negotiationSetVerb struct {
	roundFlag
	Values []string `arg:"" name:"栏目=值" help:"如 要约发出日期=2022-03-15；等号后空着就清空"`
}

func (v *negotiationSetVerb) Run(r *run) error {
	return v.change(r, func(l *ledger.Ledger, law law.Law, d negotiation.Dossier) error {
		for key, list := range d.Settled {
			label := negotiation.RoundFields.Must(key).Label
			if slices.ContainsFunc(v.Values, func(s string) bool { return strings.HasPrefix(s, key+"=") || strings.HasPrefix(s, label+"=") }) {
				return usageError{fmt.Errorf("“%s”由“%s”名单得出，请改名单。没有写入。", label, list)}
			}
		}
		round, err := negotiation.Get(r.ctx, l.Read(), d.ID)
		if err != nil {
			return err
		}
		if err := r.fillRound(round, law, v.Values); err != nil {
			return err
		}
		_, err = negotiation.Save(r.ctx, l, round)
		return err
	})
}

// change does something to the round, and then says what the check finds in it.
func (v *roundFlag) change(r *run, do func(*ledger.Ledger, law.Law, negotiation.Dossier) error) error {
	return r.law(v.Ledger, true, func(l *ledger.Ledger, law law.Law) error {
		d, err := v.find(r, l)
		if err == nil {
			err = do(l, law, d)
		}
		if err != nil {
			return err
		}
		return r.settled(l, law, d.ID, v.JSON)
	})
}

// fillRound is fill for a round, whose profile may be named as it is called and has to be
// there: otherwise its days would be counted by another law in silence.
func (r *run) fillRound(round negotiation.Round, under law.Law, values []string) error {
	if err := r.fill(round.Record, values); err != nil {
		return err
	}
	id := round.Get("profile")
	if id == "" {
		return nil
	}
	var names []string
	for _, p := range under.Rules.Profiles() {
		if p.ID == id || p.Name == id {
			round.Set("profile", p.ID)
			return nil
		}
		names = append(names, p.ID+"（"+p.Name+"）")
	}
	return usageError{fmt.Errorf("没有“%s”这个规则档，可以写：%s。没有写入。", id, strings.Join(names, "、"))}
}

// fill reads 栏目=值 into a record; an unknown column or a value that is none is refused.
func (r *run) fill(rec field.Record, values []string) error {
	set := rec.Fields()
	for _, pair := range values {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return usageError{fmt.Errorf("“%s”要写成 栏目=值。没有写入。", pair)}
		}
		i := slices.IndexFunc(set.All(), func(f field.Field) bool {
			plain, _, _ := strings.Cut(f.Label, "（") // without its unit
			return name != "" && (f.Key == name || f.Label == name || f.Short == name || plain == name)
		})
		if i < 0 {
			var labels []string
			for _, f := range set.All() {
				labels = append(labels, f.Label)
			}
			return usageError{fmt.Errorf("%s没有“%s”这一栏。可以写：%s。没有写入。", set.Label, name, strings.Join(labels, "、"))}
		}
		f := set.All()[i]
		if value == "" {
			rec.Set(f.Key, "")
			continue
		}
		c := intake.Clean(f, sheet.Cell{Kind: sheet.Text, Text: value}, intake.CleanContext{Today: r.today(), ByHand: true})
		if words, only := negotiation.Words(f.Key), negotiation.OnlyWords(f.Key); only && !slices.Contains(words, value) {
			return usageError{fmt.Errorf("“%s”不能是“%s”，可以写：%s。没有写入。", f.Label, value, strings.Join(words, "、"))}
		}
		if c.Reported() && (c.Severity == problem.Error || c.Lost) {
			return usageError{fmt.Errorf("“%s”的“%s”不对：%s 没有写入。", f.Label, value, c.Message)}
		}
		rec.Set(f.Key, c.Value)
	}
	return nil
}

type negotiationAddVerb struct {
	roundFlag
	Part   string   `arg:"" name:"名单" help:"协商代表、协商会议、职代会表决、报送、工价、覆盖企业……"`
	Values []string `arg:"" name:"栏目=值"`
}

// part finds a list by its name.
func part(name string) (*field.Set, error) {
	var labels []string
	for _, set := range negotiation.Parts {
		if set.Label == name || strings.TrimPrefix(set.Name, "negotiation_") == name {
			return set, nil
		}
		labels = append(labels, set.Label)
	}
	return nil, usageError{fmt.Errorf("没有“%s”这个名单。可以写：%s。", name, strings.Join(labels, "、"))}
}

func (v *negotiationAddVerb) Run(r *run) error {
	set, err := part(v.Part)
	if err != nil {
		return err
	}
	return v.change(r, func(l *ledger.Ledger, _ law.Law, d negotiation.Dossier) error {
		it := negotiation.NewItem(set)
		if err := r.fill(it.Record, v.Values); err != nil {
			return err
		}
		_, err := negotiation.SaveItem(r.ctx, l, d.Round, it)
		return err
	})
}

type negotiationDropVerb struct {
	roundFlag
	Part string `arg:"" name:"名单"`
	Row  int    `arg:"" name:"第几行" help:"从 1 数起"`
}

func (v *negotiationDropVerb) Run(r *run) error {
	set, err := part(v.Part)
	if err != nil {
		return err
	}
	return v.change(r, func(l *ledger.Ledger, _ law.Law, d negotiation.Dossier) error {
		list := d.Items(set)
		if v.Row < 1 || v.Row > len(list) {
			return usageError{fmt.Errorf("%s有 %d 行，没有第 %d 行。", set.Label, len(list), v.Row)}
		}
		_, err := negotiation.Remove(r.ctx, l, list[v.Row-1])
		return err
	})
}

// readDocument reads a .docx named on the command line.
func readDocument(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("“%s”读不到，请核对文件名。", path)
	case !info.Mode().IsRegular() || info.Size() > 64<<20:
		return nil, fmt.Errorf("“%s”不是文档，或者太大。", path)
	}
	return os.ReadFile(path)
}

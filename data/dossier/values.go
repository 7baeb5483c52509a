package dossier

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/docx"
	"unionledger/data/field"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
	"unionledger/data/union"
)

// Source is what the documents of a round are filled from.
type Source struct {
	Round    negotiation.Dossier
	Unit     union.Unit
	Profile  *rule.Profile
	Calendar *calendar.Calendar
	// Today is the day they are made.
	Today civil.Date
}

// labelOf is what a mark calls a field: its label without what stands in brackets.
func labelOf(f field.Field) string {
	label, _, _ := strings.Cut(f.Label, "（")
	return label
}

// shown is a value as documents say it: dates in words, amounts without a sign.
func shown(f field.Field, value string) string {
	if d := field.ParseDate(value); f.Kind == field.Date && !d.IsZero() {
		return d.Chinese()
	}
	if f.Kind == field.Percent {
		return value
	}
	return f.Display(value)
}

func put(into map[string]string, r field.Record, prefix string) {
	for i, f := range r.Fields().All() {
		into[prefix+labelOf(f)] = shown(f, r.At(i))
	}
}

// lists are the lists documents can tell of, by the name in their marks.
var lists = map[string]string{"职工意见": "opinion", "协商资料": "info", "工价": "price", "能级工资标准": "grade", "覆盖企业": "firm",
	"表决": "vote", "报送": "filing", "中止": "suspension", "检查条款": "finding", "履约检查": "inspection", "评分": "score", "变更": "change"}

// Values is everything a document of the round may be filled with.
func (s Source) Values(doc Document) docx.Values {
	v := docx.Values{Text: map[string]string{}, Lists: map[string][]map[string]string{}}
	put(v.Text, s.Unit.Enterprise, "")
	put(v.Text, s.Unit.Union, "")
	put(v.Text, s.Round.Record, "")
	s.parties(v.Text)
	s.law(v.Text)
	s.people(&v)
	for name, list := range lists {
		v.Lists[name] = s.rows(doc, list)
	}
	v.Lists["会议"] = numbered(s.Round.Meetings)
	v.Lists["协商内容"] = clauseRows(s.negotiable(), "内容")
	s.extras(doc, &v)
	s.phrases(v)
	for mark, value := range v.Text {
		if value == "" && slices.ContainsFunc(dateEnds, func(end string) bool { return strings.HasSuffix(mark, end) }) {
			v.Text[mark] = blankDate
		}
	}
	return v
}

// blankDate is a date to be written in by hand; marks with these ends are dates.
const blankDate = "____年__月__日"

var dateEnds = []string{"日期", "截止日", "有效期起", "有效期止", "中止起"}

// parties says who writes to whom, and names of the unit in the words of the documents.
func (s Source) parties(t map[string]string) {
	d, e, u := s.Round, s.Unit.Enterprise, s.Unit.Union
	t["企业名称"], t["企业信用代码"], t["企业地址"], t["企业电话"], t["企业性质"] = e.Get("name"), e.Get("credit_code"), e.Get("address"), e.Get("phone"), e.Get("nature")
	t["所属镇街"], t["上级工会"] = u.Get("town"), u.Get("upper_union")
	if t["上级工会"] == "" {
		t["上级工会"] = "上级工会"
	}
	for key, mark := range map[string]string{"staff": "职工数", "women_staff": "女职工数", "migrant_staff": "农民工数", "dispatch_staff": "派遣工数"} {
		if t[mark] == "" {
			t[mark] = e.Get(key)
		}
	}
	from, to := u.Get("name"), e.Get("name")
	if d.Get("offer_side") == negotiation.Enterprise {
		from, to = to, from
	}
	t["发件方"], t["收件方"] = from, to
	t["协商名称"] = d.Title()
	t["合同种类全称"], t["合同名称"] = d.ContractName()
	t["制作日期"] = s.Today.Chinese()
	t["协商会议次数"] = count(len(d.Meetings), d.Get("meetings"))
	t["会议地点"] = ""
	if len(d.Meetings) > 0 {
		t["会议地点"] = d.Meetings[0].Get("place")
		if t["协商会议日期"] == "" {
			t["协商会议日期"] = d.Meetings[0].Date("date").Chinese()
		}
	}
	if t["受理部门"] == "" {
		t["受理部门"] = "人力资源和社会保障局"
	}
	if t["当地最低工资"] == "" {
		if w, ok := s.Profile.MinimumWage("", s.day()); ok {
			t["当地最低工资"] = w.Amount.Grouped()
		}
	}
	t["覆盖职工数"] = first(t["覆盖职工数"], t["职工数"])
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// count is a number counted from a list, or what was typed where the list is empty.
func count(n int, typed string) string {
	if n == 0 {
		return typed
	}
	return strconv.Itoa(n)
}

// day is the day whose law counts for the round.
func (s Source) day() civil.Date {
	for _, key := range []string{"signed", "offered", "received", "valid_from"} {
		if v := s.Round.Date(key); v.Complete() {
			return v
		}
	}
	return s.Today
}

// phrases are the words that differ by kind and level of contract, with their marks filled.
func (s Source) phrases(v docx.Values) {
	x, err := shipped()
	if err != nil {
		return // nothing else could be made without the index either
	}
	var pairs []string
	v.Text["合同条款名目"] = strings.Join(s.Round.Settles(s.Profile), "、") // blank where none is marked: what the law lists need not be agreed
	v.Text["协商范围"] = strings.TrimSuffix(s.Round.Get("level"), "性")
	for mark, value := range v.Text {
		pairs = append(pairs, "{{"+mark+"}}", first(value, docx.Blank))
	}
	fill := strings.NewReplacer(pairs...)
	for _, p := range x.Phrases {
		if _, there := v.Text[p.Mark]; !there && isFor(p.Kinds, s.Round.Kind()) && isFor(p.Levels, s.Round.Get("level")) {
			v.Text[p.Mark] = fill.Replace(p.Text)
		}
	}
	if s.Round.Get("level") == negotiation.Firm {
		return
	}
	for _, mark := range []string{"发件方", "收件方"} { // one enterprise is no side of an area's contract
		if v.Text[mark] == s.Unit.Enterprise.Get("name") {
			v.Text[mark] = v.Text["企业方名称"]
		}
	}
}

// law says which laws the round is under and the last days that follow.
func (s Source) law(t map[string]string) {
	var names []string
	seen := map[string]bool{}
	for _, r := range s.Profile.InForce(s.Round.Kind(), s.day()) {
		if name := r.Law().Name; !seen[name] && name != "" {
			seen[name] = true
			names = append(names, "《"+name+"》")
		}
	}
	t["法规"] = strings.Join(names, "、")
	for mark, id := range map[string]string{"答复": "D1", "公布": "D9", "报送": "D7", "完成协商": "D3"} {
		t[mark+"截止日"], t[mark+"期限"] = "", ""
		if dl, ok := s.Round.Deadline(id, s.Profile, s.Calendar); ok {
			if dl.Rule.Number > 0 {
				t[mark+"期限"] = fmt.Sprintf("%d %s", dl.Rule.Number, unitWords(dl.Rule.Unit))
			}
			if dl.Known {
				t[mark+"截止日"] = dl.Raw.Chinese()
			}
		}
	}
	t["中止限制"] = "由双方商定"
	if r, ok := s.Profile.Deadline("D4", s.Round.Kind(), s.day()); ok && r.Number > 0 {
		t["中止限制"] = fmt.Sprintf("累计不超过 %d %s（%s）", r.Number, r.Unit, r.Cite())
	}
	t["建议代表数"] = ""
	id := "reps_min"
	if s.Round.Yes("above_scale") || s.Unit.Enterprise.Get("above_scale") == "1" {
		id = "reps_min_large"
	}
	if l, ok := s.Profile.Limit(id, s.Round.Kind(), s.day()); ok {
		t["建议代表数"] = strconv.Itoa(max(l.Number, s.Round.Count(negotiation.Workers).All))
	}
}

func unitWords(u rule.Unit) string {
	if u == rule.Workday || u == rule.Month {
		return "个" + string(u)
	}
	return string(u)
}

// people names the representatives.
func (s Source) people(v *docx.Values) {
	d := s.Round
	sides := map[string][]negotiation.Item{}
	for _, r := range d.Reps {
		sides[r.Get("side")] = append(sides[r.Get("side")], r)
	}
	for _, side := range []string{negotiation.Workers, negotiation.Enterprise} {
		var names []string
		v.Text[side+"首席代表"] = ""
		for _, r := range sides[side] {
			names = append(names, r.Get("name"))
			if r.Yes("chief") {
				v.Text[side+"首席代表"] = r.Get("name")
			}
		}
		v.Text[side+"代表名单"] = strings.Join(names, "、")
		v.Text[side+"代表数"] = count(d.Count(side).All, "")
		v.Lists[side+"代表"] = numbered(sides[side])
	}
	all := d.Count("")
	v.Text["女代表数"], v.Text["外聘代表数"] = strconv.Itoa(all.Women), strconv.Itoa(all.Outsiders)
	v.Lists["代表"] = numbered(d.Reps)
	offering, answering := negotiation.Workers, negotiation.Enterprise
	if d.Get("offer_side") == negotiation.Enterprise {
		offering, answering = answering, offering
	}
	v.Lists["要约方代表"], v.Lists["应约方代表"] = v.Lists[offering+"代表"], v.Lists[answering+"代表"]
}

// numbered gives the rows of a list by the labels of their fields, with a 序号.
func numbered(list []negotiation.Item) (out []map[string]string) {
	for i, it := range list {
		row := map[string]string{"序号": strconv.Itoa(i + 1)}
		put(row, it.Record, "")
		out = append(out, row)
	}
	return out
}

// rows are the rows of a list; of findings and scores those that the document is about.
func (s Source) rows(doc Document, list string) []map[string]string {
	all := rows(s.Round, list)
	var mine []negotiation.Item
	for _, it := range all {
		switch {
		case list == "finding" && doc.Per == "inspection" && doc.Item != nil && it.Get("date") != doc.Item.Get("date"):
		case list == "score" && doc.Sheet != "" && it.Get("form") != doc.Sheet:
		default:
			mine = append(mine, it)
		}
	}
	out := numbered(mine)
	if list == "price" {
		for i, it := range mine {
			out[i]["增幅"] = rise(it)
		}
	}
	if list == "finding" && len(out) == 0 {
		return clauseRows(s.settled(), "条款")
	}
	return out
}

// rise is how much a piece rate went up, in percent.
func rise(it negotiation.Item) string {
	was, ok1 := it.Fen("last_fen")
	now, ok2 := it.Fen("agreed_fen")
	if !ok1 || !ok2 || was <= 0 {
		return ""
	}
	return fmt.Sprintf("%.1f%%", (float64(now)/float64(was)-1)*100)
}

// clauseRows are clauses, numbered, under the name a mark has for them.
func clauseRows(items []string, key string) (out []map[string]string) {
	for i, item := range items {
		out = append(out, map[string]string{"序号": strconv.Itoa(i + 1), key: item})
	}
	return out
}

// negotiable is what the law lets a contract of the kind and level be about.
func (s Source) negotiable() []string {
	return s.Profile.Negotiable(s.Round.Kind(), s.Round.Get("level"), s.day())
}

// settled is what an inspection looks at: the clauses marked as in the contract, or what it
// should be about where none was marked.
func (s Source) settled() []string {
	if items := s.Round.Settles(s.Profile); len(items) > 0 {
		return items
	}
	return s.negotiable()
}

// extras are the marks of the one row a document is about, 本次… , and sums.
func (s Source) extras(doc Document, v *docx.Values) {
	for _, set := range negotiation.Parts {
		put(v.Text, negotiation.NewItem(set).Record, "本次")
	}
	if doc.Item != nil {
		put(v.Text, doc.Item.Record, "本次")
	}
	v.Text["本次次数"], v.Text["本次评分表"] = strconv.Itoa(max(doc.count, 1)), doc.Sheet
	for key, mark := range map[string]string{"points": "分值合计", "own": "自评分合计"} {
		sum := 0.0
		for _, it := range rows(s.Round, "score") {
			if n, err := strconv.ParseFloat(it.Get(key), 64); err == nil && it.Get("form") == doc.Sheet {
				sum += n
			}
		}
		v.Text[mark] = strconv.FormatFloat(sum, 'f', -1, 64)
	}
	v.Text["表决结论"] = s.verdict(doc)
	if doc.Item == nil { // typed into the round, without a list
		for mark, key := range typed[doc.Per] {
			v.Text["本次"+mark] = shown(negotiation.RoundFields.Must(key), s.Round.Get(key))
		}
	}
}

// typed are the facts of a round that stand for the one row of a list without rows, by
// the list and what the mark calls them.
var typed = map[string]map[string]string{
	"vote":        {"表决日期": "congress", "应到人数": "entitled", "实到人数": "present", "同意票数": "agreed", "反对票数": "against", "弃权票数": "abstained"},
	"meeting":     {"日期": "meeting", "记录员": "recorder"},
	"inspection":  {"检查日期": "checked"},
	"performance": {"报告日期": "performance"},
}

// verdict says whether the vote passed, by the thresholds of the profile.
func (s Source) verdict(doc Document) string {
	d := s.Round
	if doc.Per == "vote" && doc.Item != nil {
		d.Round.Record = d.Clone()
		for _, key := range []string{"entitled", "present", "agreed", "against", "abstained"} {
			d.Set(key, doc.Item.Get(key))
		}
	}
	vote, known := d.Vote(s.Profile)
	switch {
	case !known:
		return "表决结果：________________。"
	case vote.Impossible:
		return fmt.Sprintf("应到 %d 人，实到 %d 人，同意 %d 票：票数不对，请核对。", vote.Entitled, vote.Present, vote.Agreed)
	case vote.Passed():
		return fmt.Sprintf("应到 %d 人，实到 %d 人，同意 %d 票，符合表决的规定，草案获得通过。", vote.Entitled, vote.Present, vote.Agreed)
	}
	return fmt.Sprintf("应到 %d 人，实到 %d 人，同意 %d 票，没有达到规定的人数，草案未获通过，由双方重新协商。", vote.Entitled, vote.Present, vote.Agreed)
}

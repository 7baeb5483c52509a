package member

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/problem"
)

// besides are what a roster tells besides the fields of a member: the three columns
// of the national form about the last change of the membership, and whether somebody
// is a member at all, which lists of a whole staff say.
var besides = []field.Field{
	{Key: "change_kind", Label: "会籍变化类型", Kind: field.Code, Codes: "change_kind", Aliases: []string{"会籍变化", "变化类型"}},
	{Key: "change_date", Label: "会籍变化日期", Kind: field.Date, Aliases: []string{"会籍变化日期（格式：yyyy/MM/dd）", "变化日期", "会籍变化时间"}},
	{Key: "change_reason", Label: "会籍变化原因", Kind: field.Code, Codes: "change_reason", Aliases: []string{"变化原因"}},
	{Key: "is_member", Label: "是否会员", Kind: field.YesNo, Aliases: []string{"是否工会会员", "是否为工会会员", "是否为会员", "是否入会", "是否已入会", "是否加入工会", "是否参加工会"}},
}

// rosterKinds keeps one kind for each set of fields met.
var rosterKinds sync.Map // *field.Set to *intake.Kind

// RosterKind describes a roster of members with the fields of a ledger (FieldsOf) to
// package intake. Its fields begin with those, at the same places.
func RosterKind(fields *field.Set) *intake.Kind {
	if kind, ok := rosterKinds.Load(fields); ok {
		return kind.(*intake.Kind)
	}
	kind, _ := rosterKinds.LoadOrStore(fields, &intake.Kind{
		Label: "会员花名册", Fields: field.NewSet("member", "会员", slices.Concat(fields.All(), besides)...), Named: "name",
		Required: []string{"name"}, Keys: []string{"name", "id_number", "emp_no", "gender", "department"},
		Evidence: []string{"id_number", "phone", "birth_date", "join_date", "gender", "political", "education"},
		Wanted: []string{"gender", "department", "id_number", "ethnicity", "phone", "join_date", "education", "political",
			"hukou_type", "employment_status", "dues_base_fen"},
		Loose: true, Birth: "birth_date", Addresses: []string{"hukou_place", "home_address", "native_place"},
		Check: checkRoster,
	})
	return kind.(*intake.Kind)
}

// checkRoster looks at the cleaned rows of a roster: first at numbers that two
// rows share, since a number two people have belongs to neither, then at each row
// by itself.
func checkRoster(res *intake.Result, today civil.Date) {
	r := &roster{Result: res, today: today}
	for i := range res.Rows {
		r.noMember(&res.Rows[i])
		r.otherDocument(&res.Rows[i])
		r.keepAsWritten(&res.Rows[i])
	}
	r.sharedNumbers()
	r.duplicates()
	for i := range res.Rows {
		if row := &res.Rows[i]; !row.Refused {
			r.settle(row)
		}
	}
	r.sharedPhones()
	r.coveredNumbers()
}

// roster is the check of all rows at work.
type roster struct {
	*intake.Result
	today civil.Date
}

// noMember keeps a row out which says that the person is no member.
func (r *roster) noMember(row *intake.Row) {
	if row.Record.Get("is_member") == "0" && !row.Refused {
		row.Refused, row.Problems = true, nil
		r.Report(row, problem.Problem{Severity: problem.Hint, Kind: "no_member", Field: "is_member",
			Message: "表里写明不是会员，这一行没有导入。以后入会了，再办入会。"})
	}
}

// foreignNumber is what stands on a passport or a travel permit.
var foreignNumber = regexp.MustCompile(`^[A-Z]{0,4}[0-9]{5,12}(\([0-9A-Z]\))?[A-Z]?$`)

// otherDocument takes the number of a row that names another document than the
// identity card as it stands: the rules of identity cards do not hold for it.
func (r *roster) otherDocument(row *intake.Row) {
	rec := row.Record
	if citizen(rec) || !row.HasProblem("id_number") {
		return
	}
	if number := strings.ToUpper(code.Fold(written(r.Raw(row, "id_number")))); foreignNumber.MatchString(number) {
		rec.Set("id_number", number)
		row.Drop("id_number")
	}
}

// keepAsWritten keeps what stood where a usable number should: a lost number is
// never guessed, but its remains help to find the person.
func (r *roster) keepAsWritten(row *intake.Row) {
	rec := row.Record
	if rec.Get("id_number") == "" && rec.Get("id_as_written") == "" && row.HasProblem("id_number") && !row.HasKind("id_number", intake.NumberCovered) {
		rec.Set("id_as_written", written(r.Raw(row, "id_number")))
	}
}

// written is a damaged number as it may be stored: without what a sheet puts
// around it, and not longer than the field.
func written(raw string) string {
	s := strings.Trim(strings.TrimSpace(raw), `'="`)
	limit := Fields.Must("id_as_written").Limit()
	if r := []rune(s); len(r) > limit {
		return string(r[:limit])
	}
	return s
}

// settle takes what the identity number tells over into the row and checks it.
func (r *roster) settle(row *intake.Row) {
	rec := row.Record
	id, usable := UsableID(rec, r.today)
	for _, p := range Check(rec, r.today) {
		if row.HasProblem(p.Field) {
			continue
		}
		p.New, p.Value = p.Value, ""
		if p.Kind == birthDiffers {
			p.New = id.Birth.String()
			p.Message += "先按身份证号记。"
		}
		r.Report(row, p)
	}
	_, asked := r.Tables[row.Table].Column("birth_date")
	switch {
	case usable:
		r.birthFromID(row, id.Birth)
		r.sexFromID(row, id.Sex())
	case rec.Get("birth_date") == "" && asked && !row.HasProblem("birth_date"):
		r.Report(row, problem.Problem{Severity: problem.Warning, Kind: "birth_missing", Field: "birth_date",
			Message: "没有填出生日期，也没有可用的身份证号可以算出来。请补填。"})
	}
	r.change(row)
	if rec.Get("join_date") == "" && rec.Get("change_kind") == string(Joined) {
		rec.Set("join_date", rec.Get("change_date"))
	}
}

// change leaves a change of the membership out that cannot be put behind the day of
// joining: without a day it would change nothing, before it it would be refused.
func (r *roster) change(row *intake.Row) {
	rec := row.Record
	kind, on, joined := EventKind(rec.Get("change_kind")), rec.Date("change_date"), rec.Date("join_date")
	p := problem.Problem{Severity: problem.Error, Field: "change_date"}
	switch {
	case kind == "" || State("").Allows(kind):
		return
	case on.IsZero():
		p.Kind, p.Message = "change_undated", "没有可用的日期"
	case !joined.IsZero() && !joined.First().After(r.today) && on.Before(joined):
		p.Kind, p.Message = "change_before_joining", "日期 "+on.String()+" 排在入会日期 "+joined.String()+" 之前"
	default:
		return
	}
	rec.Set("change_kind", "")
	p.Message = "写了“" + string(kind) + "”，" + p.Message + "，这次会籍变化没有登记。请核对日期再导入，或在会籍记录里办理。"
	r.Report(row, p)
}

// birthFromID takes the birth the number tells; where the cell said nothing
// usable, its report now says what was put in.
func (r *roster) birthFromID(row *intake.Row, birth civil.Date) {
	if row.Record.Get("birth_date") == "" {
		row.Settled("birth_date", birth.String(), "已按身份证号记 "+birth.String()+"，不用补填。")
	}
	row.Record.SetDate("birth_date", birth)
}

// sexFromID fills an empty sex from the number; where the sheet asked for it the
// gap has been reported, and the report now says what was put in. A code for the
// sex, 1 or 2, that the number confirms is no doubt any more.
func (r *roster) sexFromID(row *intake.Row, sex string) {
	if row.Record.Get("gender") != "" {
		return
	}
	row.Record.Set("gender", sex)
	raw := r.Raw(row, "gender")
	if words, _ := code.Get("gender").Candidates(raw); len(words) == 1 && words[0] == sex {
		row.Drop("gender")
		r.Repaired(row, "gender", sex, "gender_code")
		return
	}
	for i := range row.Problems {
		p := &row.Problems[i]
		if p.Field == "gender" && p.Value == "" {
			p.New, p.Message = sex, "没有填性别，已按身份证号第 17 位填“"+sex+"”。请核对。"
		}
	}
}

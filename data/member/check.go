package member

import (
	"errors"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/problem"
)

// birthDiffers is the kind of problem where the typed birth is not that of the
// identity number.
const birthDiffers = "birth_differs_from_id"

// Check looks for what cannot be right within one member record, as of today:
// numbers that fail their check, facts that contradict the identity number or each
// other, a remark that tells of a changed membership. Empty fields are not
// reported here. Problems carry field and sentence, no place.
func Check(rec field.Record, today civil.Date) []problem.Problem {
	c := checker{rec: rec, today: today}
	c.number()
	c.phone()
	c.dates()
	c.note()
	return c.found
}

type checker struct {
	rec   field.Record
	today civil.Date
	found []problem.Problem
}

func (c *checker) report(sev problem.Severity, kind, key, format string, args ...any) {
	f, _ := c.rec.Fields().Field(key)
	c.found = append(c.found, problem.Problem{Severity: sev, Kind: kind, Field: key, Label: f.Label,
		Who: c.rec.Get("name"), Value: c.rec.Get(key), Message: fmt.Sprintf(format, args...)})
}

// citizen reports whether the record's number is to be read as that of a
// citizen's identity card, which it is unless another document is named.
func citizen(rec field.Record) bool {
	t := rec.Get("id_type")
	return t == "" || strings.Contains(t, "身份证")
}

// UsableID reads the identity number of a record when it passes every check.
func UsableID(rec field.Record, today civil.Date) (identity.ID, bool) {
	number := rec.Get("id_number")
	if number == "" || !citizen(rec) {
		return identity.ID{}, false
	}
	id, err := identity.ParseIDOn(number, today)
	return id, err == nil
}

var faultKinds = map[identity.Fault]string{
	identity.Length: "id_length", identity.Signs: "id_unusable", identity.BadDate: "id_wrong_date",
	identity.FutureBirth: "id_birth_in_future", identity.CheckDigit: "id_wrong_check_digit",
}

// number checks the identity number, and birth and sex against it.
func (c *checker) number() {
	number := c.rec.Get("id_number")
	if number == "" || !citizen(c.rec) {
		return
	}
	id, err := identity.ParseIDOn(number, c.today)
	var wrong *identity.Error
	if errors.As(err, &wrong) {
		c.report(problem.Error, faultKinds[wrong.Fault], "id_number", "%s", wrong.Message)
		return
	}
	if birth := c.rec.Date("birth_date"); !birth.IsZero() && !agrees(birth, id.Birth) {
		c.report(problem.Warning, birthDiffers, "birth_date", "写的是 %s，身份证号里是 %s，有一处错了。请看身份证核对。", birth, id.Birth)
	}
	if g := c.rec.Get("gender"); g != "" && g != id.Sex() {
		c.report(problem.Warning, "gender_differs_from_id", "gender", "写的是“%s”，身份证号第 17 位表示“%s”，有一处错了。请看身份证核对。", g, id.Sex())
	}
}

// agrees reports whether two dates may be the same day, as far as both are known.
func agrees(a, b civil.Date) bool {
	return a.Year == b.Year && (a.Month == 0 || b.Month == 0 || a.Month == b.Month) && (a.Day == 0 || b.Day == 0 || a.Day == b.Day)
}

func (c *checker) phone() {
	phone := c.rec.Get("phone")
	if phone == "" {
		return
	}
	if err := identity.CheckMobile(phone); err != nil {
		c.report(problem.Warning, "phone_wrong", "phone", "%s", err.Error())
	}
}

// dates checks the days of birth and of joining against today and each other. A
// day that is only known to its month counts as wrong only where every day of the
// month would be.
func (c *checker) dates() {
	birth, joined := c.rec.Date("birth_date"), c.rec.Date("join_date")
	if id, ok := UsableID(c.rec, c.today); ok {
		birth = id.Birth
	}
	joinAge := Shipped().JoinAge(c.today)
	if !birth.IsZero() && birth.First().AddMonths(12*joinAge).After(c.today) {
		c.report(problem.Warning, "birth_too_late", "birth_date", "按出生日期 %s 还不满 %d 周岁。请核对。", birth, joinAge)
	}
	if joined.IsZero() {
		return
	}
	if joined.First().After(c.today) {
		c.report(problem.Warning, "date_in_future", "join_date", "入会日期 %s 还没有到。请查入会申请书核对。", joined)
	}
	joinAge = Shipped().JoinAge(joined.First())
	if !birth.IsZero() && joined.Last().Before(birth.First().AddMonths(12*joinAge)) {
		c.report(problem.Warning, "date_before_age_16", "join_date", "入会日期 %s 时还不满 %d 周岁（出生 %s）。请查入会申请书核对。", joined, joinAge, birth)
	}
}

// TooYoung says why somebody may not join yet by age, "" where nothing speaks against it.
func TooYoung(rec field.Record, today civil.Date) string {
	for _, p := range Check(rec, today) {
		if p.Kind == "birth_too_late" || p.Kind == "date_before_age_16" {
			return p.Message
		}
	}
	return ""
}

// note looks for a remark which says that the person may no longer count. Nothing
// follows from a remark; people decide.
func (c *checker) note() {
	note := c.rec.Get("note")
	word := Shipped().left.FindString(note)
	if word == "" || Shipped().still.MatchString(note) {
		return
	}
	c.report(problem.Warning, "note_implies_status", "note", "备注里有“%s”，会籍可能已经变了。没有改动会籍；核实后请在会籍记录里办理。", word)
}

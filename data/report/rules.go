package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/problem"
)

// check is one thing a profile may ask for by name over several fields of a row.
type check struct {
	// fields is the least number of fields it needs, about says which of them the
	// problem is shown at.
	fields, about int
	// find says what is wrong: a sentence, and the value that would be right where
	// that is known; "" when nothing is.
	find func(r *running, v []string) (say, right string)
}

// checks are all checks by name; what each does with Rule.Fields stands above it.
var checks = map[string]check{
	// unique: no two rows have the same value in the field.
	"unique": {1, 0, (*running).unique},
	// birth_agrees: the date of birth (second) is that in the ID number (first).
	"birth_agrees": {2, 1, (*running).birthAgrees},
	// gender_agrees: the sex (second) is that in the ID number (first).
	"gender_agrees": {2, 1, (*running).genderAgrees},
	// word: the field is not one of the words.
	"word": {1, 0, func(r *running, v []string) (string, string) {
		if !slices.Contains(r.Words, v[0]) {
			return "", ""
		}
		return r.labels[0] + "是“" + v[0] + "”。", ""
	}},
	// empty_for: the field (first) is not empty where the second is one of the words.
	"empty_for": {2, 0, func(r *running, v []string) (string, string) {
		if v[0] != "" || !slices.Contains(r.Words, v[1]) {
			return "", ""
		}
		return r.labels[0] + "是空的，" + r.labels[1] + "是“" + v[1] + "”。请补上。", ""
	}},
	// age: between the first date (birth) and the second lie at least so many years.
	"age": {2, 1, (*running).age},
	// not_future: the date does not lie after the day of the report.
	"not_future": {1, 0, func(r *running, v []string) (string, string) {
		if v[0] == "" || !field.ParseDate(v[0]).First().After(r.day) {
			return "", ""
		}
		return r.labels[0] + " " + v[0] + " 还没有到。请核对。", ""
	}},
	// order: the first date does not lie after the second.
	"order": {2, 0, func(r *running, v []string) (string, string) {
		a, b := field.ParseDate(v[0]), field.ParseDate(v[1])
		if a.IsZero() || b.IsZero() || !a.First().After(b.Last()) {
			return "", ""
		}
		return fmt.Sprintf("%s %s 晚于%s %s。请核对。", r.labels[0], v[0], r.labels[1], v[1]), ""
	}},
	// at_most: the first number is not greater than the second.
	"at_most": {2, 0, func(r *running, v []string) (string, string) {
		a, okA := number(v[0])
		b, okB := number(v[1])
		if !okA || !okB || a <= b {
			return "", ""
		}
		return fmt.Sprintf("%s %s 比%s %s 还多。请核对。", r.labels[0], v[0], r.labels[1], v[1]), ""
	}},
	// sum: the first number is the sum of the others, where all are known.
	"sum": {2, 0, (*running).sum},
	// not_sent_as_other: the number did not go up for somebody else with the form's last
	// run. not_sent: it did not go up then at all, for receivers that refuse who is known.
	"not_sent_as_other": {1, 0, (*running).sentAsOther},
	"not_sent":          {1, 0, (*running).sentBefore},
	// starts: the value begins with one of the words.
	"starts": {1, 0, func(r *running, v []string) (string, string) {
		if v[0] == "" || r.begins(v[0]) {
			return "", ""
		}
		return r.labels[0] + "应以 " + strings.Join(r.Words, " 或 ") + " 开头。请核对。", ""
	}},
	// not_starts: the value begins with none of the words.
	"not_starts": {1, 0, func(r *running, v []string) (string, string) {
		if !r.begins(v[0]) {
			return "", ""
		}
		return r.labels[0] + "不应以 " + strings.Join(r.Words, " 或 ") + " 开头。请核对。", ""
	}},
}

// begins reports whether the value begins with one of the rule's words.
func (r *running) begins(v string) bool {
	return slices.ContainsFunc(r.Words, func(w string) bool { return strings.HasPrefix(v, w) })
}

// running is a rule at work on the rows of one report.
type running struct {
	*Rule
	check
	bound  []field.Field
	at     []int
	labels []string
	values []string // of the row looked at, used again for the next
	who    string
	n      int
	day    civil.Date
	hits   int
	seen   map[string]place
	// record is the row's id in the ledger, earlier what the form's last run sent.
	record  int64
	earlier map[string]sentOnce
}

// place is a row by its number and name.
type place struct {
	n   int
	who string
}

// bindRules fits the profile's rules to the fields of the source.
func (c *checker) bindRules() error {
	for i := range c.profile.Checks {
		r := &running{Rule: &c.profile.Checks[i], check: checks[c.profile.Checks[i].Check], seen: map[string]place{}}
		for _, key := range r.Fields {
			at := c.set.Index(key)
			if at < 0 {
				return fail("profile", "报表“%s”的检查“%s”用到没有的字段“%s”。", c.profile.Name, r.Check, key)
			}
			f := c.set.All()[at]
			r.at, r.bound, r.labels = append(r.at, at), append(r.bound, f), append(r.labels, f.Label)
		}
		r.values = make([]string, len(r.at))
		c.rules = append(c.rules, r)
	}
	return nil
}

// look applies the rule to a row.
func (r *running) look(row Row, n int, day civil.Date) (problem.Problem, bool) {
	for i, at := range r.at {
		r.values[i] = row.Values.At(at)
	}
	r.who, r.record, r.n, r.day = row.Who, row.Record, n, day
	say, right := r.find(r, r.values)
	if say == "" {
		return problem.Problem{}, false
	}
	r.hits++
	if r.Once {
		return problem.Problem{}, false
	}
	return r.problem(say, r.values[r.about], right), true
}

// summary is the one problem of a rule that speaks once.
func (r *running) summary() (problem.Problem, bool) {
	if !r.Once || r.hits == 0 {
		return problem.Problem{}, false
	}
	return r.problem(fmt.Sprintf("有 %d 行%s", r.hits, r.Title), "", ""), true
}

func (r *running) problem(say, value, right string) problem.Problem {
	if r.Say != "" {
		say = strings.NewReplacer("{value}", value, "{n}", strconv.Itoa(r.hits)).Replace(r.Say)
	}
	return problem.Problem{Severity: r.severity, Kind: r.Kind, Field: r.Fields[r.about], Label: r.labels[r.about],
		Value: hidden(r.bound[r.about], value), New: right, Message: say}
}

func (r *running) unique(v []string) (string, string) {
	if v[0] == "" {
		return "", ""
	}
	first, twice := r.seen[v[0]]
	if !twice {
		r.seen[v[0]] = place{r.n, r.who}
		return "", ""
	}
	say := fmt.Sprintf("%s与第 %d 行（%s）相同。请核对是写错了，还是同一个人登记了两次。", r.labels[0], first.n, first.who)
	if r.severity == problem.Error {
		say += "上级系统只收先出现的一行。"
	}
	return say, ""
}

func (r *running) birthAgrees(v []string) (string, string) {
	id, err := identity.ParseIDOn(v[0], r.day)
	birth := field.ParseDate(v[1])
	if err != nil || birth.IsZero() || !id.Birth.Before(birth.First()) && !id.Birth.After(birth.Last()) {
		return "", ""
	}
	return fmt.Sprintf("%s %s 与证件号码里的 %s 不一致。请看身份证核对。", r.labels[1], v[1], id.Birth), ""
}

func (r *running) genderAgrees(v []string) (string, string) {
	id, err := identity.ParseIDOn(v[0], r.day)
	if err != nil || v[1] == "" || id.Female == (v[1] == "女") {
		return "", ""
	}
	return fmt.Sprintf("%s“%s”与证件号码不一致。请看身份证核对。", r.labels[1], v[1]), ""
}

// age counts only what is certain: with dates that lack a day, the oldest the
// person may have been.
func (r *running) age(v []string) (string, string) {
	birth, then := field.ParseDate(v[0]), field.ParseDate(v[1])
	if birth.IsZero() || then.IsZero() || !then.Last().Before(birth.First().AddMonths(12*r.Years)) {
		return "", ""
	}
	return fmt.Sprintf("%s %s 时不满 %d 周岁（%s %s）。请核对两个日期。", r.labels[1], v[1], r.Years, r.labels[0], v[0]), ""
}

func (r *running) sum(v []string) (string, string) {
	want, ok := number(v[0])
	got := int64(0)
	for _, part := range v[1:] {
		n, known := number(part)
		ok = ok && known
		got += n
	}
	if !ok || want == got {
		return "", ""
	}
	return fmt.Sprintf("%s %s 不等于%s之和 %s。请核对。", r.labels[0], r.bound[0].Display(v[0]), strings.Join(r.labels[1:], "、"), r.bound[0].Display(strconv.FormatInt(got, 10))), ""
}

// number reads a canonical whole number.
func number(v string) (int64, bool) {
	n, err := strconv.ParseInt(v, 10, 64)
	return n, err == nil
}

package member

import (
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
)

// clause is a piece of SQL with its arguments. Only keys of fields ever get into
// the text; every value is an argument.
type clause struct {
	sql  string
	args []any
}

// never is a condition on a field that the ledger does not have (any more).
var never = clause{sql: "0"}

// clause writes a condition.
func (c Condition) clause(set *field.Set, on civil.Date) clause {
	f, ok := AskedField(set, c.Field)
	if !ok || c.Op.Takes() == 2 && len(c.Values) != 2 || c.Op.Takes() != 0 && len(c.Values) == 0 {
		return never
	}
	x := expression(f, on)
	switch c.Op {
	case Empty:
		return clause{"coalesce(" + x.sql + ", '') = ''", x.args}
	case Filled:
		return clause{"coalesce(" + x.sql + ", '') <> ''", x.args}
	case IsNot, HasNot:
		opposite := Condition{Field: c.Field, Op: map[Op]Op{IsNot: Is, HasNot: Has}[c.Op], Values: c.Values}
		in := opposite.clause(set, on)
		return clause{"NOT coalesce(" + in.sql + ", 0)", in.args}
	}
	if f.Kind == field.Date || f.Kind == field.Month {
		return c.ofDate(x)
	}
	switch c.Op {
	case Is:
		if f.Kind == field.Group {
			return below(c.Values)
		}
		out := clause{x.sql + " IN (?" + strings.Repeat(",?", len(c.Values)-1) + ")", x.args}
		for _, v := range c.Values {
			out.args = append(out.args, f.Arg(v))
		}
		return out
	case Has:
		return clause{"instr(lower(" + x.sql + "), lower(?)) > 0", append(x.args, c.Values[0])}
	case Starts:
		return clause{"substr(lower(" + x.sql + "), 1, length(?)) = lower(?)", append(x.args, c.Values[0], c.Values[0])}
	case Between:
		return clause{x.sql + " BETWEEN ? AND ?", append(x.args, f.Arg(c.Values[0]), f.Arg(c.Values[1]))}
	}
	sign, ok := signs[c.Op]
	if !ok {
		return never
	}
	return clause{x.sql + sign + "?", append(x.args, f.Arg(c.Values[0]))}
}

var signs = map[Op]string{Less: " < ", More: " > ", AtLeast: " >= ", AtMost: " <= "}

// ofDate compares days. A stored date that lacks its day or month counts from the
// first of its month or year, as events do; one that is asked for stands for all of
// its days, so that 2020 is the whole year.
func (c Condition) ofDate(x clause) clause {
	first, last := span(c.Values[0])
	day := "substr(" + x.sql + " || '-01-01', 1, 10)"
	switch c.Op {
	case Is:
		out := clause{}
		for i, v := range c.Values {
			if i > 0 {
				out.sql += " OR "
			}
			first, last = span(v)
			out.sql += day + " BETWEEN ? AND ?"
			out.args = append(append(out.args, x.args...), first, last)
		}
		out.sql = "(" + out.sql + ")"
		return out
	case Between:
		_, last = span(c.Values[1])
		return clause{day + " BETWEEN ? AND ?", append(x.args, first, last)}
	case Less, AtLeast:
		return clause{day + signs[c.Op] + "?", append(x.args, first)}
	case More, AtMost:
		return clause{day + signs[c.Op] + "?", append(x.args, last)}
	}
	return never
}

// span is the first and the last day of a date that may be a month or a year.
func span(text string) (first, last string) {
	d, err := civil.Parse(text)
	if err != nil {
		return text, text
	}
	return d.First().String(), d.Last().String()
}

// expression is the SQL for what a field holds.
func expression(f field.Field, on civil.Date) clause {
	switch f.Key {
	case StateKey:
		return clause{stateSQL, []any{asOf(on)}}
	case AgeKey:
		if on.IsZero() {
			on = civil.Today()
		}
		day := on.Last().String()
		const born = "substr(m.birth_date || '-01-01', 1, 10)"
		return clause{"(? - CAST(substr(m.birth_date, 1, 4) AS INTEGER) - (? < substr(" + born + ", 6)))", []any{on.Year, day[5:]}}
	}
	return clause{sql: columnOf(f)}
}

// below is a condition on the group: these with all below them.
func below(ids []string) clause {
	out := clause{sql: "m.department IN (WITH RECURSIVE under(id) AS (SELECT id FROM union_group WHERE id IN (?" +
		strings.Repeat(",?", len(ids)-1) + ") UNION SELECT g.id FROM union_group g JOIN under u ON g.parent_id = u.id) SELECT id FROM under)"}
	for _, id := range ids {
		n, _ := strconv.ParseInt(id, 10, 64)
		out.args = append(out.args, n)
	}
	return out
}

// conditions joins the conditions of a query: all of them, or any one.
func (q Query) conditions(set *field.Set) (string, []any) {
	joined := " AND "
	if q.Any {
		joined = " OR "
	}
	var parts []string
	var args []any
	for _, c := range q.Where {
		one := c.clause(set, q.On)
		parts, args = append(parts, one.sql), append(args, one.args...)
	}
	return "(" + strings.Join(parts, joined) + ")", args
}

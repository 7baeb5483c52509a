package union

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// OrganisationOp is the kind of every journalled operation on bodies, certificates
// and yearly figures.
const OrganisationOp = "organisation"

// AddBody makes a body; one of its kind that is there already is refused.
func AddBody(tx *ledger.Tx, kind string) (int64, error) {
	kind = strings.TrimSpace(kind)
	bodies, err := Bodies(tx.Context(), tx)
	switch {
	case err != nil:
		return 0, err
	case kind == "":
		return 0, ledger.Refuse("请写机构的名称。")
	case slices.ContainsFunc(bodies, func(b Body) bool { return b.Kind == kind }):
		return 0, ledger.Refuse("已经有%s了。换届请在它里面办。", kind)
	}
	return tx.Insert("union_body", []string{"kind", "sort"}, []any{kind, len(bodies)})
}

// DropBody deletes a body that has no term.
func DropBody(tx *ledger.Tx, b Body) error {
	if len(b.Terms) > 0 {
		return ledger.Refuse("%s还有 %d 届的记录，不能删除。请先删除各届。", b.Kind, len(b.Terms))
	}
	return tx.Delete("union_body", b.ID)
}

// Begin makes the usual bodies and gives the committee a first term of what the
// unit's form says so far: chair, begin and end of the term, and the certificate.
func Begin(tx *ledger.Tx) error {
	unit, err := Load(tx.Context(), tx)
	if err != nil {
		return err
	}
	var committee int64
	for _, kind := range Usual {
		id, err := AddBody(tx, kind)
		if err != nil {
			return err
		}
		if kind == Committee {
			committee = id
		}
	}
	u := unit.Union
	if end := u.Get("certificate_end"); end != "" && !unit.IsDerived(Union, "certificate_end") {
		c := Certificate{Record: CertificateFields.NewRecord()}
		c.Set("valid_to", end)
		c.Set("legal_person", u.Get("chair"))
		if _, err := PutCertificate(tx, c); err != nil {
			return err
		}
	}
	if u.Get("term_start")+u.Get("term_end")+u.Get("chair") == "" {
		return nil
	}
	t := Term{Body: committee, Record: TermFields.NewRecord()}
	t.Set("term_start", u.Get("term_start"))
	t.Set("term_end", u.Get("term_end"))
	if t.ID, err = PutTerm(tx, t); err != nil || u.Get("chair") == "" {
		return err
	}
	p := Post{Term: t.ID, Record: PostFields.NewRecord()}
	p.Set("name", u.Get("chair"))
	p.Set("post", "主席")
	_, err = PutPost(tx, p)
	return err
}

// PutTerm stores a term, a new one where its ID is 0, without its people.
func PutTerm(tx *ledger.Tx, t Term) (int64, error) {
	start, end := t.Date("term_start"), t.End()
	switch years := t.Int("years"); {
	case years < 0 || years > 10:
		return 0, ledger.Refuse("任期写 %d 年，太长了。请写 3 或 5。", years)
	case !start.IsZero() && !end.IsZero() && end.Last().Before(start.First()):
		return 0, ledger.Refuse("任期届满 %s 早于任期开始 %s。请核对。", end, start)
	case t.Int("number") < 0:
		return 0, ledger.Refuse("第几届要写大于 0 的数。")
	}
	return put(tx, t.ID, t.Record, []string{"body_id"}, []any{t.Body})
}

// DropTerm deletes a term with its people.
func DropTerm(tx *ledger.Tx, t Term) error {
	if _, err := tx.Exec("DELETE FROM union_post WHERE term_id = ?", t.ID); err != nil {
		return err
	}
	return tx.Delete("union_term", t.ID)
}

// PutPost stores somebody in a post, a new one where its ID is 0.
func PutPost(tx *ledger.Tx, p Post) (int64, error) {
	if from, to := p.Date("from_date"), p.Date("to_date"); !from.IsZero() && !to.IsZero() && to.Last().Before(from.First()) {
		return 0, ledger.Refuse("%s任职止 %s 早于任职起 %s。请核对。", p.Get("name"), to, from)
	}
	return put(tx, p.ID, p.Record, []string{"term_id", "member_id"}, []any{p.Term, orNull(p.Member)})
}

// DropPost deletes somebody from a post, where it was entered by mistake; who has
// left it gets a day.
func DropPost(tx *ledger.Tx, p Post) error {
	return tx.Delete("union_post", p.ID)
}

// Elect starts a new term of a body (换届): the one before ends with the day before
// where it has not ended, as do its people, and those named by their ids go on
// into the new one.
func Elect(tx *ledger.Tx, t Term, carried []int64) (int64, error) {
	bodies, err := Bodies(tx.Context(), tx)
	if err != nil {
		return 0, err
	}
	i := slices.IndexFunc(bodies, func(b Body) bool { return b.ID == t.Body })
	if i < 0 {
		return 0, ledger.Refuse("这个机构已经不在了，没有改动。请重新打开再试。")
	}
	start := t.Date("term_start")
	if !start.Complete() {
		return 0, ledger.Refuse("换届要写新一届的任期开始，写到日。")
	}
	t.ID = 0
	old, has := bodies[i].Current(civil.Date{})
	if has && !old.Date("term_start").IsZero() && !start.After(old.Date("term_start").First()) {
		return 0, ledger.Refuse("新一届的任期开始 %s 不晚于%s的 %s。补登往届请用“补登一届”。", start, old.Title(), old.Date("term_start"))
	}
	if t.ID, err = PutTerm(tx, t); err != nil || !has {
		return t.ID, err
	}
	return t.ID, handOver(tx, old, t, carried)
}

// handOver ends the posts of the old term and enters those who go on in the new one.
func handOver(tx *ledger.Tx, old, t Term, carried []int64) error {
	start := t.Date("term_start")
	if end := old.End(); end.IsZero() || !end.Last().Before(start) {
		old.SetDate("term_end", start.AddDays(-1))
		if _, err := PutTerm(tx, old); err != nil {
			return err
		}
	}
	for _, p := range old.People {
		sits := p.Get("to_date") == ""
		if slices.Contains(carried, p.ID) {
			next := Post{Term: t.ID, Member: p.Member, Record: p.Clone()}
			next.SetDate("from_date", start)
			next.Set("to_date", "")
			if _, err := PutPost(tx, next); err != nil {
				return err
			}
		}
		if !sits {
			continue
		}
		p.SetDate("to_date", start.AddDays(-1))
		if from := p.Date("from_date"); !from.IsZero() && from.First().After(start.AddDays(-1)) {
			p.Set("to_date", p.Get("from_date"))
		}
		if _, err := PutPost(tx, p); err != nil {
			return err
		}
	}
	return nil
}

// put stores a row of a set with further columns.
func put(tx *ledger.Tx, id int64, rec field.Record, cols []string, vals []any) (int64, error) {
	if err := valid(rec); err != nil {
		return 0, err
	}
	set := rec.Fields()
	cols, vals = append(cols, strings.Split(set.Columns(""), ", ")...), append(vals, rec.Args()...)
	var err error
	if id == 0 {
		id, err = tx.Insert(set.Name, cols, vals)
	} else {
		err = tx.Update(set.Name, id, cols, vals)
	}
	if err != nil {
		return 0, fmt.Errorf("存%s：%w", set.Label, err)
	}
	return id, nil
}

// valid refuses what cannot be stored, whatever a form let through.
func valid(rec field.Record) error {
	for i, f := range rec.Fields().All() {
		v := rec.At(i)
		switch {
		case v == "" && f.Required:
			return ledger.Refuse("没有填“%s”。", f.Label)
		case v == "":
		case f.Kind == field.Date && field.ParseDate(v).IsZero():
			return ledger.Refuse("“%s”的“%s”不是日期，请写成 2022-05-06 这样。", f.Label, v)
		case f.Kind == field.Integer || f.Kind == field.Money:
			if n, err := strconv.ParseInt(v, 10, 64); err != nil || n < 0 {
				return ledger.Refuse("“%s”的“%s”要写不小于 0 的数。", f.Label, v)
			}
		}
	}
	return nil
}

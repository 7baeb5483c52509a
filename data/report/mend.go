package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// Mend is one value of the ledger that can be put right without asking anybody: what a
// right identity number tells, spaces and full-width signs that change no meaning, a
// word with one certain meaning, a date that only lacks its zeros.
type Mend struct {
	// Table is that of the value's set: member, enterprise or trade_union.
	Table  string `json:"table"`
	Record int64  `json:"record"`
	Who    string `json:"who"`
	Field  string `json:"field"`
	Label  string `json:"label"`
	// Old and New are canonical, Why says what makes the new one certain.
	Old string `json:"old"`
	New string `json:"new"`
	Why string `json:"why"`
}

// Shown are the values as lists show them, private numbers covered.
func (m Mend) Shown() (old, after string) {
	for _, set := range []*field.Set{member.Fields, union.Enterprise, union.Union} {
		if f, ok := set.Field(m.Field); ok && set.Name == m.Table {
			return hidden(f, m.Old), hidden(f, m.New)
		}
	}
	return m.Old, m.New
}

// Mends are the values of the rows that a form takes, and of the columns it asks for,
// that can be put right. Nothing is written; Apply does that.
func Mends(ctx context.Context, p *Profile, from From) ([]Mend, error) {
	switch p.Source {
	case "member":
		return memberMends(ctx, p, from)
	case "organisation":
		return unitMends(ctx, p, from)
	}
	return nil, nil
}

// memberMends looks at the members as they are stored, not as a form would show them.
func memberMends(ctx context.Context, p *Profile, from From) (out []Mend, err error) {
	all, err := member.FieldsOf(ctx, from.Ledger)
	if err != nil {
		return nil, err
	}
	asked := p.asked(all)
	err = member.Each(ctx, from.Ledger, from.On, func(m member.Member) error {
		if p.takes(m) {
			tell := func(f field.Field, after, why string) {
				one := Mend{all.Name, m.ID, m.Get("name"), f.Key, f.Label, m.Get(f.Key), after, cmp.Or(why, "多余的空格、全角或分隔符")}
				for i := len(out) - 1; i >= 0 && out[i].Record == m.ID; i-- {
					if out[i].Field == f.Key { // its writing was mended, and now it is made whole
						out[i] = one
						return
					}
				}
				out = append(out, one)
			}
			rec := m.Record
			for _, f := range asked {
				rec = tidied(rec, f, from.On, tell)
			}
			told(rec, asked, from.On, tell)
		}
		return ctx.Err()
	})
	return out, err
}

// takes reports whether the state of a member is one the form takes.
func (p *Profile) takes(m member.Member) bool {
	for _, o := range p.Only {
		if o.Field == "membership" && !slices.Contains(o.Words, string(m.State)) {
			return false
		}
	}
	return true
}

// asked are the stored fields that columns of the form show, each once.
func (p *Profile) asked(set *field.Set) (out []field.Field) {
	for _, f := range set.All() {
		if slices.ContainsFunc(p.Columns, func(c Column) bool { return c.Field == f.Key || f.Own && c.Own == f.Label }) {
			out = append(out, f)
		}
	}
	return out
}

// mendable are the kinds whose canonical text can be read again as somebody wrote it.
var mendable = []field.Kind{field.Text, field.Name, field.IDNumber, field.CreditCode, field.Phone, field.Date, field.Code}

// tidied mends the writing of one value, as the intake of a sheet does unasked, and
// gives the record with it.
func tidied(rec field.Record, f field.Field, today civil.Date, tell func(f field.Field, after, why string)) field.Record {
	v := rec.Get(f.Key)
	if v == "" || !slices.Contains(mendable, f.Kind) || f.ReadOnly {
		return rec
	}
	c := intake.Clean(f, sheet.Cell{Kind: sheet.Text, Text: v}, intake.CleanContext{Today: today, ByHand: true, MayBeFuture: true})
	if !c.Changed || c.Reported() || c.Lost || c.Value == "" || c.Value == v {
		return rec
	}
	tell(f, c.Value, map[field.Kind]string{field.Code: "别的写法，意思只有一个", field.Date: "日期补齐成年-月-日"}[f.Kind])
	rec = rec.Clone()
	rec.Set(f.Key, c.Value)
	return rec
}

// told mends what is empty, or known only to the month, and stands in a right identity
// number.
func told(rec field.Record, asked []field.Field, today civil.Date, tell func(f field.Field, after, why string)) {
	id, ok := member.UsableID(rec, today)
	if !ok {
		return
	}
	birth := rec.Date("birth_date")
	agrees := birth.IsZero() || !birth.Complete() && !id.Birth.Before(birth.First()) && !id.Birth.After(birth.Last())
	for _, f := range asked {
		switch {
		case f.Key == "birth_date" && agrees:
			tell(f, id.Birth.String(), "证件号码里的生日")
		case f.Key == "gender" && rec.Get("gender") == "":
			tell(f, id.Sex(), "证件号码第 17 位")
		case f.Key == "id_type" && rec.Get("id_type") == "":
			tell(f, "居民身份证", "号码是正确的身份证号")
		}
	}
}

// unitMends looks at the fields of enterprise and union that were typed; what follows
// from the organisation is mended there.
func unitMends(ctx context.Context, p *Profile, from From) (out []Mend, err error) {
	u, err := union.LoadOn(ctx, from.Ledger, from.On)
	if err != nil {
		return nil, err
	}
	for i, rec := range []field.Record{u.Enterprise, u.Union} {
		set := unitSets[i].set
		for _, f := range set.All() {
			asked := slices.ContainsFunc(p.Columns, func(c Column) bool { return c.Field == unitSets[i].prefix+f.Key })
			if asked && !u.IsDerived(set, f.Key) {
				tidied(rec, f, from.On, func(f field.Field, after, why string) {
					out = append(out, Mend{set.Name, 1, u.Name(), f.Key, f.Label, rec.Get(f.Key), after, cmp.Or(why, "多余的空格、全角或分隔符")})
				})
			}
		}
	}
	return out, nil
}

// Apply writes mends as one operation that can be taken back. Where a value is no
// longer what it was when they were found, nothing is written.
func Apply(ctx context.Context, l *ledger.Ledger, mends []Mend) (int64, error) {
	if len(mends) == 0 {
		return 0, nil
	}
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: fmt.Sprintf("体检：放心改 %d 处", len(mends))}, func(tx *ledger.Tx) error {
		u, err := union.Load(ctx, tx)
		if err != nil {
			return err
		}
		units := map[string]field.Record{union.Enterprise.Name: u.Enterprise, union.Union.Name: u.Union}
		unit := false
		people := map[int64]map[string]Mend{}
		for _, m := range mends {
			if rec, ok := units[m.Table]; ok {
				if rec.Get(m.Field) != m.Old {
					return m.stale()
				}
				rec.Set(m.Field, m.New)
				unit = true
				continue
			}
			if people[m.Record] == nil {
				people[m.Record] = map[string]Mend{}
			}
			people[m.Record][m.Field] = m
		}
		if unit {
			if err := union.Save(tx, u); err != nil {
				return err
			}
		}
		return applyPeople(ctx, tx, people)
	})
}

// applyPeople changes members, everybody once. Of several mends of one value the last
// stands, and the first says what it was.
func applyPeople(ctx context.Context, tx *ledger.Tx, people map[int64]map[string]Mend) error {
	var ids []int64
	for id := range people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	list, err := member.Many(ctx, tx, ids, civil.Date{}, nil)
	if err != nil {
		return err
	}
	for _, m := range list {
		changes := map[string]string{}
		for key, mend := range people[m.ID] {
			if m.Get(key) != mend.Old {
				return mend.stale()
			}
			changes[key] = mend.New
		}
		if err := member.CheckNumberFree(ctx, tx, m.ID, changes["id_number"]); err != nil {
			return fmt.Errorf("%s：%w", m.Get("name"), err)
		}
		if err := member.Update(tx, m.ID, changes); err != nil {
			return fmt.Errorf("%s：%w", m.Get("name"), err)
		}
	}
	return nil
}

func (m Mend) stale() error {
	return ledger.Refuse("%s的%s刚才又有改动，这次没有改。请重新体检。", m.Who, m.Label)
}

// Package union keeps the enterprise, its trade union, and the tree of 分会 and
// 工会小组 the members belong to. The two credit codes are easily swapped, so each
// says which kind it must be. The room knows nothing of members.
package union

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// Enterprise describes the unit the union belongs to; its code starts with 91.
var Enterprise = field.NewSet("enterprise", "单位",
	field.Field{Key: "name", Label: "单位名称", Required: true, Section: "单位", Hint: "营业执照上的全称"},
	field.Field{Key: "credit_code", Label: "单位统一社会信用代码", Short: "单位信用代码", Kind: field.CreditCode, Required: true, MaxLen: 18, Section: "单位", Hint: "18 位，多以 91 开头"},
	field.Field{Key: "address", Label: "单位地址", Section: "单位"},
	field.Field{Key: "district", Label: "单位所在政区", Section: "单位", Hint: "如 浙江省杭州市建德市"},
	field.Field{Key: "nature", Label: "单位性质类别", Kind: field.Code, Codes: "unit_nature", Section: "单位"},
	field.Field{Key: "economy", Label: "经济类型", Kind: field.Code, Codes: "economy", Section: "单位"},
	field.Field{Key: "industry", Label: "单位所属行业", Kind: field.Code, Codes: "industry", Section: "单位"},
	field.Field{Key: "above_scale", Label: "规模以上企业", Kind: field.YesNo, Section: "单位", Hint: "规上企业每方协商代表不少于 5 人"},
	field.Field{Key: "staff", Label: "职工人数", Kind: field.Integer, Section: "单位"},
	field.Field{Key: "women_staff", Label: "其中女职工", Kind: field.Integer, Section: "单位"},
	field.Field{Key: "migrant_staff", Label: "其中农民工", Kind: field.Integer, Section: "单位"},
	field.Field{Key: "dispatch_staff", Label: "其中派遣工", Kind: field.Integer, Section: "单位"},
	field.Field{Key: "legal_person", Label: "法定代表人", Kind: field.Name, Section: "单位"},
	field.Field{Key: "phone", Label: "单位电话", Section: "单位"},
)

// Union describes the trade union; its code starts with 81.
var Union = field.NewSet("trade_union", "工会",
	field.Field{Key: "name", Label: "工会名称", Required: true, Section: "工会"},
	field.Field{Key: "credit_code", Label: "工会统一社会信用代码", Short: "工会信用代码", Kind: field.CreditCode, MaxLen: 18, Section: "工会", Hint: "18 位，基层工会以 81 开头"},
	field.Field{Key: "upper_union", Label: "上级工会名称", Section: "工会", Hint: "与上级工会登记的一字不差"},
	field.Field{Key: "town", Label: "所属镇街（系统）", Section: "工会"},
	field.Field{Key: "kind", Label: "基层工会类型", Kind: field.Code, Codes: "union_kind", Section: "工会"},
	field.Field{Key: "founded", Label: "建会日期", Kind: field.Date, Section: "工会"},
	field.Field{Key: "chair", Label: "工会主席", Kind: field.Name, Section: "工会"},
	field.Field{Key: "phone", Label: "联系电话", Section: "工会"},
	field.Field{Key: "clerk", Label: "经办人", Kind: field.Name, Section: "工会"},
	field.Field{Key: "term_start", Label: "本届任期开始", Kind: field.Date, Section: "工会"},
	field.Field{Key: "term_end", Label: "本届任期届满", Kind: field.Date, Section: "工会"},
	field.Field{Key: "certificate_end", Label: "法人资格证书有效期至", Kind: field.Date, Section: "工会"},
	field.Field{Key: "bank", Label: "开户银行", Section: "工会"},
	field.Field{Key: "bank_account", Label: "工会账号", Mask: field.AllButLast, Section: "工会"},
)

// Unit is the enterprise and its union, each with its fields.
type Unit struct {
	Enterprise, Union field.Record
	// Derived are the fields that follow from the organisation, by set and key
	// (trade_union.chair), with the value that does.
	Derived map[string]string
}

// Name is what the window calls the ledger: the union's name, else the
// enterprise's, else 未命名工会.
func (u Unit) Name() string {
	for _, n := range []string{u.Union.Get("name"), u.Enterprise.Get("name")} {
		if n != "" {
			return n
		}
	}
	return "未命名工会"
}

// Load reads the unit as it stands by what was entered last; what was never
// entered is unknown.
func Load(ctx context.Context, r ledger.Reader) (Unit, error) { return LoadOn(ctx, r, civil.Date{}) }

// LoadOn reads the unit as of a day. Chair, term, certificate and the numbers of
// staff are kept where they have a history (see derive); until something is entered
// there, what the unit's own form said stands.
func LoadOn(ctx context.Context, r ledger.Reader, on civil.Date) (Unit, error) {
	u, err := stored(ctx, r)
	if err != nil {
		return u, err
	}
	return u, u.derive(ctx, r, on)
}

// stored reads the unit as its own tables hold it.
func stored(ctx context.Context, r ledger.Reader) (Unit, error) {
	u := Unit{Enterprise: Enterprise.NewRecord(), Union: Union.NewRecord()}
	for _, rec := range u.records() {
		dest, take := rec.Dest()
		set := rec.Fields()
		err := r.QueryRowContext(ctx, "SELECT "+set.Columns("")+" FROM "+set.Name+" WHERE id = 1").Scan(dest...)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return u, fmt.Errorf("读%s：%w", set.Label, err)
		}
		if err == nil {
			take()
		}
	}
	return u, nil
}

func (u Unit) records() []field.Record { return []field.Record{u.Enterprise, u.Union} }

// Save stores the unit as part of a write. A derived field is not stored twice: what
// the form said before stays as it was, and another value is refused.
func Save(tx *ledger.Tx, u Unit) error {
	before, err := stored(tx.Context(), tx)
	if err != nil {
		return err
	}
	for i, rec := range u.records() {
		set := rec.Fields()
		rec, was := rec.Clone(), before.records()[i]
		var sets []string
		for _, f := range set.All() {
			sets = append(sets, f.Key+" = excluded."+f.Key)
			if value, derived := u.Derived[set.Name+"."+f.Key]; derived {
				if rec.Get(f.Key) != value {
					return ledger.Refuse("%s由“设置”里的“组织机构”得出，现在是“%s”。请到那里改。", f.Label, value)
				}
				rec.Set(f.Key, was.Get(f.Key))
			}
		}
		query := "INSERT INTO " + set.Name + " (id, " + set.Columns("") + ") VALUES (1" + strings.Repeat(", ?", set.Len()) +
			") ON CONFLICT (id) DO UPDATE SET " + strings.Join(sets, ", ")
		if _, err := tx.Exec(query, rec.Args()...); err != nil {
			return fmt.Errorf("存%s：%w", set.Label, err)
		}
	}
	return nil
}

// IsDerived reports whether a field follows from the organisation.
func (u Unit) IsDerived(set *field.Set, key string) bool {
	_, derived := u.Derived[set.Name+"."+key]
	return derived
}

// derive puts the current term and chair of the committee, the certificate in hand
// and the newest figures of staff in the places the unit's form has for them.
func (u *Unit) derive(ctx context.Context, r ledger.Reader, on civil.Date) error {
	law, err := Shipped()
	if err != nil {
		return err
	}
	bodies, err := Bodies(ctx, r)
	if err != nil {
		return err
	}
	u.Derived = map[string]string{}
	put := func(rec field.Record, key, value string) {
		rec.Set(key, value)
		u.Derived[rec.Fields().Name+"."+key] = value
	}
	for _, b := range bodies {
		t, sits := b.Current(on)
		if b.Kind != Committee || !sits {
			continue
		}
		put(u.Union, "term_start", t.Get("term_start"))
		put(u.Union, "term_end", t.End().String())
		if chair, ok := law.Lead(Committee, t, on); ok || len(t.People) > 0 {
			put(u.Union, "chair", chairName(chair, ok))
		}
	}
	certificates, err := Certificates(ctx, r)
	if err != nil {
		return err
	}
	if c, ok := CertificateOn(certificates, on); ok {
		put(u.Union, "certificate_end", c.Get("valid_to"))
	}
	years, err := Years(ctx, r)
	if err != nil {
		return err
	}
	for _, key := range []string{"staff", "women_staff", "migrant_staff", "dispatch_staff"} {
		if y, ok := lastWith(years, key, on); ok {
			put(u.Enterprise, key, y.Get(key))
		}
	}
	return nil
}

// chairName is empty where people sit and none of them as the chair.
func chairName(chair Post, ok bool) string {
	if !ok {
		return ""
	}
	return chair.Get("name")
}

// Check finds what is missing or wrong in the unit. The codes of enterprise and
// union are told apart by their first signs, since they are often swapped.
func Check(u Unit) []problem.Problem {
	var out []problem.Problem
	for _, rec := range []field.Record{u.Enterprise, u.Union} {
		for _, f := range rec.Fields().All() {
			v := rec.Get(f.Key)
			add := func(kind string, s problem.Severity, msg string) {
				out = append(out, problem.Problem{Severity: s, Kind: kind, Table: rec.Fields().Name, Record: 1, Who: rec.Get("name"),
					Field: f.Key, Label: f.Label, Value: v, Message: msg})
			}
			switch {
			case v == "" && f.Required:
				add("required_missing", problem.Error, "没有填"+f.Label+"。请到“设置”里补上。")
			case v != "" && f.Kind == field.CreditCode:
				if _, err := identity.ParseCreditCode(v); err != nil {
					add("credit_code", problem.Error, f.Label+"不对："+err.Error())
				} else if msg := wrongOwner(rec.Fields() == Union, v); msg != "" {
					add("credit_code_swapped", problem.Error, msg)
				}
			}
		}
	}
	return out
}

// wrongOwner tells the code of a union from the code of an enterprise.
func wrongOwner(union bool, code string) string {
	isUnion := strings.HasPrefix(code, "8")
	switch {
	case union && !isUnion:
		return "这是单位的代码，不是工会的：工会代码以 81 开头。请看《工会法人资格证书》，两个代码可能填反了。"
	case !union && isUnion:
		return "这是工会的代码，不是单位的：企业代码以 91 开头。请看营业执照，两个代码可能填反了。"
	}
	return ""
}

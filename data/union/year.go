package union

import (
	"context"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// YearFields describe the figures a union gives once a year, as of a day.
var YearFields = field.NewSet("union_year", "年度数字",
	field.Field{Key: "as_of", Label: "截止日期", Kind: field.Date, Required: true, Hint: "年报多为 12-31，统计调查为 9-30"},
	field.Field{Key: "staff", Label: "职工人数", Kind: field.Integer, Hint: "单位提供"},
	field.Field{Key: "women_staff", Label: "其中女职工", Kind: field.Integer},
	field.Field{Key: "migrant_staff", Label: "其中农民工", Kind: field.Integer},
	field.Field{Key: "dispatch_staff", Label: "其中派遣工", Kind: field.Integer},
	field.Field{Key: "members", Label: "会员人数", Kind: field.Integer, Hint: "上报时用的数"},
	field.Field{Key: "women_members", Label: "其中女会员", Kind: field.Integer},
	field.Field{Key: "migrant_members", Label: "其中农民工会员", Kind: field.Integer},
	field.Field{Key: "dispatch_members", Label: "其中派遣工会员", Kind: field.Integer},
	field.Field{Key: "full_time", Label: "专职工会干部", Kind: field.Integer},
	field.Field{Key: "part_time", Label: "兼职工会干部", Kind: field.Integer},
	field.Field{Key: "hardship", Label: "困难职工", Kind: field.Integer},
	field.Field{Key: "models", Label: "劳模", Kind: field.Integer},
	field.Field{Key: "funds_fen", Label: "经费数额（元/年）", Kind: field.Money},
	field.Field{Key: "note", Label: "备注", MaxLen: 200, Hint: "数字从哪里来"},
)

// Year is what was given as of one day.
type Year struct {
	ID int64
	field.Record
}

// Years lists what was given, the oldest first.
func Years(ctx context.Context, r ledger.Reader) (out []Year, err error) {
	err = read(ctx, r, YearFields, "", "as_of", 0, func(id int64, _ []int64, rec field.Record) {
		out = append(out, Year{id, rec})
	})
	return out, err
}

// YearOn is what was given last by a day; the unknown day means the newest.
func YearOn(all []Year, on civil.Date) (Year, bool) {
	for _, y := range slices.Backward(all) {
		if on.IsZero() || !y.Date("as_of").After(on) {
			return y, true
		}
	}
	return Year{}, false
}

// lastWith is what was given last of one figure by a day.
func lastWith(all []Year, key string, on civil.Date) (Year, bool) {
	return YearOn(slices.DeleteFunc(slices.Clone(all), func(y Year) bool { return y.Get(key) == "" }), on)
}

// PutYear stores the figures of a day, new ones where the ID is 0.
func PutYear(tx *ledger.Tx, y Year) (int64, error) {
	if !y.Date("as_of").Complete() {
		return 0, ledger.Refuse("截止日期要写到日，如 2022-12-31。")
	}
	all, err := Years(tx.Context(), tx)
	if err != nil {
		return 0, err
	}
	for _, other := range all {
		if other.ID != y.ID && other.Get("as_of") == y.Get("as_of") {
			return 0, ledger.Refuse("%s 的年度数字已经有了。请改那一条。", y.Get("as_of"))
		}
	}
	return put(tx, y.ID, y.Record, nil, nil)
}

// DropYear deletes figures that were entered by mistake.
func DropYear(tx *ledger.Tx, y Year) error {
	return tx.Delete("union_year", y.ID)
}

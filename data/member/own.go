package member

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// OwnKinds are the kinds a unit's own field may be of, in the order offered, with
// the words people know them by. The words are stored.
var OwnKinds = []struct {
	Kind field.Kind
	Word string
}{{field.Text, "文字"}, {field.Number, "数字"}, {field.Date, "日期"}, {field.Code, "选项"}, {field.YesNo, "是否"}}

// MostOwnFields is how many fields a unit may add: the ledger keeps a column ready
// for each.
const MostOwnFields = 20

// ownSection is where a form shows them.
const ownSection = "自定义"

// longestOwn limits label and words of an own field, in characters.
const longestOwn = 20

// OwnField is a field that a unit added to its members.
type OwnField struct {
	// ID is the number of its column, from 1; 0 for one not yet added.
	ID    int64
	Label string
	// Kind is one of OwnKinds; Words are what a Code field may hold, in order.
	Kind  field.Kind
	Words []string
	Hint  string
	// Sort is the place among the others.
	Sort int64
}

// Key is the key of the field in records of the ledger.
func (o OwnField) Key() string { return fmt.Sprintf("own%d", o.ID) }

// OwnFields lists the fields a unit added, in order.
func OwnFields(ctx context.Context, r ledger.Reader) ([]OwnField, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, label, kind, coalesce(words, ''), coalesce(hint, ''), sort FROM own_field ORDER BY sort, id`)
	if err != nil {
		return nil, fmt.Errorf("读自定义项：%w", err)
	}
	defer rows.Close()
	var out []OwnField
	for rows.Next() {
		var o OwnField
		var kind, words string
		if err := rows.Scan(&o.ID, &o.Label, &kind, &words, &o.Hint, &o.Sort); err != nil {
			return nil, err
		}
		o.Kind = ownKind(kind)
		if words != "" {
			o.Words = strings.Split(words, "\n")
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

func ownKind(word string) field.Kind {
	for _, k := range OwnKinds {
		if k.Word == word {
			return k.Kind
		}
	}
	return field.Text
}

// KindWord is the word for the kind of an own field.
func (o OwnField) KindWord() string {
	for _, k := range OwnKinds {
		if k.Kind == o.Kind {
			return k.Word
		}
	}
	return OwnKinds[0].Word
}

// describe is the field as everything that reads descriptions sees it.
func (o OwnField) describe() field.Field {
	f := field.Field{Key: o.Key(), Label: o.Label, Kind: o.Kind, Hint: o.Hint, Section: ownSection, Width: 90, Own: true}
	if o.Kind == field.Code {
		f.Codes = f.Key
		words, err := code.NewList(f.Key, o.Label, o.Words)
		if err != nil { // as checked when it was added; a list without words still shows what is stored
			words, _ = code.NewList(f.Key, o.Label, nil)
		}
		f.Words = words
	}
	return f
}

// described keeps one set for each list of own fields met, so that records of one
// ledger share theirs.
var described sync.Map // text of the list to *field.Set

// FieldsOf are the fields of a member in one ledger: Fields, at the same places,
// and behind them what the unit added.
func FieldsOf(ctx context.Context, r ledger.Reader) (*field.Set, error) {
	own, err := OwnFields(ctx, r)
	if err != nil || len(own) == 0 {
		return Fields, err
	}
	key := fmt.Sprintf("%#v", own)
	if set, ok := described.Load(key); ok {
		return set.(*field.Set), nil
	}
	all := slices.Clone(Fields.All())
	for _, o := range own {
		all = append(all, o.describe())
	}
	set, _ := described.LoadOrStore(key, field.NewSet(Fields.Name, Fields.Label, all...))
	return set.(*field.Set), nil
}

// columnOf is the SQL for a field of member m; own fields stand in o.
func columnOf(f field.Field) string {
	if f.Own {
		return "o." + f.Key
	}
	return "m." + f.Key
}

// columnsOf lists the columns of a set in its order, those not among keys as NULL;
// nil lists them all.
func columnsOf(set *field.Set, keys []string) string {
	cols := make([]string, set.Len())
	for i, f := range set.All() {
		cols[i] = "NULL"
		if keys == nil || slices.Contains(keys, f.Key) {
			cols[i] = columnOf(f)
		}
	}
	return strings.Join(cols, ", ")
}

// tablesOf are the tables the columns of a set stand in.
func tablesOf(set *field.Set) string {
	if set.Len() == Fields.Len() {
		return "member m"
	}
	return "member m LEFT JOIN member_own o ON o.id = m.id"
}

// setOwn writes the own fields among changes of a member.
func setOwn(tx *ledger.Tx, id int64, set *field.Set, changes map[string]string) error {
	var cols, sets []string
	vals := []any{id}
	for _, f := range set.All()[Fields.Len():] {
		if v, ok := changes[f.Key]; ok {
			cols, vals = append(cols, f.Key), append(vals, f.Arg(v))
			sets = append(sets, f.Key+" = excluded."+f.Key)
		}
	}
	if cols == nil {
		return nil
	}
	_, err := tx.Exec("INSERT INTO member_own (id, "+strings.Join(cols, ", ")+") VALUES (?"+strings.Repeat(",?", len(cols))+
		") ON CONFLICT (id) DO UPDATE SET "+strings.Join(sets, ", "), vals...)
	return err
}

// SaveOwnField adds a field, or with an ID changes one: label, words, hint and
// place at any time, the kind only while nobody has a value. It returns the number
// of the field. What cannot be is refused with a sentence.
func SaveOwnField(tx *ledger.Tx, o OwnField) (int64, error) {
	all, err := OwnFields(tx.Context(), tx)
	if err != nil {
		return 0, err
	}
	if o, err = checkOwn(o, all); err != nil {
		return 0, err
	}
	var words any
	if o.Kind == field.Code {
		words = strings.Join(o.Words, "\n")
	}
	cols, vals := []string{"label", "kind", "words", "hint", "sort"}, []any{o.Label, o.KindWord(), words, orNull(o.Hint), o.Sort}
	if at := slices.IndexFunc(all, func(x OwnField) bool { return x.ID == o.ID }); at >= 0 {
		if err := fitsStored(tx, all[at], o); err != nil {
			return 0, err
		}
		return o.ID, tx.Update("own_field", o.ID, cols, vals)
	}
	if len(all) >= MostOwnFields {
		return 0, ledger.Refuse("最多加 %d 个自定义项，已经加满。请先删掉不用的。", MostOwnFields)
	}
	for o.ID = 1; slices.ContainsFunc(all, func(x OwnField) bool { return x.ID == o.ID }); o.ID++ {
	}
	if err := forgetField(tx, o.Key()); err != nil { // of an older field of that number
		return 0, err
	}
	return tx.Insert("own_field", append(cols, "id"), append(vals, o.ID))
}

// DropOwnField takes a field away with all that members have in it. It says how
// many had a value.
func DropOwnField(tx *ledger.Tx, id int64) (had int64, err error) {
	key := OwnField{ID: id}.Key()
	res, err := tx.Exec("UPDATE member_own SET " + key + " = NULL WHERE " + key + " IS NOT NULL")
	if err != nil {
		return 0, err
	}
	if had, err = res.RowsAffected(); err != nil {
		return 0, err
	}
	return had, tx.Delete("own_field", id)
}

// OwnValues counts the members who have a value in an own field, by the value.
func OwnValues(ctx context.Context, r ledger.Reader, id int64) (map[string]int, error) {
	key := OwnField{ID: id}.Key()
	rows, err := r.QueryContext(ctx, "SELECT CAST("+key+" AS TEXT), count(*) FROM member_own WHERE "+key+" IS NOT NULL GROUP BY 1")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int{}
	for rows.Next() {
		var value string
		var n int
		if err := rows.Scan(&value, &n); err != nil {
			return nil, err
		}
		out[value] = n
	}
	return out, rows.Err()
}

// checkOwn refuses labels and words that could not be told apart, and brings the
// field into its stored form.
func checkOwn(o OwnField, all []OwnField) (OwnField, error) {
	o.Label = strings.TrimSpace(o.Label)
	if n := utf8.RuneCountInString(o.Label); n == 0 || n > longestOwn {
		return o, ledger.Refuse("自定义项要有名称，最多 %d 个字。", longestOwn)
	}
	if strings.ContainsAny(o.Label, "\n\r\t") {
		return o, ledger.Refuse("自定义项的名称只能写在一行里。")
	}
	for _, f := range RosterKind(Fields).Fields.All() {
		if taken := append([]string{f.Label, f.Short}, f.Aliases...); slices.ContainsFunc(taken, func(s string) bool { return code.Fold(s) == code.Fold(o.Label) && s != "" }) {
			return o, ledger.Refuse("“%s”就是名册里已有的“%s”，不用再加。", o.Label, f.Label)
		}
	}
	for _, other := range all {
		if other.ID != o.ID && code.Fold(other.Label) == code.Fold(o.Label) {
			return o, ledger.Refuse("已经有一个自定义项叫“%s”。请换一个名称。", other.Label)
		}
	}
	if o.Kind != field.Code {
		o.Words = nil
		return o, nil
	}
	var words []string
	for _, w := range o.Words {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	o.Words = words
	if len(words) < 2 {
		return o, ledger.Refuse("“%s”是选项，至少要写两个可选的词。", o.Label)
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) > longestOwn || strings.ContainsAny(w, "\n\r\t") {
			return o, ledger.Refuse("选项“%s”太长，最多 %d 个字，写在一行里。", w, longestOwn)
		}
	}
	if _, err := code.NewList("own", o.Label, words); err != nil {
		return o, ledger.Refuse("“%s”的选项里有两个写法相同。请去掉一个。", o.Label)
	}
	return o, nil
}

// fitsStored refuses a change that values already stored would not fit.
func fitsStored(tx *ledger.Tx, was, is OwnField) error {
	values, err := OwnValues(tx.Context(), tx, was.ID)
	if err != nil || len(values) == 0 {
		return err
	}
	if was.Kind != is.Kind {
		return ledger.Refuse("“%s”已经有人填了%s，不能再改成%s。请另加一项，或先清空。", was.Label, was.KindWord(), is.KindWord())
	}
	if is.Kind != field.Code {
		return nil
	}
	for _, w := range was.Words {
		if n := values[w]; n > 0 && !slices.Contains(is.Words, w) {
			return ledger.Refuse("“%s”的选项“%s”还有 %s 人在用，不能去掉。请先把他们改成别的。", was.Label, w, strconv.Itoa(n))
		}
	}
	return nil
}

package member

import (
	"context"
	"sort"
	"strings"
	"unicode"

	"unionledger/data/ledger"
	"unionledger/data/union"
)

// Index answers the search box: names, pinyin, initials, any digits of ID number or
// phone, and what stands in any other field. Names and numbers are one long text in
// register order, because looking through 7 MB of text takes a few milliseconds and
// needs no upkeep; the other fields are kept by value, see values.
type Index struct {
	text   string
	start  []int // where the line of each member begins
	ids    []int64
	merged []bool // went into another record: found only by SearchAll
	values values
}

// Each line reads: \n name \t letters… \t id number \t phone \t number at work.
const fieldMark = "\t"

// inLine are the fields whose values stand in the lines: nearly everybody has his own.
var inLine = []string{"name", "id_number", "phone", "emp_no"}

// BuildIndex reads what the search looks at, for all members.
func BuildIndex(ctx context.Context, r ledger.Reader) (*Index, error) {
	set, err := FieldsOf(ctx, r)
	if err != nil {
		return nil, err
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return nil, err
	}
	x := &Index{values: newValues(set, groups)}
	cols := make([]string, len(x.values.fields))
	hold := make([]any, len(cols))
	var id int64
	var merged bool
	var name, number, phone, empNo string
	dest := []any{&id, &merged, &name, &number, &phone, &empNo}
	for i, f := range x.values.fields {
		cols[i] = ", " + columnOf(f.Field)
		dest = append(dest, &hold[i])
	}
	rows, err := r.QueryContext(ctx, `SELECT m.id, NOT (`+NotMerged+`), m.name, coalesce(m.id_number, coalesce(m.id_as_written, '')), coalesce(m.phone, ''), coalesce(m.emp_no, '')`+
		strings.Join(cols, "")+" FROM "+tablesOf(set)+" ORDER BY m.name_key, m.id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		x.values.add(int32(len(x.ids)), hold)
		x.ids = append(x.ids, id)
		x.merged = append(x.merged, merged)
		x.start = append(x.start, b.Len())
		b.WriteString("\n" + strings.ToLower(name))
		for _, list := range [][]string{searchForms(name), {number, phone, empNo}} {
			for _, s := range list {
				b.WriteString(fieldMark + strings.ToLower(s))
			}
		}
		b.WriteString(fieldMark)
	}
	x.text = b.String()
	x.values.finish()
	return x, rows.Err()
}

// Search gives the ids of the members that text means, in register order, those
// whose name, pinyin or number begins or ends with it first. Several words must
// all be found; a word such as 学历:大专 or 入会日期<2020 asks one field. Empty text
// gives nil. Records that were merged into another one are passed over.
func (x *Index) Search(text string) []int64 { return x.search(text, false) }

// SearchAll searches the merged records too, for lists that hold them.
func (x *Index) SearchAll(text string) []int64 { return x.search(text, true) }

func (x *Index) search(text string, merged bool) []int64 {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return nil
	}
	near, far := x.find(words[0])
	for _, w := range words[1:] {
		a, b := x.find(w)
		a.join(b)
		near.meet(a)
		far.meet(a)
	}
	far.without(near)
	out := make([]int64, 0, near.count()+far.count())
	for _, found := range []lineSet{near, far} {
		found.each(func(line int) {
			if merged || !x.merged[line] {
				out = append(out, x.ids[line])
			}
		})
	}
	return out
}

// find looks for one word.
func (x *Index) find(word string) (near, far lineSet) {
	near, far = newLineSet(len(x.ids)), newLineSet(len(x.ids))
	if f, op, rest, ok := splitCondition(fullWidth.Replace(word), x.values.set); ok {
		if x.ask(f, op, rest, near) {
			return near, far
		}
	}
	x.lines(word, near, far)
	x.values.search(word, far)
	return near, far
}

// lines finds the members whose line holds the word. Letters count only at the
// beginning of a pinyin form (near), since "an" inside "zhangshan" is what nobody
// meant; digits are near at the end of a number, where people look for them.
func (x *Index) lines(word string, near, far lineSet) {
	letters := strings.IndexFunc(word, func(r rune) bool { return r >= unicode.MaxASCII || unicode.IsDigit(r) }) < 0
	needle := word
	if letters {
		needle = fieldMark + word
	}
	for at := 0; at < len(x.text); {
		i := strings.Index(x.text[at:], needle)
		if i < 0 {
			break
		}
		i += at
		line := sort.SearchInts(x.start, i+1) - 1
		end := x.end(line)
		if letters || x.atEdge(x.text[i:end], i, needle) {
			near.set(line)
		} else {
			far.set(line)
		}
		at = end
	}
}

// end is where the line of a member ends.
func (x *Index) end(line int) int {
	if line+1 < len(x.start) {
		return x.start[line+1]
	}
	return len(x.text)
}

// atEdge reports whether the found text begins or ends its field.
func (x *Index) atEdge(rest string, at int, needle string) bool {
	if before := x.text[at-1]; before == '\n' || before == '\t' {
		return true
	}
	after := rest[len(needle):]
	return after == "" || after[0] == '\t' || strings.Contains(rest, needle+fieldMark)
}

// own is what stands in the line of a member for one of the fields inLine.
func (x *Index) own(line int, key string) string {
	text := x.text[x.start[line]+1 : x.end(line)]
	if key == "name" {
		name, _, _ := strings.Cut(text, fieldMark)
		return name
	}
	for _, k := range []string{"emp_no", "phone", "id_number"} {
		text = strings.TrimSuffix(text, fieldMark)
		i := strings.LastIndex(text, fieldMark)
		if k == key {
			return text[i+1:]
		}
		text = text[:i]
	}
	return ""
}

// Len counts the members in the index.
func (x *Index) Len() int { return len(x.All()) }

// All gives all ids in register order.
func (x *Index) All() []int64 {
	out := make([]int64, 0, len(x.ids))
	for line, id := range x.ids {
		if !x.merged[line] {
			out = append(out, id)
		}
	}
	return out
}

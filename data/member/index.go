package member

import (
	"context"
	"sort"
	"strings"
	"unicode"

	"unionledger/data/ledger"
)

// Index answers the search box: names, pinyin, initials, and any digits of ID
// number or phone. It is one long text in register order, because looking
// through 7 MB of text takes a few milliseconds and needs no upkeep.
type Index struct {
	text  string
	start []int // where the line of each member begins
	ids   []int64
}

// Each line reads: \n name \t initials… \t pinyin… \t id number \t phone \t number at work.
const fieldMark = "\t"

// BuildIndex reads what the search looks at, for all members.
func BuildIndex(ctx context.Context, r ledger.Reader) (*Index, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, name, coalesce(id_number, coalesce(id_as_written, '')), coalesce(phone, ''), coalesce(emp_no, '')
		FROM member m WHERE `+NotMerged+` ORDER BY name_key, id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	x := &Index{}
	var b strings.Builder
	for rows.Next() {
		var id int64
		var name, number, phone, empNo string
		if err := rows.Scan(&id, &name, &number, &phone, &empNo); err != nil {
			return nil, err
		}
		x.ids = append(x.ids, id)
		x.start = append(x.start, b.Len())
		initials, full := searchForms(name)
		b.WriteString("\n" + name)
		for _, list := range [][]string{initials, full, {number, phone, empNo}} {
			for _, s := range list {
				b.WriteString(fieldMark + strings.ToLower(s))
			}
		}
		b.WriteString(fieldMark)
	}
	x.text = b.String()
	return x, rows.Err()
}

// Search gives the ids of the members that text means, in register order, those
// whose name, pinyin or number begins or ends with it first. Several words must
// all be found. Empty text gives nil.
func (x *Index) Search(text string) []int64 {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return nil
	}
	near, far := x.lines(words[0])
	for _, w := range words[1:] {
		a, b := x.lines(w)
		all := merge(a, b)
		near, far = both(near, all), both(far, all)
	}
	out := make([]int64, 0, len(near)+len(far))
	for _, list := range [][]int{near, far} {
		for _, line := range list {
			out = append(out, x.ids[line])
		}
	}
	return out
}

// lines finds the members whose line holds the word. Letters count only at the
// beginning of a pinyin form (near), since "an" inside "zhangshan" is what nobody
// meant; digits are near at the end of a number, where people look for them.
func (x *Index) lines(word string) (near, far []int) {
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
		end := len(x.text)
		if line+1 < len(x.start) {
			end = x.start[line+1]
		}
		if letters || x.atEdge(x.text[i:end], i, needle) {
			near = append(near, line)
		} else {
			far = append(far, line)
		}
		at = end
	}
	return near, far
}

// atEdge reports whether the found text begins or ends its field.
func (x *Index) atEdge(rest string, at int, needle string) bool {
	if before := x.text[at-1]; before == '\n' || before == '\t' {
		return true
	}
	after := rest[len(needle):]
	return after == "" || after[0] == '\t' || strings.Contains(rest, needle+fieldMark)
}

// Len counts the members in the index.
func (x *Index) Len() int { return len(x.ids) }

// All gives all ids in register order.
func (x *Index) All() []int64 { return append([]int64(nil), x.ids...) }

func merge(a, b []int) []int {
	out := append(append([]int(nil), a...), b...)
	sort.Ints(out)
	return out
}

// both keeps what stands in both ascending lists.
func both(a, b []int) []int {
	var out []int
	for _, v := range a {
		if i := sort.SearchInts(b, v); i < len(b) && b[i] == v {
			out = append(out, v)
		}
	}
	return out
}

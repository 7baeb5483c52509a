package intake

import (
	"slices"
	"strings"

	"unionledger/data/field"
)

// Part says which piece of its field a column holds, where a field is spread over
// several columns.
type Part string

// The parts. Whole is a column that holds all of its field.
const (
	Whole     Part = ""
	Surname   Part = "surname"
	GivenName Part = "given"
	Year      Part = "year"
	Month     Part = "month"
	Day       Part = "day"
	Province  Part = "province"
	City      Part = "city"
	County    Part = "county"
	Town      Part = "town"
	Detail    Part = "detail"
)

// partWords name the parts to people.
var partWords = map[Part]string{Surname: "姓", GivenName: "名", Year: "年", Month: "月", Day: "日",
	Province: "省", City: "市", County: "区县", Town: "街道乡镇", Detail: "详细地址"}

// Label is what people call the part: 年, 区县; "" for the whole.
func (p Part) Label() string { return partWords[p] }

// PartsOf lists the parts a field can be spread over, nil for none.
func (k *Kind) PartsOf(f field.Field) []Part {
	switch {
	case !k.Loose:
		return nil
	case f.Key == k.Named && f.Kind == field.Name:
		return []Part{Surname, GivenName}
	case f.Kind == field.Date:
		return []Part{Year, Month, Day}
	case slices.Contains(k.Addresses, f.Key):
		return []Part{Province, City, County, Town, Detail}
	}
	return nil
}

// Choice is the mapping of a column in one word: name, name:surname for a part of
// it, name+gender where each cell holds two fields, "" for a column not taken.
func (m Mapping) Choice() string {
	switch {
	case m.Part != Whole:
		return m.Field + ":" + string(m.Part)
	case m.Also != "":
		return m.Field + "+" + m.Also
	}
	return m.Field
}

// Choose sets what a column holds from such a word.
func (m *Mapping) Choose(choice string) {
	m.Part, m.Also = Whole, ""
	if f, part, ok := strings.Cut(choice, ":"); ok {
		m.Field, m.Part = f, Part(part)
		return
	}
	m.Field, m.Also, _ = strings.Cut(choice, "+")
}

// ChoiceLabel names what a column holds: 姓名, 入会日期·年, 姓名＋性别.
func (k *Kind) ChoiceLabel(choice string) string {
	var m Mapping
	m.Choose(choice)
	f, ok := k.Fields.Field(m.Field)
	if !ok {
		return ""
	}
	if m.Part != Whole {
		return f.Label + "·" + m.Part.Label()
	}
	if also, ok := k.Fields.Field(m.Also); ok {
		return f.Label + "＋" + also.Label
	}
	return f.Label
}

// valid reports whether the kind knows what a column is said to hold.
func (k *Kind) valid(m Mapping) bool {
	f, ok := k.Fields.Field(m.Field)
	if !ok {
		return m.Field == ""
	}
	_, also := k.Fields.Field(m.Also)
	return (m.Part == Whole || slices.Contains(k.PartsOf(f), m.Part)) && (m.Also == "" || also && m.Also != m.Field)
}

// clashes reports whether two columns cannot both hold what they are said to.
func (m Mapping) clashes(other Mapping) bool {
	return m.Field != "" && m.Field == other.Field && (m.Part == other.Part || m.Part == Whole || other.Part == Whole)
}

// piece is a column found to hold a part of the field at place.
type piece struct {
	place int
	part  Part
	how   How
}

// pieces finds the columns over which fields are spread: 姓 and 名, 年 月 日, 省 市 区.
func (w *words) pieces(labels []label) map[int]piece {
	out := map[int]piece{}
	if !w.kind.Loose {
		return out
	}
	for col := 0; col < len(labels); col++ {
		n := w.namePieces(labels, col, out)
		if n == 0 {
			n = w.datePieces(labels, col, out)
		}
		if n == 0 {
			n = w.addressPieces(labels, col, out)
		}
		col += max(n-1, 0)
	}
	return out
}

func bareAt(labels []label, col int) string {
	if col >= len(labels) {
		return ""
	}
	return bare(foldHeader(labels[col].text))
}

func (w *words) namePieces(labels []label, col int, out map[int]piece) int {
	first, second := bareAt(labels, col), bareAt(labels, col+1)
	if (first != "姓" && first != "姓氏") || (second != "名" && second != "名字") {
		return 0
	}
	place := w.kind.Fields.Index(w.kind.Named)
	out[col], out[col+1] = piece{place, Surname, Joined}, piece{place, GivenName, Joined}
	return 2
}

// cutOf takes one of the ends off a text; the longest should stand first.
func cutOf(text string, ends ...string) (rest string, ok bool) {
	for _, end := range ends {
		if rest, ok := strings.CutSuffix(text, end); ok {
			return rest, true
		}
	}
	return text, false
}

// datePieces finds 年, 月 and perhaps 日 side by side; the first says of which
// date, itself (入会年) or by what stands above.
func (w *words) datePieces(labels []label, col int, out map[int]piece) int {
	stem, ok := cutOf(bareAt(labels, col), "年份", "年")
	if !ok {
		return 0
	}
	if stem == "" {
		stem = foldHeader(labels[col].near)
	}
	place := w.dateNamed(stem)
	if place < 0 || !holdsPart(bareAt(labels, col+1), stem, "月份", "月") {
		return 0
	}
	out[col], out[col+1] = piece{place, Year, Joined}, piece{place, Month, Joined}
	if !holdsPart(bareAt(labels, col+2), stem, "日", "号") {
		return 2
	}
	out[col+2] = piece{place, Day, Joined}
	return 3
}

func holdsPart(text, stem string, ends ...string) bool {
	rest, ok := cutOf(text, ends...)
	return ok && (rest == "" || rest == stem)
}

// dateNamed is the date a word such as 入会 or 入会日期 begins the name of, -1 for
// none.
func (w *words) dateNamed(stem string) int {
	if stem == "" {
		return -1
	}
	for i, f := range w.kind.Fields.All() {
		for _, l := range w.labels[i] {
			short, _ := cutOf(l, "年月日", "年月", "日期", "时间", "日")
			if f.Kind == field.Date && (l == stem || short == stem) {
				return i
			}
		}
	}
	return -1
}

// addressWords end the headers of the parts of an address, from the whole land down.
var addressWords = []struct {
	part Part
	ends []string
}{
	{Province, []string{"省/自治区", "省份", "省"}},
	{City, []string{"地级市", "城市", "地市", "市"}},
	{County, []string{"市/县/区", "县市区", "区/县", "县/区", "区县", "县区", "区", "县"}},
	{Town, []string{"乡镇/街道", "街道/乡镇", "乡镇街道", "街道乡镇", "街道", "乡镇", "镇街", "镇"}},
	{Detail, []string{"详细地址", "详细住址", "具体地址", "门牌号", "门牌", "地址", "住址", "村居", "村"}},
}

// addressPieces finds an address spread over two columns or more, each lower than
// the one before.
func (w *words) addressPieces(labels []label, col int, out map[int]piece) int {
	level, stem, n := -1, "", 0
	var parts []Part
	for ; col+n < len(labels); n++ {
		text := bareAt(labels, col+n)
		at, rest := addressLevel(text)
		if at <= level || n > 0 && rest != "" && rest != stem {
			break
		}
		if n == 0 {
			stem = rest
		}
		level, parts = at, append(parts, addressWords[at].part)
	}
	if n < 2 || parts[0] != Province && parts[0] != City {
		return 0
	}
	if stem == "" {
		stem = foldHeader(labels[col].near)
	}
	place, how := w.addressNamed(stem), Joined
	if place < 0 {
		place, how = w.someAddress(labels, parts), ByPart
	}
	if place < 0 {
		return 0
	}
	for i, p := range parts {
		out[col+i] = piece{place, p, how}
	}
	return n
}

func addressLevel(text string) (level int, stem string) {
	if text == "" {
		return -1, ""
	}
	for i, a := range addressWords {
		if rest, ok := cutOf(text, a.ends...); ok {
			return i, rest
		}
	}
	return -1, ""
}

// addressNamed is the address whose name begins with a word such as 户籍.
func (w *words) addressNamed(stem string) int {
	if len([]rune(stem)) < 2 {
		return -1
	}
	for _, key := range w.kind.Addresses {
		i := w.kind.Fields.Index(key)
		for _, l := range w.labels[i] {
			if strings.HasPrefix(l, stem) {
				return i
			}
		}
	}
	return -1
}

// someAddress chooses for columns that do not say whose address they hold: the
// first of the kind that has no column of its own, the second where the parts go
// down to the house.
func (w *words) someAddress(labels []label, parts []Part) int {
	own := map[int]bool{}
	for _, l := range labels {
		if i, ok := w.exact[foldHeader(l.text)]; ok {
			own[i] = true
		}
	}
	keys := slices.Clone(w.kind.Addresses)
	if last := parts[len(parts)-1]; len(keys) > 1 && (last == Town || last == Detail) {
		keys[0], keys[1] = keys[1], keys[0]
	}
	for _, key := range keys {
		if i := w.kind.Fields.Index(key); !own[i] {
			return i
		}
	}
	return -1
}

// ChoiceNamed finds what a column is said to hold by the words people use: a key, a
// label or an alias of a field, with ·年 behind it for a part, ＋ between two fields.
func (k *Kind) ChoiceNamed(text string) (choice string, ok bool) {
	w := k.words()
	find := func(s string) (field.Field, bool) {
		if f, ok := k.Fields.Field(strings.TrimSpace(s)); ok {
			return f, true
		}
		i, ok := w.exact[foldHeader(s)]
		if !ok {
			return field.Field{}, false
		}
		return k.Fields.All()[i], true
	}
	cut := func(seps ...string) (string, string, bool) {
		for _, sep := range seps {
			if a, b, ok := strings.Cut(text, sep); ok {
				return a, b, true
			}
		}
		return "", "", false
	}
	if f, ok := find(text); ok {
		return f.Key, true
	}
	if a, b, two := cut("＋", "+"); two {
		f, okF := find(a)
		g, okG := find(b)
		return f.Key + "+" + g.Key, okF && okG && f.Key != g.Key
	}
	if a, b, two := cut("·", ":", "："); two {
		f, ok := find(a)
		for _, p := range k.PartsOf(f) {
			if b == string(p) || b == p.Label() {
				return f.Key + ":" + string(p), ok
			}
		}
	}
	return "", false
}

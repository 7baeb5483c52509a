package member

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/ledger"
)

// Sureness says how likely two records of the ledger are one person.
type Sureness int

// The degrees of sureness.
const (
	NotSame Sureness = iota
	Possible
	Likely
	Certain
)

// String is the word shown.
func (s Sureness) String() string {
	return [...]string{"不是", "可能", "很可能", "确定"}[s]
}

// MarshalText writes the word shown.
func (s Sureness) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Same are two members who may be one person.
type Same struct {
	// A is the older record, B the newer one.
	A     int64    `json:"a"`
	B     int64    `json:"b"`
	NameA string   `json:"name_a"`
	NameB string   `json:"name_b"`
	Sure  Sureness `json:"sure"`
	// Reasons say what they have in common, and what speaks against it.
	Reasons []string `json:"reasons"`
	// Cluster is the same for pairs that hang together, counted from 1: of three
	// records of one person the second and the third each stand beside the first.
	Cluster int `json:"cluster"`
}

// Duplicates finds the members of the ledger, in whatever state, who may be one
// person, surest first. Pairs that somebody has called two people are left out. A
// member is only compared with those who share a number, a birth or a phone under
// a name that is the same or near, so that the time grows with the members and not
// with their square.
func Duplicates(ctx context.Context, r ledger.Reader) ([]Same, error) {
	people, err := readFaces(ctx, r)
	if err != nil {
		return nil, err
	}
	apart, err := readDistinct(ctx, r)
	if err != nil {
		return nil, err
	}
	found := map[[2]int64]Same{}
	hooks := hooksOf(people)
	for from := 0; from < len(hooks); {
		to := from + 1
		for to < len(hooks) && hooks[to].hash == hooks[from].hash {
			to++
		}
		for i := from + 1; i < to; i++ {
			pairUp(people, hooks[from:i], hooks[i], apart, found)
		}
		from = to
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return clustered(found), nil
}

// face is what of a member is looked at to tell people apart.
type face struct {
	id     int64
	name   string
	sound  string
	number string // of 18 signs where it is usable, else as it stands
	short  bool   // stood there with 15 digits
	usable bool
	lost   string // what is left of a damaged number
	birth  civil.Date
	phone  string
	gender string
}

func readFaces(ctx context.Context, r ledger.Reader) ([]face, error) {
	rows, err := r.QueryContext(ctx, `SELECT m.id, m.name, coalesce(m.id_type, ''), coalesce(m.id_number, ''), coalesce(m.id_as_written, ''),
		coalesce(m.birth_date, ''), coalesce(m.phone, ''), coalesce(m.gender, '') FROM member m WHERE `+NotMerged+` ORDER BY m.id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []face
	for rows.Next() {
		var f face
		var kind, number, birth string
		if err := rows.Scan(&f.id, &f.name, &kind, &number, &f.lost, &birth, &f.phone, &f.gender); err != nil {
			return nil, err
		}
		f.sound = strings.Join(syllables(f.name), "")
		f.birth = field.ParseDate(birth)
		f.readNumber(kind, number)
		if identity.CheckMobile(f.phone) != nil {
			f.phone = ""
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// readNumber takes the number in the one form that two spellings of it share; a
// number of 15 digits may stand where damaged ones are kept.
func (f *face) readNumber(kind, number string) {
	f.number = strings.ToUpper(strings.TrimSpace(number))
	if kind != "" && !strings.Contains(kind, "身份证") {
		return
	}
	id, err := identity.ParseIDOn(f.number, lastDay)
	for _, old := range []string{f.number, strings.TrimSpace(f.lost)} {
		if err != nil && len(old) == 15 && (f.number == "" || old == f.number) {
			id, err = identity.From15(old)
			f.short = err == nil
		}
	}
	if err == nil {
		f.number, f.usable, f.birth = id.Number, true, id.Birth
		if f.gender == "" {
			f.gender = id.Sex()
		}
	}
}

// hook is a text that two records of one person share, as its hash: whether they
// are one person is judged by their faces, so that two texts of one hash do no harm.
type hook struct {
	hash uint64
	at   int32
}

func hooksOf(people []face) []hook {
	seed := maphash.MakeSeed()
	out := make([]hook, 0, 12*len(people))
	for i := range people {
		people[i].hooks(func(kind, a, b string) {
			out = append(out, hook{maphash.String(seed, kind+"\x00"+a+"\x00"+b), int32(i)})
		})
	}
	slices.SortFunc(out, func(a, b hook) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.at, b.at)) })
	return slices.Compact(out)
}

// hooks hands over the texts: numbers, and birth or phone under the name, under
// its sound, and under it with each of its characters left out.
func (f *face) hooks(add func(kind, a, b string)) {
	if f.number != "" {
		add("number", f.number, "")
	}
	if f.lost != "" {
		add("lost", f.lost, f.name)
	}
	if f.birth.Month > 0 {
		add("month", f.birth.YearMonth().String(), f.name)
	}
	near := []string{f.sound}
	if r := []rune(f.name); len(r) >= 2 {
		for i := range r {
			near = append(near, strconv.Itoa(i)+string(r[:i])+"?"+string(r[i+1:]))
		}
	}
	for _, n := range near {
		if f.birth.Complete() {
			add("day", f.birth.String(), n)
		}
		if f.phone != "" {
			add("phone", f.phone, n)
		}
	}
}

// pairUp finds the first of the members before who may be the same person.
func pairUp(people []face, before []hook, h hook, apart map[[2]int64]bool, found map[[2]int64]Same) {
	b := &people[h.at]
	for _, o := range before[:min(len(before), sameLooked)] {
		a := &people[o.at]
		key := [2]int64{a.id, b.id}
		if apart[key] {
			continue
		}
		if _, known := found[key]; known {
			return
		}
		if sure, reasons := judge(a, b); sure > NotSame {
			found[key] = Same{A: a.id, B: b.id, NameA: a.name, NameB: b.name, Sure: sure, Reasons: reasons}
			return
		}
	}
}

// judge says how likely two records are one person, and why.
func judge(a, b *face) (Sureness, []string) {
	if a.number != "" && a.number == b.number {
		return judgeNumber(a, b)
	}
	c := comparePair(a, b)
	switch {
	case !c.named && !c.near:
		return NotSame, nil
	case c.named:
		return c.namesakes()
	case c.numbers || c.against != "":
		return NotSame, nil // brothers and couples share a phone
	case c.day && c.phone:
		return Likely, []string{c.nearWords(), "出生日期相同", "手机相同"}
	case c.day && (c.sound || c.family):
		return Possible, []string{c.nearWords(), "出生日期相同"}
	case c.phone:
		return Possible, []string{c.nearWords(), "手机相同"}
	}
	return NotSame, nil
}

func judgeNumber(a, b *face) (Sureness, []string) {
	why := "证件号码相同"
	if a.short != b.short {
		why = "15 位和 18 位是同一个证件号码"
	}
	switch {
	case a.name == b.name:
		return Certain, []string{why, "姓名相同"}
	case mayBeSlip(a.name, b.name) && (a.sound == b.sound || len([]rune(a.name)) > 2):
		return Certain, []string{why, "姓名相近"}
	case mayBeSlip(a.name, b.name):
		return Likely, []string{why, "姓名差一个字"}
	}
	return Possible, []string{why, "姓名不同，多半有一个号码写错了"}
}

// pairFacts are what two records have in common.
type pairFacts struct {
	named, near, sound bool
	family             bool // one family name, and more than one character more
	numbers            bool // both have a usable number, and they differ
	day, month         bool // born on one day, or in one month as far as it is known
	phone, lost        bool
	against            string
}

func comparePair(a, b *face) pairFacts {
	c := pairFacts{named: a.name == b.name, sound: a.sound == b.sound}
	c.near = !c.named && mayBeSlip(a.name, b.name)
	x, y := []rune(a.name), []rune(b.name)
	c.family = len(x) > 2 && len(y) > 2 && x[0] == y[0]
	c.numbers = a.usable && b.usable
	c.day = a.birth.Complete() && a.birth == b.birth
	c.month = a.birth.Month > 0 && b.birth.Month > 0 && agrees(a.birth, b.birth)
	c.phone = a.phone != "" && a.phone == b.phone
	c.lost = len(a.lost) >= 15 && a.lost == b.lost
	switch {
	case !a.birth.IsZero() && !b.birth.IsZero() && !agrees(a.birth, b.birth):
		c.against = "出生日期不同"
	case a.gender != "" && b.gender != "" && a.gender != b.gender:
		c.against = "性别不同"
	}
	return c
}

// namesakes judges two records of one name. Two usable numbers that differ say that
// they are two people; they are offered once, since one of the numbers may be that of
// somebody else.
func (c pairFacts) namesakes() (Sureness, []string) {
	why := []string{"姓名相同"}
	for _, w := range []struct {
		on   bool
		word string
	}{{c.day, "出生日期相同"}, {c.month && !c.day, "出生年月相同"}, {c.phone, "手机相同"}, {c.lost, "损坏的号码相同"}} {
		if w.on {
			why = append(why, w.word)
		}
	}
	switch {
	case len(why) == 1:
		return NotSame, nil
	case c.numbers:
		return Possible, append(why, "证件号码不同，多半是同名")
	case c.against != "":
		return Possible, append(why, c.against)
	case c.day && (c.phone || c.lost):
		return Certain, why
	case c.day || c.phone || c.lost:
		return Likely, why
	}
	return Possible, why
}

func (c pairFacts) nearWords() string {
	if c.sound {
		return "姓名同音"
	}
	return "姓名差一个字"
}

// clustered puts the pairs in order, those that hang together side by side.
func clustered(found map[[2]int64]Same) []Same {
	head := map[int64]int64{}
	var top func(int64) int64
	top = func(id int64) int64 {
		if h, ok := head[id]; ok && h != id {
			head[id] = top(h)
			return head[id]
		}
		return id
	}
	for key := range found {
		if a, b := top(key[0]), top(key[1]); a != b {
			head[max(a, b)] = min(a, b)
		}
	}
	best := map[int64]Sureness{}
	out := make([]Same, 0, len(found))
	for _, s := range found {
		out = append(out, s)
		best[top(s.A)] = max(best[top(s.A)], s.Sure)
	}
	slices.SortFunc(out, func(a, b Same) int {
		x, y := top(a.A), top(b.A)
		return cmp.Or(cmp.Compare(best[y], best[x]), cmp.Compare(x, y), cmp.Compare(b.Sure, a.Sure), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	n, last := 0, int64(0)
	for i := range out {
		if t := top(out[i].A); i == 0 || t != last {
			n, last = n+1, t
		}
		out[i].Cluster = n
	}
	return out
}

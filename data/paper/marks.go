package paper

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/union"
)

// Mark is a place {{…}} in a paper that is filled from the ledger.
type Mark struct {
	// Name stands between the braces, Group is the heading it is offered under.
	Name, Group string
}

// mark is a Mark that knows how to fill itself.
type mark struct {
	Mark
	value func(*scope) string
}

// scope is what a paper is filled with at one place of it.
type scope struct {
	*filling
	member  *member.Member // nil on a form left empty, and above a list
	event   *member.Event  // nil where nothing is entered
	receipt *dues.Receipt  // nil but on receipts
	copy    int            // of the receipt, from 1
	number  int            // of the row, from 1
	page    int
	ofPages int
}

// filling is what holds for a whole paper.
type filling struct {
	unit    union.Unit
	groups  map[int64]string
	today   civil.Date
	title   string // who is on the list
	people  int
	women   int
	full    bool
	sample  bool
	chinese bool
	changes *Movements
	bands   []listBand
	debts   map[int64]*dues.Debtor // nil where the paper does not tell
	owing   money.Fen              // of those on the list
	unknown []string               // labels of own fields that are gone
}

// changeKinds are the changes of a membership, as 会籍记录 names them.
var changeKinds = kindWords()

func kindWords() (out []string) {
	for _, k := range shownKinds {
		out = append(out, string(k))
	}
	return append(out, string(member.Applied))
}

var marks = sync.OnceValue(func() []*mark {
	var all []*mark
	add := func(group, name string, value func(*scope) string) {
		all = append(all, &mark{Mark{name, group}, value})
	}
	for _, f := range member.Fields.All() {
		add("会员", f.Label, func(s *scope) string { return s.ofMember(f) })
	}
	add("会员", "出生年月", func(s *scope) string { return s.birthMonth() })
	add("会员", "年龄", func(s *scope) string { return s.age() })
	add("会员", "会籍状态", func(s *scope) string { return s.state() })
	addChange(add)
	for _, set := range []*field.Set{union.Enterprise, union.Union} {
		for _, f := range set.All() {
			add("单位和工会", f.Label, func(s *scope) string { return s.ofUnit(set, f) })
		}
	}
	add("日期", "今天", func(s *scope) string { return s.date(s.today) })
	add("日期", "年", func(s *scope) string { return strconv.Itoa(s.today.Year) })
	add("日期", "月", func(s *scope) string { return strconv.Itoa(int(s.today.Month)) })
	add("日期", "日", func(s *scope) string { return strconv.Itoa(s.today.Day) })
	add("名单", "序号", func(s *scope) string { return count(s.number) })
	add("名单", "人数", func(s *scope) string { return strconv.Itoa(s.people) })
	add("名单", "女会员数", func(s *scope) string { return strconv.Itoa(s.women) })
	add("名单", "名单说明", func(s *scope) string { return s.title })
	add("名单", "页", func(s *scope) string { return count(s.page) })
	add("名单", "总页", func(s *scope) string { return count(s.ofPages) })
	addPeriod(add)
	addDues(add)
	return all
})

// addChange adds what is told of one change of a membership.
func addChange(add func(string, string, func(*scope) string)) {
	of := func(name string, value func(*scope, *member.Event) string) {
		add("会籍变化", name, func(s *scope) string {
			if s.event == nil {
				return ""
			}
			return value(s, s.event)
		})
	}
	of("变化类型", func(_ *scope, e *member.Event) string { return string(e.Kind) })
	of("变化日期", func(s *scope, e *member.Event) string { return s.date(e.Date) })
	of("变化原因", func(_ *scope, e *member.Event) string { return e.Reason })
	of("依据文件", func(_ *scope, e *member.Event) string { return e.Document })
	of("会议记录号", func(_ *scope, e *member.Event) string { return e.MinuteNo })
	of("对方工会", func(_ *scope, e *member.Event) string { return e.OtherUnion })
	of("会费起止月", func(s *scope, e *member.Event) string {
		if e.DuesFrom.IsZero() {
			return ""
		}
		return s.date(civil.Date{Year: e.DuesFrom.Year, Month: e.DuesFrom.Month})
	})
	of("变化备注", func(_ *scope, e *member.Event) string { return e.Note })
}

// addPeriod adds the figures of a period.
func addPeriod(add func(string, string, func(*scope) string)) {
	of := func(name string, value func(*scope, *Movements) string) {
		add("变动情况", name, func(s *scope) string {
			if s.changes == nil {
				return ""
			}
			return value(s, s.changes)
		})
	}
	of("期间起", func(s *scope, m *Movements) string { return s.date(m.From) })
	of("期间止", func(s *scope, m *Movements) string { return s.date(m.To) })
	figure := func(name string, of2 func(*Movements) Figure) {
		of(name+"人数", func(_ *scope, m *Movements) string { return strconv.Itoa(of2(m).All) })
		of(name+"女", func(_ *scope, m *Movements) string { return strconv.Itoa(of2(m).Women) })
	}
	figure("期初", func(m *Movements) Figure { return m.Opening })
	figure("增加", func(m *Movements) Figure { return m.Added() })
	figure("减少", func(m *Movements) Figure { return m.Lost() })
	for _, k := range shownKinds {
		figure(string(k), func(m *Movements) Figure { return m.Kinds[k] })
	}
	figure("期末", func(m *Movements) Figure { return m.Closing })
}

// Marks lists every mark, in groups.
func Marks() []Mark {
	out := make([]Mark, len(marks()))
	for i, m := range marks() {
		out[i] = m.Mark
	}
	return out
}

var markIndex = sync.OnceValue(func() map[string]*mark {
	out := map[string]*mark{}
	for _, m := range marks() {
		if out[m.Name] == nil { // of two fields of one name the member's comes first
			out[m.Name] = m
		}
	}
	return out
})

// ownPrefix stands before the label of a field the unit added to its members. Which
// there are is only known when the paper is filled.
const ownPrefix = "自定义·"

func markNamed(name string) (*mark, bool) {
	if label, own := strings.CutPrefix(name, ownPrefix); own && label != "" {
		return &mark{Mark{name, "自定义"}, func(s *scope) string { return s.ofOwn(label) }}, true
	}
	m, ok := markIndex()[name]
	return m, ok
}

// OwnMark is the mark of a field the unit added, by its label.
func OwnMark(label string) string { return ownPrefix + withoutSpace(label) }

// withoutSpace makes a label one word, as a mark needs it.
func withoutSpace(label string) string { return strings.Join(strings.Fields(label), "") }

// ofOwn is what a member has in a field the unit added; a label that no field has
// any more is noted for the warning.
func (s *scope) ofOwn(label string) string {
	if s.member == nil {
		return ""
	}
	for _, f := range s.member.Fields().All() {
		if f.Own && withoutSpace(f.Label) == label {
			return s.ofMember(f)
		}
	}
	if !slices.Contains(s.unknown, label) {
		s.unknown = append(s.unknown, label)
	}
	return ""
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// date writes a date as the paper does; what is not known of it is left out.
func (f *filling) date(d civil.Date) string {
	if f.chinese {
		return d.Chinese()
	}
	return d.String()
}

func (s *scope) ofMember(f field.Field) string {
	if s.member == nil {
		return ""
	}
	v := s.member.Get(f.Key)
	switch {
	case f.Key == "workplace" && v == "":
		return s.unit.Enterprise.Get("name")
	case f.Kind == field.Group:
		id, _ := strconv.ParseInt(v, 10, 64) // "" is no group
		return s.groups[id]
	case f.Kind == field.Date:
		return s.date(field.ParseDate(v))
	}
	return s.shown(f, v)
}

// shown is a value in full, or with what is covered on lists covered.
func (f *filling) shown(d field.Field, v string) string {
	switch {
	case f.full && f.sample && d.Mask != field.Open:
		return field.AllButLast.Hide(d.Display(v))
	case f.full:
		return d.Display(v)
	}
	return d.Shown(v)
}

func (s *scope) birthMonth() string {
	if s.member == nil {
		return ""
	}
	d := s.member.Date("birth_date")
	d.Day = 0
	return s.date(d)
}

// age is in full years, where the whole day of birth is known.
func (s *scope) age() string {
	if s.member == nil || !s.member.Date("birth_date").Complete() {
		return ""
	}
	return count(max(s.member.Date("birth_date").YearsTo(s.today), 0))
}

func (s *scope) state() string {
	if s.member == nil {
		return ""
	}
	return string(s.member.State)
}

func (s *scope) ofUnit(set *field.Set, f field.Field) string {
	r := s.unit.Enterprise
	if set == union.Union {
		r = s.unit.Union
	}
	v := r.Get(f.Key)
	switch {
	case f.Kind == field.Date:
		return s.date(field.ParseDate(v))
	case set == union.Union && f.Key == "name" && v == "":
		return strings.TrimSpace(s.unit.Enterprise.Get("name") + "工会委员会")
	}
	return s.shown(f, v)
}

// MarkGroups lists the headings under which marks are offered.
func MarkGroups() (out []string) {
	for _, m := range marks() {
		if !slices.Contains(out, m.Group) {
			out = append(out, m.Group)
		}
	}
	return out
}

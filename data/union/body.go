package union

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// TermFields describe a term (届) of a body.
var TermFields = field.NewSet("union_term", "任期",
	field.Field{Key: "number", Label: "第几届", Kind: field.Integer, MaxLen: 3},
	field.Field{Key: "term_start", Label: "任期开始", Kind: field.Date},
	field.Field{Key: "years", Label: "任期年数", Kind: field.Integer, MaxLen: 2, Hint: "三年或者五年"},
	field.Field{Key: "term_end", Label: "任期届满", Kind: field.Date, Hint: "空着就按开始和年数算"},
	field.Field{Key: "elected", Label: "选举日期", Kind: field.Date},
	field.Field{Key: "election_form", Label: "选举产生形式", MaxLen: 60},
	field.Field{Key: "meeting", Label: "选举的会议", MaxLen: 120, Hint: "如 第三次会员代表大会"},
	field.Field{Key: "minutes", Label: "会议纪要", MaxLen: 120, Hint: "编号或存放处"},
	field.Field{Key: "approval_no", Label: "上级工会批复文号", MaxLen: 60},
	field.Field{Key: "approval_date", Label: "批复日期", Kind: field.Date},
	field.Field{Key: "note", Label: "备注", MaxLen: 200},
)

// PostFields describe somebody in a post of a body.
var PostFields = field.NewSet("union_post", "任职",
	field.Field{Key: "name", Label: "姓名", Kind: field.Name, Required: true, MaxLen: 36},
	field.Field{Key: "post", Label: "职务", Required: true, MaxLen: 30},
	field.Field{Key: "from_date", Label: "任职起", Kind: field.Date, Hint: "补选的写补选日期；空着就是本届开始"},
	field.Field{Key: "to_date", Label: "任职止", Kind: field.Date, Hint: "还在任的空着"},
	field.Field{Key: "work_form", Label: "专职、兼职", MaxLen: 10},
	field.Field{Key: "phone", Label: "电话", Mask: field.MiddleOut},
	field.Field{Key: "note", Label: "备注", MaxLen: 200},
)

// Body is a committee of the union with its terms, the oldest first.
type Body struct {
	ID    int64
	Kind  string
	Terms []Term
}

// Term is one term of a body with everybody who sat in it.
type Term struct {
	ID, Body int64
	field.Record
	People []Post
}

// Post is somebody in a post. Member is 0 for a name that is on no roster.
type Post struct {
	ID, Term, Member int64
	field.Record
}

// Bodies reads all bodies, terms and people.
func Bodies(ctx context.Context, r ledger.Reader) ([]Body, error) {
	people := map[int64][]Post{}
	err := read(ctx, r, PostFields, "term_id, coalesce(member_id, 0)", "term_id, id", 2, func(id int64, more []int64, rec field.Record) {
		people[more[0]] = append(people[more[0]], Post{id, more[0], more[1], rec})
	})
	if err != nil {
		return nil, err
	}
	terms := map[int64][]Term{}
	err = read(ctx, r, TermFields, "body_id", "body_id, id", 1, func(id int64, more []int64, rec field.Record) {
		terms[more[0]] = append(terms[more[0]], Term{id, more[0], rec, people[id]})
	})
	if err != nil {
		return nil, err
	}
	rows, err := r.QueryContext(ctx, "SELECT id, kind FROM union_body ORDER BY sort, id")
	if err != nil {
		return nil, fmt.Errorf("读工会机构：%w", err)
	}
	defer rows.Close()
	var out []Body
	for rows.Next() {
		var b Body
		if err := rows.Scan(&b.ID, &b.Kind); err != nil {
			return nil, err
		}
		b.Terms = terms[b.ID]
		slices.SortStableFunc(b.Terms, Term.compare)
		out = append(out, b)
	}
	return out, rows.Err()
}

// read hands over all rows of a set with some whole numbers beside the fields.
func read(ctx context.Context, r ledger.Reader, set *field.Set, more, order string, n int, fn func(id int64, more []int64, rec field.Record)) error {
	if more != "" {
		more += ", "
	}
	rows, err := r.QueryContext(ctx, "SELECT id, "+more+set.Columns("")+" FROM "+set.Name+" ORDER BY "+order)
	if err != nil {
		return fmt.Errorf("读%s：%w", set.Label, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		numbers := make([]int64, n)
		rec := set.NewRecord()
		fields, take := rec.Dest()
		dest := []any{&id}
		for i := range numbers {
			dest = append(dest, &numbers[i])
		}
		if err := rows.Scan(append(dest, fields...)...); err != nil {
			return err
		}
		take()
		fn(id, numbers, rec)
	}
	return rows.Err()
}

// compare orders terms by their beginning, by their number where that is not known.
func (t Term) compare(o Term) int {
	if a, b := t.Date("term_start"), o.Date("term_start"); !a.IsZero() && !b.IsZero() && a != b {
		return a.Compare(b)
	}
	return cmp.Compare(t.Int("number"), o.Int("number"))
}

// End is the last day of the term: as it was written, else counted from its
// beginning and length; unknown where neither is.
func (t Term) End() civil.Date {
	if end := t.Date("term_end"); !end.IsZero() {
		return end
	}
	start, years := t.Date("term_start"), int(t.Int("years"))
	if !start.Complete() || years <= 0 || years > 100 {
		return civil.Date{}
	}
	return start.AddMonths(12 * years).AddDays(-1)
}

// Title is 第三届; a term whose number is not known is named by its beginning.
func (t Term) Title() string {
	if n := t.Int("number"); n > 0 {
		return "第" + chinese(int(n)) + "届"
	}
	if start := t.Get("term_start"); start != "" {
		return start + " 起的一届"
	}
	return "未编号的一届"
}

// chinese writes a small number as terms are counted: 三, 十二, 二十一.
func chinese(n int) string {
	const digits = "零一二三四五六七八九"
	one := func(d int) string { return string([]rune(digits)[d]) }
	switch {
	case n < 10:
		return one(n)
	case n >= 100:
		return fmt.Sprintf(" %d ", n)
	}
	text := "十"
	if n >= 20 {
		text = one(n/10) + text
	}
	if n%10 > 0 {
		text += one(n % 10)
	}
	return text
}

// Current is the term of the body on a day: the last one that had begun. It goes on
// past its end until a new one is elected. The unknown day means the newest.
func (b Body) Current(on civil.Date) (Term, bool) {
	for _, t := range slices.Backward(b.Terms) {
		if start := t.Date("term_start"); on.IsZero() || start.IsZero() || !start.First().After(on.Last()) {
			return t, true
		}
	}
	return Term{}, false
}

// Sitting are the people of a term who are in their posts on a day; of the unknown
// day those who have not left.
func (t Term) Sitting(on civil.Date) []Post {
	var out []Post
	for _, p := range t.People {
		if p.sits(on) {
			out = append(out, p)
		}
	}
	return out
}

func (p Post) sits(on civil.Date) bool {
	from, to := p.Date("from_date"), p.Date("to_date")
	if on.IsZero() {
		return to.IsZero()
	}
	return (from.IsZero() || !from.First().After(on.Last())) && (to.IsZero() || !to.Last().Before(on.First()))
}

// Lead is who leads a body on a day, as its kind names the post.
func (l Law) Lead(kind string, t Term, on civil.Date) (Post, bool) {
	lead := l.Body(kind).Lead
	for _, p := range t.Sitting(on) {
		if p.Get("post") == lead {
			return p, true
		}
	}
	return Post{}, false
}

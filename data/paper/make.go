package paper

import (
	"context"
	"fmt"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// Request says what is to be printed.
type Request struct {
	Template *Template
	// Members are those it is for, in order; with none a paper for one person is
	// made once with its fields left empty.
	Members []int64
	// Bands divide a list into groups; their people together are Members, in order.
	Bands []Band
	// Title says who is on a list.
	Title string
	// Receipts are those printed by a paper for receipts.
	Receipts []dues.Receipt
	// From and To are the period of a 会籍变动情况表.
	From, To civil.Date
	// Full writes numbers of people in full.
	Full bool
	// Sample covers them all the same, at their full length: it is for a look at how
	// the paper turns out.
	Sample bool
	// Skip leaves so many labels of the first sheet free.
	Skip  int
	Today civil.Date
	// Fonts are files of the system's fonts, for characters ours lack.
	Fonts []string
}

// pageOfMembers is how many members are read at a time.
const pageOfMembers = 500

// Make fills and lays out a paper. progress is told of the members done.
func Make(ctx context.Context, r ledger.Reader, q Request, progress func(done, total int)) (*Doc, error) {
	f, err := newFaces(q.Fonts)
	if err != nil {
		return nil, err
	}
	unit, err := union.Load(ctx, r)
	if err != nil {
		return nil, err
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return nil, err
	}
	people := 0
	for _, b := range q.Bands {
		people += b.People
	}
	if len(q.Bands) > 0 && people != len(q.Members) {
		return nil, fmt.Errorf("各组一共 %d 人，名单上是 %d 人，没有印。请刷新名单再印。", people, len(q.Members))
	}
	fl := &filling{unit: unit, bands: bandsOf(q.Bands), groups: union.Names(groups), today: q.Today, title: q.Title, full: q.Full, sample: q.Sample}
	list := &roll{r: r, q: &q, filling: fl, progress: progress}
	if fl.debts, err = debtsFor(ctx, r, &q); err != nil {
		return nil, err
	}
	if q.Template.Use == ForReceipts {
		return layReceipts(ctx, q, f, fl)
	}
	if q.Template.Use == ForChange {
		if fl.changes, err = movementsOf(ctx, r, q.From, q.To); err != nil {
			return nil, err
		}
		list.events = fl.changes.Changes
		for _, e := range list.events {
			list.ids = append(list.ids, e.Member)
		}
	} else {
		list.ids = q.Members
	}
	if err := list.countPeople(ctx); err != nil {
		return nil, err
	}
	doc, err := lay(ctx, q.Template, f, fl, list, q.Skip)
	if err == nil {
		doc.People = len(list.ids)
	}
	return doc, err
}

// lay sets a paper for its people.
func lay(ctx context.Context, t *Template, f *faces, fl *filling, list people, skip int) (*Doc, error) {
	s := newSetter(t, f, fl)
	var err error
	switch t.Use {
	case ForLabels, ForReceipts:
		err = s.sheetOfLabels(ctx, list, skip)
	case PerPerson:
		any := false
		err = list.each(ctx, func(_ int, who *scope) error {
			any = true
			if err := s.newPage(); err != nil {
				return err
			}
			return s.body(ctx, who, nil)
		})
		if err == nil && !any {
			if err = s.newPage(); err == nil {
				err = s.body(ctx, s.scope(), nil)
			}
		}
	default:
		if err = s.newPage(); err == nil {
			err = s.body(ctx, s.scope(), list)
		}
	}
	if err != nil {
		return nil, err
	}
	s.endPage()
	s.feet()
	s.doc.Missing, s.doc.Unknown = f.missing, fl.unknown
	return s.doc, nil
}

// feet writes the foot of each page, now that their number is known.
func (s *setter) feet() {
	if len(s.t.footer) == 0 {
		return
	}
	s.scale = 1
	p := para{align: centre, factor: -9, pieces: s.t.footer}
	for i := range s.doc.Pages {
		s.page = &s.doc.Pages[i]
		who := s.scope()
		who.page, who.ofPages = i+1, len(s.doc.Pages)
		lines, _ := s.broken(&p, who, s.t.inner(), true)
		s.put(lines[0], s.t.left, s.t.inner(), s.t.height-s.t.bottom*0.5, &p)
	}
}

// roll reads the people of a paper from the ledger, a page at a time.
type roll struct {
	*filling
	r        ledger.Reader
	q        *Request
	ids      []int64
	events   []member.Event // of the same places, for changes
	progress func(done, total int)
}

// countPeople fills the figures that may stand above the list.
func (l *roll) countPeople(ctx context.Context) error {
	l.people = len(l.ids)
	for _, id := range l.ids {
		if d := l.debts[id]; d != nil {
			l.owing += d.Owing
		}
	}
	if l.q.Template.Use != ForList || !l.q.Template.tells("女会员数") && l.bands == nil {
		return nil
	}
	bands, err := member.GroupBy(ctx, l.r, l.ids, "gender", l.today) // one question for all
	if err != nil {
		return err
	}
	women := map[int64]bool{}
	for _, b := range bands {
		for _, id := range b.IDs {
			women[id] = b.Value == "女"
		}
	}
	for i, id := range l.ids {
		if women[id] {
			l.women++
			if b := l.bandOf(i + 1); b != nil {
				b.women++
			}
		}
	}
	return nil
}

// pages hands the members over a page at a time, in order; from is the place of
// the first.
func (l *roll) pages(ctx context.Context, fn func(from int, found []member.Member) error) error {
	for from := 0; from < len(l.ids); from += pageOfMembers {
		if err := ctx.Err(); err != nil {
			return err
		}
		ids := l.ids[from:min(from+pageOfMembers, len(l.ids))]
		found, err := member.Page(ctx, l.r, ids, l.today)
		if err != nil {
			return err
		}
		if len(found) != len(ids) {
			return &ledger.Error{Kind: "not_found", Message: fmt.Sprintf("有 %d 个人已经不在台账里，没有印。请刷新名单再印。", len(ids)-len(found))}
		}
		if err := fn(from, found); err != nil {
			return err
		}
	}
	return nil
}

func (l *roll) each(ctx context.Context, fn func(number int, who *scope) error) error {
	return l.pages(ctx, func(from int, found []member.Member) error {
		events, err := l.eventsOf(ctx, from, found)
		if err != nil {
			return err
		}
		for i := range found {
			if err := fn(from+i+1, &scope{filling: l.filling, member: &found[i], event: events[i]}); err != nil {
				return err
			}
		}
		if l.progress != nil {
			l.progress(from+len(found), len(l.ids))
		}
		return nil
	})
}

// eventsOf reads the change of each member that the paper tells of: the one listed,
// else the last of the kinds the paper goes with.
func (l *roll) eventsOf(ctx context.Context, from int, found []member.Member) ([]*member.Event, error) {
	ids := make([]int64, len(found))
	for i := range found {
		ids[i] = found[i].ID
	}
	facts, err := member.EventsOf(ctx, l.r, ids)
	out := make([]*member.Event, len(found))
	for i, m := range found {
		for _, e := range facts[m.ID] {
			if l.events != nil && e.ID == l.events[from+i].ID || l.events == nil && slices.Contains(l.q.Template.kinds, string(e.Kind)) {
				out[i] = &e
			}
		}
	}
	return out, err
}

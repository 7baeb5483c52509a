package organisation

import (
	"context"
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// Figures are the numbers the union above asks for, as of a day and for the period
// that ends with it.
type Figures struct {
	On civil.Date `json:"on"`
	// Unit is the union's name.
	Unit string `json:"unit"`
	// Total are all members counted, Groups every group with those below it in the
	// order of the tree, then those without a group.
	Total    member.Tally `json:"total"`
	Groups   []GroupLine  `json:"groups"`
	Movement Movement     `json:"movement"`
	// Branches and Teams count 分会 and 工会小组.
	Branches int `json:"branches"`
	Teams    int `json:"teams"`
	// Full and Part are the people in posts, 专职 and 兼职.
	Full int `json:"full_time"`
	Part int `json:"part_time"`
	// Staff are the numbers of staff given last by the day, by key, with the day they
	// were given for; empty where nothing was given.
	Staff   map[string]int64 `json:"staff,omitempty"`
	StaffOn civil.Date       `json:"staff_on"`
}

// GroupLine is one group of the figures; those of the groups below it are counted in.
type GroupLine struct {
	ID    int64        `json:"id"`
	Name  string       `json:"name"`
	Depth int          `json:"depth"`
	Tally member.Tally `json:"figures"`
}

// Movement is how the number of members changed in the period, without the names
// that package member has for it: Opening and what came, less what went, is Closing.
type Movement struct {
	From    civil.Date               `json:"from"`
	To      civil.Date               `json:"to"`
	Opening int                      `json:"opening"`
	Closing int                      `json:"closing"`
	In      map[member.EventKind]int `json:"in"`
	Out     map[member.EventKind]int `json:"out"`
}

func movement(ctx context.Context, r ledger.Reader, from, on civil.Date) (Movement, error) {
	m, err := member.Movements(ctx, r, from, on)
	out := Movement{m.From, m.To, m.Opening, m.Closing, map[member.EventKind]int{}, map[member.EventKind]int{}}
	for _, l := range m.Lines {
		for _, p := range l.People {
			switch {
			case p.Effect > 0:
				out.In[l.Kind]++
			case p.Effect < 0:
				out.Out[l.Kind]++
			}
		}
	}
	return out, err
}

// ins and outs are the kinds of events in the order shown.
var (
	ins  = []member.EventKind{member.Joined, member.MovedIn, member.Resumed}
	outs = []member.EventKind{member.MovedOut, member.Retain, member.Withdrew, member.LapsedByRule, member.WasExpelled, member.Died}
)

// staffKeys are the numbers the unit tells, not the roster.
var staffKeys = []string{"staff", "women_staff", "migrant_staff", "dispatch_staff"}

// Count counts as of a day, and what changed from a day to it.
func Count(ctx context.Context, r ledger.Reader, from, on civil.Date) (*Figures, error) {
	f := &Figures{On: on, Staff: map[string]int64{}}
	counted, err := member.Count(ctx, r, on)
	if err != nil {
		return nil, err
	}
	f.Total = counted.Total
	groups, err := union.Groups(ctx, r)
	if err != nil {
		return nil, err
	}
	f.spread(groups, counted.Groups)
	if f.Movement, err = movement(ctx, r, from, on); err != nil {
		return nil, err
	}
	bodies, err := union.Bodies(ctx, r)
	if err != nil {
		return nil, err
	}
	f.Full, f.Part = Cadres(bodies, on)
	return f, f.staff(ctx, r)
}

// spread puts the tallies of the groups into the tree, each with those below it.
func (f *Figures) spread(groups []union.Group, direct map[int64]*member.Tally) {
	names := union.Names(groups)
	ordered, depth := union.Tree(groups)
	for i, g := range ordered {
		line := GroupLine{ID: g.ID, Name: names[g.ID], Depth: depth[i]}
		for _, id := range union.Below(groups, g.ID) {
			line.Tally.Add(orEmpty(direct[id]))
		}
		f.Groups = append(f.Groups, line)
		if g.Kind == "分会" {
			f.Branches++
		} else {
			f.Teams++
		}
	}
	if none := direct[0]; none != nil {
		f.Groups = append(f.Groups, GroupLine{Name: "未分组", Tally: *none})
	}
}

func orEmpty(t *member.Tally) *member.Tally {
	if t == nil {
		return &member.Tally{}
	}
	return t
}

// staff reads the numbers of staff as they stand on the day.
func (f *Figures) staff(ctx context.Context, r ledger.Reader) error {
	u, err := union.LoadOn(ctx, r, f.On)
	if err != nil {
		return err
	}
	f.Unit = u.Name()
	for _, key := range staffKeys {
		if n, err := strconv.ParseInt(u.Enterprise.Get(key), 10, 64); err == nil {
			f.Staff[key] = n
		}
	}
	years, err := union.Years(ctx, r)
	if y, ok := union.YearOn(years, f.On); ok {
		f.StaffOn = y.Date("as_of")
	}
	return err
}

// Rate is 会员数 of the staff in percent with one decimal; "" where the staff is not
// known.
func (f *Figures) Rate() string { return Rate(int64(f.Total.Members), f.Staff["staff"]) }

// Rate is a part of a whole in percent with one decimal, rounded half up; "" where
// the whole is not known.
func Rate(part, whole int64) string {
	if whole <= 0 {
		return ""
	}
	n := (part*2000 + whole) / (2 * whole)
	return strconv.FormatInt(n/10, 10) + "." + strconv.FormatInt(n%10, 10) + "%"
}

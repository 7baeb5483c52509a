// Package rule holds dated rule profiles (规则档): the deadlines, limits and
// clauses that the law of a place sets for collective negotiation, and the clock
// that turns a deadline into days. The numbers are data under assets/rules, each
// with the article it rests on and how sure it is; none stands in the code.
//
// Events are named by the keys of the facts they are read from (offered, signed);
// the room knows nothing of negotiations, unions or ledgers otherwise.
package rule

import (
	"slices"

	"unionledger/data/civil"
	"unionledger/data/money"
)

// Sureness of an entry of a profile.
const (
	// Sourced entries were checked against the text of the law.
	Sourced = "sourced"
	// Memory entries are defaults to be checked by the user, and shown as such.
	Memory = "memory"
)

// Law is a law or regulation. To is zero while it is in force.
type Law struct {
	ID   string     `yaml:"id"`
	Name string     `yaml:"name"`
	From civil.Date `yaml:"from,omitempty"`
	To   civil.Date `yaml:"to,omitempty"`
	// Kinds are the kinds of contract (合同种类) it covers; empty means all.
	Kinds    []string `yaml:"kinds,omitempty"`
	Sureness string   `yaml:"sureness"`
	Note     string   `yaml:"note,omitempty"`
	// Article is used where the law stands for one article, as in time.yaml.
	Article string `yaml:"article,omitempty"`
}

// holds reports whether the law is in force on a day; an unknown day always.
func (l Law) holds(on civil.Date) bool {
	if on.IsZero() {
		return l.To.IsZero()
	}
	return !on.Before(l.From) && (l.To.IsZero() || !on.After(l.To))
}

func (l Law) cite(article string) string { return "《" + l.Name + "》" + article }

// Basis is what every entry of a profile rests on.
type Basis struct {
	LawID   string `yaml:"law,omitempty"`
	Article string `yaml:"article,omitempty"`
	// Kinds narrows the entry to kinds of contract; empty means those of the law.
	Kinds []string `yaml:"kinds,omitempty"`
	Sure  string   `yaml:"sureness,omitempty"`
	law   Law
}

// Cite names law and article: 《杭州市企业工资集体协商条例》第四十条. Of an entry that was
// not checked against the text it says so, wherever it is shown.
func (b Basis) Cite() string {
	if b.Sureness() == Memory {
		return b.law.cite(b.Article) + "（待核实）"
	}
	return b.law.cite(b.Article)
}

// Law is the law the entry stands in.
func (b Basis) Law() Law { return b.law }

// Sureness is Sourced or Memory.
func (b Basis) Sureness() string {
	if b.Sure != "" {
		return b.Sure
	}
	return b.law.Sureness
}

// covers reports whether the entry applies to a kind of contract on a day.
func (b Basis) covers(kind string, on civil.Date) bool {
	kinds := b.Kinds
	if len(kinds) == 0 {
		kinds = b.law.Kinds
	}
	return (len(kinds) == 0 || slices.Contains(kinds, kind)) && b.law.holds(on)
}

// Unit is what a period is counted in.
type Unit string

// The units of periods.
const (
	Day     Unit = "日"
	Workday Unit = "工作日"
	Month   Unit = "月"
	Year    Unit = "年"
)

// Direction is the way a period runs.
type Direction string

// The directions: forward and backward from the start event; the limit of a sum
// of days; the length of a contract.
const (
	Forward  Direction = "forward"
	Backward Direction = "backward"
	Total    Direction = "total"
	Term     Direction = "term"
)

// Rule is one deadline rule (D1 to D17).
type Rule struct {
	Basis `yaml:",inline"`
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	// Start and End are the events the period runs between, by the keys of the
	// facts; empty where none is kept.
	Start string `yaml:"start,omitempty"`
	End   string `yaml:"end,omitempty"`
	// Counted names the start event for people: 收到要约书.
	Counted string `yaml:"counted,omitempty"`
	// Number is the length in Unit; 0 where the law gives none. Most is the
	// greatest length of a Term with a range, Extension what may be added in
	// special cases.
	Number    int       `yaml:"number,omitempty"`
	Most      int       `yaml:"most,omitempty"`
	Extension int       `yaml:"extension,omitempty"`
	Unit      Unit      `yaml:"unit,omitempty"`
	Direction Direction `yaml:"direction,omitempty"`
	// Silent means the end event comes by itself after the last day; Window
	// that the day opens a period rather than ending one.
	Silent bool `yaml:"silent,omitempty"`
	Window bool `yaml:"window,omitempty"`
	// Missed says what follows when the day is missed, with its article; Note
	// what a clerk should know.
	Missed string `yaml:"missed,omitempty"`
	Note   string `yaml:"note,omitempty"`

	time *timeLaw
}

// Limit is a limit other than a deadline. Number of Of is a fraction where Of is
// not 0; Strict means more than, not just as much. Note is what a clerk should know where
// it is met to the last one.
type Limit struct {
	Basis  `yaml:",inline"`
	ID     string `yaml:"id"`
	Number int    `yaml:"number,omitempty"`
	Of     int    `yaml:"of,omitempty"`
	Strict bool   `yaml:"strict,omitempty"`
	Text   string `yaml:"text,omitempty"`
	Note   string `yaml:"note,omitempty"`
}

// Needed is the least whole number that meets a share of all: two thirds of 60
// are 40, more than half of 60 are 31.
func (l Limit) Needed(all int) int {
	if l.Of == 0 {
		return l.Number
	}
	if l.Strict {
		return all*l.Number/l.Of + 1
	}
	return (all*l.Number + l.Of - 1) / l.Of
}

// Within reports whether part is no more than the share of all.
func (l Limit) Within(part, all int) bool { return part*l.Of <= all*l.Number }

// Clauses are what a contract must settle, or, where they are Advised, what it may settle
// or another law in force beside it would have in it.
//
// Levels are the levels of contract it is for (企业, 行业性, 区域性), empty for all. Form
// clauses every contract has (its term, how it ends): nobody makes an offer of them.
type Clauses struct {
	Basis   `yaml:",inline"`
	Levels  []string `yaml:"levels,omitempty"`
	Advised bool     `yaml:"advised,omitempty"`
	Form    bool     `yaml:"form,omitempty"`
	Items   []string `yaml:"items,omitempty"`
}

// MinimumWage are the monthly minimum wages of an area in a period, by tier (档).
type MinimumWage struct {
	Area     string               `yaml:"area"`
	From     civil.Date           `yaml:"from,omitempty"`
	To       civil.Date           `yaml:"to,omitempty"`
	Sureness string               `yaml:"sureness"`
	Tiers    map[string]money.Fen `yaml:"tiers"`
}

// Floor is the minimum wage of one tier on a day.
type Floor struct {
	Area, Tier string
	Amount     money.Fen
	Sureness   string
}

// Profile is the set of rules of one place. Look rules and limits up with its
// methods, which follow Fallback where the place has no rule of its own.
type Profile struct {
	ID       string `yaml:"id"`
	Name     string `yaml:"name"`
	Default  bool   `yaml:"default,omitempty"`
	Fallback string `yaml:"fallback,omitempty"`
	// WageArea and WageTier choose the minimum wage.
	WageArea  string    `yaml:"wage_area,omitempty"`
	WageTier  string    `yaml:"wage_tier,omitempty"`
	Laws      []Law     `yaml:"laws"`
	Deadlines []Rule    `yaml:"deadlines"`
	Limits    []Limit   `yaml:"limits,omitempty"`
	Required  []Clauses `yaml:"clauses,omitempty"`

	next  *Profile
	wages []MinimumWage
}

// Deadline gives the rule with id for a kind of contract, as in force on a day
// (the zero date: now). False means no law of the place has such a rule.
func (p *Profile) Deadline(id, kind string, on civil.Date) (Rule, bool) {
	for ; p != nil; p = p.next {
		for _, r := range p.Deadlines {
			if r.ID == id && r.covers(kind, on) {
				return r, true
			}
		}
	}
	return Rule{}, false
}

// InForce lists the rules that Deadline would give, those of the place first.
func (p *Profile) InForce(kind string, on civil.Date) []Rule {
	var out []Rule
	listed := map[string]bool{}
	for ; p != nil; p = p.next {
		for _, r := range p.Deadlines {
			if !listed[r.ID] && r.covers(kind, on) {
				listed[r.ID] = true
				out = append(out, r)
			}
		}
	}
	return out
}

// Limit gives the limit with id, like Deadline.
func (p *Profile) Limit(id, kind string, on civil.Date) (Limit, bool) {
	for ; p != nil; p = p.next {
		for _, l := range p.Limits {
			if l.ID == id && l.covers(kind, on) {
				return l, true
			}
		}
	}
	return Limit{}, false
}

// Clauses gives what a contract of a kind and level must settle; without items where the
// law lists nothing.
func (p *Profile) Clauses(kind, level string, on civil.Date) Clauses {
	for _, c := range p.clauses(kind, level, on) {
		if !c.Advised {
			return c
		}
	}
	return Clauses{}
}

// AdvisedClauses gives what the contract may settle, and what another law would have in it
// besides.
func (p *Profile) AdvisedClauses(kind, level string, on civil.Date) []Clauses {
	return slices.DeleteFunc(p.clauses(kind, level, on), func(c Clauses) bool { return !c.Advised })
}

// Negotiable is what an offer puts forward: what the contract must settle, or where the law
// only lists what it may settle, that.
func (p *Profile) Negotiable(kind, level string, on civil.Date) []string {
	items := p.Clauses(kind, level, on).Items
	if len(items) > 0 {
		return items
	}
	for _, c := range p.AdvisedClauses(kind, level, on) {
		if !c.Form {
			items = append(items, c.Items...)
		}
	}
	return items
}

// clauses are the lists of the first place that says what such a contract is about: where
// the place has its own list, another's does not stand beside it.
func (p *Profile) clauses(kind, level string, on civil.Date) (out []Clauses) {
	for ; p != nil; p = p.next {
		out = nil
		content := false
		for _, c := range p.Required {
			if c.covers(kind, on) && (len(c.Levels) == 0 || slices.Contains(c.Levels, level)) {
				out, content = append(out, c), content || !c.Form
			}
		}
		if content {
			return out
		}
	}
	return out
}

// MinimumWage gives the monthly minimum wage of the profile's area in a tier
// (empty: the profile's own) on a day. False means the program does not know it.
func (p *Profile) MinimumWage(tier string, on civil.Date) (Floor, bool) {
	if tier == "" {
		tier = p.WageTier
	}
	for _, w := range p.wages {
		amount, has := w.Tiers[tier]
		if has && w.Area == p.WageArea && on.Complete() && !on.Before(w.From) && (w.To.IsZero() || !on.After(w.To)) {
			return Floor{w.Area, tier, amount, w.Sureness}, true
		}
	}
	return Floor{}, false
}

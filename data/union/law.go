package union

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"unionledger/assets"
	"unionledger/data/civil"
)

// BodyKind is one of the usual bodies of a union, as assets/rules/unit/bodies.yaml
// describes it.
type BodyKind struct {
	Kind string `yaml:"kind"`
	// Lead is the post of who leads it, Posts are the usual posts.
	Lead  string   `yaml:"lead"`
	Posts []string `yaml:"posts"`
}

// Ground is what a rule for bodies rests on, and from when to when it holds.
type Ground struct {
	Body     string     `yaml:"body"`
	Text     string     `yaml:"text"`
	From     civil.Date `yaml:"from"`
	To       civil.Date `yaml:"to"`
	Basis    string     `yaml:"basis"`
	Sureness string     `yaml:"sureness"`
}

// Cite names law and article; of what was not checked against the text it says so.
func (b Ground) Cite() string {
	if !b.Sourced() {
		return b.Basis + "（待核实）"
	}
	return b.Basis
}

// Sourced reports whether the rule was checked against the text of the law.
func (b Ground) Sourced() bool { return b.Sureness == "sourced" }

func (b Ground) holds(on civil.Date) bool {
	return (b.From.IsZero() || !on.Before(b.From)) && (b.To.IsZero() || !on.After(b.To))
}

// Need asks for a body from a number of members or of women among them.
type Need struct {
	Ground  `yaml:",inline"`
	Members int `yaml:"members"`
	Women   int `yaml:"women"`
}

// Length says how many years a term of a body may last.
type Length struct {
	Ground `yaml:",inline"`
	Years  []int `yaml:"years"`
}

// Apart keeps people in some posts of a body out of another one.
type Apart struct {
	Ground `yaml:",inline"`
	Posts  []string `yaml:"posts"`
	Other  string   `yaml:"other"`
}

// Law is what is laid down for the bodies of a union.
type Law struct {
	Bodies []BodyKind `yaml:"bodies"`
	// Forms are the usual words for 选举产生形式, Ways those for 专职、兼职.
	Forms  []string `yaml:"forms"`
	Ways   []string `yaml:"ways"`
	Need   []Need   `yaml:"need"`
	Length []Length `yaml:"length"`
	Apart  []Apart  `yaml:"apart"`
	// Change is why the certificate follows the chair.
	Change Ground `yaml:"change"`
	// Periods are the years that figures are asked for.
	Periods []Period `yaml:"periods"`
}

// Period is a year that begins with a month other than January too.
type Period struct {
	Name  string     `yaml:"name"`
	Month time.Month `yaml:"month"`
	Basis string     `yaml:"basis"`
}

// Begin is the first day of the period a day lies in.
func (p Period) Begin(on civil.Date) civil.Date {
	year := on.Year
	if on.First().Month < p.Month {
		year--
	}
	return civil.Of(year, p.Month, 1)
}

// Committee is the body that leads the union: its chair and term are the union's.
const Committee = "工会委员会"

// Usual are the bodies every union begins with.
var Usual = []string{Committee, "经费审查委员会", "女职工委员会"}

// Shipped is the law the program ships.
var Shipped = sync.OnceValues(func() (Law, error) {
	text, err := assets.Files.ReadFile("rules/unit/bodies.yaml")
	if err != nil {
		return Law{}, fmt.Errorf("读取机构规则：%w", err)
	}
	return ReadLaw(text)
})

// ReadLaw reads rules for bodies and refuses what says nothing.
func ReadLaw(text []byte) (Law, error) {
	var law Law
	if err := assets.Decode(text, &law); err != nil {
		return Law{}, fmt.Errorf("规则文件 unit/bodies.yaml：%w", err)
	}
	wrong := func(what string) (Law, error) {
		return Law{}, fmt.Errorf("规则文件 unit/bodies.yaml：“%s”这一条写错了", what)
	}
	for _, b := range law.Bodies {
		if b.Kind == "" || b.Lead == "" || !slices.Contains(b.Posts, b.Lead) {
			return wrong(b.Kind)
		}
	}
	for _, p := range law.Periods {
		if p.Name == "" || p.Month < 1 || p.Month > 12 {
			return wrong(p.Name)
		}
	}
	bases := []Ground{law.Change}
	for _, n := range law.Need {
		if n.Members <= 0 && n.Women <= 0 {
			return wrong(n.Body)
		}
		bases = append(bases, n.Ground)
	}
	for _, l := range law.Length {
		if len(l.Years) == 0 {
			return wrong(l.Body)
		}
		bases = append(bases, l.Ground)
	}
	for _, a := range law.Apart {
		if len(a.Posts) == 0 || a.Other == "" {
			return wrong(a.Body)
		}
		bases = append(bases, a.Ground)
	}
	for _, b := range bases {
		if b.Body == "" || b.Text == "" || b.Basis == "" {
			return wrong(b.Body)
		}
	}
	return law, nil
}

// Body describes a kind of body; a kind the unit named itself has the posts of a
// plain committee.
func (l Law) Body(kind string) BodyKind {
	for _, b := range l.Bodies {
		if b.Kind == kind {
			return b
		}
	}
	return BodyKind{Kind: kind, Lead: "主任", Posts: []string{"主任", "副主任", "委员"}}
}

// Kinds are the words of the usual bodies.
func (l Law) Kinds() []string {
	out := make([]string, len(l.Bodies))
	for i, b := range l.Bodies {
		out[i] = b.Kind
	}
	return out
}

// TermYears is the rule for the length of a term of a body on a day.
func (l Law) TermYears(kind string, on civil.Date) (Length, bool) {
	for _, x := range l.Length {
		if x.Body == kind && x.holds(on) {
			return x, true
		}
	}
	return Length{}, false
}

// Needs are the rules on a day that ask for a body.
func (l Law) Needs(on civil.Date) (out []Need) {
	for _, n := range l.Need {
		if n.holds(on) {
			out = append(out, n)
		}
	}
	return out
}

// Aparts are the rules on a day that keep people out of a body.
func (l Law) Aparts(on civil.Date) (out []Apart) {
	for _, a := range l.Apart {
		if a.holds(on) {
			out = append(out, a)
		}
	}
	return out
}

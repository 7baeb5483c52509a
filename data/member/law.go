package member

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/civil"
)

// Law is what the rules say of memberships, as the program ships it.
type Law struct {
	// JoinAges are the ages from which somebody may work and so join, by the day they
	// took effect.
	JoinAges []JoinAge `yaml:"join_age"`
	Lapse    Lapse     `yaml:"lapse"`
	// Expulsion says what an expulsion needs besides the decision of the committee.
	Expulsion Expulsion `yaml:"expulsion"`
	Hints     []Hint    `yaml:"hints"`
	// ArrearsListed is from how many months on arrears are listed on the roster.
	ArrearsListed int `yaml:"arrears_listed"`
	// Note are words in a remark which tell that somebody has left, and words which
	// take that back.
	Note struct {
		Left  []string `yaml:"left"`
		Still []string `yaml:"still"`
	} `yaml:"note"`

	left, still *regexp.Regexp
}

// JoinAge is an age and the day from which it holds.
type JoinAge struct {
	From     civil.Date `yaml:"from"`
	Age      int        `yaml:"age"`
	Basis    string     `yaml:"basis"`
	Sureness string     `yaml:"sureness"`
}

// Lapse are the conditions of 视为退会: people confirm each, the program never does.
type Lapse struct {
	Months     int      `yaml:"months"`
	Conditions []string `yaml:"conditions"`
	Basis      string   `yaml:"basis"`
	Sureness   string   `yaml:"sureness"`
}

// Expulsion names the filing that 除名 needs.
type Expulsion struct {
	Filing   string `yaml:"filing"`
	Basis    string `yaml:"basis"`
	Sureness string `yaml:"sureness"`
}

// Confirmed is what is noted once each condition was confirmed.
func (l Lapse) Confirmed() string { return "已核实：" + strings.Join(l.Conditions, "、") }

// Filed is what is noted about the filing.
func (e Expulsion) Filed(done bool) string {
	if done {
		return e.Filing
	}
	return "还没有" + strings.TrimPrefix(e.Filing, "已")
}

// Hint is something to be thought of when an event is entered.
type Hint struct {
	Kind     EventKind `yaml:"kind"`
	Words    string    `yaml:"words"`
	Basis    string    `yaml:"basis"`
	Sureness string    `yaml:"sureness"`
}

// String is the hint with its basis; what is only remembered is marked 待核实.
func (h Hint) String() string {
	if h.Sureness != "sourced" {
		return fmt.Sprintf("%s（%s，待核实）", h.Words, h.Basis)
	}
	return fmt.Sprintf("%s（%s）", h.Words, h.Basis)
}

// ReadLaw reads the rules and refuses ones that could not be worked with.
func ReadLaw(text []byte) (*Law, error) {
	l := &Law{}
	if err := assets.Decode(text, l); err != nil {
		return nil, fmt.Errorf("会籍规则写错了：%w", err)
	}
	if len(l.JoinAges) == 0 || len(l.Lapse.Conditions) == 0 || l.ArrearsListed < 1 || len(l.Note.Left) == 0 || len(l.Note.Still) == 0 {
		return nil, fmt.Errorf("会籍规则不全：要有入会年龄、视为退会的条件、列出欠缴的月数和备注用词")
	}
	for i, a := range l.JoinAges {
		if !a.From.Complete() || a.Age < 1 || a.Age > 60 || i > 0 && !a.From.After(l.JoinAges[i-1].From) {
			return nil, fmt.Errorf("会籍规则的入会年龄第 %d 条不对：日期要写全、按先后排，年龄在 1 到 60 之间", i+1)
		}
	}
	l.left, l.still = anyOf(l.Note.Left), anyOf(l.Note.Still)
	return l, nil
}

func anyOf(words []string) *regexp.Regexp {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return regexp.MustCompile(strings.Join(quoted, "|"))
}

// Shipped is the law the program ships.
var Shipped = sync.OnceValue(func() *Law {
	text, err := assets.Files.ReadFile("rules/membership/national.yaml")
	var l *Law
	if err == nil {
		l, err = ReadLaw(text)
	}
	if err != nil {
		panic(err) // the tests read it
	}
	return l
})

// JoinAge is the age in force on a day; days before the first rule go by that one.
func (l *Law) JoinAge(on civil.Date) int {
	age := l.JoinAges[0].Age
	for _, a := range l.JoinAges {
		if !a.From.After(on) {
			age = a.Age
		}
	}
	return age
}

// HintsFor are the hints for a kind of event.
func (l *Law) HintsFor(k EventKind) (out []Hint) {
	for _, h := range l.Hints {
		if h.Kind == k {
			out = append(out, h)
		}
	}
	return out
}

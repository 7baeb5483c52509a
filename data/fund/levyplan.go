package fund

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// whole is 100 % in hundredths of a percent.
const whole = 10000

// Shares are the parts of what is owed, in hundredths of a percent, together 10000:
// what stays with the union, what goes up, what the tax office keeps for its work.
type Shares struct {
	Own   int `yaml:"own" json:"own"`
	Upper int `yaml:"upper" json:"upper"`
	Fee   int `yaml:"fee" json:"fee"`
}

// LevyStep is a step in which what is owed is paid, or comes back.
type LevyStep struct {
	Kind  string `yaml:"kind"`
	Words string `yaml:"words"`
	// By is unit, union or upper; Parts name the shares the step consists of, Held those
	// of them that the union keeps until it hands them up itself.
	By    string   `yaml:"by"`
	Parts []string `yaml:"parts"`
	Held  []string `yaml:"held"`
	// Books says that the money moves in the union's own account.
	Books bool `yaml:"books"`
}

// ByUnit reports whether it is the unit that pays.
func (s LevyStep) ByUnit() bool { return s.By == "unit" }

// ByUnion reports whether the union hands up what it held.
func (s LevyStep) ByUnion() bool { return s.By == "union" }

// upper are the parts of the step that reach the upper union by it.
func (s LevyStep) upper() []string {
	if !slices.Contains(s.Parts, "upper") || slices.Contains(s.Held, "upper") || s.By == "upper" {
		return nil
	}
	return []string{"upper"}
}

// LevyFlow is a way in which what is owed is collected.
type LevyFlow struct {
	ID    string     `yaml:"id"`
	Name  string     `yaml:"name"`
	Basis string     `yaml:"basis"`
	Steps []LevyStep `yaml:"steps"`
}

// LevyPlan is what the employer owes, as it is in force from a day on.
type LevyPlan struct {
	Effective      string            `yaml:"effective"`
	Rate           int               `yaml:"rate"`
	Basis          string            `yaml:"basis"`
	Sureness       string            `yaml:"sureness"`
	Shares         Shares            `yaml:"shares"`
	SharesBasis    string            `yaml:"shares_basis"`
	SharesSureness string            `yaml:"shares_sureness"`
	Flow           string            `yaml:"flow"`
	Flows          []LevyFlow        `yaml:"flows"`
	Extra          []LevyStep        `yaml:"extra"`
	Income         map[string]string `yaml:"income"`
	Returned       map[string]string `yaml:"returned"`
	Payable        map[string]string `yaml:"payable"`
}

// LevyPlans are those that come with the program, the oldest first.
var LevyPlans = sync.OnceValue(func() []LevyPlan {
	text, err := assets.Files.ReadFile("fund/levy.yaml")
	var out []LevyPlan
	if err == nil {
		out, err = ParseLevyPlans(text)
	}
	if err != nil {
		panic(err) // the program's own file, read by a test
	}
	return out
})

// ParseLevyPlans reads plans and refuses one that could not be reckoned with.
func ParseLevyPlans(text []byte) ([]LevyPlan, error) {
	var out []LevyPlan
	if err := assets.Decode(text, &out); err != nil {
		return nil, fmt.Errorf("拨缴方案写错了：%w", err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("拨缴方案是空的")
	}
	for i, p := range out {
		if d, err := civil.Parse(p.Effective); err != nil || !d.Complete() || i > 0 && out[i-1].Effective >= p.Effective {
			return nil, fmt.Errorf("拨缴方案的生效日期 %q 不对，要从早到晚", p.Effective)
		}
		if p.Rate <= 0 || p.Rate > whole || p.Shares.check() != nil {
			return nil, fmt.Errorf("拨缴方案 %s 的比例不对，各部分合计要是 100%%", p.Effective)
		}
		if _, ok := p.flow(p.Flow); !ok {
			return nil, fmt.Errorf("拨缴方案 %s 没有叫 %q 的方式", p.Effective, p.Flow)
		}
		for _, f := range p.Flows {
			for _, s := range f.Steps {
				known := func(part string) bool { return slices.Contains([]string{"own", "upper", "fee"}, part) }
				strange := func(held string) bool { return !slices.Contains(s.Parts, held) }
				if s.Kind == "" || len(s.Parts) == 0 || !slices.ContainsFunc(s.Parts, known) || slices.ContainsFunc(s.Held, strange) || !slices.Contains([]string{"unit", "union", "upper"}, s.By) {
					return nil, fmt.Errorf("拨缴方案 %s 的方式“%s”有一步写错了：%s", p.Effective, f.Name, s.Kind)
				}
			}
		}
	}
	return out, nil
}

func (p LevyPlan) flow(id string) (LevyFlow, bool) {
	i := slices.IndexFunc(p.Flows, func(f LevyFlow) bool { return f.ID == id })
	if i < 0 {
		return LevyFlow{}, false
	}
	return p.Flows[i], true
}

// step finds a step of any way, or one of the extra ones, by its kind.
func (p LevyPlan) step(kind string) (LevyStep, bool) {
	for _, f := range p.Flows {
		for _, s := range f.Steps {
			if s.Kind == kind {
				return s, true
			}
		}
	}
	for _, s := range p.Extra {
		if s.Kind == kind {
			return s, true
		}
	}
	return LevyStep{}, false
}

func (s Shares) check() error {
	if s.Own < 0 || s.Upper < 0 || s.Fee < 0 || s.Own+s.Upper+s.Fee != whole {
		return ledger.Refuse("留成、上缴、手续费三部分合计要正好是 100%%，现在是 %s。", Percent(s.Own+s.Upper+s.Fee))
	}
	return nil
}

// Percent writes hundredths of a percent: 60%, 2.5%.
func Percent(hundredths int) string {
	s := fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s + "%"
}

// part is a fraction of an amount, to the fen, half a fen upwards. Amounts and fractions
// are such that the product stays within 64 bits.
func part(fen money.Fen, n, of int) money.Fen {
	if fen < 0 {
		return -part(-fen, n, of)
	}
	return (fen*money.Fen(n)*2 + money.Fen(of)) / money.Fen(2*of)
}

// Parts are an amount cut into its shares.
type Parts struct {
	Own   money.Fen `json:"own_fen"`
	Upper money.Fen `json:"upper_fen"`
	Fee   money.Fen `json:"fee_fen"`
}

// Cut cuts an amount into shares that add up to it to the fen: what stays and the fee
// are rounded, what goes up is the rest.
func (s Shares) Cut(fen money.Fen) Parts {
	below := part(fen, s.Own, whole)
	upTo := part(fen, s.Own+s.Fee, whole)
	return Parts{Own: below, Fee: upTo - below, Upper: fen - upTo}
}

// of is what a step consists of.
func (p Parts) of(names []string) (sum money.Fen) {
	for _, n := range names {
		switch n {
		case "own":
			sum += p.Own
		case "upper":
			sum += p.Upper
		case "fee":
			sum += p.Fee
		}
	}
	return sum
}

func (s Shares) of(names []string) int {
	return int(Parts{money.Fen(s.Own), money.Fen(s.Upper), money.Fen(s.Fee)}.of(names))
}

// LevyRule is what holds for the unit in a month: the plan, its way and its shares.
type LevyRule struct {
	// From is the month the unit set it from; zero where the program's default holds.
	From   civil.YearMonth `json:"from"`
	Rate   int             `json:"rate"`
	Flow   LevyFlow        `json:"-"`
	FlowID string          `json:"flow"`
	Shares Shares          `json:"shares"`
	Basis  string          `json:"basis"`
	// Sure says that way and shares are the unit's own or stand in a source.
	Sure bool     `json:"sure"`
	plan LevyPlan // in force
}

// Plan is the dated data the rule stands on.
func (r LevyRule) Plan() LevyPlan { return r.plan }

// levyRules knows the unit's rules, the oldest first.
type levyRules []LevyRule

func readLevyRules(ctx context.Context, r ledger.Reader) (levyRules, error) {
	rows, err := r.QueryContext(ctx, `SELECT from_month, flow, own, upper, fee, coalesce(basis, '') FROM fund_levy_rule ORDER BY from_month`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out levyRules
	for rows.Next() {
		var l LevyRule
		if err := rows.Scan(&l.From, &l.FlowID, &l.Shares.Own, &l.Shares.Upper, &l.Shares.Fee, &l.Basis); err != nil {
			return nil, err
		}
		l.Sure = true
		out = append(out, l)
	}
	return out, rows.Err()
}

// on is the rule for a month.
func (rs levyRules) on(m civil.YearMonth) LevyRule {
	plans := LevyPlans()
	plan := plans[0]
	for _, p := range plans {
		if p.Effective <= m.Last().String() {
			plan = p
		}
	}
	out := LevyRule{FlowID: plan.Flow, Shares: plan.Shares, Basis: plan.SharesBasis, Sure: plan.SharesSureness == "sourced"}
	for _, r := range rs {
		if !r.From.After(m) {
			out = r
		}
	}
	out.Rate, out.plan = plan.Rate, plan
	out.Flow, _ = plan.flow(out.FlowID)
	return out
}

// LevyRuleOn gives what holds for the unit in a month.
func LevyRuleOn(ctx context.Context, r ledger.Reader, m civil.YearMonth) (LevyRule, error) {
	rs, err := readLevyRules(ctx, r)
	return rs.on(m), err
}

// SetLevyRule sets way and shares of the unit from a month on.
func SetLevyRule(tx *ledger.Tx, rule LevyRule) error {
	if rule.From.IsZero() {
		return ledger.Refuse("请写从哪个月起用这个比例和方式，如 2022-01。")
	}
	if _, ok := (levyRules{}).on(rule.From).plan.flow(rule.FlowID); !ok {
		return ledger.Refuse("没有叫“%s”的拨缴方式。", rule.FlowID)
	}
	if err := rule.Shares.check(); err != nil {
		return err
	}
	cols := []string{"from_month", "flow", "own", "upper", "fee", "basis"}
	vals := []any{rule.From, rule.FlowID, rule.Shares.Own, rule.Shares.Upper, rule.Shares.Fee, orNull(rule.Basis)}
	var id int64
	if err := tx.QueryRow(`SELECT coalesce(max(id), 0) FROM fund_levy_rule WHERE from_month = ?`, rule.From).Scan(&id); err != nil {
		return err
	}
	tx.SetTitle(fmt.Sprintf("拨缴方式：%s 起留成 %s、上缴 %s", rule.From, Percent(rule.Shares.Own), Percent(rule.Shares.Upper)))
	if id != 0 {
		return tx.Update("fund_levy_rule", id, cols, vals)
	}
	_, err := tx.Insert("fund_levy_rule", cols, vals)
	return err
}

// Words says in a sentence which way and shares hold, and on what they stand.
func (r LevyRule) Words() string {
	fee := ""
	if r.Shares.Fee > 0 {
		fee = "、税务代收手续费 " + Percent(r.Shares.Fee)
	}
	basis := "依据：" + r.Basis
	if !r.Sure {
		basis = "待核实：" + r.Basis
	} else if r.Basis == "" {
		basis = "本单位设定"
	}
	return fmt.Sprintf("方式：%s；留成 %s、上缴 %s%s。分项四舍五入到分，余数归上缴。%s。", r.Flow.Name, Percent(r.Shares.Own), Percent(r.Shares.Upper), fee, basis)
}

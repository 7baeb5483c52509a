package fund

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/problem"
)

// WelfareItem is a kind of benefit. Per is year where a head's year is added up, time
// where each giving is looked at. Festivals are the occasions it is given on.
type WelfareItem struct {
	Name      string   `yaml:"name"`
	Per       string   `yaml:"per"`
	Words     string   `yaml:"words"`
	Festivals []string `yaml:"festivals"`
}

// PerWords says what a limit of the item is counted by.
func (i WelfareItem) PerWords() string {
	if i.Per == "year" {
		return "每人每年"
	}
	return "每人每次"
}

// WelfareExample is a limit of another place, to show the order of size.
type WelfareExample struct {
	Place  string    `yaml:"place"`
	Item   string    `yaml:"item"`
	Amount money.Fen `yaml:"amount"`
	Basis  string    `yaml:"basis"`
}

// WelfareRules are the items and the rules the books are held against.
type WelfareRules struct {
	Basis     string        `yaml:"basis"`
	Items     []WelfareItem `yaml:"items"`
	Festivals struct {
		Words    string `yaml:"words"`
		Sureness string `yaml:"sureness"`
	} `yaml:"festivals"`
	FromDues struct {
		Items    []string `yaml:"items"`
		Times    int      `yaml:"times"`
		Words    string   `yaml:"words"`
		Sureness string   `yaml:"sureness"`
	} `yaml:"from_dues"`
	Examples []WelfareExample `yaml:"examples"`
}

// Welfare are the rules that come with the program.
var Welfare = sync.OnceValue(func() (out WelfareRules) {
	text, err := assets.Files.ReadFile("fund/welfare.yaml")
	if err == nil {
		err = assets.Decode(text, &out)
	}
	if err != nil {
		panic(err) // the program's own file, read by a test
	}
	return out
})

// item finds the item that a voucher's word belongs to: its name, or one of its
// festivals written as 逢年过节·春节.
func (w WelfareRules) item(word string) (item WelfareItem, occasion string, ok bool) {
	name, occasion, _ := strings.Cut(word, "·")
	for _, i := range w.Items {
		if i.Name == name {
			return i, occasion, true
		}
	}
	return WelfareItem{Name: name, Per: "time"}, occasion, false
}

// WelfareWord is how a giving is written on a voucher: 逢年过节·春节, 生日.
func WelfareWord(item, occasion string) string {
	if occasion == "" {
		return item
	}
	return item + "·" + occasion
}

// Limit is what may be given a head for an item in a year, as the unit typed it.
type Limit struct {
	ID     int64     `json:"id"`
	Year   int       `json:"year"`
	Item   string    `json:"item"`
	Amount money.Fen `json:"amount_fen"`
	Basis  string    `json:"basis"`
}

// Limits reads the limits of a year.
func Limits(ctx context.Context, r ledger.Reader, year int) (out []Limit, err error) {
	err = eachRow(ctx, r, `SELECT id, year, item, amount_fen, basis FROM fund_limit WHERE year = ? ORDER BY item`, year, func(scan func(...any) error) error {
		var l Limit
		err := scan(&l.ID, &l.Year, &l.Item, &l.Amount, &l.Basis)
		out = append(out, l)
		return err
	})
	return out, err
}

// SetLimit enters the limit of an item; 0 takes it away. A basis is asked for.
func SetLimit(tx *ledger.Tx, l Limit) error {
	l.Item, l.Basis = strings.TrimSpace(l.Item), strings.TrimSpace(l.Basis)
	if _, _, ok := Welfare().item(l.Item); !ok {
		return ledger.Refuse("没有叫“%s”的福利项目。可以是：%s。", l.Item, strings.Join(itemNames(), "、"))
	}
	switch {
	case l.Year < 1990 || l.Year > 2199:
		return ledger.Refuse("“%d”不像年份。", l.Year)
	case l.Amount < 0 || l.Amount > money.Limit:
		return ledger.Refuse("“%s”的标准不能是负数，也不能过大，请核对。", l.Item)
	case l.Amount > 0 && l.Basis == "":
		return ledger.Refuse("请写“%s”标准的依据：哪个文件、文号。程序没有查到浙江省的标准。", l.Item)
	}
	var id int64
	if err := tx.QueryRow(`SELECT coalesce(max(id), 0) FROM fund_limit WHERE year = ? AND item = ?`, l.Year, l.Item).Scan(&id); err != nil {
		return err
	}
	tx.SetTitle(fmt.Sprintf("福利标准：%d 年 %s %s 元", l.Year, l.Item, l.Amount.Grouped()))
	cols, vals := []string{"year", "item", "amount_fen", "basis"}, []any{l.Year, l.Item, int64(l.Amount), l.Basis}
	switch {
	case id != 0 && l.Amount == 0:
		return tx.Delete("fund_limit", id)
	case l.Amount == 0:
		return ledger.Refuse("“%s”没有填过标准。", l.Item)
	case id != 0:
		return tx.Update("fund_limit", id, cols, vals)
	}
	_, err := tx.Insert("fund_limit", cols, vals)
	return err
}

func itemNames() (out []string) {
	for _, i := range Welfare().Items {
		out = append(out, i.Name)
	}
	return out
}

// WelfareGiving is one giving as a voucher tells it.
type WelfareGiving struct {
	Date     civil.Date `json:"date"`
	Voucher  string     `json:"voucher"`
	ID       int64      `json:"id"`
	Words    string     `json:"words"`
	Item     string     `json:"item"`
	Occasion string     `json:"occasion,omitempty"`
	Amount   money.Fen  `json:"amount_fen"`
	Heads    int        `json:"heads"`
	// PerHead is the amount by heads, a begun fen counting whole.
	PerHead money.Fen `json:"per_head_fen"`
}

// WelfareLine is an item of a year with its limit. Highest is what a head got: the sum of
// the year, or the largest of a single giving.
type WelfareLine struct {
	Item    WelfareItem `json:"item"`
	Limit   money.Fen   `json:"limit_fen"`
	Basis   string      `json:"basis,omitempty"`
	Times   int         `json:"times"`
	Amount  money.Fen   `json:"amount_fen"`
	Highest money.Fen   `json:"highest_fen"`
	Over    bool        `json:"over,omitempty"`
}

// WelfareYear is what was given in a year, held against limits and rules.
type WelfareYear struct {
	Year     int               `json:"year"`
	Lines    []WelfareLine     `json:"lines"`
	Givings  []WelfareGiving   `json:"givings"`
	Dues     money.Fen         `json:"dues_fen"`
	FromDues money.Fen         `json:"from_dues_fen"`
	Ceiling  money.Fen         `json:"ceiling_fen"`
	Problems []problem.Problem `json:"problems"`
}

// Shortfall is what the outings, films and tickets cost above the year's dues.
func (w *WelfareYear) Shortfall() money.Fen { return max(w.FromDues-w.Dues, 0) }

// WelfareOf holds the vouchers of the year against limits and rules.
func (b *Books) WelfareOf(ctx context.Context, r ledger.Reader) (*WelfareYear, error) {
	limits, err := Limits(ctx, r, b.Year)
	if err != nil {
		return nil, err
	}
	return b.welfare(limits), nil
}

func (b *Books) welfare(limits []Limit) *WelfareYear {
	rules := Welfare()
	out := &WelfareYear{Year: b.Year, Problems: []problem.Problem{}, Givings: b.givings(rules)}
	for code, fen := range b.earned(12) {
		if strings.HasPrefix(code, b.Scheme.Dues) {
			out.Dues += fen[1]
		}
	}
	items := slices.Clone(rules.Items)
	for _, g := range out.Givings {
		if !slices.ContainsFunc(items, func(i WelfareItem) bool { return i.Name == g.Item }) {
			items = append(items, WelfareItem{Name: g.Item, Per: "time"})
		}
	}
	for _, item := range items {
		out.Lines = append(out.Lines, out.line(item, limits))
	}
	for _, g := range out.Givings {
		out.look(rules, g)
		if slices.Contains(rules.FromDues.Items, g.Item) {
			out.FromDues += g.Amount
		}
	}
	out.Ceiling = out.Dues * money.Fen(1+rules.FromDues.Times)
	if out.FromDues > out.Ceiling {
		out.warn("fund_dues_rule", rules.FromDues.Words+"（待核实）", "%s共支出 %s 元；会费收入 %s 元，加上 %d 倍以内的补助最多 %s 元，超过 %s 元。", strings.Join(rules.FromDues.Items, "、"), out.FromDues.Grouped(),
			out.Dues.Grouped(), rules.FromDues.Times, out.Ceiling.Grouped(), (out.FromDues - out.Ceiling).Grouped())
	}
	return out
}

func (w *WelfareYear) warn(kind, basis, format string, args ...any) {
	w.Problems = append(w.Problems, problem.Problem{Severity: problem.Warning, Kind: kind, Table: "fund_voucher", Basis: basis, Message: fmt.Sprintf(format, args...)})
}

// givings are the expense lines that say what was given; those reversed and what
// reverses them are left out together.
func (b *Books) givings(rules WelfareRules) []WelfareGiving {
	out := []WelfareGiving{}
	for _, v := range b.Vouchers {
		if v.Reverses != 0 || v.ReversedBy != 0 {
			continue
		}
		for _, e := range v.Entries {
			if e.Welfare == "" {
				continue
			}
			item, occasion, _ := rules.item(e.Welfare)
			g := WelfareGiving{Date: v.Date, Voucher: v.Short(), ID: v.ID, Words: v.Words, Item: item.Name, Occasion: occasion, Amount: e.Debit - e.Credit, Heads: e.Heads}
			if g.Heads > 0 {
				g.PerHead = (g.Amount + money.Fen(g.Heads) - 1) / money.Fen(g.Heads)
			}
			out = append(out, g)
		}
	}
	return out
}

func (w *WelfareYear) line(item WelfareItem, limits []Limit) WelfareLine {
	l := WelfareLine{Item: item}
	for _, x := range limits {
		if x.Item == item.Name {
			l.Limit, l.Basis = x.Amount, x.Basis
		}
	}
	for _, g := range w.Givings {
		if g.Item != item.Name {
			continue
		}
		l.Times++
		l.Amount += g.Amount
		if item.Per == "year" {
			l.Highest += g.PerHead
		} else {
			l.Highest = max(l.Highest, g.PerHead)
		}
	}
	if l.Over = l.Limit > 0 && l.Highest > l.Limit; l.Over {
		w.warn("welfare_over", l.Basis, "%s%s最多 %s 元，已发 %s 元，超出 %s 元。", item.Name, item.PerWords(), l.Limit.Grouped(), l.Highest.Grouped(), (l.Highest - l.Limit).Grouped())
	}
	return l
}

// look says what is wrong with one giving.
func (w *WelfareYear) look(rules WelfareRules, g WelfareGiving) {
	item, _, known := rules.item(g.Item)
	switch {
	case !known:
		w.warn("welfare_unknown", rules.Basis, "%s %s：“%s”不是列出的福利项目，请核对依据。", g.Date, g.Words, g.Item)
	case len(item.Festivals) > 0 && !slices.Contains(item.Festivals, g.Occasion):
		w.warn("welfare_festival", rules.Basis, "%s %s：%s。“%s”不在其中。", g.Date, g.Words, rules.Festivals.Words, orWord(g.Occasion, "没有写节日"))
	}
	if g.Heads == 0 {
		w.warn("welfare_heads", "", "%s %s：没有写人数，算不出人均。", g.Date, g.Words)
	}
}

func orWord(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// Give is a benefit to be entered as a payment.
type Give struct {
	Simple
	Item, Occasion string
	Heads          int
}

// EnterGiving posts a benefit with its item and heads as an operation of its own. What
// is over a limit is posted all the same: WelfareOf says so.
func EnterGiving(tx *ledger.Tx, g Give, today civil.Date) (Voucher, error) {
	if _, _, ok := Welfare().item(g.Item); !ok {
		return Voucher{}, ledger.Refuse("请选福利项目：%s。", strings.Join(itemNames(), "、"))
	}
	switch {
	case g.Date.After(today):
		return Voucher{}, ledger.Refuse("凭证日期 %s 还没有到，请核对。", g.Date)
	case g.Heads <= 0 || g.Heads > 10_000_000:
		return Voucher{}, ledger.Refuse("请写发给多少人，才能算出人均、和标准对照。")
	}
	s := g.Simple
	s.Kind, s.Welfare, s.Heads = Payment, WelfareWord(g.Item, g.Occasion), g.Heads
	v, err := PostSimple(tx, s, "", 0)
	if err == nil {
		tx.SetTitle("福利：" + describe(v))
	}
	return v, err
}

// LimitsBefore are the limits of the last year that has any, to be taken over.
func LimitsBefore(ctx context.Context, r ledger.Reader, year int) ([]Limit, error) {
	var last int
	if err := r.QueryRowContext(ctx, `SELECT coalesce(max(year), 0) FROM fund_limit WHERE year < ?`, year).Scan(&last); err != nil || last == 0 {
		return nil, err
	}
	return Limits(ctx, r, last)
}

// TakeLimits takes the limits of the last year that has any over to a year without.
func TakeLimits(tx *ledger.Tx, year int) (int, error) {
	has, err := Limits(tx.Context(), tx, year)
	if err != nil {
		return 0, err
	}
	if len(has) > 0 {
		return 0, ledger.Refuse("%d 年已经填了标准，请逐项修改。", year)
	}
	before, err := LimitsBefore(tx.Context(), tx, year)
	if err != nil {
		return 0, err
	}
	if len(before) == 0 {
		return 0, ledger.Refuse("以前的年度也没有填过标准。")
	}
	for _, l := range before {
		l.Year = year
		if err := SetLimit(tx, l); err != nil {
			return 0, err
		}
	}
	tx.SetTitle(fmt.Sprintf("沿用 %d 年福利标准 %d 项", before[0].Year, len(before)))
	return len(before), nil
}

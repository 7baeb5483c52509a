// Package measure keeps and works out the figures a wage negotiation leans on: wages,
// raises, prices and guidelines over the years (工资参考数据), what a rise would cost by
// group, and how far contracts reach (建制率, 续签率, 覆盖). What the rounds say already is
// derived from them; the rest is entered once a year.
//
// The room stands on negotiation, dues and the roster; it knows no window.
package measure

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
)

// Item is a figure of a year, as assets/rules/negotiation/indicators.yaml describes it.
type Item struct {
	Key   string `yaml:"key"`
	Label string `yaml:"label"`
	// Unit is 元/年, 元/月 or %. Values of money are yuan, of shares per cent.
	Unit  string `yaml:"unit"`
	Money bool   `yaml:"money"`
	// From is what the value follows from where nothing is entered: a fact of the
	// round, or frontline_share, coverage, minimum. Empty: it is entered only.
	From string `yaml:"from"`
	Note string `yaml:"note"`
}

// Items lists the figures in order, and what asks for them.
func Items() ([]Item, string, error) {
	x, err := shipped()
	return x.Items, x.Basis, err
}

type file struct {
	Basis string `yaml:"basis"`
	Items []Item `yaml:"items"`
}

var shipped = sync.OnceValues(func() (file, error) {
	var x file
	text, err := assets.Files.ReadFile("rules/negotiation/indicators.yaml")
	if err == nil {
		err = assets.Decode(text, &x)
	}
	if err != nil {
		return x, fmt.Errorf("读取工资参考数据的目录：%w", err)
	}
	return x, nil
})

// Value is a figure of one year.
type Value struct {
	Value float64
	// Source says where it was taken from; Derived that it follows from the round or
	// the rules and was not entered.
	Source  string
	Derived bool
}

// Table holds the figures of all years known.
type Table struct {
	Items  []Item
	Years  []int // the latest last
	Values map[string]map[int]Value
}

// Of is the value of an item in a year.
func (t Table) Of(key string, year int) (Value, bool) {
	v, ok := t.Values[key][year]
	return v, ok
}

// Word is a value as it is written: 65,180.00 or 6.5%.
func (i Item) Word(v float64) string {
	if i.Money {
		return grouped(v)
	}
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) + i.Unit
}

func grouped(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', 2, 64)
	whole, cents, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if v < 0 {
		whole = "-" + whole
	}
	return whole + "." + cents
}

// Read gives the figures of all years: entered, or following from the wage contract of
// the firm in that year.
func Read(ctx context.Context, r ledger.Reader, l law.Law) (Table, error) {
	items, _, err := Items()
	if err != nil {
		return Table{}, err
	}
	t := Table{Items: items, Values: map[string]map[int]Value{}}
	for _, it := range items {
		t.Values[it.Key] = map[int]Value{}
	}
	if err := t.entered(ctx, r); err != nil {
		return t, err
	}
	rounds, err := negotiation.All(ctx, r)
	if err != nil {
		return t, err
	}
	for _, d := range rounds {
		if d.Kind() == negotiation.WageContract && d.Get("level") == negotiation.Firm && d.Get("not_done_reason") == "" {
			t.derive(d, l)
		}
	}
	t.Years = t.years()
	for _, year := range t.Years { // what follows without a round
		t.derive(negotiation.Dossier{Round: negotiation.NewRound(year)}, l)
	}
	return t, nil
}

// years are those something is known of, in order.
func (t Table) years() (out []int) {
	for _, of := range t.Values {
		for y := range of {
			if !slices.Contains(out, y) {
				out = append(out, y)
			}
		}
	}
	slices.Sort(out)
	return out
}

func (t Table) entered(ctx context.Context, r ledger.Reader) error {
	rows, err := r.QueryContext(ctx, `SELECT year, item, value, coalesce(source, '') FROM wage_indicator`)
	if err != nil {
		return fmt.Errorf("读取工资参考数据：%w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var year int
		var key string
		var v Value
		if err := rows.Scan(&year, &key, &v.Value, &v.Source); err != nil {
			return err
		}
		if t.Values[key] != nil {
			t.Values[key][year] = v
		}
	}
	return rows.Err()
}

// derive fills what a round says where nothing was entered. Of several rounds of one
// year the first read (the latest) speaks.
func (t Table) derive(d negotiation.Dossier, l law.Law) {
	year := int(d.Int("year"))
	for _, it := range t.Items {
		if _, there := t.Values[it.Key][year]; there || it.From == "" {
			continue
		}
		if v, ok := t.from(it, d, l, year); ok {
			t.Values[it.Key][year] = Value{Value: v, Source: d.Title(), Derived: true}
		}
	}
}

func (t Table) from(it Item, d negotiation.Dossier, l law.Law, year int) (float64, bool) {
	switch it.From {
	case "frontline_share":
		line, a := t.Of("frontline_average", year)
		all, b := t.Of("last_average", year)
		if !a || !b || all.Value <= 0 {
			return 0, false
		}
		return line.Value / all.Value * 100, true
	case "coverage":
		covered, staff := d.Int("covered"), d.Int("staff")
		if covered <= 0 || staff <= 0 {
			return 0, false
		}
		return float64(covered) / float64(staff) * 100, true
	case "minimum":
		if fen, ok := d.Fen("local_minimum_fen"); ok {
			return float64(fen) / 100, true
		}
		on := d.Date("signed")
		if !on.Complete() {
			on = civil.Of(year, 12, 31)
		}
		w, ok := l.Rules.GetOrDefault(d.Get("profile")).MinimumWage("", on)
		return float64(w.Amount) / 100, ok
	}
	if fen, ok := d.Fen(it.From); ok && it.Money {
		return float64(fen) / 100, true
	}
	v, err := strconv.ParseFloat(d.Get(it.From), 64)
	return v, err == nil && !it.Money
}

// OpKind is the kind of the journalled operations of this room.
const OpKind = "measure"

// Entry is a figure to be kept; Text is what was typed, empty to forget it.
type Entry struct {
	Key    string
	Text   string
	Source string
}

// Save keeps figures of a year in one journalled write; what equals the stored is left.
// It refuses what is no number or out of all reason, and nothing is written then.
func Save(ctx context.Context, l *ledger.Ledger, year int, list []Entry) (int64, error) {
	items, _, err := Items()
	if err != nil {
		return 0, err
	}
	if year < 1990 || year > 2199 {
		return 0, fmt.Errorf("年度“%d”不对，请写成 2022 这样的四位年份", year)
	}
	values := make([]float64, len(list))
	for i, e := range list {
		at := slices.IndexFunc(items, func(it Item) bool { return it.Key == e.Key || it.Label == e.Key })
		if at < 0 {
			return 0, fmt.Errorf("没有“%s”这一项。可以填：%s", e.Key, labels(items))
		}
		list[i].Key = items[at].Key
		if e.Text == "" {
			continue
		}
		if values[i], err = items[at].parse(e.Text); err != nil {
			return 0, err
		}
	}
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: fmt.Sprintf("填 %d 年工资参考数据", year)}, func(tx *ledger.Tx) error {
		for i, e := range list {
			if e.Text == "" {
				if _, err := tx.Exec(`DELETE FROM wage_indicator WHERE year = ? AND item = ?`, year, e.Key); err != nil {
					return err
				}
				continue
			}
			if _, err := tx.Exec(`INSERT INTO wage_indicator (year, item, value, source) VALUES (?,?,?,nullif(?, ''))
				ON CONFLICT (year, item) DO UPDATE SET value = excluded.value, source = coalesce(excluded.source, source)
				WHERE value <> excluded.value OR source IS NOT coalesce(excluded.source, source)`, year, e.Key, values[i], e.Source); err != nil {
				return err
			}
		}
		return nil
	})
}

func labels(items []Item) string {
	var out []string
	for _, it := range items {
		out = append(out, it.Label)
	}
	return strings.Join(out, "、")
}

// parse reads a figure as people type it: 65,180.5 or 6.5%.
func (i Item) parse(text string) (float64, error) {
	s := strings.NewReplacer(",", "", "，", "", "%", "", "％", "", "元", "", " ", "").Replace(text)
	v, err := strconv.ParseFloat(s, 64)
	low, high := -100.0, 1000.0
	if i.Money {
		low, high = 0, 1e12
	}
	if err != nil || math.IsNaN(v) || v < low || v > high {
		return 0, fmt.Errorf("“%s”的“%s”不对，请写数字，单位是 %s", i.Label, text, cmp.Or(i.Unit, "元"))
	}
	return v, nil
}

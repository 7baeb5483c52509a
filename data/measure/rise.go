package measure

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/union"
)

// Rise is a rise of wages to be reckoned: Percent of the wage, or Fixed a month for
// everybody, and nobody below Floor a month afterwards. OnCost is what the employer pays
// on top of wages, in per cent (social insurance, union funds); months in a year are 12.
type Rise struct {
	Percent float64
	Fixed   money.Fen
	Floor   money.Fen
	OnCost  float64
}

// Check refuses a rise that cannot be meant.
func (r Rise) Check() error {
	switch {
	case math.IsNaN(r.Percent) || r.Percent < 0 || r.Percent > 100:
		return errors.New("增幅要在 0 到 100% 之间")
	case r.Fixed < 0 || r.Floor < 0:
		return errors.New("每月增加的金额和最低工资不能是负数")
	case math.IsNaN(r.OnCost) || r.OnCost < 0 || r.OnCost > 100:
		return errors.New("单位另缴的比例要在 0 到 100% 之间")
	case r.Percent == 0 && r.Fixed == 0 && r.Floor == 0:
		return errors.New("请写增幅、每月增加的金额或最低工资")
	}
	return nil
}

// Words says what the rise is.
func (r Rise) Words() string {
	var parts []string
	if r.Percent > 0 {
		parts = append(parts, fmt.Sprintf("增 %s%%", trim(r.Percent)))
	}
	if r.Fixed > 0 {
		parts = append(parts, fmt.Sprintf("每人每月增 %s 元", r.Fixed.Grouped()))
	}
	if r.Floor > 0 {
		parts = append(parts, fmt.Sprintf("不低于每月 %s 元", r.Floor.Grouped()))
	}
	if r.OnCost > 0 {
		parts = append(parts, fmt.Sprintf("单位另缴 %s%%", trim(r.OnCost)))
	}
	return strings.Join(parts, "，")
}

func trim(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}

// after is the wage of a month after the rise.
func (r Rise) after(wage money.Fen) money.Fen {
	return max(wage+r.Fixed+money.Fen(math.Round(float64(wage)*r.Percent/100)), r.Floor)
}

// Cost is what a rise costs a group, in fen.
type Cost struct {
	Group string
	// People have a wage base; Without have none and are not in the sums.
	People, Without int
	// Before and After are the wages of a month, Lifted how many come up to the floor.
	Before, After money.Fen
	Lifted        int
	// Year is what the rise costs in a year with what the employer pays on top.
	Year money.Fen
}

// Average is the mean wage of a month.
func (c Cost) Average(sum money.Fen) money.Fen {
	if c.People == 0 {
		return 0
	}
	return money.Fen(math.Round(float64(sum) / float64(c.People)))
}

// Percent is by how much the wages of the group rise.
func (c Cost) Percent() float64 {
	if c.Before == 0 {
		return 0
	}
	return (float64(c.After)/float64(c.Before) - 1) * 100
}

func (c *Cost) add(wage money.Fen, r Rise) {
	after := r.after(wage)
	c.People++
	c.Before += wage
	c.After += after
	if r.Floor > 0 && after == r.Floor && wage+r.Fixed+money.Fen(math.Round(float64(wage)*r.Percent/100)) < r.Floor {
		c.Lifted++
	}
}

func (c *Cost) close(r Rise) {
	c.Year = money.Fen(math.Round(float64(c.After-c.Before) * 12 * (1 + r.OnCost/100)))
}

// Reckon says what a rise costs by group and in all, by the wage bases of the dues in a
// month. Who is no member any more on that month's last day is left out.
func Reckon(ctx context.Context, l ledger.Reader, month civil.YearMonth, r Rise) (groups []Cost, total Cost, err error) {
	if err := r.Check(); err != nil {
		return nil, total, err
	}
	bases, err := dues.BasesIn(ctx, l, month)
	if err != nil {
		return nil, total, err
	}
	ids, err := member.List(ctx, l, member.Query{On: month.Last(), States: []member.State{member.Active}})
	if err != nil {
		return nil, total, err
	}
	in := make(map[int64]bool, len(ids))
	for _, id := range ids {
		in[id] = true
	}
	tree, err := union.Groups(ctx, l)
	if err != nil {
		return nil, total, err
	}
	of := map[string]*Cost{}
	for _, b := range bases {
		if !in[b.Member] {
			continue
		}
		g := of[b.Group]
		if g == nil {
			g = &Cost{Group: b.Group}
			of[b.Group] = g
		}
		if b.Base == nil || *b.Base <= 0 {
			g.Without++
			total.Without++
			continue
		}
		g.add(*b.Base, r)
		total.add(*b.Base, r)
	}
	ordered, _ := union.Tree(tree)
	for _, g := range ordered {
		if c := of[g.Name]; c != nil {
			groups = append(groups, *c)
			delete(of, g.Name)
		}
	}
	if c := of[""]; c != nil {
		groups = append(groups, *c)
	}
	for i := range groups {
		groups[i].close(r)
	}
	total.Group = "合计"
	total.close(r)
	return groups, total, nil
}

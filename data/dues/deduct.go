package dues

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/money"
)

// What a line of a wage sheet is against the bill of the month.
const (
	DeductAgrees   = "相符"
	DeductMore     = "多扣"
	DeductLess     = "少扣"
	DeductNone     = "没有扣"
	DeductNotOwed  = "不欠"
	DeductTwice    = "重复行"
	DeductWrong    = "数字有误"
	DeductStranger = "对不上人"
	DeductAbsent   = "不在表里"
)

// DeductionKinds lists them, those to be looked at first.
var DeductionKinds = []string{DeductTwice, DeductWrong, DeductStranger, DeductMore, DeductLess, DeductNone, DeductAbsent, DeductNotOwed, DeductAgrees}

// DeductionLine is a line of a wage sheet beside what the member owes.
type DeductionLine struct {
	Kind   string `json:"kind"`
	Member int64  `json:"member,omitempty"`
	Name   string `json:"name"`
	Group  string `json:"department"`
	// Row is the line of the sheet, 0 for somebody it does not name.
	Row      int       `json:"row,omitempty"`
	Withheld money.Fen `json:"withheld_fen"`
	Owing    money.Fen `json:"owing_fen"`
	Message  string    `json:"message,omitempty"`
	// Take says that the money is entered for the member; else it is held out.
	Take bool `json:"take"`
}

// Deduction is a wage sheet as a collection: who had dues taken off his wage.
type Deduction struct {
	Month civil.YearMonth `json:"month"`
	Lines []DeductionLine `json:"lines"`
	// Stated is what the sheet's own row of totals says; nil where it says nothing.
	Stated *money.Fen `json:"stated_fen,omitempty"`
}

// Misstated says that the sheet's own total is not what its lines come to, "" else.
func (d *Deduction) Misstated() string {
	_, taken, outside := d.Sums()
	if d.Stated == nil || *d.Stated == taken+outside {
		return ""
	}
	return fmt.Sprintf("表上合计写的是 %s 元，和各行加起来的 %s 元不符", d.Stated.Grouped(), (taken + outside).Grouped())
}

// Deduction holds what a wage sheet took off against the bills of its month: matched
// by identity number and name, every difference named. Nothing is written.
func (w *Wages) Deduction(ctx context.Context, r ledger.Reader) (*Deduction, error) {
	var billed bool
	if err := r.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM dues_bill WHERE month = ?)`, w.Month).Scan(&billed); err != nil {
		return nil, err
	}
	if !billed {
		return nil, ledger.Refuse("%s 还没有开账，工资代扣收不进来。请先在“开账”里开 %s 的账。", w.Month, w.Month)
	}
	if _, asked := w.Tables[0].Column("dues_withheld_fen"); !asked {
		return nil, ledger.Refuse("这张工资表里没有“代扣会费”一列，收不进来。请让财务加上这一列，或按小组名单收缴。")
	}
	if err := w.compare(ctx, r); err != nil {
		return nil, err
	}
	owed, err := owingOf(ctx, r, nil, w.Month)
	if err != nil {
		return nil, err
	}
	d := &Deduction{Month: w.Month, Stated: w.Stated}
	c := w.found
	seen := map[*intake.Row]bool{}
	for _, id := range c.order {
		lines := c.lines[id]
		var owing money.Fen
		if list := owed[id]; len(list) > 0 {
			owing = list[0].fen
		}
		for _, l := range lines {
			seen[l.row] = true
			x := w.deducted(l, owing)
			if len(lines) > 1 {
				x.Kind, x.Take = DeductTwice, false
				x.Message = fmt.Sprintf("这个会员在表里有 %d 行，分不清扣了几次，都没有入账。请和财务核对后单独收。", len(lines))
			}
			d.Lines = append(d.Lines, x)
		}
	}
	for i := range w.Rows {
		row := &w.Rows[i]
		if fen, ok := row.Record.Fen("dues_withheld_fen"); !seen[row] && !row.Refused && ok && fen != 0 {
			d.Lines = append(d.Lines, DeductionLine{Kind: DeductStranger, Name: row.Record.Get("name"), Group: row.Record.Get("department"), Row: row.Number, Withheld: fen,
				Message: "名册里对不上这个人，工资里却扣了会费，没有入账。是会员的先入会登记；不是的请退还。"})
		}
	}
	for _, f := range c.absent {
		if list := owed[f.Member]; len(list) > 0 {
			d.Lines = append(d.Lines, DeductionLine{Kind: DeductAbsent, Member: f.Member, Name: f.Record.Get("name"), Group: f.Record.Get("department"), Owing: list[0].fen,
				Message: "工资表里没有他，没有扣，仍欠。"})
		}
	}
	d.sort()
	return d, ctx.Err()
}

// deducted tells what a line took off against what is owed.
func (w *Wages) deducted(l line, owing money.Fen) DeductionLine {
	fen, ok := l.row.Record.Fen("dues_withheld_fen")
	x := DeductionLine{Member: l.who.Member, Name: l.who.Record.Get("name"), Group: l.who.Record.Get("department"), Row: l.row.Number, Withheld: fen, Owing: owing}
	switch {
	case fen < 0 || !ok && l.row.HasProblem("dues_withheld_fen"):
		x.Kind, x.Message = DeductWrong, fmt.Sprintf("代扣会费一格是“%s”，不是正常的金额，没有入账。请和财务核对。", w.Raw(l.row, "dues_withheld_fen"))
	case fen == 0 && owing == 0:
		x.Kind = DeductNotOwed
	case fen == 0:
		x.Kind, x.Message = DeductNone, fmt.Sprintf("应缴 %s 元，工资里没有扣，仍欠。", owing.Grouped())
	case owing > 0 && fen/farOff >= owing:
		x.Kind, x.Message = DeductWrong, fmt.Sprintf("扣了 %s 元，是欠的 %s 元的 %d 倍以上，多半是小数点错了，没有入账。请和财务核对。", fen.Grouped(), owing.Grouped(), farOff)
	case fen == owing:
		x.Kind, x.Take = DeductAgrees, true
	case owing == 0:
		x.Kind, x.Message = DeductNotOwed, fmt.Sprintf("%s 不欠会费（免缴、已缴，或这张表已经收过），扣的 %s 元没有入账。确实要收的勾上，先抵更早的欠缴，余下转作预缴。", w.Month, fen.Grouped())
	case fen > owing:
		x.Kind, x.Take, x.Message = DeductMore, true, fmt.Sprintf("欠 %s 元，扣了 %s 元，多 %s 元，先抵更早的欠缴，余下转作预缴。", owing.Grouped(), fen.Grouped(), (fen-owing).Grouped())
	default:
		x.Kind, x.Take, x.Message = DeductLess, true, fmt.Sprintf("欠 %s 元，只扣了 %s 元，仍欠 %s 元。", owing.Grouped(), fen.Grouped(), (owing-fen).Grouped())
	}
	return x
}

func (d *Deduction) sort() {
	order := map[string]int{}
	for i, k := range DeductionKinds {
		order[k] = i
	}
	slices.SortStableFunc(d.Lines, func(a, b DeductionLine) int {
		return cmp.Or(cmp.Compare(order[a.Kind], order[b.Kind]), cmp.Compare(a.Row, b.Row))
	})
}

// Sums counts and adds up what is entered, and what is held out of it.
func (d *Deduction) Sums() (members int, taken, outside money.Fen) {
	for _, x := range d.Lines {
		if x.Take {
			members++
			taken += x.Withheld
		} else {
			outside += x.Withheld
		}
	}
	return members, taken, outside
}

// Counts counts the lines of each kind.
func (d *Deduction) Counts() map[string]int {
	out := map[string]int{}
	for _, x := range d.Lines {
		out[x.Kind]++
	}
	return out
}

// Words sums the comparison up in one line.
func (d *Deduction) Words() string {
	members, taken, outside := d.Sums()
	words := fmt.Sprintf("%s 工资代扣：入账 %d 人 %s 元", d.Month, members, taken.Grouped())
	if outside != 0 {
		words += fmt.Sprintf("，不入账 %s 元，表内合计 %s 元", outside.Grouped(), (taken + outside).Grouped())
	}
	if wrong := d.Misstated(); wrong != "" {
		words += "；" + wrong
	}
	return words
}

// Batch is the batch to be posted: the total that finance handed over must agree with
// what is entered and what is held out together.
func (d *Deduction) Batch(on civil.Date, control *money.Fen) Batch {
	b := Batch{On: on, Method: Deducted, Source: d.Month.String() + " 工资代扣", Month: d.Month, Control: control, Hold: true}
	var out []string
	for _, x := range d.Lines {
		switch {
		case x.Take:
			b.Lines = append(b.Lines, Line{x.Member, x.Withheld})
		case x.Withheld != 0:
			b.Outside += x.Withheld
			out = append(out, fmt.Sprintf("%s %s 元（%s）", x.Name, x.Withheld.Grouped(), x.Kind))
		}
	}
	if len(out) > 0 {
		b.OutsideWords = "没有入账：" + strings.Join(out, "、")
	}
	return b
}

package billing

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
)

// The kinds of rows beside those of dues.DifferenceKinds.
const (
	everything = "全部"
	toCorrect  = "要更正"
	leftOut    = "不收"
	noBase     = "缺基数"
	byGroup    = "各组合计"
)

var columns = []grid.Column{
	{Key: "kind", Title: "类别", Width: 76},
	{Key: "name", Title: "姓名", Width: 92},
	{Key: "group", Title: "分会、小组", Width: 120},
	{Key: "before", Title: "原（元）", Width: 84, Align: grid.AlignTrailing, Hint: "上期的，或更正前的"},
	{Key: "now", Title: "现（元）", Width: 84, Align: grid.AlignTrailing},
	{Key: "why", Title: "原因", Width: 280, Stretch: true},
}

// row is somebody the clerk should know of before posting.
type row struct {
	member                        int64
	kind, name, group, before, to string
	why                           string
}

type list []row

func (l list) Len() int { return len(l) }

func (l list) Cell(at, col int) grid.Cell {
	r := l[at]
	switch columns[col].Key {
	case "kind":
		return grid.Cell{Text: r.kind, Tone: tones[r.kind], Shape: grid.ShapeTag}
	case "name":
		if r.member == 0 {
			return grid.Cell{Text: r.name}
		}
		return grid.Cell{Text: r.name, Tone: grid.ToneLink, Small: len([]rune(r.name)) > 5}
	case "group":
		return grid.Cell{Text: r.group, Tone: grid.ToneSecondary}
	case "before":
		return grid.Cell{Text: r.before}
	case "now":
		return grid.Cell{Text: r.to}
	}
	return grid.Cell{Text: r.why, Tone: grid.ToneSecondary}
}

var tones = map[string]grid.Tone{toCorrect: grid.ToneError, noBase: grid.ToneWarn, dues.DuesGone: grid.ToneWarn, dues.DuesNew: grid.ToneOK}

// rowsOf puts what a clerk should look at first: corrections, lacking bases, those
// left out, and what differs from the period before.
func rowsOf(b dues.Billing) (out []row) {
	for _, c := range b.Corrections {
		r := row{c.Member, toCorrect, c.Name, c.Group, c.Before.Grouped(), c.After.Grouped(), c.Month.String() + " " + c.Reason}
		if over := c.Paid - c.After; over > 0 {
			r.why += fmt.Sprintf("；已收 %s 元，多收 %s 元", c.Paid.Grouped(), over.Grouped())
		}
		out = append(out, r)
	}
	var free []row
	for _, e := range b.Exempt {
		r := row{member: e.Member, kind: leftOut, name: e.Name, group: e.Group, why: e.Reason}
		if e.Months > 0 {
			r.why = fmt.Sprintf("其中 %d 个月：%s", e.Months, e.Reason)
		}
		if e.Note != "" {
			r.why += "（" + e.Note + "）"
		}
		if e.Reason == dues.NoBase {
			r.kind = noBase
			out = append(out, r)
		} else {
			free = append(free, r)
		}
	}
	for _, kind := range dues.DifferenceKinds {
		for _, d := range b.Differences {
			if d.Kind == kind {
				out = append(out, row{d.Member, kind, d.Name, d.Group, d.Before.Grouped(), d.Now.Grouped(), d.Why})
			}
		}
	}
	return append(out, free...)
}

// groupRows are the totals of all groups.
func groupRows(b dues.Billing) (out []row) {
	for _, g := range b.Groups {
		out = append(out, row{kind: byGroup, name: fmt.Sprintf("%d 人", g.Members), group: groupName(g), to: g.Total.Grouped(), why: exemptWords(g)})
	}
	return out
}

func groupName(g dues.GroupTotal) string {
	if g.Name == "" {
		return "没有分组"
	}
	return g.Name
}

func exemptWords(g dues.GroupTotal) string {
	if g.Exempt == 0 {
		return ""
	}
	return fmt.Sprintf("不收 %d 人", g.Exempt)
}

// kindOptions are the kinds there are, with their counts, and the groups.
func kindOptions(rows []row, groups int) []widget.Option {
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.kind]++
	}
	out := []widget.Option{{Value: everything, Text: fmt.Sprintf("全部 %d", len(rows))}}
	for _, k := range append([]string{toCorrect, noBase, leftOut}, dues.DifferenceKinds...) {
		if counts[k] > 0 {
			out = append(out, widget.Option{Value: k, Text: fmt.Sprintf("%s %d", k, counts[k])})
		}
	}
	return append(out, widget.Option{Value: byGroup, Text: fmt.Sprintf("%s %d", byGroup, groups)})
}

// standing says how far the period is, and which other months later facts change.
func standing(b dues.Billing, late []dues.Late) string {
	var parts []string
	already := b.Billed + len(b.Exempt) - b.New
	switch {
	case len(b.Closed) > 0:
		parts = append(parts, fmt.Sprintf("%s 已经结账，要改先重开", b.Closed[0]))
	case b.New == 0:
		parts = append(parts, "已经开过账，没有要补的人")
	case already > 0:
		parts = append(parts, fmt.Sprintf("已经开过账，这次补记 %d 人（含不用缴的），已开的不会改动", b.New))
	default:
		parts = append(parts, "还没有开账，下面是预览，什么都没有写入")
	}
	if n := len(b.Corrections); n > 0 {
		parts = append(parts, fmt.Sprintf("%d 笔和现在的资料不一致，可以更正", n))
	}
	others := slices.DeleteFunc(slices.Clone(late), func(x dues.Late) bool { return !x.Month.Before(b.Period.First) && !x.Month.After(b.Period.Last) })
	if words := dues.LateWords(others); words != "" {
		parts = append(parts, "另外 "+words)
	}
	if b.Against != nil {
		parts = append(parts, fmt.Sprintf("和 %s 比 %d 人不同", b.Against.Words(), len(b.Differences)))
	}
	if !b.Period.PayBy.IsZero() {
		parts = append(parts, fmt.Sprintf("%s 前缴清", b.Period.PayBy))
	}
	return strings.Join(parts, "；")
}

// groupWords gives the totals by group, as far as there is room; all of them stand under
// 各组合计.
func groupWords(b dues.Billing) string {
	var parts []string
	for _, g := range b.Groups {
		text := fmt.Sprintf("%s %d 人 %s 元", groupName(g), g.Members, g.Total.Grouped())
		if words := exemptWords(g); words != "" {
			text += "（" + words + "）"
		}
		parts = append(parts, text)
	}
	const most = 12
	if len(parts) > most {
		parts = append(parts[:most], fmt.Sprintf("另 %d 组，看“%s”", len(b.Groups)-most, byGroup))
	}
	return strings.Join(parts, "；")
}

// postWords names the button by what it does.
func postWords(b dues.Billing) string {
	text := ""
	if b.New > 0 {
		text = fmt.Sprintf("开账（%d 人要缴）", b.NewBilled)
	}
	if n := len(b.Corrections); n > 0 {
		if text != "" {
			text += "、"
		}
		text += fmt.Sprintf("更正 %d 笔", n)
	}
	if text == "" {
		return "已开账"
	}
	return text
}

func isClosed(all []dues.ClosedMonth, month civil.YearMonth) bool {
	for _, c := range all {
		if c.Month == month && c.ReopenedOn.IsZero() {
			return true
		}
	}
	return false
}

package dues

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/money"
	"unionledger/data/union"
)

// The columns of the year, by number.
const (
	colName = iota
	colMonthly
	colBefore
	colMonth    // January; the other months follow
	colDue      = colMonth + 12
	colPaid     = colDue + 1
	colOwing    = colPaid + 1
	colArrears  = colOwing + 1
	columnCount = colArrears + 1
)

// columns describes the grid for a narrow or wide window, the month of the day
// marked.
func (f facts) columns(wide bool) []grid.Column {
	name, small, month, sum := float32(94), float32(50), float32(46), float32(71)
	before := f.owedBefore()
	switch {
	case wide:
		name, small, month, sum = 128, 62, 64, 86
	case before: // a column more, so the names give way
		name, small, sum = 78, 50, 61
	}
	out := make([]grid.Column, 0, columnCount)
	out = append(out, grid.Column{Key: "name", Title: "姓名", Width: name, Sortable: true},
		grid.Column{Key: "monthly", Title: "月会费", Width: small, Align: grid.AlignTrailing, Hint: "最近一个开账月份的金额"},
		grid.Column{Key: "before", Title: "上年欠", Width: small, Align: grid.AlignTrailing, Hint: "以前年度没有缴清的", Hidden: !before})
	for m := 1; m <= 12; m++ {
		out = append(out, grid.Column{Key: fmt.Sprintf("month%d", m), Title: fmt.Sprintf("%d 月", m), Width: month, MinWidth: 36,
			Align: grid.AlignCenter, Highlight: f.year == f.today.Year && m == int(f.today.Month)})
	}
	return append(out,
		grid.Column{Key: "due", Title: "应缴", Width: sum, Align: grid.AlignTrailing, Sortable: true, Hint: "上年欠和本年各月"},
		grid.Column{Key: "paid", Title: "已缴", Width: sum, Align: grid.AlignTrailing, Sortable: true},
		grid.Column{Key: "owing", Title: "欠缴", Width: sum - 4, Align: grid.AlignTrailing, Sortable: true},
		grid.Column{Key: "arrears", Title: "连续欠缴", Width: 76, Sortable: true, Stretch: true})
}

// owedBefore says whether anybody owes from earlier years; where nobody does, the
// column is left out.
func (f facts) owedBefore() bool {
	return slices.ContainsFunc(f.rows, func(y dues.MemberYear) bool { return y.Before > 0 })
}

// cells are the words of one member's year.
func (f facts) cells(y *dues.MemberYear) []grid.Cell {
	out := make([]grid.Cell, columnCount)
	out[colName] = grid.Cell{Text: y.Name, Small: len([]rune(y.Name)) > 5}
	out[colMonthly] = grid.Cell{Text: amount(y.Monthly)}
	if y.Before > 0 {
		out[colBefore] = grid.Cell{Text: y.Before.Grouped(), Tone: grid.ToneError}
	}
	f.monthCells(y, out[colMonth:colDue])
	owing := y.Owing()
	out[colDue] = grid.Cell{Text: (y.Due() + y.Before).Grouped()}
	out[colPaid] = grid.Cell{Text: y.Paid().Grouped()}
	out[colOwing] = grid.Cell{Text: owing.Grouped(), Tone: grid.ToneMuted}
	if owing > 0 {
		out[colOwing].Tone, out[colOwing].Bold = grid.ToneError, true
	}
	out[colArrears] = f.arrearsCell(y.Arrears)
	if over := y.Over(); over > 0 && y.Arrears == 0 {
		out[colArrears] = grid.Cell{Text: "多缴 " + over.Grouped(), Tone: grid.ToneWarn, Shape: grid.ShapeTag, Small: true}
	}
	return out
}

// amount leaves out what is not known.
func amount(fen money.Fen) string {
	if fen == 0 {
		return ""
	}
	return fen.Grouped()
}

// monthCells fills twelve cells; months without dues for one reason become one
// cell that says it.
func (f facts) monthCells(y *dues.MemberYear, out []grid.Cell) {
	reasons := f.reasons(y)
	for m := 0; m < 12; {
		if reasons[m] == "" {
			out[m] = f.monthCell(y.Months[m], m+1)
			m++
			continue
		}
		n := 1
		for m+n < 12 && reasons[m+n] == reasons[m] {
			n++
		}
		out[m] = freeCell(reasons[m], n, civil.YearMonth{Year: f.year, Month: y0(m)})
		m += n
	}
}

// reasons are why nothing is due, by month. What holds in the last month billed
// is shown to the end of the year, as it stands until somebody changes it.
func (f facts) reasons(y *dues.MemberYear) (out [12]string) {
	lasting := ""
	for m, c := range y.Months {
		switch {
		case c.Billed && c.Exempt != dues.NoBase:
			out[m], lasting = c.Exempt, ""
			if c.Exempt == dues.IsRetained || c.Exempt == dues.HasLeft {
				lasting = c.Exempt
			}
		case c.Billed:
			lasting = ""
		case c.Exempt == dues.NotYetIn:
			out[m] = c.Exempt
		case f.last.Before(civil.YearMonth{Year: f.year, Month: y0(m)}):
			out[m] = lasting
		}
	}
	return out
}

// freeCell is a run of n months without dues.
func freeCell(reason string, n int, from civil.YearMonth) grid.Cell {
	c := grid.Cell{Text: reason, Span: n, Align: grid.AlignCenter, Tone: grid.ToneSecondary, Small: true}
	switch reason {
	case dues.IsRetained:
		c.Tone, c.Shape = grid.ToneNeutral, grid.ShapeFill
		switch {
		case n == 1:
			c.Text = "免缴"
		case n >= 3:
			c.Text, c.Align = "免缴："+reason, grid.AlignLeading
			if n >= 5 && from.Month > 1 {
				c.Text += "，" + from.String() + " 起"
			}
		}
	case dues.NotYetDue:
		c.Text = short(n, "未到", reason)
	case dues.IsApplying:
		c.Text = short(n, "申请", reason)
	}
	return c
}

func short(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// monthCell is a month with something due, or not billed yet; ※ says that the bill was
// corrected.
func (f facts) monthCell(c dues.MonthCell, m int) grid.Cell {
	cell := f.plainCell(c, m)
	if c.Corrected {
		cell.Text, cell.Small = cell.Text+"※", true
	}
	return cell
}

func (f facts) plainCell(c dues.MonthCell, m int) grid.Cell {
	now := civil.YearMonth{Year: f.year, Month: y0(m - 1)}
	switch {
	case !c.Billed && c.Ahead:
		return grid.Cell{Text: c.Words(), Tone: grid.ToneAccent, Small: true}
	case !c.Billed && now.After(f.today.YearMonth()):
		return grid.Cell{}
	case !c.Billed && now == f.today.YearMonth():
		return grid.Cell{Text: "待开", Tone: grid.ToneAccent, Small: true}
	case !c.Billed:
		return grid.Cell{Text: "未开", Tone: grid.ToneMuted, Small: true}
	case c.Exempt != "":
		return grid.Cell{Text: c.Words(), Tone: grid.ToneWarn, Shape: grid.ShapeFill, Small: true}
	case c.Owing() == 0:
		return grid.Cell{Text: c.Words(), Tone: grid.ToneOK}
	case c.Paid > 0:
		return grid.Cell{Text: c.Words(), Tone: grid.ToneWarn, Shape: grid.ShapeFill, Small: true}
	}
	return grid.Cell{Text: c.Words(), Tone: grid.ToneError, Shape: grid.ShapeFill, Bold: true}
}

// arrearsCell says how many consecutive months are owed.
func (f facts) arrearsCell(n int) grid.Cell {
	steps := f.book.Arrears
	switch {
	case n == 0:
		return grid.Cell{}
	case len(steps) == 0 || n < steps[0].Months:
		return grid.Cell{Text: fmt.Sprintf("%d 个月", n), Tone: grid.ToneSecondary}
	case n >= steps[len(steps)-1].Months:
		return grid.Cell{Text: fmt.Sprintf("满 %d 个月", n), Tone: grid.ToneError, Shape: grid.ShapeTag}
	}
	return grid.Cell{Text: fmt.Sprintf("满 %d 个月", n), Tone: grid.ToneWarn, Shape: grid.ShapeTag}
}

// brief writes a sum within so many units of width in the size of notes: to the
// fen, else in yuan, else in 万 or 亿.
func brief(fen money.Fen, room float32) string {
	whole := (fen + 50) / 100
	yuan, _, _ := strings.Cut((whole * 100).Grouped(), ".")
	tries := []string{fen.Grouped(), yuan, fmt.Sprint(int64(whole))}
	for _, unit := range []struct {
		word string
		size money.Fen
	}{{"万", 10000}, {"亿", 100000000}} {
		tenths := (whole*10 + unit.size/2) / unit.size
		tries = append(tries, fmt.Sprintf("%d.%d%s", tenths/10, tenths%10, unit.word), fmt.Sprintf("%d%s", (tenths+5)/10, unit.word))
	}
	for _, s := range tries {
		if wide(s) <= room && s != "0.0亿" && s != "0亿" {
			return s
		}
	}
	return tries[len(tries)-1]
}

// wide is about how much room a sum takes, bold in the size of notes.
func wide(s string) (width float32) {
	for _, r := range s {
		switch {
		case r == ',' || r == '.':
			width += 3.8
		case r > 0x2E80:
			width += 12
		default:
			width += 7.3
		}
	}
	return width
}

// bandWords says who has owed for 4, 5 and 6 months; "" when nobody has.
func (f facts) bandWords() string {
	var parts []string
	for _, b := range f.bands {
		if b.count == 0 {
			continue
		}
		words := fmt.Sprintf("满 %d 个月 %d 人", b.months, b.count)
		if b.count <= len(b.names) {
			words += "：" + strings.Join(b.names, "、")
		}
		parts = append(parts, words)
	}
	if len(parts) == 0 {
		return ""
	}
	return "全会连续欠缴　" + strings.Join(parts, "　")
}

// monthWords are the last months in one line, for a wide window.
func (f facts) monthWords() string {
	var parts []string
	for m := 12; m >= 1 && len(parts) < 2; m-- {
		t := f.months[m-1]
		if t.Month.IsZero() || t.Due == 0 {
			continue
		}
		permille := int64(t.Paid) * 1000 / int64(t.Due) // cut off: 100% is said only when all is paid
		words := fmt.Sprintf("%d 月收了 %d.%d%%：应收 %s 元，实收 %s 元", m, permille/10, permille%10, t.Due.Grouped(), t.Paid.Grouped())
		if owing := t.Due - t.Paid; owing > 0 {
			words += fmt.Sprintf("，欠 %s 元，%d 人", owing.Grouped(), t.Members-t.PaidUp)
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, "　　")
}

// billed says whether a month has been billed.
func (f facts) billed(m civil.YearMonth) bool {
	return m.Year == f.year && !f.months[m.Month-1].Month.IsZero()
}

// groupOptions are the whole union and its groups as a tree, each with how many
// of the rows it has, those of the groups below it included.
func (f facts) groupOptions() []widget.Option {
	count := map[int64]int{}
	for _, y := range f.rows {
		count[y.Group]++
	}
	out := []widget.Option{{Value: "0", Text: fmt.Sprintf("全会，%d 人", len(f.rows)), Keys: form.Keys("全会")}}
	ordered, depth := union.Tree(f.groups)
	for i, g := range ordered {
		n := 0
		for _, id := range union.Below(f.groups, g.ID) {
			n += count[id]
		}
		out = append(out, widget.Option{Value: fmt.Sprint(g.ID), Text: strings.Repeat("　", depth[i]) + fmt.Sprintf("%s，%d 人", g.Name, n), Keys: form.Keys(g.Name)})
	}
	return out
}

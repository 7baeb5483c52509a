package grid

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/theme"
)

// cells is a source of ready cells; what is not there is empty.
type cells struct {
	rows int
	at   map[place]Cell
}

func (s cells) Len() int               { return s.rows }
func (s cells) Cell(row, col int) Cell { return s.at[place{row, col}] }

// rosterLook is the roster of the mock-ups: marks, focus row, tags, notes.
func rosterLook() *Grid {
	titles := []string{"姓名", "性别", "工会小组", "证件末四位", "手机", "入会日期", "会籍"}
	widths := []float32{66, 39, 84, 76, 92, 92, 60}
	var columns []Column
	for i := range titles {
		columns = append(columns, Column{Key: titles[i], Title: titles[i], Width: widths[i], Sortable: true})
	}
	names := []string{"段兰娟", "任娜静", "武龙良", "孙生", "冯丽", "周志新", "龚月", "史波良", "孙飞", "赵桂芳", "袁珍", "蓝龙泉", "蔡宇法"}
	source := cells{rows: 38, at: map[place]Cell{}}
	for row := range source.rows {
		source.at[place{row, 0}] = Cell{Text: names[row%len(names)]}
		source.at[place{row, 1}] = Cell{Text: []string{"女", "男"}[row%2]}
		source.at[place{row, 2}] = Cell{Text: "装配一小组"}
		source.at[place{row, 3}] = Cell{Text: fmt.Sprintf("****%04d", 5329+row*7)}
		source.at[place{row, 4}] = Cell{Text: fmt.Sprintf("199****%04d", 335+row)}
		source.at[place{row, 5}] = Cell{Text: fmt.Sprintf("2022-05-%02d", 28-row%28)}
		source.at[place{row, 6}] = Cell{Text: "在册", Tone: ToneOK, Shape: ShapeTag}
	}
	source.at[place{2, 5}] = Cell{Text: "2021-06", Note: "缺日"}
	source.at[place{9, 3}] = Cell{Text: "待补", Tone: ToneMissing}
	source.at[place{9, 6}] = Cell{Text: "保留", Tone: ToneNeutral, Shape: ShapeTag}
	g := New(columns, source)
	g.Frozen, g.ShowNumbers, g.ShowChecks = 1, true, true
	g.SetSort(SortKey{Column: 5, Descending: true})
	return g
}

// duesLook is the dues year: filled cells, a span, a tinted month, totals.
func duesLook() *Grid {
	columns := []Column{{Title: "姓名", Width: 94}, {Title: "月会费", Width: 49, Align: AlignTrailing}}
	for m := 1; m <= 8; m++ {
		columns = append(columns, Column{Title: fmt.Sprintf("%d 月", m), Width: 43, Align: AlignCenter, Highlight: m == 5})
	}
	columns = append(columns, Column{Title: "应缴", Width: 70, Align: AlignTrailing}, Column{Title: "连续欠缴", Width: 72})
	source := cells{rows: 11, at: map[place]Cell{}}
	for row := range source.rows {
		source.at[place{row, 0}] = Cell{Text: []string{"毛香娟", "王柏俊", "朱慧雪", "程健辉"}[row%4]}
		source.at[place{row, 1}] = Cell{Text: "22.15"}
		for m := 1; m <= 4; m++ {
			source.at[place{row, 1 + m}] = Cell{Text: "已缴", Tone: ToneOK, Small: true}
			if row == 1 || row == 6 {
				source.at[place{row, 1 + m}] = Cell{Text: "未缴", Tone: ToneError, Shape: ShapeFill, Bold: true, Small: true}
			}
		}
		source.at[place{row, 6}] = Cell{Text: "待开", Tone: ToneSecondary, Small: true}
		source.at[place{row, 10}] = Cell{Text: "1,088.60"}
	}
	source.at[place{3, 4}] = Cell{Text: "免缴：保留会籍，2022-03 起", Tone: ToneNeutral, Shape: ShapeFill, Align: AlignLeading, Small: true, Span: 6}
	source.at[place{1, 11}] = Cell{Text: "满 6 个月", Tone: ToneError, Shape: ShapeTag}
	source.at[place{8, 5}] = Cell{Text: "欠5.00", Tone: ToneWarn, Shape: ShapeFill, Small: true}
	source.at[place{10, 0}] = Cell{Text: "吐尔逊·买买提", Small: true}
	g := New(columns, source)
	g.ShowNumbers, g.Spans = true, true
	g.Totals = [][]Cell{
		{{Text: "应收合计", Bold: true}, 2: {Text: "712.60", Bold: true, Small: true}, 10: {Text: "12,927.30", Bold: true}, 11: {Text: "本组 34 人", Tone: ToneSecondary, Small: true}},
		{{Text: "实收合计", Bold: true}, 2: {Text: "618.70", Bold: true, Small: true}, 10: {Text: "12,480.80", Bold: true}, 11: {Text: "单位：元", Tone: ToneSecondary, Small: true}},
	}
	return g
}

// problemLook is the list of problems: links, choices, a column that stretches.
func problemLook() *Grid {
	columns := []Column{{Title: "级别", Width: 50}, {Title: "单元格", Width: 70}, {Title: "原值", Width: 110},
		{Title: "新值", Width: 98}, {Title: "原因", Width: 100, Stretch: true}, {Title: "怎么办", Width: 128}}
	source := cells{rows: 3, at: map[place]Cell{}}
	for row := range source.rows {
		source.at[place{row, 0}] = Cell{Text: "冲突", Tone: ToneWarn, Shape: ShapeTag}
		source.at[place{row, 1}] = Cell{Text: fmt.Sprintf("Q%d", 92+row), Tone: ToneLink}
		source.at[place{row, 2}] = Cell{Text: "两个号码", Tone: ToneSecondary, Small: true}
		source.at[place{row, 3}] = Cell{Text: "请选一个", Bold: true, Small: true}
		source.at[place{row, 4}] = Cell{Text: "…0092 与 …0657 写在一格里，程序分不清哪一个还在用，请照本人说的选", Tone: ToneSecondary, Small: true}
		source.at[place{row, 5}] = Cell{Text: "跳过这一行", Shape: ShapeChoice}
	}
	source.at[place{1, 5}] = Cell{Text: "请选号码", Tone: ToneWarn, Shape: ShapeChoice, Bold: true}
	source.at[place{2, 2}] = Cell{Text: "2019.2.30", Shape: ShapeError}
	return New(columns, source)
}

// The pictures are drawn without OpenGL, so they hold shapes, places and colours,
// not what a graphics driver makes of them. Looked at beside the mock-ups.
func TestLooks(t *testing.T) {
	looks := []struct {
		name   string
		make   func() *Grid
		size   fyne.Size
		dark   bool
		scale  float32
		change func(*Grid)
	}{
		{name: "roster", make: rosterLook, size: fyne.NewSize(567, 300), scale: 1, change: func(g *Grid) {
			g.SetMarked(NewRowSet(3, 4, 6))
			g.SetCurrent(0, 5)
		}},
		{name: "roster-dark", make: rosterLook, size: fyne.NewSize(567, 300), dark: true, scale: 1, change: func(g *Grid) {
			g.SetMarked(NewRowSet(3, 4, 6))
			g.SelectRange(1, 2, 5, 3)
		}},
		{name: "roster-large", make: rosterLook, size: fyne.NewSize(567, 300), scale: 1.5, change: func(g *Grid) { g.SetCurrent(2, 5) }},
		{name: "dues", make: duesLook, size: fyne.NewSize(700, 400), scale: 1, change: func(g *Grid) { g.SetCurrent(1, 0) }},
		{name: "problems", make: problemLook, size: fyne.NewSize(700, 200), scale: 1, change: func(g *Grid) { g.SetCurrent(0, 3) }},
		{name: "empty", make: func() *Grid {
			g := New(rosterLook().Columns(), nil)
			g.EmptyText = "这个小组还没有会员"
			return g
		}, size: fyne.NewSize(567, 200), scale: 1},
	}
	for _, look := range looks {
		t.Run(look.name, func(t *testing.T) {
			app := test.NewTempApp(t)
			app.Settings().SetTheme(theme.New(look.dark, look.scale))
			g := look.make()
			w := test.NewTempWindow(t, g)
			w.SetPadded(false)
			w.Resize(look.size)
			if look.change != nil {
				look.change(g)
			}
			w.Canvas().Focus(g)
			test.AssertRendersToImage(t, look.name+".png", w.Canvas())
		})
	}
}

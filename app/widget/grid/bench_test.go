package grid

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"unionledger/app/theme"
)

// benchGrid is 100,000 rows × 12 columns in 1280×800. The figures are the grid's own
// work per step, without painting; bench/grid measures whole frames in a window.
func benchGrid(b *testing.B) *Grid {
	app := test.NewApp()
	b.Cleanup(app.Quit)
	app.Settings().SetTheme(theme.New(false, 1))
	var columns []Column
	for _, title := range []string{"姓名", "性别", "工会小组", "证件末四位", "手机", "入会日期", "会籍", "学历", "政治面貌", "岗位", "技术等级", "备注"} {
		columns = append(columns, Column{Key: title, Title: title, Width: 100})
	}
	g := New(columns, benchSource{})
	g.Frozen, g.ShowNumbers, g.ShowChecks = 1, true, true
	w := app.NewWindow("")
	b.Cleanup(w.Close)
	w.SetContent(g)
	w.Resize(fyne.NewSize(1280, 800))
	return g
}

type benchSource struct{}

func (benchSource) Len() int { return 100_000 }

func (benchSource) Cell(row, col int) Cell {
	if col == 6 {
		return Cell{Text: "在册", Tone: ToneOK, Shape: ShapeTag}
	}
	words := []string{"装配一小组", "段兰娟", "2022-05-06", "四级（中级）", "一段会超出这一列宽度的备注文字"}
	return Cell{Text: words[(row+col)%len(words)]}
}

func BenchmarkScrollOneRow(b *testing.B)  { benchScroll(b, 1) }
func BenchmarkScrollOnePage(b *testing.B) { benchScroll(b, 25) }

func benchScroll(b *testing.B, step int) {
	g := benchGrid(b)
	b.ReportAllocs()
	row := 0
	for b.Loop() {
		row = (row + step) % 99_000
		g.ScrollTo(row)
	}
}

// BenchmarkMarkAll holds that selecting everything does not depend on the rows.
func BenchmarkMarkAll(b *testing.B) {
	g := benchGrid(b)
	b.ReportAllocs()
	for b.Loop() {
		g.MarkAll()
	}
}

// Every drawing may ask for the cells in sight and not for one more.
func TestADrawingAsksOnlyForCellsInSight(t *testing.T) {
	d := newDesk(t, 100_000, nil)
	for _, act := range []struct {
		name string
		do   func()
	}{
		{"scroll", func() { d.ScrollTo(50_000) }},
		{"mark all", d.MarkAll},
		{"refresh", d.Refresh},
		{"jump to the end", func() { d.SetCurrent(99_999, 3) }},
	} {
		d.source.asked = 0
		act.do()
		if most := 2 * d.visibleRows() * len(d.columns); d.source.asked > most {
			t.Errorf("%s asked for %d cells, at most %d are in sight", act.name, d.source.asked, most)
		}
	}
}

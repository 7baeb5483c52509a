package grid

import (
	"reflect"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"
)

func TestParseTSV(t *testing.T) {
	cases := []struct {
		name, text string
		want       [][]string
	}{
		{"nothing", "", nil},
		{"one cell", "姓名", [][]string{{"姓名"}}},
		{"two rows from Excel", "a\tb\r\nc\td\r\n", [][]string{{"a", "b"}, {"c", "d"}}},
		{"line feeds only", "a\nb\n", [][]string{{"a"}, {"b"}}},
		{"empty cells", "\tb\t\n", [][]string{{"", "b", ""}}},
		{"empty cell at the very end", "a\t", [][]string{{"a", ""}}},
		{"rows of different length", "a\nb\tc\n", [][]string{{"a"}, {"b", "c"}}},
		{"break and tab inside quotes", "\"a\r\nb\tc\"\td\r\n", [][]string{{"a\r\nb\tc", "d"}}},
		{"doubled quotes", `"他说""好"""` + "\tx", [][]string{{`他说"好"`, "x"}}},
		{"a quote inside is only a quote", `5" 螺栓` + "\tx", [][]string{{`5" 螺栓`, "x"}}},
		{"a quote left open", `"a` + "\tb", [][]string{{"a\tb"}}},
		{"byte order mark and closing zero", "\ufeffa\x00", [][]string{{"a"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := ParseTSV(c.text); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatIsCopiedCanBePasted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOf(rapid.SampledFrom([]rune("a中\"\t\r\n ,")))
		width := rapid.IntRange(1, 4).Draw(t, "width")
		cells := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 5).Draw(t, "cells")
		if got := ParseTSV(FormatTSV(cells)); !reflect.DeepEqual(got, cells) {
			t.Fatalf("got %q, want %q", got, cells)
		}
	})
}

func FuzzParseTSV(f *testing.F) {
	f.Add("a\tb\r\n\"c\nd\"\t\"\"\"\"")
	f.Add("\"")
	f.Fuzz(func(t *testing.T, text string) {
		for _, row := range ParseTSV(text) {
			if len(row) == 0 {
				t.Errorf("a row without cells from %q", text)
			}
		}
	})
}

func TestCtrlCCopiesWhatIsSelected(t *testing.T) {
	cases := []struct {
		name string
		act  func(*desk)
		want string
	}{
		{"current cell", func(d *desk) { d.SetCurrent(2, 1) }, "2-1\r\n"},
		{"range", func(d *desk) { d.SelectRange(1, 0, 2, 1) }, "1-0\t1-1\r\n2-0\t2-1\r\n"},
		{"marked rows", func(d *desk) { d.SetMarked(NewRowSet(0, 4)) }, "0-0\t0-1\t0-2\t0-3\r\n4-0\t4-1\t4-2\t4-3\r\n"},
		{"hidden columns stay out", func(d *desk) { d.SetHidden(1, true); d.SetMarked(NewRowSet(3)) }, "3-0\t3-2\t3-3\r\n"},
		{"moved columns in the order seen", func(d *desk) { d.MoveColumn(1, 3); d.SetMarked(NewRowSet(3)) }, "3-0\t3-2\t3-3\t3-1\r\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, 10, nil)
			c.act(d)
			d.TypedShortcut(&fyne.ShortcutCopy{})
			if got := fyne.CurrentApp().Clipboard().Content(); got != c.want {
				t.Errorf("clipboard %q, want %q", got, c.want)
			}
		})
	}
}

func TestThePageSaysWhatIsCopied(t *testing.T) {
	d := newDesk(t, 10, func(g *Grid) {
		g.CopyCells = func(rows RowSet, cols []int) [][]string { return [][]string{{"全号", "1990"}} }
	})
	d.SetCurrent(0, 0)
	d.Copy()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "全号\t1990\r\n" {
		t.Errorf("clipboard %q", got)
	}
}

func TestCtrlVGivesThePageCells(t *testing.T) {
	var at place
	var got [][]string
	d := newDesk(t, 10, func(g *Grid) {
		g.OnPaste = func(row, col int, cells [][]string) { at, got = place{row, col}, cells }
	})
	fyne.CurrentApp().Clipboard().SetContent("2021-12-23\t电工\r\n2021-12-24\t钳工\r\n")
	d.SelectRange(5, 2, 3, 1) // drawn from the lower right
	d.TypedShortcut(&fyne.ShortcutPaste{})
	if at != (place{3, 1}) || len(got) != 2 || !slices.Equal(got[1], []string{"2021-12-24", "钳工"}) {
		t.Errorf("pasted %q at %v", got, at)
	}
	if col, ok := d.ColumnAfter(at.col, 1); !ok || col != 2 {
		t.Errorf("the column beside is %d, %v", col, ok)
	}
}

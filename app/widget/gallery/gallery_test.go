package main

import (
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// Every page, at every size, variant and text scale that people use, must hold
// its texts inside the boxes they stand in.
func TestTextsStayInside(t *testing.T) {
	a := test.NewTempApp(t)
	for _, dark := range []bool{false, true} {
		for _, c := range []struct {
			scale float32
			size  fyne.Size
		}{{1, fyne.NewSize(1093, 614)}, {1, fyne.NewSize(1600, 900)}, {1.5, fyne.NewSize(1600, 900)}} {
			for page := 1; page <= 4; page++ {
				name := fmt.Sprintf("page %d, dark %v, scale %v, %v", page, dark, c.scale, c.size.Width)
				a.Settings().SetTheme(theme.New(dark, c.scale))
				w := test.NewTempWindow(t, widget.NewRoot(build(page)))
				w.SetPadded(false)
				w.Resize(c.size.AddWidthHeight(0, 1))
				w.Resize(c.size)
				check(t, name, w.Content(), fyne.Position{}, c.size.Width)
			}
		}
	}
}

// check walks a tree and reports texts that reach beyond the right edge of the
// block they belong to, or of the window.
func check(t *testing.T, name string, o fyne.CanvasObject, at fyne.Position, right float32) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	switch o := o.(type) {
	case *canvas.Text:
		if end := at.X + o.MinSize().Width; end > right+2 && o.Alignment == fyne.TextAlignLeading && o.Text != "" {
			t.Errorf("%s: %q reaches %.0f beyond its box", name, o.Text, end-right)
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			check(t, name, child, at, right)
		}
	case *container.Scroll:
		check(t, name, o.Content, at, min(right, at.X+o.Size().Width))
	case fyne.Widget:
		if o.Size().Width > 0 {
			right = min(right, at.X+o.Size().Width)
		}
		for _, child := range test.WidgetRenderer(o).Objects() {
			check(t, name, child, at, right)
		}
	}
}

func TestCheckSeesWhatIsCutOff(t *testing.T) {
	test.NewTempApp(t)
	long := canvas.NewText("这一行比它的盒子宽得多", color.Black)
	inner := &testing.T{}
	box := container.NewWithoutLayout(long)
	check(inner, "long", box, fyne.Position{}, 20)
	if !inner.Failed() {
		t.Error("a text wider than its box was not reported")
	}
}

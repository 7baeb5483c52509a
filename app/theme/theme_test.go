package theme

import (
	"bytes"
	"image/color"
	"io/fs"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"

	"unionledger/assets"
)

func TestContrast(t *testing.T) {
	text := []struct {
		text fyne.ThemeColorName
		on   []fyne.ThemeColorName
		want float64
	}{
		{ColorText, []fyne.ThemeColorName{ColorPage, ColorPanel, ColorNav, ColorZebra, ColorHeader, ColorAccent50, ColorAccent100}, 7},
		{ColorText2, []fyne.ThemeColorName{ColorPage, ColorPanel, ColorNav, ColorZebra, ColorHeader, ColorAccent50, ColorAccent100}, 4.5},
		{ColorText3, []fyne.ThemeColorName{ColorPage, ColorPanel, ColorNav, ColorZebra, ColorHeader, ColorAccent50}, 4.5},
		{ColorOff, []fyne.ThemeColorName{ColorOffFill, ColorPanel}, 4.5},
		{ColorAccent, []fyne.ThemeColorName{ColorPage, ColorPanel, ColorZebra, ColorHeader, ColorAccent50, ColorAccent100}, 4.5},
		{ColorOnAccent, []fyne.ThemeColorName{ColorAccentFill, ColorAccentHover, ColorAccentDown, ColorSeal}, 4.5},
		{ColorOK, []fyne.ThemeColorName{ColorOKFill, ColorPanel}, 4.5},
		{ColorWarn, []fyne.ThemeColorName{ColorWarnFill, ColorPanel, ColorZebra}, 4.5},
		{ColorError, []fyne.ThemeColorName{ColorErrorFill, ColorErrorDown, ColorPanel, ColorZebra}, 4.5},
		{ColorNeutral, []fyne.ThemeColorName{ColorNeutralFill}, 4.5},
		{ColorOnBar, []fyne.ThemeColorName{ColorBar}, 4.5},
		{ColorBarLink, []fyne.ThemeColorName{ColorBar}, 4.5},
		{ColorControl, []fyne.ThemeColorName{ColorPanel, ColorPage}, 3},
	}
	for _, dark := range []bool{false, true} {
		th := New(dark, 1)
		for _, c := range text {
			for _, on := range c.on {
				if got := contrast(th.Color(c.text, 0), th.Color(on, 0)); got < c.want {
					t.Errorf("dark %v: %s on %s is %.2f:1, want %.1f:1", dark, c.text, on, got, c.want)
				}
			}
		}
	}
}

// contrast is the ratio of WCAG 2.1.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		f := float64(v) / 0xFFFF
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func TestScaleIsHeldInRange(t *testing.T) {
	for _, c := range []struct{ asked, want float32 }{{0, 1}, {1, 1}, {1.25, 1.25}, {3, MaxScale}} {
		if got := New(false, c.asked).Scale(); got != c.want {
			t.Errorf("New(%v).Scale() = %v, want %v", c.asked, got, c.want)
		}
	}
}

func TestTokensFollowTheTheme(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(New(true, 1.5))
	if !IsDark() || Accent() != New(true, 1).Color(ColorAccent, 0) {
		t.Errorf("dark theme in force, but Accent() = %v", Accent())
	}
	if got := ControlHeight(); got != 42 {
		t.Errorf("ControlHeight at 1.5 = %v, want 42", got)
	}
	a.Settings().SetTheme(New(false, 1))
	if IsDark() || Accent() != New(false, 1).Color(ColorAccent, 0) {
		t.Errorf("light theme in force, but Accent() = %v", Accent())
	}
}

func TestLineOfTextIs28High(t *testing.T) {
	a := test.NewTempApp(t)
	th := New(false, 1)
	a.Settings().SetTheme(th)
	text := canvas.NewText("会员 Ag", color.Black)
	text.TextSize = th.Size(base.SizeNameText)
	got := text.MinSize().Height + 2*th.Size(base.SizeNameInnerPadding)
	if math.Abs(float64(got-28)) > 0.5 {
		t.Errorf("a line with its padding is %v high, want 28", got)
	}
}

func TestCover(t *testing.T) {
	if got := Missing("段兰娟 䶮㛃 张三·Ag，。“”（）"); len(got) > 0 {
		t.Errorf("the face lacks %q", string(got))
	}
	if got := Missing("a\U0010FFFDb\U0010FFFD"); len(got) != 1 {
		t.Errorf("Missing found %d, want the one private character once", len(got))
	}
	for s, want := range map[string]bool{"工作台 319": true, "导入（还差 23 处）→": true, "王䶮": false} {
		if Bold(s).Bold != want {
			t.Errorf("Bold(%q) = %v, want %v", s, !want, want)
		}
	}
}

func FuzzReadCover(f *testing.F) {
	f.Add([]byte("\x00\x01\x00\x00\x00\x01" + strings.Repeat("\x00", 40)))
	f.Add(bold().StaticContent[:4096])
	f.Fuzz(func(t *testing.T, face []byte) { readCover(face).has('工') })
}

func TestEveryIconIsDrawnInItsColour(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(New(false, 1))
	files, err := fs.Glob(assets.Files, "icons/*.svg")
	if err != nil || len(files) < 40 {
		t.Fatalf("icons: %d found, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "icons/"), ".svg")
		res := IconIn(name, ColorError)
		if name != "app" && !bytes.Contains(res.Content(), []byte("#B3261E")) {
			t.Errorf("%s does not take its colour", name)
		}
		if !draws(res) {
			t.Errorf("%s draws nothing", name)
		}
	}
	if string(Icon("no-such").Content()) != string(Icon("help").Content()) {
		t.Error("an unknown name should give the question mark")
	}
	light := Icon("home").Name()
	a.Settings().SetTheme(New(true, 1))
	if Icon("home").Name() == light {
		t.Error("light and dark drawings share a name, so Fyne's cache would mix them")
	}
}

// draws tells whether the painter finds a dark pixel in the drawing.
func draws(res fyne.Resource) bool {
	c := software.NewCanvas()
	c.SetContent(canvas.NewImageFromResource(res))
	c.Resize(fyne.NewSize(32, 32))
	picture := c.Capture()
	bounds := picture.Bounds()
	for x := bounds.Min.X; x < bounds.Max.X; x++ {
		for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
			if _, g, _, _ := picture.At(x, y).RGBA(); g < 0x8000 {
				return true
			}
		}
	}
	return false
}

func TestNoStyleParsesAThirdFace(t *testing.T) {
	th := New(false, 1)
	for _, style := range []fyne.TextStyle{{}, {Monospace: true}, {Italic: true}} {
		if th.Font(style) != regular() {
			t.Errorf("style %+v does not give the regular face", style)
		}
	}
	if th.Font(fyne.TextStyle{Bold: true, Italic: true}) != bold() {
		t.Error("bold does not give the bold face")
	}
}

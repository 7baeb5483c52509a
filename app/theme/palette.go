package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The colour tokens of the interface, by the name Fyne's theme looks them up
// with. Every token has a light and a dark value; text tokens keep 4.5:1 on the
// grounds they stand on, ColorControl keeps 3:1 (theme_test.go holds both).
const (
	// ColorAccent is deep blue for links, selection, focus and lines of charts.
	ColorAccent fyne.ThemeColorName = "accent"
	// ColorAccentFill fills the main button and the ticked box; text on it is ColorOnAccent.
	ColorAccentFill fyne.ThemeColorName = "accentFill"
	// ColorAccentHover and ColorAccentDown fill the main button under the mouse and pressed.
	ColorAccentHover fyne.ThemeColorName = "accentHover"
	ColorAccentDown  fyne.ThemeColorName = "accentDown"
	// ColorOnAccent is text on the accent fills.
	ColorOnAccent fyne.ThemeColorName = "onAccent"
	// ColorAccent50 marks selected rows, chips and hover; ColorAccent100 the focus row and pressed.
	ColorAccent50  fyne.ThemeColorName = "accent50"
	ColorAccent100 fyne.ThemeColorName = "accent100"
	// ColorText, ColorText2 and ColorText3 are body, secondary text and notes.
	ColorText  fyne.ThemeColorName = "text"
	ColorText2 fyne.ThemeColorName = "text2"
	ColorText3 fyne.ThemeColorName = "text3"
	// ColorOff and ColorOffFill are text and ground of what cannot be used now.
	ColorOff     fyne.ThemeColorName = "off"
	ColorOffFill fyne.ThemeColorName = "offFill"
	// ColorControl edges entries and buttons, ColorLine divides, ColorLineStrong
	// edges a drawer or a grid header.
	ColorControl    fyne.ThemeColorName = "control"
	ColorLine       fyne.ThemeColorName = "line"
	ColorLineStrong fyne.ThemeColorName = "lineStrong"
	// ColorPage is the ground of a page, ColorPanel of a box on it, ColorNav of the left bar.
	ColorPage  fyne.ThemeColorName = "page"
	ColorPanel fyne.ThemeColorName = "panel"
	ColorNav   fyne.ThemeColorName = "nav"
	// ColorZebra is the ground of odd rows, ColorHeader of header and totals.
	ColorZebra  fyne.ThemeColorName = "zebra"
	ColorHeader fyne.ThemeColorName = "header"
	// The pairs of text and tint for status words.
	ColorOK          fyne.ThemeColorName = "ok"
	ColorOKFill      fyne.ThemeColorName = "okFill"
	ColorWarn        fyne.ThemeColorName = "warn"
	ColorWarnFill    fyne.ThemeColorName = "warnFill"
	ColorWarnBar     fyne.ThemeColorName = "warnBar"
	ColorError       fyne.ThemeColorName = "errorText"
	ColorErrorFill   fyne.ThemeColorName = "errorFill"
	ColorErrorDown   fyne.ThemeColorName = "errorDown"
	ColorNeutral     fyne.ThemeColorName = "neutral"
	ColorNeutralFill fyne.ThemeColorName = "neutralFill"
	// ColorSeries is the second series of a chart, beside the accent, always with figures.
	ColorSeries fyne.ThemeColorName = "series"
	// ColorSeal is the red of the seal mark, in both variants.
	ColorSeal fyne.ThemeColorName = "seal"
	// ColorBar, ColorOnBar and ColorBarLink are the dark bar that says what was done.
	ColorBar     fyne.ThemeColorName = "bar"
	ColorOnBar   fyne.ThemeColorName = "onBar"
	ColorBarLink fyne.ThemeColorName = "barLink"
	// ColorDim lies over the window behind a dialog.
	ColorDim fyne.ThemeColorName = "dim"
)

// pair is one token: its value in the light and in the dark variant, as RGB.
type pair struct{ light, dark uint32 }

var palette = map[fyne.ThemeColorName]pair{
	ColorAccent:      {0x1D4F91, 0x8DB8EE},
	ColorAccentFill:  {0x1D4F91, 0x2F66AE},
	ColorAccentHover: {0x163E73, 0x25528C},
	ColorAccentDown:  {0x0F2D55, 0x1C406F},
	ColorOnAccent:    {0xFFFFFF, 0xFFFFFF},
	ColorAccent50:    {0xE8EFF8, 0x22303F},
	ColorAccent100:   {0xD0DFF1, 0x22354F},
	ColorText:        {0x1F2329, 0xE6E9ED},
	ColorText2:       {0x4A525E, 0xB4BBC6},
	ColorText3:       {0x5D6673, 0x9AA3AF},
	ColorOff:         {0x626B78, 0x9AA3AF},
	ColorOffFill:     {0xEDEFF2, 0x2B3038},
	ColorControl:     {0x868E9B, 0x747D8A},
	ColorLine:        {0xDDE1E7, 0x31363E},
	ColorLineStrong:  {0xC6CCD5, 0x434A54},
	ColorPage:        {0xF4F5F7, 0x16181C},
	ColorPanel:       {0xFFFFFF, 0x1E2126},
	ColorNav:         {0xEBEEF2, 0x1A1D21},
	ColorZebra:       {0xF8F9FB, 0x22262B},
	ColorHeader:      {0xEDF0F4, 0x2B3038},
	ColorOK:          {0x1B6B3A, 0x7FCB9A},
	ColorOKFill:      {0xE5F2E9, 0x17331F},
	ColorWarn:        {0x874900, 0xF0BC6A},
	ColorWarnFill:    {0xFCF0DA, 0x3B2A0E},
	ColorWarnBar:     {0xC77A10, 0xC77A10},
	ColorError:       {0xB3261E, 0xF59A92},
	ColorErrorFill:   {0xFBE8E6, 0x421B18},
	ColorErrorDown:   {0xF5CFCB, 0x5A2521},
	ColorNeutral:     {0x4A525E, 0xB4BBC6},
	ColorNeutralFill: {0xE9ECF0, 0x2B3038},
	ColorSeries:      {0xB9C4D4, 0x4A5A70},
	ColorSeal:        {0xB3261E, 0xB3261E},
	ColorBar:         {0x1F2329, 0x3A404A},
	ColorOnBar:       {0xFFFFFF, 0xFFFFFF},
	ColorBarLink:     {0x9CC3F5, 0xA9CBF7},
}

// token looks a colour up; ok is false for a name that is not ours.
func token(name fyne.ThemeColorName, dark bool) (c color.Color, ok bool) {
	if name == ColorDim {
		return color.NRGBA{R: 0x16, G: 0x1A, B: 0x20, A: 0x73}, true
	}
	p, ok := palette[name]
	if !ok {
		return nil, false
	}
	v := p.light
	if dark {
		v = p.dark
	}
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}, true
}

package theme

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Text sizes before scaling, in Fyne's units. Nothing is below SizeNote.
const (
	SizeFigure  float32 = 26 // a key figure, bold
	SizeTitle   float32 = 18 // name of a page, bold
	SizeSection float32 = 16 // name of a section, bold
	SizePanel   float32 = 14 // name of a panel, bold
	SizeBody    float32 = 13 // body text and grid
	SizeNote    float32 = 12 // notes, headers, status
)

// Gaps between things; not scaled.
const (
	Gap4  float32 = 4
	Gap8  float32 = 8
	Gap12 float32 = 12
	Gap16 float32 = 16
	Gap24 float32 = 24
	Gap32 float32 = 32
)

// Edges; not scaled.
const (
	Radius    float32 = 4 // buttons, entries, panels
	RadiusTag float32 = 3 // status words
	LineWidth float32 = 1
	FocusLine float32 = 2 // focus ring, current cell
	BarWidth  float32 = 3 // bar beside a selected row
)

// Scaled is a size that grows with the text scale in force.
func Scaled(units float32) float32 { return units * current().scale }

// ControlHeight is the height of a button or an entry.
func ControlHeight() float32 { return Scaled(28) }

// SmallHeight is the height of a small button.
func SmallHeight() float32 { return Scaled(24) }

// RowHeight is the height of a grid's row.
func RowHeight() float32 { return Scaled(28) }

// HeaderHeight is the height of a grid's header.
func HeaderHeight() float32 { return Scaled(30) }

// TabHeight is the height of a row of tabs.
func TabHeight() float32 { return Scaled(34) }

// PanelHeaderHeight is the height of a panel's name row.
func PanelHeaderHeight() float32 { return Scaled(36) }

// PageHeaderHeight is the height of a page's name row.
func PageHeaderHeight() float32 { return Scaled(48) }

// TopHeight is the height of the bar at the top of the window.
func TopHeight() float32 { return Scaled(44) }

// StatusHeight is the height of the bar at its bottom.
func StatusHeight() float32 { return Scaled(26) }

// IconSize is the side of an icon.
func IconSize() float32 { return Scaled(16) }

// TagIconSize is the side of an icon inside a tag.
func TagIconSize() float32 { return Scaled(12) }

// innerPadding around a line of body text (13 × 1.448, the face's ascent and
// descent) makes 27.8: with a whole 28 the rounding would give entries a scroll bar.
const innerPadding = 4.5

// Size gives Fyne's sizes: a plain Entry, Label or Button comes out 28 high.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if units, ok := scaledSizes[name]; ok {
		return units * t.scale
	}
	if units, ok := fixedSizes[name]; ok {
		return units
	}
	return base.DefaultTheme().Size(name)
}

var scaledSizes = map[fyne.ThemeSizeName]float32{
	base.SizeNameText:           SizeBody,
	base.SizeNameCaptionText:    SizeNote,
	base.SizeNameHeadingText:    SizeTitle,
	base.SizeNameSubHeadingText: SizePanel,
	base.SizeNameInlineIcon:     16,
	base.SizeNameInnerPadding:   innerPadding,
	base.SizeNameLineSpacing:    3,
}

var fixedSizes = map[fyne.ThemeSizeName]float32{
	base.SizeNamePadding:            Gap4,
	base.SizeNameInputBorder:        LineWidth,
	base.SizeNameInputRadius:        Radius,
	base.SizeNameSelectionRadius:    2,
	base.SizeNameButtonRadius:       Radius,
	base.SizeNameCardRadius:         Radius,
	base.SizeNameDialogRadius:       Radius,
	base.SizeNamePopupRadius:        Radius,
	base.SizeNameMenuRadius:         Radius,
	base.SizeNameModalBlurRadius:    0,
	base.SizeNameSeparatorThickness: LineWidth,
	base.SizeNameScrollBar:          8,
	base.SizeNameScrollBarSmall:     6,
	base.SizeNameScrollBarRadius:    3,
}

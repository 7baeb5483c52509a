// Package theme is the look of the window: one Chinese face in two weights, the
// colour tokens in a light and a dark variant, the sizes, and the icons. It knows
// Fyne and the bundled assets and nothing of what the program is about.
//
// Two things cost memory by the tens of megabytes and are never done: asking for
// a monospace or italic style (the face is parsed again), and a
// container.ThemeOverride (it keeps its own copy of every face).
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// MaxScale is the largest text scale: everything stays whole up to one and a half.
const MaxScale = 1.5

// Theme is the fyne.Theme of the program. It never changes: another variant or
// text scale is another Theme given to the app's settings.
type Theme struct {
	dark  bool
	scale float32
}

var _ fyne.Theme = (*Theme)(nil)

// New makes a theme, light unless dark is asked for. scale enlarges text and the
// sizes that depend on it, from 1 to MaxScale; what lies outside is brought in.
func New(dark bool, scale float32) *Theme {
	return &Theme{dark: dark, scale: min(max(scale, 1), MaxScale)}
}

// Scale is the text scale, 1 to MaxScale.
func (t *Theme) Scale() float32 { return t.scale }

// ours says which token stands behind each of Fyne's own colour names, so that a
// plain Fyne widget fits in.
var ours = map[fyne.ThemeColorName]fyne.ThemeColorName{
	base.ColorNameBackground:                ColorPage,
	base.ColorNameButton:                    ColorPanel,
	base.ColorNameDisabled:                  ColorOff,
	base.ColorNameDisabledButton:            ColorOffFill,
	base.ColorNameError:                     ColorError,
	base.ColorNameFocus:                     ColorAccent100,
	base.ColorNameForeground:                ColorText,
	base.ColorNameForegroundOnError:         ColorPanel,
	base.ColorNameForegroundOnPrimary:       ColorOnAccent,
	base.ColorNameForegroundOnSuccess:       ColorPanel,
	base.ColorNameForegroundOnWarning:       ColorPanel,
	base.ColorNameHeaderBackground:          ColorHeader,
	base.ColorNameHover:                     ColorAccent50,
	base.ColorNameHyperlink:                 ColorAccent,
	base.ColorNameInnerWindowBorder:         ColorLineStrong,
	base.ColorNameInnerWindowBorderInactive: ColorLine,
	base.ColorNameInputBackground:           ColorPanel,
	base.ColorNameInputBorder:               ColorControl,
	base.ColorNameMenuBackground:            ColorPanel,
	base.ColorNameOverlayBackground:         ColorPanel,
	base.ColorNamePlaceHolder:               ColorText3,
	base.ColorNamePressed:                   ColorAccent100,
	base.ColorNamePrimary:                   ColorAccent,
	base.ColorNameScrollBar:                 ColorControl,
	base.ColorNameSelection:                 ColorAccent100,
	base.ColorNameSeparator:                 ColorLine,
	base.ColorNameSuccess:                   ColorOK,
	base.ColorNameWarning:                   ColorWarn,
}

// Color gives a token, or one of Fyne's colours by the token behind it. The
// variant of the system is not asked: light is the default and a setting changes it.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	switch name {
	case base.ColorNameShadow, base.ColorNameScrollBarBackground:
		return color.Transparent // flat: no shadows, no grooves
	}
	if own, ok := ours[name]; ok {
		name = own
	}
	if c, ok := token(name, t.dark); ok {
		return c
	}
	variant := base.VariantLight
	if t.dark {
		variant = base.VariantDark
	}
	return base.DefaultTheme().Color(name, variant)
}

// current is the theme in force, or the plain light one where a test runs
// without ours.
func current() *Theme {
	if a := fyne.CurrentApp(); a != nil {
		if t, ok := a.Settings().Theme().(*Theme); ok {
			return t
		}
	}
	return New(false, 1)
}

// Color gives a token in the variant in force.
func Color(name fyne.ThemeColorName) color.Color { return current().Color(name, 0) }

// IsDark tells whether the dark variant is in force.
func IsDark() bool { return current().dark }

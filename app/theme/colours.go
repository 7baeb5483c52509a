package theme

import "image/color"

// The getters below read their token in the variant in force. A renderer asks
// again in Refresh, which Fyne calls when the theme changes.

// Accent is deep blue for links, focus and chart lines.
func Accent() color.Color { return Color(ColorAccent) }

// AccentFill fills the main button.
func AccentFill() color.Color { return Color(ColorAccentFill) }

// OnAccent is text on AccentFill.
func OnAccent() color.Color { return Color(ColorOnAccent) }

// Accent50 is the ground of selected rows, chips and hover.
func Accent50() color.Color { return Color(ColorAccent50) }

// Accent100 is the ground of the focus row and of what is pressed.
func Accent100() color.Color { return Color(ColorAccent100) }

// Text is body text.
func Text() color.Color { return Color(ColorText) }

// TextSecondary is secondary text.
func TextSecondary() color.Color { return Color(ColorText2) }

// TextNote is notes and placeholders; on Accent100 take TextSecondary.
func TextNote() color.Color { return Color(ColorText3) }

// Disabled and DisabledFill are text and ground of what cannot be used now.
func Disabled() color.Color     { return Color(ColorOff) }
func DisabledFill() color.Color { return Color(ColorOffFill) }

// Control edges entries and buttons.
func Control() color.Color { return Color(ColorControl) }

// Line divides; LineStrong edges a drawer and a grid header.
func Line() color.Color       { return Color(ColorLine) }
func LineStrong() color.Color { return Color(ColorLineStrong) }

// Page is the ground of a page, Panel of a box on it, Navigation of the left bar.
func Page() color.Color       { return Color(ColorPage) }
func Panel() color.Color      { return Color(ColorPanel) }
func Navigation() color.Color { return Color(ColorNav) }

// Zebra is the ground of odd rows, Header of header and totals.
func Zebra() color.Color  { return Color(ColorZebra) }
func Header() color.Color { return Color(ColorHeader) }

// OK and OKFill are text and tint of 在册, 已缴, 通过.
func OK() color.Color     { return Color(ColorOK) }
func OKFill() color.Color { return Color(ColorOKFill) }

// Warn and WarnFill are text and tint of 冲突, 还剩 14 天; WarnBar the bar beside.
func Warn() color.Color     { return Color(ColorWarn) }
func WarnFill() color.Color { return Color(ColorWarnFill) }
func WarnBar() color.Color  { return Color(ColorWarnBar) }

// Error and ErrorFill are text and tint of 逾期, 未缴, 退回.
func Error() color.Color     { return Color(ColorError) }
func ErrorFill() color.Color { return Color(ColorErrorFill) }

// Neutral and NeutralFill are text and tint of 保留, 免缴, 待补.
func Neutral() color.Color     { return Color(ColorNeutral) }
func NeutralFill() color.Color { return Color(ColorNeutralFill) }

// Series is the second series of a chart.
func Series() color.Color { return Color(ColorSeries) }

// Seal is the red of the seal mark.
func Seal() color.Color { return Color(ColorSeal) }

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

// Disabled is text of what cannot be used now.
func Disabled() color.Color { return Color(ColorOff) }

// DisabledFill is the ground of what cannot be used now.
func DisabledFill() color.Color { return Color(ColorOffFill) }

// Control edges entries and buttons.
func Control() color.Color { return Color(ColorControl) }

// Line divides.
func Line() color.Color { return Color(ColorLine) }

// LineStrong edges a drawer and a grid header.
func LineStrong() color.Color { return Color(ColorLineStrong) }

// Page is the ground of a page.
func Page() color.Color { return Color(ColorPage) }

// Panel is the ground of a box on a page.
func Panel() color.Color { return Color(ColorPanel) }

// Zebra is the ground of odd rows.
func Zebra() color.Color { return Color(ColorZebra) }

// Header is the ground of header and totals.
func Header() color.Color { return Color(ColorHeader) }

// OK is the text of 在册, 已缴, 通过.
func OK() color.Color { return Color(ColorOK) }

// OKFill is the tint behind OK.
func OKFill() color.Color { return Color(ColorOKFill) }

// Warn is the text of 冲突, 还剩 14 天.
func Warn() color.Color { return Color(ColorWarn) }

// WarnFill is the tint behind Warn.
func WarnFill() color.Color { return Color(ColorWarnFill) }

// WarnBar is the bar beside something in Warn.
func WarnBar() color.Color { return Color(ColorWarnBar) }

// Error is the text of 逾期, 未缴, 退回.
func Error() color.Color { return Color(ColorError) }

// ErrorFill is the tint behind Error.
func ErrorFill() color.Color { return Color(ColorErrorFill) }

// Neutral is the text of 保留, 免缴, 待补.
func Neutral() color.Color { return Color(ColorNeutral) }

// NeutralFill is the tint behind Neutral.
func NeutralFill() color.Color { return Color(ColorNeutralFill) }

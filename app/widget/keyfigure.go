package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// KeyFigure is a number worth looking at: name above, figure with its unit, how
// it changed, one line of what stands behind it, and its trend at the right.
type KeyFigure struct {
	fw.BaseWidget
	name, figure, unit, change, note *Text
	trend                            *Sparkline
	body                             fyne.CanvasObject
}

// NewKeyFigure makes a figure without a number yet.
func NewKeyFigure(name string) *KeyFigure {
	k := &KeyFigure{
		name: Note(name).In(theme.ColorText2), figure: Figure("–"), unit: Secondary(""),
		change: Note("").In(theme.ColorText2).Cut(), note: Note("").In(theme.ColorText2).Cut(),
		trend: NewSparkline(),
	}
	figure := NewSplitRow(6, []fyne.CanvasObject{k.figure, k.unit}, Spacer(), []fyne.CanvasObject{Sized(52, 28, k.trend)})
	k.body = Column(0, k.name, figure, k.change, k.note)
	k.ExtendBaseWidget(k)
	return k
}

// Set shows a figure with its unit (人, 元, %).
func (k *KeyFigure) Set(figure, unit string) {
	k.figure.SetText(figure)
	k.unit.SetText(unit)
	k.Refresh()
}

// SetChange says how it changed, 较上月 +3, in a tone.
func (k *KeyFigure) SetChange(text string, tone Tone) {
	ink, _, _ := tone.Colors()
	k.change.SetColor(ink)
	k.change.SetText(text)
}

// SetNote sets the line below.
func (k *KeyFigure) SetNote(text string) { k.note.SetText(text) }

// SetTrend sets the values of the small line, oldest first.
func (k *KeyFigure) SetTrend(values []float64) { k.trend.Set(values) }

// CreateRenderer belongs to Fyne.
func (k *KeyFigure) CreateRenderer() fyne.WidgetRenderer { return fw.NewSimpleRenderer(k.body) }

// group writes a whole number with commas between thousands.
func group(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return sign + digits
}

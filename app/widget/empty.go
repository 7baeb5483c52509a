package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
)

// EmptyState says what an empty page or list is for and offers the first step.
type EmptyState struct {
	fw.BaseWidget
	body fyne.CanvasObject
}

// NewEmptyState makes it; icon and note may be "", actions are the first steps.
func NewEmptyState(icon, title, note string, actions ...fyne.CanvasObject) *EmptyState {
	var parts []fyne.CanvasObject
	if icon != "" {
		parts = append(parts, NewIcon(icon, theme.ColorText3).Side(28))
	}
	parts = append(parts, Section(title).Align(fyne.TextAlignCenter))
	if note != "" {
		parts = append(parts, Sized(280, 0, NewParagraph(note, theme.SizeBody, theme.ColorText2).
			Align(fyne.TextAlignCenter).For(theme.Scaled(280))))
	}
	if len(actions) > 0 {
		parts = append(parts, container.NewCenter(Row(theme.Gap8, actions...)))
	}
	e := &EmptyState{body: container.NewCenter(Column(theme.Gap12, parts...))}
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer belongs to Fyne.
func (e *EmptyState) CreateRenderer() fyne.WidgetRenderer { return fw.NewSimpleRenderer(e.body) }

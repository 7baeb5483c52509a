package window

import (
	"time"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/platform/opengl"
)

// drawable readies what the window is drawn with, before the toolkit starts; where
// nothing can draw it, a box of the system's own says so.
func drawable(n *notes) error {
	err := opengl.Prepare(platform.Where().Settings, n.get("look."+page.SoftwareDrawing) == "1")
	if err != nil {
		platform.Alert("工会台账", err.Error())
	}
	return err
}

// drawnAfter is by when a window that came up has been drawn; one that fails ends the
// program earlier. Nobody closes a window so soon.
const drawnAfter = 300 * time.Millisecond

// noteDrawn notes, some frames after the start, that drawing works.
func noteDrawn() {
	time.AfterFunc(drawnAfter, func() { fyne.Do(opengl.Shown) })
}

// keepStill turns the toolkit's animations off where software draws: the caret's
// blinking alone costs a third of a processor.
func keepStill(a fyne.App) {
	if opengl.Software() {
		fyne.SetCurrentApp(stillApp{a})
	}
}

// stillApp is an app whose settings say that nothing is to move by itself. The
// toolkit's own setting would hold for every program of this user.
type stillApp struct{ fyne.App }

func (a stillApp) Settings() fyne.Settings { return stillSettings{a.App.Settings()} }

type stillSettings struct{ fyne.Settings }

func (stillSettings) ShowAnimations() bool { return false }

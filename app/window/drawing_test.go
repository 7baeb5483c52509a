package window

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

// Where software draws only the animations are turned off; all else is the app's own.
func TestAStillAppOnlyKeepsStill(t *testing.T) {
	a := test.NewTempApp(t)
	still := stillApp{a}
	if !a.Settings().ShowAnimations() {
		t.Fatal("this test needs an app that moves")
	}
	if still.Settings().ShowAnimations() {
		t.Error("the caret still blinks")
	}
	if still.Settings().Theme() != a.Settings().Theme() || still.Driver() != a.Driver() {
		t.Error("theme or driver is another")
	}
}

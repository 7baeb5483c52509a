//go:build !windows

package ime

import "fyne.io/fyne/v2"

// Attach does nothing here: the toolkit's own ways serve.
func Attach(fyne.Window) {}

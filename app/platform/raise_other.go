//go:build !windows

package platform

import "fyne.io/fyne/v2"

// Raise brings a window to the front.
func Raise(w fyne.Window) { w.RequestFocus() }

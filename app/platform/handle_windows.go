package platform

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// handleOf gives the window's handle, so that a system dialog lies above it and
// closes it to the mouse; nil where there is none.
func handleOf(w fyne.Window) any {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return nil
	}
	var handle uintptr
	native.RunNative(func(context any) {
		if c, ok := context.(driver.WindowsWindowContext); ok {
			handle = c.HWND
		}
	})
	if handle == 0 {
		return nil
	}
	return handle
}

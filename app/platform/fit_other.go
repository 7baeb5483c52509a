//go:build !windows

package platform

import "fyne.io/fyne/v2"

// FitToScreen maximises a window that is larger than what the taskbar leaves of its
// screen, as the first one is on 1366x768 at 125 %. Elsewhere than on Windows the window
// manager sees to that.
func FitToScreen(fyne.Window) {}

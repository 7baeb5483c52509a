//go:build !windows

package platform

import "fyne.io/fyne/v2"

// handleOf is only needed on Windows.
func handleOf(fyne.Window) any { return nil }

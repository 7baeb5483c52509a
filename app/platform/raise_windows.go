package platform

import (
	"fyne.io/fyne/v2"
	"golang.org/x/sys/windows"
)

// Raise brings a window to the front, out of the task bar too, which the toolkit does
// not do.
func Raise(w fyne.Window) {
	user32 := windows.NewLazySystemDLL("user32.dll")
	iconic, show := user32.NewProc("IsIconic"), user32.NewProc("ShowWindow")
	if handle, ok := handleOf(w).(uintptr); ok && iconic.Find() == nil && show.Find() == nil {
		if small, _, _ := iconic.Call(handle); small != 0 {
			_, _, _ = show.Call(handle, windows.SW_RESTORE)
		}
	}
	w.RequestFocus()
}

package platform

import (
	"unsafe"

	"fyne.io/fyne/v2"
	"golang.org/x/sys/windows"
)

// rect is RECT.
type rect struct{ left, top, right, bottom int32 }

// monitorInfo is MONITORINFO.
type monitorInfo struct {
	size          uint32
	monitor, work rect
	flags         uint32
}

// FitToScreen maximises a window that is larger than what the taskbar leaves of its
// screen, as the first one is on 1366x768 at 125 %. Elsewhere than on Windows the window
// manager sees to that.
func FitToScreen(w fyne.Window) {
	handle, ok := handleOf(w).(uintptr)
	if !ok {
		return
	}
	user32 := windows.NewLazySystemDLL("user32.dll")
	const nearest, maximise = 2, 3 // MONITOR_DEFAULTTONEAREST, SW_MAXIMIZE
	var is rect
	screen := monitorInfo{}
	screen.size = uint32(unsafe.Sizeof(screen))
	monitor, _, _ := user32.NewProc("MonitorFromWindow").Call(handle, nearest)
	known, _, _ := user32.NewProc("GetMonitorInfoW").Call(monitor, uintptr(unsafe.Pointer(&screen)))
	measured, _, _ := user32.NewProc("GetWindowRect").Call(handle, uintptr(unsafe.Pointer(&is)))
	if known == 0 || measured == 0 {
		return
	}
	if is.right-is.left > screen.work.right-screen.work.left || is.bottom-is.top > screen.work.bottom-screen.work.top {
		_, _, _ = user32.NewProc("ShowWindow").Call(handle, maximise)
	}
}

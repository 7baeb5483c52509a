package platform

import (
	"runtime"

	"golang.org/x/sys/windows"
)

// forDialogs makes the thread of this goroutine one that the shell's dialogs may be shown
// from: they want an apartment of a single thread. Without it they come up, but their list
// of files stays empty in Wine, and extensions of the shell may hang in Windows. The
// library that shows them takes another apartment where there is none. leave ends it.
func forDialogs() (leave func()) {
	runtime.LockOSThread()
	err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED|windows.COINIT_DISABLE_OLE1DDE)
	return func() {
		if err == nil || err == windows.Errno(windows.S_FALSE) { // it was one already
			windows.CoUninitialize()
		}
		runtime.UnlockOSThread()
	}
}

package platform

import "golang.org/x/sys/windows"

// Alert shows a box of the system's own and waits until it is closed; it needs no
// window of the program and no OpenGL. Elsewhere than on Windows nothing is shown.
func Alert(title, text string) {
	caption, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return
	}
	words, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, words, caption, windows.MB_OK|windows.MB_ICONERROR|windows.MB_SETFOREGROUND)
}

package platform

import (
	"os"

	"golang.org/x/sys/windows"
)

// parentProcess asks AttachConsole for the console of whoever started the program.
const parentProcess = ^uint32(0)

// JoinConsole lets the program write into the console it was started from: Windows
// gives a program with windows none. Output that goes to a file or another program
// stays as it is. Where there is no console nothing happens.
func JoinConsole() {
	attach := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	outGoes, errGoes := goesSomewhere(windows.STD_OUTPUT_HANDLE), goesSomewhere(windows.STD_ERROR_HANDLE)
	if outGoes && errGoes || attach.Find() != nil {
		return
	}
	if ok, _, _ := attach.Call(uintptr(parentProcess)); ok == 0 {
		return
	}
	console, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		return
	}
	if !outGoes {
		os.Stdout = console
	}
	if !errGoes {
		os.Stderr = console
	}
}

// goesSomewhere reports whether a standard handle was given to the program.
func goesSomewhere(standard uint32) bool {
	handle, err := windows.GetStdHandle(standard)
	if err != nil || handle == 0 || handle == windows.InvalidHandle {
		return false
	}
	kind, err := windows.GetFileType(handle)
	return err == nil && kind != windows.FILE_TYPE_UNKNOWN
}

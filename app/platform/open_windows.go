package platform

import (
	"fmt"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// OpenFile shows a file or a folder with the program the system has for it. The
// error is a sentence for people.
//
// It asks the shell directly: Fyne's OpenURL runs rundll32 and waits for it.
func OpenFile(path string) error {
	verb, _ := windows.UTF16PtrFromString("open")
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return fmt.Errorf("文件名里有不能用的字符：%s。请改名后再试。", path)
	}
	if err := windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL); err != nil {
		return fmt.Errorf("打不开“%s”：%w。请自己到“文件资源管理器”里打开它。", path, err)
	}
	return nil
}

// ShowInFolder opens the folder a file lies in and marks the file. The error is a
// sentence for people.
func ShowInFolder(path string) error {
	verb, _ := windows.UTF16PtrFromString("open")
	explorer, _ := windows.UTF16PtrFromString("explorer.exe")
	// A file name holds no quotes, so these are enough.
	marked, err := windows.UTF16PtrFromString(`/select,"` + filepath.Clean(path) + `"`)
	if err == nil {
		err = windows.ShellExecute(0, verb, explorer, marked, nil, windows.SW_SHOWNORMAL)
	}
	if err != nil {
		return OpenFile(filepath.Dir(path))
	}
	return nil
}

// printDirectly has the program the system has for a file print it; not all can.
func printDirectly(path string) bool {
	verb, _ := windows.UTF16PtrFromString("print")
	file, err := windows.UTF16PtrFromString(path)
	return err == nil && windows.ShellExecute(0, verb, file, nil, nil, windows.SW_HIDE) == nil
}

package platform

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// OpenFile shows a file or a folder with the program the system has for it. The
// error is a sentence for people.
func OpenFile(path string) error { return shell("open", path, "") }

// PrintFile sends a file to the printer through its program; where that program
// cannot, the file is opened for printing by hand.
func PrintFile(path string) error {
	if shell("print", path, "") == nil {
		return nil
	}
	return OpenFile(path)
}

// ShowInFolder opens the folder of a file with the file marked.
func ShowInFolder(path string) error { return shell("open", "explorer.exe", `/select,"`+path+`"`) }

// shell asks the shell directly: Fyne's OpenURL runs rundll32 and waits for it.
func shell(verb, file, arguments string) error {
	var words [3]*uint16
	for i, word := range []string{verb, file, arguments} {
		var err error
		if words[i], err = windows.UTF16PtrFromString(word); err != nil {
			return fmt.Errorf("文件名里有不能用的字符：%s。请改名后再试。", word)
		}
	}
	if err := windows.ShellExecute(0, words[0], words[1], words[2], nil, windows.SW_SHOWNORMAL); err != nil {
		return fmt.Errorf("打不开 %s：%w。请在“文件资源管理器”里双击它。", file, err)
	}
	return nil
}

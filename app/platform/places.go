package platform

import (
	"os"
	"path/filepath"
)

// Places are the folders the program keeps things in. None is made before something
// is put into it.
type Places struct {
	// Documents is where a new ledger is proposed; "" where there is no such folder.
	Documents string
	// Settings holds the small things remembered between starts, "" to remember none.
	Settings string
	// Logs holds the log and the reports of crashes.
	Logs string
	// Passing holds what is only made to be printed or looked at, and is cleared.
	Passing string
	// Portable tells that everything lies beside the program.
	Portable bool
}

// portableMark is the file beside the program that asks for everything to be kept
// beside it as well, as on a USB stick.
const portableMark = "portable.txt"

// Where gives the places of this computer and user, or those beside the program.
func Where() Places {
	if exe, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(exe); err == nil {
			exe = real
		}
		if p, ok := beside(filepath.Dir(exe)); ok {
			return p
		}
	}
	return ofSystem()
}

// beside gives the places in the program's own folder, where its mark asks for that.
func beside(folder string) (Places, bool) {
	if info, err := os.Stat(filepath.Join(folder, portableMark)); err != nil || info.IsDir() {
		return Places{}, false
	}
	p := Places{
		Documents: filepath.Join(folder, "台账"),
		Settings:  filepath.Join(folder, "设置"),
		Logs:      filepath.Join(folder, "日志"),
		Passing:   filepath.Join(folder, "临时"),
		Portable:  true,
	}
	_ = os.MkdirAll(p.Documents, 0o755) // a stick that cannot be written to says so when a ledger is made
	return p, true
}

// folderThere gives the first of the folders that is one.
func folderThere(folders ...string) string {
	for _, f := range folders {
		if info, err := os.Stat(f); f != "" && err == nil && info.IsDir() {
			return f
		}
	}
	return ""
}

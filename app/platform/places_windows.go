package platform

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// ofSystem asks Windows, since 文档 is often on another disk or in OneDrive.
func ofSystem() Places {
	known := func(id *windows.KNOWNFOLDERID) string {
		path, err := windows.KnownFolderPath(id, windows.KF_FLAG_DEFAULT)
		if err != nil {
			return ""
		}
		return path
	}
	home, _ := os.UserHomeDir() // without one the system's dialogs decide
	p := Places{Documents: folderThere(known(windows.FOLDERID_Documents), filepath.Join(home, "Documents"), home)}
	if roaming, err := os.UserConfigDir(); err == nil {
		p.Settings = filepath.Join(roaming, "unionledger")
	}
	local, err := os.UserCacheDir()
	if err != nil {
		local = os.TempDir()
	}
	p.Logs = filepath.Join(local, "unionledger", "logs")
	p.Passing = filepath.Join(local, "unionledger", "passing")
	return p
}

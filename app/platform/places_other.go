//go:build !windows

package platform

import (
	"os"
	"path/filepath"
	"regexp"
)

// ofSystem follows the XDG base directories and, for the documents, user-dirs.dirs.
func ofSystem() Places {
	home, err := os.UserHomeDir()
	if err != nil {
		home = os.TempDir()
	}
	under := func(variable, usual string) string {
		base := os.Getenv(variable)
		if !filepath.IsAbs(base) { // the standard says to pass over others
			base = filepath.Join(home, usual)
		}
		return filepath.Join(base, "unionledger")
	}
	p := Places{
		Documents: folderThere(documentsNamed(home), filepath.Join(home, "Documents"), filepath.Join(home, "文档"), home),
		Logs:      under("XDG_STATE_HOME", ".local/state"),
		Passing:   under("XDG_CACHE_HOME", ".cache"),
	}
	if config, err := os.UserConfigDir(); err == nil {
		p.Settings = filepath.Join(config, "unionledger")
	}
	return p
}

var documentsLine = regexp.MustCompile(`(?m)^XDG_DOCUMENTS_DIR="(\$HOME)?(/[^"]*)"`)

// documentsNamed gives the documents' folder that the desktop has written down.
func documentsNamed(home string) string {
	config, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	text, err := os.ReadFile(filepath.Join(config, "user-dirs.dirs"))
	if err != nil {
		return ""
	}
	m := documentsLine.FindStringSubmatch(string(text))
	switch {
	case m == nil:
		return ""
	case m[1] != "":
		return filepath.Join(home, m[2])
	}
	return m[2]
}

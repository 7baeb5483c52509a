package platform

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
)

// FontFiles lists the system's TrueType files and collections that may hold
// characters our own face lacks, the likeliest first.
func FontFiles() []string {
	home, _ := os.UserHomeDir() // without one there are no fonts of one's own
	folders := []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".fonts"), filepath.Join(home, ".local", "share", "fonts")}
	if runtime.GOOS == "windows" {
		folders = []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	}
	var out []string
	for _, folder := range folders {
		_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Type().IsRegular() {
				switch strings.ToLower(filepath.Ext(path)) {
				case ".ttf", ".ttc":
					out = append(out, path)
				}
			}
			return nil // a folder that cannot be read has no fonts for us
		})
	}
	sort.SliceStable(out, func(i, j int) bool { return likely(out[i]) > likely(out[j]) })
	return out
}

// rareFonts are the faces that are made for rare Chinese characters, best first:
// SimSun of Windows for plane 2, then those of unions, registries and free projects.
var rareFonts = []string{"simsunb", "simsunextg", "hanamin", "sursong", "babelstone", "jigmo", "tw-sung", "simsun", "simfang", "simkai", "simhei", "deng", "cjk", "han"}

func likely(path string) int {
	name := strings.ToLower(filepath.Base(path))
	for i, word := range rareFonts {
		if strings.Contains(name, word) {
			return len(rareFonts) - i
		}
	}
	return 0
}

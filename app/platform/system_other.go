//go:build !windows

package platform

import (
	"os"
	"regexp"
	"runtime"
	"strings"
)

var prettyName = regexp.MustCompile(`(?m)^PRETTY_NAME="?([^"\n]*)"?$`)

// SystemName is the operating system and its version, in a few words.
func SystemName() string {
	if text, err := os.ReadFile("/etc/os-release"); err == nil {
		if m := prettyName.FindSubmatch(text); m != nil {
			return strings.ReplaceAll(string(m[1]), "/", " ") // GNU/Linux is no path
		}
	}
	return runtime.GOOS
}

//go:build !windows

package platform

import (
	"strings"
	"testing"
)

func TestWithoutAnOpenerThePlaceIsNamed(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	err := OpenFile("/日志")
	if err == nil || !strings.Contains(err.Error(), "/日志") || strings.Contains(err.Error(), "executable") {
		t.Errorf("%v", err)
	}
}

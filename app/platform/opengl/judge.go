package opengl

import (
	"fmt"
	"strings"
)

// judge tells from OpenGL's own words whether Fyne can draw with it: version 2.1 or
// later, and not the one Windows brings for want of a driver.
func judge(version, renderer string) Finding {
	found := Finding{Version: version, Renderer: renderer}
	var major, minor int
	switch _, err := fmt.Sscanf(version, "%d.%d", &major, &minor); {
	case err != nil:
		found.Trouble = "驱动没有说出 OpenGL 的版本"
	case strings.Contains(renderer, "GDI Generic"):
		found.Trouble = "没有装显卡驱动，只有 Windows 自带的 OpenGL " + version
	case major < 2 || major == 2 && minor < 1:
		found.Trouble = fmt.Sprintf("%s 只有 OpenGL %s", renderer, version)
	}
	return found
}

// parse reads what Probe has printed.
func parse(output string) Finding {
	lines := strings.Split(strings.ReplaceAll(output, "\r", ""), "\n")
	if len(lines) < 3 {
		return Finding{Trouble: "试用 OpenGL 时驱动出错"}
	}
	return Finding{Version: lines[0], Renderer: lines[1], Trouble: lines[2]}
}

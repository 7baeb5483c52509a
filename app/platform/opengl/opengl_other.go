//go:build !windows

package opengl

// Offered reports whether how the window is drawn can be chosen on this system.
const Offered = false

// ProbeFlag, alone on the command line, has the program try OpenGL out and end.
const ProbeFlag = "--gl-probe"

// Probe tries OpenGL out where that is called for.
func Probe([]string) int { return 0 }

func prepare(string, wish) (*start, error) { return nil, nil }

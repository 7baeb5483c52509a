//go:build !windows

package platform

// Alert shows a box of the system's own and waits until it is closed; it needs no
// window of the program and no OpenGL. Elsewhere than on Windows nothing is shown.
func Alert(title, text string) {}

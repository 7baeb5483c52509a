//go:build !windows

package platform

// JoinConsole is only needed on Windows.
func JoinConsole() {}

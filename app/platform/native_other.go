//go:build !windows

package platform

// forDialogs has nothing to prepare outside Windows.
func forDialogs() (leave func()) { return func() {} }

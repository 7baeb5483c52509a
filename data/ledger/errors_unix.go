//go:build !windows

package ledger

import "errors"

// isDiskFull reports whether err says that no space is left (ENOSPC, EDQUOT).
// It goes by the text, so that this room needs no system package.
func isDiskFull(err error) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		if msg := err.Error(); msg == "no space left on device" || msg == "disk quota exceeded" {
			return true
		}
	}
	return false
}

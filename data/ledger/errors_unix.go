//go:build !windows

package ledger

import (
	"errors"
	"io/fs"
)

// isDiskFull reports whether err says that no space is left (ENOSPC, EDQUOT).
// It goes by the text, so that this room needs no system package.
func isDiskFull(err error) bool {
	var pe *fs.PathError
	if !errors.As(err, &pe) {
		return false
	}
	msg := pe.Err.Error()
	return msg == "no space left on device" || msg == "disk quota exceeded"
}

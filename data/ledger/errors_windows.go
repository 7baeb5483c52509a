package ledger

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

// isDiskFull reports whether err says that no space is left.
func isDiskFull(err error) bool {
	var pe *fs.PathError
	return errors.As(err, &pe) &&
		(errors.Is(pe.Err, windows.ERROR_DISK_FULL) || errors.Is(pe.Err, windows.ERROR_HANDLE_DISK_FULL))
}

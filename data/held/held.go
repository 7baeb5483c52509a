// Package held is about files that another program holds: on an office PC WPS, Excel,
// the virus scanner and the cloud drive open files as they like, and Windows then
// refuses to rename, remove or open them, often only for a moment.
package held

import (
	"errors"
	"reflect"
	"runtime"
	"time"
)

// patience is how long a held file is waited for before a person is told.
const patience = 2 * time.Second

// By names who it may be, for sentences.
const By = "别的程序（WPS、Excel、杀毒软件或网盘）"

// Patiently does something to a file, and again for two seconds while another program
// holds it.
func Patiently(do func() error) error { return patiently(do, Is, patience) }

func patiently(do func() error, held func(error) bool, patience time.Duration) error {
	for start := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		err := do()
		if err == nil || !held(err) || time.Since(start) > patience {
			return err
		}
	}
}

// Is reports Windows' "access denied", "sharing violation" and "lock violation".
// Access denied is also what a folder says that may not be written to.
func Is(err error) bool {
	return runtime.GOOS == "windows" && shared(Number(err))
}

func shared(number uint64) bool { return number == 5 || number == 32 || number == 33 }

// Number gives the number the operating system gave an error, 0 for none.
func Number(err error) uint64 {
	for ; err != nil; err = errors.Unwrap(err) {
		if v := reflect.ValueOf(err); v.Kind() == reflect.Uintptr {
			return v.Uint()
		}
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				if n := Number(e); n != 0 {
					return n
				}
			}
		}
	}
	return 0
}

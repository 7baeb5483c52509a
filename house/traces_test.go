package house_test

import (
	"bytes"
	"testing"
)

// What is committed must mean the same on every machine: no path of the one it
// was written on, no host its packages came through.
func TestNoTraceOfTheMachine(t *testing.T) {
	// Put together here, so that this file does not name them itself.
	traces := []string{"/wor" + "k/", "/roo" + "t/", "/hom" + "e/", "proxy.gol" + "ang.org", "/tmp/ba" + "sh_jobs"}
	for _, name := range committed(t) {
		content := text(t, name)
		if bytes.IndexByte(content, 0) >= 0 {
			continue // binary: fonts and workbooks, where such a run of bytes means nothing
		}
		for _, trace := range traces {
			if bytes.Contains(content, []byte(trace)) {
				t.Errorf("%s names %q", name, trace)
			}
		}
	}
}

// A ledger with people in it is never committed by mistake.
func TestNoLedgerIsCommitted(t *testing.T) {
	for _, name := range committed(t) {
		if bytes.HasPrefix(text(t, name), []byte("SQLite format 3\x00")) {
			t.Errorf("%s is a ledger: what the program needs is made by the program", name)
		}
	}
}

package house_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
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

// A ledger with people in it, or a program left by a build, is never committed by
// mistake: what is needed of them is made anew.
func TestNothingMadeIsCommitted(t *testing.T) {
	made := map[string]string{"SQLite format 3\x00": "a ledger", "\x7fELF": "a program", "MZ\x90\x00": "a program", "!<arch>": "a library"}
	for _, name := range committed(t) {
		content := text(t, name)
		for start, what := range made {
			if bytes.HasPrefix(content, []byte(start)) {
				t.Errorf("%s is %s: it can be made anew and does not belong here", name, what)
			}
		}
	}
}

var (
	digits   = regexp.MustCompile(`[0-9]+[Xx]?`)
	idNumber = regexp.MustCompile(`^[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[0-9Xx]$`)
	phone    = regexp.MustCompile(`^1[3-9]\d{9}$`)
)

// Numbers that look like somebody's and are nobody's: the examples of GB 11643 and
// the phone number that forms print as a pattern.
var publicExamples = []string{"11010519491231002X", "440524188001010014", "13800000000"}

// People in tests and examples are invented: they live in 330101 and their phones
// begin with 199000. Anything else that passes for an identity or phone number may
// be somebody's.
func TestOnlyInventedPeople(t *testing.T) {
	for _, name := range committed(t) {
		content := text(t, name)
		if bytes.IndexByte(content, 0) >= 0 || strings.HasSuffix(name, ".sum") || strings.HasSuffix(name, ".svg") {
			continue // no person can be named there
		}
		for _, found := range digits.FindAll(content, -1) {
			number := string(found)
			invented := strings.HasPrefix(number, "330101") || strings.HasPrefix(number, "199000")
			if (idNumber.Match(found) || phone.Match(found)) && !invented && !slices.Contains(publicExamples, number) {
				t.Errorf("%s has %s: is that an invented person?", name, number)
			}
		}
	}
}

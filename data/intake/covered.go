package intake

import (
	"regexp"
	"strings"

	"unionledger/data/code"
)

// NumberCovered is the kind of problem of a number whose signs are hidden by stars,
// as in a list that was printed or exported for others to see.
const NumberCovered = "number_covered"

var covered = regexp.MustCompile(`^([0-9]{0,6})[*•●]{3,}([0-9X]{1,6})$`)

// CoveredEnds gives what can be read of a covered number before and behind its stars.
func CoveredEnds(text string) (head, tail string, ok bool) {
	m := covered.FindStringSubmatch(strings.ToUpper(bareNumber(code.Fold(text))))
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// coveredNumber is what a covered number gives: nothing to store.
func coveredNumber() Cleaned {
	return lost(NumberCovered, "号码有几位是用星号遮住的，没有写入。").hint()
}

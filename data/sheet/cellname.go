package sheet

import "strings"

// digits reads a whole number of at most nine digits.
func digits(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// parseRef reads a cell's name such as E26 or $E$26, column from 0.
func parseRef(b []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(b); i++ {
		c := b[i] &^ 0x20
		if b[i] == '$' {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		if col = col*26 + int(c-'A') + 1; col > 1<<24 {
			return 0, 0, false
		}
	}
	row, ok = digits(b[i:])
	return col - 1, row, ok && col > 0 && row > 0
}

// parseRange reads a range such as A1:F2; a single cell is a range too.
func parseRange(s string) (Range, bool) {
	from, to, two := strings.Cut(s, ":")
	c1, r1, ok1 := parseRef([]byte(from))
	if !two {
		return Range{c1, r1, c1, r1}, ok1
	}
	c2, r2, ok2 := parseRef([]byte(to))
	return Range{min(c1, c2), min(r1, r2), max(c1, c2), max(r1, r2)}, ok1 && ok2
}

func trimSpace(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	return b
}

// ColumnOf is the column (from 0) of a cell's name such as E26, or of letters alone;
// -1 for anything else.
func ColumnOf(cell string) int {
	if col, _, ok := parseRef([]byte(cell)); ok {
		return col
	}
	col, _, ok := parseRef([]byte(cell + "1"))
	if !ok {
		return -1
	}
	return col
}

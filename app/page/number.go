package page

import "strconv"

// Number is the whole number that the value of a picker stands for, such as the id
// of a group or a year; 0 where it is none.
func Number(value string) int64 {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0 // not the nearest number, which ParseInt gives for one too large
	}
	return n
}

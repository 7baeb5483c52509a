package widget

import "unicode"

// What Chinese typesetting keeps off the start and the end of a line.
const (
	notFirst = "、，。；：！？）》〉”’』」】〕％…,.;:!?)]}%"
	notLast  = "（《〈“‘『「【〔([{"
)

// wrap breaks text into lines no wider than width, by the rules of Chinese text:
// between any two Chinese characters, never inside a word or a number, never
// before closing or after opening punctuation. What alone is wider than a line is
// broken anywhere. Line feeds in text stay breaks.
func wrap(text string, width float32, measure func(rune) float32) []string {
	var lines []string
	var line []rune
	var used float32
	end := func(at int) {
		lines = append(lines, trimRight(line[:at]))
		line = append([]rune(nil), trimLeft(line[at:])...)
		used = 0
		for _, r := range line {
			used += measure(r)
		}
	}
	for _, r := range text {
		if r == '\n' {
			end(len(line))
			continue
		}
		w := measure(r)
		if used+w > width && len(line) > 0 && r != ' ' {
			end(breakBefore(line, r))
		}
		line = append(line, r)
		used += w
	}
	return append(lines, trimRight(line))
}

// breakBefore finds where line may end when next does not fit any more.
func breakBefore(line []rune, next rune) int {
	for at := len(line); at > 0; at-- {
		after := next
		if at < len(line) {
			after = line[at]
		}
		if mayBreak(line[at-1], after) {
			return at
		}
	}
	return len(line) // one long word: broken where it stands
}

func mayBreak(before, after rune) bool {
	if contains(notFirst, after) || contains(notLast, before) || after == ' ' {
		return false
	}
	return before == ' ' || !joins(before) || !joins(after)
}

// joins tells whether a character is part of a Latin word, a number or a date.
func joins(r rune) bool {
	return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || contains("-_/.,:@%+*#'", r))
}

func contains(set string, r rune) bool {
	for _, s := range set {
		if s == r {
			return true
		}
	}
	return false
}

func trimRight(line []rune) string {
	for len(line) > 0 && line[len(line)-1] == ' ' {
		line = line[:len(line)-1]
	}
	return string(line)
}

func trimLeft(line []rune) []rune {
	for len(line) > 0 && line[0] == ' ' {
		line = line[1:]
	}
	return line
}

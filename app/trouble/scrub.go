package trouble

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
)

// What leaves this room holds no name, number or path of anybody. Texts for people are
// in Chinese and full of names, so nothing outside ASCII passes; of the rest go what is
// quoted, what looks like a path, and numbers long enough to belong to a person.
var (
	foreign = regexp.MustCompile(`[^\x09\x0a\x20-\x7e]+`)
	quoted  = regexp.MustCompile(`"[^"\n]*"|'[^'\n]*'` + "|`[^`\n]*`")
	// A path may have spaces in it, so it ends where a sentence goes on after a colon.
	pathlike = regexp.MustCompile(`[^\s"'()]*[/\\](?:[^:\n]|:[^ \n])*`)
	numeric  = regexp.MustCompile(`[0-9]{5,}[0-9Xx]*`)
)

// Text gives what may be told of any text.
func Text(s string) string {
	s = foreign.ReplaceAllString(s, "…")
	s = quoted.ReplaceAllString(s, `"…"`)
	s = pathlike.ReplaceAllString(s, "<path>")
	return numeric.ReplaceAllString(s, "#")
}

// Error gives what may be told of an error: the kinds of it and of what caused it, and
// the words of the innermost.
func Error(err error) string {
	if err == nil {
		return ""
	}
	var kinds []string
	innermost := err
	for e := err; e != nil; e = errors.Unwrap(e) {
		kinds, innermost = append(kinds, kindOf(e)), e
	}
	return strings.Join(kinds, " > ") + ": " + Text(innermost.Error())
}

// kindOf is the type of an error and, for the sentences of our own rooms, their Kind,
// which is a word of the program.
func kindOf(err error) string {
	name := fmt.Sprintf("%T", err)
	v := reflect.Indirect(reflect.ValueOf(err))
	if v.Kind() == reflect.Struct {
		if kind := v.FieldByName("Kind"); kind.IsValid() && kind.Kind() == reflect.String {
			name += "(" + Text(kind.String()) + ")"
		}
	}
	return name
}

var (
	goroutineLine = regexp.MustCompile(`^goroutine \d+ .*\[[\w ,()-]+\]:$`)
	callLine      = regexp.MustCompile(`^((?:created by )?[\w./*()\[\]{}@,·…-]+?)(\([^()]*\))?( in goroutine \d+)?$`)
	fileLine      = regexp.MustCompile(`^\t(.+):(\d+)( \+0x[0-9a-f]+)?$`)
)

// Stack gives what may be told of a stack as the runtime prints it: which functions in
// which files, without what they were called with; other lines as Text gives them.
func Stack(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		line = strings.TrimRight(line, "\r")
		switch {
		case goroutineLine.MatchString(line):
		case fileLine.MatchString(line):
			m := fileLine.FindStringSubmatch(line)
			line = "\t" + fileName(m[1]) + ":" + m[2]
		case i > 0 && callLine.MatchString(line) && i+1 < len(lines) && strings.HasPrefix(lines[i+1], "\t"):
			line = callLine.FindStringSubmatch(line)[1]
		default:
			line = Text(line)
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n")
}

// fileName is the last two parts of a source file's path: enough to find it, and
// nothing of the computer it was built on.
func fileName(path string) string {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' })
	return foreign.ReplaceAllString(strings.Join(parts[max(0, len(parts)-2):], "/"), "…")
}

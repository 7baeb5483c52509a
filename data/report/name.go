package report

import (
	"strings"
	"unicode"
)

// A file name without its ending is no longer than this in characters, since Windows
// counts 260 for the whole path and folders of an office have long names too, and in
// bytes, of which Linux takes 255 and a Chinese character three.
const (
	longestName  = 100
	longestBytes = 210
)

// reserved are names Windows keeps for devices, whatever stands behind the dot.
var reserved = map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true,
	"COM1": true, "COM2": true, "COM3": true, "COM4": true, "COM5": true, "COM6": true, "COM7": true, "COM8": true, "COM9": true,
	"LPT1": true, "LPT2": true, "LPT3": true, "LPT4": true, "LPT5": true, "LPT6": true, "LPT7": true, "LPT8": true, "LPT9": true}

// Reserved reports whether Windows takes a name for a device and not for a file.
func Reserved(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	return reserved[strings.ToUpper(strings.TrimSpace(base))]
}

// FileName is the name the receiver wants the file to have, made of facts and
// cleaned of what Windows forbids in names.
func (p *Profile) FileName(facts map[string]string) (string, error) {
	name, err := expand(p.File.Name, facts)
	if err != nil {
		return "", fail("profile", "报表“%s”的文件名：%v。", p.Name, err)
	}
	end := "." + p.File.Type
	return CleanName(strings.TrimSuffix(name, end), p.Name) + end, nil
}

// CleanName makes a file name without its ending that every system takes; it
// becomes instead when nothing is left.
func CleanName(name, instead string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, r):
			return '_'
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, ". ")
	r := []rune(name)
	for len(r) > longestName || len(string(r)) > longestBytes {
		r = r[:len(r)-1]
	}
	name = strings.TrimRight(string(r), ". ")
	if Reserved(name) {
		name = "_" + name
	}
	if name == "" && instead != "" {
		return CleanName(instead, "report")
	}
	return name
}

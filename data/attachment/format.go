package attachment

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// format is a form of file that may be attached. What a file is, its content says;
// only where many forms share one container does the ending of its name choose among
// them.
type format struct {
	mime string
	// endings with the dot; the first one is given to a copy that is opened, so
	// that a wrong ending can never start a program.
	endings []string
	is      func(data []byte) bool
	// byEnding forms are told apart by the ending of the name.
	byEnding bool
}

var formats = []format{
	{mime: "image/jpeg", endings: []string{".jpg", ".jpeg", ".jpe", ".jfif"}, is: begins("\xff\xd8\xff")},
	{mime: "image/png", endings: []string{".png"}, is: begins("\x89PNG\r\n\x1a\n")},
	{mime: "image/gif", endings: []string{".gif"}, is: begins("GIF87a", "GIF89a")},
	{mime: "image/bmp", endings: []string{".bmp"}, is: isBMP},
	{mime: "image/tiff", endings: []string{".tif", ".tiff"}, is: begins("II*\x00", "MM\x00*")},
	{mime: "image/webp", endings: []string{".webp"}, is: func(b []byte) bool { return begins("RIFF")(b) && at(b, 8, "WEBP") }},
	{mime: "image/heic", endings: []string{".heic", ".heif"}, is: func(b []byte) bool {
		return at(b, 4, "ftyphei") || at(b, 4, "ftyphev") || at(b, 4, "ftypmif1")
	}},
	{mime: "application/pdf", endings: []string{".pdf"}, is: begins("%PDF-")},
	{mime: "application/rtf", endings: []string{".rtf"}, is: begins(`{\rtf`)},
	{mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: []string{".docx"}, is: isZip, byEnding: true},
	{mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", endings: []string{".xlsx"}, is: isZip, byEnding: true},
	{mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation", endings: []string{".pptx"}, is: isZip, byEnding: true},
	{mime: "application/ofd", endings: []string{".ofd"}, is: isZip, byEnding: true},
	{mime: "application/vnd.oasis.opendocument.text", endings: []string{".odt"}, is: isZip, byEnding: true},
	{mime: "application/msword", endings: []string{".doc"}, is: isOLE, byEnding: true},
	{mime: "application/vnd.ms-excel", endings: []string{".xls"}, is: isOLE, byEnding: true},
	{mime: "application/vnd.ms-powerpoint", endings: []string{".ppt"}, is: isOLE, byEnding: true},
	{mime: "application/wps-office.wps", endings: []string{".wps"}, is: isOLE, byEnding: true},
	{mime: "application/wps-office.et", endings: []string{".et"}, is: isOLE, byEnding: true},
	{mime: "text/csv", endings: []string{".csv"}, is: isText, byEnding: true},
	{mime: "text/plain", endings: []string{".txt"}, is: isText, byEnding: true},
}

var (
	isZip = begins("PK\x03\x04")
	isOLE = begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	// isProgram knows what systems run: Windows, Linux, Mac, scripts, shortcuts.
	isProgram = begins("MZ", "\x7fELF", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe", "#!", "L\x00\x00\x00\x01\x14\x02\x00")
)

// programEndings are what Windows runs whatever lies within.
var programEndings = []string{".exe", ".com", ".scr", ".pif", ".bat", ".cmd", ".msi", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".ps1",
	".hta", ".cpl", ".dll", ".lnk", ".reg", ".jar", ".url", ".sh", ".app", ".docm", ".xlsm", ".pptm"}

func begins(starts ...string) func([]byte) bool {
	return func(b []byte) bool {
		return slices.ContainsFunc(starts, func(s string) bool { return at(b, 0, s) })
	}
}

func at(b []byte, offset int, s string) bool {
	return len(b) >= offset && bytes.HasPrefix(b[offset:], []byte(s))
}

// isBMP looks further than the two letters, with which a text may begin.
func isBMP(b []byte) bool { return at(b, 0, "BM") && len(b) > 18 && at(b, 6, "\x00\x00\x00\x00") }

// isText reports text as Windows writes it: UTF-8, UTF-16 with its mark, GB 18030.
func isText(b []byte) bool {
	if begins("\xff\xfe", "\xfe\xff")(b) {
		return true
	}
	if slices.ContainsFunc(b, func(c byte) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' }) {
		return false
	}
	if utf8.Valid(b) {
		return true
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}

// formatOf finds the form of a file.
func formatOf(name string, data []byte) (format, bool) {
	ending := strings.ToLower(filepath.Ext(name))
	for _, f := range formats {
		if f.is(data) && (!f.byEnding || slices.Contains(f.endings, ending)) {
			return f, true
		}
	}
	return format{}, false
}

// formatOfMime finds the form an attachment was found to have.
func formatOfMime(mime string) (format, bool) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.mime == mime })
	if i < 0 {
		return format{}, false
	}
	return formats[i], true
}

// Endings lists what a file dialog offers.
func Endings() (out []string) {
	for _, f := range formats {
		out = append(out, f.endings...)
	}
	return out
}

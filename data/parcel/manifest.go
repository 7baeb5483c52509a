// Package parcel puts what goes up to the union above into one package that its receiver
// can verify: workbooks, a summary to be signed, and a manifest with the hash of each,
// encrypted for the way where that is wanted. Verifying reads and never writes.
package parcel

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"unicode"

	"unionledger/data/report"
)

// Format is the version of packages this program makes and reads.
const Format = 1

// The names of the parts that are no workbooks.
const (
	manifestName = "清单.json"
	summaryName  = "上报说明.pdf"
)

// Limits of a package, against those that are made to fill memory or disk.
const (
	mostFile     = 300 << 20 // the package
	mostParts    = 100
	mostManifest = 1 << 20
	mostContent  = 600 << 20 // all parts unpacked
)

// Manifest says what a package holds.
type Manifest struct {
	Format int `json:"unionledger_package"`
	// Union, Enterprise and Code name the sender.
	Union      string `json:"union"`
	Enterprise string `json:"enterprise"`
	Code       string `json:"code"`
	// Made is when it was packed, Preparer by whom.
	Made     string `json:"made"`
	Preparer string `json:"preparer"`
	// Head is the seal of the sender's journal, Seal that of the package's workbooks;
	// both stand on the summary as well.
	Head  string `json:"journal_head"`
	Seal  string `json:"seal"`
	Parts []Part `json:"parts"`
}

// Part is one file of a package.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	// Form is what a workbook is, "" for the summary; the rest says what it speaks of.
	Form    string `json:"form,omitempty"`
	Profile string `json:"profile,omitempty"`
	Version string `json:"version,omitempty"`
	Period  string `json:"period,omitempty"`
	Rows    int    `json:"rows,omitempty"`
	// Run is the sender's number of the report, Corrects that of the one it replaces.
	Run      int64 `json:"run,omitempty"`
	Corrects int64 `json:"corrects,omitempty"`
}

// Workbook reports whether the part is a report and not the summary.
func (p Part) Workbook() bool { return p.Form != "" }

// seal is the hash over sender, journal and workbooks; what is printed on paper can be
// held against it.
func (m Manifest) seal() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %q %q %q\n", m.Union, m.Enterprise, m.Code, m.Made, m.Preparer, m.Head)
	for _, p := range m.Parts {
		if p.Workbook() {
			fmt.Fprintf(h, "%q %d %s %q %q %q %q %d %d %d\n", p.Name, p.Size, p.SHA256, p.Form, p.Profile, p.Version, p.Period, p.Rows, p.Run, p.Corrects)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// SealWords is a seal short enough to be compared by eye: 3F2A-90C1-…, a third of it.
func SealWords(seal string) string {
	var groups []string
	for i := 0; i+4 <= min(len(seal), 20); i += 4 {
		groups = append(groups, strings.ToUpper(seal[i:i+4]))
	}
	return strings.Join(groups, "-")
}

// parse reads a manifest and refuses one that cannot be of a package.
func parse(text []byte) (m Manifest, err error) {
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("清单读不懂")
	}
	switch {
	case m.Format > Format:
		return m, fmt.Errorf("清单是更新版本的程序写的（第 %d 版，本程序只认到第 %d 版），请先升级程序", m.Format, Format)
	case m.Format != Format:
		return m, fmt.Errorf("清单不是本程序写的")
	case len(m.Parts) == 0 || len(m.Parts) >= mostParts:
		return m, fmt.Errorf("清单里有 %d 份文件，不对", len(m.Parts))
	}
	names, total := map[string]bool{folded(manifestName): true}, int64(0)
	for _, p := range m.Parts {
		switch {
		case !plain(p.Name) || p.Size < 0 || p.Size > mostContent:
			return m, fmt.Errorf("清单里的文件名或大小不对：%.40q", p.Name)
		case names[folded(p.Name)]: // Windows keeps one of the two
			return m, fmt.Errorf("清单里有两份文件叫“%s”（大小写不算不同）", p.Name)
		}
		names[folded(p.Name)] = true
		total += p.Size
	}
	if total > mostContent {
		return m, fmt.Errorf("清单里的文件一共太大")
	}
	return m, nil
}

// folded is a name as Windows tells files apart.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// longestName is in bytes; Linux takes 255, and a file is written beside its name first.
const longestName = 240

// plain reports whether a name is that of a file in the package itself, and nothing that
// leads elsewhere, or to a device of Windows, when it is unpacked.
func plain(name string) bool {
	return name != "" && len(name) <= longestName && !report.Reserved(name) && !strings.HasSuffix(name, ".") && !strings.HasSuffix(name, " ") && path.Base(name) == name && !strings.ContainsAny(name, `\/:*?"<>|`) && name != "." && name != ".." &&
		strings.IndexFunc(name, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar
		}) < 0
}

func (m Manifest) text() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(m)
	return b.Bytes(), err
}

package house_test

import (
	"slices"
	"strings"
	"testing"
)

// A wall says what the rooms it encloses never import. A room or import that
// ends in /... stands for itself and everything below it.
type wall struct {
	rooms  []string
	except []string
	never  []string
	// tests says that the wall holds for test files too.
	tests bool
	why   string
}

// leaves are the rooms of data that know no other room but each other.
var leaves = []string{
	"data/civil", "data/money", "data/problem", "data/code", "data/identity",
	"data/field", "data/sheet", "data/calendar", "data/held",
}

// domains are the rooms that know unions.
var domains = []string{"data/union", "data/member", "data/negotiation", "data/dues", "data/organisation", "data/fund"}

var walls = []wall{
	{
		rooms: []string{"data/...", "assets/..."}, never: []string{"app/...", "fyne.io/..."}, tests: true,
		why: "what the program knows must not know a window",
	},
	{
		rooms: []string{"assets/..."}, never: []string{"data/...", "app/..."}, tests: true,
		why: "assets are data, read by the rooms above",
	},
	{
		rooms: []string{"data/civil", "data/money"}, never: []string{"data/..."},
		why: "dates and money stand on nothing",
	},
	{
		rooms: leaves,
		never: slices.Concat(domains, []string{"data/ledger", "data/rule", "data/intake", "data/report", "data/demo"}),
		why:   "a leaf knows other leaves at most",
	},
	{
		rooms: []string{"data/sheet"}, never: []string{"data/field", "data/code", "data/identity"},
		why: "the spreadsheet reader knows cells, no member and no form",
	},
	{
		rooms: []string{"data/ledger"},
		never: slices.Concat(domains, []string{"data/rule", "data/intake", "data/report", "data/demo", "data/sheet"}),
		why:   "the ledger keeps rows for all domains and knows none",
	},
	{
		rooms: domains, never: []string{"data/report", "data/demo"},
		why: "domains do not know who reports them",
	},
	{
		rooms: []string{"data/intake"}, never: slices.Concat(domains, []string{"data/ledger", "data/report", "data/demo"}),
		why: "the intake makes records out of any sheet; the domains take them in",
	},
	{rooms: []string{"data/union"}, never: []string{"data/member", "data/dues", "data/negotiation", "data/organisation"}, why: "domains know each other only downwards"},
	{rooms: []string{"data/member"}, never: []string{"data/dues", "data/negotiation", "data/organisation"}, why: "domains know each other only downwards"},
	{rooms: []string{"data/negotiation", "data/dues"}, never: []string{"data/organisation"}, why: "domains know each other only downwards"},
	{rooms: []string{"data/union", "data/member", "data/negotiation", "data/dues"}, never: []string{"data/fund"}, why: "domains know each other only downwards"},
	{rooms: []string{"data/negotiation"}, never: []string{"data/dues"}, why: "domains know each other only downwards"},
	{
		rooms: []string{"app/widget/...", "app/theme/..."}, never: []string{"data/...", "app/page/...", "app/window/...", "app/command/..."}, tests: true,
		why: "widgets hold no knowledge, they call back",
	},
	{
		rooms: []string{"app/page/..."}, never: []string{"app/window/...", "app/command/..."},
		why: "pages are put into the window, they do not know it",
	},
	{
		rooms: []string{"app/command/..."}, never: []string{"fyne.io/..."},
		why: "the command line works where there is no display",
	},
	{
		rooms: []string{"..."}, except: []string{"data/ledger"}, never: []string{"modernc.org/sqlite/...", "modernc.org/libc/..."}, tests: true,
		why: "only the ledger knows SQLite's ways",
	},
	{
		rooms: []string{"..."}, except: []string{"app/platform/..."}, never: []string{"syscall", "github.com/ncruces/zenity/..."},
		why: "only the platform's room knows the operating system",
	},
	{
		rooms: []string{"..."}, except: []string{".", "app/...", "scripts/..."}, never: []string{"log", "github.com/alecthomas/kong/..."},
		why: "below app nothing prints and nothing reads the command line",
	},
}

func TestWalls(t *testing.T) {
	for _, s := range sources(t) {
		for _, imported := range s.imports(t) {
			for _, w := range walls {
				if w.forbids(s, imported) {
					t.Errorf("%s imports %s: %s", s.path, imported, w.why)
				}
			}
		}
	}
}

// forbids reports whether the wall stands between the file and the import.
func (w wall) forbids(s source, imported string) bool {
	if s.isTest && !w.tests || imported == s.room {
		return false
	}
	return within(s.room, w.rooms) && !within(s.room, w.except) && within(imported, w.never)
}

// within reports whether a room or import is meant by one of the patterns.
func within(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		base, below := strings.CutSuffix(p, "...")
		if !below {
			return name == p
		}
		return name+"/" == base || strings.HasPrefix(name, base)
	})
}

// shared are the rooms below app/page that every page may enter: the bridge from
// fields to controls, the files of a row, a table to paper, and the stand-in for the
// window in tests.
var shared = []string{"attached", "form", "pagetest", "statement"}

// Pages meet in the window only: each can be changed or removed alone.
func TestPagesDoNotKnowEachOther(t *testing.T) {
	for _, s := range sources(t) {
		own, ok := pageOf(s.room)
		if !ok {
			continue
		}
		for _, imported := range s.imports(t) {
			if other, ok := pageOf(imported); ok && other != own && !slices.Contains(shared, other) {
				t.Errorf("%s imports %s: a page does not know another", s.path, imported)
			}
		}
	}
}

// pageOf gives the name of the page a room belongs to.
func pageOf(room string) (string, bool) {
	rest, ok := strings.CutPrefix(room, "app/page/")
	if !ok {
		return "", false
	}
	name, _, _ := strings.Cut(rest, "/")
	return name, true
}

// The means of one operating system stand in files named for it, so that the
// compiler leaves them out elsewhere.
func TestSystemCallsStandInFilesNamedForTheirSystem(t *testing.T) {
	for _, s := range sources(t) {
		for _, imported := range s.imports(t) {
			if !strings.HasPrefix(imported, "golang.org/x/sys/") {
				continue
			}
			system, _, _ := strings.Cut(strings.TrimPrefix(imported, "golang.org/x/sys/"), "/")
			if !strings.HasSuffix(strings.TrimSuffix(s.path, ".go"), "_"+system) {
				t.Errorf("%s imports %s: put it in a file named for that system", s.path, imported)
			}
		}
	}
}

// PRAGMA is SQLite's own language; other rooms write plain SQL through the ledger.
func TestOnlyTheLedgerSpeaksPragma(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest || s.room == "data/ledger" {
			continue
		}
		for _, literal := range stringLiterals(s) {
			if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(literal)), "PRAGMA ") {
				t.Errorf("%s: %q belongs in data/ledger", s.path, literal)
			}
		}
	}
}

func TestWallPatterns(t *testing.T) {
	cases := []struct {
		name    string
		pattern string
		want    bool
	}{
		{"data/sheet", "data/...", true},
		{"data", "data/...", true},
		{"database/sql", "data/...", false},
		{"data/sheet", "data/sheet", true},
		{"data/sheets", "data/sheet", false},
		{"anything", "...", true},
	}
	for _, c := range cases {
		if got := within(c.name, []string{c.pattern}); got != c.want {
			t.Errorf("within(%q, %q) = %v, want %v", c.name, c.pattern, got, c.want)
		}
	}
}

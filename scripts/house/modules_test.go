package house_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"testing"
)

// SQLite's driver is translated C that calls into modernc.org/libc; with any
// other version of libc than the one it was translated for it may corrupt data.
func TestLibcIsTheOneSQLiteWasBuiltFor(t *testing.T) {
	var sqlite struct{ Version, Dir string }
	goJSON(t, &sqlite, "mod", "download", "-json", "modernc.org/sqlite@"+required(t, "go.mod", "modernc.org/sqlite"))
	want := required(t, filepath.Join(sqlite.Dir, "go.mod"), "modernc.org/libc")
	if have := required(t, "go.mod", "modernc.org/libc"); have != want {
		t.Errorf("go.mod has modernc.org/libc %s, modernc.org/sqlite %s needs exactly %s", have, sqlite.Version, want)
	}
	var selected struct{ Version string }
	goJSON(t, &selected, "list", "-m", "-json", "modernc.org/libc")
	if selected.Version != want {
		t.Errorf("another library drags modernc.org/libc up to %s, %s is needed", selected.Version, want)
	}
}

// required gives the version of a module that a go.mod asks for.
func required(t *testing.T, modFile, name string) string {
	t.Helper()
	var mod struct {
		Require []struct{ Path, Version string }
	}
	goJSON(t, &mod, "mod", "edit", "-json", modFile)
	for _, r := range mod.Require {
		if r.Path == name {
			return r.Version
		}
	}
	t.Fatalf("%s does not ask for %s", modFile, name)
	return ""
}

// goJSON runs the go command in the project's folder and decodes its answer.
func goJSON(t *testing.T, into any, args ...string) {
	t.Helper()
	run := exec.Command("go", args...)
	run.Dir = root
	out, err := run.Output()
	if err != nil {
		t.Fatalf("go %v: %v", args, err)
	}
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatalf("go %v: %v", args, err)
	}
}

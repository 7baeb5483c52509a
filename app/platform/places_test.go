package platform

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Beside the program lies everything, once its mark does.
func TestPortablePlaces(t *testing.T) {
	dir := t.TempDir()
	if _, ok := beside(dir); ok {
		t.Fatal("portable without the mark")
	}
	if err := os.WriteFile(filepath.Join(dir, portableMark), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p, ok := beside(dir)
	if !ok || !p.Portable {
		t.Fatal("the mark was not seen")
	}
	for _, folder := range []string{p.Documents, p.Settings, p.Logs, p.Passing} {
		if filepath.Dir(folder) != dir {
			t.Errorf("%s is not beside the program", folder)
		}
	}
	if folderThere(p.Documents) == "" {
		t.Error("there is no folder to propose for a ledger")
	}
}

func TestPlacesOfTheSystem(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Setenv("APPDATA", `C:\A`)
		t.Setenv("LOCALAPPDATA", `C:\L`)
		if p := Where(); p.Settings != `C:\A\unionledger` || !strings.HasPrefix(p.Logs, `C:\L\`) || p.Documents == "" {
			t.Errorf("%+v", p)
		}
		return
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "c"))
	t.Setenv("XDG_STATE_HOME", "relative") // which the standard forbids
	p := Where()
	for got, want := range map[string]string{
		p.Settings: ".config/unionledger", p.Passing: "c/unionledger", p.Logs: ".local/state/unionledger", p.Documents: "",
	} {
		if got != filepath.Join(home, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
	papers := filepath.Join(home, "我的文件")
	for _, dir := range []string{papers, filepath.Join(home, ".config")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(home, ".config", "user-dirs.dirs"), []byte("# x\nXDG_DOCUMENTS_DIR=\"$HOME/我的文件\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Where().Documents; got != papers {
		t.Errorf("documents are in %s", got)
	}
}

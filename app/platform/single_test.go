package platform

import (
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// alone gives the process a folder of its own for its sign.
func alone(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_RUNTIME_DIR", dir)
}

func never(t *testing.T) func(string) bool {
	return func(file string) bool { t.Errorf("visited with %q", file); return true }
}

func TestTheSecondStartHandsOver(t *testing.T) {
	alone(t)
	got := make(chan string, 3)
	first := Claim("", func(file string) bool { got <- file; return true })
	if first == nil {
		t.Fatal("the first start has no window")
	}
	t.Chdir(t.TempDir())
	here, _ := os.Getwd()
	for file, want := range map[string]string{"": "", "台账.ghtz": filepath.Join(here, "台账.ghtz"), filepath.Join(here, "b.xlsx"): filepath.Join(here, "b.xlsx")} {
		if Claim(file, never(t)) != nil {
			t.Error("a second window")
		}
		if file := <-got; file != want {
			t.Errorf("handed over %q, want %q", file, want)
		}
	}
	first.Release()
	again := Claim("", never(t))
	if again == nil {
		t.Fatal("no window after the first was closed")
	}
	again.Release()
	(*Only)(nil).Release()
}

// A window that does not take what is brought keeps nobody out.
func TestAWindowThatHangsKeepsNobodyOut(t *testing.T) {
	alone(t)
	answerWithin = 200 * time.Millisecond
	t.Cleanup(func() { answerWithin = 2 * time.Second })
	hang := make(chan bool)
	first := Claim("", func(string) bool { return <-hang })
	defer first.Release()
	defer close(hang)
	if own := Claim("a.ghtz", never(t)); own == nil {
		t.Fatal("the file was lost")
	} else {
		own.Release()
	}
}

// TestAProcessThatDiedKeepsNobodyOut kills the first process.
func TestAProcessThatDiedKeepsNobodyOut(t *testing.T) {
	const variable = "PLATFORM_CLAIMS"
	if os.Getenv(variable) != "" {
		if Claim("", func(string) bool { return true }) == nil {
			os.Exit(3)
		}
		os.Stdout.WriteString("claimed\n")
		select {}
	}
	alone(t)
	first := exec.Command(os.Args[0], "-test.run=^TestAProcessThatDiedKeepsNobodyOut$")
	first.Env = append(os.Environ(), variable+"=1")
	out, err := first.StdoutPipe()
	if err == nil {
		err = first.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 8)
	if _, err := io.ReadFull(out, said); err != nil || !strings.HasPrefix(string(said), "claimed") {
		t.Fatalf("%q %v", said, err)
	}
	if Claim("a.ghtz", never(t)) != nil {
		t.Error("two windows at once")
	}
	_ = first.Process.Kill()
	_ = first.Wait()
	mine := Claim("a.ghtz", never(t))
	if mine == nil {
		t.Fatal("the dead one keeps the place")
	}
	if mine.bell == nil {
		t.Error("the place was not taken over")
	}
	mine.Release()
}

// brokenBell is a system on which nothing of this works.
type brokenBell struct{ doorbell }

func (brokenBell) claim(string) (bool, error) { return false, errors.New("none") }

func TestWithoutAWayToFindTheFirstEveryStartHasAWindow(t *testing.T) {
	mine := claim(brokenBell{}, "", "a.ghtz", never(t))
	if mine == nil {
		t.Fatal("no window")
	}
	mine.Release()
}

func TestNonsenseAtTheDoorIsNoVisit(t *testing.T) {
	for _, text := range []string{"", "x\n", `{"file":"a"}`, strings.Repeat("x", longestVisit+1) + "\n"} {
		a, b := net.Pipe()
		go func() { _, _ = io.WriteString(a, text); a.Close() }()
		if v, ok := readVisit(b); ok {
			t.Errorf("%.20q was taken for %v", text, v)
		}
		b.Close()
	}
}

// Two screens, or a program with other settings, have windows of their own.
func TestScreensAndSettingsHaveTheirOwnWindow(t *testing.T) {
	t.Setenv("DISPLAY", ":1")
	a := bellName("x")
	if a == bellName("y") {
		t.Error("other settings have the same name")
	}
	t.Setenv("DISPLAY", ":2")
	if a == bellName("x") {
		t.Error("two screens have one name")
	}
}

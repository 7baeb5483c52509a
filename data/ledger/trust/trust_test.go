// Package trust_test holds the ledger, and the writing of files, to their promises
// with processes that are killed, disks that are full and paths that are odd. It is
// a package of its own because it starts its own test program again as the process
// that is killed. UNIONLEDGER_LONG=1 makes it take its time.
package trust_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/ledger"
)

var ctx = context.Background()

// childEnv names the part a child process plays.
const childEnv = "UNIONLEDGER_CHILD"

func TestMain(m *testing.M) {
	if part, ok := parts[os.Getenv(childEnv)]; ok {
		if err := part(os.Args[1:]); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// parts are the things a child process does with the arguments it is given.
var parts = map[string]func(args []string) error{
	"write":  writeForever,
	"backup": backUpForever,
	"create": createForever,
	"export": exportForever,
	"hold":   hold,
	"race":   raceToCreate,
	"open":   openOnce,
}

// times is how often a test kills: few in a hurry, many with time.
func times(few, many int) int {
	if os.Getenv("UNIONLEDGER_LONG") != "" {
		return many
	}
	return few
}

// child is a process of this test program at work.
type child struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines *bufio.Scanner
}

func start(t *testing.T, part string, args ...string) *child {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	return startCommand(t, part, exec.Command(self, args...))
}

func startCommand(t *testing.T, part string, cmd *exec.Cmd) *child {
	t.Helper()
	cmd.Env = append(os.Environ(), childEnv+"="+part)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	c := &child{cmd, in, bufio.NewScanner(out)}
	t.Cleanup(func() { c.kill() })
	return c
}

// line is the next thing the child said, "" when it has ended.
func (c *child) line() string {
	c.lines.Scan()
	return c.lines.Text()
}

// killWithin kills the child at a moment within d of its first word, and returns
// all it said before.
func (c *child) killWithin(d time.Duration) (said []string) {
	if !c.lines.Scan() {
		c.cmd.Wait()
		return nil
	}
	said = append(said, c.lines.Text())
	timer := time.AfterFunc(rand.N(d), func() { c.cmd.Process.Kill() })
	defer timer.Stop()
	for c.lines.Scan() {
		said = append(said, c.lines.Text())
	}
	c.cmd.Wait()
	return said
}

func (c *child) kill() {
	c.cmd.Process.Kill()
	c.cmd.Wait()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t testing.TB, err error, kind string) {
	t.Helper()
	if !ledger.IsKind(err, kind) {
		t.Errorf("%v, want kind %s", err, kind)
	}
}

// create makes a ledger with n members and closes it.
func create(t testing.TB, path string, n int) {
	t.Helper()
	l, err := ledger.Create(ctx, path, ledger.Options{Operator: "沈雪娟"})
	must(t, err)
	if n > 0 {
		_, err = l.Write(ctx, ledger.Op{Kind: "import", Title: "导入"}, addMembers("会员", n))
		must(t, err)
	}
	must(t, l.Close())
}

func open(t testing.TB, path string, opt ledger.Options) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(ctx, path, opt)
	must(t, err)
	t.Cleanup(func() { l.Close() })
	return l
}

func addMembers(name string, n int) func(*ledger.Tx) error {
	return func(tx *ledger.Tx) error {
		for i := range n {
			full := fmt.Sprintf("%s%d", name, i)
			if _, err := tx.Insert("member", []string{"name", "name_key", "phone"}, []any{full, full, fmt.Sprint(19900000000 + i)}); err != nil {
				return err
			}
		}
		return nil
	}
}

// whole checks everything that can be checked of an open ledger.
func whole(t testing.TB, l *ledger.Ledger) ledger.Verification {
	t.Helper()
	v, err := l.Verify(ctx)
	must(t, err)
	if len(v.Problems) > 0 {
		t.Fatalf("Verify: %q", v.Problems)
	}
	return v
}

func count(t testing.TB, r ledger.Reader, query string) (n int) {
	t.Helper()
	must(t, r.QueryRowContext(ctx, query).Scan(&n))
	return n
}

// names lists a folder.
func names(t testing.TB, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func isPartial(name string) bool { return strings.Contains(name, ".partial") }

func in(t testing.TB, name string) string { return filepath.Join(t.TempDir(), name) }

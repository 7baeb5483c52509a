package trust_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"unionledger/data/ledger"
)

// hold opens a ledger and keeps it until it is killed.
func hold(args []string) error {
	if _, err := ledger.Open(ctx, args[0], ledger.Options{Operator: "王柏俊"}); err != nil {
		return err
	}
	fmt.Println("open")
	select {}
}

func TestLockOfAnotherProcess(t *testing.T) {
	path := in(t, "台账.ghtz")
	create(t, path, 3)
	c := start(t, "hold", path)
	if got := c.line(); got != "open" {
		t.Fatal(got)
	}
	link := filepath.Join(filepath.Dir(path), "另一个名字.ghtz")
	must(t, os.Symlink(path, link))
	for _, p := range []string{path, link} {
		_, err := ledger.Open(ctx, p, ledger.Options{})
		wantKind(t, err, "in_use")
		if today := time.Now().Format("2006-01-02"); err == nil || !strings.Contains(err.Error(), "王柏俊") || !strings.Contains(err.Error(), today) {
			t.Error("neither who nor since:", err)
		}
	}
	r := open(t, path, ledger.Options{ReadOnly: true})
	if n := count(t, r.Read(), "SELECT count(*) FROM member"); n != 3 {
		t.Error("the reader beside the writer sees", n)
	}
	must(t, r.Close())
	c.kill()
	l := open(t, path, ledger.Options{})
	if _, err := l.Write(ctx, ledger.Op{Title: "后来"}, addMembers("后来", 1)); err != nil {
		t.Error("after the other was killed:", err)
	}
	whole(t, l)
}

// raceToCreate creates each path it is told, says how it went, and keeps what it
// made until the next word.
func raceToCreate([]string) error {
	fmt.Println("ready")
	words := bufio.NewScanner(os.Stdin)
	for words.Scan() {
		l, err := ledger.Create(ctx, words.Text(), ledger.Options{Operator: "赢家"})
		switch {
		case err == nil:
			if _, err = l.Write(ctx, ledger.Op{Title: "入会"}, addMembers("会员", 5)); err != nil {
				return err
			}
			fmt.Println("won")
		case ledger.IsKind(err, "exists"):
			fmt.Println("exists")
		default:
			fmt.Println(err)
		}
		if words.Scan(); l != nil {
			l.Close()
		}
		fmt.Println("closed")
	}
	return nil
}

func TestTwoCreateTheSame(t *testing.T) {
	dir := t.TempDir()
	racers := []*child{start(t, "race"), start(t, "race")}
	tell := func(word string) (said []string) {
		for _, c := range racers {
			fmt.Fprintln(c.in, word)
		}
		for _, c := range racers {
			said = append(said, c.line())
		}
		return said
	}
	for _, c := range racers {
		c.line()
	}
	for i := range times(40, 400) {
		path := filepath.Join(dir, fmt.Sprint(i, ledger.Extension))
		if got := strings.Join(tell(path), " "); got != "won exists" && got != "exists won" {
			t.Fatal(got)
		}
		r := open(t, path, ledger.Options{ReadOnly: true}) // while the winner has it
		if n := count(t, r.Read(), "SELECT count(*) FROM member"); n != 5 {
			t.Fatalf("the winner's ledger has %d members", n)
		}
		must(t, r.Close())
		tell("close")
		l := open(t, path, ledger.Options{})
		whole(t, l)
		must(t, l.Close())
		must(t, os.Remove(path))
	}
	if left := names(t, dir); len(left) > 0 {
		t.Error("left behind:", left)
	}
}

// Two programs that take turns at one ledger never have it at the same time, also
// in the moment when the first lets go.
func TestLockChangesHands(t *testing.T) {
	path := in(t, "台账.ghtz")
	create(t, path, 0)
	const workers, each = 4, 15
	failed := make(chan error, workers)
	for w := range workers {
		go func() {
			for n := 0; n < each; {
				l, err := ledger.Open(ctx, path, ledger.Options{})
				if ledger.IsKind(err, "in_use") {
					time.Sleep(time.Millisecond)
					continue
				}
				if err == nil {
					_, err = l.Write(ctx, ledger.Op{Title: "入会"}, addMembers(fmt.Sprint(w, "-", n), 1))
					l.Close()
				}
				if err != nil {
					failed <- err
					return
				}
				n++
			}
			failed <- nil
		}()
	}
	for range workers {
		must(t, <-failed)
	}
	l := open(t, path, ledger.Options{})
	if v := whole(t, l); v.Operations != workers*each {
		t.Error(v)
	}
}

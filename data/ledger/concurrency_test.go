package ledger

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"
)

func TestCancelledWriteLeavesNothing(t *testing.T) {
	l := newLedger(t)
	write(t, l, "先", addMember("张三"))
	for _, at := range []int{0, 1, 999, 1000, 1001, 2500} {
		ctx, cancel := context.WithCancel(ctx)
		_, err := l.Write(ctx, Op{Title: "断"}, func(tx *Tx) error {
			for i := range 3000 {
				if i == at {
					cancel()
				}
				_ = addMember(fmt.Sprint(i))(tx) // one that carries on in spite of errors
			}
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %d: %v", at, err)
		}
		if n := count(t, l, "SELECT count(*) FROM member"); n != 1 {
			t.Fatalf("cancelled at %d: %d members", at, n)
		}
		write(t, l, "后", func(tx *Tx) error { return tx.Update("member", 1, []string{"note"}, []any{fmt.Sprint(at)}) })
	}
	if got := problemsAfter(t, l, ``); got != "" {
		t.Error(got)
	}
}

func TestPanicInAWriteLeavesNothing(t *testing.T) {
	l := newLedger(t)
	func() {
		defer func() { recover() }()
		l.Write(ctx, Op{Title: "慌"}, func(tx *Tx) error {
			if err := addMember("张三")(tx); err != nil {
				return err
			}
			panic("慌")
		})
	}()
	write(t, l, "后", addMember("李四"))
	if n := count(t, l, "SELECT count(*) FROM member"); n != 1 {
		t.Error(n)
	}
	if got := problemsAfter(t, l, ``); got != "" {
		t.Error(got)
	}
}

// Readers see the state before or after a long write, and are not held up by it.
func TestReadersDuringALongWrite(t *testing.T) {
	l := newLedger(t)
	write(t, l, "先", addMember("张三"))
	inside, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		l.Write(ctx, Op{Title: "长"}, func(tx *Tx) error {
			for i := range 5000 {
				if err := addMember(fmt.Sprint(i))(tx); err != nil {
					return err
				}
				if i == 2500 {
					inside <- true
					<-inside
				}
			}
			return nil
		})
	}()
	<-inside
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			if n := count(t, l, "SELECT count(*) FROM member"); n != 1 {
				t.Error("a reader saw", n)
			}
			if l.Operator() == "" {
				t.Error("no operator")
			}
			if _, err := l.History(ctx, 0); err != nil {
				t.Error(err)
			}
		})
	}
	if v, err := l.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
	if _, err := l.Backup(ctx, "自动"); err != nil {
		t.Error(err)
	}
	readers.Wait()
	inside <- true
	<-done
	if n := count(t, l, "SELECT count(*) FROM member"); n != 5001 {
		t.Error(n)
	}
}

func TestListenersMayCallBack(t *testing.T) {
	l := newLedger(t)
	var heard []int64
	l.OnWrite(func(o Operation) {
		heard = append(heard, o.ID)
		l.SetOperator("听者")
		l.OnWrite(func(Operation) {})
		if len(heard) < 3 {
			write(t, l, "再", addMember(fmt.Sprint(o.ID)))
		}
		if _, err := l.Backup(ctx, "自动"); err != nil {
			t.Error(err)
		}
	})
	finish := time.AfterFunc(20*time.Second, func() { panic("the listeners wait for each other") })
	defer finish.Stop()
	write(t, l, "一", addMember("张三"))
	if fmt.Sprint(heard) != "[1 2 3]" {
		t.Error(heard)
	}
}

func TestCloseWaits(t *testing.T) {
	l := newLedger(t)
	write(t, l, "多", func(tx *Tx) error {
		for i := range 3000 {
			if err := addMember(fmt.Sprint(i))(tx); err != nil {
				return err
			}
		}
		return nil
	})
	var work sync.WaitGroup
	for i := range 4 {
		work.Go(func() {
			if b, err := l.Backup(ctx, fmt.Sprint("自动", i)); err == nil {
				if _, err := CheckBackup(ctx, b.Path); err != nil {
					t.Error(err)
				}
			} else if !IsKind(err, "closed") {
				t.Error(err)
			}
		})
		work.Go(func() {
			if _, err := l.Write(ctx, Op{Title: "写"}, addMember("后")); err != nil && !IsKind(err, "closed") {
				t.Error(err)
			}
		})
	}
	time.Sleep(5 * time.Millisecond)
	must(t, l.Close())
	must(t, l.Close())
	work.Wait()
	if _, err := l.Undo(ctx, 0); err == nil || !hasChinese(err) {
		t.Error("undo on a closed ledger:", err)
	}
	r, err := Open(ctx, l.path, Options{})
	must(t, err)
	defer r.Close()
	if v, err := r.Verify(ctx); err != nil || len(v.Problems) > 0 {
		t.Error(v.Problems, err)
	}
}

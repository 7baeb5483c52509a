package held

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestPatientlyWaitsForWhoHoldsTheFile(t *testing.T) {
	busy, other := errors.New("busy"), errors.New("other")
	isBusy := func(err error) bool { return errors.Is(err, busy) }
	for _, c := range []struct {
		answers  []error
		patience time.Duration
		want     error
		calls    int
	}{
		{[]error{nil}, time.Minute, nil, 1},
		{[]error{busy, fmt.Errorf("again: %w", busy), nil}, time.Minute, nil, 3},
		{[]error{busy, other}, time.Minute, other, 2},
		{[]error{busy, busy, busy, busy}, 0, busy, 2},
	} {
		calls := 0
		err := patiently(func() error { calls++; return c.answers[calls-1] }, isBusy, c.patience)
		if !errors.Is(err, c.want) || calls > c.calls {
			t.Errorf("%v: %v after %d calls", c.answers, err, calls)
		}
	}
}

func TestNumber(t *testing.T) {
	_, err := os.Open(filepath.Join(t.TempDir(), "none"))
	if Number(err) != 2 || Number(errors.Join(errors.New("x"), fmt.Errorf("y: %w", err))) != 2 {
		t.Errorf("the number of %v is %d", err, Number(err)) // ENOENT and ERROR_FILE_NOT_FOUND
	}
	if Number(errors.New("x")) != 0 || Number(nil) != 0 {
		t.Error("a number out of nothing")
	}
	for number, want := range map[uint64]bool{5: true, 32: true, 33: true, 2: false, 0: false} {
		if shared(number) != want {
			t.Errorf("%d", number)
		}
	}
}

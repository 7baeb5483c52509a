package report

import (
	"iter"
	"sync"
)

// batchRows is how many rows are handed over at once; handing over costs about as
// much as writing a row.
const batchRows = 256

// batch is a run of rows on its way, with room for values that is used again.
type batch struct {
	rows []Row
	n    int
	err  error
}

// ahead reads rows in the background while the ones before are being written or
// checked: reading the ledger is half of the work. The rows are those of the
// source in the same order; the reading has ended when the loop over them ends.
func ahead(rows iter.Seq2[Row, error]) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		full, free := make(chan *batch, 2), make(chan *batch, 3)
		for range cap(free) {
			free <- &batch{rows: make([]Row, batchRows)}
		}
		stop := make(chan struct{})
		var reading sync.WaitGroup
		reading.Go(func() {
			defer close(full)
			readBatches(rows, full, free, stop)
		})
		defer reading.Wait()
		defer close(stop)
		for b := range full {
			for _, r := range b.rows[:b.n] {
				if !yield(r, nil) {
					return
				}
			}
			if b.err != nil {
				yield(Row{}, b.err)
				return
			}
			free <- b
		}
	}
}

// readBatches fills batches until the rows end or the other side stops.
func readBatches(rows iter.Seq2[Row, error], full chan<- *batch, free <-chan *batch, stop <-chan struct{}) {
	take := func() *batch {
		select {
		case b := <-free:
			b.n = 0
			return b
		case <-stop:
			return nil
		}
	}
	give := func(b *batch) bool {
		select {
		case full <- b:
			return true
		case <-stop:
			return false
		}
	}
	b := take()
	for r, err := range rows {
		if b == nil {
			return
		}
		if b.err = err; err != nil {
			break
		}
		b.put(r)
		if b.n == batchRows {
			if !give(b) {
				return
			}
			b = take()
		}
	}
	if b != nil && (b.n > 0 || b.err != nil) {
		give(b)
	}
}

// put copies a row, whose values the source will use again.
func (b *batch) put(r Row) {
	to := &b.rows[b.n]
	b.n++
	to.Record, to.Who = r.Record, r.Who
	if to.Values.Fields() != r.Values.Fields() {
		to.Values = r.Values.Clone()
		return
	}
	for i := range r.Values.Fields().Len() {
		to.Values.SetAt(i, r.Values.At(i))
	}
}

// Command grid measures how long the data grid takes to scroll in a real window,
// next to the toolkit's own table with labels, over the same rows in the same run.
//
// It opens a window of 1280×800 with 100,000 rows × 12 Chinese columns, scrolls
// 300 single rows and 100 pages, and prints the least, the median and the 95th
// hundredth of the milliseconds per step.
//
// What is timed. A step is the call that sets the scroll place, plus the frame
// that follows. The toolkit paints at most once per tick of its event loop, so the
// wait for the tick is left out: the frame's time runs from the toolkit's first
// question to the window's content (its MinSize, with which every frame begins) to
// the first queued function the loop runs after the frame, which is after the
// buffers were swapped. A software OpenGL rasterises while swapping, so a clock
// stopped any earlier would miss most of its work. On Linux the processor time of
// all threads per step is printed too: other programs running at the same time
// lengthen the milliseconds, but hardly this figure.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"unionledger/app/theme"
	"unionledger/app/widget/grid"
)

// pageRows is how far a page goes.
const pageRows = 25

func main() {
	show := flag.Bool("show", false, "leave the window with the grid open instead of measuring")
	rows := flag.Int("rows", 100_000, "number of rows")
	single := flag.Int("single", 300, "steps of one row")
	pages := flag.Int("pages", 100, "steps of one page")
	peer := flag.Bool("peer", true, "measure the toolkit's table too")
	profile := flag.String("cpuprofile", "", "write a CPU profile of the grid's part to this file")
	flag.Parse()

	a := app.NewWithID("unionledger.bench.grid")
	a.Settings().SetTheme(theme.New(false, 1))
	w := a.NewWindow("grid")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1280, 800))
	source := roster(*rows)
	g := newGrid(source)
	if *show {
		w.SetContent(g)
		w.ShowAndRun()
		return
	}
	b := &bench{window: w, clock: newClock(), single: *single, pages: *pages}
	a.Lifecycle().SetOnStarted(func() {
		go func() {
			stop := startProfile(*profile)
			b.run("grid", g, g.ScrollTo)
			stop()
			if *peer {
				table := newTable(source)
				b.run("widget.Table, labels", table, func(row int) {
					table.ScrollToOffset(fyne.NewPos(0, float32(row)*tableRowPitch(table)))
				})
			}
			fyne.Do(a.Quit)
		}()
	})
	w.ShowAndRun()
}

// startProfile profiles until the returned function is called.
func startProfile(path string) (stop func()) {
	if path == "" {
		return func() {}
	}
	f, err := os.Create(path)
	if err == nil {
		err = pprof.StartCPUProfile(f)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "no profile:", err)
		return func() {}
	}
	return func() {
		pprof.StopCPUProfile()
		f.Close()
	}
}

func newGrid(source roster) *grid.Grid {
	var columns []grid.Column
	for i, title := range titles {
		columns = append(columns, grid.Column{Key: title, Title: title, Width: widths[i], Sortable: true})
	}
	g := grid.New(columns, source)
	g.Frozen, g.ShowNumbers, g.ShowChecks = 1, true, true
	return g
}

// newTable is the peer: the toolkit's table as its documentation shows it.
func newTable(source roster) *widget.Table {
	t := widget.NewTableWithHeaders(
		func() (int, int) { return source.Len(), len(titles) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(id widget.TableCellID, o fyne.CanvasObject) {
			o.(*widget.Label).SetText(source.Cell(id.Row, id.Col).Text)
		})
	for i, w := range widths {
		t.SetColumnWidth(i, w)
	}
	return t
}

func tableRowPitch(t *widget.Table) float32 {
	return widget.NewLabel("").MinSize().Height + t.Theme().Size("separator")
}

// bench scrolls one content after the other in the same window.
type bench struct {
	window        fyne.Window
	clock         *clock
	single, pages int // steps to measure
}

func (b *bench) run(name string, content fyne.CanvasObject, scrollTo func(row int)) {
	fyne.DoAndWait(func() { b.window.SetContent(container.New(b.clock, content)) })
	time.Sleep(2 * time.Second) // first paint, fonts
	row := 0
	rows := b.steps(b.single, func() { row++; scrollTo(row) })
	pages := b.steps(b.pages, func() { row += pageRows; scrollTo(row) })
	fmt.Printf("%-22s one row: %s   one page: %s\n", name, rows, pages)
}

// steps does n steps, one frame each.
func (b *bench) steps(n int, step func()) summary {
	var all []time.Duration
	before, counted := processorTime()
	for range n {
		done := make(chan time.Duration, 1)
		fyne.Do(func() {
			from := time.Now()
			step()
			b.clock.arm(time.Since(from), done)
		})
		select {
		case d := <-done:
			all = append(all, d)
		case <-time.After(5 * time.Second):
			panic("a step was not followed by a frame: the content did not ask to be painted")
		}
	}
	s := summarise(all)
	if after, ok := processorTime(); ok && counted {
		s.processor = (after - before) / time.Duration(n)
	}
	return s
}

// processorTime is what all threads of this process have used so far, in steps of
// 10 ms; Linux only.
func processorTime() (time.Duration, bool) {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0, false
	}
	// The name in brackets may hold spaces; user and system time are the 12th and
	// 13th field after it.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 13 {
		return 0, false
	}
	var ticks time.Duration
	for _, f := range fields[11:13] {
		n, err := strconv.Atoi(f)
		if err != nil {
			return 0, false
		}
		ticks += time.Duration(n)
	}
	return ticks * 10 * time.Millisecond, true
}

// clock is the layout of the window's content and notices when a frame begins.
type clock struct {
	set  time.Duration // what setting the scroll place took
	done chan time.Duration
}

func newClock() *clock { return &clock{} }

// arm waits for the next frame.
func (c *clock) arm(set time.Duration, done chan time.Duration) { c.set, c.done = set, done }

// Layout fills the window with every object.
func (c *clock) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

// MinSize is the toolkit's first question in every frame.
func (c *clock) MinSize([]fyne.CanvasObject) fyne.Size {
	if c.done != nil {
		done, set, from := c.done, c.set, time.Now()
		c.done = nil
		// Queued now, run by the loop when this frame is over.
		go fyne.Do(func() { done <- set + time.Since(from) })
	}
	return fyne.NewSize(400, 300)
}

// summary is what is printed of many steps.
type summary struct {
	least, median, high time.Duration
	processor           time.Duration // per step, 0 where not known
}

func summarise(all []time.Duration) summary {
	slices.Sort(all)
	return summary{least: all[0], median: all[len(all)/2], high: all[len(all)*95/100]}
}

func (s summary) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("min %6.2f  median %6.2f  p95 %6.2f  processor %6.2f ms", ms(s.least), ms(s.median), ms(s.high), ms(s.processor))
}

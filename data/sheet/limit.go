package sheet

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

// Limits bound what a file may cost to read. A zero field means no limit.
type Limits struct {
	// FileBytes bounds the file, UnzippedBytes all that is unpacked from it.
	FileBytes, UnzippedBytes int64
	Sheets                   int
	// Columns is how many columns a sheet may use, counted from A.
	Columns int
	// Cells counts the cells of all sheets, gaps between filled cells included.
	Cells int
	// Formulas is how many cells without a stored result are calculated.
	Formulas int
	// Time bounds the reading, FormulaTime the calculating, by the wall clock.
	Time, FormulaTime time.Duration
}

// DefaultLimits hold any roster of an enterprise and refuse files built to hurt.
var DefaultLimits = Limits{
	FileBytes: 128 << 20, UnzippedBytes: 256 << 20, Sheets: 256, Columns: 512, Cells: 20_000_000,
	Formulas: 100_000, Time: 2 * time.Minute, FormulaTime: 20 * time.Second,
}

// Options are the ways to open a file.
type Options struct {
	// Password opens an encrypted workbook.
	Password string
	// Limits left wholly zero are DefaultLimits.
	Limits Limits
	// Progress, if set, is told now and then how many of total bytes are done.
	Progress func(done, total int64)
}

// guard counts what reading one file costs, and words its errors.
type guard struct {
	ctx         context.Context
	limits      Limits
	name        string
	deadline    time.Time
	cells, tick int
	unzipped    int64
	progress    func(done, total int64)
	total       int64
}

func newGuard(ctx context.Context, path string, opt Options) *guard {
	g := &guard{ctx: ctx, limits: opt.Limits, name: filepath.Base(path), progress: opt.Progress}
	if g.limits == (Limits{}) {
		g.limits = DefaultLimits
	}
	if g.limits.Time > 0 {
		g.deadline = time.Now().Add(g.limits.Time)
	}
	return g
}

// fail words an error about the file; the sentence follows its name.
func (g *guard) fail(kind string, cause error, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf("“%s”", g.name) + fmt.Sprintf(format, args...), Cause: cause}
}

// addCells counts cells and, every so often, looks at the clock and the context.
func (g *guard) addCells(n int) error {
	g.cells += n
	if g.limits.Cells > 0 && g.cells > g.limits.Cells {
		return g.fail("too_large", nil, "的单元格超过 %d 万个，太大了，没有读入。请把不用的工作表和空白区域删去，或分成几个文件再导入。", g.limits.Cells/10000)
	}
	if g.tick++; g.tick%1024 == 0 {
		return g.alive()
	}
	return nil
}

// alive reports that the work was called off or takes too long.
func (g *guard) alive() error {
	if err := g.ctx.Err(); err != nil {
		return err
	}
	if !g.deadline.IsZero() && time.Now().After(g.deadline) {
		return g.fail("too_large", nil, "读了 %d 秒还没有读完，已经停下。请把需要的工作表另存为一个新文件再导入。", int(g.limits.Time.Seconds()))
	}
	return nil
}

// addBytes counts unpacked bytes.
func (g *guard) addBytes(n int) error {
	g.unzipped += int64(n)
	if g.limits.UnzippedBytes > 0 && g.unzipped > g.limits.UnzippedBytes {
		return g.bloated()
	}
	if g.progress != nil {
		g.progress(min(g.unzipped, g.total), g.total)
	}
	return g.alive()
}

// bloated words the error for a file that is small only while it is packed.
func (g *guard) bloated() error {
	return g.fail("too_large", nil, "展开后超过 %d MB，太大了，没有读入。请用 WPS 打开，把需要的工作表另存为一个新文件再导入。", g.limits.UnzippedBytes>>20)
}

// smallFor reports whether what is packed is so much smaller than what it says it
// holds that it is no table: such a file is refused before its first part is opened,
// whose content may not even be that of a workbook.
func (g *guard) smallFor(declared int64, packed int) bool { return declared > 100*int64(packed) }

// column refuses a value so far to the right that no table reaches it.
func (g *guard) column(sheet string, col, row int) error {
	if g.limits.Columns > 0 && col >= g.limits.Columns {
		return g.fail("too_large", nil, "的工作表“%s”在 %s 单元格还有内容，超出了 %d 列。请删去表格右边多余的内容再导入。", sheet, CellName(min(col, 1<<20), row), g.limits.Columns)
	}
	return nil
}

// damaged words the error for a file that cannot be understood.
func (g *guard) damaged(cause error) error {
	return g.fail("damaged", cause, "已损坏或没有拷贝完整，读不出来。请重新拷贝或下载一份；如果 WPS 能打开它，请另存为 .xlsx 再导入。")
}

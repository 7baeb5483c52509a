package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"unionledger/data/held"
)

// Open reads the file at path into a Book. What it is, is told by its content:
// xlsx or xlsm, encrypted or not, old .xls (BIFF8), csv, tab-separated text, or the
// html table many systems hand out as .xls. Errors are of type *Error, apart from
// those of a cancelled context. No file, however damaged, makes it panic or run on.
func Open(ctx context.Context, path string, opt Options) (*Book, error) {
	g := newGuard(ctx, path, opt)
	data, err := g.load(path)
	if err != nil {
		return nil, err
	}
	return openBytes(g, path, data, opt.Password)
}

// OpenBytes reads a file that is already in memory; path only names it.
func OpenBytes(ctx context.Context, path string, data []byte, opt Options) (*Book, error) {
	return openBytes(newGuard(ctx, path, opt), path, data, opt.Password)
}

func openBytes(g *guard, path string, data []byte, password string) (book *Book, err error) {
	defer func() {
		if r := recover(); r != nil {
			book, err = nil, g.damaged(fmt.Errorf("panic while reading: %v", r))
		}
	}()
	book, err = g.read(data, password)
	if err != nil {
		if own := (*Error)(nil); errors.As(err, &own) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return nil, err
		}
		return nil, g.damaged(err)
	}
	book.Path = path
	return book, nil
}

// load reads the file whole; its size is looked at first.
func (g *guard) load(path string) ([]byte, error) {
	info, err := os.Stat(path) // before it is opened, because opening a pipe waits for its other end
	if err != nil {
		return nil, g.unreadable(err)
	}
	if !info.Mode().IsRegular() {
		return nil, g.fail("not_a_workbook", nil, "不是文件，不能当表格打开。请选一个 .xlsx、.xls 或 .csv 文件。")
	}
	var f *os.File
	err = held.Patiently(func() (err error) { f, err = os.Open(path); return err })
	if err != nil {
		return nil, g.unreadable(err)
	}
	defer f.Close()
	limit := g.limits.FileBytes
	if limit <= 0 {
		limit = 1 << 40
	}
	if info.Size() > limit {
		return nil, g.fail("too_large", nil, "有 %d MB，超过了 %d MB，没有读入。请把需要的工作表另存为一个新文件再导入。", info.Size()>>20, limit>>20)
	}
	data := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	if _, err := data.ReadFrom(io.LimitReader(f, limit)); err != nil {
		return nil, g.unreadable(err)
	}
	return data.Bytes(), nil
}

func (g *guard) unreadable(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return g.fail("not_a_workbook", err, "找不到了。请看它是不是改了名、移走了，或者 U 盘已经拔出。")
	case errors.Is(err, fs.ErrPermission):
		return g.fail("in_use", err, "没有权限读取，或正被别的程序占用。请先在 WPS 里关闭它再试。")
	}
	return g.fail("in_use", err, "读取失败，可能正被别的程序占用，或所在的磁盘有问题。请先在 WPS 里关闭它，或拷贝到桌面再试。")
}

// read tells the kind of file by its first bytes.
func (g *guard) read(data []byte, password string) (*Book, error) {
	switch {
	case len(bytes.Trim(data, " \t\r\n\x00")) == 0:
		return nil, g.fail("no_rows", nil, "是空文件，里面什么也没有。请看是不是没有保存好。")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return g.readXLSX(data)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return g.readOLE(data, password)
	case bytes.HasPrefix(data, []byte("\x09\x08")), bytes.HasPrefix(data, []byte("\x09\x04")), bytes.HasPrefix(data, []byte("\x09\x02")):
		return nil, g.oldFormat()
	case picture(data):
		return nil, g.fail("not_a_workbook", nil, "是图片，不是表格，读不出单元格。请选原来的 .xlsx、.xls 或 .csv 文件；只有照片的，请先录成表格。")
	case bytes.HasPrefix(data, []byte("%PDF")):
		return nil, g.fail("not_a_workbook", nil, "是 PDF，不是表格，读不出单元格。请向对方要 .xlsx 或 .xls 文件。")
	}
	return g.readText(data)
}

// picture reports the beginnings of photos and screenshots.
func picture(data []byte) bool {
	for _, head := range []string{"\x89PNG", "\xFF\xD8\xFF", "GIF8", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(data, []byte(head)) {
			return true
		}
	}
	return bytes.HasPrefix(data, []byte("BM")) && len(data) > 14 && bytes.Equal(data[6:10], make([]byte, 4))
}

// oldFormat is the sentence for workbooks older than Excel 97.
func (g *guard) oldFormat() error {
	return g.fail("unsupported", nil, "是很旧的表格格式，不能直接读。请用 WPS 另存为 .xlsx 再导入。")
}

// OpenReader reads a file that comes through a pipe or the clipboard; name is what
// people are told it is called.
func OpenReader(ctx context.Context, name string, r io.Reader, opt Options) (*Book, error) {
	g := newGuard(ctx, name, opt)
	limit := g.limits.FileBytes
	if limit <= 0 {
		limit = 1 << 40
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, g.unreadable(err)
	}
	if int64(len(data)) > limit {
		return nil, g.fail("too_large", nil, "超过了 %d MB，没有读入。请把需要的工作表另存为一个新文件再导入。", limit>>20)
	}
	return openBytes(g, name, data, opt.Password)
}

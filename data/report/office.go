package report

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"unionledger/data/sheet"
)

// written is what became of a form: its file, the file's SHA-256 in hex, and what
// must be said about it.
type written struct{ path, sum, remark string }

// oldRows and oldColumns are what a sheet of the old .xls holds.
const oldRows, oldColumns = 65536, 256

// mustSave is said where no .xls can be written here. A renamed .xlsx would be
// refused by its receiver as damaged.
const mustSave = "上级这张表只收 .xls。%s，所以写成了 .xlsx：请用 WPS 打开它，“另存为”选“Microsoft Excel 97-2003 文件 (*.xls)”，再上传存好的那一份。不要直接改扩展名，那样的文件会被当成坏的退回。"

// writeAs writes a filled form as the file type the receiver takes, whole or not at all.
func (p *Profile) writeAs(ctx context.Context, path string, fill func(io.Writer) error) (out written, err error) {
	if !strings.EqualFold(p.File.Type, "xls") {
		return writeSummed(path, fill)
	}
	var b bytes.Buffer
	if err := fill(&b); err != nil {
		return out, err
	}
	old, err := toXLS(ctx, b.Bytes())
	if err == nil {
		return writeSummed(path, func(w io.Writer) error { _, err := w.Write(old); return err })
	}
	var no *noOffice
	if !errors.As(err, &no) {
		return out, err
	}
	if strings.EqualFold(filepath.Ext(path), ".xls") {
		path = path[:len(path)-len(".xls")]
	}
	out, err = writeSummed(path+".xlsx", func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err })
	out.remark = fmt.Sprintf(mustSave, no.why)
	return out, err
}

// writeSummed is sheet.WriteFile with the hash of what was written.
func writeSummed(path string, write func(io.Writer) error) (written, error) {
	sum := sha256.New()
	err := sheet.WriteFile(path, func(w io.Writer) error { return write(io.MultiWriter(w, sum)) })
	return written{path: path, sum: hex.EncodeToString(sum.Sum(nil))}, err
}

// noOffice says why no .xls can be written on this machine.
type noOffice struct{ why string }

func (e *noOffice) Error() string { return e.why }

// officeTime is how long LibreOffice may take; its first start on a slow disk alone
// takes half a minute.
const officeTime = 3 * time.Minute

// toXLS turns a workbook into the old format with LibreOffice, and takes the result
// only where our own reader finds the same cells in it. The error is a *noOffice where
// the program is missing or did not do it.
func toXLS(ctx context.Context, book []byte) ([]byte, error) {
	office := findOffice()
	if office == "" {
		return nil, &noOffice{"这台电脑没有装 LibreOffice，本程序自己写不了这种旧格式"}
	}
	before, err := sheet.OpenBytes(ctx, "填好.xlsx", book, sheet.Options{})
	if err != nil {
		return nil, err
	}
	for _, s := range before.Sheets {
		for _, r := range s.Rows {
			if r.Number > oldRows || len(r.Cells) > oldColumns {
				return nil, fail("too_many", "上级这张表只收 .xls，一张工作表最多 %d 行、%d 列，现在放不下，没有导出。请按分会或小组分批导出。", oldRows, oldColumns)
			}
		}
	}
	out, err := convert(ctx, office, book)
	if err != nil {
		return nil, err
	}
	after, err := sheet.OpenBytes(ctx, "填好.xls", out, sheet.Options{})
	if err != nil || after.Format != "xls" {
		return nil, &noOffice{"LibreOffice 转换出来的文件读不回来"}
	}
	if where := firstDifference(before, after); where != "" {
		return nil, &noOffice{"LibreOffice 转换出来的文件和原来的不一样（" + where + "）"}
	}
	return out, nil
}

// convert runs LibreOffice on a private copy, with a profile folder of its own, so
// that one that is open or badly set up is not in the way.
func convert(ctx context.Context, office string, book []byte) ([]byte, error) {
	sweepConversions()
	dir, err := os.MkdirTemp("", conversions)
	if err != nil {
		return nil, fmt.Errorf("准备转换成 .xls：%w", err)
	}
	defer os.RemoveAll(dir)
	in := filepath.Join(dir, "form.xlsx")
	if err := os.WriteFile(in, book, 0o600); err != nil {
		return nil, fmt.Errorf("准备转换成 .xls：%w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, officeTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, office, "-env:UserInstallation="+fileURL(filepath.Join(dir, "profile")),
		"--headless", "--norestore", "--nolockcheck", "--convert-to", "xls:MS Excel 97", "--outdir", dir, in)
	cmd.WaitDelay = 5 * time.Second
	said, err := cmd.CombinedOutput()
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return nil, ctx.Err()
	case ctx.Err() != nil:
		return nil, &noOffice{"LibreOffice 三分钟还没有转换完"}
	case err != nil:
		return nil, &noOffice{fmt.Sprintf("LibreOffice 没有转换成功（%.80s）", strings.TrimSpace(string(said)))}
	}
	out, err := os.ReadFile(filepath.Join(dir, "form.xls"))
	if err != nil {
		return nil, &noOffice{"LibreOffice 没有转换成功"}
	}
	return out, nil
}

// conversions begins the names of the folders LibreOffice works in.
const conversions = "unionledger-xls-"

// sweepConversions removes folders that outlived their conversion, because the program
// was killed or, on Windows, a LibreOffice that was ended still held them: they hold
// personal data. Young ones may be at work.
func sweepConversions() {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), conversions+"*"))
	for _, dir := range left {
		if info, err := os.Stat(dir); err == nil && time.Since(info.ModTime()) > 10*time.Minute {
			os.RemoveAll(dir)
		}
	}
}

// fileURL names a folder in the way LibreOffice wants it: file:///C:/… on Windows.
func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// findOffice is where LibreOffice lies, "" where it is not installed.
func findOffice() string {
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if runtime.GOOS == "windows" {
		for _, root := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)"), os.Getenv("ProgramW6432")} {
			path := filepath.Join(root, "LibreOffice", "program", "soffice.exe")
			if info, err := os.Stat(path); root != "" && err == nil && info.Mode().IsRegular() {
				return path
			}
		}
	}
	return ""
}

// firstDifference names the first cell that two workbooks do not say the same in, ""
// where there is none.
func firstDifference(a, b *sheet.Book) string {
	if len(a.Sheets) != len(b.Sheets) {
		return "工作表少了"
	}
	for i, s := range a.Sheets {
		if s.Name != b.Sheets[i].Name {
			return "工作表“" + s.Name + "”"
		}
		x, y := cellTexts(s), cellTexts(b.Sheets[i])
		for at, text := range x {
			if y[at] != text {
				return s.Name + " " + at
			}
			delete(y, at)
		}
		for at := range y {
			return s.Name + " " + at
		}
	}
	return ""
}

// cellTexts are the cells of a sheet that say something, by their names.
func cellTexts(s *sheet.Sheet) map[string]string {
	out := map[string]string{}
	for _, r := range s.Rows {
		for col, c := range r.Cells {
			if c.Text != "" {
				out[sheet.CellName(col, r.Number)] = c.Text
			}
		}
	}
	return out
}

// freeName is a name beside path that no file has, nor, for an .xls, the .xlsx that may
// have to be written in its stead: a correction does not cover what was sent before.
func freeName(path string) string {
	end := filepath.Ext(path)
	base := strings.TrimSuffix(path, end)
	names := []string{path, base + "（更正）" + end}
	for n := 2; n < 100; n++ {
		names = append(names, fmt.Sprintf("%s（更正%d）%s", base, n, end))
	}
	free := func(name string) bool { _, err := os.Lstat(name); return errors.Is(err, os.ErrNotExist) }
	i := slices.IndexFunc(names, func(name string) bool { return free(name) && (!strings.EqualFold(end, ".xls") || free(name+"x")) })
	return names[max(i, 0)]
}

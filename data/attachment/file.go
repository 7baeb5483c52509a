package attachment

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// File is a file that may be attached: looked at, and found good.
type File struct {
	Name, Mime string
	Data       []byte
}

// TooLarge refuses a file that is over the limit. A picture may be made smaller.
type TooLarge struct {
	Name    string
	Size    int64
	Limit   int64
	Picture bool
}

func (e *TooLarge) Error() string {
	text := fmt.Sprintf("“%s”有 %s，超过每个文件 %s 的上限，没有收。", e.Name, SizeWords(e.Size), SizeWords(e.Limit))
	if e.Picture {
		return text + "可以缩小这张图片再收。"
	}
	return text + "请拆开或压缩后再试。"
}

// mostRead is the most that is read of a picture that is to be made smaller.
const mostRead = 80 << 20

// Load reads a file from disk and checks it, see Check. The error is a sentence, or
// a *TooLarge.
func Load(path string, limits Limits) (File, error) {
	name := filepath.Base(path)
	data, size, err := read(path, limits.file())
	if err != nil {
		return File{}, err
	}
	if size > limits.file() {
		f, _ := formatOf(name, data)
		return File{}, &TooLarge{Name: name, Size: size, Limit: limits.file(), Picture: size <= mostRead && hasDecoder(f.mime)}
	}
	return Check(name, data, limits)
}

// LoadSmaller reads a picture and makes it so small that it may be attached, as a
// JPEG.
func LoadSmaller(path string, limits Limits) (File, error) {
	name := filepath.Base(path)
	data, size, err := read(path, mostRead)
	if err != nil {
		return File{}, err
	}
	if size > mostRead {
		return File{}, &TooLarge{Name: name, Size: size, Limit: mostRead}
	}
	small, err := Picture(data, limits, limits.ShrinkTo)
	if err != nil {
		return File{}, fmt.Errorf("“%s”%w", name, err)
	}
	name = strings.TrimSuffix(name, filepath.Ext(name)) + ".jpg"
	for quality := 88; quality >= 40; quality -= 16 {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, opaque(small), &jpeg.Options{Quality: quality}); err != nil {
			return File{}, err
		}
		if int64(out.Len()) <= limits.file() {
			return Check(name, out.Bytes(), limits)
		}
	}
	return File{}, &TooLarge{Name: name, Size: size, Limit: limits.file()}
}

// read gives the whole of a file up to a limit, else its beginning.
func read(path string, limit int64) (data []byte, size int64, err error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("打不开“%s”：%w。请看文件还在不在、有没有被别的程序占用。", name, reason(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, 0, fmt.Errorf("读不了“%s”：%w。", name, reason(err))
	case !info.Mode().IsRegular():
		return nil, 0, fmt.Errorf("“%s”不是文件，没有收。请选里面的一个文件。", name)
	case info.Size() == 0:
		return nil, 0, fmt.Errorf("“%s”是空文件，没有收。", name)
	}
	data, err = io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, 0, fmt.Errorf("读不了“%s”：%w。请检查磁盘或 U 盘。", name, reason(err))
	}
	return data, max(info.Size(), int64(len(data))), nil
}

// reason is the cause without the path, which the sentence names already.
func reason(err error) error {
	var pe *os.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		return errors.New("找不到它")
	case errors.Is(err, os.ErrPermission):
		return errors.New("没有权限")
	case errors.As(err, &pe):
		return pe.Err
	}
	return err
}

// Check says whether a file may be attached, by what it holds: no program, of a
// known form, not over the limit, and as a picture neither broken nor too large to
// be shown.
func Check(name string, data []byte, limits Limits) (File, error) {
	name = CleanName(filepath.Base(name))
	if n := int64(len(data)); n > limits.file() {
		return File{}, &TooLarge{Name: name, Size: n, Limit: limits.file()}
	}
	if isProgram(data) || slices.Contains(programEndings, strings.ToLower(filepath.Ext(name))) {
		return File{}, fmt.Errorf("“%s”是程序或能自己运行的文件，没有收。附件只收图片、PDF、文档和文本。", name)
	}
	f, ok := formatOf(name, data)
	if !ok {
		return File{}, fmt.Errorf("“%s”的内容认不出来，没有收。%s压缩包请先解开。", name, limits.Words())
	}
	if hasDecoder(f.mime) {
		if err := checkPixels(data, limits); err != nil {
			return File{}, fmt.Errorf("“%s”%w", name, err)
		}
	}
	return File{Name: name, Mime: f.mime, Data: data}, nil
}

// CleanName takes out of a file's name what no system wants in one; a name that was
// nothing else becomes 附件. Endings survive the cutting of a long name.
func CleanName(name string) string {
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name))
	name = strings.TrimRight(name, ". ")
	const most = 100
	if r := []rune(name); len(r) > most {
		ending := []rune(filepath.Ext(name))
		if len(ending) > 10 {
			ending = nil
		}
		name = string(r[:most-len(ending)]) + string(ending)
	}
	if name == "" {
		return "附件"
	}
	return name
}

// SizeWords says a number of bytes for people.
func SizeWords(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d 字节", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", (n+1<<9)>>10)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MB"
}

// opaque lays a picture on white, since a JPEG knows no transparency.
func opaque(img image.Image) image.Image {
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		return img
	}
	return onWhite(img)
}

package report

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/sheet"
)

// folder holds the shipped profiles inside assets.Files, file the profile in each.
const (
	folder = "profiles"
	file   = "profile.yaml"
)

// shipped reads every profile the program ships, in the order they are listed.
var shipped = sync.OnceValues(func() ([]*Profile, error) {
	entries, err := fs.ReadDir(assets.Files, folder)
	if err != nil {
		return nil, err
	}
	var all []*Profile
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		p, err := read(assets.Files, path.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b *Profile) int {
		return slices.Index(sources, a.Source) - slices.Index(sources, b.Source)
	})
	return all, nil
})

// Profiles lists the forms the program ships, member forms first.
func Profiles() []Info {
	all, err := shipped()
	if err != nil {
		panic(err) // shipped files are read by the tests
	}
	infos := make([]Info, len(all))
	for i, p := range all {
		infos[i] = p.Info()
	}
	return infos
}

// Load gives a shipped profile by its id, or one of a clerk's own by the path of
// its folder or of the profile.yaml in it. Every error is an *Error.
func Load(idOrPath string) (*Profile, error) {
	all, err := shipped()
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.ID == idOrPath {
			return p, nil
		}
	}
	dir := idOrPath
	if filepath.Base(dir) == file {
		dir = filepath.Dir(dir)
	}
	if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
		return nil, &Error{"not_found", "没有“" + idOrPath + "”这种报表。自带的有：" + strings.Join(ids(all), "、") + "；文件夹里的表样请写文件夹名，里面要有 " + file + "。", err}
	}
	return read(os.DirFS(dir), ".")
}

func ids(all []*Profile) []string {
	var out []string
	for _, p := range all {
		out = append(out, p.ID)
	}
	return out
}

// read takes a profile and its blank workbook from a folder.
func read(files fs.FS, dir string) (*Profile, error) {
	data, err := fs.ReadFile(files, path.Join(dir, file))
	if err != nil {
		return nil, &Error{"not_found", "读不到报表配置文件。", err}
	}
	p, err := Parse(data)
	if err != nil {
		return nil, err
	}
	p.blank, err = fs.ReadFile(files, path.Join(dir, p.Form))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{"not_found", "报表“" + p.Name + "”的空白表 " + p.Form + " 不在配置文件旁边。请把它放回去。", err}
	}
	if err != nil {
		return nil, &Error{"form", "报表“" + p.Name + "”的空白表 " + p.Form + " 读不出来。", err}
	}
	return p, p.matchForm()
}

// matchForm holds that the blank workbook is the one the profile speaks of: what is
// filled by position must stand under the right header.
func (p *Profile) matchForm() error {
	book, err := sheet.OpenBytes(context.Background(), p.Form, p.blank, sheet.Options{})
	if err != nil {
		return &Error{"form", err.Error(), err}
	}
	s, ok := book.Sheet(p.Sheet)
	if !ok {
		return fail("form", "报表“%s”的空白表 %s 里没有工作表“%s”。请核对是不是拿错了表。", p.Name, p.Form, p.Sheet)
	}
	for _, c := range p.Columns {
		if got, at := p.Rows.header(s, c.col); got != c.Header {
			return fail("form", "报表“%s”的空白表与配置对不上：%s 写的是“%s”，配置里是“%s”。请核对是不是换了新表。",
				p.Name, sheet.CellName(c.col, at), got, c.Header)
		}
	}
	return nil
}

// header gives the text above a column and the row it stands in: the lowest of the
// header rows where anything stands, since a header may reach over several of them.
func (r Layout) header(s *sheet.Sheet, col int) (text string, row int) {
	row = r.Header[1]
	for _, line := range s.Rows {
		if line.Number >= r.Header[0] && line.Number <= r.Header[1] && !line.Cell(col).IsBlank() {
			text, row = line.Cell(col).Text, line.Number
		}
	}
	return text, row
}

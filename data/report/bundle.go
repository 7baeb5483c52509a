package report

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"unionledger/data/sheet"
)

// BundleEnding ends the names of files that hand a form from one unit to another.
const BundleEnding = ".ghby"

// The bounds of such a file and of its workbook; they keep a damaged one from costing
// memory.
const (
	maxFormBytes = 32 << 20
	maxFileBytes = maxFormBytes + 1<<20
)

const (
	bundleManifest = "manifest.json"
	bundleForm     = "form.xlsx"
)

// manifest says what a bundle holds and how each part must be.
type manifest struct {
	// Bundle is the version of this file format.
	Bundle  int               `json:"bundle"`
	Name    string            `json:"name"`
	Version int               `json:"version"`
	SHA256  map[string]string `json:"sha256"`
}

// WriteBundle writes the form with its blank workbook as one file to path, or under the
// form's own name where path is a folder, and gives the file's path.
func (p *Profile) WriteBundle(path string) (string, error) {
	if isFolder(path) {
		path = filepath.Join(path, CleanName(p.Title(), p.ID)+BundleEnding)
	} else if !strings.EqualFold(filepath.Ext(path), BundleEnding) {
		path += BundleEnding
	}
	data, err := p.bundle()
	if err != nil {
		return "", err
	}
	return path, sheet.WriteBytes(path, data)
}

// bundle packs description, blank workbook and the manifest over both.
func (p *Profile) bundle() ([]byte, error) {
	packed := *p
	packed.Form, packed.Version = bundleForm, max(p.Version, 1)
	text, err := packed.Text()
	if err != nil {
		return nil, err
	}
	list, err := json.MarshalIndent(manifest{1, packed.Name, packed.Version, map[string]string{file: sumOf(text), bundleForm: sumOf(p.blank)}}, "", " ")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, part := range []struct {
		name string
		data []byte
	}{{bundleManifest, list}, {file, text}, {bundleForm, p.blank}} {
		w, err := zw.Create(part.name)
		if err == nil {
			_, err = w.Write(part.data)
		}
		if err != nil {
			return nil, err
		}
	}
	err = zw.Close()
	return out.Bytes(), err
}

// ReadFile reads a file that a form comes in, a blank workbook or such a file; one too
// large for either is refused unread.
func ReadFile(path string) ([]byte, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, &Error{"form", "“" + name + "”打不开。请看它是不是改了名、移走了，或者正被别的程序占用。", err}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	switch {
	case err != nil:
		return nil, &Error{"form", "“" + name + "”读不出来。请看它是不是文件夹，磁盘或 U 盘是不是好的。", err}
	case len(data) > maxFileBytes:
		return nil, fail("form", "“%s”超过 %d MB，不会是空白表或表样文件，没有读。请核对是不是选错了文件。", name, maxFileBytes>>20)
	}
	return data, nil
}

// ReadBundle reads such a file; name is what it is called. One that is damaged, altered
// or of a later program is named, and nothing is taken from it.
func ReadBundle(data []byte, name string) (*Profile, error) {
	name = filepath.Base(name)
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &Error{"damaged", "“" + name + "”不是表样文件，或者已经损坏，没有采用。表样文件是别的工会用本程序导出的，以 " + BundleEnding + " 结尾。", err}
	}
	parts := map[string][]byte{}
	for _, f := range zr.File {
		limit, known := map[string]int64{bundleManifest: maxProfileBytes, file: maxProfileBytes, bundleForm: maxFormBytes}[f.Name]
		if !known {
			continue
		}
		if parts[f.Name], err = readPart(f, limit); err != nil {
			return nil, damagedBundle(name, f.Name, err)
		}
	}
	var m manifest
	if err := json.Unmarshal(parts[bundleManifest], &m); err != nil {
		return nil, damagedBundle(name, bundleManifest, err)
	}
	if m.Bundle > 1 {
		return nil, fail("newer", "“%s”是更新版本的程序导出的，没有采用。请先升级程序。", name)
	}
	for _, part := range []string{file, bundleForm} {
		if parts[part] == nil || m.SHA256[part] != sumOf(parts[part]) {
			return nil, damagedBundle(name, part, nil)
		}
	}
	p, err := Parse(parts[file])
	if err != nil {
		return nil, err
	}
	p.Form, p.blank = bundleForm, parts[bundleForm]
	if !strings.HasPrefix(p.ID, ownPrefix) { // a shipped form handed on is a form of the unit's own there
		p.ID = ownPrefix + short(p.ID)
	}
	return p, p.matchForm()
}

func readPart(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = errors.New("too large")
	}
	return data, err
}

func damagedBundle(name, part string, cause error) error {
	what := map[string]string{bundleManifest: "清单", file: "说明", bundleForm: "空白表"}[part]
	return &Error{"damaged", fmt.Sprintf("表样文件“%s”里的%s不见了或被改动过，没有采用。请对方重新导出一份再传过来。", name, what), cause}
}

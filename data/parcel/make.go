package parcel

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"unionledger/data/ledger"
	"unionledger/data/paper"
	"unionledger/data/report"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// Request says what goes into a package.
type Request struct {
	// Runs are the reports, as they were sent.
	Runs     []report.Run
	Preparer string
	Now      time.Time
	// Passphrase encrypts the package; "" leaves it open.
	Passphrase string
	// Fonts are files of the system's fonts, for characters ours lack.
	Fonts []string
}

// Package is one that was made.
type Package struct {
	// Name is the name of its file.
	Name     string
	Data     []byte
	Manifest Manifest
}

// shortest is how long a passphrase must be, in characters.
const shortest = 8

// work is how hard guessing a passphrase is made, as a power of two: 128 MB and half a
// second for each guess.
const work = 17

// Make packs reports. Their workbooks are made again from what the ledger keeps of them,
// so that the package holds what was noted, whatever became of the files since.
func Make(ctx context.Context, r ledger.Reader, q Request, progress func(done, total int)) (Package, error) {
	switch {
	case len(q.Runs) == 0:
		return Package{}, errors.New("请选要打包的报表。")
	case len(q.Runs) > mostParts-2:
		return Package{}, fmt.Errorf("一个包最多放 %d 份报表。", mostParts-2)
	}
	if err := CheckPassphrase(q.Passphrase); err != nil {
		return Package{}, err
	}
	u, err := union.Load(ctx, r)
	if err != nil {
		return Package{}, err
	}
	m := Manifest{Format: Format, Union: u.Name(), Enterprise: u.Enterprise.Get("name"), Code: u.Union.Get("credit_code"), Made: q.Now.Format(time.RFC3339), Preparer: q.Preparer}
	if _, m.Head, err = ledger.Head(ctx, r); err != nil {
		return Package{}, err
	}
	files := map[string][]byte{}
	for i, run := range q.Runs {
		if err := ctx.Err(); err != nil {
			return Package{}, err
		}
		if progress != nil {
			progress(i, len(q.Runs)+1)
		}
		f, err := report.FileOf(ctx, r, run)
		if err != nil {
			return Package{}, err
		}
		name := unused(files, f.Name)
		files[name] = f.Data
		p := partOf(name, f.Data)
		p.Form, p.Profile, p.Version, p.Period, p.Rows, p.Run, p.Corrects = run.Name, run.Profile, run.Version, run.Period(), run.Rows, run.ID, run.Corrects
		m.Parts = append(m.Parts, p)
	}
	m.Seal = m.seal()
	summary, err := m.summary(ctx, q)
	if err != nil {
		return Package{}, err
	}
	files[summaryName] = summary
	m.Parts = append(m.Parts, partOf(summaryName, summary))
	out := Package{Name: packageName(m, q.Now), Manifest: m}
	if out.Data, err = pack(m, files); err == nil && q.Passphrase != "" {
		out.Name += ".age"
		out.Data, err = encrypted(out.Data, q.Passphrase)
	}
	return out, err
}

// CheckPassphrase refuses a passphrase that is too short; "" is none.
func CheckPassphrase(text string) error {
	if text != "" && len([]rune(text)) < shortest {
		return fmt.Errorf("口令至少要 %d 个字。没有打包。", shortest)
	}
	return nil
}

func partOf(name string, data []byte) Part {
	return Part{Name: name, Size: int64(len(data)), SHA256: hash(data)}
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// unused is a name for a file that no other of the package has, and every system takes.
func unused(files map[string][]byte, name string) string {
	end := filepath.Ext(name)
	name = report.CleanName(strings.TrimSuffix(name, end), "报表") + end
	taken := map[string]bool{folded(summaryName): true, folded(manifestName): true}
	for there := range files {
		taken[folded(there)] = true
	}
	for n := 2; ; n++ {
		if !taken[folded(name)] {
			return name
		}
		name = fmt.Sprintf("%s（%d）%s", strings.TrimSuffix(strings.TrimSuffix(name, end), fmt.Sprintf("（%d）", n-1)), n, end)
	}
}

// packageName has the second in it: a package that was sent is not covered by the next.
func packageName(m Manifest, now time.Time) string {
	name := m.Union
	if name == "" {
		name = "工会"
	}
	return report.CleanName(name, "工会") + "上报包" + now.Format("2006-01-02-150405") + ".zip"
}

// pack writes the zip: the manifest first, then the parts in its order. Its last bytes
// are the hash of all before them, so that no byte can change unseen.
func pack(m Manifest, files map[string][]byte) ([]byte, error) {
	text, err := m.text()
	if err != nil {
		return nil, err
	}
	files[manifestName] = text
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	for _, p := range append([]Part{{Name: manifestName}}, m.Parts...) {
		// Workbooks and PDFs are packed already.
		w, err := zw.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(files[p.Name]); err != nil {
			return nil, err
		}
	}
	if err := zw.SetComment(sealWord + strings.Repeat("0", 2*sha256.Size)); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	out := b.Bytes()
	end := len(out) - 2*sha256.Size
	copy(out[end:], hash(out[:end]))
	return out, nil
}

// sealWord stands before the hash at the end of a package.
const sealWord = "unionledger sha256="

// encrypted closes a package with a passphrase.
func encrypted(data []byte, passphrase string) ([]byte, error) {
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(work)
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}

// summary is the page that is signed and sealed.
func (m Manifest) summary(ctx context.Context, q Request) ([]byte, error) {
	s := paper.Statement{Title: "上报说明", Left: "上报单位：" + m.Union, Right: q.Now.Format("2006年1月2日"),
		Columns: []paper.StatementColumn{{Title: "序号", Width: 12, Kind: sheet.CentredColumn}, {Title: "报表"}, {Title: "期间", Width: 42},
			{Title: "行数", Width: 16, Kind: sheet.CountColumn}, {Title: "文件的 SHA-256（前 16 位）", Width: 50, Small: true}},
		Signs: []string{"工会主席（签字、盖章）：", "编制人：" + m.Preparer, "日期："}}
	rows := 0
	for i, p := range m.Parts {
		name := p.Form
		if p.Corrects != 0 {
			name += fmt.Sprintf("（更正，代替第 %d 次报送）", p.Corrects)
		}
		rows += p.Rows
		s.Rows = append(s.Rows, paper.StatementRow{Cells: []string{fmt.Sprint(i + 1), name, p.Period, fmt.Sprint(p.Rows), strings.ToUpper(p.SHA256[:16])}})
	}
	s.Rows = append(s.Rows, paper.StatementRow{Strong: true, Cells: []string{"", fmt.Sprintf("合计 %d 份", len(m.Parts)), "", fmt.Sprint(rows), ""}})
	s.Notes = []string{"单位：" + m.Enterprise + "　　工会统一社会信用代码：" + m.Code,
		"台账操作记录封签：" + strings.ToUpper(m.Head),
		"上报包封签：" + SealWords(m.Seal) + "　　收件人用本程序“核验收到的包”核对，封签应与此一致。"}
	doc, err := s.Lay(ctx, q.Fonts, nil)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = doc.Write(ctx, &b, nil)
	return b.Bytes(), err
}

// WriteFile writes the package, whole or not at all.
func (p Package) WriteFile(path string) error {
	return sheet.WriteFile(path, func(w io.Writer) error { _, err := w.Write(p.Data); return err })
}

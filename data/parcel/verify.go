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
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"unionledger/data/held"
	"unionledger/data/sheet"
)

// State is what became of a part on its way.
type State string

// The states.
const (
	Whole   State = "完好"
	Altered State = "被改动"
	Missing State = "缺少"
	Extra   State = "多出"
)

// Found is a part as it was found.
type Found struct {
	Part
	State State `json:"state"`
	// Why adds what is known: 大小不同, 清单里没有.
	Why string `json:"why,omitempty"`
}

// Verdict is what verifying a package found.
type Verdict struct {
	// Whole says that every byte is as it was packed.
	Whole     bool     `json:"whole"`
	Encrypted bool     `json:"encrypted"`
	Manifest  Manifest `json:"manifest"`
	Parts     []Found  `json:"parts"`
	// Problems are sentences about the package beside its parts.
	Problems []string `json:"problems"`

	zip *zip.Reader
}

// Error is a sentence about a file that is no package, or not to be opened. Kind is
// not_package, damaged, too_large, encrypted, passphrase, exists or folder.
type Error struct{ Kind, Message string }

func (e *Error) Error() string { return e.Message }

// IsKind reports whether err is an *Error of a kind.
func IsKind(err error, kind string) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// ReadFile reads a package from disk; one that is too large is refused unread.
func ReadFile(path string) ([]byte, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, &Error{"not_package", "打不开“" + name + "”。请看文件还在不在、有没有被别的程序占用。"}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, &Error{"not_package", "“" + name + "”不是文件。"}
	}
	data, err := io.ReadAll(io.LimitReader(f, mostFile+1))
	switch {
	case err != nil:
		return nil, &Error{"damaged", "“" + name + "”读不出来。请检查磁盘或 U 盘。"}
	case len(data) > mostFile:
		return nil, &Error{"too_large", fmt.Sprintf("“%s”超过 %d MB，不会是上报包，没有读。", name, mostFile>>20)}
	}
	return data, nil
}

const ageWord = "age-encryption.org/"

// IsEncrypted reports whether a package wants a passphrase.
func IsEncrypted(data []byte) bool { return bytes.HasPrefix(data, []byte(ageWord)) }

// Looks reports whether a file may be a package: by its name, for one that is dropped.
func Looks(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	return strings.HasSuffix(name, ".zip") || strings.HasSuffix(name, ".zip.age")
}

// Verify looks at every byte of a package. The error is for what cannot be opened at
// all; what was changed inside stands in the Verdict.
func Verify(ctx context.Context, data []byte, passphrase string) (v Verdict, err error) {
	v.Parts, v.Problems = []Found{}, []string{}
	if v.Encrypted = IsEncrypted(data); v.Encrypted {
		if data, err = decrypted(data, passphrase); err != nil {
			return v, err
		}
	}
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return v, &Error{"not_package", "这不是上报包，也不是压缩包，没有核验。请看是不是选错了文件。"}
	}
	if v.zip, err = zip.NewReader(bytes.NewReader(data), int64(len(data))); err != nil {
		return v, &Error{"damaged", cutShort}
	}
	if len(v.zip.File) > mostParts {
		return v, &Error{"too_large", fmt.Sprintf("这个压缩包里有 %d 个文件，不会是上报包，没有核验。", len(v.zip.File))}
	}
	err = v.look(ctx, data)
	return v, err
}

const cutShort = "上报包不完整或被改动，目录读不出来。多半是没有传完，请对方重新发一次。"

// look reads the manifest and holds all else against it.
func (v *Verdict) look(ctx context.Context, data []byte) error {
	entries := map[string]*zip.File{}
	for _, f := range v.zip.File {
		if _, twice := entries[f.Name]; twice {
			v.say("“%s”在包里有两份", shown(f.Name))
		}
		entries[f.Name] = f
	}
	list, there := entries[manifestName]
	switch {
	case !there && bytes.HasPrefix(data[min(len(data), 30):], []byte(manifestName)): // the directory found is that of a workbook in it
		return &Error{"damaged", cutShort}
	case !there:
		return &Error{"not_package", "这个压缩包里没有“" + manifestName + "”，不是本程序打的上报包，没有核验。"}
	}
	text, err := content(list, mostManifest)
	if err != nil {
		return &Error{"damaged", "上报包里的“" + manifestName + "”被改动，读不出来：" + err.Error() + "。请对方重新发一次。"}
	}
	if v.Manifest, err = parse(text); err != nil {
		return &Error{"damaged", "上报包的" + err.Error() + "。"}
	}
	for _, p := range v.Manifest.Parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		v.Parts = append(v.Parts, find(p, entries[p.Name]))
		delete(entries, p.Name)
	}
	delete(entries, manifestName)
	for _, f := range v.zip.File {
		if entries[f.Name] == f {
			v.Parts = append(v.Parts, Found{Part: Part{Name: shown(f.Name)}, State: Extra, Why: "清单里没有它"})
		}
	}
	if v.Manifest.Seal != v.Manifest.seal() {
		v.say("“%s”里的说明被改动，和封签对不上", manifestName)
	}
	v.shell(data)
	v.Whole = len(v.Problems) == 0 && !slices.ContainsFunc(v.Parts, func(f Found) bool { return f.State != Whole })
	return nil
}

func (v *Verdict) say(format string, args ...any) {
	v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
}

// shell holds all bytes against the hash at their end.
func (v *Verdict) shell(data []byte) {
	end := len(data) - 2*sha256.Size
	switch {
	case end < 0 || !strings.HasPrefix(v.zip.Comment, sealWord) || len(v.zip.Comment) != len(sealWord)+2*sha256.Size:
		v.say("压缩包被重新打过，或者末尾被改动")
	case hash(data[:end]) != string(data[end:]):
		v.say("压缩包里有字节被改动")
	}
}

// shown is a name that may be anything, for people.
func shown(name string) string {
	if plain(name) {
		return name
	}
	return strings.Trim(fmt.Sprintf("%.60q", name), `"`)
}

// find says what became of a part.
func find(p Part, f *zip.File) Found {
	out := Found{Part: p, State: Whole}
	if f == nil {
		out.State = Missing
		return out
	}
	sum, n, err := summed(f, p.Size+1)
	switch {
	case err != nil:
		out.State, out.Why = Altered, "读不出来"
	case n != p.Size:
		out.State, out.Why = Altered, "大小不同"
	case sum != p.SHA256:
		out.State, out.Why = Altered, "内容不同"
	}
	return out
}

// summed hashes an entry, reading no more than limit bytes: what it claims to hold may
// be a lie.
func summed(f *zip.File, limit int64) (sum string, n int64, err error) {
	r, err := f.Open()
	if err != nil {
		return "", 0, err
	}
	defer r.Close()
	h := sha256.New()
	n, err = io.Copy(h, io.LimitReader(r, limit))
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// content reads an entry of at most limit bytes.
func content(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, errors.New("打不开")
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, errors.New("内容和校验码不符")
	case int64(len(data)) > limit:
		return nil, errors.New("太大")
	}
	return data, nil
}

// decrypted opens a package that was closed with a passphrase.
func decrypted(data []byte, passphrase string) ([]byte, error) {
	if passphrase == "" {
		return nil, &Error{"encrypted", "这个上报包加了密，要口令才能核验。请向发送的人要口令。"}
	}
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	id.SetMaxWorkFactor(work + 1)
	r, err := age.Decrypt(bytes.NewReader(data), id)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, &Error{"passphrase", "口令不对（或者文件开头被改动过），没有打开。请向发送的人核对口令，注意大小写。"}
	case err != nil:
		return nil, &Error{"damaged", "加密的上报包不完整或被改动，打不开。请对方重新发一次。"}
	}
	out, err := io.ReadAll(io.LimitReader(r, mostFile+1))
	switch {
	case err != nil:
		return nil, &Error{"damaged", "加密的上报包不完整或被改动，解不开。请对方重新发一次。"}
	case len(out) > mostFile:
		return nil, &Error{"too_large", "上报包解开以后太大，没有核验。"}
	}
	return out, nil
}

// Unpack writes the parts of a package that is whole into a folder, all or none, and
// gives their names. No file that lies there is covered.
func (v Verdict) Unpack(folder string) (names []string, err error) {
	if !v.Whole {
		return nil, &Error{"damaged", "上报包不完好，没有取出文件。"}
	}
	for _, p := range v.Manifest.Parts {
		if _, err := os.Lstat(filepath.Join(folder, p.Name)); err == nil {
			return nil, &Error{"exists", "文件夹里已经有“" + p.Name + "”，没有取出。请换一个空的文件夹。"}
		}
		names = append(names, p.Name)
	}
	// Beside their place first, where a full disk leaves nothing behind.
	beside, err := os.MkdirTemp(folder, "unionledger-")
	if err != nil {
		return nil, &Error{"folder", "文件夹“" + folder + "”不在了，或者不能往里写，没有取出文件。请换一个文件夹。"}
	}
	defer held.Patiently(func() error { return os.RemoveAll(beside) })
	for _, f := range v.zip.File {
		if !slices.Contains(names, f.Name) {
			continue
		}
		data, err := content(f, mostContent)
		if err == nil {
			err = sheet.WriteBytes(filepath.Join(beside, f.Name), data)
		}
		if err != nil {
			return nil, &Error{"folder", "“" + f.Name + "”写不进文件夹“" + folder + "”，一份都没有取出。可能磁盘满了，或者名字太长。请换一个文件夹。"}
		}
	}
	for i, name := range names {
		if err := held.Patiently(func() error { return os.Rename(filepath.Join(beside, name), filepath.Join(folder, name)) }); err != nil {
			return nil, notMoved(folder, name, names[:i], err)
		}
	}
	return names, nil
}

// notMoved takes back what was moved already, and says why one would not go.
func notMoved(folder, name string, moved []string, err error) error {
	why, left := "", []string{}
	if held.Is(err) {
		why = "，可能被" + held.By + "占着"
	}
	for _, m := range moved {
		if held.Patiently(func() error { return os.Remove(filepath.Join(folder, m)) }) != nil {
			left = append(left, m)
		}
	}
	if len(left) > 0 {
		return &Error{"folder", "“" + name + "”放不进文件夹“" + folder + "”" + why + "。已放进去的“" + strings.Join(left, "”“") + "”也拿不回来，请自己删掉，换一个文件夹再取。"}
	}
	return &Error{"folder", "“" + name + "”放不进文件夹“" + folder + "”" + why + "，一份都没有取出。请过一会儿再试，或换一个文件夹。"}
}

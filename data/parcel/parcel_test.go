package parcel

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/ledger"
	"unionledger/data/report"
)

var ctx = context.Background()

// sending exports two forms of a demonstration ledger.
func sending(t testing.TB) (*ledger.Ledger, []report.Run) {
	t.Helper()
	on := civil.MustParse("2022-05-06")
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(ctx, path, 20, on); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{Operator: "沈雪娟"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for _, id := range []string{"member-2018", "organisation-2018"} {
		p, err := report.Load(id)
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.SourceOf(ctx, report.From{Ledger: l.Read(), On: on})
		if err != nil {
			t.Fatal(err)
		}
		out, found, err := report.CheckAndExport(ctx, p, s, t.TempDir(), report.Options{AsOf: on})
		if err == nil {
			_, err = report.Record(ctx, l, p, out, found)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	runs, err := report.Runs(ctx, l.Read())
	if err != nil || len(runs) != 2 {
		t.Fatal(runs, err)
	}
	return l, runs
}

func packed(t testing.TB, passphrase string) Package {
	t.Helper()
	l, runs := sending(t)
	p, err := Make(ctx, l.Read(), Request{Runs: runs, Preparer: "沈雪娟", Now: time.Date(2022, 5, 6, 9, 40, 0, 0, time.Local), Passphrase: passphrase}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// plainPackage is an open package, made once for the tests that damage it.
var plainPackage = func() func(testing.TB) []byte {
	var once sync.Once
	var data []byte
	return func(t testing.TB) []byte {
		once.Do(func() { data = packed(t, "").Data })
		return bytes.Clone(data)
	}
}()

func TestPackAndVerify(t *testing.T) {
	l, runs := sending(t)
	_, head, err := ledger.Head(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	p, err := Make(ctx, l.Read(), Request{Runs: append(runs, runs[0]), Preparer: "沈雪娟", Now: time.Date(2022, 5, 6, 9, 40, 0, 0, time.Local)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(p.Name, "上报包2022-05-06-094000.zip") || !Looks(p.Name) {
		t.Error(p.Name)
	}
	v, err := Verify(ctx, p.Data, "")
	if err != nil || !v.Whole || v.Encrypted || len(v.Parts) != 4 || len(v.Problems) != 0 {
		t.Fatalf("%+v %v", v, err)
	}
	m := v.Manifest
	if m.Head != head || m.Preparer != "沈雪娟" || m.Union == "" || m.Parts[1].Rows != runs[1].Rows || m.Parts[0].SHA256 != runs[0].SHA256 || m.Parts[0].Form != runs[0].Name || m.Parts[2].Name == m.Parts[0].Name {
		t.Errorf("%+v", m)
	}
	dir := t.TempDir()
	names, err := v.Unpack(dir)
	if err != nil || len(names) != 4 {
		t.Fatal(names, err)
	}
	for _, f := range m.Parts {
		data, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil || hash(data) != f.SHA256 {
			t.Error(f.Name, err)
		}
	}
	if _, err := v.Unpack(dir); !IsKind(err, "exists") {
		t.Error(err)
	}
	// All or none: what cannot be put in its place leaves nothing behind.
	last := filepath.Join(t.TempDir(), "没有")
	if _, err := v.Unpack(last); !IsKind(err, "folder") {
		t.Error(err)
	}
	half := t.TempDir()
	broken := v
	broken.Manifest.Parts = append(slices.Clone(m.Parts), Part{Name: "不在包里.xlsx"})
	if _, err := broken.Unpack(half); !IsKind(err, "folder") {
		t.Error(err)
	}
	if left, err := os.ReadDir(half); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
	pdf, _ := os.ReadFile(filepath.Join(dir, summaryName))
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("the summary is no PDF")
	}
	for _, bad := range []Request{{}, {Runs: runs, Passphrase: "短"}} {
		if _, err := Make(ctx, l.Read(), bad, nil); err == nil {
			t.Errorf("%+v was packed", bad)
		}
	}
}

// Names in a package differ by more than case, and none is that of a device.
func TestNamesThatEverySystemTakes(t *testing.T) {
	files := map[string][]byte{}
	for _, c := range [][2]string{{"表.xlsx", "表.xlsx"}, {"表.XLSX", "表（2）.XLSX"}, {"con.xlsx", "_con.xlsx"}, {"上报说明.PDF", "上报说明（2）.PDF"}} {
		name := unused(files, c[0])
		if name != c[1] || !plain(name) {
			t.Errorf("%s becomes %s", c[0], name)
		}
		files[name] = nil
	}
	if long := strings.Repeat("长", 150) + ".xlsx"; !plain(unused(files, long)) {
		t.Error("a long name")
	}
}

// Whichever byte is changed, it is found.
func TestAnyByteChanged(t *testing.T) {
	data := plainPackage(t)
	rapid.Check(t, func(rt *rapid.T) {
		at := rapid.IntRange(0, len(data)-1).Draw(rt, "at")
		bad := bytes.Clone(data)
		bad[at] ^= byte(rapid.IntRange(1, 255).Draw(rt, "by"))
		if v, err := Verify(ctx, bad, ""); err == nil && v.Whole {
			rt.Fatalf("byte %d", at)
		}
	})
	// All bytes of the directory and the end, where least is read.
	for at := len(data) - 900; at < len(data); at++ {
		bad := bytes.Clone(data)
		bad[at] ^= 0x01
		if v, err := Verify(ctx, bad, ""); err == nil && v.Whole {
			t.Errorf("byte %d of %d", at, len(data))
		}
	}
	for _, cut := range []int{0, 1, 10, len(data) / 2, len(data) - 1} {
		if v, err := Verify(ctx, data[:cut], ""); err == nil && v.Whole {
			t.Errorf("cut at %d", cut)
		}
	}
	if v, err := Verify(ctx, append(data, 0), ""); err == nil && v.Whole {
		t.Error("a byte more")
	}
}

// rezip writes a package anew with changed entries, as somebody with a zip program
// would; change gives nil to leave one out.
func rezip(t testing.TB, data []byte, change func(name string, content []byte) []byte, more map[string][]byte) []byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	zw := zip.NewWriter(&b)
	put := func(name string, c []byte) {
		w, err := zw.Create(name)
		if err == nil {
			_, err = w.Write(c)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range zr.File {
		c, err := content(f, mostContent)
		if err != nil {
			t.Fatal(err)
		}
		if c = change(f.Name, c); c != nil {
			put(f.Name, c)
		}
	}
	for name, c := range more {
		put(name, c)
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Each kind of damage is named with the part it happened to.
func TestDamageIsNamed(t *testing.T) {
	data := plainPackage(t)
	same := func(_ string, c []byte) []byte { return c }
	manifest := func(edit func(m map[string]any)) func(string, []byte) []byte {
		return func(name string, c []byte) []byte {
			if name != manifestName {
				return c
			}
			var m map[string]any
			if err := json.Unmarshal(c, &m); err != nil {
				t.Fatal(err)
			}
			edit(m)
			out, _ := json.Marshal(m)
			return out
		}
	}
	for _, c := range []struct {
		name string
		data []byte
		want string // words of the verdict or the error
	}{
		{"packed anew", rezip(t, data, same, nil), "压缩包被重新打过"},
		{"a byte of the summary", rezip(t, data, func(n string, c []byte) []byte {
			if n == summaryName {
				c[len(c)/2] ^= 1
			}
			return c
		}, nil), "上报说明.pdf 被改动 内容不同"},
		{"a longer workbook", rezip(t, data, func(n string, c []byte) []byte {
			if strings.HasSuffix(n, ".xlsx") {
				c = append(c, 0)
			}
			return c
		}, nil), "xlsx 被改动 大小不同"},
		{"the summary left out", rezip(t, data, func(n string, c []byte) []byte {
			if n == summaryName {
				return nil
			}
			return c
		}, nil), "上报说明.pdf 缺少"},
		{"one more", rezip(t, data, same, map[string][]byte{"说明.exe": []byte("MZ")}), "说明.exe 多出"},
		{"one that leads elsewhere", rezip(t, data, same, map[string][]byte{"../../x": []byte("x")}), "../../x 多出"},
		{"two of one name", rezip(t, data, same, map[string][]byte{summaryName: []byte("x")}), "有两份"},
		{"a bomb", rezip(t, data, func(n string, c []byte) []byte {
			if n == summaryName {
				return make([]byte, 80<<20)
			}
			return c
		}, nil), "上报说明.pdf 被改动 大小不同"},
		{"a bomb of a manifest", rezip(t, data, func(n string, c []byte) []byte {
			if n == manifestName {
				return bytes.Repeat([]byte(" "), 50<<20)
			}
			return c
		}, nil), "太大"},
		{"other rows", rezip(t, data, manifest(func(m map[string]any) { m["parts"].([]any)[0].(map[string]any)["rows"] = 7 }), nil), "和封签对不上"},
		{"a newer format", rezip(t, data, manifest(func(m map[string]any) { m["unionledger_package"] = 2 }), nil), "更新版本"},
		{"a name that leads elsewhere", rezip(t, data, manifest(func(m map[string]any) { m["parts"].([]any)[0].(map[string]any)["name"] = "../x.xlsx" }), nil), "文件名或大小不对"},
		{"a device of Windows", rezip(t, data, manifest(func(m map[string]any) { m["parts"].([]any)[0].(map[string]any)["name"] = "nul.xlsx" }), nil), "文件名或大小不对"},
		{"two names that differ by case", rezip(t, data, manifest(func(m map[string]any) {
			m["parts"].([]any)[0].(map[string]any)["name"], m["parts"].([]any)[1].(map[string]any)["name"] = "a.XLSX", "A.xlsx"
		}), nil), "大小写"},
		{"no parts", rezip(t, data, manifest(func(m map[string]any) { m["parts"] = []any{} }), nil), "0 份文件"},
		{"no manifest", rezip(t, data, func(n string, c []byte) []byte {
			if n == manifestName {
				return nil
			}
			return c
		}, nil), "不是本程序打的上报包"},
		{"half of it", data[:len(data)/2], "没有传完"},
		{"text", []byte("不是包"), "不是上报包"},
		{"nothing", nil, "不是上报包"},
	} {
		v, err := Verify(ctx, c.data, "")
		var words []string
		if err != nil {
			words = append(words, err.Error())
		}
		words = append(words, v.Problems...)
		for _, p := range v.Parts {
			words = append(words, p.Name+" "+string(p.State)+" "+p.Why)
		}
		if got := strings.Join(words, "；"); !strings.Contains(got, c.want) || v.Whole {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if _, err := v.Unpack(t.TempDir()); err == nil {
			t.Errorf("%s was unpacked", c.name)
		}
	}
}

// A package closed with a passphrase opens with it and with no other.
func TestEncrypted(t *testing.T) {
	const secret = "浙江杭州建德2022"
	p := packed(t, secret)
	if !strings.HasSuffix(p.Name, ".zip.age") || !Looks(p.Name) || !IsEncrypted(p.Data) || bytes.Contains(p.Data, []byte("PK\x03\x04")) {
		t.Error(p.Name)
	}
	if v, err := Verify(ctx, p.Data, secret); err != nil || !v.Whole || !v.Encrypted {
		t.Errorf("%+v %v", v, err)
	}
	for kind, word := range map[string]string{"encrypted": "", "passphrase": secret + "x"} {
		if v, err := Verify(ctx, p.Data, word); !IsKind(err, kind) || v.Whole {
			t.Errorf("%s: %v", kind, err)
		}
	}
	for _, at := range []int{3, 30, 120, 200, len(p.Data) / 2, len(p.Data) - 1} {
		bad := bytes.Clone(p.Data)
		bad[at] ^= 1
		if v, err := Verify(ctx, bad, secret); err == nil || v.Whole {
			t.Errorf("byte %d", at)
		}
	}
	if v, err := Verify(ctx, p.Data[:len(p.Data)-20], secret); !IsKind(err, "damaged") || v.Whole {
		t.Error(err)
	}
}

// FuzzVerify reads anything: no panic, and nothing is whole but what was packed.
func FuzzVerify(f *testing.F) {
	data := plainPackage(f)
	small := rezip(f, data, func(n string, c []byte) []byte {
		if n == manifestName {
			return []byte(`{"unionledger_package":1,"parts":[{"name":"a","size":1,"sha256":"x","form":"甲"}]}`)
		}
		return nil
	}, map[string][]byte{"a": []byte("x")})
	f.Add(small)
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAA 30\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := Verify(ctx, b, "passphrase")
		if v.Whole && (err != nil || !bytes.Equal(b, data)) && v.Manifest.Seal != v.Manifest.seal() {
			t.Error("whole, though it was never packed")
		}
		if _, err := parse(b); err == nil && len(b) == 0 {
			t.Error("an empty manifest")
		}
	})
}

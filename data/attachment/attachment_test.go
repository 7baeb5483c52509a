package attachment

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/ledger"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// picture is a JPEG whose upper left quarter is red, with a turn noted in it.
func picture(t testing.TB, w, h, turn int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{0, 0, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{255, 0, 0, 255}
			}
			img.Set(x, y, c)
		}
	}
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, img, nil))
	if turn == 0 {
		return out.Bytes()
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00"
	segment := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return append(append([]byte("\xff\xd8"), segment...), out.Bytes()[2:]...)
}

func newLedger(t testing.TB) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "台账.ghtz"), ledger.Options{Operator: "沈雪娟"})
	must(t, err)
	t.Cleanup(func() { l.Close() })
	return l
}

func newMember(t testing.TB, l *ledger.Ledger, name string) Owner {
	t.Helper()
	var id int64
	_, err := l.Write(ctx, ledger.Op{Kind: "member", Title: "入会：" + name}, func(tx *ledger.Tx) (err error) {
		id, err = tx.Insert("member", []string{"name", "name_key"}, []any{name, name})
		return err
	})
	must(t, err)
	return Owner{"member", id}
}

func wantWhole(t testing.TB, l *ledger.Ledger) {
	t.Helper()
	v, err := l.Verify(ctx)
	must(t, err)
	if len(v.Problems) > 0 {
		t.Errorf("Verify: %q", v.Problems)
	}
}

// TestAttachmentsLive adds, changes, removes and takes back; the content stays
// throughout, and comes along into a backup.
func TestAttachmentsLive(t *testing.T) {
	l := newLedger(t)
	zhang, li := newMember(t, l, "张三"), newMember(t, l, "李四")
	data := picture(t, 40, 20, 0)
	f, err := Check("C:\\照片/张三.JPG", data, Shipped())
	must(t, err)
	if f.Name != "张三.JPG" || f.Mime != "image/jpeg" {
		t.Errorf("%q %q", f.Name, f.Mime)
	}
	_, _, err = Add(ctx, l, zhang, "张三", Photo, f)
	must(t, err)
	_, _, err = Add(ctx, l, li, "李四", "其他", f) // the same content, somebody else's
	must(t, err)
	if _, _, err = Add(ctx, l, zhang, "张三", "证件", f); !ledger.IsKind(err, "exists") || !strings.Contains(err.Error(), "照片“张三.JPG”") {
		t.Errorf("the same file twice: %v", err)
	}
	if _, _, err = Add(ctx, l, zhang, "张三", "画像", f); err == nil {
		t.Error("a kind that does not exist")
	}
	size, err := ledger.ContentSize(ctx, l.Read())
	if must(t, err); size != int64(len(data)) {
		t.Errorf("%d bytes stored for two attachments of %d", size, len(data))
	}
	a, found, err := PhotoOf(ctx, l.Read(), zhang)
	if must(t, err); !found {
		t.Fatal("no photo")
	}
	if _, found, err = PhotoOf(ctx, l.Read(), li); found || err != nil {
		t.Error("李四 has a photo", err)
	}
	_, err = Change(ctx, l, a, "张三", "证件", "身份证.exe")
	must(t, err)
	a, err = Get(ctx, l.Read(), a.ID)
	must(t, err)
	if a.Kind != "证件" || a.FileName() != "身份证.exe.jpg" {
		t.Errorf("%s %s", a.Kind, a.FileName())
	}
	_, err = Remove(ctx, l, a, "张三")
	must(t, err)
	if _, err = Get(ctx, l.Read(), a.ID); !ledger.IsKind(err, "not_found") {
		t.Error(err)
	}
	wantWhole(t, l)
	_, err = l.Undo(ctx, 0)
	must(t, err)
	back, err := Content(ctx, l.Read(), a)
	if must(t, err); !bytes.Equal(back, data) {
		t.Error("other content came back")
	}
	wantWhole(t, l)

	b, err := l.Backup(ctx, "测试")
	must(t, err)
	copied, err := ledger.Open(ctx, b.Path, ledger.Options{ReadOnly: true})
	must(t, err)
	defer copied.Close()
	if back, err = Content(ctx, copied.Read(), a); err != nil || !bytes.Equal(back, data) {
		t.Error("the backup lacks it", err)
	}
}

// TestOwnerIsNotUndoneFromUnderAttachments refuses to take back the entry of a
// member who has an attachment since.
func TestOwnerIsNotUndoneFromUnderAttachments(t *testing.T) {
	l := newLedger(t)
	zhang := newMember(t, l, "张三")
	f, err := Check("说明.txt", []byte("复印件在柜子里"), Shipped())
	must(t, err)
	_, _, err = Add(ctx, l, zhang, "张三", "其他", f)
	must(t, err)
	if _, err := l.Undo(ctx, 1); !ledger.IsKind(err, "conflict") || !strings.Contains(err.Error(), "附件“说明.txt”") {
		t.Errorf("%v", err)
	}
	wantWhole(t, l)
	for range 2 {
		_, err = l.Undo(ctx, 0)
		must(t, err)
	}
	wantWhole(t, l)
}

func TestVerifyFindsWhatWasDoneToContents(t *testing.T) {
	for _, c := range []struct{ name, sql, says string }{
		{"changed", "UPDATE attachment_content SET data = x'00'", "附件“说明.txt”的内容和存入时不一样了"},
		{"gone", "DELETE FROM attachment_content", "附件“说明.txt”的内容不见了"},
	} {
		l := newLedger(t)
		f, err := Check("说明.txt", []byte("复印件在柜子里"), Shipped())
		must(t, err)
		zhang := newMember(t, l, "张三")
		_, _, err = Add(ctx, l, zhang, "张三", "其他", f)
		must(t, err)
		_, err = l.Write(ctx, ledger.Op{Kind: "test", Title: "破坏"}, func(tx *ledger.Tx) error {
			if err := tx.SetSetting("x", "y"); err != nil { // so that the write is not empty
				return err
			}
			_, err := tx.Exec(c.sql)
			return err
		})
		must(t, err)
		v, err := l.Verify(ctx)
		must(t, err)
		if len(v.Problems) != 1 || !strings.Contains(v.Problems[0], c.says) {
			t.Errorf("%s: %q", c.name, v.Problems)
		}
		list, err := Of(ctx, l.Read(), zhang)
		must(t, err)
		if _, err := Content(ctx, l.Read(), list[0]); !ledger.IsKind(err, "damaged") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestWhatMayBeAttached(t *testing.T) {
	ole, zip := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 40), "PK\x03\x04rest"
	for _, c := range []struct{ name, data, mime, refused string }{
		{"照片.jpg", string(picture(t, 4, 4, 0)), "image/jpeg", ""},
		{"照片.png", string(picture(t, 4, 4, 0)), "image/jpeg", ""}, // content counts
		{"申请书.pdf", "%PDF-1.4 …", "application/pdf", ""},
		{"申请书.docx", zip, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ""},
		{"申请书.wps", ole, "application/wps-office.wps", ""},
		{"说明.txt", "\xd5\xc5\xc8\xfd", "text/plain", ""}, // 张三 in GBK
		{"照片.zip", zip, "", "压缩包请先解开"},
		{"安装.msi", ole, "", "能自己运行"},
		{"宏.xlsm", zip, "", "能自己运行"},
		{"照片.jpg", "MZ\x90\x00", "", "是程序"},
		{"运行.bat", "echo 1", "", "能自己运行"},
		{"网页.html", "<html>", "", "认不出来"},
		{"乱.txt", "a\x00b", "", "认不出来"},
		{"坏.jpg", "\xff\xd8\xff\xe0....", "", "已损坏"},
		{"炸弹.png", string(bomb(t)), "", "30000×30000 像素"},
	} {
		f, err := Check(c.name, []byte(c.data), Shipped())
		switch {
		case c.refused == "" && (err != nil || f.Mime != c.mime):
			t.Errorf("%s: %s %v", c.name, f.Mime, err)
		case c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)):
			t.Errorf("%s: %v, want %s", c.name, err, c.refused)
		}
	}
}

// bomb is a small PNG whose head promises 900 million pixels.
func bomb(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, image.NewGray(image.Rect(0, 0, 1, 1))))
	data := out.Bytes()
	copy(data[16:], "\x00\x00\x75\x30\x00\x00\x75\x30\x08\x00\x00\x00\x00\xc0\x29\xc7\x83")
	sum := crc(data[12:29])
	copy(data[29:], sum)
	return data
}

func TestLargePicturesAreMadeSmaller(t *testing.T) {
	limits := Shipped()
	limits.FileMB, limits.ShrinkTo = 1, 300
	path := filepath.Join(t.TempDir(), "证件照.png")
	noise := image.NewRGBA(image.Rect(0, 0, 700, 600))
	seed := uint32(1)
	for i := range noise.Pix {
		seed = seed*1664525 + 1013904223
		noise.Pix[i] = byte(seed >> 24)
	}
	var out bytes.Buffer
	must(t, png.Encode(&out, noise))
	must(t, os.WriteFile(path, out.Bytes(), 0o600))
	_, err := Load(path, limits)
	var large *TooLarge
	if !errors.As(err, &large) || !large.Picture {
		t.Fatal(err)
	}
	f, err := LoadSmaller(path, limits)
	must(t, err)
	c, err := jpeg.DecodeConfig(bytes.NewReader(f.Data))
	if must(t, err); f.Name != "证件照.jpg" || c.Width != 300 || c.Height != 257 {
		t.Errorf("%s %d×%d", f.Name, c.Width, c.Height)
	}
	for _, c := range []struct{ name, data, says string }{{"空.txt", "", "空文件"}, {"没有.txt", "-", "找不到它"}} {
		p := filepath.Join(t.TempDir(), c.name)
		if c.data != "-" {
			must(t, os.WriteFile(p, nil, 0o600))
		}
		if _, err := Load(p, limits); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := Load(t.TempDir(), limits); err == nil || !strings.Contains(err.Error(), "不是文件") {
		t.Error(err)
	}
}

// TestPicturesAreTurned looks where the red quarter of a 40×20 picture goes.
func TestPicturesAreTurned(t *testing.T) {
	for turn, want := range map[int]struct{ w, h, x, y int }{
		0: {40, 20, 5, 5}, 1: {40, 20, 5, 5}, 2: {40, 20, 35, 5}, 3: {40, 20, 35, 15}, 4: {40, 20, 5, 15},
		5: {20, 40, 5, 5}, 6: {20, 40, 15, 5}, 7: {20, 40, 15, 35}, 8: {20, 40, 5, 35},
	} {
		img, err := Picture(picture(t, 40, 20, turn), Shipped(), 100)
		must(t, err)
		if b := img.Bounds(); b.Dx() != want.w || b.Dy() != want.h {
			t.Errorf("turn %d: %v", turn, b)
			continue
		}
		for _, p := range []image.Point{{5, 5}, {want.w - 5, 5}, {5, want.h - 5}, {want.w - 5, want.h - 5}} {
			r, _, b, _ := img.At(p.X, p.Y).RGBA()
			if red := r > b; red != (p == image.Pt(want.x, want.y)) {
				t.Errorf("turn %d: red %v at %v", turn, red, p)
			}
		}
	}
	small, err := Picture(picture(t, 400, 200, 6), Shipped(), 100)
	if must(t, err); small.Bounds().Dx() != 50 || small.Bounds().Dy() != 100 {
		t.Error(small.Bounds())
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("照片.jpg", picture(f, 8, 6, 6))
	f.Add("炸弹.png", bomb(f))
	f.Add("说明.txt", []byte("字"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		file, err := Check(name, data, Shipped())
		if n := orientation(data); n < 1 || n > 8 {
			t.Fatalf("turn %d", n)
		}
		if err == nil {
			if file.Name != CleanName(file.Name) {
				t.Fatalf("%q is cleaned again", file.Name)
			}
			small := Shipped()
			small.Megapixels = 1
			_, _ = Picture(data, small, 64)
		}
	})
}

func crc(b []byte) []byte { return binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(b)) }

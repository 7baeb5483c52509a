package roster

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/xuri/excelize/v2"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/data/attachment"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

func (s *fakeShell) OpenCopy(name string, data []byte) {
	s.opened = append(s.opened, fmt.Sprintf("%s %d", name, len(data)))
}

// topDialog is the dialog in front.
func topDialog(t *testing.T, s *fakeShell) *widget.Dialog {
	t.Helper()
	d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog)
	if !ok {
		t.Fatal("no dialog is open", s.failed)
	}
	return d
}

// pressed presses the first button of a name that is seen.
func pressed(t *testing.T, in fyne.CanvasObject, name string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(in) {
		if b, ok := o.(*widget.Button); ok && b.Text() == name {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("no button %s", name)
}

func lastTitle(t *testing.T, l *ledger.Ledger) string {
	t.Helper()
	h, err := l.History(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return h[0].Title
}

func writePNG(t *testing.T, name string, w, h int, noise bool) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if noise {
		rand.New(rand.NewSource(1)).Read(img.Pix)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAttachmentsInTheDrawer adds a dropped picture and a scanned card, opens, renames
// and removes them.
func TestAttachmentsInTheDrawer(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	who := m.Get("name")
	photo := writePNG(t, "生活照.png", 300, 400, false)
	if !v.Dropped(photo) {
		t.Fatal("a picture was left to the import")
	}
	topDialog(t, s).Cancel() // nobody is open: it says so
	if v.Dropped("花名册.xlsx") {
		t.Fatal("a sheet was taken for an attachment")
	}
	v.Show(page.Member{ID: m.ID})
	v.Dropped(photo)
	topDialog(t, s).Accept()
	v.Show(nil)
	if len(s.done) != 1 || s.done[0] != "已给"+who+"添加照片" || !v.drawer.photo.object.Visible() {
		t.Fatal(s.done, s.failed)
	}
	s.file = writePNG(t, "身份证.png", 20, 10, false)
	v.drawer.askAttachment()
	topDialog(t, s).Accept()
	list, err := attachment.Of(context.Background(), s.Open.Read(), ownerOf(m.ID))
	if err != nil || len(list) != 2 || list[0].Kind != "证件" {
		t.Fatal(list, err)
	}
	v.Show(nil)
	v.drawer.openAttachment(list[1])
	if strings.HasPrefix(lastTitle(t, s.Open), "查看") {
		t.Error("opening a photo was journalled")
	}
	pressed(t, v.drawer.object, "打开") // the newest is the card
	if len(s.opened) != 2 || !strings.HasPrefix(s.opened[1], "身份证.png ") || lastTitle(t, s.Open) != "查看"+who+"的附件：证件" {
		t.Error(s.opened, lastTitle(t, s.Open))
	}
	v.drawer.askAttachment() // the same once more
	topDialog(t, s).Accept()
	if len(s.failed) != 1 || !strings.Contains(s.failed[0].Error(), "已经在附件里了") {
		t.Error(s.failed)
	}
	v.drawer.removeAttachment(list[0])
	topDialog(t, s).Accept()
	if list, _ = attachment.Of(context.Background(), s.Open.Read(), ownerOf(m.ID)); len(list) != 1 {
		t.Error(list)
	}
	s.Undo(s.ops[len(s.ops)-1])
	v.drawer.changeAttachment(list[0])
	topDialog(t, s).Accept()
	s.file = filepath.Join(t.TempDir(), "出来.png")
	v.drawer.saveAttachment(list[0])
	if saved, err := os.ReadFile(s.file); err != nil || int64(len(saved)) != list[0].Size {
		t.Error(err)
	}
}

// TestLargePictureIsMadeSmallerWhenAgreed refuses what is over the limit, and takes
// it smaller once that is agreed.
func TestLargePictureIsMadeSmallerWhenAgreed(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	v.Show(page.Member{ID: m.ID})
	v.drawer.takeFile(writePNG(t, "大.png", 1300, 1200, true))
	topDialog(t, s).Accept() // 缩小
	topDialog(t, s).Accept() // 添加
	list, err := attachment.Of(context.Background(), s.Open.Read(), ownerOf(m.ID))
	if err != nil || len(list) != 1 || list[0].Name != "大.jpg" || list[0].Size > 5<<20 {
		t.Fatal(list, err, s.failed)
	}
	bad := filepath.Join(t.TempDir(), "安装.exe")
	if err := os.WriteFile(bad, []byte("MZ"), 0o600); err != nil {
		t.Fatal(err)
	}
	v.drawer.takeFile(bad)
	if len(s.failed) != 1 {
		t.Error("a program was taken")
	}
}

// TestTrailTabRestores lists changes, filters them, gives a value back, and prints.
func TestTrailTabRestores(t *testing.T) {
	v, s := shown(t)
	m := withNumber(t, v)
	ctx := context.Background()
	for i := range 30 {
		_, err := s.Open.Write(ctx, ledger.Op{Kind: "edit", Title: "改"}, func(tx *ledger.Tx) error {
			return member.Update(tx, m.ID, map[string]string{"post": fmt.Sprintf("岗位%d", i), "phone": fmt.Sprint(19900009000 + i)})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	v.Show(page.Member{ID: m.ID})
	v.drawer.tabs.Select(tabHistory)
	tab := v.drawer.trail
	seen := len(tab.list.Objects)
	if len(tab.chosen()) < 30 || tab.more.Hidden {
		t.Fatal(len(tab.chosen()))
	}
	test.Tap(tab.more)
	if len(tab.list.Objects) <= seen || !tab.more.Hidden {
		t.Error("no more came", len(tab.list.Objects))
	}
	tab.topic = "post"
	tab.fill()
	pressed(t, tab.list, "还原")
	topDialog(t, s).Accept()
	now, err := member.Get(ctx, s.Open.Read(), m.ID, day)
	if err != nil || now.Get("post") != "岗位28" || s.done[0] != "已还原"+m.Get("name")+"的岗位" {
		t.Fatal(now.Get("post"), s.done, s.failed)
	}
	v.Show(nil)
	if v.drawer.trail.topic != "post" {
		t.Error("the choice was lost when the page was read again")
	}
	v.drawer.uncover()
	full := false
	for _, step := range v.drawer.trail.steps {
		for _, e := range step.Entries {
			full = full || e.New == "19900009007"
		}
	}
	if !full {
		t.Error("numbers stay covered after 显示")
	}
	s.file = filepath.Join(t.TempDir(), "记录.xlsx")
	v.drawer.trail.export()
	v.drawer.trail.print()
	x, err := excelize.OpenFile(s.file)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows("修改记录")
	if err != nil || !strings.Contains(fmt.Sprint(rows), "岗位28") || strings.Contains(fmt.Sprint(rows), "移动电话") || len(s.opened) != 1 {
		t.Error(rows, err, s.opened)
	}
}

package paper

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/member"
	"unionledger/data/union"
)

func emptyUnit() union.Unit {
	return union.Unit{Enterprise: union.Enterprise.NewRecord(), Union: union.Union.NewRecord()}
}

// one is a list of one person, twice.
type one struct{ m *member.Member }

func (o one) each(_ context.Context, fn func(int, *scope) error) error {
	fl := &filling{unit: emptyUnit(), today: today, full: true}
	for n := 1; n <= 2; n++ {
		if err := fn(n, &scope{filling: fl, member: o.m}); err != nil {
			return err
		}
	}
	return nil
}

func lineTexts(t testing.TB, text string, width float64) []string {
	t.Helper()
	f, err := newFaces(nil)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, l := range f.breakLines(f.units([]filled{{text: text}}, 72/25.4, false), width, 0, 1, false) { // 1 mm a character
		s := ""
		for _, u := range l.units {
			s += u.text
		}
		out = append(out, s)
	}
	return out
}

func TestLinesBreakAsChineseDoes(t *testing.T) {
	for _, c := range []struct {
		text  string
		width float64
		want  string
	}{
		{"工会会员名册", 3, "工会会|员名册"},
		{"工会会，员名册", 3, "工会|会，员|名册"},                       // no comma at the start of a line
		{"工会《会员》册", 3, "工会|《会|员》册"},                       // no opening bracket at the end, no closing one at the start
		{"同意 Zhang San 入会", 4, "同意|Zhang|San 入会"},         // words stay whole where they fit
		{"330101196801061440", 4, "3301011|9680106|1440"}, // what is longer than a line is cut
		{"甲\n乙", 9, "甲|乙"},
		{"", 9, ""},
	} {
		if got := strings.Join(lineTexts(t, c.text, c.width), "|"); got != c.want {
			t.Errorf("%q in %g: %s, want %s", c.text, c.width, got, c.want)
		}
	}
}

func TestNoCharacterIsLostInBreaking(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("工会员，。（）《》ab1- 𬀩䶮")), 0, 60, -1).Draw(r, "text")
		width := rapid.Float64Range(1.1, 20).Draw(r, "width")
		got := strings.Join(lineTexts(t, text, width), "")
		strip := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if strip(got) != strip(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestRareCharactersAreDrawnOrNamed(t *testing.T) {
	f, err := newFaces(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "䶮㛃𬀩" {
		if a := f.of(r, false); a.lost {
			t.Errorf("%c is in no bundled face", r)
		}
		if a := f.of(r, true); a.lost || a.face != regularFace {
			t.Errorf("%c in bold comes from face %d", r, a.face)
		}
	}
	if len(f.missing) > 0 {
		t.Error(f.missing)
	}
	const nowhere = '\U00031350' // of extension H, in no face we ship
	us := f.cut("王"+string(nowhere)+"明", 1, false, false)
	if len(us) != 3 || us[1].text != string(geta) {
		t.Errorf("%+v", us)
	}
	d := &Doc{Missing: f.missing}
	if w := d.Warning(); !strings.Contains(w, "U+31350") || !strings.Contains(w, "手写") {
		t.Error(w)
	}
}

func TestAnUnusableSystemFontIsPassedOver(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "坏.ttf")
	if err := os.WriteFile(bad, []byte("no font"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := newFaces([]string{bad, filepath.Join(t.TempDir(), "没有.ttf")})
	if err != nil {
		t.Fatal(err)
	}
	if a := f.of('\U00031350', false); !a.lost {
		t.Errorf("%+v", a)
	}
}

func TestACellLongerThanThePageIsMadeSmallerThenCut(t *testing.T) {
	p, err := Parse("x", "名称：试\n用于：名单\n字号：9\n====\n【表格 14】\n【每人】| {{备注}} |\n")
	if err != nil {
		t.Fatal(err)
	}
	for n, cut := range map[int]bool{500: false, 5000: true} {
		m := member.Member{Record: member.Fields.NewRecord()}
		m.Set("note", strings.Repeat("字", n))
		f, err := newFaces(nil)
		if err != nil {
			t.Fatal(err)
		}
		d, err := lay(t.Context(), p, f, &filling{unit: emptyUnit(), today: today}, one{&m}, 0)
		if err != nil || (d.Cut > 0) != cut || len(d.Pages) > 2 {
			t.Errorf("%d characters: %d cut, %d pages, %v", n, d.Cut, len(d.Pages), err)
		}
		inside(t, "long", d)
	}
}

func TestThePDFCanBeReadBack(t *testing.T) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext on this machine")
	}
	l, ids := small(t)
	d, err := Make(t.Context(), l.Read(), request(template(t, "roster"), ids), nil)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "名册.pdf")
	if err := d.WriteFile(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(reader, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"䶮㛃", "买买提", "段兰娟", "本人签名", "第1页", "共1页", "****1440"} {
		if !strings.Contains(strings.ReplaceAll(string(out), " ", ""), want) {
			t.Errorf("the PDF does not tell %q:\n%s", want, out)
		}
	}
}

func TestThePictureShowsThePage(t *testing.T) {
	l, ids := small(t)
	d, err := Make(t.Context(), l.Read(), request(template(t, "transfer"), ids), nil)
	if err != nil {
		t.Fatal(err)
	}
	img := d.Picture(0, 60)
	dark := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				dark++
			}
		}
	}
	if b := img.Bounds(); b.Dx() != 496 || b.Dy() != 701 || dark < 2000 {
		t.Errorf("%v, %d dark dots", b, dark)
	}
	d.Picture(7, 60) // a page that is not there is white, no panic
}

// full is a disk with no room left after some bytes.
type full int

func (f *full) Write(b []byte) (int, error) {
	if *f -= full(len(b)); *f < 0 {
		return 0, errFull
	}
	return len(b), nil
}

var errFull = errors.New("full")

func TestAFailingWriterAndACancelAreSaid(t *testing.T) {
	l, ids := small(t)
	d, err := Make(t.Context(), l.Read(), request(template(t, "roster"), ids), nil)
	if err != nil {
		t.Fatal(err)
	}
	room := full(4000)
	if err := d.Write(t.Context(), &room, nil); !errors.Is(err, errFull) {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := d.WriteFile(ctx, path, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a cancelled paper was written")
	}
	if _, err := Make(ctx, l.Read(), request(template(t, "roster"), ids), nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

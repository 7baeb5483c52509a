package paper

import (
	"fmt"
	"math"
	"os"
	"slices"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"unionledger/assets"
)

// outline is a font that was read: its bytes for the PDF, its outlines and widths.
type outline struct {
	name string
	data []byte
	font *sfnt.Font
}

func readOutline(name string, data []byte, err error) (*outline, error) {
	if err != nil {
		return nil, err
	}
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("字体 %s 读不出来：%w", name, err)
	}
	return &outline{name, data, f}, nil
}

// bundled are the two faces the program ships; they are read once.
var bundled = sync.OnceValues(func() ([]*outline, error) {
	var out []*outline
	for _, name := range []string{"NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"} {
		data, err := assets.Files.ReadFile("fonts/" + name)
		o, err := readOutline(name, data, err)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
})

// The places of the bundled faces; what the system lends comes after them.
const (
	regularFace = iota
	boldFace
)

// geta stands for a character that no font has: the printer's mark for a missing type.
const geta = '〓'

// faces measures text and says which face draws a character. It is for one
// goroutine.
type faces struct {
	list    []*outline
	buf     sfnt.Buffer
	known   map[glyph]advance
	system  []string // font files that are not in the list yet
	missing []rune
}

type glyph struct {
	r    rune
	bold bool
}

// advance is which face draws a character, and how wide, in ems.
type advance struct {
	face  uint8
	width float32
	lost  bool
}

// newFaces takes the system's font files, looked into only when a character is in
// neither of ours.
func newFaces(system []string) (*faces, error) {
	list, err := bundled()
	if err != nil {
		return nil, err
	}
	return &faces{list: append([]*outline(nil), list...), known: map[glyph]advance{}, system: slices.Clone(system)}, nil
}

// of finds the face for a character; one that no font has is noted and drawn as 〓.
func (f *faces) of(r rune, bold bool) advance {
	key := glyph{r, bold}
	if a, ok := f.known[key]; ok {
		return a
	}
	a, ok := f.find(r, bold)
	if !ok {
		f.missing = append(f.missing, r)
		a, _ = f.find(geta, bold)
		a.lost = true
		f.known[glyph{r, !bold}] = a
	}
	f.known[key] = a
	return a
}

func (f *faces) find(r rune, bold bool) (advance, bool) {
	order := make([]int, 0, len(f.list))
	if bold {
		order = append(order, boldFace)
	}
	order = append(order, regularFace)
	for i := boldFace + 1; i < len(f.list); i++ {
		order = append(order, i)
	}
	for _, i := range order {
		if w, ok := f.width(i, r); ok {
			return advance{face: uint8(i), width: w}, true
		}
	}
	for i := 0; i < len(f.system); i++ {
		path := f.system[i]
		number, ok := f.holds(path, r)
		if !ok || len(f.list) == math.MaxUint8 {
			continue
		}
		if number == 0 { // of a collection the other faces may be wanted later
			f.system[i] = ""
		}
		data, err := readFace(path, number)
		o, err := readOutline(path, data, err)
		if err != nil {
			continue
		}
		f.list = append(f.list, o)
		if w, ok := f.width(len(f.list)-1, r); ok {
			return advance{face: uint8(len(f.list) - 1), width: w}, true
		}
	}
	return advance{}, false
}

// holds looks into a font file for a character without reading all of it: a system
// has hundreds. It tells which face of a collection has it. Only TrueType outlines
// can be put into the PDF.
func (f *faces) holds(path string, r rune) (number int, ok bool) {
	file, err := os.Open(path)
	if err != nil {
		return 0, false
	}
	defer file.Close()
	starts, err := faceStarts(file)
	if err != nil {
		return 0, false
	}
	all, err := sfnt.ParseCollectionReaderAt(file)
	if err != nil {
		return 0, false
	}
	for i, at := range starts {
		if i >= all.NumFonts() || !hasOutlines(file, at) {
			continue
		}
		o, err := all.Font(i)
		if err != nil {
			continue
		}
		if g, err := o.GlyphIndex(&f.buf, r); err == nil && g != 0 {
			return i, true
		}
	}
	return 0, false
}

func (f *faces) width(face int, r rune) (float32, bool) {
	o := f.list[face].font
	g, err := o.GlyphIndex(&f.buf, r)
	if err != nil || g == 0 {
		return 0, false
	}
	em := fixed.I(int(o.UnitsPerEm()))
	w, err := o.GlyphAdvance(&f.buf, g, em, font.HintingNone)
	if err != nil {
		return 0, false
	}
	return float32(w) / float32(em), true
}

package grid

import (
	"strings"

	"fyne.io/fyne/v2"
)

// measure knows how wide texts are without asking the toolkit each time. The
// bundled font has neither kerning nor ligatures (its layout tables were dropped
// for speed), so a text is as wide as the sum of its characters, and only each
// character must be measured, once.
type measure struct {
	faces map[face]*advances
}

type face struct {
	size float32
	bold bool
}

// advances holds the width of characters of one face.
type advances struct {
	ascii [128]float32
	other map[rune]float32
}

func (m *measure) face(f face) *advances {
	if a, ok := m.faces[f]; ok {
		return a
	}
	if m.faces == nil {
		m.faces = make(map[face]*advances)
	}
	a := &advances{other: make(map[rune]float32)}
	m.faces[f] = a
	return a
}

func (a *advances) rune(r rune, f face) float32 {
	if r >= 0 && r < 128 {
		if a.ascii[r] == 0 {
			a.ascii[r] = measureRune(r, f)
		}
		return a.ascii[r]
	}
	w, ok := a.other[r]
	if !ok {
		w = measureRune(r, f)
		a.other[r] = w
	}
	return w
}

// measureRune measures eight in a row, because a single measure is rounded up.
func measureRune(r rune, f face) float32 {
	const n = 8
	return fyne.MeasureText(strings.Repeat(string(r), n), f.size, fyne.TextStyle{Bold: f.bold}).Width / n
}

// width is how wide s is drawn.
func (m *measure) width(s string, f face) float32 {
	a := m.face(f)
	var w float32
	for _, r := range s {
		w += a.rune(r, f)
	}
	return w
}

// fit returns s, or its beginning and … when it is wider than room, and how wide
// that is. Nothing is returned where not even one character fits.
func (m *measure) fit(s string, f face, room float32) (string, float32) {
	a := m.face(f)
	dots := a.rune('…', f)
	var w, cutWidth float32
	cut := 0 // what still leaves room for the dots
	for i, r := range s {
		if w+dots <= room {
			cut, cutWidth = i, w
		}
		w += a.rune(r, f)
		if w > room+0.5 {
			if cut == 0 {
				return "", 0
			}
			return s[:cut] + "…", cutWidth + dots
		}
	}
	return s, w
}

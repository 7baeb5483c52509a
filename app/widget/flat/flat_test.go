package flat

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// Without OpenGL an area must still be seen in pictures, so it is a rectangle
// there; on a shader the colour arrives as four numbers from 0 to 1.
func TestAreasTakeTheirColour(t *testing.T) {
	test.NewTempApp(t)
	o := New(color.White)
	r, ok := o.(*canvas.Rectangle)
	if !ok || r.FillColor != color.White {
		t.Fatalf("made %T", o)
	}
	Paint(o, color.Black)
	if r.FillColor != color.Black {
		t.Errorf("colour %v", r.FillColor)
	}
	s := &canvas.Shader{Uniforms: map[string]float32{}}
	Paint(s, color.NRGBA{R: 255, G: 51, A: 102})
	if u := s.Uniforms; u["red"] != 1 || u["green"] != 0.2 || u["blue"] != 0 || u["alpha"] != 0.4 {
		t.Errorf("numbers %v", u)
	}
	Paint(s, nil)
	if s.Uniforms["alpha"] != 0 {
		t.Error("no colour is not seen through")
	}
	if NewStripes() != nil {
		t.Error("stripes without OpenGL")
	}
}

func TestStripesBeginWithTheColourAsked(t *testing.T) {
	s := &canvas.Shader{Uniforms: map[string]float32{}}
	PaintStripes(s, 27, true, color.White, color.Black)
	if u := s.Uniforms; u["rows"] != 27 || u["phase"] != 1 || u["red"] != 1 || u["red2"] != 0 {
		t.Errorf("numbers %v", u)
	}
	PaintStripes(s, 27, false, color.White, color.Black)
	if s.Uniforms["phase"] != 0 {
		t.Error("still swapped")
	}
}

package flat

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

const (
	stripesName = "unionledger-stripes"

	stripesBody = `
uniform vec2 frame;
uniform vec4 bounds;
uniform float rows;
uniform float phase;
uniform float red;
uniform float green;
uniform float blue;
uniform float red2;
uniform float green2;
uniform float blue2;

void main() {
    vec2 at = vec2(gl_FragCoord.x, frame.y - gl_FragCoord.y);
    vec2 inside = step(bounds.xy, at) * step(at, bounds.zw);
    float row = floor((at.y - bounds.y) / (bounds.w - bounds.y) * rows) + phase;
    float second = step(0.25, fract(row * 0.5));
    gl_FragColor = vec4(mix(vec3(red, green, blue), vec3(red2, green2, blue2), second), inside.x * inside.y);
}
`
)

var (
	stripesSource   = []byte("#version 110\n" + stripesBody)
	stripesSourceES = []byte("#version 100\nprecision highp float;\n" + stripesBody)
)

// NewStripes makes the ground of a table: rows in two colours by turns, filled in
// one pass. It returns nil where there is no OpenGL, as in tests and pictures; the
// rows must be drawn one by one there.
func NewStripes() *canvas.Shader {
	if _, screen := fyne.CurrentApp().Driver().(desktop.Driver); !screen {
		return nil
	}
	s := canvas.NewShader(stripesName, stripesSource, stripesSourceES)
	s.Uniforms = make(map[string]float32, 8)
	return s
}

// PaintStripes divides the area's height into so many rows of equal height. The
// first has the colour one, unless swapped, and the next two, and so on.
func PaintStripes(s *canvas.Shader, rows int, swapped bool, one, two color.Color) {
	u := s.Uniforms
	u["rows"], u["phase"] = float32(rows), 0
	if swapped {
		u["phase"] = 1
	}
	a := color.NRGBAModel.Convert(one).(color.NRGBA)
	b := color.NRGBAModel.Convert(two).(color.NRGBA)
	u["red"], u["green"], u["blue"] = float32(a.R)/255, float32(a.G)/255, float32(a.B)/255
	u["red2"], u["green2"], u["blue2"] = float32(b.R)/255, float32(b.G)/255, float32(b.B)/255
}

// Package flat fills areas with one plain colour, cheaply. It knows OpenGL's ways
// and nothing of what is drawn.
//
// The toolkit's rectangle is made for round corners, edges and shadows, and its
// shader works out all of them for every pixel. Without a graphics card that costs
// 12 ms for a window of 1280×800, six times as much as filling it plainly. For a
// tag or a button that does not matter; for the ground of a page, a panel or a
// grid it decides whether scrolling feels fast.
package flat

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// Should the shader not compile, areas stay empty and texts can still be read.
const (
	name = "unionledger-flat"

	body = `
uniform vec2 frame;
uniform vec4 bounds;
uniform float red;
uniform float green;
uniform float blue;
uniform float alpha;

void main() {
    // The quad reaches a pixel beyond the bounds; that rim is not ours.
    vec2 at = vec2(gl_FragCoord.x, frame.y - gl_FragCoord.y);
    vec2 inside = step(bounds.xy, at) * step(at, bounds.zw);
    gl_FragColor = vec4(red, green, blue, alpha * inside.x * inside.y);
}
`
)

var (
	source   = []byte("#version 110\n" + body)
	sourceES = []byte("#version 100\nprecision highp float;\n" + body)
)

// New makes an area of one colour. On a screen it is a shader; where there is no
// OpenGL, as in tests and pictures, it is the toolkit's rectangle.
func New(fill color.Color) fyne.CanvasObject {
	if _, screen := fyne.CurrentApp().Driver().(desktop.Driver); !screen {
		return canvas.NewRectangle(fill)
	}
	s := canvas.NewShader(name, source, sourceES)
	s.Uniforms = make(map[string]float32, 4)
	Paint(s, fill)
	return s
}

// Paint gives an area made by New another colour; the caller refreshes it, or
// anything else in its window, to have it shown. Other objects are left alone.
func Paint(o fyne.CanvasObject, fill color.Color) {
	if fill == nil {
		fill = color.Transparent
	}
	switch o := o.(type) {
	case *canvas.Rectangle:
		o.FillColor = fill
	case *canvas.Shader:
		c := color.NRGBAModel.Convert(fill).(color.NRGBA)
		o.Uniforms["red"], o.Uniforms["green"] = float32(c.R)/255, float32(c.G)/255
		o.Uniforms["blue"], o.Uniforms["alpha"] = float32(c.B)/255, float32(c.A)/255
	}
}

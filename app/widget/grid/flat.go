package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// The toolkit's rectangle is made for round corners, edges and shadows, and its
// shader works out all of them for every pixel. Without a graphics card that costs
// 12 ms for a window of 1280×800, six times as much as filling it plainly, and a
// grid is mostly plain colour. So plain areas go through the shader below: 1.8 ms.
// Should it not compile, the areas stay empty and the texts can still be read.
const (
	flatName = "unionledger-flat"

	flatBody = `
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
	flatSource   = []byte("#version 110\n" + flatBody)
	flatSourceES = []byte("#version 100\nprecision mediump float;\n" + flatBody)
)

// flats draws plain areas. On a screen they are shaders; where there is no OpenGL,
// as in tests and pictures, they are the toolkit's rectangles.
type flats struct {
	box *fyne.Container
	n   int
}

// add draws one area.
func (p *flats) add(x, y, w, h float32, fill color.Color) {
	if p.n == len(p.box.Objects) {
		p.box.Objects = append(p.box.Objects, newFlat())
	}
	o := p.box.Objects[p.n]
	p.n++
	paintFlat(o, fill)
	put(o, x, y, w, h)
}

// frame draws the four sides of an area, inside it.
func (p *flats) frame(x, y, w, h, stroke float32, edge color.Color) {
	p.add(x, y, w, stroke, edge)
	p.add(x, y+h-stroke, w, stroke, edge)
	p.add(x, y+stroke, stroke, h-2*stroke, edge)
	p.add(x+w-stroke, y+stroke, stroke, h-2*stroke, edge)
}

func newFlat() fyne.CanvasObject {
	if _, screen := fyne.CurrentApp().Driver().(desktop.Driver); !screen {
		return canvas.NewRectangle(color.Transparent)
	}
	s := canvas.NewShader(flatName, flatSource, flatSourceES)
	s.Uniforms = make(map[string]float32, 4)
	return s
}

func paintFlat(o fyne.CanvasObject, fill color.Color) {
	switch o := o.(type) {
	case *canvas.Rectangle:
		o.FillColor = fill
	case *canvas.Shader:
		c := color.NRGBAModel.Convert(fill).(color.NRGBA)
		o.Uniforms["red"], o.Uniforms["green"] = float32(c.R)/255, float32(c.G)/255
		o.Uniforms["blue"], o.Uniforms["alpha"] = float32(c.B)/255, float32(c.A)/255
	}
}

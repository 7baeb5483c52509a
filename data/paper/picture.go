package paper

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Picture draws a page in grey, so many dots to the inch, for a look at it without
// a program that shows PDF.
func (d *Doc) Picture(number int, dpi float64) image.Image {
	dot := dpi / 25.4
	out := image.NewGray(image.Rect(0, 0, int(d.Width*dot), int(d.Height*dot)))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	if number < 0 || number >= len(d.Pages) {
		return out
	}
	p := &d.Pages[number]
	if s := p.Scan; s != nil {
		draw.CatmullRom.Scale(out, image.Rect(int(s.X*dot), int(s.Y*dot), int((s.X+s.Width)*dot), int((s.Y+s.Height)*dot)), s.Image, s.Image.Bounds(), draw.Src, nil)
	}
	for _, l := range p.Lines {
		drawLine(out, l, dot)
	}
	type key struct {
		face uint8
		size float32
	}
	faces := map[key]font.Face{}
	for _, t := range p.Texts {
		k := key{t.Face, t.Size}
		if faces[k] == nil {
			f, err := opentype.NewFace(d.faces.list[t.Face].font, &opentype.FaceOptions{Size: float64(t.Size), DPI: dpi})
			if err != nil {
				continue // the PDF has it all the same
			}
			faces[k] = f
		}
		w := font.Drawer{Dst: out, Src: image.Black, Face: faces[k],
			Dot: fixed.Point26_6{X: fixed.Int26_6(float64(t.X) * dot * 64), Y: fixed.Int26_6(float64(t.Y) * dot * 64)}}
		w.DrawString(t.Text)
	}
	return out
}

// drawLine draws a level or upright line at least half a dot wide; dashes are 2 mm.
func drawLine(out *image.Gray, l Line, dot float64) {
	if l.Dashed {
		for x := float64(l.X1); x < float64(l.X2); x += 4 {
			drawLine(out, Line{X1: float32(x), Y1: l.Y1, X2: float32(min(x+2, float64(l.X2))), Y2: l.Y2, Width: l.Width}, dot)
		}
		return
	}
	half := float32(max(float64(l.Width)*dot, 0.8) / 2)
	x1, y1, x2, y2 := l.X1*float32(dot), l.Y1*float32(dot), l.X2*float32(dot), l.Y2*float32(dot)
	left, top := int(x1-half)-1, int(y1-half)-1
	width, height := int(x2-x1)+4, int(y2-y1)+4
	if width <= 0 || height <= 0 || width > out.Rect.Dx()+8 || height > out.Rect.Dy()+8 {
		return
	}
	r := vector.NewRasterizer(width, height)
	ox, oy := float32(left), float32(top)
	r.MoveTo(x1-half-ox, y1-half-oy)
	r.LineTo(x2+half-ox, y1-half-oy)
	r.LineTo(x2+half-ox, y2+half-oy)
	r.LineTo(x1-half-ox, y2+half-oy)
	r.ClosePath()
	r.Draw(out, image.Rect(left, top, left+width, top+height), image.NewUniform(color.Black), image.Point{})
}

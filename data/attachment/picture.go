package attachment

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // pictures a clerk may attach
	_ "image/jpeg"
	_ "image/png"
	"slices"
	"sync"

	_ "golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"
)

// hasDecoder tells which forms can be shown small; iPhone's HEIC cannot.
func hasDecoder(mime string) bool {
	return slices.Contains([]string{"image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff", "image/webp"}, mime)
}

// checkPixels refuses a picture that is broken, or that would fill the memory once
// unpacked, from its head alone.
func checkPixels(data []byte, limits Limits) error {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return errors.New("这张图片已损坏，没有收。请重新扫描或从原处再拷一份。")
	}
	if int64(c.Width)*int64(c.Height) > limits.Megapixels*1_000_000 {
		return fmt.Errorf("这张图片有 %d×%d 像素，超过 %d 百万像素的上限，没有收。请用低一些的分辨率重新扫描。", c.Width, c.Height, limits.Megapixels)
	}
	return nil
}

// decoding lets one picture be unpacked at a time, so that a list of large ones
// does not fill the memory.
var decoding sync.Mutex

// Picture decodes a picture, turns it as its camera noted, and fits it into a square
// of side pixels; a smaller one stays as it is. Its head is looked at first.
func Picture(data []byte, limits Limits, side int) (img image.Image, err error) {
	if err := checkPixels(data, limits); err != nil {
		return nil, err
	}
	decoding.Lock()
	defer decoding.Unlock()
	defer func() {
		if r := recover(); r != nil { // a decoder met what it did not expect
			img, err = nil, errors.New("这张图片已损坏，显示不出来。")
		}
	}()
	img, _, err = image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errors.New("这张图片已损坏，显示不出来。")
	}
	return turned(fitted(img, side), orientation(data)), nil
}

func fitted(img image.Image, side int) image.Image {
	b := img.Bounds()
	longest := max(b.Dx(), b.Dy())
	if longest <= side {
		return img
	}
	to := image.Rect(0, 0, max(b.Dx()*side/longest, 1), max(b.Dy()*side/longest, 1))
	out := image.NewRGBA(to)
	draw.BiLinear.Scale(out, to, img, b, draw.Src, nil)
	return out
}

func onWhite(img image.Image) image.Image {
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Over)
	return out
}

// turned applies the turn of Exif: 2 to 8 are mirrorings and quarter turns.
func turned(img image.Image, how int) image.Image {
	if how < 2 || how > 8 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if how >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			var p image.Point
			switch how {
			case 2:
				p = image.Pt(w-1-x, y)
			case 3:
				p = image.Pt(w-1-x, h-1-y)
			case 4:
				p = image.Pt(x, h-1-y)
			case 5:
				p = image.Pt(y, x)
			case 6:
				p = image.Pt(h-1-y, x)
			case 7:
				p = image.Pt(h-1-y, w-1-x)
			case 8:
				p = image.Pt(y, w-1-x)
			}
			out.Set(p.X, p.Y, img.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return out
}

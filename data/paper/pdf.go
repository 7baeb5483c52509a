package paper

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"io"

	"github.com/signintech/gopdf"

	"unionledger/data/sheet"
)

// WriteFile writes the paper as a PDF, whole or not at all.
func (d *Doc) WriteFile(ctx context.Context, path string, progress func(done, total int)) error {
	return sheet.WriteFile(path, func(out io.Writer) error { return d.Write(ctx, out, progress) })
}

// Write writes the paper as a PDF with the used parts of its fonts inside.
func (d *Doc) Write(ctx context.Context, out io.Writer, progress func(done, total int)) error {
	w := &pdfWriter{doc: d, used: map[uint8]bool{}}
	w.pdf.Start(gopdf.Config{Unit: gopdf.UnitMM, PageSize: gopdf.Rect{W: d.Width, H: d.Height}})
	w.pdf.SetCompressLevel(zlib.BestSpeed)
	w.pdf.SetInfo(gopdf.PdfInfo{Title: d.Title, Creator: "工会台账", Producer: "工会台账"})
	for i := range d.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.page(&d.Pages[i]); err != nil {
			return fmt.Errorf("写 PDF 第 %d 页：%w", i+1, err)
		}
		if progress != nil && i%20 == 0 {
			progress(i, len(d.Pages))
		}
	}
	sink := &sink{ctx: ctx, out: out}
	_, err := w.pdf.WriteTo(sink)
	return errors.Join(sink.err, err)
}

// sink keeps the first error of the writer, which gopdf does not look at, and ends
// with the context.
type sink struct {
	ctx context.Context
	out io.Writer
	err error
}

func (s *sink) Write(b []byte) (n int, err error) {
	if s.err == nil {
		s.err = s.ctx.Err()
	}
	if s.err == nil {
		n, s.err = s.out.Write(b)
	}
	return n, s.err
}

type pdfWriter struct {
	doc  *Doc
	pdf  gopdf.GoPdf
	used map[uint8]bool
	face uint8
	size float32 // 0 before the first text of a page
}

func (w *pdfWriter) page(p *Page) error {
	if p.Width > 0 {
		w.pdf.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: p.Width, H: p.Height}})
	} else {
		w.pdf.AddPage()
	}
	w.size = 0
	width, dashed := float32(0), false
	w.pdf.SetLineType("solid")
	for _, l := range p.Lines {
		if l.Width != width {
			width = l.Width
			w.pdf.SetLineWidth(float64(l.Width))
		}
		if l.Dashed != dashed {
			dashed = l.Dashed
			w.pdf.SetLineType(map[bool]string{true: "dashed", false: "solid"}[dashed])
		}
		w.pdf.Line(float64(l.X1), float64(l.Y1), float64(l.X2), float64(l.Y2))
	}
	if s := p.Scan; s != nil {
		if err := w.scan(s); err != nil {
			return err
		}
	}
	for _, t := range p.Texts {
		if err := w.font(t.Face, t.Size); err != nil {
			return err
		}
		w.pdf.SetXY(float64(t.X), float64(t.Y))
		if err := w.pdf.Text(t.Text); err != nil {
			return err
		}
	}
	return nil
}

// scan puts a picture in, as a JPEG: what a scanner gives in colour would make the file
// many times as large.
func (w *pdfWriter) scan(s *Scan) error {
	var b bytes.Buffer
	paper := image.NewRGBA(s.Image.Bounds()) // a JPEG knows no transparency: black would be left
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(paper, paper.Bounds(), s.Image, s.Image.Bounds().Min, draw.Over)
	if err := jpeg.Encode(&b, paper, &jpeg.Options{Quality: 85}); err != nil {
		return fmt.Errorf("图片放不进 PDF：%w", err)
	}
	h, err := gopdf.ImageHolderByBytes(b.Bytes())
	if err != nil {
		return fmt.Errorf("图片放不进 PDF：%w", err)
	}
	return w.pdf.ImageByHolder(h, s.X, s.Y, &gopdf.Rect{W: s.Width, H: s.Height})
}

func (w *pdfWriter) font(face uint8, size float32) error {
	if w.size == size && w.face == face {
		return nil
	}
	family := fmt.Sprintf("face%d", face)
	if !w.used[face] {
		if err := w.pdf.AddTTFFontData(family, w.doc.faces.list[face].data); err != nil {
			return fmt.Errorf("字体放不进 PDF：%w", err)
		}
		w.used[face] = true
	}
	w.face, w.size = face, size
	return w.pdf.SetFont(family, "", float64(size))
}

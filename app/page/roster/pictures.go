package roster

import (
	"context"
	"image"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/attachment"
	"unionledger/data/ledger"
)

// mostPictures is how many small pictures are kept: 64 KB each at most.
const mostPictures = 60

// pictures keeps the small pictures that were made last, by what they show, so that
// going through the roster does not unpack the same photo again and again. It is
// used off the main goroutine.
type pictures struct {
	mu    sync.Mutex
	made  map[string]image.Image
	order []string
}

// of is the small picture of an attachment; nil for what is no picture, may not be
// seen without a journal line, or cannot be read: opening it will say why.
func (p *pictures) of(ctx context.Context, l *ledger.Ledger, a attachment.Attachment) image.Image {
	limits := attachment.Shipped()
	if limits.Private(a.Kind) || !a.Picture() {
		return nil
	}
	p.mu.Lock() // also while one is made: head and list want the same at once
	defer p.mu.Unlock()
	img, known := p.made[a.SHA256]
	if known {
		return img
	}
	data, err := attachment.Content(ctx, l.Read(), a)
	if err == nil {
		img, err = attachment.Picture(data, limits, pictureSide)
	}
	if err != nil {
		return nil
	}
	if p.made == nil {
		p.made = map[string]image.Image{}
	}
	if len(p.order) >= mostPictures {
		delete(p.made, p.order[0])
		p.order = p.order[1:]
	}
	p.made[a.SHA256], p.order = img, append(p.order, a.SHA256)
	return img
}

// photo is the small photo in the head of the drawer; hidden where there is none.
type photo struct {
	object fyne.CanvasObject
	image  *canvas.Image
	around fyne.CanvasObject // what gives the photo its room, and takes it back
}

func newPhoto() *photo {
	p := &photo{image: pictureOf(nil)}
	p.object = widget.Inset(0, theme.Gap4, 0, theme.Gap12, widget.Sized(48, 60, p.image))
	p.object.Hide()
	return p
}

func (p *photo) show(img image.Image) {
	p.image.Image = img
	p.image.Refresh()
	if img == nil {
		p.object.Hide()
	} else {
		p.object.Show()
	}
	if p.around != nil {
		p.around.Refresh()
	}
}

// showPhoto reads the member's newest photo aside.
func (d *drawer) showPhoto() {
	id, l := d.person.ID, d.v.shell.Ledger()
	if d.photoOf != id {
		d.photoOf = id
		d.photo.show(nil)
	}
	var img image.Image
	d.v.aside(func() {
		ctx := context.Background()
		if a, found, err := attachment.PhotoOf(ctx, l.Read(), ownerOf(id)); err == nil && found {
			img = d.pictures.of(ctx, l, a)
		}
	}, func() {
		if d.person.ID == id && d.v.shell.Ledger() == l {
			d.photo.show(img)
			d.object.Refresh()
		}
	})
}

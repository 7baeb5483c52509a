package settings

import (
	"context"
	"fmt"
	"image"
	"time"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/paper"
)

// previewDots is how fine the page is drawn, in dots to the inch.
const previewDots = 110

// draw lays the page out aside and shows it, after a pause in which nothing else was
// typed. A text that is wrong leaves the picture as it was.
func (p *paperSection) draw(pause time.Duration) {
	p.stopDrawing()
	ctx, stop := context.WithCancel(context.Background())
	p.stopDrawing = stop
	l, key, text, number, today := p.shell.Ledger(), p.key, p.text.Text(), p.shown, p.shell.Today()
	var doc *paper.Doc
	var err error
	var picture image.Image
	p.aside(func() {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		if doc, err = sample(ctx, l, key, text, today); err == nil {
			number = min(max(number, 0), len(doc.Pages)-1)
			picture = doc.Picture(number, previewDots)
		}
	}, func() {
		if ctx.Err() != nil || err != nil || doc == nil {
			return
		}
		p.shown, p.pages = number, len(doc.Pages)
		p.picture.Image = picture
		p.picture.Refresh()
		p.sheet.SetText(fmt.Sprintf("样张 第 %d 页，共 %d 页", number+1, len(doc.Pages)))
		p.whole.Refresh()
	})
}

func (p *paperSection) leaf(by int) {
	if n := p.shown + by; n >= 0 && n < p.pages {
		p.shown = n
		p.draw(0)
	}
}

// sampleMembers is for how many people the sample of a list is made.
const sampleMembers = 60

// sample lays a text out for the first members; their numbers stay covered, at the
// length they are printed in.
func sample(ctx context.Context, l *ledger.Ledger, key, text string, today civil.Date) (*paper.Doc, error) {
	t, err := paper.Parse(key, text)
	if err != nil {
		return nil, err
	}
	ids, err := member.List(ctx, l.Read(), member.Query{On: today, States: []member.State{member.Active}})
	if err != nil {
		return nil, err
	}
	most := sampleMembers
	if t.Use == paper.PerPerson {
		most = 1
	}
	return paper.Make(ctx, l.Read(), paper.Request{Template: t, Members: ids[:min(len(ids), most)], Title: "样张",
		Full: t.InFull(), Sample: true, From: civil.Of(today.Year, 1, 1), To: today, Today: today}, nil)
}

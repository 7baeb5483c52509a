package window

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestNoEntryCoversAnother lays the left bar out in a high window and in one that is too
// low for it: every entry is there, none over another, the last at the foot.
func TestNoEntryCoversAnother(t *testing.T) {
	var list []fyne.CanvasObject
	for at, e := range entries {
		list = append(list, newNavButton(e, at+1, nil))
	}
	for _, height := range []float32{900, 300} {
		navLayout{}.Layout(list, fyne.NewSize(64, height))
		below := float32(0)
		for _, o := range list {
			if o.Position().Y < below-0.01 || o.Size().Height < 40 {
				t.Errorf("height %v: one at %v, %v high, after one that ends at %v", height, o.Position().Y, o.Size().Height, below)
			}
			below = o.Position().Y + o.Size().Height
		}
		if below > height+0.01 || below < height-0.01 {
			t.Errorf("height %v: the last ends at %v", height, below)
		}
	}
}

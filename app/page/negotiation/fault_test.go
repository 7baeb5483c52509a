package negotiation

import (
	"context"
	"testing"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
)

// Whatever a problem is about, it belongs to a step: rows of lists have fields that the
// round does not know.
func TestEveryProblemOfARowHasAStep(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	for _, set := range negotiation.Parts {
		for _, f := range set.All() {
			if no := stepOf(v.f.steps, problem.Problem{Table: set.Name, Field: f.Key}); no < 1 || no > lastStep {
				t.Errorf("%s of %s at step %d", f.Key, set.Label, no)
			}
		}
	}
	for _, key := range endKeys {
		if no := stepOf(v.f.steps, problem.Problem{Field: key}); no != lastStep && owner(v.f.steps, key) == 0 {
			t.Errorf("%s at step %d", key, no)
		}
	}
}

// A row with something to look at is named in its step, and mended from there.
func TestAProblemOfARowOpensTheRow(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	it := negotiation.NewItem(negotiation.PriceFields)
	it.Set("process", "车削")
	it.Set("last_fen", "120")
	it.Set("agreed_fen", "115")
	v.write("试", func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return negotiation.SaveItem(ctx, l, v.f.d.Round, it)
	}, nil, nil)
	v.goTo(signStep)
	s.Settled()
	own, _ := v.f.faults(signStep)
	for _, p := range own {
		if p.Kind != "price_falls" {
			continue
		}
		v.pane.mend(p)()
		if d, ok := s.Win.Canvas().Overlays().Top().(*widget.Dialog); !ok {
			t.Error("no dialog")
		} else {
			d.Cancel()
		}
		return
	}
	t.Errorf("%+v", own)
}

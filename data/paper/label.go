package paper

import "context"

// sheetOfLabels sets a label for each person; what does not fit a label is made
// smaller, down to half the size.
func (s *setter) sheetOfLabels(ctx context.Context, list people, skip int) error {
	l := s.t.labels
	perPage := l.columns * l.rows
	skip = max(skip, 0) % perPage
	any := false
	place := func(at int, who *scope) error {
		any = true
		if at%perPage == 0 || s.page == nil {
			if err := s.newPage(); err != nil {
				return err
			}
		}
		at %= perPage
		left := s.t.left + float64(at%l.columns)*(l.width+l.gapX)
		top := s.t.top + float64(at/l.columns)*(l.height+l.gapY)
		return s.label(ctx, who, left, top)
	}
	err := list.each(ctx, func(number int, who *scope) error { return place(number-1+skip, who) })
	if err == nil && !any {
		err = place(skip, s.scope())
	}
	return err
}

// label sets one label, its text in the middle of its height.
func (s *setter) label(ctx context.Context, who *scope, left, top float64) error {
	l := s.t.labels
	padX, padY := min(4, l.width*0.06), min(2.5, l.height*0.06)
	for _, s.scale = range []float64{1, 0.9, 0.8, 0.7, 0.6, 0.5} {
		trial := newSetter(s.t, s.f, s.fill)
		trial.scale = s.scale
		trial.x, trial.width, trial.topY, trial.bottomY = left+padX, l.width-2*padX, top+padY, 1e6
		if err := trial.newPage(); err != nil {
			return err
		}
		if err := trial.body(ctx, who, nil); err != nil {
			return err
		}
		trial.endPage()
		room := l.height - 2*padY
		high := trial.y - trial.topY
		if high > room+0.01 && s.scale > 0.5 {
			continue
		}
		if len(trial.doc.Pages) > 1 || high > room+0.01 {
			s.doc.Cut++
		}
		down := float32(max(room-high, 0) / 2)
		for _, t := range trial.doc.Pages[0].Texts {
			t.Y += down
			s.page.Texts = append(s.page.Texts, t)
		}
		for _, x := range trial.doc.Pages[0].Lines {
			x.Y1, x.Y2 = x.Y1+down, x.Y2+down
			s.page.Lines = append(s.page.Lines, x)
		}
		return nil
	}
	return nil
}

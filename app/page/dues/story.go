package dues

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
)

// openStory shows how a member's month came to what it is, and leads to collecting
// where something is owed.
func (v *view) openStory(y *dues.MemberYear, month civil.YearMonth) {
	l := v.shell.Ledger()
	var s dues.Story
	v.shell.Load("读取会费", func(ctx context.Context, _ page.Progress) (err error) {
		s, err = dues.StoryOf(ctx, l.Read(), y.Member, month)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			v.shell.Fail(err)
		case v.shell.Ledger() == l:
			v.showStory(y, s, y.Months[month.Month-1])
		}
	})
}

// storyWidth is how wide the lines of a story are.
const storyWidth = 428

func (v *view) showStory(y *dues.MemberYear, s dues.Story, c dues.MonthCell) {
	state := s.State
	if state == "" {
		state = c.Words() // 未入会 and 预缴 hold also where nothing was billed
	}
	if state == "" {
		state = "没有开账"
	}
	head := fmt.Sprintf("%s　应缴 %s 元，已缴 %s 元，欠 %s 元", state, s.Due.Grouped(), s.Paid.Grouped(), s.Owing.Grouped())
	rows := []fyne.CanvasObject{widget.BodyParagraph(head).For(storyWidth)}
	for _, x := range s.Lines {
		rows = append(rows, widget.BodyParagraph(storyLine(x)).For(storyWidth))
	}
	if s.Closed {
		rows = append(rows, widget.NoteParagraph("这个月已经结账。").For(storyWidth))
	}
	rows = append(rows, widget.NoteParagraph(s.Next).For(storyWidth))
	button := "看这位会员"
	accept := func() error { v.shell.Go(page.Roster, page.Member{ID: y.Member}); return nil }
	if s.Owing > 0 {
		button = "收缴…"
		accept = func() error { v.openPay(y, s.Month); return nil }
	}
	d := widget.NewDialog(fmt.Sprintf("%s %d 年 %d 月会费", s.Name, s.Month.Year, int(s.Month.Month)), widget.Column(theme.Gap8, rows...), button).Wide(480)
	d.OnAccept = accept
	d.Open(v.canvas())
}

// storyLine is one thing that happened, as a line.
func storyLine(x dues.StoryLine) string {
	line := x.What
	if x.On != "" {
		line += " " + x.On
	}
	return line + "　" + x.Amount.Grouped() + " 元　" + x.Words
}

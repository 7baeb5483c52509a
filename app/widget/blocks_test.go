package widget

import (
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"unionledger/app/theme"
)

func TestTabsByKeys(t *testing.T) {
	var seen []int
	tabs := NewTabs(func(i int) { seen = append(seen, i) }, "基本信息", "会籍记录", "会费")
	c := show(t, tabs)
	c.FocusNext()
	press(c, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	if tabs.Selected() != 1 || len(seen) != 3 {
		t.Errorf("selected %d after %v", tabs.Selected(), seen)
	}
	tabs.Select(9)
	tabs.Select(1)
	if len(seen) != 3 {
		t.Errorf("called back without a change: %v", seen)
	}
}

func TestCheckBox(t *testing.T) {
	var seen []bool
	box := NewCheckBox("选中", func(on bool) { seen = append(seen, on) })
	box.SetState(Partly)
	c := show(t, box)
	c.Focus(box)
	press(c, fyne.KeySpace, fyne.KeyReturn)
	tap(box)
	if len(seen) != 3 || !seen[0] || seen[1] || !seen[2] || !box.Checked() {
		t.Errorf("seen %v", seen)
	}
	box.Disable()
	tap(box)
	if len(seen) != 3 {
		t.Error("a closed box was ticked")
	}
}

func TestMenuByKeys(t *testing.T) {
	done := ""
	item := func(name, closed string) MenuItem {
		return MenuItem{Text: name, Closed: closed, Do: func() { done += name }}
	}
	button := NewMenuButton("办理", "", func() []MenuItem {
		return []MenuItem{item("转出", ""), item("恢复", "没有保留"), {}, item("除名", "")}
	})
	c := show(t, button)
	c.Focus(button)
	press(c, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn) // over the closed line and the divider
	if done != "除名" || IsOpen(c) {
		t.Errorf("done %q, open %v", done, IsOpen(c))
	}
	press(c, fyne.KeySpace, fyne.KeyUp, fyne.KeyReturn)
	if done != "除名转出" {
		t.Errorf("done %q", done)
	}
	press(c, fyne.KeySpace)
	m := c.Focused().(*menu)
	m.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 40)}) // the closed line
	if done != "除名转出" || !IsOpen(c) {
		t.Errorf("a closed line was taken: %q", done)
	}
	press(c, fyne.KeyEscape)
	if IsOpen(c) || c.Focused() != fyne.Focusable(button) {
		t.Errorf("after Esc: open %v, focus %T", IsOpen(c), c.Focused())
	}
}

// TestMenuBeginsAtWhatHolds holds that opening a list of words and pressing Enter
// leaves a value as it is.
func TestMenuBeginsAtWhatHolds(t *testing.T) {
	took := ""
	button := NewMenuButton("学历", "", func() (items []MenuItem) {
		for _, word := range []string{"博士", "本科", "大专"} {
			items = append(items, MenuItem{Text: word, Chosen: word == "大专", Do: func() { took = word }})
		}
		return items
	})
	c := show(t, button)
	c.Focus(button)
	press(c, fyne.KeyReturn, fyne.KeyReturn)
	if took != "大专" {
		t.Errorf("Enter took %q", took)
	}
	press(c, fyne.KeyReturn, fyne.KeyUp, fyne.KeyReturn)
	if took != "本科" {
		t.Errorf("one up took %q", took)
	}
}

// TestSnackbarShowsAllItsWords holds that the bar grows with what it says: the
// sum of money at the end is what the clerk reads.
func TestSnackbarShowsAllItsWords(t *testing.T) {
	root := NewRoot(Body(""))
	w := test.NewWindow(root)
	t.Cleanup(w.Close)
	w.Resize(fyne.NewSize(1093, 614))
	for _, words := range []string{"已收", "已收缴 2026-11 会费 34 人，764.40 元（工资代扣）", "2026 年度工资集体协商：要约收到日期 2026-03-14"} {
		root.Done(words, func() {})
		label := root.Bar().label
		if need := fyne.MeasureText(words, label.size, fyne.TextStyle{}).Width; label.Size().Width < need {
			t.Errorf("%s: %.0f wide, has %.0f", words, need, label.Size().Width)
		}
	}
}

func TestTimelineByKeysAndMouse(t *testing.T) {
	var seen []int
	line := NewTimeline(func(i int) { seen = append(seen, i) })
	line.Set([]Stage{{Name: "要约", State: StepDone}, {Name: "签字", State: StepNow}, {Name: "审查"}}, 1)
	c := show(t, line)
	c.Focus(line)
	press(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyHome)
	line.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, line.row()*1.5)})
	if len(seen) != 3 || seen[0] != 2 || seen[1] != 0 || seen[2] != 1 {
		t.Errorf("seen %v", seen)
	}
}

func TestSnackbarTakesBackOnce(t *testing.T) {
	c := show(t, Body("窗口"))
	root := c.Content().(*Root)
	undone := 0
	root.Done("已导入 284 人，待处理 9 行", func() { undone++ })
	if root.Bar().Text() != "已导入 284 人，待处理 9 行" || !root.Bar().back.Visible() {
		t.Errorf("the bar says %q", root.Bar().Text())
	}
	tap(root.Bar().back)
	if undone != 1 || root.Bar().Text() != "" {
		t.Errorf("undone %d, the bar says %q", undone, root.Bar().Text())
	}
	root.Done("已备份", nil)
	if root.Bar().back.Visible() {
		t.Error("撤销 is offered for what cannot be taken back")
	}
	root.Bar().takeBack()
	if undone != 1 {
		t.Error("an old deed was taken back again")
	}
}

func TestProgressBoxCancelsOnce(t *testing.T) {
	cancels := 0
	p := NewProgressBox("正在导入", func() { cancels++ })
	show(t, p)
	p.Set(1197, 2329, "行", "约还要 2 秒")
	if p.count.Text() != "1,197 / 2,329 行" || p.bar.shares[0].Part < 0.51 || p.bar.shares[0].Part > 0.52 {
		t.Errorf("says %q, bar %v", p.count.Text(), p.bar.shares)
	}
	tap(p.cancel)
	tap(p.cancel)
	if cancels != 1 || p.cancel.Text() != "正在取消" {
		t.Errorf("cancelled %d times, says %q", cancels, p.cancel.Text())
	}
	p.Set(5, 0, "行", "")
	if p.count.Text() != "5 行" || len(p.bar.shares) != 0 {
		t.Errorf("with an unknown total: %q, %v", p.count.Text(), p.bar.shares)
	}
}

func TestChipIsLifted(t *testing.T) {
	lifted := 0
	chip := NewChip("会籍：在册", func() { lifted++ })
	c := show(t, chip)
	c.FocusNext()
	press(c, fyne.KeySpace)
	tap(chip)
	if lifted != 2 {
		t.Errorf("lifted %d times, want 2", lifted)
	}
}

func TestCutText(t *testing.T) {
	show(t)
	style := fyne.TextStyle{}
	for _, c := range []struct {
		text  string
		width float32
	}{{"吐尔逊·买买提", 60}, {"吐尔逊·买买提", 500}, {"吐尔逊", 1}} {
		got := cutTo(c.text, c.width, 13, style)
		if whole := got == c.text; whole != (c.width == 500) {
			t.Errorf("cutTo(%q, %v) = %q", c.text, c.width, got)
		}
		if got != c.text && !strings.HasSuffix(got, "…") {
			t.Errorf("%q does not show that it is cut", got)
		}
	}
}

func TestParagraphGrowsWithLessWidth(t *testing.T) {
	p := BodyParagraph("顺延能否用于报送没有定论，所以提前提醒。签字 2022-04-28，次日起算 10 日；末日是休息日。")
	show(t, p)
	p.Resize(fyne.NewSize(900, 100))
	wide := p.MinSize().Height
	p.Resize(fyne.NewSize(150, 100))
	if narrow := p.MinSize().Height; narrow <= wide || !strings.Contains(p.String(), "\n") {
		t.Errorf("%v high at 900, %v at 150: %s", wide, narrow, p)
	}
}

func TestStepsOfAnAxisHoldTheValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
		high := low + rapid.Float64Range(0, 1e6).Draw(t, "more")
		lines := steps(low, high, false)
		slack := 1e-6 * max(1, math.Abs(high)) // what a chart cannot show
		if lines[0] > low+slack || lines[2] < high-slack || lines[1] <= lines[0] || lines[2] <= lines[1] {
			t.Fatalf("steps(%v, %v) = %v", low, high, lines)
		}
	})
	if got := steps(7100, 7500, true); got != [3]float64{0, 4000, 8000} {
		t.Errorf("bars to 7500 have the lines %v", got)
	}
}

func TestChartsDrawNothingOutside(t *testing.T) {
	points := []Point{{Name: "1月", Before: 7300, Value: 7150, Label: "98%"}, {Name: "2月", Value: 0}, {Name: "5月", Words: "待开账"}}
	for _, size := range []fyne.Size{{Width: 10, Height: 10}, {Width: 160, Height: 90}, {Width: 600, Height: 200}} {
		for _, c := range []*Chart{NewLineChart(), NewBarChart()} {
			show(t, c)
			c.Set(points)
			c.Resize(size)
			for _, o := range c.draw(size) {
				right, bottom := o.Position().X+o.Size().Width, o.Position().Y+o.Size().Height
				if o.Position().X < -1 || right > size.Width+1 || o.Position().Y < -1 || bottom > size.Height+1 {
					t.Errorf("%v: %T reaches from %v to %v, %v", size, o, o.Position(), right, bottom)
				}
			}
			c.Set(nil)
		}
	}
}

func TestKeyFigureAndEmptyTrend(t *testing.T) {
	k := NewKeyFigure("在册会员")
	show(t, k)
	k.Set("319", "人")
	k.SetTrend([]float64{1})
	k.SetTrend([]float64{5, 5, 5})
	k.SetChange("较上月 +3", OK)
	if k.figure.Text() != "319" || k.change.color != theme.ColorOK {
		t.Errorf("figure %q, change in %s", k.figure.Text(), k.change.color)
	}
}

func TestBlocksFollowTheTheme(t *testing.T) {
	text, button := Body("会员"), NewPrimary("导入", "download", nil)
	c := show(t, text, button)
	before := button.MinSize().Height
	settings := fyne.CurrentApp().Settings()
	settings.SetTheme(theme.New(true, 1.5))
	t.Cleanup(func() { settings.SetTheme(theme.New(false, 1)) })
	for _, o := range []fyne.CanvasObject{text, button} {
		o.Refresh()
	}
	line := test.WidgetRenderer(text).Objects()[0].(*canvas.Text)
	if line.Color != theme.Text() || line.TextSize != 19.5 {
		t.Errorf("after the change the text is %v, %v high", line.Color, line.TextSize)
	}
	if got := button.MinSize().Height; got != before*1.5 || c == nil {
		t.Errorf("the button is %v high, was %v", got, before)
	}
}

func TestDrawerKeepsHeadAndFoot(t *testing.T) {
	var lines []fyne.CanvasObject
	for range 60 {
		lines = append(lines, Body("会籍记录"))
	}
	foot := NewPlain("转出", "", nil)
	d := NewDrawer(Title("段兰娟"), Column(4, lines...), foot)
	show(t, d)
	d.Resize(fyne.NewSize(308, 500))
	if end := foot.Position().Y + foot.Size().Height; end > 500 || foot.Position().Y < 400 {
		t.Errorf("the foot stands from %v to %v", foot.Position().Y, end)
	}
	if d.MinSize().Width != 308 || d.scroll.Size().Height >= d.scroll.Content.MinSize().Height {
		t.Errorf("width %v, body %v of %v", d.MinSize().Width, d.scroll.Size().Height, d.scroll.Content.MinSize().Height)
	}
	d.SetWide(true)
	if d.MinSize().Width != 340 {
		t.Errorf("wide it is %v", d.MinSize().Width)
	}
}

package report

import (
	"context"
	"fmt"

	"unionledger/app/page"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	data "unionledger/data/report"
)

// mends are what can be put right without asking anybody. It is the source of a grid.
type mends []data.Mend

func (m mends) Len() int { return len(m) }

func (m mends) Cell(row, col int) grid.Cell {
	old, after := m[row].Shown()
	switch col {
	case 0:
		return grid.Cell{Text: m[row].Who}
	case 1:
		return grid.Cell{Text: m[row].Label, Tone: grid.ToneSecondary}
	case 2:
		if old == "" {
			return grid.Cell{Text: "（空）", Tone: grid.ToneMuted}
		}
		return grid.Cell{Text: old}
	case 3:
		return grid.Cell{Text: after, Bold: true}
	}
	return grid.Cell{Text: m[row].Why, Tone: grid.ToneSecondary}
}

// fillMend offers what can be put right, where there is any.
func (v *view) fillMend() {
	v.how.Hidden = len(v.facts.behaviour) == 0
	n := len(v.facts.mends)
	v.mend.Hidden = n == 0 || v.facts.why != ""
	v.mend.SetText(fmt.Sprintf("放心改 %d 处…", n))
}

// explainReceiver says what is known of the program that takes the form.
func (v *view) explainReceiver() {
	list := widget.Column(8)
	for _, line := range v.facts.behaviour {
		list.Add(widget.BodyParagraph("· " + line).For(520))
	}
	widget.NewDialog("这张表交上去以后", list, "").Wide(580).Open(v.shell.Window().Canvas())
}

// askMend shows each change before it is written as one operation.
func (v *view) askMend() {
	list := mends(v.facts.mends)
	g := grid.New([]grid.Column{{Title: "姓名", Width: 80}, {Title: "项目", Width: 84}, {Title: "现在写的", Width: 130}, {Title: "改成", Width: 130},
		{Title: "凭什么", Width: 150, Stretch: true}}, list)
	g.Label = "能放心改的"
	body := widget.Column(8, widget.NoteParagraph("这些不用问人：证件号码里有的生日和性别、多余的空格、全角字符、只有一个意思的别的写法、日期补零。改成一次操作，可以一起撤销。").For(640),
		widget.Sized(640, float32(30+28*min(len(list), 9)+4), g))
	d := widget.NewDialog("放心改", body, fmt.Sprintf("就这样改 %d 处", len(list))).Wide(700)
	d.OnAccept = func() error {
		l := v.shell.Ledger()
		var op int64
		v.shell.Work("放心改", func(ctx context.Context, _ page.Progress) (err error) {
			op, err = data.Apply(ctx, l, list)
			return err
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.shell.Done(fmt.Sprintf("改了 %d 处", len(list)), op)
			v.load()
		})
		return nil
	}
	d.Open(v.shell.Window().Canvas())
}

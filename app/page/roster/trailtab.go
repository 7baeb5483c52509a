package roster

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/trail"
)

// mostSteps is how many operations 修改记录 shows at a time.
const mostSteps = 20

// trailTab is 修改记录 of one member: what changed, from what to what, by whom, and
// the way back for one field.
type trailTab struct {
	d     *drawer
	steps []trail.Step
	// topic limits what is listed, "" for everything.
	topic string
	shown int
	list  *fyne.Container
	more  *widget.Button
}

// fillTrail reads the history aside: that of a large ledger takes a moment.
func (d *drawer) fillTrail() {
	turn, id, l, full := d.turn, d.person.ID, d.v.shell.Ledger(), d.seen[d.person.ID]
	if d.trail == nil || d.trail.steps == nil {
		d.object.SetBody(widget.Note("正在读取…"))
	}
	var steps []trail.Step
	var err error
	d.v.aside(func() { steps, err = trail.Of(context.Background(), l, id, trail.Options{Full: full}) }, func() {
		switch {
		case turn != d.turn || d.tab != tabHistory || d.person.ID != id:
		case err != nil:
			d.object.SetBody(widget.NoteParagraph(err.Error()))
		default:
			t := &trailTab{d: d, steps: steps, shown: mostSteps}
			if d.trail != nil && d.trailOf == id { // read anew after a write: what was chosen stays
				t.topic, t.shown = d.trail.topic, d.trail.shown
			}
			d.trail, d.trailOf = t, id
			d.object.SetBody(t.body())
		}
	})
}

// body is the bar over the list, and the list.
func (t *trailTab) body() fyne.CanvasObject {
	topics := []widget.Option{form.Option("", "全部项目")}
	for _, x := range trail.Topics(t.steps) {
		topics = append(topics, form.Option(x.Key, x.Label))
	}
	pick := widget.NewPicker("全部项目", topics...)
	pick.SetValue(t.topic)
	pick.OnChanged = func(value string) {
		t.topic, t.shown = value, mostSteps
		t.fill()
	}
	file := widget.NewMenuButton("导出", "", func() []widget.MenuItem {
		return []widget.MenuItem{
			{Text: "存成工作簿…", Icon: "save", Do: t.export},
			{Text: "打开来打印", Icon: "print", Do: t.print},
		}
	}).Tip("把下面列出的存成工作簿，或打开来打印")
	t.list = widget.Column(2)
	t.more = widget.NewLink("", "chevron-down", func() {
		from := t.shown
		t.shown += 5 * mostSteps
		t.add(from)
	})
	t.fill()
	return widget.Column(theme.Gap8, widget.NewSplitRow(theme.Gap8, nil, pick, []fyne.CanvasObject{file}), t.list, t.more)
}

// chosen are the steps about the topic.
func (t *trailTab) chosen() []trail.Step { return trail.Only(t.steps, t.topic) }

func (t *trailTab) fill() {
	t.list.RemoveAll()
	t.add(0)
}

// add lists the steps from one on, up to what is shown now.
func (t *trailTab) add(from int) {
	steps := t.chosen()
	for _, s := range steps[min(from, len(steps)):min(t.shown, len(steps))] {
		t.step(s)
	}
	if len(steps) == 0 {
		t.list.Add(widget.NoteParagraph("没有修改过。"))
	}
	left := len(steps) - t.shown
	t.more.Hidden = left <= 0
	t.more.SetText(fmt.Sprintf("更早的还有 %d 次", left))
	t.list.Refresh()
	t.d.object.Refresh()
}

func (t *trailTab) step(s trail.Step) {
	o := s.Operation
	today := t.d.v.shell.Today()
	t.list.Add(widget.NewSplitRow(theme.Gap8, nil, widget.Strong(o.Title).Cut(), nil))
	t.list.Add(note(page.Moment(o.At, today) + " " + o.Operator))
	for _, e := range s.Entries {
		t.list.Add(t.entry(o, e))
	}
	t.list.Add(widget.Inset(theme.Gap4, theme.Gap4, 0, 0, widget.Divider()))
}

// entry is one value that changed, with 还原 where it can be brought back.
func (t *trailTab) entry(o ledger.Operation, e trail.Entry) fyne.CanvasObject {
	if e.Action != "修改" {
		return factOf(e.What(), e.Old+e.New)
	}
	line := factOf(e.What(), e.Old+" → "+e.New)
	if !e.Restorable {
		return line
	}
	back := widget.NewLink("还原", "", func() { t.d.v.askRestore(t.d.person.ID, e.Field, o.ID) }).Small().
		Tip("把" + e.Label + "改回“" + e.Old + "”")
	return widget.Border(nil, nil, nil, back, line)
}

// factOf is a fact whose name may be long: then it stands above its value.
func factOf(name, value string) fyne.CanvasObject {
	if len([]rune(name)) <= 5 {
		return fact(name, value)
	}
	parts := []fyne.CanvasObject{widget.NoteParagraph(name)}
	if value != "" {
		parts = append(parts, widget.NewParagraph(value, theme.SizeNote, theme.ColorText))
	}
	return widget.Column(0, parts...)
}

// askRestore says what giving a field its earlier value back would do, and does it.
func (v *view) askRestore(id int64, key string, op int64) {
	if !v.filter.on.IsZero() {
		v.shell.Fail(errPast)
		return
	}
	l, today := v.shell.Ledger(), v.shell.Today()
	var r trail.Restoration
	var err error
	v.aside(func() { r, err = trail.Find(context.Background(), l, id, key, op, today) }, func() {
		switch {
		case v.shell.Ledger() != l:
			return
		case err != nil:
			v.shell.Fail(err)
			return
		}
		text := r.Words()
		if r.Remark != "" {
			text += "请看：" + r.Remark
		}
		widget.Confirm(v.shell.Window().Canvas(), "还原"+r.Label+"？", text+"可以撤销。", "还原", false, func() {
			v.write("还原", "已还原"+r.Name+"的"+r.Label, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
				_, done, err := trail.Restore(ctx, l, id, key, op, today)
				return done, err
			})
		})
	})
}

func (t *trailTab) title() string { return t.d.person.Get("name") + "的修改记录" }

func (t *trailTab) export() {
	v := t.d.v
	name := safeName(t.title() + " " + v.shell.Today().String() + ".xlsx")
	v.shell.AskSave("导出修改记录", name, page.Workbooks, func(path string) {
		steps, title, note := t.chosen(), t.title(), v.shell.Today().String()+" 制表"
		v.shell.Work("导出修改记录", func(context.Context, page.Progress) error {
			return trail.WriteFile(path, title, note, steps)
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.shell.Done("已导出"+title+"到 "+filepath.Base(path), 0)
		})
	})
}

// print opens the list as a workbook of which nothing stays behind.
func (t *trailTab) print() {
	var out bytes.Buffer
	if err := trail.Write(&out, t.title(), t.d.v.shell.Today().String()+" 制表", t.chosen()); err != nil {
		t.d.v.shell.Fail(err)
		return
	}
	t.d.v.shell.OpenCopy(safeName(t.title()+".xlsx"), out.Bytes())
}

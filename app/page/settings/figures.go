package settings

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/organisation"
)

// figuresDialog counts the roster as of a day and shows the numbers under four
// names; they can be written as a workbook.
type figuresDialog struct {
	o       *organisationSection
	l       *ledger.Ledger
	on      *widget.TextField
	period  *widget.Picker
	tabs    *widget.Tabs
	body    *fyne.Container
	note    *widget.Text
	export  *widget.Button
	dialog  *widget.Dialog
	f       *organisation.Figures
	reading int
}

func (o *organisationSection) showFigures() {
	d := &figuresDialog{o: o, l: o.shell.Ledger(), on: widget.NewDateField(false), period: widget.NewPicker(""), body: container.NewStack(), note: widget.Note("").Cut()}
	d.on.SetValue(o.p.On.String())
	var options []widget.Option
	for _, p := range o.p.Law.Periods {
		options = append(options, form.Option(p.Name, fmt.Sprintf("%s（%d 月 1 日起）", p.Name, int(p.Month))))
	}
	d.period.SetOptions(options...)
	d.period.SetValue(o.p.Law.Periods[0].Name)
	d.on.OnChanged = func(string) { d.count() }
	d.period.OnChanged = func(string) { d.count() }
	d.tabs = widget.NewTabs(func(int) { d.fill() }, "人数", "变动", "构成", "分会和小组")
	d.export = widget.NewPlain("导出 Excel…", "upload", d.save)
	top := widget.NewForm(2, widget.NewField("截至", d.on), widget.NewField("变动按", d.period))
	content := widget.Column(theme.Gap8, top, d.tabs, widget.Sized(0, 270, d.body), d.note)
	d.dialog = widget.NewDialog("按名册统计", content, "").Wide(760)
	d.dialog.Open(o.shell.Window().Canvas(), d.export)
	d.count()
}

// from is the first day of the period that ends with a day.
func (d *figuresDialog) from(on civil.Date) civil.Date {
	for _, p := range d.o.p.Law.Periods {
		if p.Name == d.period.Value() {
			return p.Begin(on)
		}
	}
	return civil.Of(on.Year, 1, 1)
}

// count reads the numbers aside; only the last asked for are shown.
func (d *figuresDialog) count() {
	on, err := civil.Parse(d.on.Value())
	if err != nil || !on.Complete() {
		return // the field says what is wrong
	}
	d.reading++
	mine := d.reading
	d.export.Disable()
	var f *organisation.Figures
	d.o.shell.Load("按名册统计", func(ctx context.Context, _ page.Progress) (err error) {
		f, err = organisation.Count(ctx, d.l.Read(), d.from(on), on)
		return err
	}, func(err error) {
		if mine != d.reading {
			return
		}
		if err != nil {
			d.dialog.Refuse(err.Error())
			return
		}
		d.f = f
		d.export.Enable()
		d.note.SetText(fmt.Sprintf("截至 %s；变动期间 %s 至 %s。保留会籍的不计入会员。", f.On, f.Movement.From, f.Movement.To))
		d.fill()
	})
}

// fill shows the numbers under the chosen name.
func (d *figuresDialog) fill() {
	if d.f == nil {
		return
	}
	var content fyne.CanvasObject
	switch d.tabs.Selected() {
	case 0:
		content = lineRows(d.f.Lines())
	case 1:
		content = lineRows(d.f.Moves())
	case 2:
		content = bandRows(d.f)
	default:
		content = groupRows(d.f)
	}
	d.body.Objects = []fyne.CanvasObject{container.NewVScroll(content)}
	d.body.Refresh()
}

// lineRows are figures by their names, those that are parts of others set in.
func lineRows(list []organisation.Line) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, l := range list {
		value := widget.Sized(84, 0, widget.Strong(l.Value).Align(fyne.TextAlignTrailing))
		rows = append(rows, widget.Inset(3, 3, theme.Gap4, theme.Gap12, widget.NewSplitRow(theme.Gap12,
			[]fyne.CanvasObject{widget.Sized(150, 0, widget.Body(l.Name)), value}, widget.NewText(l.Note, theme.SizeNote, theme.ColorText2).Cut(), nil)))
	}
	return ruled(rows)
}

// bandRows sets age, education and skill side by side.
func bandRows(f *organisation.Figures) fyne.CanvasObject {
	row := container.NewGridWithColumns(3)
	for _, b := range f.Bands() {
		column := widget.Column(theme.Gap4, widget.Strong(b.Name))
		for _, w := range b.Words {
			column.Add(widget.NewSplitRow(theme.Gap8, nil, widget.Body(w).Cut(), []fyne.CanvasObject{widget.Sized(52, 0, widget.Strong(strconv.Itoa(b.Of[w])).Align(fyne.TextAlignTrailing))}))
		}
		row.Add(widget.Inset(theme.Gap4, 0, theme.Gap4, theme.Gap16, column))
	}
	return row
}

// groupRows is a line for every group, those below it counted in.
func groupRows(f *organisation.Figures) fyne.CanvasObject {
	line := func(name string, depth int, strong bool, cells ...string) fyne.CanvasObject {
		words, after := widget.Body(name).Cut(), []fyne.CanvasObject{}
		if strong {
			words = widget.Strong(name).Cut()
		}
		for _, c := range cells {
			text := widget.Body(c).Align(fyne.TextAlignTrailing)
			if strong {
				text.Bold()
			}
			after = append(after, widget.Sized(72, 0, text))
		}
		return widget.Inset(3, 3, theme.Gap4+float32(depth)*theme.Gap16, theme.Gap12, widget.NewSplitRow(theme.Gap4, nil, words, after))
	}
	numbers := func(t member.Tally) (out []string) {
		for _, n := range []int{t.Members, t.Women, t.Migrant, t.Dispatch, t.Party} {
			out = append(out, strconv.Itoa(n))
		}
		return out
	}
	rows := []fyne.CanvasObject{line("分会、小组", 0, true, "会员", "女会员", "农民工", "派遣", "党员")}
	for _, g := range f.Groups {
		rows = append(rows, line(g.Name, g.Depth, false, numbers(g.Tally)...))
	}
	return ruled(append(rows, line("合计", 0, true, numbers(f.Total)...)))
}

// save asks for a name and writes the workbook.
func (d *figuresDialog) save() {
	f := d.f
	d.o.shell.AskSave("导出统计", fmt.Sprintf("会员统计%s.xlsx", f.On), page.Workbooks, func(path string) {
		d.o.shell.Work("导出统计", func(context.Context, page.Progress) error {
			return f.WriteFile(path)
		}, func(err error) {
			if err != nil {
				d.dialog.Refuse(err.Error())
				return
			}
			d.o.shell.Done("已导出统计："+path, 0)
		})
	})
}

package settings

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/organisation"
	"unionledger/data/union"
)

// years lists the figures given by year, each with how it stands to the roster.
func (o *organisationSection) years() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, y := range o.p.Years {
		rows = append(rows, o.yearRow(y))
	}
	if rows == nil {
		rows = append(rows, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12,
			widget.BodyParagraph("每年登记一次：职工人数由单位提供，会员人数按名册统计。上报组织信息采集表时，职工人数用最近一次登记的。")))
	}
	return widget.NewPanel("年度数字", ruled(rows), widget.NewLink("登记", "plus", func() { o.askYear(o.newYear()) }).Small(),
		widget.NewPlain("按名册统计", "people", o.showFigures).Small()).Flush()
}

// yearRow is what was given as of a day.
func (o *organisationSection) yearRow(y organisation.Year) fyne.CanvasObject {
	tag := widget.NewTag("与名册一致", widget.OK)
	worst := 0
	for _, q := range o.p.Problems {
		if q.Table == "union_year" && q.Record == y.ID {
			worst = max(worst, int(q.Severity)+1)
		}
	}
	switch {
	case worst == 3:
		tag = widget.NewTag("数字对不上", widget.Bad)
	case worst > 0:
		tag = widget.NewTag("与名册不同", widget.Warn)
	case y.Get("members") == "":
		tag = widget.NewTag("会员数未填", widget.Neutral)
	}
	words := ""
	for _, key := range []string{"staff", "members", "women_members"} {
		if v := y.Get(key); v != "" {
			words += fmt.Sprintf("%s %s　", map[string]string{"staff": "职工", "members": "会员", "women_members": "女会员"}[key], v)
		}
	}
	members := y.Int("members")
	if y.Get("members") == "" {
		members = int64(y.Counted.Members)
	}
	if rate := organisation.Rate(members, y.Int("staff")); rate != "" {
		words += "入会率 " + rate
	}
	after := []fyne.CanvasObject{widget.Inset(4, 4, 0, 0, tag), widget.NewIconButton(widget.Link, "edit", "修改", func() { o.askYear(y.Year) }).Small(),
		widget.NewIconButton(widget.Link, "trash", "登记错了，删除", func() {
			o.write("删除年度数字："+y.Get("as_of"), "已删除 "+y.Get("as_of")+" 的年度数字", func(tx *ledger.Tx) error { return union.DropYear(tx, y.Year) })
		}).Small()}
	return widget.Inset(2, 2, theme.Gap12, theme.Gap4, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Sized(84, 0, widget.Strong(y.Get("as_of")))}, widget.Body(words).Cut(), after))
}

// newYear begins with the last day of the year before and the staff as it stands.
func (o *organisationSection) newYear() union.Year {
	y := union.Year{Record: union.YearFields.NewRecord()}
	y.SetDate("as_of", civil.Of(o.p.On.Year-1, 12, 31))
	if len(o.p.Years) > 0 && o.p.Years[0].Date("as_of") == y.Date("as_of") {
		y.SetDate("as_of", o.p.On)
	}
	for _, key := range []string{"staff", "women_staff", "migrant_staff", "dispatch_staff"} {
		y.Set(key, o.p.Unit.Enterprise.Get(key))
	}
	return y
}

// askYear asks for the figures of a day; 按名册填 puts in what the roster gives.
func (o *organisationSection) askYear(y union.Year) {
	f := form.New(union.YearFields)
	f.Show(y.Record)
	title, accept := "修改年度数字："+y.Get("as_of"), "保存"
	if y.ID == 0 {
		title, accept = "登记年度数字", "登记"
	}
	fields := f.In(3)
	d := widget.NewDialog(title, fields, accept).Wide(720)
	d.AcceptForm(fields, func() error {
		changed := union.Year{ID: y.ID, Record: y.Clone()}
		f.Take(changed.Record)
		on := changed.Get("as_of")
		return o.try("年度数字："+on, "已"+accept+" "+on+" 的年度数字", func(tx *ledger.Tx) error {
			_, err := union.PutYear(tx, changed)
			return err
		})
	})
	var fill *widget.Button
	fill = widget.NewPlain("会员数按名册填", "people", func() { o.fillYear(f, d, fill) })
	d.Open(o.shell.Window().Canvas(), fill)
}

// fillYear counts the roster as of the day in the form and puts the numbers in.
func (o *organisationSection) fillYear(f *form.Form, d *widget.Dialog, button *widget.Button) {
	on, err := civil.Parse(f.Field("as_of").Control.Value())
	if err != nil || !on.Complete() {
		d.Refuse("先填截止日期，写到日，再按名册填。")
		return
	}
	l := o.shell.Ledger()
	var y organisation.Year
	button.Disable()
	o.shell.Load("按名册统计", func(ctx context.Context, _ page.Progress) error {
		counted, err := organisation.Count(ctx, l.Read(), on, on)
		if err == nil {
			y = organisation.Year{Counted: counted.Total, Full: counted.Full, Part: counted.Part}
		}
		return err
	}, func(err error) {
		button.Enable()
		if err != nil {
			d.Refuse(err.Error())
			return
		}
		for _, c := range y.Counts() {
			f.Field(c.Key).Control.SetValue(strconv.Itoa(c.Counted))
		}
	})
}

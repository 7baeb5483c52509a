package roster

import (
	"errors"

	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/member"
)

// day is the day the list is seen from: today, or the one that was asked for.
func (f filter) day(today civil.Date) civil.Date {
	if f.on.IsZero() {
		return today
	}
	return f.on
}

// wanted are the states listed. As of another day, those who had not come yet are no
// part of the list.
func (f filter) wanted() []member.State {
	if f.saved == mergedKey && f.states == nil {
		return []member.State{member.Merged}
	}
	if f.states == nil && !f.on.IsZero() {
		return member.Listed
	}
	return f.states
}

// day is the day the page shows memberships for.
func (v *view) day() civil.Date { return v.filter.day(v.shell.Today()) }

// asOfWords say which day is shown: 现在, or 截至 a day.
func asOfWords(on civil.Date) string {
	if on.IsZero() {
		return "现在"
	}
	return "截至 " + on.String()
}

// atToday reports whether the page shows today. As of another day nothing is written,
// so that nobody acts on a state that has passed; a sentence says how to go back.
func (v *view) atToday() bool {
	if v.filter.on.IsZero() {
		return true
	}
	widget.Confirm(v.shell.Window().Canvas(), "现在看的是"+asOfWords(v.filter.on)+"的会籍",
		"会籍按那一天列出，只能看、导出和打印。要办理或修改，请先回到今天。", "回到今天", false, v.toToday)
	return false
}

func (v *view) toToday() {
	v.filter.on = civil.Date{}
	v.reload()
	v.drawer.reload()
}

// askDay asks for the day the list is to be seen from.
func (v *view) askDay() {
	date := widget.NewDateField(false)
	row := widget.NewField("截至哪一天", date).Hint("名册、各小组人数、导出都按那一天的会籍；姓名、小组、电话等仍是现在的。").Required()
	date.SetValue(v.day().String())
	all := widget.NewForm(1, row)
	d := widget.NewDialog("按哪一天看名册", all, "看这一天").Wide(440)
	d.AcceptForm(all, func() error {
		on := field.ParseDate(date.Value())
		if on == v.shell.Today() {
			on = civil.Date{}
		}
		v.filter.on = on
		v.grid.ScrollTo(0)
		v.reload()
		v.drawer.reload()
		return nil
	})
	date.OnSubmitted = func(string) { d.Accept() }
	d.Open(v.shell.Window().Canvas())
}

var errPast = errors.New("现在看的是以前某一天的会籍，不能修改。请先在上面去掉“截至”，回到今天。")

// dayButton leads to the choice of the day, beside the columns.
func (v *view) dayButton() *widget.Button {
	return widget.NewPlain("截至", "calendar", v.askDay).Small().Tip("按以前某一天的会籍看名册")
}

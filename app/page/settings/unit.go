package settings

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// unitSection edits enterprise and union; every field is saved when it is left.
type unitSection struct {
	shell             page.Shell
	enterprise, union *form.Form
	whole             fyne.CanvasObject
	unit              union.Unit
}

func newUnitSection(s page.Shell) *unitSection {
	u := &unitSection{shell: s, enterprise: form.New(union.Enterprise), union: form.New(union.Union)}
	u.enterprise.OnChanged(func(key, value string) { u.save(u.unit.Enterprise, key, value) })
	u.union.OnChanged(func(key, value string) { u.save(u.unit.Union, key, value) })
	for _, long := range []*widget.Field{u.enterprise.Field("name"), u.enterprise.Field("address"), u.union.Field("name"), u.union.Field("upper_union")} {
		long.Wide()
	}
	forms := container.New(layout.NewGridLayout(2),
		widget.NewPanel("单位", u.enterprise.In(2)).Note("企业的代码以 91 开头"), widget.NewPanel("工会", u.union.In(2)).Note("工会的代码以 81 开头"))
	u.whole = sheet(forms, widget.NoteParagraph("改完一项就自动存好，可以撤销。这些内容会填进上报的表头。"))
	return u
}

func (u *unitSection) object() fyne.CanvasObject { return u.whole }

func (u *unitSection) load() {
	l := u.shell.Ledger()
	if l == nil {
		return
	}
	unit, err := union.LoadOn(context.Background(), l.Read(), u.shell.Today())
	if err != nil {
		u.shell.Fail(err)
		return
	}
	u.unit = unit
	u.close(u.enterprise, unit.Enterprise)
	u.close(u.union, unit.Union)
	u.enterprise.Show(unit.Enterprise)
	u.union.Show(unit.Union)
	u.judge()
}

// close closes the fields that follow from the organisation, and says where they do.
func (u *unitSection) close(f *form.Form, rec field.Record) {
	for _, d := range rec.Fields().All() {
		row := f.Field(d.Key)
		switch derived := u.unit.IsDerived(rec.Fields(), d.Key); {
		case derived:
			row.Control.Disable()
			row.Hint("由“组织机构”得出")
		case row.Control.Disabled():
			row.Control.Enable()
			row.Hint(d.Hint)
		}
	}
}

// derived reports whether a field follows from the organisation.
func (u *unitSection) derived(key string) bool {
	l := u.shell.Ledger()
	if l == nil {
		return false
	}
	unit, err := union.LoadOn(context.Background(), l.Read(), u.shell.Today())
	if err != nil {
		return false
	}
	for _, set := range []*field.Set{union.Union, union.Enterprise} {
		if set.Index(key) >= 0 {
			return unit.IsDerived(set, key)
		}
	}
	return false
}

// judge shows what is wrong below the fields.
func (u *unitSection) judge() {
	for _, f := range []*form.Form{u.enterprise, u.union} {
		for _, key := range f.Keys() {
			f.Field(key).Control.SetProblem("")
		}
	}
	for _, p := range union.Check(u.unit) {
		f := u.enterprise
		if p.Table == union.Union.Name {
			f = u.union
		}
		if p.Value != "" || p.Kind != "required_missing" {
			f.Field(p.Field).Control.SetProblem(p.Message)
		}
	}
}

// save writes one field of enterprise or union as an operation of its own.
func (u *unitSection) save(rec field.Record, key, value string) {
	if rec.Get(key) == value {
		return
	}
	l := u.shell.Ledger()
	label := rec.Fields().Must(key).Label
	today := u.shell.Today()
	var op int64
	u.shell.Work("保存"+label, func(ctx context.Context, _ page.Progress) (err error) {
		op, err = l.Write(ctx, ledger.Op{Kind: "unit", Title: fmt.Sprintf("修改%s：%s", rec.Fields().Label, label)}, func(tx *ledger.Tx) error {
			unit, err := union.LoadOn(ctx, tx, today)
			if err != nil {
				return err
			}
			target := unit.Enterprise
			if rec.Fields() == union.Union {
				target = unit.Union
			}
			target.Set(key, value)
			return union.Save(tx, unit)
		})
		return err
	}, func(err error) {
		if err != nil {
			u.shell.Fail(err)
			return
		}
		said := "已保存" + label
		for _, p := range union.Check(u.unit) {
			if p.Field == key && p.Table == rec.Fields().Name && p.Value == value {
				said = "已照录" + label + "，但它不对，请看红字"
			}
		}
		u.shell.Done(said, op)
	})
}

// focus puts the caret into a field of the union, else of the enterprise.
func (u *unitSection) focus(key string) {
	for _, f := range []*form.Form{u.union, u.enterprise} {
		if row := f.Field(key); row != nil {
			row.Control.Focus()
			return
		}
	}
}

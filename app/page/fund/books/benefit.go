package books

import (
	"fmt"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/fund"
)

// benefitFields ask what was given to how many people, where a subject is one of
// benefits: limits count by head. Both may stay empty.
type benefitFields struct {
	item                  *widget.Picker
	heads                 *widget.TextField
	itemField, headsField *widget.Field
}

func newBenefitFields() benefitFields {
	f := benefitFields{item: newBenefitPicker(), heads: widget.NewNumberField("0", 0)}
	f.itemField = widget.NewField("发的什么福利", f.item).Hint("用来和福利标准核对")
	f.headsField = widget.NewField("发给多少人", f.heads)
	f.ask(false)
	return f
}

func newBenefitPicker() *widget.Picker {
	p := widget.NewPicker("不是发给会员的就空着", benefitOptions()...)
	p.AllowOther = true
	return p
}

// benefitOptions are the items of the rules, an item of festivals once for each.
func benefitOptions() (out []widget.Option) {
	for _, item := range fund.Welfare().Items {
		words := []string{fund.WelfareWord(item.Name, "")}
		for _, festival := range item.Festivals {
			words = append(words, fund.WelfareWord(item.Name, festival))
		}
		for _, w := range words {
			out = append(out, widget.Option{Value: w, Keys: form.Keys(w)})
		}
	}
	return out
}

// ask shows the fields or hides them.
func (f *benefitFields) ask(wanted bool) {
	for _, field := range []*widget.Field{f.itemField, f.headsField} {
		if wanted {
			field.Show()
		} else {
			field.Hide()
		}
	}
}

func (f *benefitFields) show(item string, heads int) {
	if f.item == nil {
		return
	}
	f.item.SetValue(item)
	if heads != 0 {
		f.heads.SetValue(fmt.Sprint(heads))
	}
}

// take is what was given, nothing where it is not asked for.
func (f *benefitFields) take() (item string, heads int) {
	if f.item == nil || !f.itemField.Visible() {
		return "", 0
	}
	return f.item.Value(), int(page.Number(f.heads.Value()))
}

// askBenefit asks for the benefit where the subject chosen is one of benefits.
func (f *voucherForm) askBenefit() {
	if f.benefit.item == nil {
		return
	}
	f.benefit.ask(f.d.read.Books.Scheme.IsWelfare(f.subject.Value()))
	if f.resized != nil {
		f.resized()
	}
}

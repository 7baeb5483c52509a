package rules

import (
	"context"
	"fmt"

	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

// openOverride asks for what is agreed with a member, or changes it.
func (v *View) openOverride(o dues.Override) {
	who := widget.NewTextField("姓名、证件号码或工号")
	kind := widget.NewWordPicker("免缴、定额或比例", dues.AgreedKinds...)
	amount := widget.NewTextField("定额写元，如 10；比例写 %，如 0.25")
	from, to := widget.NewTextField("如 2022-01"), widget.NewTextField("不写就一直有效")
	why, doc := widget.NewTextField("如 困难职工，第 3 次委员会同意"), widget.NewTextField("文件名称或编号")
	from.SetValue(v.shell.Today().YearMonth().String())
	if o.ID != 0 {
		who.SetValue(o.Name)
		who.Disable()
		kind.SetValue(o.Kind)
		from.SetValue(o.From.String())
		if !o.To.IsZero() {
			to.SetValue(o.To.String())
		}
		why.SetValue(o.Reason)
		doc.SetValue(o.Document)
		switch o.Kind {
		case dues.AgreedFixed:
			amount.SetValue(o.Amount.String())
		case dues.AgreedRate:
			amount.SetValue(dues.Percent(o.RatePPM))
		}
	}
	form := widget.NewForm(2, widget.NewField("会员", who).Required(), widget.NewField("约定", kind).Required(), widget.NewField("数额", amount), widget.NewField("理由", why).Required(),
		widget.NewField("从哪个月起", from).Required(), widget.NewField("到哪个月止", to), widget.NewField("凭据", doc))
	widget.ShowForm(v.shell.Window().Canvas(), "个人会费约定", form, "保存", func() error {
		next, err := readOverride(o, kind.Value(), amount.Value(), from.Value(), to.Value())
		if err != nil {
			return err
		}
		next.Reason, next.Document = why.Value(), doc.Value()
		if next.Member == 0 {
			if next.Member, err = v.find(who.Value()); err != nil {
				return err
			}
		}
		op, err := dues.SetOverride(context.Background(), v.shell.Ledger(), next)
		if err != nil {
			return err
		}
		v.shell.Done("已记下个人会费约定："+next.What()+"，"+next.Span(), op)
		v.Show()
		return nil
	})
}

// readOverride reads what was typed.
func readOverride(o dues.Override, kind, amount, from, to string) (dues.Override, error) {
	var err error
	o.Kind, o.Amount, o.RatePPM, o.To = kind, 0, 0, civil.YearMonth{}
	if o.From, err = civil.ParseYearMonth(from); err != nil {
		return o, fmt.Errorf("起月“%s”请写成 2022-01 这样。", from)
	}
	if to != "" {
		if o.To, err = civil.ParseYearMonth(to); err != nil {
			return o, fmt.Errorf("止月“%s”请写成 2022-06 这样。", to)
		}
	}
	switch kind {
	case dues.AgreedFixed:
		if o.Amount, err = money.Parse(amount); err != nil {
			return o, fmt.Errorf("定额“%s”不是金额，请写成 10 或 10.50。", amount)
		}
	case dues.AgreedRate:
		if o.RatePPM, err = dues.ParsePercent(amount); err != nil {
			return o, err
		}
	}
	return o, nil
}

// find gives the one member that was typed.
func (v *View) find(text string) (int64, error) {
	for _, key := range []string{"id_number", "emp_no", "name"} {
		ids, err := member.List(context.Background(), v.shell.Ledger().Read(), member.Query{Equal: map[string]string{key: text}})
		switch {
		case err != nil:
			return 0, err
		case len(ids) == 1:
			return ids[0], nil
		case len(ids) > 1:
			return 0, ledger.Refuse("有 %d 人符合“%s”，请写证件号码或工号。", len(ids), text)
		}
	}
	return 0, ledger.Refuse("名册里没有“%s”，请核对姓名或号码。", text)
}

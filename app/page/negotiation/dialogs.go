package negotiation

import (
	"context"
	"fmt"
	"slices"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
)

// mark asks for the date and the facts that end the step, and saves them in one
// operation. A button that still has the keyboard when its step has been marked
// asks for nothing.
func (p *pane) mark() {
	if deed, _ := p.deed(); deed == "" || p.v.marking || p != p.v.pane {
		return
	}
	if set, again := p.again(); again {
		p.doAgain(set)
		return
	}
	if list := p.f.d.Settled[p.s.DoneField]; list != "" {
		p.editRow(negotiation.NewItem(listNamed(list))) // the fact follows from a further row
		return
	}
	var keys []string
	for _, key := range p.f.keysOf(p.s) {
		if _, foreign := p.f.label(p.s, key); !foreign && p.f.d.Settled[key] == "" {
			keys = append(keys, key)
		}
	}
	missing := func(key string) bool {
		return slices.ContainsFunc(p.s.Missing, func(m negotiation.Missing) bool { return m.Field == key })
	}
	// What the step cannot do without comes first.
	slices.SortStableFunc(keys, func(a, b string) int {
		switch {
		case missing(a) == missing(b):
			return 0
		case missing(a):
			return -1
		}
		return 1
	})
	set := requiredSet(keys, p.s)
	f := form.New(set, keys...)
	for _, key := range keys {
		if words := negotiation.Words(key); words != nil {
			f.Offer(key, false, form.Words(words...)...)
		}
	}
	r := set.NewRecord()
	for _, key := range keys {
		r.Set(key, p.f.d.Get(key))
	}
	f.Show(r)
	if dl := p.s.Deadline; p.s.DoneField == "effective" && dl.Known {
		f.Field("effective").Hint("没有异议的，从 " + dl.Raw.AddDays(1).String() + " 起生效")
	}
	title := fmt.Sprintf("%s：%s", marks[p.no-1], p.f.d.Title())
	var d *widget.Dialog
	d = widget.ShowForm(p.v.shell.Window().Canvas(), title, f.In(2), marks[p.no-1], func() error {
		changed := map[string]string{}
		for _, key := range keys {
			if v := f.Field(key).Control.Value(); v != p.f.d.Get(key) {
				changed[key] = v
			}
		}
		what := fmt.Sprintf("%s：%s %s", p.f.d.Title(), p.s.Title, f.Field(p.s.DoneField).Control.Value())
		return d.Aside(func(done func(error)) { p.saveMark(what, changed, done) })
	})
	d.Wide(560).Refresh()
}

// saveMark saves what marks the step, and goes on to the next one. The button stays
// closed meanwhile; done is told how it ended.
func (p *pane) saveMark(what string, changed map[string]string, done func(error)) {
	marking := func(on bool) {
		p.v.marking = on
		p.head.put(p.headRow())
	}
	marking(true)
	p.v.save(what, changed, func() {
		marking(false)
		done(nil)
		p.v.pane = nil // it shows the step as it was
		p.v.follow = true
		p.v.read(0)
	}, func(err error) {
		marking(false)
		done(err)
	})
}

// requiredSet describes the facts of a step with those it cannot end without
// marked 必填.
func requiredSet(keys []string, s negotiation.Step) *field.Set {
	must := []string{s.DoneField}
	if s.No == congressStep {
		must = append(must, "entitled", "present", "agreed")
	}
	var list []field.Field
	for _, key := range keys {
		d := negotiation.RoundFields.Must(key)
		d.Required = slices.Contains(must, key)
		list = append(list, d)
	}
	return field.NewSet(negotiation.RoundFields.Name, negotiation.RoundFields.Label, list...)
}

// more are the rarer things to do with a round.
func (v *view) more() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "这一轮的情况和规则…", Icon: "edit", Do: v.about},
		{Text: "附件（受理单、审查意见书等）…", Icon: "attach", Do: v.files},
		{Text: "假如某个日期变了…", Icon: "calendar", Do: v.whatIf},
		{},
		{Text: "工资参考数据和图表…", Icon: "columns", Do: v.measures},
		{Text: "测算增资成本…", Icon: "money", Do: v.rise},
		{Text: "集体合同签订情况…", Icon: "document", Do: v.statistics},
		{},
		{Text: "导入历年台账…", Icon: "download", Do: v.importPast},
		{},
		{Text: "删除这一轮…", Icon: "trash", Danger: true, Do: v.remove},
	}
}

// about asks for the facts of the round as a whole.
func (v *view) about() {
	f := v.aboutForm(aboutKeys)
	f.Show(v.f.d.Record)
	var d *widget.Dialog
	d = widget.ShowForm(v.shell.Window().Canvas(), "这一轮的情况："+v.f.d.Title(), f.In(3), "保存", func() error {
		changed := map[string]string{}
		for _, key := range aboutKeys {
			if value := f.Field(key).Control.Value(); value != v.f.d.Get(key) {
				changed[key] = value
			}
		}
		if len(changed) == 0 {
			return nil
		}
		return d.Aside(func(done func(error)) {
			v.save("修改这一轮的情况："+v.f.d.Title(), changed, func() { done(nil) }, done)
		})
	})
	d.Wide(720).Refresh()
}

// aboutForm makes the form of a round as a whole, with the rule profiles to choose from.
func (v *view) aboutForm(keys []string) *form.Form {
	f := factForm(keys)
	for _, key := range keys {
		if key != "profile" {
			continue
		}
		var options []widget.Option
		for _, p := range v.f.profiles {
			o := form.Option(p.ID, p.Name)
			if p.Default {
				o.Note = "默认"
			}
			options = append(options, o)
		}
		f.Offer(key, false, options...)
	}
	return f
}

// remove deletes the round after asking.
func (v *view) remove() {
	round := v.f.d.Round
	text := fmt.Sprintf("“%s”的事实、%d 名代表、%d 次会议、其他名单、文件登记和附件都会删除。删除可以撤销。", round.Title(), len(v.f.d.Reps), len(v.f.d.Meetings))
	widget.Confirm(v.shell.Window().Canvas(), "删除这一轮", text, "删除", true, func() {
		v.write("已删除 "+round.Title(), func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			return negotiation.Delete(ctx, l, round)
		}, func() { v.open(0, 0) }, nil)
	})
}

// newRoundKeys are what a new round is asked for.
var newRoundKeys = []string{"year", "contract_kind", "sign_kind", "level", "offer_side", "profile"}

// newRound asks for the year and kind of a round and from which one to take over
// what stays the same.
func (v *view) newRound() {
	if v.law.Rules == nil || v.shell.Ledger() == nil {
		return
	}
	f := v.aboutForm(newRoundKeys)
	start := negotiation.NewRound(v.f.nextYear())
	if v.f.has {
		start.Set("sign_kind", "续订")
		for _, key := range []string{"contract_kind", "level", "offer_side", "profile"} {
			start.Set(key, v.f.d.Get(key))
		}
	} else {
		start.Set("sign_kind", "首次签订")
	}
	if start.Get("profile") == "" {
		start.Set("profile", v.law.Rules.GetOrDefault("").ID)
	}
	f.Show(start.Record)
	from := widget.NewPicker("不带入", widget.Option{Value: "", Text: "不带入"})
	options := []widget.Option{{Value: "0", Text: "不带入"}}
	for _, r := range v.f.rounds {
		options = append(options, form.Option(fmt.Sprint(r.id), r.title))
	}
	from.SetOptions(options...)
	from.SetValue(fmt.Sprint(v.f.d.ID))
	people := widget.NewYesNo()
	people.SetValue("0")
	rows := f.Fields()
	if v.f.has {
		rows = append(rows, widget.NewField("带入人数等情况", from).Hint("职工数、覆盖人数、受理部门等"), widget.NewField("带入代表名单", people))
	}
	var d *widget.Dialog
	d = widget.ShowForm(v.shell.Window().Canvas(), "新一轮协商", widget.NewForm(2, rows...), "新建", func() error {
		round := negotiation.Round{Record: negotiation.RoundFields.NewRecord()}
		f.Take(round.Record)
		if err := v.f.twice(round); err != nil {
			return err
		}
		return v.create(d, round, page.Number(from.Value()), people.Value() == "1")
	})
}

// create stores a new round with what it takes over, in one operation.
func (v *view) create(d *widget.Dialog, round negotiation.Round, from int64, people bool) error {
	var reps []negotiation.Item
	for _, d := range v.f.all {
		if d.ID == from {
			carryOver(round.Record, d.Record)
			if people {
				reps = d.Reps
			}
		}
	}
	what := "新建 " + round.Title()
	var id int64
	return v.writeFrom(d, what, func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return l.Write(ctx, ledger.Op{Kind: negotiation.OpKind, Title: what}, func(tx *ledger.Tx) (err error) {
			if id, err = negotiation.Put(tx, round); err != nil {
				return err
			}
			for _, r := range reps {
				r.ID = 0
				if _, err := negotiation.PutItem(tx, id, r); err != nil {
					return err
				}
			}
			return nil
		})
	}, func() { v.open(id, 0) })
}

// twice refuses a round whose year and kind are there already, unless it changes
// the contract of that year.
func (f facts) twice(r negotiation.Round) error {
	for _, d := range f.all {
		if d.Get("year") == r.Get("year") && d.Kind() == r.Kind() && d.Get("level") == r.Get("level") && r.Get("sign_kind") != "变更" {
			return fmt.Errorf("%s 年已经有%s的一轮。请改年度或种类；年中变更合同的，签订类型选“变更”。", r.Get("year"), r.Kind())
		}
	}
	return nil
}

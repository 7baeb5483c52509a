package settings

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page/form"
	"unionledger/app/widget"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
)

// keep stores a change of the law and shows what counts now. The error is for the
// dialog it was asked in.
func (r *ruleSection) keep(said string, fn func(context.Context, *ledger.Ledger) (int64, error)) error {
	op, err := fn(context.Background(), r.shell.Ledger())
	if err != nil {
		return err
	}
	if op != 0 {
		r.shell.Done(said, op)
	}
	r.load()
	return nil
}

// try is keep without a dialog.
func (r *ruleSection) try(said string, fn func(context.Context, *ledger.Ledger) (int64, error)) {
	if err := r.keep(said, fn); err != nil {
		r.shell.Fail(err)
	}
}

func (r *ruleSection) profileMenu(p *rule.Profile) fyne.CanvasObject {
	return widget.NewMenuButton("更多", "", func() (items []widget.MenuItem) {
		if r.law.Rules.IsOwn(p.ID) {
			items = append(items, widget.MenuItem{Text: "增加一项期限…", Icon: "plus", Do: func() { r.editRule(p, -1) }})
			items = append(items, widget.MenuItem{})
			if r.law.Rules.GetOrDefault("").ID != p.ID {
				items = append(items, widget.MenuItem{Text: "新的一轮默认用它", Do: func() { r.makeDefault(p) }})
			}
		}
		items = append(items, widget.MenuItem{Text: "照它另定本单位的一档…", Icon: "copy", Do: func() { r.copyProfile(p) }})
		if !r.law.Rules.IsOwn(p.ID) {
			items = append(items, widget.MenuItem{Text: "改成本单位的（各轮都按改过的算）…", Icon: "edit", Do: func() { r.takeOver(p) }})
		}
		items = append(items, widget.MenuItem{Text: "存成文件…", Icon: "upload", Do: func() { r.writeOut(p.ID, "协商规则-"+p.Name) }},
			widget.MenuItem{Text: "从文件采用…", Icon: "download", Do: r.readIn})
		if r.law.Rules.IsOwn(p.ID) {
			items = append(items, widget.MenuItem{}, widget.MenuItem{Text: "取消本单位的这一档", Icon: "trash", Danger: true, Do: func() {
				r.try("已取消规则档“"+p.Name+"”", func(ctx context.Context, l *ledger.Ledger) (int64, error) { return law.DropProfile(ctx, l, p.ID) })
			}})
		}
		return items
	}).Small()
}

// copyProfile asks for the name of a profile that begins as another.
func (r *ruleSection) copyProfile(p *rule.Profile) {
	name := widget.NewTextField("如 本单位、宁波")
	f := widget.NewForm(1, widget.NewField("名称", name).Required())
	widget.ShowForm(r.shell.Window().Canvas(), "照“"+p.Name+"”另定一档", f, "建立", func() error {
		id := ""
		for n := 1; id == ""; n++ {
			if _, taken := r.law.Rules.Get(fmt.Sprintf("own%d", n)); !taken {
				id = fmt.Sprintf("own%d", n)
			}
		}
		c, err := p.Copy(id, strings.TrimSpace(name.Value()))
		if err != nil {
			return err
		}
		return r.keep("已建立规则档“"+c.Name+"”，可以逐项修改", func(ctx context.Context, l *ledger.Ledger) (int64, error) { return law.SaveProfile(ctx, l, c) })
	})
}

// takeOver makes a shipped profile the unit's own, after saying what that means.
func (r *ruleSection) takeOver(p *rule.Profile) {
	text := fmt.Sprintf("“%s”会成为本单位的一档，可以逐项修改；用它的各轮协商都按改过的算。随时可以取消，随程序带的那一档重新有效。", p.Name)
	widget.Confirm(r.shell.Window().Canvas(), "改成本单位的", text, "改成本单位的", false, func() {
		r.try("“"+p.Name+"”现在可以逐项修改", func(ctx context.Context, l *ledger.Ledger) (int64, error) { return law.SaveProfile(ctx, l, p) })
	})
}

// copied is a copy of a profile with a change.
func copied(p *rule.Profile, fn func(*rule.Profile) error) (*rule.Profile, error) {
	c, err := p.Copy(p.ID, p.Name)
	if err != nil {
		return nil, err
	}
	return c, fn(c)
}

// makeDefault lets new rounds begin with a profile; no other of the unit's own stays it.
func (r *ruleSection) makeDefault(p *rule.Profile) {
	r.try("新的一轮默认用“"+p.Name+"”", func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		var list []*rule.Profile
		for _, o := range r.law.Rules.Profiles() {
			if o.ID != p.ID && (!r.law.Rules.IsOwn(o.ID) || !o.Default) {
				continue
			}
			c, err := copied(o, func(c *rule.Profile) error { c.Default = o.ID == p.ID; return nil })
			if err != nil {
				return 0, err
			}
			list = append(list, c)
		}
		return law.SaveProfile(ctx, l, list...)
	})
}

// dates are the facts of a round that a period may run between.
func dates() (out []widget.Option) {
	for _, f := range negotiation.RoundFields.All() {
		if f.Kind == field.Date {
			out = append(out, form.Option(f.Key, f.Label))
		}
	}
	return out
}

// editRule asks for a deadline of a profile of the unit's own; at -1 a new one.
func (r *ruleSection) editRule(p *rule.Profile, at int) {
	var base rule.Rule
	rec := law.RuleFields.NewRecord()
	if at >= 0 {
		base = p.Deadlines[at]
		rec = law.RuleRecord(base)
	} else {
		rec.Set("direction", string(rule.Forward))
		rec.Set("unit", string(rule.Day))
	}
	f := form.New(law.RuleFields)
	options := dates()
	starts := slices.Clone(options)
	if base.Start != "" && negotiation.RoundFields.Index(base.Start) < 0 {
		starts = append(starts, form.Option(base.Start, base.Counted))
	}
	f.Offer("start", false, append(starts, form.Option("suspended_days", "各次中止（累计天数）"))...)
	f.Offer("end", false, append([]widget.Option{{Value: "", Text: "不看"}}, options...)...)
	var units, ways []widget.Option
	for _, u := range law.Units {
		units = append(units, form.Option(string(u), string(u)))
	}
	for _, d := range law.Directions {
		ways = append(ways, form.Option(string(d.Value), d.Words))
	}
	f.Offer("unit", false, units...)
	f.Offer("direction", false, ways...)
	var kinds []widget.Option
	for _, w := range code.Get("contract_kind").Words() {
		kinds = append(kinds, form.Option(w, w))
	}
	f.Offer("kinds", true, kinds...)
	f.Show(rec)
	title := "增加一项期限"
	if at >= 0 {
		title = "修改“" + base.Title + "”"
	}
	d := widget.ShowForm(r.shell.Window().Canvas(), title+"（"+p.Name+"）", f.In(2), "保存", func() error {
		f.Take(rec)
		counted := rec.Get("start")
		for _, o := range starts {
			if o.Value == counted {
				counted = strings.TrimSuffix(o.Text, "日期")
			}
		}
		x, basis := law.RuleOf(rec, base, counted)
		c, err := copied(p, func(c *rule.Profile) error { return c.Amend(at, x, basis) })
		if err != nil {
			return err
		}
		return r.keep("已保存“"+x.Title+"”，期限按它重新算", func(ctx context.Context, l *ledger.Ledger) (int64, error) { return law.SaveProfile(ctx, l, c) })
	})
	if at >= 0 {
		d.Note = "同一部法规施行日期改晚的，之前的轮次仍按原来的算"
	}
	d.Wide(760).Refresh()
}

func (r *ruleSection) dropRule(p *rule.Profile, at int) {
	x := p.Deadlines[at]
	text := "这一项（" + x.Cite() + "）不再提醒、不再核对。"
	if p.Fallback != "" {
		text = "这一项（" + x.Cite() + "）删除后，按所补充的规则档算；那里也没有的，不再提醒、不再核对。"
	}
	widget.Confirm(r.shell.Window().Canvas(), "删除“"+x.Title+"”", text+"可以撤销。", "删除", true, func() {
		r.try("已删除“"+x.Title+"”", func(ctx context.Context, l *ledger.Ledger) (int64, error) {
			c, err := copied(p, func(c *rule.Profile) error { c.Deadlines = slices.Delete(c.Deadlines, at, at+1); return nil })
			if err != nil {
				return 0, err
			}
			return law.SaveProfile(ctx, l, c)
		})
	})
}

package settings

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/organisation"
	"unionledger/data/union"
)

// askBody asks which body to add.
func (o *organisationSection) askBody() {
	p := widget.NewPicker("请选择，或写名称", form.Words(o.p.Law.Kinds()...)...)
	p.AllowOther = true
	fields := widget.NewForm(1, widget.NewField("机构", p).Required())
	widget.ShowForm(o.shell.Window().Canvas(), "添加机构", fields, "添加", func() error {
		return o.try("添加机构："+p.Value(), "已添加"+p.Value(), func(tx *ledger.Tx) error {
			id, err := union.AddBody(tx, p.Value())
			if err == nil {
				o.chosen, o.term = id, 0
			}
			return err
		})
	})
}

// termForm makes the form of a term with the usual words.
func (o *organisationSection) termForm(b organisation.Body, start civil.Date, keys ...string) *form.Form {
	f := form.New(union.TermFields, keys...)
	f.Offer("election_form", true, form.Words(o.p.Law.Forms...)...)
	if start.IsZero() {
		start = o.p.On
	}
	if rule, ok := o.p.Law.TermYears(b.Kind, start); ok {
		f.Field("years").Hint(rule.Text + "（" + rule.Cite() + "）")
	}
	return f
}

// askTerm asks for the facts of a term, new or known.
func (o *organisationSection) askTerm(b organisation.Body, t union.Term) {
	title, accept := "修改："+b.Kind+t.Title(), "保存"
	if t.ID == 0 {
		title, accept = "登记任期："+b.Kind, "登记"
	}
	f := o.termForm(b, t.Date("term_start"))
	f.Show(t.Record)
	widget.ShowForm(o.shell.Window().Canvas(), title, f.In(2), accept, func() error {
		changed := t
		changed.Record = t.Clone()
		f.Take(changed.Record)
		return o.try("任期："+b.Kind+changed.Title(), "已"+accept+b.Kind+changed.Title(), func(tx *ledger.Tx) error {
			id, err := union.PutTerm(tx, changed)
			o.term = id
			return err
		})
	}).Wide(640).Refresh()
}

// electionKeys are what an election is asked for; the rest is added to the term later.
var electionKeys = []string{"number", "term_start", "years", "elected", "election_form", "meeting", "approval_no", "approval_date", "minutes"}

// askElection asks for a new term and who goes on (换届).
func (o *organisationSection) askElection(b organisation.Body) {
	next := union.Term{Body: b.ID, Record: union.TermFields.NewRecord()}
	var boxes []*widget.CheckBox
	old := b.Terms[len(b.Terms)-1]
	if n := old.Int("number"); n > 0 {
		next.Set("number", strconv.FormatInt(n+1, 10))
	}
	if end := old.End(); end.Complete() {
		next.SetDate("term_start", end.AddDays(1))
	}
	next.Set("years", old.Get("years"))
	next.Set("election_form", old.Get("election_form"))
	sitting := old.Sitting(civil.Date{})
	f := o.termForm(b, next.Date("term_start"), electionKeys...)
	f.Show(next.Record)
	people := container.NewGridWithColumns(3)
	for _, p := range sitting {
		box := widget.NewCheckBox(p.Get("post")+"　"+p.Get("name"), nil)
		boxes = append(boxes, box)
		people.Add(box)
	}
	fields := f.In(3)
	content := widget.Column(theme.Gap12, fields)
	if len(boxes) > 0 {
		content.Add(widget.Strong("连任的打勾，职务照旧；其余的到新一届前一天离任"))
		content.Add(people)
	}
	d := widget.NewDialog("换届："+b.Kind, content, "换届").Wide(720)
	d.Note = "新当选的随后添加"
	d.AcceptForm(fields, func() error {
		f.Take(next.Record)
		var carried []int64
		for i, box := range boxes {
			if box.Checked() {
				carried = append(carried, sitting[i].ID)
			}
		}
		said := fmt.Sprintf("%s已换届，连任 %d 人", b.Kind, len(carried))
		return o.try("换届："+b.Kind+next.Title(), said, func(tx *ledger.Tx) error {
			id, err := union.Elect(tx, next, carried)
			o.term = id
			return err
		})
	})
	d.Open(o.shell.Window().Canvas())
}

// askPost asks who is in a post, new or known. A name that stands on the roster is
// tied to that member.
func (o *organisationSection) askPost(b organisation.Body, t union.Term, p union.Post) {
	title, accept := "修改任职："+p.Get("name"), "保存"
	if p.ID == 0 {
		title, accept = "添加委员："+b.Kind, "添加"
	}
	f := form.New(union.PostFields)
	f.Offer("post", true, form.Words(o.p.Law.Body(b.Kind).Posts...)...)
	f.Offer("work_form", false, form.Words(o.p.Law.Ways...)...)
	f.Show(p.Record)
	who := newMemberPicker(o)
	who.find(p.Get("name"), p.Member)
	f.OnChanged(func(key, value string) {
		if key == "name" {
			who.find(value, 0)
		}
	})
	rows := f.Fields()
	rows = append(rows[:1:1], append([]*widget.Field{who.field}, rows[1:]...)...)
	widget.ShowForm(o.shell.Window().Canvas(), title, widget.NewForm(2, rows...), accept, func() error {
		changed := p
		changed.Record = p.Clone()
		f.Take(changed.Record)
		changed.Member = who.member()
		said := fmt.Sprintf("%s%s：%s", b.Kind, changed.Get("post"), changed.Get("name"))
		return o.try("任职："+said, "已"+accept+said, func(tx *ledger.Tx) error {
			_, err := union.PutPost(tx, changed)
			return err
		})
	}).Wide(640).Refresh()
}

// memberPicker ties a typed name to a member of the roster; namesakes are told by
// their group.
type memberPicker struct {
	o     *organisationSection
	pick  *widget.Picker
	field *widget.Field
}

func newMemberPicker(o *organisationSection) *memberPicker {
	m := &memberPicker{o: o, pick: widget.NewPicker("不在名册上")}
	m.field = widget.NewField("对应的会员", m.pick)
	return m
}

// find offers the members of a name: the one given, else the only one 在册.
func (m *memberPicker) find(name string, chosen int64) {
	options := []widget.Option{{Value: "0", Text: "不在名册上"}}
	var active []organisation.Person
	if name != "" {
		found, err := organisation.Named(context.Background(), m.o.shell.Ledger().Read(), name, m.o.p.On)
		if err != nil {
			m.o.shell.Fail(err)
			return
		}
		for _, p := range found {
			options = append(options, widget.Option{Value: strconv.FormatInt(p.ID, 10), Text: p.Name + "　" + p.Group, Note: string(p.State)})
			if p.State.Counted() {
				active = append(active, p)
			}
		}
	}
	if chosen == 0 && len(active) == 1 {
		chosen = active[0].ID
	}
	m.pick.SetOptions(options...)
	m.pick.SetValue(strconv.FormatInt(chosen, 10))
	switch {
	case name == "":
		m.field.Hint("写了姓名就到名册里找")
	case len(options) == 1:
		m.field.Hint("名册里没有这个姓名，按所写的登记")
	case len(active) > 1 && chosen == 0:
		m.field.Hint(fmt.Sprintf("有 %d 人同名，请选是哪一位", len(active)))
	default:
		m.field.Hint("")
	}
}

func (m *memberPicker) member() int64 { return page.Number(m.pick.Value()) }

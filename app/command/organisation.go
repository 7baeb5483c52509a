package command

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/organisation"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// onLedger is the ledger a verb reads, and the day.
type onLedger struct {
	ledgerFlag
	On string `help:"看哪一天，默认今天" placeholder:"日期"`
}

// read opens the ledger for reading and hands it over with the day.
func (v *onLedger) read(r *run, fn func(*ledger.Ledger, civil.Date) error) error {
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error { return fn(l, on) })
}

type bodiesVerb struct {
	onLedger
}

func (v *bodiesVerb) Run(r *run) error {
	return v.read(r, func(l *ledger.Ledger, on civil.Date) error {
		p, err := organisation.Read(r.ctx, l.Read(), on)
		if err != nil {
			return err
		}
		if v.JSON {
			r.found(p.Problems)
			return r.json(pictureJSON(p))
		}
		for _, b := range p.Bodies {
			r.body(b)
		}
		if len(p.Bodies) == 0 {
			r.say("还没有登记工会机构。请在窗口的“设置—组织机构”里登记。")
		}
		if c, has := union.CertificateOn(p.Certificates, on); has {
			r.say("法人资格证书  %s", facts(c.Record))
		}
		for _, y := range p.Years {
			r.say("年度数字  %s", facts(y.Record))
		}
		r.tell(p.Problems)
		return nil
	})
}

// body tells one body: its term, and who sits in it.
func (r *run) body(b organisation.Body) {
	if !b.Has {
		r.say("%s  还没有登记任期", b.Kind)
		return
	}
	t := b.Term
	words := []string{b.Kind, t.Title(), t.Get("term_start") + " 至 " + t.End().String(), t.Get("election_form")}
	if no := t.Get("approval_no"); no != "" {
		words = append(words, "批复 "+no)
	}
	r.say("%s", strings.Join(nonEmpty(words), "  "))
	for _, s := range b.Seats {
		words := []string{s.Get("post"), s.Get("name"), s.Get("work_form"), s.Group}
		if s.Member != 0 && !s.State.Counted() {
			words = append(words, "会籍："+string(s.State))
		}
		r.say("    %s", strings.Join(nonEmpty(words), "  "))
	}
}

func nonEmpty(words []string) (out []string) {
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// facts are the known fields of a record as 名称 值, numbers of people monLedger.
func facts(rec field.Record) string {
	var parts []string
	for _, f := range rec.Fields().All() {
		if v := rec.Shown(f.Key); v != "" {
			parts = append(parts, f.Label+" "+v)
		}
	}
	return strings.Join(parts, "，")
}

// pictureJSON gives the organisation as programs read it.
func pictureJSON(p *organisation.Picture) map[string]any {
	bodies := []map[string]any{}
	for _, b := range p.Bodies {
		one := map[string]any{"id": b.ID, "kind": b.Kind, "term": nil}
		if b.Has {
			term := b.Term.JSON()
			term["id"], term["term_end"] = b.Term.ID, b.Term.End().String()
			people := []map[string]any{}
			for _, s := range b.Seats {
				seat := s.JSON()
				seat["member"], seat["state"], seat["department"] = s.Member, string(s.State), s.Group
				people = append(people, seat)
			}
			one["term"], one["people"] = term, people
		}
		bodies = append(bodies, one)
	}
	certificates, years := []map[string]any{}, []map[string]any{}
	for _, c := range p.Certificates {
		certificates = append(certificates, c.JSON())
	}
	for _, y := range p.Years {
		one := y.JSON()
		for _, c := range y.Counts() {
			one["counted_"+c.Key] = c.Counted
		}
		years = append(years, one)
	}
	problems := p.Problems
	if problems == nil {
		problems = []problem.Problem{}
	}
	return map[string]any{"on": p.On, "members": p.Total.Members, "bodies": bodies, "certificates": certificates, "years": years, "problems": problems}
}

type figuresVerb struct {
	onLedger
	From string `help:"变动从哪一天算起，默认当年 1 月 1 日" placeholder:"日期"`
	To   string `help:"截至哪一天，同 --on" placeholder:"日期"`
	Out  string `help:"写成 Excel 文件" placeholder:"文件"`
}

func (v *figuresVerb) Run(r *run) error {
	if v.To != "" && v.On != "" && v.To != v.On {
		return usageError{fmt.Errorf("--to %s 和 --on %s 不是同一天，人数和变动要截至同一天。", v.To, v.On)}
	}
	if v.To != "" {
		v.On = v.To
	}
	return v.read(r, func(l *ledger.Ledger, on civil.Date) error {
		from := civil.Of(on.Year, 1, 1)
		if v.From != "" {
			var err error
			if from, err = r.day(v.From); err != nil {
				return err
			}
		}
		f, err := organisation.Count(r.ctx, l.Read(), from, on)
		if err != nil {
			return err
		}
		if v.Out != "" {
			if err := f.WriteFile(v.Out); err != nil {
				return err
			}
		}
		if v.JSON {
			return r.json(f)
		}
		r.figures(f)
		if v.Out != "" {
			r.say("已写成：%s", v.Out)
		}
		return nil
	})
}

// figures tells the numbers line by line.
func (r *run) figures(f *organisation.Figures) {
	r.say("%s，截至 %s", f.Unit, f.On)
	for _, line := range f.Lines() {
		r.say("  %s\t%s\t%s", line.Name, line.Value, line.Note)
	}
	r.say("变动，%s 至 %s", f.Movement.From, f.Movement.To)
	for _, line := range f.Moves() {
		r.say("  %s\t%s\t%s", line.Name, line.Value, line.Note)
	}
	for _, b := range f.Bands() {
		r.say("%s", b.Name)
		for _, w := range b.Words {
			r.say("  %s\t%d", w, b.Of[w])
		}
	}
	r.say("分会和小组：会员、女会员、农民工会员、派遣会员、中共党员")
	for _, g := range f.Groups {
		t := g.Tally
		r.say("  %s%s\t%d\t%d\t%d\t%d\t%d", strings.Repeat("  ", g.Depth), g.Name, t.Members, t.Women, t.Migrant, t.Dispatch, t.Party)
	}
}

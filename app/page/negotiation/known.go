package negotiation

import (
	"context"
	"strconv"

	"unionledger/app/page/form"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/negotiation"
)

// knownOf is what the roster says of somebody who becomes a representative, by the keys
// of a representative; nil where not exactly one member has the name.
func knownOf(ctx context.Context, r ledger.Reader, name string, today civil.Date) (map[string]string, error) {
	found, err := member.FindLines(ctx, r, name)
	if err != nil || len(found) != 1 || found[0].Member == 0 {
		return nil, err
	}
	m, err := member.Get(ctx, r, found[0].Member, today)
	if err != nil || m.State != member.Active {
		return nil, err
	}
	out := map[string]string{"gender": m.Get("gender"), "post": m.Get("post"), "id_card": m.Get("id_number"), "phone": m.Get("phone")}
	if born := m.Date("birth_date"); born.Complete() {
		out["age"] = strconv.Itoa(born.YearsTo(today))
	}
	return out, nil
}

// fillKnown fills in what the roster knows of a representative once the name stands
// there, and what is known already stays. The enterprise's people are not looked for.
func (p *pane) fillKnown(f *form.Form) {
	l, today := p.v.shell.Ledger(), p.v.shell.Today()
	name, side := f.Field("name").Control, f.Field("side").Control
	var known map[string]string
	form.OnChanged(name, func(value string) {
		if value == "" || side.Value() == negotiation.Enterprise {
			return
		}
		var err error
		p.v.shell.Aside(func() { known, err = knownOf(context.Background(), l.Read(), value, today) }, func() {
			if err != nil || name.Value() != value {
				return // it is a help, and nothing is missing without it
			}
			for key, v := range known {
				if c := f.Field(key).Control; v != "" && c.Value() == "" {
					c.SetValue(v)
				}
			}
		})
	})
}

package trust_test

import (
	"fmt"
	"maps"

	"pgregory.net/rapid"

	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/organisation"
	"unionledger/data/paper"
	"unionledger/data/union"
)

// What is done less often: to records, to the unit's own fields, to the organisation.
func init() {
	maps.Copy(deeds, map[string]func(*clerk) (int64, error){
		"correct": func(c *clerk) (int64, error) {
			e, ok := c.entry()
			if !ok {
				return 0, nil
			}
			right := e
			right.Date, right.Why = c.date(), "写错了"
			return c.write(func(tx *ledger.Tx) error {
				_, err := member.Correct(tx, e.ID, right)
				return err
			})
		},
		"void": func(c *clerk) (int64, error) {
			e, ok := c.entry()
			if !ok {
				return 0, nil
			}
			return c.write(func(tx *ledger.Tx) error {
				_, err := member.Void(tx, e.ID, member.Event{Why: "没有这回事"})
				return err
			})
		},
		"merge": func(c *clerk) (int64, error) {
			a, ok := c.member()
			b, _ := c.member()
			if !ok || a.ID == b.ID {
				return 0, nil
			}
			m, err := member.ReadMerging(ctx, c.l, a.ID, b.ID)
			if err != nil {
				return 0, err
			}
			m.TakeEvents(rapid.Bool().Draw(c.t, "events of the other"))
			return m.Write(ctx, c.l)
		},
		"own field": func(c *clerk) (int64, error) {
			own, err := member.OwnFields(ctx, c.l.Read())
			mustRapid(c.t, err)
			return c.write(func(tx *ledger.Tx) error {
				if len(own) > 0 && rapid.IntRange(0, 3).Draw(c.t, "drop") == 0 {
					_, err := member.DropOwnField(tx, rapid.SampledFrom(own).Draw(c.t, "own").ID)
					return err
				}
				id, err := member.SaveOwnField(tx, member.OwnField{Label: fmt.Sprint("自定义", lastOperation(c.t, c.l)), Kind: field.Number})
				if m, ok := c.member(); err == nil && ok {
					err = member.Update(tx, m.ID, map[string]string{member.OwnField{ID: id}.Key(): "42.5"})
				}
				return err
			})
		},
		"view": func(c *clerk) (int64, error) {
			views, err := member.Views(ctx, c.l.Read())
			mustRapid(c.t, err)
			return c.write(func(tx *ledger.Tx) error {
				if len(views) > 0 && rapid.Bool().Draw(c.t, "drop") {
					return member.DropView(tx, rapid.SampledFrom(views).Draw(c.t, "view").ID)
				}
				_, err := member.SaveView(tx, member.View{Name: fmt.Sprint("筛选", lastOperation(c.t, c.l)), By: "gender"})
				return err
			})
		},
		"regroup": func(c *clerk) (int64, error) {
			groups, err := union.Groups(ctx, c.l.Read())
			mustRapid(c.t, err)
			if len(groups) < 2 {
				return c.write(func(tx *ledger.Tx) error {
					into, err := union.AddGroup(tx, union.Group{Name: "一分会", Kind: "分会"})
					if err == nil {
						_, err = union.AddGroup(tx, union.Group{Name: "甲班", Parent: into})
					}
					if m, ok := c.member(); err == nil && ok {
						err = member.Update(tx, m.ID, map[string]string{"department": fmt.Sprint(into)})
					}
					return err
				})
			}
			from, into := rapid.SampledFrom(groups).Draw(c.t, "from"), rapid.SampledFrom(groups).Draw(c.t, "into")
			if rapid.Bool().Draw(c.t, "drop") {
				return organisation.DropGroup(ctx, c.l, from.ID)
			}
			op, _, err := organisation.MergeGroup(ctx, c.l, from.ID, into.ID)
			return op, err
		},
		"bodies": func(c *clerk) (int64, error) {
			bodies, err := union.Bodies(ctx, c.l.Read())
			mustRapid(c.t, err)
			return c.write(func(tx *ledger.Tx) error {
				if len(bodies) == 0 {
					return union.Begin(tx)
				}
				_, err := union.AddBody(tx, fmt.Sprint("机构", lastOperation(c.t, c.l)))
				return err
			})
		},
		"wording": func(c *clerk) (int64, error) {
			text, err := paper.Source(ctx, c.l.Read(), "withdrawal")
			mustRapid(c.t, err)
			if rapid.Bool().Draw(c.t, "restore") {
				return paper.Restore(ctx, c.l, "withdrawal")
			}
			return paper.Save(ctx, c.l, "withdrawal", text+"\n")
		},
	})
}

// entry is an entry of somebody's membership that holds, where there is one.
func (c *clerk) entry() (member.Event, bool) {
	m, ok := c.member()
	if !ok {
		return member.Event{}, false
	}
	events, err := member.Events(ctx, c.l.Read(), m.ID)
	mustRapid(c.t, err)
	if len(events) == 0 {
		return member.Event{}, false
	}
	return rapid.SampledFrom(events).Draw(c.t, "entry"), true
}

package trust_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"unionledger/data/attachment"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/sheet"
	"unionledger/data/trail"
	"unionledger/data/union"
)

// today is the day of the random operations.
var today = civil.MustParse("2022-05-06")

// TestRandomOperationsUndone does what a clerk may do, at random and across rooms,
// takes it all back and does it all again: after every step the tables are, value
// for value, what they were at that point on the way there.
func TestRandomOperationsUndone(t *testing.T) {
	dir, n := t.TempDir(), 0
	did, names := map[string]int{}, slices.Sorted(maps.Keys(deeds))
	rapid.Check(t, func(t *rapid.T) {
		n++
		l, err := ledger.Create(ctx, filepath.Join(dir, fmt.Sprint(n)+ledger.Extension), ledger.Options{Now: func() time.Time { return time.Date(2022, 5, 6, 9, 0, 0, 0, time.UTC) }})
		mustRapid(t, err)
		defer l.Close()
		c := &clerk{t: t, l: l}
		states, ops := []map[string][]string{dump(t, l)}, []int64(nil)
		begin := []string{"add", "add", "update", "attach", "bill"} // without which others have nothing to do
		for i := range len(begin) + rapid.IntRange(3, times(14, 30)).Draw(t, "operations") {
			// A library that prefers small numbers would seldom come to the last deeds.
			name := names[rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "deed"), 0)).IntN(len(names))]
			if i < len(begin) {
				name = begin[i]
			}
			op, err := deeds[name](c)
			if err != nil && !expected(err) {
				t.Fatalf("%s: %v", name, err)
			}
			if now := dump(t, l); op == 0 || err != nil { // refused, or nothing to do: then nothing may have changed
				same(t, name, now, states[len(states)-1])
			} else {
				ops, states = append(ops, op), append(states, now)
				did[name]++
			}
		}
		healthy(t, l)
		var undos []int64
		for i := len(ops) - 1; i >= 0; i-- {
			_, err := l.Undo(ctx, ops[i])
			mustRapid(t, err)
			same(t, fmt.Sprintf("undoing operation %d", ops[i]), dump(t, l), states[i])
			undos = append(undos, lastOperation(t, l))
		}
		healthy(t, l)
		for i, undo := range slices.Backward(undos) {
			_, err := l.Undo(ctx, undo)
			mustRapid(t, err)
			same(t, fmt.Sprintf("redoing operation %d", ops[len(ops)-1-i]), dump(t, l), states[len(ops)-i])
		}
		healthy(t, l)
	})
	for name := range deeds {
		if did[name] == 0 && name != "look" && n > 20 {
			t.Errorf("%s was never done", name)
		}
	}
}

// clerk does random operations and knows what there is to do them with.
type clerk struct {
	t *rapid.T
	l *ledger.Ledger
	n int // of people invented so far
}

// deeds are the operations by name. They return 0 where there was nothing to do.
var deeds = map[string]func(*clerk) (int64, error){
	"add": func(c *clerk) (int64, error) {
		return c.write(func(tx *ledger.Tx) error {
			_, err := member.Add(tx, c.person(), member.Event{Kind: member.Joined, Date: c.date()})
			return err
		})
	},
	"update": func(c *clerk) (int64, error) {
		m, ok := c.member()
		if !ok {
			return 0, nil
		}
		changes := map[string]string{}
		other := c.person()
		for _, key := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"name", "phone", "post", "join_date", "id_number", "note"}), rapid.ID[string]).Draw(c.t, "fields") {
			changes[key] = rapid.SampledFrom([]string{"", other.Get(key)}).Draw(c.t, key)
		}
		return c.write(func(tx *ledger.Tx) error { return member.Update(tx, m.ID, changes) })
	},
	"event": func(c *clerk) (int64, error) {
		m, ok := c.member()
		if !ok {
			return 0, nil
		}
		kind := rapid.SampledFrom([]member.EventKind{member.Retain, member.Resumed, member.MovedOut, member.MovedIn, member.Withdrew, member.Died}).Draw(c.t, "kind")
		return c.write(func(tx *ledger.Tx) error {
			_, err := member.Happen(tx, member.Event{Member: m.ID, Kind: kind, Date: c.date()})
			return err
		})
	},
	"group": func(c *clerk) (int64, error) {
		groups, err := union.Groups(ctx, c.l.Read())
		mustRapid(c.t, err)
		return c.write(func(tx *ledger.Tx) error {
			id, err := union.AddGroup(tx, union.Group{Name: fmt.Sprintf("第%d小组", len(groups)+1)})
			if err == nil && len(groups) > 0 {
				g := rapid.SampledFrom(groups).Draw(c.t, "group")
				err = tx.Update("union_group", g.ID, []string{"name", "parent_id"}, []any{g.Name + "（改）", id})
			}
			if m, ok := c.member(); err == nil && ok {
				err = member.Update(tx, m.ID, map[string]string{"department": fmt.Sprint(id)})
			}
			return err
		})
	},
	"import": func(c *clerk) (int64, error) {
		im, err := member.ReadRoster(ctx, member.Fields, c.roster(), intake.Options{Today: today})
		if err != nil {
			return 0, err
		}
		return im.Write(ctx, c.l)
	},
	"base": func(c *clerk) (int64, error) {
		m, ok := c.member()
		if !ok {
			return 0, nil
		}
		return c.write(func(tx *ledger.Tx) error {
			return dues.SetBase(tx, m.ID, c.month(), money.Fen(rapid.IntRange(100000, 900000).Draw(c.t, "base")), "工资表")
		})
	},
	"bill": func(c *clerk) (int64, error) {
		before := lastOperation(c.t, c.l)
		_, err := dues.Bill(ctx, c.l, c.month())
		return since(c, before), err
	},
	"collect": func(c *clerk) (int64, error) {
		month, billed, err := dues.LastBilled(ctx, c.l.Read())
		if err != nil || !billed {
			return 0, err
		}
		ids, err := member.List(ctx, c.l.Read(), member.Query{})
		mustRapid(c.t, err)
		before := lastOperation(c.t, c.l)
		_, err = dues.Collect(ctx, c.l, month, ids, "现金", today)
		return since(c, before), err
	},
	"attach": func(c *clerk) (int64, error) {
		m, ok := c.member()
		if !ok {
			return 0, nil
		}
		f, err := attachment.Check("说明.txt", []byte(rapid.SampledFrom([]string{"甲", "乙", "丙"}).Draw(c.t, "text")), attachment.Shipped())
		mustRapid(c.t, err)
		op, _, err := attachment.Add(ctx, c.l, attachment.Owner{Table: "member", ID: m.ID}, m.Get("name"), "其他", f)
		return op, err
	},
	"attached": func(c *clerk) (int64, error) {
		all, err := attachment.All(ctx, c.l.Read(), "member")
		if err != nil || len(all) == 0 {
			return 0, err
		}
		a := rapid.SampledFrom(all).Draw(c.t, "attachment")
		if rapid.Bool().Draw(c.t, "remove") {
			return attachment.Remove(ctx, c.l, a, "某人")
		}
		return attachment.Change(ctx, c.l, a, "某人", "证件", rapid.SampledFrom([]string{"新名.txt", a.Name}).Draw(c.t, "name"))
	},
	"restore": func(c *clerk) (int64, error) {
		m, ok := c.member()
		if !ok {
			return 0, nil
		}
		steps, err := trail.Of(ctx, c.l, m.ID, trail.Options{})
		if err != nil {
			return 0, err
		}
		for _, s := range steps {
			for _, e := range s.Entries {
				if e.Restorable {
					_, op, err := trail.Restore(ctx, c.l, m.ID, e.Field, s.Operation.ID, today)
					return op, err
				}
			}
		}
		return 0, nil
	},
	"setting": func(c *clerk) (int64, error) {
		return c.write(func(tx *ledger.Tx) error {
			return tx.SetSetting(rapid.SampledFrom([]string{"甲", "乙"}).Draw(c.t, "key"), rapid.StringMatching(`[a-c]?`).Draw(c.t, "value"))
		})
	},
	"unit": func(c *clerk) (int64, error) {
		u, err := union.Load(ctx, c.l.Read())
		mustRapid(c.t, err)
		u.Enterprise.Set("name", rapid.StringMatching(`[甲乙]{0,3}`).Draw(c.t, "unit"))
		return c.write(func(tx *ledger.Tx) error { return union.Save(tx, u) })
	},
	"look": func(c *clerk) (int64, error) {
		return 0, c.l.Note(ctx, "查看证件号码：某人") // changes no fact, and the states are compared without it
	},
}

func (c *clerk) write(fn func(*ledger.Tx) error) (int64, error) {
	return c.l.Write(ctx, ledger.Op{Kind: "test", Title: "随机操作"}, fn)
}

// member is somebody on the roster, where there is anybody.
func (c *clerk) member() (member.Member, bool) {
	ids, err := member.List(ctx, c.l.Read(), member.Query{})
	mustRapid(c.t, err)
	if len(ids) == 0 {
		return member.Member{}, false
	}
	m, err := member.Get(ctx, c.l.Read(), rapid.SampledFrom(ids).Draw(c.t, "member"), today)
	mustRapid(c.t, err)
	return m, true
}

func (c *clerk) date() civil.Date {
	return civil.Of(2020, 1, 1).AddDays(rapid.IntRange(0, 800).Draw(c.t, "day"))
}

func (c *clerk) month() civil.YearMonth {
	return civil.YearMonth{Year: 2022, Month: time.Month(rapid.IntRange(1, 3).Draw(c.t, "month"))}
}

// person invents somebody whom no other record is like.
func (c *clerk) person() field.Record {
	c.n++
	rec := member.Fields.NewRecord()
	rec.Set("name", rapid.SampledFrom([]string{"赵", "单", "曾"}).Draw(c.t, "surname")+string(rune('一'+c.n)))
	first17 := fmt.Sprintf("3301011990%02d%02d%03d", 1+c.n%12, 1+c.n%28, c.n%1000)
	rec.Set("id_number", first17+string(identity.IDCheckDigit(first17)))
	rec.Set("phone", fmt.Sprint(19900000000+c.n))
	rec.SetDate("join_date", c.date())
	rec.SetFen("dues_base_fen", money.Fen(400000+c.n))
	rec.Set("post", rapid.SampledFrom([]string{"", "钳工"}).Draw(c.t, "post"))
	return rec
}

// roster is a small sheet with people who are there, changed or not, and new ones.
func (c *clerk) roster() *sheet.Book {
	rows := [][]sheet.Value{}
	if m, ok := c.member(); ok {
		rows = append(rows, sheet.Texts(m.Get("name"), m.Get("id_number"), "19900009999", "装配"))
	}
	for range rapid.IntRange(1, 4).Draw(c.t, "new people") {
		p := c.person()
		rows = append(rows, sheet.Texts(p.Get("name"), p.Get("id_number"), p.Get("phone"), "总装"))
	}
	var out bytes.Buffer
	mustRapid(c.t, sheet.WriteTable(&out, sheet.Table{Sheet: "名册", Count: len(rows), Rows: func(yield func([]sheet.Value) bool) {
		for _, r := range rows {
			if !yield(r) {
				return
			}
		}
	}, Columns: []sheet.Column{{Title: "姓名"}, {Title: "身份证号"}, {Title: "手机"}, {Title: "车间"}}}))
	book, err := sheet.OpenBytes(ctx, "名册.xlsx", out.Bytes(), sheet.Options{})
	mustRapid(c.t, err)
	return book
}

// expected are refusals a clerk meets: the ledger says why, and nothing changed.
func expected(err error) bool {
	for _, kind := range []string{"conflict", "exists", "constraint", "not_found"} {
		if ledger.IsKind(err, kind) {
			return true
		}
	}
	return strings.HasPrefix(err.Error(), "名册里已经有这个证件号码") || strings.Contains(err.Error(), "姓名不能为空") || strings.Contains(err.Error(), "不能还原")
}

func since(c *clerk, before int64) int64 {
	if now := lastOperation(c.t, c.l); now != before {
		return now
	}
	return 0
}

func lastOperation(t *rapid.T, l *ledger.Ledger) int64 {
	h, err := l.History(ctx, 1)
	mustRapid(t, err)
	if len(h) == 0 {
		return 0
	}
	return h[0].ID
}

// dump is every row of every table as text, without the journal, the contents of
// attachments, which only grow, and the note of the last look.
func dump(t *rapid.T, l *ledger.Ledger) map[string][]string {
	out := map[string][]string{}
	var tables []string
	query(t, l, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'journal_%' AND name NOT LIKE 'sqlite_%' AND name <> 'attachment_content'`,
		func(row []any) { tables = append(tables, fmt.Sprint(row[0])) })
	for _, tbl := range tables {
		query(t, l, "SELECT rowid, * FROM "+tbl+" ORDER BY rowid", func(row []any) {
			if tbl != "setting" || row[2] != "last_look" {
				out[tbl] = append(out[tbl], fmt.Sprintf("%#v", row))
			}
		})
	}
	return out
}

func query(t *rapid.T, l *ledger.Ledger, text string, fn func(row []any)) {
	rows, err := l.Read().QueryContext(ctx, text)
	mustRapid(t, err)
	defer rows.Close()
	cols, err := rows.Columns()
	mustRapid(t, err)
	for rows.Next() {
		row, dest := make([]any, len(cols)), make([]any, len(cols))
		for i := range row {
			dest[i] = &row[i]
		}
		mustRapid(t, rows.Scan(dest...))
		fn(row)
	}
	mustRapid(t, rows.Err())
}

func same(t *rapid.T, after string, got, want map[string][]string) {
	for _, tbl := range slices.Sorted(maps.Keys(mergedKeys(got, want))) {
		if !slices.Equal(got[tbl], want[tbl]) {
			t.Fatalf("after %s, %s holds\n%s\nwant\n%s", after, tbl, strings.Join(got[tbl], "\n"), strings.Join(want[tbl], "\n"))
		}
	}
}

func mergedKeys(a, b map[string][]string) map[string]bool {
	out := map[string]bool{}
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}

func healthy(t *rapid.T, l *ledger.Ledger) {
	v, err := l.Verify(ctx)
	mustRapid(t, err)
	if len(v.Problems) > 0 {
		t.Fatalf("Verify: %q", v.Problems)
	}
}

func mustRapid(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

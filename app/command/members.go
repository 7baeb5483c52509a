package command

import (
	"bufio"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// which says which members a verb is about.
type which struct {
	AsOf   string   `aliases:"on" help:"看哪一天的会籍，默认今天；也可以写 --on" placeholder:"日期"`
	Search string   `help:"只列找得到的：姓名、拼音、首字母、号码、任何一项的内容，或 学历:大专 这样按项找" placeholder:"文字"`
	Where  []string `help:"条件，可写几个：学历=大专,本科 入会日期<2020-01-01 年龄>=50 岗位~电工 手机=（空着）小组=一车间" placeholder:"条件" sep:"none"`
	Any    bool     `help:"符合任何一个条件就列，默认要全部符合"`
	Saved  string   `help:"用保存的筛选，见 unionledger views" placeholder:"名字"`
}

// asked is a roster with what was asked of it.
type asked struct {
	on     civil.Date
	set    *field.Set
	groups []union.Group
	view   member.View
	ids    []int64
}

// find works out who is meant, in order.
func (v *which) find(r *run, l *ledger.Ledger, sort []string) (a asked, err error) {
	if a.on, err = r.day(v.AsOf); err != nil {
		return a, err
	}
	if a.set, err = member.FieldsOf(r.ctx, l.Read()); err != nil {
		return a, err
	}
	if a.groups, err = union.Groups(r.ctx, l.Read()); err != nil {
		return a, err
	}
	if v.Saved != "" {
		if a.view, err = viewNamed(r, l, v.Saved); err != nil {
			return a, err
		}
		a.view = a.view.Known(a.set)
		if a.view.Asks != "" {
			return a, fmt.Errorf("“%s”里用了窗口里才有的筛选（左边“保存的筛选”的前几项），命令行算不出来。", v.Saved)
		}
	}
	q := a.view.Query(a.groups, a.on)
	further := member.Query{On: a.on, Any: v.Any}
	for _, text := range v.Where {
		c, ok, err := member.ReadCondition(text, a.set, a.groups, a.on)
		if err == nil && !ok {
			err = fmt.Errorf("看不懂条件“%s”。请写成 学历=大专、入会日期<2020-01-01 这样，前面是项目的名称。", text)
		}
		if err != nil {
			return a, usageError{err}
		}
		further.Where = append(further.Where, c)
	}
	if v.Saved == "" {
		q.Where, q.Any = further.Where, v.Any
	}
	if sort != nil {
		q.Sort = sort
	}
	if v.AsOf != "" && q.States == nil {
		q.States = member.Listed // who had joined by then
	}
	if a.ids, err = member.List(r.ctx, l.Read(), q); err != nil {
		return a, err
	}
	if v.Saved != "" && further.Where != nil { // both hold, each with its own 全部 or 任何
		ids, err := member.List(r.ctx, l.Read(), further)
		if err != nil {
			return a, err
		}
		a.keep(ids)
	}
	for _, text := range []string{a.view.Search, v.Search} {
		if strings.TrimSpace(text) == "" {
			continue
		}
		index, err := member.BuildIndex(r.ctx, l.Read())
		if err != nil {
			return a, err
		}
		a.keep(index.SearchAll(text))
	}
	return a, nil
}

// keep leaves of the members those among ids.
func (a *asked) keep(ids []int64) {
	found := map[int64]bool{}
	for _, id := range ids {
		found[id] = true
	}
	a.ids = slices.DeleteFunc(a.ids, func(id int64) bool { return !found[id] })
}

// fields reads the names of fields.
func (a asked) fields(names []string) ([]field.Field, error) {
	var out []field.Field
	for _, name := range names {
		f, ok := member.FieldNamed(name, a.set)
		if !ok {
			return nil, usageError{fmt.Errorf("名册里没有“%s”这一项。", name)}
		}
		out = append(out, f)
	}
	return out, nil
}

type membersVerb struct {
	ledgerFlag
	which   `embed:""`
	Counts  bool     `help:"只数每种会籍各有多少人"`
	Merged  bool     `help:"只列已经合并到别的记录里去的"`
	Columns []string `help:"列哪些项，用逗号隔开，默认姓名、小组、证件末四位、会籍" placeholder:"项目"`
	Sort    []string `help:"按哪些项排，前面加 - 是降序，如 --sort=小组,-入会日期" placeholder:"项目"`
	GroupBy string   `help:"按哪一项分组，每组有人数和缴费基数小计" placeholder:"项目"`
	Out     string   `help:"存成工作簿" placeholder:"文件.xlsx"`
}

func (v *membersVerb) Run(r *run) error {
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		if v.Counts {
			on, err := r.day(v.AsOf)
			if err != nil {
				return err
			}
			return v.count(r, l, on)
		}
		sort, err := v.sorts(r, l)
		if err != nil {
			return err
		}
		a, err := v.find(r, l, sort)
		if err == nil && v.Merged {
			a.ids, err = member.List(r.ctx, l.Read(), member.Query{States: []member.State{member.Merged}, Sort: sort})
		}
		if err != nil {
			return err
		}
		fields, bands, err := v.shape(r, l, a)
		if err != nil {
			return err
		}
		switch {
		case v.Out != "":
			s := member.Listing{Title: "会员名册", Note: fmt.Sprintf("%d 人，%s", len(a.ids), a.on), Fields: fields, IDs: a.ids, Bands: bands,
				Names: union.Names(a.groups), On: a.on}
			if bands != nil {
				s.IDs = idsOf(bands)
			}
			if err := s.Write(r.ctx, l.Read(), v.Out, nil); err != nil {
				return err
			}
			r.say("已导出 %d 人到 %s", len(a.ids), v.Out)
			return nil
		case v.JSON:
			return v.json(r, l, a, bands)
		}
		return v.print(r, l, a, fields, bands)
	})
}

// count tells how many members are in each state.
func (v *membersVerb) count(r *run, l *ledger.Ledger, on civil.Date) error {
	counts, err := member.Counts(r.ctx, l.Read(), on)
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(struct {
			On     civil.Date           `json:"as_of"`
			Counts map[member.State]int `json:"counts"`
		}{on, counts})
	}
	r.say("截至 %s：会员 %d 人（保留会籍不计入）", on, counts[member.Active])
	for _, s := range member.States {
		if n := counts[s]; n > 0 {
			r.say("  %s  %d", s, n)
		}
	}
	return nil
}

// sorts turns the names of fields into keys.
func (v *membersVerb) sorts(r *run, l *ledger.Ledger) ([]string, error) {
	set, err := member.FieldsOf(r.ctx, l.Read())
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range v.Sort {
		plain, down := strings.CutPrefix(name, "-")
		f, err := asked{set: set}.fields([]string{plain})
		if err != nil {
			return nil, err
		}
		if down {
			f[0].Key = "-" + f[0].Key
		}
		out = append(out, f[0].Key)
	}
	return out, nil
}

// shape is the columns and the groups asked for, else those of the saved view.
func (v *membersVerb) shape(r *run, l *ledger.Ledger, a asked) (fields []field.Field, bands []member.Band, err error) {
	names := v.Columns
	for _, c := range a.view.Columns {
		if v.Columns == nil {
			names = append(names, c.Key)
		}
	}
	if len(names) == 0 {
		names = []string{"name", "department", "id_number", member.StateKey}
	}
	if fields, err = a.fields(names); err != nil {
		return nil, nil, err
	}
	by := a.view.By
	if v.GroupBy != "" {
		f, err := a.fields([]string{v.GroupBy})
		if err != nil {
			return nil, nil, err
		}
		by = f[0].Key
	}
	if by != "" {
		bands, err = member.GroupBy(r.ctx, l.Read(), a.ids, by, a.on)
	}
	return fields, bands, err
}

func idsOf(bands []member.Band) []int64 {
	var out []int64
	for _, b := range bands {
		out = append(out, b.IDs...)
	}
	return out
}

// print lists the members as lines of text.
func (v *membersVerb) print(r *run, l *ledger.Ledger, a asked, fields []field.Field, bands []member.Band) error {
	s := member.Listing{Fields: fields, Names: union.Names(a.groups), On: a.on}
	if len(a.ids) == 0 {
		fmt.Fprintln(r.err, "没有符合的会员。") // beside the list, which a pipe takes
		return nil
	}
	if bands == nil {
		bands = []member.Band{{IDs: a.ids}}
	}
	out := bufio.NewWriter(r.out) // the system is not asked once a member
	defer out.Flush()
	for _, b := range bands {
		if b.Title != "" {
			fmt.Fprintf(out, "【%s】%s\n", b.Title, b.Words())
		}
		err := s.Rows(r.ctx, l.Read(), b.IDs, func(row []sheet.Value) bool {
			for i, value := range row {
				if i > 0 {
					out.WriteByte('\t')
				}
				out.WriteString(value.Text)
			}
			return out.WriteByte('\n') == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// json gives the members as programs read them, grouped where that was asked for.
func (v *membersVerb) json(r *run, l *ledger.Ledger, a asked, bands []member.Band) error {
	names := union.Names(a.groups)
	read := func(ids []int64) ([]map[string]any, error) {
		list, err := member.Many(r.ctx, l.Read(), ids, a.on, nil)
		out := []map[string]any{}
		for _, m := range list {
			out = append(out, memberJSON(m, names))
		}
		return out, err
	}
	if bands == nil {
		out, err := read(a.ids)
		if err != nil {
			return err
		}
		return r.json(out)
	}
	var out []map[string]any
	for _, b := range bands {
		list, err := read(b.IDs)
		if err != nil {
			return err
		}
		out = append(out, map[string]any{"title": b.Title, "value": b.Value, "members": list, "count": len(b.IDs),
			"dues_base_sum_fen": int64(b.Base), "dues_base_known": b.Known})
	}
	return r.json(out)
}

// memberJSON gives a member as programs read it: the group by its name, the
// state in words.
func memberJSON(m member.Member, groups map[int64]string) map[string]any {
	out := m.JSON()
	out["id"] = m.ID
	out["state"] = string(m.State)
	out["department"] = nil
	if id, err := strconv.ParseInt(m.Get("department"), 10, 64); err == nil {
		out["department"] = groups[id]
	}
	return out
}

func viewNamed(r *run, l *ledger.Ledger, name string) (member.View, error) {
	views, err := member.Views(r.ctx, l.Read())
	if err != nil {
		return member.View{}, err
	}
	for _, w := range views {
		if w.Name == name {
			return w, nil
		}
	}
	return member.View{}, fmt.Errorf("没有叫“%s”的保存的筛选。有哪些见 unionledger views。", name)
}

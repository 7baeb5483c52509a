package wizard

import (
	"slices"
	"strconv"
	"strings"

	"unionledger/app/widget/grid"
)

// The tabs of the preview.
const (
	tabLook = iota
	tabChanges
	tabWords
	tabRepairs
	tabAll
)

// newGrid makes the grid of the chosen tab.
func (p *preview) newGrid() *grid.Grid {
	var g *grid.Grid
	switch p.tab {
	case tabLook:
		g = p.lookGrid()
	case tabChanges:
		g = p.changeGrid()
	case tabWords:
		g = p.wordGrid()
	case tabRepairs:
		g = grid.New([]grid.Column{{Title: "表", Width: 110}, {Title: "单元格", Width: 70}, {Title: "姓名", Width: 70}, {Title: "项目", Width: 90},
			{Title: "原值", Width: 200, Stretch: true}, {Title: "新值", Width: 200, Stretch: true}}, repairRows{p})
		g.EmptyText = "没有需要整理的。"
	default:
		g = grid.New([]grid.Column{{Title: "行", Width: 46, Align: grid.AlignTrailing}, {Title: "结果", Width: 54}, {Title: "姓名", Width: 70},
			{Title: "小组", Width: 100}, {Title: "证件末四位", Width: 84}, {Title: "手机", Width: 96}, {Title: "入会日期", Width: 90},
			{Title: "变化", Width: 200, Stretch: true}}, allRows{p})
	}
	g.Label = "导入预览"
	g.OnCurrent = func(row, _ int) { p.explain(row) }
	return g
}

// lookGrid lists what must be looked at, with what can be decided about it.
func (p *preview) lookGrid() *grid.Grid {
	rows := problemRows{p: p, columns: p.lookColumns()}
	columns := make([]grid.Column, len(rows.columns))
	for i, of := range rows.columns {
		columns[i] = lookColumns[of]
	}
	g := grid.New(columns, rows)
	g.EmptyText = "没有要看的。"
	g.CanEdit = func(row, _ int) bool { return p.lines[row].mayLeave }
	g.Choices = func(row, col int) []string {
		if col != len(columns)-1 || row >= len(p.lines) {
			return nil
		}
		return p.lines[row].choices()
	}
	g.OnEdit = func(row, _ int, word string) error { p.decide(row, word); return nil }
	g.OnActivate = func(row, _ int) {
		if row >= 0 && row < len(p.lines) {
			p.sideBySide(p.lines[row])
		}
	}
	return g
}

// What can be decided about one field that would change.
const (
	takeSheet  = "用表里的"
	keepLedger = "不改台账"
)

// changeGrid lists what changes field by field, the ledger's value beside the sheet's.
func (p *preview) changeGrid() *grid.Grid {
	g := grid.New([]grid.Column{{Title: "行", Width: 46, Align: grid.AlignTrailing}, {Title: "姓名", Width: 76}, {Title: "按什么对上", Width: 120}, {Title: "项目", Width: 96},
		{Title: "台账里", Width: 190, Stretch: true}, {Title: "表里", Width: 190, Stretch: true}, {Title: "怎么办", Width: 96, Editable: true}}, changeRows{p})
	g.EmptyText = "台账里已有的人，没有要改的。"
	g.Choices = func(_, col int) []string {
		if col != 6 {
			return nil
		}
		return []string{takeSheet, keepLedger}
	}
	g.OnEdit = func(row, _ int, word string) error {
		p.w.job.skip(p.changes[row], word == keepLedger)
		p.compare()
		return nil
	}
	return g
}

// wordColumn is the place of 记作.
const wordColumn = 4

// wordGrid lists the words of code columns and what they became.
func (p *preview) wordGrid() *grid.Grid {
	g := grid.New([]grid.Column{{Title: "项目", Width: 110}, {Title: "表里写的", Width: 220, Stretch: true}, {Title: "几处", Width: 56, Align: grid.AlignTrailing},
		{Title: "先见于", Width: 76}, {Title: "记作", Width: 240, Editable: true, Stretch: true}}, wordRows{p})
	g.EmptyText = "用词都是规定的。"
	g.CanEdit = func(row, _ int) bool { return p.words[row].unclear }
	g.Choices = func(row, col int) []string {
		if col != wordColumn || row >= len(p.words) {
			return nil
		}
		return p.words[row].wordChoices()
	}
	g.OnEdit = func(row, _ int, word string) error {
		p.w.job.mean(p.words[row], word)
		p.reread()
		return nil
	}
	return g
}

// changeRows is the source of 变化.
type changeRows struct{ p *preview }

func (s changeRows) Len() int { return len(s.p.changes) }

func (s changeRows) Cell(row, col int) grid.Cell {
	c := s.p.changes[row]
	f := s.p.w.job.field(c.change.Field)
	switch col {
	case 0:
		return grid.Cell{Text: strconv.Itoa(c.draft.Row.Number), Tone: grid.ToneMuted}
	case 1:
		return grid.Cell{Text: c.draft.Row.Record.Get("name")}
	case 2:
		return grid.Cell{Text: c.draft.Matched, Tone: grid.ToneSecondary, Small: true}
	case 3:
		return grid.Cell{Text: c.change.Label, Tone: grid.ToneSecondary}
	case 4:
		return grid.Cell{Text: orEmpty(shown(f, c.change.Old)), Bold: c.kept}
	case 5:
		return grid.Cell{Text: orEmpty(shown(f, c.change.New)), Bold: !c.kept, Tone: map[bool]grid.Tone{true: grid.ToneMuted, false: grid.ToneAccent}[c.kept]}
	}
	return grid.Cell{Text: map[bool]string{true: keepLedger, false: takeSheet}[c.kept], Shape: grid.ShapeChoice, Small: true}
}

// wordRows is the source of 用词.
type wordRows struct{ p *preview }

func (s wordRows) Len() int { return len(s.p.words) }

func (s wordRows) Cell(row, col int) grid.Cell {
	w := s.p.words[row]
	switch col {
	case 0:
		return grid.Cell{Text: w.label, Tone: grid.ToneSecondary}
	case 1:
		return grid.Cell{Text: strings.Join(strings.Fields(w.raw), " ")}
	case 2:
		return grid.Cell{Text: strconv.Itoa(w.count)}
	case 3:
		return grid.Cell{Text: w.first, Tone: grid.ToneMuted}
	}
	if !w.unclear {
		return grid.Cell{Text: w.to, Tone: grid.ToneSecondary}
	}
	text := w.to
	if text == "" {
		text = leaveEmpty
	}
	return grid.Cell{Text: text, Shape: grid.ShapeChoice}
}

// The columns of 需要看的.
const (
	lookLevel = iota
	lookSure
	lookSheet
	lookPlace
	lookWho
	lookField
	lookOld
	lookNew
	lookWhy
	lookDecision
)

var lookColumns = [...]grid.Column{lookLevel: {Title: "级别", Width: 50}, lookSure: {Title: "把握", Width: 52}, lookSheet: {Title: "表", Width: 70},
	lookPlace: {Title: "单元格", Width: 62}, lookWho: {Title: "姓名", Width: 60}, lookField: {Title: "项目", Width: 70}, lookOld: {Title: "原值", Width: 130},
	lookNew: {Title: "新值", Width: 110}, lookWhy: {Title: "原因", Width: 180, Stretch: true}, lookDecision: {Title: "怎么办", Width: 128, Editable: true}}

// lookColumns are those that tell something: with one sheet its name stands above,
// and how sure it is only where something is.
func (p *preview) lookColumns() []int {
	sure := slices.ContainsFunc(p.all, func(l line) bool { return l.Sure != "" })
	var out []int
	for i := range lookColumns {
		if i == lookSheet && len(p.w.job.reading()) < 2 || i == lookSure && !sure {
			continue
		}
		out = append(out, i)
	}
	return out
}

var levelTones = map[string]grid.Tone{levelRefused: grid.ToneError, levelConflict: grid.ToneWarn, levelAsk: grid.ToneWarn, levelDoubt: grid.ToneWarn,
	levelMissing: grid.ToneNeutral, levelHint: grid.ToneAccent}

// problemRows is the source of 需要看的.
type problemRows struct {
	p       *preview
	columns []int
}

func (s problemRows) Len() int { return len(s.p.lines) }

func (s problemRows) Cell(row, col int) grid.Cell {
	l := s.p.lines[row]
	switch s.columns[col] {
	case lookLevel:
		return grid.Cell{Text: l.level, Shape: grid.ShapeTag, Tone: levelTones[l.level]}
	case lookSure:
		return grid.Cell{Text: string(l.Sure), Tone: grid.ToneSecondary, Small: true}
	case lookSheet:
		return grid.Cell{Text: l.Sheet, Tone: grid.ToneSecondary, Small: true}
	case lookPlace:
		return grid.Cell{Text: l.place(), Tone: grid.ToneSecondary}
	case lookWho:
		return grid.Cell{Text: l.Who}
	case lookField:
		return grid.Cell{Text: l.Label}
	case lookOld:
		return grid.Cell{Text: l.old(), Tone: grid.ToneSecondary, Small: true}
	case lookNew:
		return grid.Cell{Text: s.p.w.job.becomes(l), Small: true}
	case lookWhy:
		return grid.Cell{Text: l.Message, Tone: grid.ToneSecondary, Small: true}
	}
	word := s.p.w.job.decision(l)
	if !l.mayLeave {
		if l.level == levelHint {
			word = ""
		}
		return grid.Cell{Text: word, Tone: grid.ToneSecondary, Small: true}
	}
	return grid.Cell{Text: word, Shape: grid.ShapeChoice, Small: true}
}

// repairRows is the source of 自动整理.
type repairRows struct{ p *preview }

func (s repairRows) Len() int { return len(s.p.repairs) }

func (s repairRows) Cell(row, col int) grid.Cell {
	at := s.p.repairs[row]
	of := &s.p.w.job.im.Rows[at.row]
	r := of.Repairs[at.repair]
	f := s.p.w.job.field(r.Field)
	switch col {
	case 0:
		return grid.Cell{Text: s.p.w.job.im.Sheet(of), Tone: grid.ToneSecondary}
	case 1:
		return grid.Cell{Text: s.p.w.job.repairCell(at), Tone: grid.ToneSecondary}
	case 2:
		return grid.Cell{Text: of.Record.Get("name")}
	case 3:
		return grid.Cell{Text: f.Label}
	case 4:
		return grid.Cell{Text: orEmpty(cover(f, r.Value)), Tone: grid.ToneSecondary}
	}
	return grid.Cell{Text: "→ " + shown(f, r.To)}
}

var outcomeTones = map[string]grid.Tone{"新增": grid.ToneAccent, "更新": grid.ToneAccent, "相同": grid.ToneNeutral,
	levelConflict: grid.ToneWarn, levelRefused: grid.ToneError}

// allRows is the source of 全部.
type allRows struct{ p *preview }

func (s allRows) Len() int { return len(s.p.w.job.im.Rows) }

func (s allRows) Cell(row, col int) grid.Cell {
	r := &s.p.w.job.im.Rows[row]
	o := s.p.result[r]
	switch col {
	case 0:
		return grid.Cell{Text: strconv.Itoa(r.Number), Tone: grid.ToneMuted}
	case 1:
		return grid.Cell{Text: o.word, Shape: grid.ShapeTag, Tone: outcomeTones[o.word]}
	case 7:
		return grid.Cell{Text: o.change, Tone: grid.ToneSecondary, Small: true}
	}
	key := [...]string{"", "", "name", "department", "id_number", "phone", "join_date"}[col]
	f := s.p.w.job.field(key)
	if r.Record.Get(key) == "" {
		return grid.Cell{Text: "待补", Tone: grid.ToneMissing}
	}
	return grid.Cell{Text: f.Shown(r.Record.Get(key))}
}

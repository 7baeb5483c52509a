package wizard

import (
	"strconv"

	"unionledger/app/widget/grid"
)

// newGrid makes the grid of the chosen tab.
func (p *preview) newGrid() *grid.Grid {
	var g *grid.Grid
	switch p.tab {
	case 0:
		g = grid.New([]grid.Column{{Title: "级别", Width: 50}, {Title: "表", Width: 82}, {Title: "单元格", Width: 70}, {Title: "姓名", Width: 60},
			{Title: "项目", Width: 70}, {Title: "原值", Width: 140}, {Title: "新值", Width: 104}, {Title: "原因", Width: 200, Stretch: true},
			{Title: "怎么办", Width: 104, Editable: true}}, problemRows{p})
		g.EmptyText = "没有要看的。"
		g.CanEdit = func(row, _ int) bool { return p.lines[row].mayLeave }
		g.Choices = func(row, col int) []string {
			if col != decisionColumn || row >= len(p.lines) {
				return nil
			}
			return p.lines[row].choices()
		}
		g.OnEdit = func(row, _ int, word string) error { p.decide(row, word); return nil }
	case 1:
		g = grid.New([]grid.Column{{Title: "表", Width: 110}, {Title: "单元格", Width: 70}, {Title: "姓名", Width: 70}, {Title: "项目", Width: 90},
			{Title: "原值", Width: 200, Stretch: true}, {Title: "新值", Width: 200}}, repairRows{p})
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

// decisionColumn is the number of 怎么办.
const decisionColumn = 8

var levelTones = map[string]grid.Tone{levelRefused: grid.ToneError, levelConflict: grid.ToneWarn, levelDoubt: grid.ToneWarn,
	levelMissing: grid.ToneNeutral, levelHint: grid.ToneAccent}

// problemRows is the source of 需要看的.
type problemRows struct{ p *preview }

func (s problemRows) Len() int { return len(s.p.lines) }

func (s problemRows) Cell(row, col int) grid.Cell {
	l := s.p.lines[row]
	switch col {
	case 0:
		return grid.Cell{Text: l.level, Shape: grid.ShapeTag, Tone: levelTones[l.level]}
	case 1:
		return grid.Cell{Text: l.Sheet, Tone: grid.ToneSecondary, Small: true}
	case 2:
		return grid.Cell{Text: l.place(), Tone: grid.ToneSecondary}
	case 3:
		return grid.Cell{Text: l.Who}
	case 4:
		return grid.Cell{Text: l.Label}
	case 5:
		return grid.Cell{Text: l.old(), Tone: grid.ToneSecondary, Small: true}
	case 6:
		return grid.Cell{Text: l.after(), Small: true}
	case 7:
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
	f, _ := kindField(r.Field)
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
		return grid.Cell{Text: orEmpty(cover(r.Field, r.Value)), Tone: grid.ToneSecondary}
	}
	return grid.Cell{Text: "→ " + shown(r.Field, r.To)}
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
	f, _ := kindField(key)
	if r.Record.Get(key) == "" {
		return grid.Cell{Text: "待补", Tone: grid.ToneMissing}
	}
	return grid.Cell{Text: f.Shown(r.Record.Get(key))}
}

package payroll

import (
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/dues"
)

// choiceColumn is the number of 怎么办.
const choiceColumn = 7

// preview shows what was found.
func (v *View) preview() {
	v.file.SetText(fmt.Sprintf("%s，%s", v.w.Month, filepath.Base(v.path)))
	v.tab = 0
	v.grid = grid.New([]grid.Column{{Title: "类别", Width: 72}, {Title: "单元格", Width: 62}, {Title: "姓名", Width: 66}, {Title: "部门", Width: 104},
		{Title: "名册里", Width: 96}, {Title: "工资表里", Width: 96}, {Title: "说明", Width: 160, Stretch: true}, {Title: "怎么办", Width: 92, Editable: true}}, findingRows{v})
	v.grid.Label, v.grid.ShowChecks, v.grid.EmptyText = "工资表对照", true, "没有。"
	v.grid.CanEdit = func(row, _ int) bool { return len(v.at(row).Choices) > 0 }
	v.grid.Choices = func(row, col int) []string {
		if col != choiceColumn || row >= len(v.shown) {
			return nil
		}
		return choicesOf(v.at(row))
	}
	v.grid.OnEdit = func(row, _ int, word string) error {
		err := accept(v.at(row), word)
		v.update()
		return err
	}
	v.grid.OnCurrent = func(row, _ int) { v.explain(row) }
	v.grid.OnSelection = v.ticked
	names := make([]string, len(tabs))
	for i, t := range tabs {
		names[i] = fmt.Sprintf("%s %d", t.name, len(t.under(v.w.Findings)))
	}
	v.tabs = widget.NewTabs(func(i int) { v.tab = i; v.fill() }, names...)
	alike := widget.NewPlain("同类都接受", "", v.alike).Small().Tip("和当前行同一类的都照它办")
	none := widget.NewPlain("都不接受", "", func() {
		for _, at := range v.shown {
			v.w.Findings[at].Accepted = ""
		}
		v.update()
	}).Small()
	head := widget.Inset(0, 0, theme.Gap12, theme.Gap12, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{v.tabs}, nil, []fyne.CanvasObject{alike, none}))
	v.detail = widget.NewParagraph("", theme.SizeNote, theme.ColorText2)
	low := widget.Border(widget.Divider(), nil, nil, nil, widget.Inset(theme.Gap4, theme.Gap4, theme.Gap12, theme.Gap12, v.detail))
	v.box = widget.Border(head, low, nil, nil, v.grid)
	v.words = widget.NewParagraph("", theme.SizeBody, theme.ColorText)
	v.do = widget.NewPrimary("写入", "", v.write)
	body := fyne.CanvasObject(widget.NewBox(v.box).Flush())
	if notices := v.notices(); notices != "" {
		body = widget.Border(widget.Inset(0, theme.Gap8, 0, 0, widget.NewBanner(widget.Warn, notices)), nil, nil, nil, body)
	}
	v.put(body, v.words, v.do)
	v.fill()
}

// notices are what is to be known of the sheet as a whole.
func (v *View) notices() string {
	var out []string
	for _, p := range v.w.Notices {
		out = append(out, p.Message)
	}
	for _, p := range v.w.Conflicts {
		if p.Kind == "many_missing_here" {
			out = append(out, p.Message)
		}
	}
	return strings.Join(out, "")
}

func (v *View) at(row int) *dues.Finding { return &v.w.Findings[v.shown[row]] }

// fill shows the findings of the chosen tab.
func (v *View) fill() {
	v.shown = tabs[v.tab].under(v.w.Findings)
	// Another source takes the marks away: that is not the clerk unticking them.
	v.ticking = true
	v.grid.SetSource(findingRows{v})
	v.grid.ScrollTo(0)
	v.grid.SetCurrent(0, 0)
	v.ticking = false
	v.explain(0)
	v.update()
}

// update shows what has been accepted: boxes, foot and button.
func (v *View) update() {
	var set grid.RowSet
	for row := range v.shown {
		if v.at(row).Accepted != "" {
			set.AddSpan(row, row)
		}
	}
	v.ticking = true
	v.grid.SetMarked(set)
	v.ticking = false
	v.grid.Refresh()
	n, _ := v.w.AcceptedCount()
	v.words.SetText(footWords(v.w))
	v.do.SetText(fmt.Sprintf("写入 %d 处", n))
	v.do.Enable()
	if n == 0 {
		v.do.SetText("写入（还没有勾选）")
		v.do.Disable()
	}
	v.foot.Refresh()
}

// ticked follows the boxes.
func (v *View) ticked() {
	if v.ticking || v.w == nil {
		return
	}
	marked := v.grid.Marked()
	_, undecided := tick(v.w.Findings, v.shown, marked.Has)
	v.update()
	if undecided > 0 {
		v.shell.Done(fmt.Sprintf("有 %d 人要在“怎么办”里选明办什么，没有勾上", undecided), 0)
	}
}

// alike takes the choice of the current line for all of its kind.
func (v *View) alike() {
	row, _ := v.grid.Current()
	if row < 0 || row >= len(v.shown) {
		return
	}
	words := acceptAlike(v.w, v.at(row))
	if words == "" {
		words = "先在这一行的“怎么办”里选明办什么"
		if len(v.at(row).Choices) == 0 {
			words = "这一类只能看，请和财务核对工资表"
		}
	}
	v.shell.Done(words, 0)
	v.update()
}

// explain says the whole sentence of a line below the list.
func (v *View) explain(row int) {
	text := ""
	if row >= 0 && row < len(v.shown) {
		f := v.at(row)
		if text = f.Message; !strings.HasPrefix(text, f.Name) {
			text = strings.TrimSpace(f.Cell+" "+f.Name) + "：" + text
		}
	}
	v.detail.SetText(text)
	v.box.Refresh()
}

var kindTones = map[dues.FindingKind]grid.Tone{dues.Joiner: grid.ToneAccent, dues.Returned: grid.ToneAccent, dues.Leaver: grid.ToneWarn, dues.Transfer: grid.ToneAccent,
	dues.BaseChanged: grid.ToneOK, dues.NameDiffers: grid.ToneWarn, dues.NumberKnown: grid.ToneAccent, dues.WageHeld: grid.ToneError,
	dues.LineTwice: grid.ToneError, dues.NotWithheld: grid.ToneNeutral, dues.Unclear: grid.ToneError}

// findingRows is the source of the list.
type findingRows struct{ v *View }

func (s findingRows) Len() int { return len(s.v.shown) }

func (s findingRows) Cell(row, col int) grid.Cell {
	f := s.v.at(row)
	switch col {
	case 0:
		return grid.Cell{Text: f.Kind.Word(), Shape: grid.ShapeTag, Tone: kindTones[f.Kind]}
	case 1:
		return grid.Cell{Text: f.Cell, Tone: grid.ToneSecondary}
	case 2:
		return grid.Cell{Text: f.Name}
	case 3:
		return grid.Cell{Text: f.Department, Tone: grid.ToneSecondary, Small: true}
	case 4:
		return grid.Cell{Text: f.Old, Tone: grid.ToneSecondary}
	case 5:
		return grid.Cell{Text: f.New}
	case 6:
		text := f.Change
		if text == "" {
			text = f.Message
		}
		return grid.Cell{Text: text, Tone: grid.ToneSecondary, Small: true}
	}
	if len(f.Choices) == 0 {
		return grid.Cell{Text: choiceOf(f), Tone: grid.ToneMuted, Small: true}
	}
	return grid.Cell{Text: choiceOf(f), Shape: grid.ShapeChoice, Small: true}
}

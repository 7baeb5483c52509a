package home

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/agenda"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
	"unionledger/data/schedule"
)

// fillDue lists what is due; the first has the one filled button of the page.
func (b *board) fillDue(f facts) {
	b.due.SetNote(fmt.Sprintf("%d 件", len(f.items)))
	b.dueRows.RemoveAll()
	if len(f.items) == 0 {
		b.dueRows.Add(widget.Inset(theme.Gap24, theme.Gap24, theme.Gap16, theme.Gap16, widget.NewEmptyState("check", "今天没有到期要办的事", "协商期限、会费、任期到了会列在这里。")))
	}
	for i, it := range f.items {
		b.dueRows.Add(dueRow(it, i == 0, func() { b.do(it) }))
	}
}

// do goes to where an item is done.
func (b *board) do(it agenda.Item) {
	switch it.Kind {
	case agenda.Negotiation:
		b.shell.Go(page.Negotiation, page.Round{ID: it.Round, Step: it.Step})
	case agenda.Billing, agenda.Correction:
		b.shell.Go(page.Dues, page.Month{Month: it.Month, Bill: true})
	case agenda.Arrears:
		b.shell.Go(page.Dues, page.Arrears{})
	case agenda.Report:
		if it.Profile == "" || it.State == schedule.Done {
			b.shell.Go(page.Report, page.ReportCalendar{})
			return
		}
		b.shell.Go(page.Report, page.Profile{ID: it.Profile})
	case agenda.Feedback:
		b.shell.Go(page.Report, nil)
	case agenda.Term:
		if it.Body != 0 {
			b.shell.Go(page.Settings, page.Organisation{Body: it.Body})
			return
		}
		fallthrough
	default:
		b.shell.Go(page.Settings, page.UnitField{Field: it.Field})
	}
}

// counted splits 还剩 1 天 into its word, number and unit.
var counted = regexp.MustCompile(`^(\D+?)\s*(\d+)\s*(\D*)$`)

// dayed splits 定在 2026-12-10 into its word and day.
var dayed = regexp.MustCompile(`^(\D*?)\s*(\d{4}-\d{2}-\d{2})\s*(\D*)$`)

// stacked are words with a day in them as lines, since they do not fit beside each other;
// nil where there is none.
func stacked(words string) []string {
	m := dayed.FindStringSubmatch(words)
	if m == nil {
		return nil
	}
	if day, err := civil.Parse(m[2]); err == nil {
		m[2] = short(day)
	}
	return slices.DeleteFunc(m[1:], func(s string) bool { return s == "" })
}

// dueRow is one thing to do: how long is left, what, on what basis, the button.
func dueRow(it agenda.Item, first bool, do func()) fyne.CanvasObject {
	tone := map[problem.Severity]widget.Tone{problem.Error: widget.Bad, problem.Warning: widget.Warn, problem.Hint: widget.Neutral}[it.Severity]
	ink, _, edge := tone.Colors()
	mark := canvas.NewRectangle(theme.Color(edge))
	mark.SetMinSize(fyne.NewSize(theme.BarWidth, 1))

	days := widget.Column(0, widget.NewText(it.Words, theme.SizeNote, ink).Bold().Align(fyne.TextAlignCenter).Cut())
	if m := counted.FindStringSubmatch(it.Words); m != nil {
		number := container.NewCenter(widget.Row(2, widget.NewText(m[2], theme.SizeTitle, ink).Bold(), widget.NewText(m[3], theme.SizeNote, ink)))
		days = widget.Column(-2, widget.NewText(m[1], theme.SizeNote, ink).Align(fyne.TextAlignCenter), number)
	} else if lines := stacked(it.Words); lines != nil {
		days = widget.Column(-2)
		for _, line := range lines {
			days.Add(widget.NewText(line, theme.SizeNote, ink).Bold().Align(fyne.TextAlignCenter))
		}
	}
	what := widget.Column(0, widget.Strong(it.Title).Cut(), widget.NewText(detail(it), theme.SizeNote, theme.ColorText2).Cut())
	basis := widget.NewSplitRow(theme.Gap4, nil, widget.NewText(it.Basis, theme.SizeNote, theme.ColorText2).Cut(), nil)
	if it.Basis != "" {
		basis = widget.NewSplitRow(theme.Gap4, []fyne.CanvasObject{widget.NewIcon("ledger", theme.ColorText2).Side(12)}, widget.NewText(it.Basis, theme.SizeNote, theme.ColorText2).Cut(), nil)
	}
	button := widget.NewPlain(it.Action, "", do)
	if first {
		button = widget.NewPrimary(it.Action, "", do)
	}
	row := container.New(&dueLayout{}, days, what, basis, button)
	return widget.Border(nil, widget.Divider(), mark, nil, row)
}

// detail says the days in words: 建议 05-07 前办结；法定 05-08（周日）.
func detail(it agenda.Item) string {
	var parts []string
	switch {
	case it.Raw.IsZero() || it.Kind != agenda.Negotiation:
	case it.Opens:
		parts = append(parts, fmt.Sprintf("%s 起可以提出；%s 到期", short(it.Raw), short(it.Advised)))
	default:
		parts = append(parts, fmt.Sprintf("建议 %s 前办结；法定 %s（%s）", short(it.Advised), short(it.Raw), it.Raw.Weekday()))
	}
	if it.Detail != "" {
		parts = append(parts, it.Detail)
	}
	return strings.Join(parts, "；")
}

// short leaves the year out of a day of this year.
func short(d civil.Date) string {
	if d.Year == civil.Today().Year {
		return d.String()[5:]
	}
	return d.String()
}

// dueLayout gives the days a fixed column, the button its own width, and shares
// the rest between what and basis.
type dueLayout struct{}

func (dueLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Scaled(360), theme.Scaled(50))
}

func (dueLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put := func(o fyne.CanvasObject, x, w float32) {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
	}
	left, button := theme.Scaled(72), max(o[3].MinSize().Width, theme.Scaled(82))
	rest := size.Width - left - button - 3*theme.Gap12
	put(o[0], 0, left-theme.Gap8)
	put(o[1], left, rest*0.66)
	put(o[2], left+rest*0.66+theme.Gap12, rest*0.34)
	put(o[3], size.Width-theme.Gap12-button, button)
}

// fillOperations lists the last operations, each with 撤销 while it stands.
func (b *board) fillOperations(f facts) {
	b.last.RemoveAll()
	if len(f.operations) == 0 {
		b.last.Add(widget.Inset(theme.Gap16, 0, theme.Gap12, theme.Gap12, widget.Note("还没有操作。")))
	}
	for _, o := range f.operations {
		if o.Undoes != 0 {
			continue // the operation it took back says so itself
		}
		b.last.Add(b.operationRow(o))
	}
}

func (b *board) operationRow(o ledger.Operation) fyne.CanvasObject {
	kind, title := split(o)
	var end fyne.CanvasObject = widget.Note("已撤销")
	if o.UndoneBy == 0 {
		end = widget.NewPlain("撤销", "undo", func() { b.undo(o) }).Small()
	}
	row := widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Sized(76, 0, widget.Note(page.Moment(o.At, b.shell.Today()))), widget.NewTag(kind, widget.Neutral)},
		widget.Body(title).Cut(), []fyne.CanvasObject{end})
	return widget.Border(nil, widget.Divider(), nil, nil, widget.Inset(3, 3, theme.Gap12, theme.Gap12, row))
}

// undo asks first, because an operation further down the list may be long past.
func (b *board) undo(o ledger.Operation) {
	text := fmt.Sprintf("%s，%s 做的：%s。共 %d 处改动，将全部恢复到那之前。撤销也能再撤销。", page.Moment(o.At, b.shell.Today()), o.Operator, o.Title, o.Changes)
	widget.Confirm(b.shell.Window().Canvas(), "撤销这次操作？", text, "撤销", false, func() { b.shell.Undo(o.ID) })
}

// kinds are the short words for the kinds of operations.
var kinds = map[string]string{"import": "导入", "member": "会籍", "edit": "修改", "bill": "开账", "collect": "收缴", "negotiation": "协商",
	"calendar": "上报", "feedback": "上报", "unit": "单位", "setting": "设置", "group": "小组", "organisation": "机构", ledger.Noted: "记录", "wages": "基数",
	"voucher": "经费", "fund_setup": "经费", "fund_close": "经费", "levy": "经费", "fund_budget": "经费"}

// split takes the word of the kind off the title, so that it is not said twice.
func split(o ledger.Operation) (kind, title string) {
	kind = kinds[o.Kind]
	if kind == "" {
		kind = "其他"
	}
	title = strings.TrimPrefix(strings.TrimPrefix(o.Title, kind), "：")
	return kind, strings.TrimSpace(title)
}

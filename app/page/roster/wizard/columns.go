package wizard

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/member"
)

// taken counts the columns that have a field, those of sheets with one header once.
func (j *job) taken() int {
	n := 0
	for _, t := range j.tables() {
		for _, c := range j.columns {
			if c.Sheet == t.Sheet && c.Field != "" {
				n++
			}
		}
	}
	return n
}

// columnStep shows what each column is taken for, to be corrected.
func (w *View) columnStep(err error) {
	options := fieldOptions(w.job.kind())
	list := widget.Column(0)
	doubts := 0
	tables := w.job.tables()
	for _, t := range tables {
		if len(tables) > 1 {
			names := strings.Join(w.job.alike(t.Sheet), "、")
			list.Add(widget.Inset(theme.Gap8, theme.Gap4, theme.Gap12, theme.Gap12, widget.Strong("表 "+names)))
		}
		for _, m := range w.columnsOf(t) {
			if _, tone := basis(m); tone == widget.Warn {
				doubts++
			}
			list.Add(w.columnRow(m, options))
		}
	}
	if len(tables) == 0 { // what was chosen last leaves no table; it can be taken back
		for _, m := range w.job.columns {
			list.Add(w.columnRow(m, options))
		}
	}
	head := container.NewStack(widget.NewSurface(theme.ColorHeader, "", nil).Square(),
		widget.Sized(0, 30, container.New(columns, widget.ColumnTitle("列"), widget.ColumnTitle("表头"), widget.ColumnTitle("表里的样子"), widget.ColumnTitle("导入为"), widget.ColumnTitle("新旧不同时"), widget.ColumnTitle("依据"))))
	top := fyne.CanvasObject(head)
	if on := w.job.recalled(); on != "" {
		forget := widget.NewLink("忘掉", "", w.forget)
		top = widget.Column(0, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap12,
			widget.NewBanner(widget.Accent, "这种表头 "+on+" 导入时您改过，这次照着用了。", forget)), head)
	}
	scroll := container.NewVScroll(list)
	next := widget.NewPrimary("下一步：预览", "", w.read)
	if err != nil {
		next = widget.NewPrimary("下一步（先指明缺的列）", "", nil)
		next.Disable()
	}
	text := fmt.Sprintf("%d 列会导入。", w.job.taken())
	if w.job.robbed != "" {
		text = "“" + w.job.robbed + "”列改为不导入。" + text
	}
	if doubts > 0 {
		text += fmt.Sprintf("有 %d 列是猜的或重复的，请看一眼。", doubts)
	}
	w.put(widget.NewBox(widget.Border(top, nil, nil, nil, scroll)).Flush(), widget.Body(text).Cut(),
		widget.NewPlain("上一步", "", func() { w.show(stepHeader, nil) }), next)
}

// headerOf is what stands over a column, on one line, else its letter.
func headerOf(m intake.Mapping) string {
	if header := strings.Join(strings.Fields(m.Header), " "); header != "" {
		return header
	}
	return m.Letter
}

// columnRow is one column of the sheet with the picker of its field.
func (w *View) columnRow(m intake.Mapping, options []widget.Option) fyne.CanvasObject {
	header := headerOf(m)
	if strings.TrimSpace(m.Header) == "" {
		header = "（没有表头）"
	}
	pick := widget.NewPicker("不导入", optionsFor(w.job.kind(), m, options)...)
	pick.SetValue(m.Choice())
	pick.OnChanged = func(choice string) { w.show(stepColumns, w.job.assign(m.Sheet, m.Column, choice)) }
	words, tone := basis(m)
	policy := widget.NewPicker("", policyOptions()...)
	policy.SetValue(string(w.job.policies[m.Field]))
	policy.OnChanged = func(value string) { w.job.policy(m, member.Policy(value)) }
	if m.Field == "" || m.Part != intake.Whole && !w.job.firstPart(m) {
		policy.Hide()
	}
	row := container.New(columns, widget.Body(m.Letter), widget.Body(header).Cut(),
		widget.NewText(strings.Join(samples(w.job.field(m.Field), m), "　"), theme.SizeNote, theme.ColorText2).Cut(), pick, policy, widget.NewTag(words, tone))
	return widget.Border(nil, widget.Divider(), nil, nil, widget.Sized(0, 36, row))
}

// columnsOf are the columns of a table that hold anything or are taken for something.
func (w *View) columnsOf(t *intake.Table) []intake.Mapping {
	var out []intake.Mapping
	for _, m := range w.job.columns {
		if m.Sheet == t.Sheet && (m.Filled > 0 || m.Field != "") {
			out = append(out, m)
		}
	}
	return out
}

// firstPart reports whether a column is the first that its field is spread over.
func (j *job) firstPart(m intake.Mapping) bool {
	for _, c := range j.columns {
		if c.Sheet == m.Sheet && c.Field == m.Field {
			return c.Column == m.Column
		}
	}
	return false
}

// policy says what is to happen where a column and the ledger differ.
func (j *job) policy(m intake.Mapping, p member.Policy) {
	for _, key := range []string{m.Field, m.Also} {
		if key == "" {
			continue
		}
		if delete(j.policies, key); p != member.Overwrite {
			j.policies[key] = p
		}
	}
}

// forget drops what is remembered of this header.
func (w *View) forget() {
	l, j := w.shell.Ledger(), w.job
	w.work("忘掉对列", func(ctx context.Context, _ page.Progress) error { return j.forget(ctx, l) }, func(err error) {
		if err == nil {
			err = j.recognise()
		}
		w.show(stepColumns, err)
	})
}

// samples are the first cells of a column, covered where they are numbers of people.
func samples(f field.Field, m intake.Mapping) []string {
	var out []string
	for _, s := range m.Sample {
		if f.Mask != field.Open {
			s = cover(f, s)
		}
		out = append(out, coverLong(s))
	}
	return out
}

// coverLong hides the middle of what looks like the number of a person, and puts
// the rest on one line.
func coverLong(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if digits >= 15 || digits == 11 && len(s) == 11 {
		return field.AllButLast.Hide(s)
	}
	return numbers.ReplaceAllStringFunc(s, field.AllButLast.Hide) // 张三/199…
}

// numbers are those of people among other words.
var numbers = regexp.MustCompile(`[0-9]{11,}[Xx]?`)

// columns are the widths of the six parts of a row.
var columns = widget.Columns{28, 0.42, 0.58, 158, 112, 112}

// read reads all rows and goes on to the preview.
func (w *View) read() {
	l, j := w.shell.Ledger(), w.job
	w.busy("正在读 "+j.name(), "逐格整理、核对，再和台账比较。还没有写入。", "行")
	w.work("读取花名册", func(ctx context.Context, progress page.Progress) error { return j.read(ctx, l, progress) }, func(err error) {
		if err != nil {
			w.show(stepColumns, nil)
			w.say(err)
			return
		}
		w.show(stepPreview, nil)
	})
}

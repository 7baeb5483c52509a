package learn

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/report"
)

// otherText asks for a fixed text in the picker of a column.
const otherText = "?text"

// columnStep shows what goes into each column, to be settled.
func (v *View) columnStep() {
	if len(v.learn.Notices) > 0 && len(v.banner.Objects) == 0 {
		v.say(widget.Warn, strings.Join(v.learn.Notices, "\n"))
	}
	options := v.options()
	list := widget.Column(0)
	known := 0
	for _, c := range v.learn.Columns {
		if c.Content != "" && c.Content != report.ContentEmpty {
			known++
		}
		list.Add(v.columnRow(c, options))
	}
	head := container.NewStack(widget.NewSurface(theme.ColorHeader, "", nil).Square(),
		widget.Sized(0, 30, container.New(columns, widget.ColumnTitle("列"), widget.ColumnTitle("表头"), widget.ColumnTitle("下拉菜单里的词"), widget.ColumnTitle("填什么"), widget.ColumnTitle(""), widget.ColumnTitle("依据"))))
	scroll := container.NewVScroll(list)
	scroll.OnScrolled = func(p fyne.Position) { v.offset = p }
	words := fmt.Sprintf("%d 列里 %d 列有内容可填。", len(v.learn.Columns), known)
	if n := len(v.learn.Unknown()); n > 0 {
		words += fmt.Sprintf("%d 列认不出：请选填什么，不选就空着。", n)
	}
	v.put(widget.NewBox(widget.Border(head, nil, nil, nil, scroll)).Flush(), widget.Body(words).Cut(),
		widget.NewPlain("换一张表", "", func() { v.show(stepFile, nil) }),
		widget.NewPrimary("下一步：起名", "", func() { v.show(stepName, nil) }))
	scroll.ScrollToOffset(v.offset)
}

// options are what a column may be filled with.
func (v *View) options() []widget.Option {
	out := []widget.Option{{Value: report.ContentEmpty, Text: "空着，导出后自己填", Keys: "kongzhe kz"},
		{Value: report.ContentSequence, Text: "序号 1、2、3……", Keys: "xuhao xh"}, {Value: otherText, Text: "固定内容……", Keys: "guding gd"}}
	for _, f := range v.learn.Choices() {
		o := form.Option(f.Key, f.Label)
		if f.Own {
			o.Value, o.Note = report.ContentOwn+f.Label, "自定义项"
		}
		out = append(out, o)
	}
	if v.learn.Source == "member" {
		for _, u := range report.UnitContents() {
			o := form.Option(u.Content, u.Label)
			o.Note = "每行一样"
			out = append(out, o)
		}
	}
	return out
}

// columnRow is one column of the form with the picker of what goes into it.
func (v *View) columnRow(c report.Learnt, options []widget.Option) fyne.CanvasObject {
	header := strings.Join(strings.Fields(c.Header), " ")
	if c.Group != "" {
		header = strings.Join(strings.Fields(c.Group), "") + "／" + header
	}
	if v.isText(c) {
		options = append([]widget.Option{{Value: c.Content, Text: v.learn.Says(c)}}, options...)
	}
	pick := widget.NewPicker("请选填什么", options...)
	if !c.Unknown {
		pick.SetValue(c.Content)
	}
	pick.OnChanged = func(content string) {
		if content == otherText {
			pick.SetValue(c.Content)
			v.askText(c)
			return
		}
		v.show(stepColumns, v.learn.Put(c.At, content))
	}
	var words fyne.CanvasObject = widget.Note("")
	if pairs := v.learn.Words(c.At); len(pairs) > 0 {
		text := "用词"
		if n := wordless(pairs); n > 0 {
			text = fmt.Sprintf("用词（缺 %d）", n)
		}
		words = container.NewHBox(widget.NewLink(text, "", func() { v.wordDialog(c, pairs) }).Small().Tip("台账里的词在这张表里写成什么"))
	}
	reason, tone := basis(c)
	row := container.New(columns, widget.Body(c.At), widget.Body(header).Cut(), widget.Note(strings.Join(c.Words, "、")).Cut(), pick, words, widget.NewTag(reason, tone))
	return widget.Border(nil, widget.Divider(), nil, nil, widget.Sized(0, 36, row))
}

// isText reports whether a fixed text of somebody's own goes into a column, which is
// none of the options.
func (v *View) isText(c report.Learnt) bool {
	if !strings.HasPrefix(c.Content, report.ContentText) {
		return false
	}
	for _, u := range report.UnitContents() {
		if u.Content == c.Content {
			return v.learn.Source != "member"
		}
	}
	return true
}

// wordless counts our words for which the form has none.
func wordless(pairs []report.Pair) (n int) {
	for _, p := range pairs {
		if p.Theirs == "" {
			n++
		}
	}
	return n
}

// basis says how a column came to what goes into it.
func basis(c report.Learnt) (string, widget.Tone) {
	switch {
	case c.Unknown:
		return "认不出", widget.Warn
	case c.Guessed:
		return "猜的，请看", widget.Warn
	case c.Content == report.ContentEmpty:
		return "空着", widget.Neutral
	}
	return "已对上", widget.OK
}

// askText asks for a text that stands in every row of a column.
func (v *View) askText(c report.Learnt) {
	text := widget.NewTextField("每行都写这几个字")
	field := widget.NewField("固定内容", text).Wide()
	widget.ShowForm(v.shell.Window().Canvas(), c.At+" 列“"+strings.Join(strings.Fields(c.Header), "")+"”", widget.NewForm(1, field), "就写这个", func() error {
		content := report.ContentText + strings.NewReplacer("{", "", "}", "").Replace(text.Value())
		if err := v.learn.Put(c.At, content); err != nil {
			return err
		}
		v.show(stepColumns, nil)
		return nil
	})
}

// wordDialog shows our words beside those of the form, to be chosen anew.
func (v *View) wordDialog(c report.Learnt, pairs []report.Pair) {
	options := []widget.Option{{Value: "", Text: "没有这个词，空着"}}
	for _, w := range c.Words {
		options = append(options, widget.Option{Value: w})
	}
	rows := widget.Column(theme.Gap4)
	var picks []*widget.Picker
	for _, p := range pairs {
		pick := widget.NewPicker("没有这个词，空着", options...).Wide(220)
		pick.SetValue(p.Theirs)
		picks = append(picks, pick)
		rows.Add(widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{widget.Body(ours(p.Ours))}, nil, []fyne.CanvasObject{pick}))
	}
	d := widget.NewDialog(c.At+" 列的用词：左边是台账里的，右边是表里的", rows, "就这样")
	d.OnAccept = func() error {
		for i, p := range pairs {
			if picks[i].Value() == p.Theirs {
				continue
			}
			if err := v.learn.Mean(c.At, p.Ours, picks[i].Value()); err != nil {
				return err
			}
		}
		v.show(stepColumns, nil)
		return nil
	}
	d.Open(v.shell.Window().Canvas())
}

// ours is a word of the ledger as people read it.
func ours(word string) string {
	switch word {
	case "1":
		return "是"
	case "0":
		return "否"
	}
	return word
}

// columns are the widths of the six parts of a row.
var columns = widget.Columns{28, 0.5, 0.5, 190, 84, 84}

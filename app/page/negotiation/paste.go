package negotiation

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
)

// paste is the dialog that takes a list copied from a table, shows what would be entered
// and what not, and enters it.
type paste struct {
	p      *pane
	set    *field.Set
	text   *widget.TextField
	seen   *fyne.Container
	dialog *widget.Dialog
	read   negotiation.Pasted
}

// shownPasted is how many lines stand in the dialog; those that cannot be used come first.
const shownPasted = 12

// pasteHints show what can be pasted.
var pasteHints = map[*field.Set]string{
	negotiation.FirmFields:  "企业名称　统一社会信用代码　负责人　职工数\n从 WPS 复制几列粘贴在这里，最好连同表头；没有表头的按内容认",
	negotiation.PriceFields: "工序　计价单位　上年单价　本年单价\n从 WPS 复制几列粘贴在这里，最好连同表头；没有表头的按内容认",
	negotiation.GradeFields: "项目类别　等级　标准　计发方式　享受人数\n从 WPS 复制几列粘贴在这里，最好连同表头；没有表头的按内容认",
}

func (p *pane) openPaste(set *field.Set) *paste {
	d := &paste{p: p, set: set, text: widget.NewTextArea(pasteHints[set], 6), seen: container.NewStack()}
	d.text.Paste = func(text string) string { return text }
	d.text.OnTyped = func(string) { d.look() }
	d.dialog = widget.NewDialog("粘贴"+set.Label, widget.Column(theme.Gap8, d.text, d.seen), "登记").Wide(640)
	d.dialog.Note = "登记可以撤销"
	d.dialog.OnAccept = d.write
	d.look()
	d.dialog.Open(p.v.shell.Window().Canvas())
	return d
}

// look reads the text again and shows what it says.
func (d *paste) look() {
	read, err := negotiation.ReadPasted(context.Background(), d.set, d.text.Text(), d.p.f.d.Items(d.set))
	if err != nil {
		d.dialog.Refuse(err.Error())
	}
	d.read = read
	good := read.Good()
	button := d.dialog.AcceptButton()
	button.SetText(fmt.Sprintf("登记 %d 条", good))
	button.Enable()
	if good == 0 {
		button.SetText("登记")
		button.Disable()
	}
	d.seen.Objects = nil
	if len(read.Lines) > 0 {
		d.seen.Objects = []fyne.CanvasObject{widget.Column(theme.Gap4, d.rows(good)...)}
	}
	d.seen.Refresh()
	d.dialog.Refresh()
}

// rows list what the columns are taken for and the lines, those that cannot be used first.
func (d *paste) rows(good int) []fyne.CanvasObject {
	var columns []string
	for i, label := range d.read.Columns {
		if label == "" {
			label = "不用"
		}
		columns = append(columns, fmt.Sprintf("第 %d 列 %s", i+1, label))
	}
	rows := []fyne.CanvasObject{widget.Strong(fmt.Sprintf("登记 %d 行，不能用 %d 行", good, len(d.read.Lines)-good)), widget.NoteParagraph(strings.Join(columns, "；")).For(theme.Scaled(600))}
	n := 0
	for _, good := range []bool{false, true} {
		for _, x := range d.read.Lines {
			if (x.Why == "") != good {
				continue
			}
			if n++; n > shownPasted {
				continue
			}
			tag, words := widget.NewTag("登记", widget.OK), x.Note
			name, rest := itemWords(x.Item)
			switch {
			case x.Why != "":
				tag, words = widget.NewTag("不能用", widget.Bad), x.Why
			case words == "":
				words = rest
			default:
				tag = widget.NewTag("要看", widget.Warn)
			}
			rows = append(rows, widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{tag, widget.Sized(190, 0, widget.Body(fmt.Sprintf("%d 行 %s", x.Line, name)).Cut())}, widget.BodyParagraph(words).For(theme.Scaled(320)), nil))
		}
	}
	if n > shownPasted {
		rows = append(rows, widget.Secondary(fmt.Sprintf("还有 %d 行", n-shownPasted)))
	}
	return rows
}

func (d *paste) write() error {
	if d.read.Good() == 0 {
		return nil
	}
	read, round := d.read, d.p.round
	return d.p.v.writeFrom(d.dialog, fmt.Sprintf("已登记%s %d 条", d.set.Label, read.Good()), func(ctx context.Context, l *ledger.Ledger) (int64, error) {
		return negotiation.AddPasted(ctx, l, round, read)
	}, nil)
}

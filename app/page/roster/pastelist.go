package roster

import (
	"context"
	"fmt"
	"strings"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/member"
)

// lifeItems are the lines of the menu 办理 about memberships as a whole.
func (v *view) lifeItems() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "按名单找人…", Icon: "search", Do: v.askList},
		{Text: "会籍变动情况…", Icon: "document", Do: v.askChanges},
	}
}

// askList takes a pasted list of names or numbers and lists these people, all marked,
// ready for 办理.
func (v *view) askList() {
	area := widget.NewTextArea("一行一个人：姓名，或证件号码；可以从表格里整列粘贴", 10)
	row := widget.NewField("名单", area).Hint("同名的人请加上证件号码").Required()
	all := widget.NewForm(1, row)
	d := widget.NewDialog("按名单找人", widget.Column(theme.Gap12, all, widget.NoteParagraph("找到的人列在名册里，全部勾选好，接着就能一起办理。").For(420)), "找人").Wide(460)
	d.Note = "Esc 关闭"
	l := v.shell.Ledger()
	var lines []member.Line
	d.AcceptForm(all, func() error {
		text := area.Value()
		v.shell.Load("按名单找人", func(ctx context.Context, _ page.Progress) (err error) {
			lines, err = member.FindLines(ctx, l.Read(), text)
			return err
		}, func(err error) {
			if err != nil {
				v.shell.Fail(err)
				return
			}
			v.showLines(lines)
		})
		return nil
	})
	d.Open(v.shell.Window().Canvas())
}

// showLines lists and marks those who were found, and says who was not.
func (v *view) showLines(lines []member.Line) {
	var ids []int64
	var missing []string
	for _, line := range lines {
		if line.Member != 0 {
			ids = append(ids, line.Member)
			continue
		}
		if len(missing) < mostRefused {
			missing = append(missing, line.Text+"："+line.Why)
		}
	}
	if lost := len(lines) - len(ids); lost > 0 {
		if more := lost - len(missing); more > 0 {
			missing = append(missing, fmt.Sprintf("还有 %d 行", more))
		}
		widget.Message(v.shell.Window().Canvas(), "名单里有人没有对上", fmt.Sprintf("%d 行找到 %d 人，%d 行没有对上：\n%s", len(lines), len(ids), lost, strings.Join(missing, "\n")))
	}
	if len(ids) > 0 {
		v.markAll = true
		v.Show(page.Members{Title: "名单里的人", IDs: ids})
	}
}

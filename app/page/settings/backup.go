package settings

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/ledger"
)

// backupSection lists the backups, makes one, and verifies the ledger.
type backupSection struct {
	shell page.Shell
	list  *fyne.Container
	panel *widget.Panel
	where *widget.Paragraph
	whole fyne.CanvasObject
}

func newBackupSection(s page.Shell) *backupSection {
	b := &backupSection{shell: s, list: widget.Column(0), where: widget.BodyParagraph("")}
	b.panel = widget.NewPanel("备份", b.list, widget.NewLink("打开备份文件夹", "folder", func() { s.OpenFile(s.Ledger().BackupDir()) }).Small(),
		widget.NewPlain("现在备份", "save", b.backUp).Small())
	check := widget.NewPanel("核对", widget.Column(theme.Gap8,
		widget.BodyParagraph("核对台账文件是否完好，并从头到尾核对操作记录有没有被人改过。"), widget.Row(0, widget.NewPlain("核对台账", "check", b.verify))))
	b.whole = sheet(widget.NewPanel("台账", b.where), b.panel, check)
	return b
}

func (b *backupSection) object() fyne.CanvasObject { return b.whole }

func (b *backupSection) load() {
	l := b.shell.Ledger()
	if l == nil {
		return
	}
	b.where.SetText("台账文件：" + l.Path() + "。打开时、每半小时、导入和升级前自动备份；保留 24 份每小时、14 份每天、8 份每周、24 份每月的。")
	all := l.Backups()
	b.panel.SetNote(fmt.Sprintf("%d 份，每份都重新打开核对过", len(all)))
	b.list.RemoveAll()
	if len(all) == 0 {
		b.list.Add(widget.Note("还没有备份。"))
	}
	for _, x := range all {
		b.list.Add(widget.Inset(2, 2, 0, 0, widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{widget.Body(x.At.Format("2006-01-02 15:04")), widget.NewTag(x.Reason, widget.Neutral)},
			nil, []fyne.CanvasObject{widget.NewLink("恢复成新台账", "undo", func() { b.restore(x) }).Small()})))
	}
	b.whole.Refresh()
}

func (b *backupSection) backUp() {
	l := b.shell.Ledger()
	b.shell.Work("备份", func(ctx context.Context, _ page.Progress) error {
		_, err := l.Backup(ctx, "手动")
		return err
	}, func(err error) {
		if err != nil {
			b.shell.Fail(err)
			return
		}
		b.shell.Done("已备份，并重新打开核对过", 0)
		b.load()
	})
}

// restore copies a backup to a new ledger and opens it; the present one stays as
// it is.
func (b *backupSection) restore(x ledger.BackupFile) {
	b.shell.AskSave("恢复成新的台账（现在的台账不动）", "恢复 "+x.At.Format("2006-01-02 1504")+ledger.Extension, page.Ledgers, func(path string) {
		b.shell.Work("从备份恢复", func(ctx context.Context, _ page.Progress) error { return ledger.Restore(ctx, x.Path, path) }, func(err error) {
			if err != nil {
				b.shell.Fail(err)
				return
			}
			b.shell.OpenLedger(path, nil)
		})
	})
}

func (b *backupSection) verify() {
	l := b.shell.Ledger()
	var v ledger.Verification
	b.shell.Work("核对台账", func(ctx context.Context, _ page.Progress) (err error) {
		v, err = l.Verify(ctx)
		return err
	}, func(err error) {
		if err != nil {
			b.shell.Fail(err)
			return
		}
		c := b.shell.Window().Canvas()
		if len(v.Problems) > 0 {
			widget.Message(c, "核对发现问题", strings.Join(v.Problems, "\n")+"\n请从备份恢复，并告诉维护人员。")
			return
		}
		widget.Message(c, "台账完好", fmt.Sprintf("核对了 %d 次操作、%d 处改动，没有被改过。记录印记：%s", v.Operations, v.Changes, v.Head[:16]))
	})
}

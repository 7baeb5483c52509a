package window

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"unionledger/app/page"
	"unionledger/app/platform"
	"unionledger/app/platform/opengl"
	"unionledger/app/trouble"
	"unionledger/app/widget"
	"unionledger/assets"
	"unionledger/data/ledger"
)

// helpMenu is what stands under 帮助.
func (w *window) helpMenu() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "快捷键和提示", Icon: "help", Shortcut: "F1", Do: w.help},
		{},
		{Text: "存诊断包…", Icon: "save", Do: w.diagnose},
		{Text: "打开日志文件夹", Icon: "folder", Do: func() { w.OpenFile(platform.Where().Logs) }},
		{},
		{Text: "关于工会台账", Icon: "info", Do: w.about},
	}
}

// help lists the shortcuts and says where things are.
func (w *window) help() {
	widget.Message(w.win.Canvas(), "快捷键和提示", helpText)
}

const helpText = "Alt+1…7 换页，Ctrl+K 查找会员，Ctrl+F 在本页查找，Ctrl+Z 撤销，Ctrl+Y 重做，Ctrl+P 打印或导出本页，Esc 关闭，F1 帮助。\n" +
	"表格里：方向键移动，Shift 选一片，Ctrl+C 复制，Ctrl+V 粘贴，F2 修改，Enter 打开；在会员表里按 F1 看全部快捷键。\n" +
	"每一步都自动存盘，都能撤销；“设置”里有全部操作记录和备份。\n" +
	"把花名册拖进窗口就能导入，双击台账文件就能打开它。数据只在这台电脑上，不联网。"

// diagnose asks where to and packs a 诊断包.
func (w *window) diagnose() {
	w.AskSave("诊断包存到", trouble.Name(time.Now()), page.Archives, func(path string) {
		l, facts := w.ledger, w.facts()
		w.Work("存诊断包", func(ctx context.Context, _ page.Progress) error {
			return trouble.Pack(ctx, path, platform.Where().Logs, facts, l)
		}, func(err error) {
			if err != nil {
				w.Fail(err)
				return
			}
			d := widget.NewDialog("诊断包已存好", widget.BodyParagraph("“"+filepath.Base(path)+"”里有程序、系统的版本和运行日志，没有姓名、证件号码，也没有台账的内容，可以交给维护人员。").For(388), "打开文件夹").Wide(440).Telling()
			d.OnAccept = func() error { w.ShowInFolder(path); return nil }
			d.Open(w.win.Canvas())
		})
	})
}

// facts are what the 诊断包 and 关于 say of this computer.
func (w *window) facts() trouble.Facts {
	_, size := w.Look()
	return trouble.Facts{
		System: platform.SystemName(), Renderer: opengl.Words(), Scale: w.win.Canvas().Scale() * 100,
		TextSize: size * 100, Portable: platform.Where().Portable, Software: opengl.Software(),
	}
}

// about says which program this is.
func (w *window) about() {
	f := w.facts()
	text := fmt.Sprintf("工会台账 %s，台账格式第 %d 版。数据只在这台电脑上，不联网。\n系统：%s，显示比例 %.0f%%。",
		assets.Version, ledger.SchemaVersion(), f.System, f.Scale)
	if f.Renderer != "" {
		text += "绘图：" + f.Renderer + "。"
	}
	if f.Portable {
		text += "\n便携版：台账、设置和日志都放在程序旁边。"
	}
	text += "\n许可证 Apache-2.0。用到的程序库和字体各有自己的许可证，全文见第三方声明。"
	d := widget.NewDialog("关于工会台账", widget.BodyParagraph(text).For(388), "第三方声明").Wide(440).Telling()
	d.OnAccept = func() error { w.OpenCopy("第三方声明.txt", assets.ThirdParty); return widget.ErrStay }
	d.Open(w.win.Canvas())
}

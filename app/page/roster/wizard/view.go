package wizard

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
)

// The steps, as they are numbered at the top.
const (
	stepFile = iota
	stepHeader
	stepColumns
	stepPreview
	stepDone
)

// View is the wizard. It is made for one import and thrown away.
type View struct {
	shell   page.Shell
	content *fyne.Container
	// leave ends the wizard and goes to target, nil for the roster.
	leave func(target any)
	job   *job // a new one for each file: work on the one before may still run
	step  int
	// turn is the number of the newest work; what older ones found is dropped.
	turn int
	gone bool

	file, remark *widget.Text
	drop         *widget.Button // 放弃导入, while there is something to give up
	steps        *widget.Steps
	body, foot   *fyne.Container
	banner       *fyne.Container
	preview      *preview
	count        func(done, total int) // shows how far the work under way has come
}

// New makes the wizard at its first step.
func New(shell page.Shell, leave func(target any)) *View {
	w := &View{shell: shell, job: &job{today: shell.Today()}}
	w.leave = func(target any) { w.gone = true; w.pasteKey(false); w.letGo(); leave(target) }
	w.file = widget.NewText("", theme.SizeBody, theme.ColorText2).Cut()
	w.remark = widget.NewText("", theme.SizeNote, theme.ColorText2).Cut().Align(fyne.TextAlignTrailing)
	w.steps = widget.NewSteps("选文件", "认表头", "对列", "预览", "完成")
	w.body, w.foot, w.banner = container.NewStack(), container.NewStack(), container.NewStack()
	back := widget.NewLink("会员", "chevron-left", w.abandon).Tip("回到名册")
	title := widget.Row(theme.Gap16, back, widget.Title("导入会员"))
	w.drop = widget.NewPlain("放弃导入", "close", w.abandon)
	head := page.Head(title, w.file, w.drop)
	strip := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(nil, widget.Divider(), nil, nil, widget.Sized(0, 40, widget.Inset(0, 0, theme.Gap16, theme.Gap16,
			widget.NewSplitRow(theme.Gap16, []fyne.CanvasObject{w.steps}, w.remark, nil)))))
	low := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(widget.Divider(), nil, nil, nil, widget.Sized(0, 48, widget.Inset(0, 0, theme.Gap16, theme.Gap16, w.foot))))
	middle := widget.Inset(theme.Gap8, theme.Gap8, theme.Gap16, theme.Gap16, widget.Border(w.banner, nil, nil, nil, w.body))
	w.content = widget.Border(widget.Column(0, head, strip), low, nil, nil, middle)
	w.show(stepFile, nil)
	return w
}

// Content is the wizard from header to foot.
func (w *View) Content() fyne.CanvasObject { return w.content }

// Finished reports whether the import is written, so that nothing is lost when the
// page shows something else.
func (w *View) Finished() bool { return w.step == stepDone }

// Reload compares anew what the preview shows, since the ledger changed below it.
func (w *View) Reload() {
	if w.step == stepPreview && w.preview != nil && w.count == nil {
		w.preview.compare()
	}
}

// abandon leaves; what was only looked at asks no question.
func (w *View) abandon() {
	if w.step < stepPreview || w.step == stepDone {
		w.leave(nil)
		return
	}
	widget.Confirm(w.shell.Window().Canvas(), "放弃这次导入？", "还没有写入任何东西。放弃后，这一步里做的决定不保留。", "放弃导入", false,
		func() { w.leave(nil) })
}

// show goes to a step; err, if any, is said above it and nothing is lost.
func (w *View) show(step int, err error) {
	w.step = step
	w.steps.SetCurrent(step)
	w.drop.Hidden = step == stepDone
	if step == stepDone {
		w.steps.SetCurrent(step + 1)
	}
	w.remark.SetText(w.job.readWords())
	w.pasteKey(step == stepFile)
	if w.job.given() {
		w.file.SetText(w.job.name())
	}
	w.say(err)
	switch step {
	case stepFile:
		w.put(w.fileStep(err), note("到最后一步点“导入”之前，不会写入任何东西。"))
	case stepHeader:
		w.headerStep(err)
	case stepColumns:
		w.columnStep(err)
	case stepPreview:
		w.previewStep()
	}
	w.content.Refresh()
}

// put sets what a step shows, and its foot: words at the left, buttons at the right.
func (w *View) put(body fyne.CanvasObject, words fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	w.letGo()
	w.body.Objects = []fyne.CanvasObject{body}
	w.foot.Objects = []fyne.CanvasObject{widget.NewSplitRow(theme.Gap8, nil, words, buttons)}
	w.body.Refresh()
	w.foot.Refresh()
}

// letGo takes the keyboard from a button that goes out of sight: it would still be
// pressed by Enter, and import once more what was just taken back.
func (w *View) letGo() {
	win := w.shell.Window()
	if win == nil {
		return
	}
	if _, button := win.Canvas().Focused().(*widget.Button); button {
		win.Canvas().Unfocus()
	}
}

// say shows an error as the sentence it is, above the step.
func (w *View) say(err error) {
	w.banner.Objects = nil
	switch {
	case errors.Is(err, context.Canceled):
		w.banner.Objects = []fyne.CanvasObject{w.sentence(widget.Warn, "已取消，没有写入，台账没有变。")}
	case err != nil:
		w.banner.Objects = []fyne.CanvasObject{w.sentence(widget.Bad, err.Error())}
	}
	w.banner.Refresh()
}

func (w *View) sentence(tone widget.Tone, text string) fyne.CanvasObject {
	return widget.Inset(0, theme.Gap8, 0, 0, widget.NewBanner(tone, text))
}

// work runs a job aside; then is called with its error unless the wizard has gone
// on to something else.
func (w *View) work(title string, do func(context.Context, page.Progress) error, then func(error)) {
	w.turn++
	turn := w.turn
	counted := func(ctx context.Context, progress page.Progress) error {
		var told time.Time
		return do(ctx, func(done, total int) {
			progress(done, total)
			if now := time.Now(); now.Sub(told) > 150*time.Millisecond {
				told = now
				fyne.Do(func() {
					if turn == w.turn && w.count != nil {
						w.count(done, total)
					}
				})
			}
		})
	}
	w.shell.Work(title, counted, func(err error) {
		w.count = nil
		if turn == w.turn && !w.gone {
			then(err)
		}
	})
}

// busy shows what is being done while a job runs, and how many of its units are done
// as soon as that is known.
func (w *View) busy(title, note, unit string) {
	w.say(nil)
	bar, words := widget.NewBar(), widget.NewText(" ", theme.SizeBody, theme.ColorText2).Align(fyne.TextAlignCenter)
	far := widget.Column(theme.Gap8, widget.Sized(280, 8, bar), words)
	w.count = func(done, total int) {
		if total <= 0 {
			return
		}
		bar.Set(widget.Share{Part: float32(min(done, total)) / float32(total), Color: theme.ColorAccent})
		words.SetText(fmt.Sprintf("%s / %s %s", grouped(min(done, total)), grouped(total), unit))
	}
	w.put(widget.NewBox(widget.NewEmptyState("clock", title, note, far)), widget.Note("要停下来，点右下角状态栏里的“取消”。"))
}

// Open takes a file, as when it was dropped on the window.
func (w *View) Open(path string) {
	w.job = &job{today: w.shell.Today(), path: path}
	w.open()
}

// Paste takes what the clipboard holds, as copied from WPS or Excel.
func (w *View) Paste(text string) {
	if strings.TrimSpace(text) == "" {
		w.say(errors.New("剪贴板里没有文字。请先在 WPS 或 Excel 里选中名册（连表头一起）按 Ctrl+C，再回到这里粘贴。"))
		return
	}
	w.job = &job{today: w.shell.Today(), pasted: text}
	w.open()
}

// pasteKey is Ctrl+V while a file is being chosen.
func (w *View) pasteKey(on bool) {
	win := w.shell.Window()
	if win == nil {
		return
	}
	shortcut := &fyne.ShortcutPaste{}
	win.Canvas().RemoveShortcut(shortcut)
	if on {
		win.Canvas().AddShortcut(shortcut, func(fyne.Shortcut) {
			if w.step == stepFile && !w.gone && !widget.IsOpen(win.Canvas()) {
				w.Paste(fyne.CurrentApp().Clipboard().Content())
			}
		})
	}
}

func (w *View) open() {
	w.file.SetText(w.job.name())
	j, l := w.job, w.shell.Ledger()
	w.busy("正在打开 "+j.name(), "", "KB")
	w.work("打开表格", func(ctx context.Context, progress page.Progress) error { return j.open(ctx, l, progress) }, func(err error) {
		if err != nil {
			w.show(stepFile, err)
			return
		}
		w.show(stepHeader, w.job.recognise())
	})
}

// fileStep asks for the file, or for its password.
func (w *View) fileStep(err error) fyne.CanvasObject {
	choose := widget.NewPrimary("选花名册文件", "folder", func() {
		w.shell.AskOpen("选要导入的花名册", page.Spreadsheets, w.Open)
	})
	if needsPassword(err) {
		return w.passwordStep()
	}
	paste := widget.NewPlain("粘贴（Ctrl+V）", "copy", func() { w.Paste(fyne.CurrentApp().Clipboard().Content()) }).
		Tip("在 WPS 或 Excel 里选中名册，连表头一起复制，再点这里")
	words := "xlsx、xls、csv、txt 都行，也可以把文件拖进窗口，或者在 WPS 里复制了再粘贴到这里。表头在第几行、叫什么都没关系，下一步会给您看认得对不对。"
	return widget.NewBox(widget.NewEmptyState("download", "把现有的花名册导进来", words, widget.Row(theme.Gap8, paste, choose)))
}

func (w *View) passwordStep() fyne.CanvasObject {
	box := widget.NewTextField("打开这个文件的密码").Wide(240)
	open := func() {
		w.job.password = box.Value()
		w.open()
	}
	box.OnSubmitted = func(string) { open() }
	other := widget.NewPlain("换一个文件", "", func() { w.shell.AskOpen("选要导入的花名册", page.Spreadsheets, w.Open) })
	return widget.NewBox(widget.NewEmptyState("lock", w.job.name()+" 有密码", "密码只用来打开这一次，不会保存。",
		widget.Column(theme.Gap12, box, container.NewCenter(widget.Row(theme.Gap8, other, widget.NewPrimary("打开", "", open))))))
}

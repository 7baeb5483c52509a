// Package payroll is 对照工资表: a month's wage sheet held against the roster, line
// by line, and what was accepted of it written as one operation. It stands in the
// place of the roster. What is found is worked out by package dues.
package payroll

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// View is the page.
type View struct {
	shell   page.Shell
	content *fyne.Container
	leave   func(target any)

	path, password string
	month          civil.YearMonth
	w              *dues.Wages
	tab            int
	shown          []int // places in w.Findings
	// turn counts the readings, so that an older one does not overwrite a newer;
	// gone is set when the page was left.
	turn int
	gone bool
	// written is the operation the last page tells of, 0 before.
	written int64
	// before is the comparison that was written, to be decided about again where the
	// writing is taken back.
	before *dues.Wages
	// ticking is set while the boxes follow the findings.
	ticking bool

	file          *widget.Text
	body, foot    *fyne.Container
	tabs          *widget.Tabs
	grid          *grid.Grid
	detail, words *widget.Paragraph
	do, other     *widget.Button
	box           *fyne.Container
}

// New makes the page; leave ends it and goes to target, nil for the roster.
func New(shell page.Shell, leave func(target any)) *View {
	v := &View{shell: shell}
	v.leave = func(target any) { v.gone = true; leave(target) }
	v.file = widget.NewText("", theme.SizeBody, theme.ColorText2).Cut()
	v.body, v.foot = container.NewStack(), container.NewStack()
	back := widget.NewLink("会员", "chevron-left", v.abandon).Tip("回到名册")
	v.other = widget.NewPlain("换一张工资表", "folder", v.ask)
	head := page.Head(widget.Row(theme.Gap16, back, widget.Title("对照工资表")), v.file, v.other)
	low := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(widget.Divider(), nil, nil, nil, widget.Sized(0, 48, widget.Inset(0, 0, theme.Gap16, theme.Gap16, v.foot))))
	v.content = widget.Border(head, low, nil, nil, widget.Inset(theme.Gap8, theme.Gap8, theme.Gap16, theme.Gap16, v.body))
	v.first(nil)
	return v
}

// Content is the page from header to foot.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Reload compares anew where what was written has been taken back, and keeps what was
// accepted, so that the page does not go on saying that it is written and nobody has to
// decide twice. Before that there is nothing to do: what was
// accepted is held against the ledger anew when it is written.
func (v *View) Reload() {
	l, op := v.shell.Ledger(), v.written
	if op == 0 {
		return
	}
	undone := false
	v.shell.Load("看操作记录", func(ctx context.Context, _ page.Progress) error {
		all, err := l.History(ctx, 50)
		undone = slices.ContainsFunc(all, func(o ledger.Operation) bool { return o.ID == op && o.UndoneBy != 0 })
		return err
	}, func(err error) {
		if err == nil && undone && v.written == op && !v.gone {
			v.written = 0
			v.read()
		}
	})
}

// abandon leaves; what was accepted and not written is asked about.
func (v *View) abandon() {
	n := 0
	if v.w != nil {
		n, _ = v.w.AcceptedCount()
	}
	if n == 0 {
		v.leave(nil)
		return
	}
	widget.Confirm(v.shell.Window().Canvas(), "放弃这次对照？", fmt.Sprintf("勾选了 %d 处，还没有写入。放弃后这些勾选不保留。", n), "放弃对照", false,
		func() { v.leave(nil) })
}

func (v *View) put(body fyne.CanvasObject, words fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	v.body.Objects = []fyne.CanvasObject{body}
	v.foot.Objects = []fyne.CanvasObject{widget.NewSplitRow(theme.Gap8, nil, words, buttons)}
	v.content.Refresh()
}

// ask asks for the file.
func (v *View) ask() { v.shell.AskOpen("选这个月的工资表", page.Spreadsheets, v.Open) }

// Open takes a file, as when it was dropped on the window; an empty path asks for
// one, unless a sheet is being decided about.
func (v *View) Open(path string) {
	if path == "" {
		if v.w == nil {
			v.first(nil)
		}
		return
	}
	v.path, v.password, v.month, v.before = path, "", civil.YearMonth{}, nil
	v.read()
}

// first asks for the file, or for what is needed to read it.
func (v *View) first(err error) {
	v.w, v.written, v.before, v.other.Hidden = nil, 0, nil, v.path == ""
	var wrong *intake.Error
	var box fyne.CanvasObject
	switch {
	case needsPassword(err):
		box = v.question("lock", filepath.Base(v.path)+" 有密码", "密码只用来打开这一次，不会保存。", widget.NewTextField("打开这个文件的密码").Wide(240),
			func(text string) error { v.password = text; return nil })
	case errors.As(err, &wrong) && wrong.Kind == "no_month":
		month := form.Control(field.Field{Kind: field.Month}).(*widget.TextField)
		box = v.question("calendar", "是哪个月的工资表？", "标题、工作表名和文件名里都没有看到年月。", month.Wide(160), func(text string) (err error) {
			v.month, err = civil.ParseYearMonth(text)
			return err
		})
	default:
		box = widget.NewEmptyState("money", "把这个月的工资表和名册对一对", "看谁是新进的、谁不在表里、谁换了部门、工资变了多少，逐条决定要不要写入。工资表也可以拖进窗口。",
			widget.NewPrimary("选工资表", "folder", v.ask))
		if err != nil {
			box = widget.Column(theme.Gap12, widget.NewBanner(widget.Bad, errorWords(err)), box)
		}
	}
	v.put(widget.NewBox(box), widget.Note("点“写入”之前，什么都不改。"))
}

func errorWords(err error) string {
	if errors.Is(err, context.Canceled) {
		return "已取消，没有读完，台账没有变。"
	}
	return err.Error()
}

func needsPassword(err error) bool {
	var e *sheet.Error
	return errors.As(err, &e) && (e.Kind == "password_needed" || e.Kind == "wrong_password")
}

// question asks for one text without which the sheet cannot be read.
func (v *View) question(icon, title, note string, entry *widget.TextField, take func(string) error) fyne.CanvasObject {
	read := func() {
		if err := take(entry.Value()); err == nil {
			v.read()
		}
	}
	entry.OnSubmitted = func(string) { read() }
	return widget.NewEmptyState(icon, title, note, widget.Column(theme.Gap12, entry, container.NewCenter(widget.NewPrimary("接着读", "", read))))
}

// read reads the sheet and holds it against the ledger.
func (v *View) read() {
	v.turn++
	turn, l := v.turn, v.shell.Ledger()
	path, password, month, today := v.path, v.password, v.month, v.shell.Today()
	v.file.SetText(filepath.Base(path))
	v.put(widget.NewBox(widget.NewEmptyState("clock", "正在读 "+filepath.Base(path), "读完和名册对照。")), widget.Note("要停下来，点右下角状态栏里的“取消”。"))
	var w *dues.Wages
	v.shell.Work("对照工资表", func(ctx context.Context, progress page.Progress) error {
		book, err := sheet.Open(ctx, path, sheet.Options{Password: password})
		if err != nil {
			return err
		}
		w, err = dues.ReadWages(ctx, l.Read(), book, month, intake.Options{Today: today, Progress: progress})
		return err
	}, func(err error) {
		switch {
		case turn != v.turn || v.gone || v.shell.Ledger() != l:
		case err != nil:
			v.first(err)
		default:
			if v.before != nil {
				w.AcceptAs(v.before)
			}
			v.w, v.written, v.before, v.other.Hidden = w, 0, nil, false
			v.preview()
		}
	})
}

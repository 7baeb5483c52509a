package window

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/member"
	"unionledger/data/union"
)

// topBar holds the seal, the search over everything, and what works everywhere.
type topBar struct {
	w       *window
	object  fyne.CanvasObject
	search  *widget.TextField
	results *results
	index   *member.Index
	// forgotten counts the writes, so that an index read before one is not kept;
	// building is set while one is being read, and wanted is what waits for it.
	forgotten int
	building  bool
	wanted    func(*member.Index)
	// needLedger are shown only while a ledger is open.
	needLedger []fyne.CanvasObject
}

// mostShown is how many people the list under the search box names.
const mostShown = 8

func newTopBar(w *window) *topBar {
	t := &topBar{w: w}
	t.search = widget.NewSearchField("姓名、拼音首字母、证件或手机末四位（Ctrl+K）", t.typed)
	t.search.OnSubmitted = t.submitted
	undo := widget.NewPlain("撤销", "undo", w.undoLast).Small().Tip("撤销最近一次操作（Ctrl+Z）")
	redo := widget.NewIconButton(widget.Plain, "redo", "重做刚才撤销的操作（Ctrl+Y）", w.redo).Small()
	print := widget.NewIconButton(widget.Plain, "print", "打印或导出这一页（Ctrl+P）", w.print).Small()
	help := widget.NewLink("帮助", "help", nil).Small()
	help.OnTapped = func() { widget.ShowMenu(help, w.helpMenu()) }
	name := widget.PanelTitle("工会台账")
	t.results = newResults(t.search)
	searchBox := container.New(&fixedWidth{400, 520, w}, t.search)
	row := widget.NewSplitRow(theme.Gap12, []fyne.CanvasObject{seal(), name, searchBox}, nil,
		[]fyne.CanvasObject{undo, redo, print, help})
	t.needLedger = []fyne.CanvasObject{undo, redo, print}
	t.enable()
	t.object = bar(theme.ColorPanel, false, widget.Inset(theme.Gap8-1, theme.Gap8-1, 0, 0, row))
	return t
}

// fixedWidth keeps the search box at one width, a wider one in a wide window.
type fixedWidth struct {
	narrow, wide float32
	w            *window
}

func (f *fixedWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	width := f.narrow
	if f.w.frame != nil && f.w.frame.wide {
		width = f.wide
	}
	return fyne.NewSize(theme.Scaled(width), o[0].MinSize().Height)
}

func (f *fixedWidth) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

func (t *topBar) focus() { t.search.Focus() }

// enable shows what only an open ledger has a use for.
func (t *topBar) enable() {
	open := t.w.ledger != nil
	for _, o := range t.needLedger {
		if open {
			o.Show()
		} else {
			o.Hide()
		}
	}
	if open {
		t.search.Enable()
	} else {
		t.search.Disable()
	}
	if t.object != nil {
		t.object.Refresh()
	}
}

// forget drops the index after a write; it is built again at the next search.
func (t *topBar) forget() {
	t.index, t.building = nil, false
	t.forgotten++
}

// typed looks for what stands in the box and offers the first people found.
func (t *topBar) typed(text string) {
	if t.w.ledger == nil || strings.TrimSpace(text) == "" {
		t.results.hide()
		return
	}
	t.withIndex(func(index *member.Index) {
		if t.search.Text() != text {
			return // typed on meanwhile
		}
		t.offer(text, index.Search(text))
	})
}

// withIndex calls then once the index is there; of several that wait for it only
// the last.
func (t *topBar) withIndex(then func(*member.Index)) {
	if t.index != nil {
		then(t.index)
		return
	}
	t.wanted = then
	if t.building {
		return
	}
	t.building = true
	var built *member.Index
	l, asked := t.w.ledger, t.forgotten
	t.w.Load("准备查找", func(ctx context.Context, _ page.Progress) (err error) {
		built, err = member.BuildIndex(ctx, l.Read())
		return err
	}, func(err error) {
		if asked == t.forgotten {
			t.building, t.index = false, built
		}
		if err != nil {
			t.index = nil
			t.w.Fail(err)
			return
		}
		t.wanted(built)
	})
}

// taken empties the box once its answer is on the screen.
func (t *topBar) taken() {
	t.search.SetValue("")
	t.w.win.Canvas().Unfocus()
}

// offer lists people below the box.
func (t *topBar) offer(text string, ids []int64) {
	ctx, r := t.w.ctx, t.w.ledger.Read()
	found, err := member.Page(ctx, r, ids[:min(len(ids), mostShown)], t.w.Today())
	if err != nil {
		t.w.Fail(err)
		return
	}
	groups, err := union.Groups(ctx, r)
	if err != nil {
		t.w.Fail(err)
		return
	}
	names := union.Names(groups)
	var lines []result
	for _, m := range found {
		lines = append(lines, result{fmt.Sprintf("%s　%s　%s　%s", m.Get("name"), names[m.Int("department")], m.Shown("id_number"), m.State),
			func() { t.taken(); t.w.Go(page.Roster, page.Member{ID: m.ID}) }})
	}
	switch {
	case len(ids) == 0:
		lines = append(lines, result{text: "没有找到“" + text + "”"})
	case len(ids) > mostShown:
		lines = append(lines, result{fmt.Sprintf("列出全部 %d 人（Enter）", len(ids)), func() { t.submitted(text) }})
	}
	t.results.show(lines)
}

// submitted lists everybody found on the roster.
func (t *topBar) submitted(text string) {
	t.results.hide()
	if t.w.ledger == nil || text == "" {
		return
	}
	t.withIndex(func(index *member.Index) {
		ids := index.Search(text)
		if len(ids) == 1 {
			t.w.Go(page.Roster, page.Member{ID: ids[0]})
			return
		}
		t.w.Go(page.Roster, page.Members{Title: fmt.Sprintf("查找“%s”", text), IDs: ids})
	})
}

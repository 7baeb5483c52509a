package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestDateFieldPutsTheDateInOrderOnLeaving(t *testing.T) {
	var changes []string
	day, next := NewDateField(true), NewTextField("")
	day.OnChanged = func(v string) { changes = append(changes, v) }
	f := NewField("入会日期", day)
	c := show(t, f, next)
	day.Focus()
	write(c, "2026.3.5")
	if len(changes) != 0 {
		t.Errorf("called back while typing: %v", changes)
	}
	c.FocusNext()
	if day.Text() != "2026-03-05" || day.Value() != "2026-03-05" || strings.Join(changes, " ") != "2026-03-05" {
		t.Errorf("text %q, value %q, changes %v", day.Text(), day.Value(), changes)
	}
	day.Focus()
	c.FocusNext()
	if len(changes) != 1 {
		t.Errorf("called back without a change: %v", changes)
	}
}

func TestWrongDateStaysAsTypedWithItsSentence(t *testing.T) {
	day := NewDateField(false)
	f := NewField("签字日期", day).Hint("以合同为准")
	c := show(t, f, NewTextField(""))
	day.Focus()
	write(c, "2019.2.30")
	c.FocusNext()
	if day.Text() != "2019.2.30" || !strings.Contains(f.below.Text(), "没有 30 日") {
		t.Errorf("text %q, below %q", day.Text(), f.below.Text())
	}
	day.Focus()
	press(c, fyne.KeyBackspace)
	if f.below.Text() != "以合同为准" {
		t.Errorf("while it is mended the hint comes back, not %q", f.below.Text())
	}
	day.SetValue("")
	write(c, "2026-03")
	if day.Value(); !strings.Contains(day.Problem(), "写到日") {
		t.Errorf("a date without a day in a whole-date field: %q", day.Problem())
	}
}

func TestRefusedTextIsRefusedHoweverOftenItIsRead(t *testing.T) {
	money := NewMoneyField()
	f := NewField("合计", money)
	c := show(t, f, NewTextField(""))
	money.Focus()
	write(c, "abc")
	c.FocusNext() // reads it once
	for range 2 {
		if f.Check() == "" || !strings.Contains(f.below.Text(), "只填数字") {
			t.Fatalf("%q is taken, below stands %q", money.Value(), f.below.Text())
		}
	}
	money.Focus()
	write(c, "abcd") // over what was there
	press(c, fyne.KeyBackspace)
	if f.Check() == "" {
		t.Error("the same text typed again is taken")
	}
	money.SetValue("2215")
	if f.Check() != "" || money.Text() != "22.15" {
		t.Errorf("%q is refused: %s", money.Text(), money.Problem())
	}
}

func TestEnterGoesOnAndStopsAtWhatIsWrong(t *testing.T) {
	day, money := NewDateField(true), NewMoneyField()
	c := show(t, day, money)
	day.Focus()
	write(c, "abc")
	press(c, fyne.KeyReturn)
	if c.Focused() != fyne.Focusable(day.entry) {
		t.Error("Enter left a field that is wrong")
	}
	day.SetValue("")
	write(c, "20260305")
	press(c, fyne.KeyReturn)
	if c.Focused() != fyne.Focusable(money.entry) || day.Value() != "2026-03-05" {
		t.Errorf("focus %T, value %q", c.Focused(), day.Value())
	}
	submitted := ""
	money.OnSubmitted = func(v string) { submitted = v }
	write(c, "1,234.5")
	press(c, fyne.KeyReturn)
	if submitted != "123450" || money.Text() != "1,234.50" {
		t.Errorf("submitted %q, text %q", submitted, money.Text())
	}
}

func TestFocusByKeyboardSelectsAll(t *testing.T) {
	first, second := NewTextField(""), NewTextField("")
	second.SetValue("段兰娟")
	c := show(t, first, second)
	first.Focus()
	c.FocusNext()
	write(c, "冯")
	if second.Text() != "冯" {
		t.Errorf("typing after Tab gives %q, want the old text replaced", second.Text())
	}
}

type clipboard string

func (c clipboard) Content() string   { return string(c) }
func (c clipboard) SetContent(string) {}

func TestPasteIsCleaned(t *testing.T) {
	name, note := NewTextField(""), NewTextArea("", 3)
	c := show(t, name, note)
	name.Focus()
	c.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard("  段兰娟\r\n 冯丽\t")})
	if name.Text() != "段兰娟 冯丽" {
		t.Errorf("pasted %q", name.Text())
	}
	name.Paste = func(s string) string { return strings.ToUpper(s) }
	name.SetValue("")
	c.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard("ab")})
	if name.Text() != "AB" {
		t.Errorf("the caller's cleaning gave %q", name.Text())
	}
	note.Focus()
	c.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard("一\r\n二 ")})
	if note.Text() != "一\n二" {
		t.Errorf("pasted into lines: %q", note.Text())
	}
}

func TestCtrlEndGoesToTheEndOfSeveralLines(t *testing.T) {
	note := NewTextArea("", 3)
	c := show(t, note)
	note.SetValue("一\n二\n三")
	note.Focus()
	for _, x := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyEnd, 5}, {fyne.KeyHome, 0}} {
		c.Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: x.key, Modifier: fyne.KeyModifierControl})
		if got := note.entry.CursorTextOffset(); got != x.want {
			t.Errorf("Ctrl+%s puts the caret at %d", x.key, got)
		}
	}
}

func TestFormCheckStopsAtTheFirstWrongField(t *testing.T) {
	name, day := NewTextField(""), NewDateField(true)
	form := NewForm(2, NewField("备注", NewTextField("")), NewField("姓名", name).Required(), NewField("日期", day).Required())
	c := show(t, form)
	if form.Check() {
		t.Fatal("an empty form passed")
	}
	if c.Focused() != fyne.Focusable(name.entry) || name.Problem() == "" || day.Problem() == "" {
		t.Errorf("focus %T, problems %q %q", c.Focused(), name.Problem(), day.Problem())
	}
	if must := form.Fields()[1].must; must.Hidden {
		t.Error("必填 is not shown on an empty field")
	}
	name.SetValue("段兰娟")
	day.SetValue("2022-05-06")
	if !form.Check() || !form.Fields()[1].must.Hidden {
		t.Error("a filled form did not pass, or still says 必填")
	}
}

func TestYesNoByKeys(t *testing.T) {
	var changes []string
	y := NewYesNo()
	y.OnChanged = func(v string) { changes = append(changes, v) }
	c := show(t, y)
	c.Focus(y)
	press(c, fyne.KeySpace, fyne.KeySpace, fyne.KeyLeft, fyne.KeyRight, fyne.KeyDelete)
	if got := strings.Join(changes, ","); got != "1,0,1,0," {
		t.Errorf("changes %q", got)
	}
	y.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
	if y.Value() != "1" {
		t.Errorf("a click on 是 gives %q", y.Value())
	}
}

// TestClosedFieldKeepsNoKeyboard holds that the shortcuts of the window are not
// lost in a field that takes no keys.
func TestClosedFieldKeepsNoKeyboard(t *testing.T) {
	f := NewTextField("")
	c := show(t, f)
	f.Focus()
	if c.Focused() == nil {
		t.Fatal("an open field did not take the keyboard")
	}
	f.Disable()
	if c.Focused() != nil {
		t.Error("the field was closed and kept the keyboard")
	}
	f.Focus()
	if c.Focused() != nil {
		t.Error("a closed field took the keyboard")
	}
}

func TestSearchFieldTakesEscWhereItIsAskedTo(t *testing.T) {
	escaped := 0
	f := NewSearchField("", nil)
	c := show(t, f)
	handed := 0
	c.SetOnTypedKey(func(*fyne.KeyEvent) { handed++ })
	f.Focus()
	press(c, fyne.KeyEscape)
	f.OnEscape = func() { escaped++ }
	press(c, fyne.KeyEscape)
	if handed != 1 || escaped != 1 {
		t.Errorf("handed on %d times, taken %d times", handed, escaped)
	}
}

func TestProblemIsToldOnceAndTakenBack(t *testing.T) {
	var told []string
	n, next := NewNumberField("", 0), NewTextField("")
	n.OnProblem = func(s string) { told = append(told, s) }
	c := show(t, n, next)
	n.Focus()
	write(c, "abc")
	c.FocusNext()
	n.Value()
	n.Focus()
	press(c, fyne.KeyBackspace)
	if len(told) != 2 || told[0] == "" || told[1] != "" {
		t.Errorf("told %q", told)
	}
}

// TestSteadyFormDoesNotJump holds that the sentence of a wrong field moves nothing
// below it.
func TestSteadyFormDoesNotJump(t *testing.T) {
	name, day := NewTextField(""), NewDateField(true)
	form := NewForm(1, NewField("姓名", name), NewField("日期", day)).Steady()
	show(t, form)
	high, at := form.MinSize().Height, form.Fields()[1].Position().Y
	name.SetProblem("请写姓名。")
	if form.MinSize().Height != high || form.Fields()[1].Position().Y != at {
		t.Errorf("the form was %v high, is %v; the second field was at %v, is at %v",
			high, form.MinSize().Height, at, form.Fields()[1].Position().Y)
	}
	name.SetProblem("")
	if form.MinSize().Height != high {
		t.Error("the form jumps back")
	}
}

func TestDrawerFollowsTheKeyboard(t *testing.T) {
	var fields []*Field
	for range 30 {
		fields = append(fields, NewField("一项", NewTextField("")))
	}
	picker := NewPicker("")
	fields = append(fields, NewField("最后", picker))
	d := NewDrawer(Body(""), NewForm(1, fields...), nil)
	for _, f := range fields {
		f.OnFocus = func() { d.Reveal(f) }
	}
	c := show(t, Sized(308, 400, d))
	driver := fyne.CurrentApp().Driver()
	inSight := func(f *Field) bool {
		y, top := driver.AbsolutePositionForObject(f).Y, driver.AbsolutePositionForObject(d.scroll).Y
		return y >= top && y+f.Size().Height <= top+d.scroll.Size().Height
	}
	for _, i := range []int{30, 0, 17, 18} {
		fields[i].Control.Focus()
		if !inSight(fields[i]) {
			t.Errorf("field %d has the keyboard and is not seen", i)
		}
	}
	at := d.scroll.Offset.Y
	c.FocusPrevious()
	if d.scroll.Offset.Y != at || !inSight(fields[17]) {
		t.Error("the drawer scrolls although the field was in sight")
	}
}

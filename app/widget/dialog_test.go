package widget

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestDialogKeys(t *testing.T) {
	for _, c := range []struct {
		name            string
		key             fyne.KeyName
		done, cancelled int
		danger, unfocus bool
	}{
		{"Enter accepts", fyne.KeyReturn, 1, 0, false, false},
		{"Enter accepts with nothing focused", fyne.KeyEnter, 1, 0, false, true},
		{"Esc cancels", fyne.KeyEscape, 0, 1, false, false},
		{"Esc cancels with nothing focused", fyne.KeyEscape, 0, 1, false, true},
		{"Enter rests on 取消 where it is dangerous", fyne.KeyReturn, 0, 1, true, false},
	} {
		canvas := show(t, Body("窗口"))
		done, cancelled := 0, 0
		d := Confirm(canvas, "除名：段兰娟", "可撤销。", "除名", c.danger, func() { done++ })
		d.OnCancel = func() { cancelled++ }
		if c.unfocus {
			canvas.Unfocus()
		}
		press(canvas, c.key)
		if done != c.done || cancelled != c.cancelled || IsOpen(canvas) {
			t.Errorf("%s: done %d, cancelled %d, open %v", c.name, done, cancelled, IsOpen(canvas))
		}
	}
}

func TestDialogGivesTheKeysBack(t *testing.T) {
	c := show(t, Body("窗口"))
	window := 0
	c.SetOnTypedKey(func(*fyne.KeyEvent) { window++ })
	Message(c, "一", "说明")
	Message(c, "二", "再说明")
	press(c, fyne.KeyEscape)
	press(c, fyne.KeyEscape)
	if window != 0 || IsOpen(c) {
		t.Errorf("window saw %d keys, open %v", window, IsOpen(c))
	}
	press(c, fyne.KeyEscape)
	if window != 1 {
		t.Errorf("after the dialogs the window saw %d keys, want 1", window)
	}
}

func TestFormDialogKeepsWhatIsWrong(t *testing.T) {
	name, why := NewTextField(""), NewTextField("")
	c := show(t, NewTextField("below"))
	fail, calls := errors.New("4 月会费还没有缴清。"), 0
	d := ShowForm(c, "办理转出", NewForm(1, NewField("转入工会", name).Required(), NewField("凭据", why)), "办理转出", func() error {
		calls++
		return fail
	})
	if c.Focused() != fyne.Focusable(name.entry) {
		t.Fatalf("the first field has not the caret but %T", c.Focused())
	}
	d.Note = "转出以后不再收会费"
	d.Refresh()
	if d.note.Text() != d.Note {
		t.Errorf("a note set on the open dialog is not shown but %q", d.note.Text())
	}
	press(c, fyne.KeyReturn, fyne.KeyReturn) // through both fields: the last one accepts
	if calls != 0 || d.wrong.Hidden || c.Focused() != fyne.Focusable(name.entry) {
		t.Errorf("calls %d, refusal hidden %v, focus %T", calls, d.wrong.Hidden, c.Focused())
	}
	write(c, "某厂工会")
	d.Accept()
	c.Focus(why.entry)
	press(c, fyne.KeyReturn)
	if calls != 2 || !IsOpen(c) || c.Focused() != fyne.Focusable(why.entry) {
		t.Errorf("refused from the last field: calls %d, open %v, focus %T", calls, IsOpen(c), c.Focused())
	}
	calls--
	if calls != 1 || !IsOpen(c) || !strings.Contains(d.wrong.Text(), "缴清") {
		t.Errorf("calls %d, open %v, refusal %q", calls, IsOpen(c), d.wrong.Text())
	}
	fail = nil
	d.Accept()
	d.Accept()
	if calls != 2 || IsOpen(c) {
		t.Errorf("calls %d, open %v", calls, IsOpen(c))
	}
}

func TestARefusalGoesWhenAFieldIsChanged(t *testing.T) {
	name, kind := NewTextField(""), NewWordPicker("", "现金", "转账")
	c := show(t, NewTextField("below"))
	d := ShowForm(c, "收款", NewForm(1, NewField("姓名", name).Required(), NewField("方式", kind)), "收款", func() error { return errors.New("只欠 5 元。") })
	for _, change := range []func(){func() { write(c, "段") }, func() { kind.choose("现金") }} {
		d.Accept()
		if d.wrong.Hidden {
			t.Fatal("the dialog does not say why it stays")
		}
		change()
		if !d.wrong.Hidden {
			t.Errorf("%q stays after the field was changed", d.wrong.Text())
		}
	}
}

func TestTabStaysInTheDialog(t *testing.T) {
	below := NewTextField("")
	c := show(t, below)
	d := NewDialog("标题", NewField("日期", NewDateField(false)), "确定")
	d.Open(c)
	for range 6 {
		c.FocusNext()
		if c.Focused() == fyne.Focusable(below.entry) {
			t.Fatal("Tab left the dialog")
		}
	}
}

func TestDialogFitsTheSmallWindow(t *testing.T) {
	c := show(t, Body("窗口"))
	var fields []*Field
	for range 20 {
		fields = append(fields, NewField("姓名", NewTextField("")))
	}
	d := NewDialog("很长", NewForm(1, fields...), "确定").Wide(2000)
	d.Open(c)
	d.Resize(c.Size())
	bottom := d.foot.Position().Y + d.foot.Size().Height
	if d.head.Position().Y < 0 || bottom > 614 || d.foot.Size().Width > 1093 {
		t.Errorf("head at %v, foot ends at %v, %v wide", d.head.Position().Y, bottom, d.foot.Size().Width)
	}
	if d.scroll.Content.MinSize().Height <= d.scroll.Size().Height {
		t.Error("the content should be higher than the dialog and scroll")
	}
}

func TestADialogOpenedByAnotherStays(t *testing.T) {
	c := show(t, Body("窗口"))
	name := NewTextField("")
	first := NewDialog("选文件", NoteParagraph("x"), "打开")
	first.OnAccept = func() error {
		ShowForm(c, "名称", NewForm(1, NewField("名称", name)), "好", func() error { return nil })
		return nil
	}
	first.Open(c)
	first.Accept()
	if len(c.Overlays().List()) != 1 || c.Focused() == nil {
		t.Fatalf("%d dialogs are open, focus %v", len(c.Overlays().List()), c.Focused())
	}
	write(c, "一会")
	if name.Text() != "一会" {
		t.Errorf("typed %q", name.Text())
	}
	press(c, fyne.KeyEscape)
	if IsOpen(c) {
		t.Error("Esc did not close the second dialog")
	}
}

func TestEnterTakesTheMainAnswerBesideOthers(t *testing.T) {
	c := show(t, Body("窗口"))
	done, other := 0, 0
	d := NewDialog("复制证件号码和手机？", Body("说明"), "遮住再复制")
	d.OnAccept = func() error { done++; return nil }
	d.Open(c, NewPlain("复制完整号码", "", func() { other++ }))
	press(c, fyne.KeyReturn)
	if done != 1 || other != 0 {
		t.Errorf("the main answer %d times, the other %d", done, other)
	}
}

func TestALongFormFollowsTheKeyboard(t *testing.T) {
	c := show(t, Body("窗口"))
	var fields []*Field
	for range 30 {
		fields = append(fields, NewField("姓名", NewTextField("")))
	}
	first := fields[0].Required()
	d := ShowForm(c, "登记新会员", NewForm(1, fields...), "登记", func() error { return nil })
	fields[29].Control.Focus()
	if d.scroll.Offset.Y == 0 {
		t.Error("the last field has the keyboard out of sight")
	}
	d.Accept()
	if d.scroll.Offset.Y != 0 || first.Control.Problem() == "" {
		t.Errorf("the wrong field is out of sight (%v), wrong: %q", d.scroll.Offset, first.Control.Problem())
	}
	foot := d.foot.Position().Y
	if at := d.wrong.Position().Y; !d.wrong.Visible() || at+d.wrong.Size().Height > foot || at < d.scroll.Position().Y+d.scroll.Size().Height {
		t.Errorf("the sentence stands at %v, the buttons at %v", at, foot)
	}
}

func TestADangerousFormAsksFirstAndRestsOnCancel(t *testing.T) {
	c := show(t, Body("窗口"))
	why, done := NewTextField(""), 0
	form := NewForm(1, NewField("为什么", why))
	d := NewDialog("作废", form, "作废这条记录").Dangerous()
	d.AcceptForm(form, func() error { done++; return nil })
	d.Open(c)
	if c.Focused() == fyne.Focusable(d.cancel) || c.Focused() == nil {
		t.Fatal("the keyboard does not begin in the form")
	}
	press(c, fyne.KeyReturn)
	if done != 0 || c.Focused() != fyne.Focusable(d.cancel) {
		t.Errorf("Enter in the last field: done %d, focus %T", done, c.Focused())
	}
}

// Enter is the main button of a dialog, also while a box in it has the keyboard:
// ticking “write numbers in full” unseen would give them away.
func TestEnterInADialogTicksNoBox(t *testing.T) {
	c := show(t, Body("窗口"))
	box, done := NewCheckBox("写全", nil), 0
	d := NewDialog("导出", box, "选位置")
	d.OnAccept = func() error { done++; return nil }
	d.Open(c)
	if c.Focused() != fyne.Focusable(box) {
		t.Fatalf("the keyboard is at %T", c.Focused())
	}
	press(c, fyne.KeySpace)
	if !box.Checked() || done != 0 {
		t.Fatalf("Space: checked %v, done %d", box.Checked(), done)
	}
	press(c, fyne.KeySpace, fyne.KeyReturn)
	if box.Checked() || done != 1 || IsOpen(c) {
		t.Errorf("Enter: checked %v, done %d, open %v", box.Checked(), done, IsOpen(c))
	}
}

// What was typed is not dropped by 取消 without a question; 取消 of the question leads
// back to it.
func TestDialogAsksBeforeTypedTextIsLost(t *testing.T) {
	c := show(t, Body("窗口"))
	typed, left := false, 0
	d := NewDialog("加一项", NewTextField(""), "加上")
	d.Loses = func() bool { return typed }
	d.OnCancel = func() { left++; Message(c, "自定义项", "列表") }
	d.Open(c)
	typed = true
	press(c, fyne.KeyEscape)
	if left != 0 || c.Overlays().Top() == fyne.CanvasObject(d) {
		t.Fatalf("left %d without a question", left)
	}
	press(c, fyne.KeyEscape)
	if left != 0 || c.Overlays().Top() != fyne.CanvasObject(d) {
		t.Fatalf("the dialog is gone: left %d", left)
	}
	press(c, fyne.KeyEscape)
	c.Overlays().Top().(*Dialog).Accept()
	if left != 1 || len(c.Overlays().List()) != 1 || c.Overlays().Top() == fyne.CanvasObject(d) {
		t.Fatalf("left %d, %d dialogs", left, len(c.Overlays().List()))
	}
	press(c, fyne.KeyEscape)
	if IsOpen(c) {
		t.Error("a dialog is left over")
	}
}

// A form of which two fields were filled in asks before Esc drops them, one alone does
// not, and nobody is asked where the program itself closes it.
func TestAFilledFormAsksBeforeItIsDropped(t *testing.T) {
	for filled, asks := range []bool{false, false, true} {
		c := show(t, Body("窗口"))
		day, why := NewTextField(""), NewTextField("")
		day.SetValue("2022-05-06")
		form := NewForm(1, NewField("日期", day), NewField("原因", why))
		d := ShowForm(c, "办理", form, "办理", func() error { return nil })
		for at, f := range []*TextField{day, why} {
			if at < filled {
				f.SetValue("试")
			}
		}
		press(c, fyne.KeyEscape)
		if asked := IsOpen(c) && c.Overlays().Top() != fyne.CanvasObject(d); asked != asks {
			t.Errorf("%d fields filled: asked %v, want %v", filled, asked, asks)
		}
		if !asks {
			continue
		}
		press(c, fyne.KeyEscape)
		if d.Close(); IsOpen(c) {
			t.Error("closed by the program, and still there")
		}
	}
}

// What is said below a field has room: the dialog grows with it and shrinks again.
func TestADialogGrowsWithWhatIsSaid(t *testing.T) {
	c := show(t, Body("窗口"))
	date := NewDateField(false)
	d := ShowForm(c, "标记", NewForm(1, NewField("日期", date)), "好", func() error { return nil })
	d.Resize(c.Size())
	before := d.scroll.Size().Height
	date.SetProblem("看不懂这个日期")
	if d.scroll.Size().Height <= before || d.scroll.Content.MinSize().Height > d.scroll.Size().Height+1 {
		t.Errorf("%v high, was %v, content %v", d.scroll.Size().Height, before, d.scroll.Content.MinSize().Height)
	}
	date.SetValue("2022-05-06")
	if d.scroll.Size().Height != before {
		t.Errorf("%v high, was %v", d.scroll.Size().Height, before)
	}
}

// TestEnterPassesTheExtraButton holds that Enter in the last field is the main button, also
// where a rarer one stands before it.
func TestEnterPassesTheExtraButton(t *testing.T) {
	field, saved, extra := NewTextField(""), 0, 0
	c := show(t, Body("窗口"))
	form := NewForm(1, NewField("摘要", field))
	d := NewDialog("记支出", form, "保存")
	d.AcceptForm(form, func() error { saved++; return nil })
	d.Open(c, NewPlain("保存，再记一笔", "", func() { extra++ }))
	press(c, fyne.KeyReturn)
	if saved != 1 || extra != 0 || IsOpen(c) {
		t.Errorf("saved %d, extra %d, open %v", saved, extra, IsOpen(c))
	}
}

// TestWorkAsideKeepsTheDialog: while the work of a dialog runs it cannot be called off;
// refused, it stays with the sentence; done, it goes; closed by the program meanwhile, it
// stays closed.
func TestWorkAsideKeepsTheDialog(t *testing.T) {
	c := show(t, Body("窗口"))
	var done func(error)
	open := func() *Dialog {
		d := NewDialog("改一行", NewTextField(""), "保存")
		d.OnAccept = func() error { return d.Aside(func(then func(error)) { done = then }) }
		d.Open(c)
		d.Accept()
		return d
	}
	d := open()
	if press(c, fyne.KeyEscape); !IsOpen(c) {
		t.Fatal("Esc called off what was being written")
	}
	done(errors.New("号码重了"))
	if !IsOpen(c) || d.wrong.Hidden {
		t.Fatal("refused, and what was typed is gone")
	}
	d.Accept()
	if done(nil); IsOpen(c) {
		t.Fatal("done, and still open")
	}
	d = open()
	d.Close()
	if done(nil); IsOpen(c) {
		t.Error("it came back")
	}
}

package widget

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

var teams = []Option{
	{Value: "装配一小组", Note: "38 人", Keys: "zhuangpeiyixiaozu zpyxz"},
	{Value: "装配二小组", Note: "36 人", Keys: "zhuangpeierxiaozu zpexz"},
	{Value: "质检小组", Keys: "zhijianxiaozu zjxz"},
}

func TestMatch(t *testing.T) {
	for query, want := range map[string]string{
		"":        "装配一小组 装配二小组 质检小组",
		"装配":      "装配一小组 装配二小组",
		"二小":      "装配二小组",
		"zj":      "质检小组",
		"ＺＪ":      "质检小组",
		"xiaozu":  "装配一小组 装配二小组 质检小组",
		"铸造":      "",
		"zhijian": "质检小组",
	} {
		found, more := match(teams, query, 200)
		var names []string
		for _, o := range found {
			names = append(names, o.Value)
		}
		if got := strings.Join(names, " "); got != want || more != 0 {
			t.Errorf("match(%q) = %q and %d more, want %q", query, got, more, want)
		}
	}
	begins, _ := match([]Option{{Value: "生产二分会"}, {Value: "分会"}}, "分会", 200)
	if begins[0].Value != "分会" {
		t.Error("what begins with the query must come first")
	}
	var many []Option
	for i := range 1000 {
		many = append(many, Option{Value: fmt.Sprint("组", i)})
	}
	if found, more := match(many, "组", pickerLimit); len(found) != pickerLimit || more != 800 {
		t.Errorf("%d found, %d more", len(found), more)
	}
}

func TestPickerByKeys(t *testing.T) {
	var changes []string
	p, next := NewPicker("请选", teams...), NewTextField("")
	p.OnChanged = func(v string) { changes = append(changes, v) }
	c := show(t, p, next)
	c.Focus(p)
	write(c, "zpe") // the first sign opens the list, the rest goes into its box
	if !IsOpen(c) {
		t.Fatal("typing did not open the list")
	}
	press(c, fyne.KeyReturn)
	if IsOpen(c) || p.Value() != "装配二小组" || c.Focused() != fyne.Focusable(p) {
		t.Errorf("open %v, value %q, focus %T", IsOpen(c), p.Value(), c.Focused())
	}
	press(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // opens on the chosen one, then the next
	if p.Value() != "质检小组" {
		t.Errorf("by arrows: %q", p.Value())
	}
	press(c, fyne.KeyDown, fyne.KeyUp, fyne.KeyEscape)
	if IsOpen(c) || p.Value() != "质检小组" {
		t.Errorf("after Esc: open %v, value %q", IsOpen(c), p.Value())
	}
	press(c, fyne.KeyReturn)
	if c.Focused() != fyne.Focusable(next.entry) {
		t.Error("Enter did not go to the next field")
	}
	if got := strings.Join(changes, " "); got != "装配二小组 质检小组" {
		t.Errorf("changes %q", got)
	}
}

func TestPickerTakesOtherWordsOnlyWhenAllowed(t *testing.T) {
	p := NewPicker("", teams...)
	c := show(t, p)
	c.Focus(p)
	write(c, "铸造")
	press(c, fyne.KeyReturn)
	if !IsOpen(c) || p.Value() != "" {
		t.Errorf("a word that is not in the list was taken: %q", p.Value())
	}
	press(c, fyne.KeyEscape)
	p.AllowOther = true
	write(c, "铸造小组")
	press(c, fyne.KeyReturn)
	if IsOpen(c) || p.Value() != "铸造小组" || p.Text() != "铸造小组" {
		t.Errorf("open %v, value %q", IsOpen(c), p.Value())
	}
}

func TestPopoverStaysInTheWindow(t *testing.T) {
	p := NewWordPicker("", strings.Split("一二三四五六七八九十", "")...)
	c := show(t, Sized(0, 560, Body("")), p)
	p.open("")
	pop := c.Overlays().Top().(*popover)
	bottom := pop.content.Position().Y + pop.content.Size().Height
	if pop.content.Position().Y < 0 || bottom > c.Size().Height {
		t.Errorf("the list reaches from %v to %v in a window %v high", pop.content.Position().Y, bottom, c.Size().Height)
	}
	pop.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1000, 5)})
	if IsOpen(c) {
		t.Error("a click outside did not close the list")
	}
}

func TestCalendarOfADateField(t *testing.T) {
	day := NewDateField(true)
	day.SetValue("2022-05-06")
	c := show(t, day)
	day.Focus()
	press(c, fyne.KeyF4)
	if !IsOpen(c) {
		t.Fatal("F4 did not open the calendar")
	}
	press(c, fyne.KeyRight, fyne.KeyReturn)
	if IsOpen(c) || day.Value() != "2022-05-07" || c.Focused() != fyne.Focusable(day.entry) {
		t.Errorf("open %v, value %q, focus %T", IsOpen(c), day.Value(), c.Focused())
	}
	press(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyEscape)
	if IsOpen(c) || day.Value() != "2022-05-07" {
		t.Errorf("after Esc: open %v, value %q", IsOpen(c), day.Value())
	}
}

// TestListIsAsHighAsItsHits holds that one hit leaves no empty room, that the box
// typed in stays where it was, and that the words below are seen whole.
func TestListIsAsHighAsItsHits(t *testing.T) {
	p := NewWordPicker("", strings.Split("一二三四五六七八九十", "")...)
	c := show(t, Sized(0, 540, Body("")), Row(0, Sized(170, 0, p)))
	p.open("")
	pop := c.Overlays().Top().(*popover)
	before, top := pop.content.Size().Height, pop.content.Position().Y
	write(c, "三")
	after := pop.content.Size().Height
	if want := before - 8*pickerRowHeight(); after > want+1 {
		t.Errorf("%v high for one hit, %v for nine", after, before)
	}
	if pop.content.Position().Y != top {
		t.Errorf("the box moved from %v to %v", top, pop.content.Position().Y)
	}
	press(c, fyne.KeyBackspace)
	if pop.content.Size().Height != before {
		t.Errorf("%v high with all hits again, was %v", pop.content.Size().Height, before)
	}
	if note := NewParagraph("Enter 选定，Esc 不改", 12, "").For(170 - 2*pickerPad - 2); strings.Contains(note.String(), "\n") {
		t.Errorf("the hint takes more than a line: %q", note)
	}
}

package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTheCaretGoesToALineThatLiesBehindBrokenOnes(t *testing.T) {
	test.NewTempApp(t)
	f := NewTextArea("", 6)
	w := test.NewTempWindow(t, f)
	w.Resize(fyne.NewSize(300, 160))
	f.SetValue(strings.Repeat("很长的一行文字，窗口里放不下，要折成几行。", 5) + "\n第二行\n第三行\n")
	for line, before := range map[int]string{1: "", 2: "", 3: "第二行\n", 9: "第二行\n第三行\n"} {
		f.GoToLine(line)
		f.Insert("|")
		if !strings.Contains(f.Text(), before+"|") {
			t.Errorf("line %d: %q", line, f.Text())
		}
		if line == 2 && !strings.Contains(f.Text(), "\n|第二行") {
			t.Errorf("line 2: %q", f.Text())
		}
		f.SetValue(strings.ReplaceAll(f.Text(), "|", ""))
	}
}

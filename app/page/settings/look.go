package settings

import (
	"cmp"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/platform/opengl"
	"unionledger/app/theme"
	"unionledger/app/widget"
)

// lookSection sets who works here and how the window looks.
type lookSection struct {
	shell    page.Shell
	operator *widget.TextField
	scale    *widget.Picker
	dark     *widget.YesNo
	software *widget.YesNo // how the window is drawn, where that can be chosen
	whole    fyne.CanvasObject
}

// scales are the sizes of text offered.
var scales = []string{"1", "1.15", "1.3", "1.5"}

func newLookSection(s page.Shell) *lookSection {
	v := &lookSection{shell: s, operator: widget.NewTextField("您的姓名，记在每次操作上"), dark: widget.NewSwitch("深色", "浅色")}
	var options []widget.Option
	for _, x := range scales {
		f, _ := strconv.ParseFloat(x, 32)
		options = append(options, widget.Option{Value: x, Text: fmt.Sprintf("%.0f%%", f*100)})
	}
	v.scale = widget.NewPicker("", options...)
	v.operator.OnChanged = v.rename
	v.scale.OnChanged = func(string) { v.apply() }
	v.dark.OnChanged = func(string) { v.apply() }
	fields := []*widget.Field{widget.NewField("操作员", v.operator).Hint("从下一次操作起记这个名字"), widget.NewField("文字大小", v.scale), widget.NewField("颜色", v.dark)}
	if opengl.Offered {
		fields = append(fields, v.drawing())
	}
	form := widget.NewForm(2, fields...)
	about := widget.BodyParagraph("工会台账，数据只在这台电脑上，不联网。许可证 Apache-2.0，第三方声明随程序附带。")
	v.whole = sheet(widget.NewPanel("显示和操作员", form), widget.NewPanel("关于", about))
	return v
}

// drawing chooses software where the card draws badly; what is chosen holds from the
// next start on, since a running program cannot change it.
func (v *lookSection) drawing() *widget.Field {
	v.software = widget.NewSwitch("兼容模式", "自动")
	v.software.OnChanged = func(value string) {
		v.shell.Remember(page.SoftwareDrawing, value)
		v.shell.Done("下次启动时生效。", 0)
	}
	return widget.NewField("绘图", v.software).Hint("画面不正常时用兼容模式，慢一些。现在：" + opengl.Words())
}

func (v *lookSection) object() fyne.CanvasObject { return v.whole }

func (v *lookSection) load() {
	dark, scale := v.shell.Look()
	if l := v.shell.Ledger(); l != nil {
		v.operator.SetValue(l.Operator())
	}
	v.scale.SetValue(strconv.FormatFloat(float64(scale), 'g', 3, 32))
	v.dark.SetValue(map[bool]string{true: "1", false: "0"}[dark])
	if v.software != nil {
		v.readDrawing()
	}
}

func (v *lookSection) readDrawing() {
	v.software.SetValue(cmp.Or(v.shell.Recall(page.SoftwareDrawing), "0"))
}

func (v *lookSection) rename(name string) {
	l := v.shell.Ledger()
	if l == nil || name == "" || name == l.Operator() {
		return
	}
	l.SetOperator(name)
	v.shell.Remember("operator", name)
	v.shell.Done("操作员改为 "+name, 0)
}

func (v *lookSection) apply() {
	scale, err := strconv.ParseFloat(v.scale.Value(), 32)
	if err != nil {
		scale = 1
	}
	v.shell.SetLook(v.dark.Value() == "1", min(float32(scale), theme.MaxScale))
}

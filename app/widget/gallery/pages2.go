package main

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

func formPanel() fyne.CanvasObject {
	name := widget.NewTextField("")
	name.SetValue("段兰娟")
	id := widget.NewTextField("18 位")
	id.SetValue("3301011996020398")
	id.SetProblem("只有 16 位，应为 18 位。请看身份证再填。")
	join := widget.NewDateField(true)
	join.SetValue("2022-05-06")
	team := widget.NewPicker("请选", widget.Option{Value: "装配一小组", Note: "38 人", Keys: "zhuangpeiyixiaozu zpyxz"},
		widget.Option{Value: "装配二小组", Note: "36 人", Keys: "zhuangpeierxiaozu zpexz"})
	team.SetValue("装配一小组")
	birth := widget.NewDateField(false)
	birth.SetValue("1975-11-11")
	birth.Disable()
	base := widget.NewMoneyField()
	base.SetValue("443000")
	migrant := widget.NewYesNo()
	migrant.SetValue("1")
	form := widget.NewForm(2,
		widget.NewField("姓名", name).Required(),
		widget.NewField("手机", widget.NewTextField("11 位")),
		widget.NewField("入会日期", join).Hint("只知道月份也可以"),
		widget.NewField("证件号码", id),
		widget.NewField("工会小组", team),
		widget.NewField("出生日期", birth).Hint("由证件号码得出"),
		widget.NewField("会费基数（元）", base),
		widget.NewField("农民工", migrant),
	)
	search := widget.NewSearchField("姓名、拼音首字母、证件或手机末四位", nil)
	return widget.NewPanel("表单", widget.Column(theme.Gap12, search, form, widget.NewField("备注", widget.NewTextArea("", 3)),
		widget.Row(theme.Gap8, widget.NewPrimary("检查", "check", func() { form.Check() }))))
}

func dialogPanel() fyne.CanvasObject {
	var open *widget.Button
	open = widget.NewPrimary("办理转出…", "", func() {
		c := fyne.CurrentApp().Driver().CanvasForObject(open)
		widget.ShowForm(c, "办理转出：段兰娟", transferForm(), "办理转出", func() error {
			return errors.New("2022-04 的会费还没有缴清，先收缴，或在备注里写明。")
		})
	})
	var ask *widget.Button
	ask = widget.NewDanger("除名…", "", func() {
		c := fyne.CurrentApp().Driver().CanvasForObject(ask)
		widget.Confirm(c, "除名：段兰娟", "除名后不再计入会员数，记录仍保留，可撤销。", "除名", true, func() {})
	})
	return widget.NewPanel("对话框", widget.Column(theme.Gap12, widget.Row(theme.Gap8, open, ask), transferForm()))
}

func transferForm() *widget.Form {
	day := widget.NewDateField(false)
	day.SetValue("2022-05-06")
	why := widget.NewWordPicker("请选", "劳动（工作）关系发生变化", "退休", "其他")
	why.SetValue("劳动（工作）关系发生变化")
	return widget.NewForm(2,
		widget.NewField("日期", day).Required(),
		widget.NewField("原因", why).Required(),
		widget.NewField("转入工会", widget.NewTextField("全称")).Required(),
		widget.NewField("凭据", widget.NewTextField("选文件，或由模板生成")))
}

func progressPanel() fyne.CanvasObject {
	p := widget.NewProgressBox("正在导入 会员花名册(车间手工台账).xlsx", func() {})
	p.Set(197, 329, "行", "约还要 2 秒；取消则全部退回，册子不变")
	steps := widget.NewSteps("选文件", "认表头", "对列", "预览", "完成")
	steps.SetCurrent(3)
	return widget.NewPanel("进度、步骤", widget.Column(theme.Gap12, p, steps,
		widget.NewBar(widget.Share{Part: 0.9, Color: theme.ColorOK}, widget.Share{Part: 0.1, Color: theme.ColorError})))
}

func figuresPanel() fyne.CanvasObject {
	make := func(name, figure, unit, change string, tone widget.Tone, note string, trend ...float64) fyne.CanvasObject {
		k := widget.NewKeyFigure(name)
		k.Set(figure, unit)
		k.SetChange(change, tone)
		k.SetNote(note)
		k.SetTrend(trend)
		return k
	}
	return widget.NewPanel("关键数字", container.NewGridWithColumns(2,
		make("在册会员", "319", "人", "较上月 +3", widget.OK, "保留 5，待接收 2", 301, 303, 306, 308, 311, 312, 314, 315, 313, 314, 316, 319),
		make("4 月会费收缴", "96.2", "%", "已收 307 / 应收 319 人", widget.Neutral, "欠 291.35 元", 98, 97, 98, 97, 98, 98, 97, 97, 96),
	)).Note("截至今天")
}

func chartsPanel() fyne.CanvasObject {
	line := widget.NewLineChart()
	var points []widget.Point
	for i, v := range []float64{301, 303, 306, 308, 311, 312, 314, 315, 313, 314, 316, 319} {
		points = append(points, widget.Point{Name: []string{"6月", "7月", "8月", "9月", "10月", "11月", "12月", "1月", "2月", "3月", "4月", "5月"}[i], Value: v})
	}
	line.Set(points)
	bars := widget.NewBarChart()
	bars.Set([]widget.Point{
		{Name: "1月", Before: 7300, Value: 7150, Label: "98%"}, {Name: "2月", Before: 7310, Value: 7160, Label: "98%"},
		{Name: "3月", Before: 7380, Value: 7230, Label: "98%"}, {Name: "4月", Before: 7500, Value: 7210, Label: "96%"},
		{Name: "5月", Words: "待开账"},
	})
	return container.NewGridWithColumns(2,
		widget.NewPanel("在册会员", widget.Sized(0, 150, line)).Note("近 12 个月，人"),
		widget.NewPanel("会费", widget.Sized(0, 150, bars), widget.Legend("应收", "实收，元")))
}

func timelinePanel() fyne.CanvasObject {
	t := widget.NewTimeline(nil)
	done := func(name, date, words string) widget.Stage {
		return widget.Stage{Name: name, Date: date, Words: words, Tone: widget.OK, State: widget.StepDone}
	}
	t.Set([]widget.Stage{
		done("产生代表", "03-07", "已公示"), done("要约", "03-14", "已签收"), done("书面答复", "03-24", "提前 4 天"),
		done("信息披露", "03-30", "提前 1 天"), done("协商会议", "04-12", "纪要已签"), done("合同草案", "04-15", "第 32 日"),
		done("职代会审议", "04-28", "58 / 63 同意"), done("签字", "04-28", "双方首席"),
		{Name: "报送人社", Date: "现在办", Words: "还剩 1 天", Tone: widget.Bad, State: widget.StepNow},
		{Name: "审查", Words: "15 日"}, {Name: "公布", Words: "5 工作日内"}, {Name: "报上级工会", Words: "生效后"}, {Name: "履约", Words: "每年 1 次"},
	}, 8)
	return widget.NewPanel("时间线", widget.Sized(0, 420, t)).Flush()
}

// drawerPage is a page with its side pane open.
func drawerPage() fyne.CanvasObject {
	line := func(name, value string) fyne.CanvasObject {
		return widget.Row(theme.Gap8, widget.Sized(48, 0, widget.Note(name)), widget.NewText(value, theme.SizeNote, theme.ColorText))
	}
	tabs := widget.NewTabs(nil, "基本信息", "会籍记录", "会费", "服务")
	head := widget.Column(0,
		widget.NewSplitRow(theme.Gap8, []fyne.CanvasObject{widget.Section("段兰娟"), widget.NewTag("在册", widget.OK)}, nil,
			[]fyne.CanvasObject{widget.NewIconButton(widget.Link, "chevron-up", "上一人", nil), widget.NewIconButton(widget.Link, "close", "关闭（Esc）", nil)}),
		widget.Note("装配一小组，装配钳工，女，46 岁"), tabs)
	body := widget.Column(theme.Gap4, widget.Row(theme.Gap8, widget.Strong("2022-05-06"), widget.NewTag("转入", widget.Accent)),
		widget.Body("由外单位工会转入本会"), line("原工会", "杭州青屿阀门有限公司工会"), line("凭据", "转会介绍信 2022-014"),
		widget.Divider(), widget.NoteParagraph("顺延能否用于报送没有定论，所以提前提醒。签字 2022-04-28，次日起算 10 日；末日是休息日。"))
	foot := widget.Row(theme.Gap8, widget.NewPlain("转出", "", nil), widget.NewPlain("保留会籍", "", nil), widget.NewDanger("除名", "", nil))
	drawer := widget.NewDrawer(head, body, foot)
	return container.NewBorder(nil, nil, nil, drawer, widget.NewEmptyState("people", "名册在这里", ""))
}

package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

// build makes a page by its number.
func build(page int) fyne.CanvasObject {
	var columns []fyne.CanvasObject
	switch page {
	case 2:
		columns = []fyne.CanvasObject{
			widget.Column(theme.Gap12, formPanel()),
			widget.Column(theme.Gap12, dialogPanel(), progressPanel()),
		}
	case 3:
		columns = []fyne.CanvasObject{
			widget.Column(theme.Gap12, figuresPanel(), chartsPanel()),
			timelinePanel(),
		}
	case 4:
		return widget.NewSurface(theme.ColorPage, "", drawerPage())
	default:
		columns = []fyne.CanvasObject{
			widget.Column(theme.Gap12, typePanel(), tabsPanel()),
			widget.Column(theme.Gap12, buttonsPanel(), iconsPanel()),
			widget.Column(theme.Gap12, tagsPanel(), messagesPanel()),
		}
	}
	grid := container.NewGridWithColumns(len(columns), columns...)
	return widget.NewSurface(theme.ColorPage, "", container.NewVScroll(
		widget.Inset(theme.Gap16, theme.Gap16, theme.Gap16, theme.Gap16, grid)))
}

func typePanel() fyne.CanvasObject {
	line := func(name string, shown fyne.CanvasObject) fyne.CanvasObject {
		return widget.Row(theme.Gap16, widget.Sized(80, 0, widget.Note(name)), shown)
	}
	return widget.NewPanel("字号（号 / 行高）", widget.Column(theme.Gap8,
		line("26 / 34 粗", widget.Figure("关键数字 319")),
		line("18 / 24 粗", widget.Title("页名 集体协商")),
		line("16 / 24 粗", widget.Section("小标题 报送人社部门")),
		line("14 / 20 粗", widget.PanelTitle("面板名 要办的事")),
		line("13 / 20 常", widget.Body("正文、表格 装配一小组")),
		line("12 / 18 常", widget.Note("说明、表头、状态词")),
	))
}

func tabsPanel() fyne.CanvasObject {
	partly := widget.NewCheckBox("部分", nil)
	partly.SetState(widget.Partly)
	ticked := widget.NewCheckBox("选中", nil)
	ticked.SetChecked(true)
	closed := widget.NewCheckBox("不可用", nil)
	closed.Disable()
	tabs := widget.NewTabs(nil, "基本信息", "会籍记录", "会费", "附件")
	tabs.Select(1)
	year := widget.NewWordPicker("", "2022 年", "2021 年", "2020 年").Wide(110)
	year.SetValue("2022 年")
	return widget.NewPanel("页签、筛选条、勾选", widget.Column(theme.Gap12,
		tabs,
		widget.Row(theme.Gap8, widget.NewChip("工会小组：装配一小组", nil), widget.NewChip("会籍：在册", nil), widget.NewLink("清除", "", nil)),
		widget.Row(theme.Gap16, widget.NewCheckBox("未选", nil), ticked, partly, closed),
		widget.Row(theme.Gap8, year, widget.NewMenuButton("办理", "", menuItems)),
	))
}

func menuItems() []widget.MenuItem {
	return []widget.MenuItem{
		{Text: "转出", Icon: "upload", Shortcut: "Ctrl+T"},
		{Text: "保留会籍", Icon: "lock"},
		{Text: "恢复会籍", Icon: "undo", Closed: "没有保留"},
		{},
		{Text: "除名", Icon: "trash", Danger: true},
	}
}

func buttonsPanel() fyne.CanvasObject {
	row := func(name string, make func() *widget.Button) fyne.CanvasObject {
		still, off := make(), make()
		off.Disable()
		small := make().Small()
		return widget.Row(theme.Gap12, widget.Sized(48, 0, widget.Note(name)), still, off, small)
	}
	return widget.NewPanel("按钮", widget.Column(theme.Gap8,
		row("主要", func() *widget.Button { return widget.NewPrimary("本月开账", "", nil) }),
		row("普通", func() *widget.Button { return widget.NewPlain("上一步", "", nil) }),
		row("带图标", func() *widget.Button { return widget.NewPlain("导入", "download", nil) }),
		row("文字", func() *widget.Button { return widget.NewLink("清除", "", nil) }),
		row("危险", func() *widget.Button { return widget.NewDanger("除名", "", nil) }),
		row("图标", func() *widget.Button { return widget.NewIconButton(widget.Plain, "redo", "重做 Ctrl+Y", nil) }),
		widget.Row(theme.Gap12, widget.Sized(48, 0, widget.Note("说明")), withReason()),
	))
}

func withReason() fyne.CanvasObject {
	b := widget.NewPlain("导出（还差 23 处）", "lock", nil)
	b.Disable()
	return b
}

func iconsPanel() fyne.CanvasObject {
	names := []string{"home", "people", "talk", "money", "wallet", "ledger", "upload", "download", "settings",
		"search", "undo", "redo", "print", "help", "filter", "eye", "close", "plus", "chevron-right", "chevron-down",
		"chevron-up", "chevron-left", "check", "warning", "info", "error", "clock", "document", "attach", "calendar",
		"lock", "folder", "more", "columns", "open", "edit", "equals", "star"}
	grid := container.NewGridWithColumns(10)
	for _, name := range names {
		grid.Add(widget.Sized(24, 24, widget.NewIcon(name, theme.ColorText)))
	}
	return widget.NewPanel("图标，16 格，线宽 1.5", grid)
}

func tagsPanel() fyne.CanvasObject {
	type word struct {
		text string
		tone widget.Tone
	}
	row := func(name string, words ...word) fyne.CanvasObject {
		out := widget.Row(6, widget.Sized(40, 0, widget.Note(name)))
		for _, w := range words {
			out.Add(widget.NewTag(w.text, w.tone))
		}
		return out
	}
	return widget.NewPanel("状态词", widget.Column(theme.Gap8,
		row("会籍", word{"在册", widget.OK}, word{"申请中", widget.Warn}, word{"保留", widget.Neutral}, word{"除名", widget.Bad}),
		row("会费", word{"已缴", widget.OK}, word{"未缴", widget.Bad}, word{"欠 5.00", widget.Warn}, word{"待开", widget.Accent}),
		row("期限", word{"逾期 3 天", widget.Bad}, word{"还剩 14 天", widget.Warn}, word{"按期", widget.OK}),
		row("导入", word{"新增", widget.Accent}, word{"相同", widget.Neutral}, word{"冲突", widget.Warn}, word{"退回", widget.Bad}),
	)).Note("词在色块里，颜色不单独说话")
}

func messagesPanel() fyne.CanvasObject {
	return widget.Column(theme.Gap12,
		widget.NewBanner(widget.Bad, "表“会员花名册”E26：证件号码后三位已丢失。问本人后补填。", widget.NewLink("去补", "", nil)),
		widget.NewBanner(widget.Warn, "全会连续欠缴满 6 个月 1 人。", widget.NewLink("看名单", "", nil)),
		widget.NewPanel("空页面", widget.NewEmptyState("people", "还没有会员", "把现有的花名册导进来，先看预览，再写入；不对可整批撤销。",
			widget.NewPrimary("从花名册导入", "download", nil), widget.NewPlain("登记入会", "plus", nil))))
}

// Package settings is 设置: unit and union, its organisation, the rules in force, the journal of all
// operations, backups, and the look of the window.
package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"unionledger/app/page"
	"unionledger/app/theme"
	"unionledger/app/widget"
)

// section is one tab of the page.
type section interface {
	object() fyne.CanvasObject
	// load reads what the tab shows anew.
	load()
}

// The tabs, in order.
const (
	tabUnit = iota
	tabOrganisation
	tabRules
	tabPapers
	tabHistory
	tabBackup
	tabLook
)

// view is the page.
type view struct {
	shell    page.Shell
	content  fyne.CanvasObject
	tabs     *widget.Tabs
	body     *fyne.Container
	sections [7]section
	unit     *unitSection
	bodies   *organisationSection
}

// New makes the page.
func New(shell page.Shell) page.Page {
	v := &view{shell: shell, body: container.NewStack()}
	v.unit = newUnitSection(shell)
	v.bodies = newOrganisationSection(shell)
	v.sections = [7]section{v.unit, v.bodies, newRuleSection(shell), newPaperSection(shell), newHistorySection(shell), newBackupSection(shell), newLookSection(shell)}
	v.tabs = widget.NewTabs(v.choose, "单位和工会", "组织机构", "规则和依据", "文书模板", "操作记录", "备份和核对", "显示和操作员")
	head := page.Head(widget.Title("设置"), nil)
	tabs := container.NewStack(widget.NewSurface(theme.ColorPanel, "", nil).Square(),
		widget.Border(nil, widget.Divider(), nil, nil, widget.Inset(0, 0, theme.Gap16, theme.Gap16, v.tabs)))
	v.content = widget.Border(widget.Column(0, head, tabs), nil, nil, nil, v.body)
	return v
}

func (v *view) Content() fyne.CanvasObject { return v.content }

// Show brings the tab asked for to the front and reads it anew.
func (v *view) Show(target any) {
	switch t := target.(type) {
	case page.History:
		v.tabs.Select(tabHistory)
	case page.LookTab:
		v.tabs.Select(tabLook)
	case page.PaperTab:
		v.tabs.Select(tabPapers)
		if t.Key != "" {
			v.sections[tabPapers].(*paperSection).key = t.Key
		}
	case page.Organisation:
		v.bodies.show(t.Body)
		v.tabs.Select(tabOrganisation)
	case page.UnitField:
		v.showField(t.Field)
		return
	}
	v.choose(v.tabs.Selected())
}

// Unstored names the wording that is being changed.
func (v *view) Unstored() string {
	if p := v.sections[tabPapers].(*paperSection); v.tabs.Selected() == tabPapers && p.changed() {
		return "文书模板“" + p.info().Name + "”"
	}
	return ""
}

// showField goes to where a field of the unit is mended: to the organisation where
// it follows from that.
func (v *view) showField(key string) {
	if v.unit.derived(key) {
		v.tabs.Select(tabOrganisation)
	} else {
		v.tabs.Select(tabUnit)
		defer v.unit.focus(key)
	}
	v.choose(v.tabs.Selected())
}

func (v *view) choose(index int) {
	s := v.sections[index]
	v.body.Objects = []fyne.CanvasObject{s.object()}
	v.body.Refresh()
	s.load()
}

// sheet puts a tab's blocks one below the other, scrolling where they are higher
// than the window.
func sheet(blocks ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(widget.Inset(theme.Gap12, theme.Gap16, theme.Gap16, theme.Gap16, widget.Column(theme.Gap12, blocks...)))
}

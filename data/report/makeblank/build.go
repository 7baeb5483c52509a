package main

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"unionledger/data/report"
)

// textFormat is the number format "@": what is typed stays as typed.
const textFormat = 49

// inlineLimit is how many characters a cell rule may hold; longer lists stand on
// the sheet of drop-downs.
const inlineLimit = 255

// builder lays out one blank form.
type builder struct {
	*excelize.File
	p      *report.Profile
	sheet  string
	styles map[string]int
	// lists tells the range on the sheet of drop-downs for each list there.
	lists map[string]string
}

// build makes the blank workbook of a profile.
func build(p *report.Profile) (*excelize.File, error) {
	b := &builder{File: excelize.NewFile(), p: p, sheet: p.Sheet, styles: map[string]int{}, lists: map[string]string{}}
	steps := []func() error{
		func() error { return b.SetSheetName("Sheet1", b.sheet) },
		b.makeStyles, b.columns, b.singles, b.headers, b.dataRows, b.dropDownSheet, b.dropDowns, b.printing,
		func() error {
			// No clock: the form is the same whenever it is built.
			return b.SetDocProps(&excelize.DocProperties{Title: p.Title(), Creator: "工会台账", Created: "2021-11-30T00:00:00Z", Modified: "2021-11-30T00:00:00Z"})
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b.File, nil
}

func (b *builder) makeStyles() error {
	font := cmp.Or(b.p.Print.Font, "宋体")
	thin := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		thin = append(thin, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	centre := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true}
	// In order, so that the same profile gives the same file.
	for _, s := range []struct {
		name string
		*excelize.Style
	}{
		{"plain", &excelize.Style{Font: &excelize.Font{Family: font, Size: 11}, Alignment: &excelize.Alignment{Vertical: "center"}}},
		{"title", &excelize.Style{Font: &excelize.Font{Family: font, Size: 20, Bold: true}, Alignment: centre}},
		{"label", &excelize.Style{Font: &excelize.Font{Family: font, Size: 11}, Alignment: left}},
		{"header", &excelize.Style{Font: &excelize.Font{Family: font, Size: 10, Bold: true}, Alignment: centre, Border: thin, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDF1F7"}}}},
		{"note", &excelize.Style{Font: &excelize.Font{Family: font, Size: 10}, Alignment: left, Border: thin}},
		{"data", &excelize.Style{Font: &excelize.Font{Family: font, Size: 10}, Alignment: centre, Border: thin}},
	} {
		s.NumFmt = textFormat
		id, err := b.NewStyle(s.Style)
		if err != nil {
			return err
		}
		b.styles[s.name] = id
	}
	for _, c := range b.p.Columns {
		name := numberStyle(c)
		if _, made := b.styles[name]; made || !c.Number {
			continue
		}
		format := cmp.Or(c.Format, "General")
		id, err := b.NewStyle(&excelize.Style{Font: &excelize.Font{Family: font, Size: 10}, Border: thin, CustomNumFmt: &format,
			Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "center"}})
		if err != nil {
			return err
		}
		b.styles[name] = id
	}
	return nil
}

// numberStyle names the style of a column of numbers.
func numberStyle(c report.Column) string { return "number " + c.Format }

func (b *builder) columns() error {
	for _, c := range b.p.Columns {
		if err := b.SetColWidth(b.sheet, c.At, c.At, cmp.Or(c.Width, 10)); err != nil {
			return err
		}
	}
	return nil
}

// singles writes the cells outside the table.
func (b *builder) singles() error {
	for _, s := range b.p.Cells {
		to := cmp.Or(s.To, s.At)
		if err := b.SetCellStyle(b.sheet, s.At, to, b.styles[cmp.Or(s.Style, "plain")]); err != nil {
			return err
		}
		if s.To != "" {
			if err := b.MergeCell(b.sheet, s.At, s.To); err != nil {
				return err
			}
		}
		if err := b.SetCellStr(b.sheet, s.At, s.Text); err != nil {
			return err
		}
		if s.Height > 0 {
			if err := b.SetRowHeight(b.sheet, row(s.At), s.Height); err != nil {
				return err
			}
		}
	}
	return nil
}

// headers writes the texts above the columns; a tall one reaches over all header
// rows.
func (b *builder) headers() error {
	first, last := b.p.Rows.Header[0], b.p.Rows.Header[1]
	for _, c := range b.p.Columns {
		at := fmt.Sprint(c.At, last)
		if c.Tall && last > first {
			at = fmt.Sprint(c.At, first)
			if err := b.MergeCell(b.sheet, at, fmt.Sprint(c.At, last)); err != nil {
				return err
			}
		}
		if err := b.SetCellStyle(b.sheet, at, fmt.Sprint(c.At, last), b.styles["header"]); err != nil {
			return err
		}
		if err := b.SetCellStr(b.sheet, at, c.Header); err != nil {
			return err
		}
	}
	return b.SetRowHeight(b.sheet, last, cmp.Or(b.p.Print.HeaderHeight, 42))
}

func (b *builder) dataRows() error {
	for _, c := range b.p.Columns {
		style := b.styles["data"]
		if c.Number {
			style = b.styles[numberStyle(c)]
		}
		from, to := b.data(c.At)
		if err := b.SetCellStyle(b.sheet, from, to, style); err != nil {
			return err
		}
	}
	for r := range b.p.Rows.Blank {
		if err := b.SetRowHeight(b.sheet, b.p.Rows.First+r, cmp.Or(b.p.Print.RowHeight, 24)); err != nil {
			return err
		}
	}
	return nil
}

// data names the first and last empty cell below a column's header.
func (b *builder) data(column string) (from, to string) {
	return fmt.Sprint(column, b.p.Rows.First), fmt.Sprint(column, b.p.Rows.First+b.p.Rows.Blank-1)
}

// dropDownSheet writes the lists too long for a cell rule.
func (b *builder) dropDownSheet() error {
	name := cmp.Or(b.p.Print.DropDowns, "下拉菜单表")
	corner := ""
	longest := 0
	for i, list := range b.long() {
		if i == 0 {
			if _, err := b.NewSheet(name); err != nil {
				return err
			}
		}
		l := b.p.Lists[list]
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		words := append([]string{cmp.Or(l.Label, list)}, l.Words...)
		if err := b.SetSheetCol(name, column+"1", &words); err != nil {
			return err
		}
		last := fmt.Sprint(column, len(words))
		if err := b.SetCellStyle(name, column+"1", last, b.styles["plain"]); err != nil {
			return err
		}
		if err := b.SetColWidth(name, column, column, 34); err != nil {
			return err
		}
		b.lists[list] = fmt.Sprintf("%s!$%s$2:$%s$%d", name, column, column, len(words))
		longest = max(longest, len(words))
		corner = fmt.Sprint(column, longest)
	}
	if corner == "" {
		return nil
	}
	// Programs that read a sheet as a stream see no more of it than it says it has.
	return b.SetSheetDimension(name, "A1:"+corner)
}

// long lists the names of the lists on the sheet of drop-downs, in the order of
// the columns that use them.
func (b *builder) long() []string {
	var names []string
	seen := map[string]bool{}
	for _, c := range b.p.Columns {
		if l, ok := b.p.Lists[c.List]; ok && l.OnSheet && !seen[c.List] {
			seen[c.List] = true
			names = append(names, c.List)
		}
	}
	return names
}

// dropDowns puts a list of words under the columns that have one.
func (b *builder) dropDowns() error {
	for _, c := range b.p.Columns {
		l, ok := b.p.Lists[c.List]
		if !ok || len(l.Words) == 0 {
			continue
		}
		from, to := b.data(c.At)
		rule := excelize.NewDataValidation(true)
		rule.SetSqref(from + ":" + to)
		if where := b.lists[c.List]; where != "" {
			rule.SetSqrefDropList(where)
		} else if n := utf8.RuneCountInString(strings.Join(l.Words, ",")); n > inlineLimit {
			return fmt.Errorf("list %s has %d characters and must be on_sheet", c.List, n)
		} else if err := rule.SetDropList(l.Words); err != nil {
			return err
		}
		rule.SetError(excelize.DataValidationErrorStyleStop, "请从下拉菜单里选", "这一格只能从下拉菜单里选，别的写法上级系统不认。")
		if err := b.AddDataValidation(b.sheet, rule); err != nil {
			return err
		}
	}
	return nil
}

// printing sets the form up for A4 across, its header on every page.
func (b *builder) printing() error {
	size, orientation, wide, tall := 9, "landscape", max(b.p.Print.Wide, 1), 0
	fit := true
	if err := b.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := b.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall}); err != nil {
		return err
	}
	side, top, bottom, middle := 0.4, 0.5, 0.6, true
	if err := b.SetPageMargins(b.sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &bottom, Horizontally: &middle}); err != nil {
		return err
	}
	if err := b.SetHeaderFooter(b.sheet, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页 共 &N 页"}); err != nil {
		return err
	}
	if err := b.SetPanes(b.sheet, &excelize.Panes{Freeze: true, YSplit: b.p.Rows.Header[1], TopLeftCell: fmt.Sprint("A", b.p.Rows.First), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	titles := fmt.Sprintf("%s!$%d:$%d", b.sheet, b.p.Rows.Header[0], b.p.Rows.Header[1])
	if from, to, ok := strings.Cut(b.p.Print.Repeat, ":"); ok {
		titles = fmt.Sprintf("%s!$%s:$%s,%s", b.sheet, from, to, titles)
	}
	return b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: b.sheet, RefersTo: titles})
}

// row is the number at the end of a cell's name.
func row(cell string) int {
	_, n, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		panic(err) // report.Parse has checked it
	}
	return n
}

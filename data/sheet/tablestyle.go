package sheet

import (
	"fmt"
	"iter"
	"strings"
)

// tablePart says what a cell of a table is.
type tablePart uint8

const (
	bodyPart tablePart = iota
	headerPart
	titlePart
	notePart
)

// look is all that decides a cell's style.
type look struct {
	part   tablePart
	kind   ColumnKind
	mark   string
	quoted bool
}

// tableStyles numbers the looks a workbook uses; style 0 is the plain one.
type tableStyles struct {
	index map[look]int
	looks []look
}

func (s *tableStyles) of(l look) int {
	n, found := s.index[l]
	if !found {
		s.looks = append(s.looks, l)
		n = len(s.looks)
		s.index[l] = n
	}
	return n
}

func (s *tableStyles) quoted(style int) int {
	if style < 1 || style > len(s.looks) {
		return style
	}
	l := s.looks[style-1]
	l.quoted = true
	return s.of(l)
}

// xml writes the styles part.
func (s *tableStyles) xml() string {
	fills := []string{`<fill><patternFill patternType="none"/></fill>`, `<fill><patternFill patternType="gray125"/></fill>`, solid("E7EEF7")}
	byMark := map[string]int{}
	var cells strings.Builder
	for _, l := range s.looks {
		font, fill, border, format, align := 0, 0, 1, 49, `vertical="center"`
		switch l.part {
		case headerPart:
			font, fill, align = 1, 2, `horizontal="center" vertical="center" wrapText="1"`
		case titlePart:
			font, border, align = 2, 0, `horizontal="center" vertical="center"`
		case notePart:
			border = 0
		default:
			format, align = l.kind.format()
		}
		if color := hexColor(l.mark); color != "" {
			if byMark[color] == 0 {
				fills = append(fills, solid(color))
				byMark[color] = len(fills) - 1
			}
			fill = byMark[color]
		}
		quote := ""
		if l.quoted {
			quote = ` quotePrefix="1"`
		}
		fmt.Fprintf(&cells, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"%s><alignment %s/></xf>`, format, font, fill, border, quote, align)
	}
	return xmlHeader + `<styleSheet xmlns="` + mainSpace + `"><fonts count="3">` +
		`<font><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>` +
		`<font><b/><sz val="11"/><name val="宋体"/><family val="3"/><charset val="134"/></font>` +
		`<font><b/><sz val="16"/><name val="宋体"/><family val="3"/><charset val="134"/></font></fonts>` +
		fmt.Sprintf(`<fills count="%d">`, len(fills)) + strings.Join(fills, "") + `</fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right><top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		fmt.Sprintf(`<cellXfs count="%d"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`, len(s.looks)+1) + cells.String() + `</cellXfs>` +
		`<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

func solid(color string) string {
	return `<fill><patternFill patternType="solid"><fgColor rgb="FF` + color + `"/></patternFill></fill>`
}

// hexColor gives a colour as six hexadecimal digits, empty for what is none.
func hexColor(s string) string {
	s = strings.ToUpper(strings.TrimPrefix(s, "#"))
	if len(s) != 6 || strings.Trim(s, "0123456789ABCDEF") != "" {
		return ""
	}
	return s
}

// format gives the number format and alignment of a column's cells.
func (k ColumnKind) format() (int, string) {
	switch k {
	case CentredColumn:
		return 49, `horizontal="center" vertical="center"`
	case WrappedColumn:
		return 49, `vertical="center" wrapText="1"`
	case CountColumn:
		return 0, `horizontal="right" vertical="center"`
	case MoneyColumn:
		return 4, `horizontal="right" vertical="center"`
	}
	return 49, `horizontal="left" vertical="center"`
}

// sheetNames makes the tables' names fit for sheets, and different.
func sheetNames(tables []Table) []string {
	var names []string
	used := map[string]bool{}
	for i, t := range tables {
		name := strings.Trim(strings.Map(func(r rune) rune {
			if r < ' ' || strings.ContainsRune(`[]:*?/\`, r) {
				return '_'
			}
			return r
		}, t.Sheet), "' ")
		if name == "" {
			name = fmt.Sprintf("Sheet%d", i+1)
		}
		name = shorten(name, 31)
		for n := 2; used[strings.ToLower(name)]; n++ {
			suffix := fmt.Sprintf("(%d)", n)
			name = shorten(name, 31-len(suffix)) + suffix
		}
		used[strings.ToLower(name)] = true
		names = append(names, name)
	}
	return names
}

// shorten cuts s to n UTF-16 units, as spreadsheets count.
func shorten(s string, n int) string {
	for textUnits(s) > n {
		r := []rune(s)
		s = string(r[:len(r)-1])
	}
	return s
}

// tableParts gives the parts that do not depend on the rows, in the order of a
// package.
func tableParts(tables []Table, names []string) iter.Seq2[string, string] {
	var types, sheets, rels, defined strings.Builder
	for i, t := range tables {
		n := i + 1
		name := string(appendAttr(nil, names[i]))
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, name, n, n)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, relSpace, n)
		row := t.headerRow()
		fmt.Fprintf(&defined, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">'%s'!$%d:$%d</definedName>`, i, appendEscaped(nil, strings.ReplaceAll(names[i], "'", "''")), row, row)
	}
	n := len(tables)
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/><Relationship Id="rId%d" Type="%s/sharedStrings" Target="sharedStrings.xml"/>`, n+1, relSpace, n+2, relSpace)
	const package_ = "http://schemas.openxmlformats.org/package/2006/"
	parts := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + package_ + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` + types.String() +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
			`<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + package_ + `relationships"><Relationship Id="rId1" Type="` + relSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relSpace + `"><sheets>` + sheets.String() + `</sheets><definedNames>` + defined.String() + `</definedNames></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + package_ + `relationships">` + rels.String() + `</Relationships>`},
	}
	return func(yield func(string, string) bool) {
		for _, p := range parts {
			if !yield(p[0], xmlHeader+p[1]) {
				return
			}
		}
	}
}

package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Build makes a document out of a short text, from which the shipped templates are made:
//
//	# 大标题        ## 小标题        > 靠右的一行        < 不缩进的一行
//	正文段落，首行缩进两字
//	---            换页
//	横向            整份横着印（写在第一行）
//	|: 30 0 40     下面是表格，列宽毫米，0 的平分余下的
//	| 甲 | 乙 | <  表格的一行，< 表示并入左边一格；|! 开头的是表头
//
// An error names the line.
func Build(source string) ([]byte, error) {
	b := &builder{room: 210 - 2*margin}
	for i, line := range strings.Split(strings.TrimSpace(source), "\n") {
		if err := b.line(strings.TrimRight(line, " \r")); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	b.endTable()
	width, height, orient := 11906, 16838, ""
	if b.across {
		width, height, orient = height, width, ` w:orient="landscape"`
	}
	doc := fmt.Sprintf(`%s<w:document %s><w:body>%s<w:sectPr><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>`,
		xmlHead, namespace, b.out.String(), width, height, orient, dxa(margin), dxa(margin), dxa(margin), dxa(margin))
	return pack([][2]string{{"[Content_Types].xml", contentTypes}, {"_rels/.rels", packageRels}, {body, doc}, {"word/_rels/document.xml.rels", documentRels}, {"word/styles.xml", builtStyles}})
}

// margin is the room around the text of built documents, mm.
const margin = 25

const (
	xmlHead      = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespace    = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`
	packageRels  = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	documentRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	builtStyles  = xmlHead + `<w:styles ` + namespace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>`
)

type builder struct {
	out    strings.Builder
	across bool
	room   float64
	// columns are the widths of the table at hand, nil outside of one; after says that
	// one has just ended.
	columns []float64
	after   bool
}

func dxa(mm float64) int { return int(mm*1440/25.4 + 0.5) }

func (b *builder) line(line string) error {
	if strings.HasPrefix(line, "|:") {
		return b.beginTable(strings.Fields(line[2:]))
	}
	if strings.HasPrefix(line, "|") {
		return b.row(line[1:])
	}
	b.endTable()
	switch {
	case line == "横向":
		b.across, b.room = true, 297-2*margin
	case line == "---":
		b.out.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
	case strings.HasPrefix(line, "## "):
		b.para(line[3:], `<w:jc w:val="center"/>`, 28, true)
	case strings.HasPrefix(line, "# "):
		b.para(line[2:], `<w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/>`, 36, true)
	case strings.HasPrefix(line, "> "):
		b.para(line[2:], `<w:spacing w:line="360" w:lineRule="auto"/><w:jc w:val="right"/>`, 24, false)
	case strings.HasPrefix(line, "< "):
		b.para(line[2:], `<w:spacing w:line="360" w:lineRule="auto"/>`, 24, false)
	default:
		b.para(line, `<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLineChars="200" w:firstLine="480"/>`, 24, false)
	}
	return nil
}

// para writes a paragraph with properties and type in half points.
func (b *builder) para(words, properties string, size int, bold bool) {
	look := fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, size, size)
	if bold {
		look = `<w:rFonts w:eastAsia="黑体"/><w:b/>` + look
	}
	if b.after && b.columns == nil { // room below the table
		properties, b.after = strings.Replace(properties, `<w:spacing `, `<w:spacing w:before="120" `, 1), false
	}
	b.out.WriteString(`<w:p><w:pPr>` + properties + `</w:pPr>`)
	if words != "" {
		b.out.WriteString(`<w:r><w:rPr>` + look + `</w:rPr><w:t xml:space="preserve">`)
		_ = xml.EscapeText(&b.out, []byte(words)) // a builder takes everything
		b.out.WriteString(`</w:t></w:r>`)
	}
	b.out.WriteString(`</w:p>`)
}

func (b *builder) beginTable(widths []string) error {
	b.endTable()
	rest, open := b.room, 0
	for _, w := range widths {
		n, err := strconv.ParseFloat(w, 64)
		if err != nil || n < 0 {
			return fmt.Errorf("%q is no width", w)
		}
		if n == 0 {
			open++
		}
		rest -= n
		b.columns = append(b.columns, n)
	}
	if len(b.columns) == 0 || rest < float64(open)*5 {
		return fmt.Errorf("columns do not fit in %.0f mm", b.room)
	}
	b.out.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.out.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	b.out.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for i, w := range b.columns {
		if w == 0 {
			b.columns[i] = rest / float64(open)
		}
		fmt.Fprintf(&b.out, `<w:gridCol w:w="%d"/>`, dxa(b.columns[i]))
	}
	b.out.WriteString(`</w:tblGrid>`)
	return nil
}

func (b *builder) row(line string) error {
	head := strings.HasPrefix(line, "!")
	cells := strings.Split(strings.TrimPrefix(line, "!"), "|")
	if len(cells) != len(b.columns) {
		return fmt.Errorf("%d cells, the table has %d columns", len(cells), len(b.columns))
	}
	b.out.WriteString(`<w:tr><w:trPr><w:trHeight w:val="454"/>`)
	if head {
		b.out.WriteString(`<w:tblHeader/>`)
	}
	b.out.WriteString(`</w:trPr>`)
	for i := 0; i < len(cells); {
		width, span := b.columns[i], 1
		for i+span < len(cells) && strings.TrimSpace(cells[i+span]) == "<" {
			width += b.columns[i+span]
			span++
		}
		fmt.Fprintf(&b.out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, dxa(width))
		if span > 1 {
			fmt.Fprintf(&b.out, `<w:gridSpan w:val="%d"/>`, span)
		}
		b.out.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
		properties := ""
		if head {
			properties = `<w:jc w:val="center"/>`
		}
		b.para(strings.TrimSpace(cells[i]), properties, 21, head)
		b.out.WriteString(`</w:tc>`)
		i += span
	}
	b.out.WriteString(`</w:tr>`)
	return nil
}

func (b *builder) endTable() {
	if b.columns != nil {
		b.out.WriteString(`</w:tbl>`)
		b.columns, b.after = nil, true
	}
}

// pack makes the file of parts, name and text. Equal parts give equal bytes.
func pack(parts [][2]string) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		part, err := w.CreateHeader(&zip.FileHeader{Name: p[0], Method: zip.Deflate, Modified: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = part.Write([]byte(p[1]))
		}
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", p[0], err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

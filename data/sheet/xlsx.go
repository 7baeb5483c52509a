package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding/unicode"
)

// pkg is an xlsx package being read.
type pkg struct {
	*guard
	data  []byte
	parts map[string]*zip.File // by lower-case name
	// shared are the shared strings; dates tells for every cell style whether its
	// number format shows a day.
	shared   []string
	dates    []bool
	from1904 bool
	text     textArena
	pending  []pendingFormula
	// lost counts the cells whose text is not in the table of texts.
	lost int
}

// readXLSX reads a workbook in the form of ECMA-376, transitional or strict.
func (g *guard) readXLSX(data []byte) (*Book, error) {
	p, err := openPackage(g, data)
	if err != nil {
		return nil, err
	}
	book := &Book{Format: "xlsx"}
	main, err := p.mainPart()
	if err != nil {
		return nil, err
	}
	w, err := p.readWorkbook(main)
	if err != nil {
		return nil, err
	}
	p.from1904, book.Date1904 = w.from1904, w.from1904
	if p.dates, err = p.readStyles(w.styles); err != nil {
		return nil, err
	}
	if p.shared, err = p.readShared(w.shared); err != nil {
		return nil, err
	}
	for _, entry := range w.sheets {
		s, err := p.readSheet(entry)
		if err != nil {
			return nil, err
		}
		book.Sheets = append(book.Sheets, s)
	}
	if len(p.shared) == 0 && p.lost > 0 {
		return nil, p.fail("damaged", nil, "里存放文字的部分（sharedStrings）丢失了，%d 个单元格的文字读不出来，没有读入。请用原来的程序打开看看，另存为 .xlsx 再导入；打不开就找一份备份。", p.lost)
	}
	if len(book.Sheets) == 0 {
		return nil, p.fail("not_a_workbook", nil, "里没有一张可读的工作表。请用 WPS 打开看看，另存为 .xlsx 再导入。")
	}
	return book, p.calculate(book)
}

// openPackage lists the parts of a zip file.
func openPackage(g *guard, data []byte) (*pkg, error) {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, g.damaged(err)
	}
	p := &pkg{guard: g, data: data, parts: map[string]*zip.File{}}
	declared := int64(0)
	for _, f := range zr.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if f.Flags&1 != 0 {
			return nil, g.fail("unsupported", nil, "是加了密码的压缩包，不是表格。请先解压，再导入里面的表格。")
		}
		if _, twice := p.parts[name]; !twice {
			p.parts[name] = f
			if declared += int64(min(f.UncompressedSize64, 1<<40)); g.limits.UnzippedBytes > 0 && declared > g.limits.UnzippedBytes && g.smallFor(declared, len(data)) {
				return nil, g.bloated()
			}
			if strings.HasPrefix(name, "xl/worksheets/") || strings.HasSuffix(name, "sharedstrings.xml") {
				g.total += int64(min(f.UncompressedSize64, 1<<40))
			}
		}
	}
	return p, nil
}

// partReader counts what is unpacked from a part.
type partReader struct {
	r     io.Reader
	guard *guard
}

func (r partReader) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	if over := r.guard.addBytes(n); over != nil {
		return 0, over
	}
	return n, err
}

// scan opens a part for scanning. The caller closes what comes second.
func (p *pkg) scan(name string) (*scanner, io.Closer, error) {
	f, found := p.parts[strings.ToLower(name)]
	if !found {
		return nil, nil, p.damaged(errors.New("no part " + name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, nil, p.damaged(err)
	}
	s := newScanner(partReader{r, p.guard}, f.UncompressedSize64)
	if s.more() && s.end > 1 && (string(s.buf[:2]) == "\xFF\xFE" || string(s.buf[:2]) == "\xFE\xFF") {
		rest := io.MultiReader(bytes.NewReader(bytes.Clone(s.buf[:s.end])), partReader{r, p.guard})
		s = newScanner(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(rest), f.UncompressedSize64)
	}
	return s, r, nil
}

// each walks through a part and calls visit for every start tag.
func (p *pkg) each(name string, visit func(s *scanner)) error {
	s, closer, err := p.scan(name)
	if err != nil {
		return err
	}
	defer closer.Close()
	for {
		kind, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if kind == tokenStart {
			visit(s)
		}
	}
}

// relation is one line of a .rels part.
type relation struct{ kind, target string }

// relations reads the relations of a part; a package without them has none.
func (p *pkg) relations(part string) (map[string]relation, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	out := map[string]relation{}
	if p.parts[strings.ToLower(name)] == nil {
		return out, nil
	}
	err := p.each(name, func(s *scanner) {
		if string(s.name) != "Relationship" || s.attr("TargetMode") == "External" {
			return
		}
		target := strings.ReplaceAll(s.attr("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(part), target)
		}
		out[s.attr("Id")] = relation{path.Base(s.attr("Type")), strings.TrimPrefix(path.Clean(target), "/")}
	})
	return out, err
}

// mainPart finds the workbook, and says what else the zip file is.
func (p *pkg) mainPart() (string, error) {
	root, err := p.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range root {
		if r.kind == "officeDocument" && strings.HasSuffix(strings.ToLower(r.target), ".xml") && p.parts[strings.ToLower(r.target)] != nil && !strings.HasPrefix(r.target, "word/") && !strings.HasPrefix(r.target, "ppt/") {
			return r.target, nil
		}
	}
	switch {
	case p.parts["xl/workbook.xml"] != nil:
		return "xl/workbook.xml", nil
	case p.parts["xl/workbook.bin"] != nil:
		return "", p.fail("unsupported", nil, "是二进制工作簿（.xlsb），不能直接读。请用 WPS 另存为 .xlsx 再导入。")
	case p.parts["content.xml"] != nil:
		return "", p.fail("unsupported", nil, "是 OpenDocument 表格（.ods），不能直接读。请用 WPS 另存为 .xlsx 再导入。")
	}
	return "", p.fail("not_a_workbook", nil, "不是表格，可能是压缩包或 Word 文档。如果是压缩包，请先解压，再导入里面的表格。")
}

// workbook is what workbook.xml and its relations say.
type workbook struct {
	sheets         []sheetEntry
	from1904       bool
	shared, styles string // part names, empty where there is none
}

type sheetEntry struct {
	name, part string
	hidden     bool
}

func (p *pkg) readWorkbook(main string) (workbook, error) {
	var w workbook
	rels, err := p.relations(main)
	if err != nil {
		return w, err
	}
	for _, r := range rels {
		switch {
		case p.parts[strings.ToLower(r.target)] == nil:
		case r.kind == "sharedStrings":
			w.shared = r.target
		case r.kind == "styles":
			w.styles = r.target
		}
	}
	err = p.each(main, func(s *scanner) {
		switch string(s.name) {
		case "workbookPr":
			v := s.attr("date1904")
			w.from1904 = v == "1" || v == "true"
		case "sheet":
			r := rels[s.attr("id")]
			if r.kind == "worksheet" {
				state := s.attr("state")
				w.sheets = append(w.sheets, sheetEntry{s.attr("name"), r.target, state == "hidden" || state == "veryHidden"})
			}
		}
	})
	if err == nil && p.limits.Sheets > 0 && len(w.sheets) > p.limits.Sheets {
		err = p.fail("too_large", nil, "有 %d 张工作表，超过了 %d 张。请把需要的工作表另存为一个新文件再导入。", len(w.sheets), p.limits.Sheets)
	}
	return w, err
}

// readStyles tells for every cell style whether its number format shows a day.
func (p *pkg) readStyles(part string) ([]bool, error) {
	if part == "" {
		return nil, nil
	}
	custom := map[string]bool{}
	var dates []bool
	inCells := false
	err := p.each(part, func(s *scanner) {
		switch string(s.name) {
		case "numFmt":
			custom[s.attr("numFmtId")] = dateFormat(s.attr("formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id := s.attr("numFmtId")
				shows, known := custom[id]
				n, ok := digits([]byte(id))
				dates = append(dates, shows || !known && ok && builtinDate(n))
			}
		}
	})
	return dates, err
}

// The texts of a workbook stand there once each, so that they are many only where the
// table is large, and unlike one another, so that they pack to a tenth at most.
const (
	sharedTexts = 5_000_000
	sharedBytes = 16 << 20
	sharedRatio = 40
)

// crowded words the error for a table of texts that no sheet can need.
func (p *pkg) crowded() error {
	return p.fail("too_large", nil, "里存放的文字太多，不像正常的表格，没有读入。请用 WPS 打开，把需要的工作表另存为一个新文件再导入。")
}

// readShared reads the shared strings: runs joined, phonetic guides left out.
func (p *pkg) readShared(part string) ([]string, error) {
	if part == "" {
		return nil, nil
	}
	s, closer, err := p.scan(part)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	if f := p.parts[strings.ToLower(part)]; f.UncompressedSize64 > sharedBytes && f.UncompressedSize64 > sharedRatio*f.CompressedSize64 {
		return nil, p.crowded()
	}
	var out []string
	var rich richText
	for {
		kind, err := s.next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		rich.take(s, kind)
		if string(s.name) == "si" && (kind == tokenEnd || kind == tokenStart && s.empty) {
			if len(out) == sharedTexts {
				return nil, p.crowded()
			}
			out = append(out, p.text.keep(rich.done()))
		}
	}
}

// richText gathers the text of <si> or <is>.
type richText struct {
	buf            []byte
	inText, inRuby bool
}

func (t *richText) take(s *scanner, kind tokenKind) {
	switch kind {
	case tokenText:
		if t.inText && !t.inRuby {
			t.buf = s.appendText(t.buf)
		}
	default:
		switch string(s.name) {
		case "t":
			t.inText = kind == tokenStart && !s.empty
		case "rPh":
			t.inRuby = kind == tokenStart && !s.empty
		}
	}
}

// done gives the text gathered and starts anew; it holds until the next take.
func (t *richText) done() []byte {
	b := unescape(t.buf)
	t.buf, t.inText, t.inRuby = t.buf[:0], false, false
	return b
}

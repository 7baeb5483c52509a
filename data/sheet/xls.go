package sheet

import (
	"encoding/binary"
	"errors"
	"math"
	"strconv"
)

// The records of a BIFF8 workbook that hold cells or say how to read them; names as
// in Microsoft's [MS-XLS].
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDateMode   = 0x0022
	recFilePass   = 0x002F
	recContinue   = 0x003C
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recRString    = 0x00D6
	recXF         = 0x00E0
	recMerged     = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recRK         = 0x027E
	recFormat     = 0x041E
	recBOF        = 0x0809
)

// biff reads the Workbook stream of an old .xls file. All reads are checked: one
// beyond the end panics with errShort, which readXLS turns into a sentence.
type biff struct {
	*guard
	data     []byte
	pos      int
	shared   []string
	formats  map[int]bool // number format id -> shows a day
	xf       []int        // number format id of each cell style
	from1904 bool
}

var errShort = errors.New("a record of the workbook is too short")

// boundSheet is a sheet as the workbook's first part lists it.
type boundSheet struct {
	at     int
	hidden bool
	name   string
}

// readXLS reads a BIFF8 workbook (Excel 97 to 2003, WPS .xls).
func (g *guard) readXLS(data []byte) (book *Book, err error) {
	defer func() {
		if r := recover(); r == errShort {
			book, err = nil, g.damaged(errShort)
		} else if r != nil {
			panic(r)
		}
	}()
	g.total = int64(len(data))
	if err := g.addBytes(len(data)); err != nil {
		return nil, err
	}
	r := &biff{guard: g, data: data, formats: map[int]bool{}}
	list, err := r.globals()
	if err != nil {
		return nil, err
	}
	book = &Book{Format: "xls", Date1904: r.from1904}
	for _, b := range list {
		s, err := r.sheet(b)
		if err != nil {
			return nil, err
		}
		book.Sheets = append(book.Sheets, s)
	}
	if len(book.Sheets) == 0 {
		return nil, g.fail("not_a_workbook", nil, "里没有一张可读的工作表。请用 WPS 打开看看，另存为 .xlsx 再导入。")
	}
	return book, nil
}

// next reads a record and the CONTINUE records that belong to it.
func (r *biff) next() (int, *record, error) {
	id, body, ok := r.one()
	if !ok {
		return 0, nil, r.damaged(errors.New("the workbook stream ends early"))
	}
	rec := &record{parts: [][]byte{body}}
	for {
		at := r.pos
		id, body, ok := r.one()
		if !ok || id != recContinue {
			r.pos = at
			break
		}
		rec.parts = append(rec.parts, body)
	}
	return id, rec, r.addCells(0)
}

func (r *biff) one() (int, []byte, bool) {
	if r.pos < 0 || r.pos+4 > len(r.data) {
		return 0, nil, false
	}
	id := int(binary.LittleEndian.Uint16(r.data[r.pos:]))
	n := int(binary.LittleEndian.Uint16(r.data[r.pos+2:]))
	start := r.pos + 4
	if start+n > len(r.data) {
		return 0, nil, false
	}
	r.pos = start + n
	return id, r.data[start:r.pos], true
}

// globals reads what stands before the first sheet.
func (r *biff) globals() ([]boundSheet, error) {
	var list []boundSheet
	for first := true; ; first = false {
		id, rec, err := r.next()
		if err != nil {
			return nil, err
		}
		if first && (id != recBOF || rec.u16() != 0x0600) {
			return nil, r.oldFormat()
		}
		switch id {
		case recEOF:
			if r.limits.Sheets > 0 && len(list) > r.limits.Sheets {
				return nil, r.fail("too_large", nil, "有 %d 张工作表，超过了 %d 张。请把需要的工作表另存为一个新文件再导入。", len(list), r.limits.Sheets)
			}
			return list, nil
		case recFilePass:
			return nil, r.fail("unsupported", nil, "设有密码，而旧格式（.xls）的加密表格不能直接读。请用 WPS 打开（要输入密码），另存为不带密码的 .xlsx 再导入。")
		case recDateMode:
			r.from1904 = rec.u16() == 1
		case recFormat:
			format := rec.u16()
			r.formats[format] = dateFormat(rec.text(rec.u16()))
		case recXF:
			rec.skip(2)
			r.xf = append(r.xf, rec.u16())
		case recBoundSheet:
			at, state, kind := rec.u32(), rec.u8(), rec.u8()
			if b := (boundSheet{int(at), state&3 != 0, rec.text(rec.u8())}); kind == 0 {
				list = append(list, b)
			}
		case recSST:
			if err := r.sst(rec); err != nil {
				return nil, err
			}
		}
	}
}

// sst reads the shared strings.
func (r *biff) sst(rec *record) error {
	rec.skip(4)
	for n := rec.u32(); n > 0 && !rec.done(); n-- {
		r.shared = append(r.shared, rec.richText())
		if err := r.addCells(0); err != nil {
			return err
		}
	}
	return nil
}

// sheet reads one sheet.
func (r *biff) sheet(b boundSheet) (*Sheet, error) {
	r.pos = b.at
	s := &sheetXLS{biff: r, grid: newGrid(r.guard, b.name), sheet: &Sheet{Name: b.name, Hidden: b.hidden}}
	for depth := 0; ; {
		id, rec, err := r.next()
		if err != nil {
			return nil, err
		}
		switch {
		case id == recBOF:
			depth++
		case depth == 0:
			return nil, r.damaged(errors.New("no sheet where the workbook says one is"))
		case id == recEOF:
			if depth--; depth == 0 {
				s.sheet.Rows = s.grid.sorted()
				return s.sheet, nil
			}
		case depth == 1: // deeper ones are charts
			if err := s.take(id, rec); err != nil {
				return nil, err
			}
		}
	}
}

// sheetXLS is a sheet being read.
type sheetXLS struct {
	*biff
	grid  *grid
	sheet *Sheet
	// row and col are those of a formula whose text comes in the next record.
	row, col int
	awaits   bool
}

func (s *sheetXLS) take(id int, rec *record) error {
	switch id {
	case recRow:
		number := rec.u16() + 1
		rec.skip(10)
		if rec.u16()&0x20 != 0 {
			s.grid.hidden[number] = true
		}
	case recMerged:
		for n := rec.u16(); n > 0; n-- {
			row1, row2, col1, col2 := rec.u16(), rec.u16(), rec.u16(), rec.u16()
			s.sheet.Merges = append(s.sheet.Merges, Range{min(col1, col2), min(row1, row2) + 1, max(col1, col2), max(row1, row2) + 1})
		}
	case recString:
		if s.awaits {
			s.awaits = false
			return s.grid.put(s.row, s.col, Cell{Kind: Text, Formula: true, Text: rec.text(rec.u16())})
		}
	case recLabelSST, recLabel, recRString, recNumber, recRK, recMulRK, recBoolErr, recFormula:
		return s.cell(id, rec)
	}
	return nil
}

// cell reads a record that begins with row, column and, but for MULRK, style.
func (s *sheetXLS) cell(id int, rec *record) error {
	row, col := rec.u16()+1, rec.u16()
	if id == recMulRK {
		for ; rec.left() >= 6+2; col++ {
			style := rec.u16()
			if err := s.grid.put(row, col, s.number(rk(rec.u32()), style, false)); err != nil {
				return err
			}
		}
		return nil
	}
	style := rec.u16()
	var c Cell
	switch id {
	case recLabelSST:
		if n := int(rec.u32()); n < len(s.shared) {
			c = Cell{Kind: Text, Text: s.shared[n]}
		} else {
			c = Cell{Kind: Failed, Text: "#REF!"} // points to a text that is not there
		}
	case recLabel, recRString:
		c = Cell{Kind: Text, Text: rec.text(rec.u16())}
	case recNumber:
		c = s.number(rec.f64(), style, false)
	case recRK:
		c = s.number(rk(rec.u32()), style, false)
	case recBoolErr:
		value := rec.u8()
		c = boolOrError(value, rec.u8() != 0)
	case recFormula:
		c = s.formula(rec, row, col, style)
	}
	return s.grid.put(row, col, c)
}

// formula gives the stored result of a formula.
func (s *sheetXLS) formula(rec *record, row, col, style int) Cell {
	bits := uint64(rec.u32()) | uint64(rec.u32())<<32
	if bits>>48 != 0xFFFF {
		return s.number(math.Float64frombits(bits), style, true)
	}
	s.awaits = false
	switch bits & 0xFF {
	case 0:
		s.row, s.col, s.awaits = row, col, true
	case 1, 2:
		c := boolOrError(int(bits>>16&0xFF), bits&0xFF == 2)
		c.Formula = true
		return c
	}
	return Cell{}
}

func (s *sheetXLS) number(v float64, style int, formula bool) Cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Cell{Kind: Failed, Formula: formula, Text: "#NUM!"}
	}
	date := false
	if style < len(s.xf) {
		shows, known := s.formats[s.xf[style]]
		date = shows || !known && builtinDate(s.xf[style])
	}
	return asShown(Cell{Kind: Number, Formula: formula, Number: v, Text: strconv.FormatFloat(v, 'g', -1, 64)}, date, s.from1904)
}

func boolOrError(value int, isError bool) Cell {
	if isError {
		names := map[int]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
		if name, known := names[value]; known {
			return Cell{Kind: Failed, Text: name}
		}
		return Cell{Kind: Failed, Text: "#ERROR!"}
	}
	if value != 0 {
		return Cell{Kind: Bool, Text: "TRUE", Number: 1}
	}
	return Cell{Kind: Bool, Text: "FALSE"}
}

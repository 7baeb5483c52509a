package sheet

import (
	"context"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// rec writes a BIFF record.
func rec(id int, parts ...any) []byte {
	var body []byte
	for _, p := range parts {
		switch v := p.(type) {
		case int:
			body = binary.LittleEndian.AppendUint16(body, uint16(v))
		case uint32:
			body = binary.LittleEndian.AppendUint32(body, v)
		case byte:
			body = append(body, v)
		case float64:
			body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
		case string:
			body = append(body, v...)
		}
	}
	out := binary.LittleEndian.AppendUint16(nil, uint16(id))
	return append(binary.LittleEndian.AppendUint16(out, uint16(len(body))), body...)
}

// wide writes text as two-byte characters.
func wide(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// biffBook joins the records of a workbook with one sheet called 表.
func biffBook(globals, sheet []byte, dates int) []byte {
	head := slices.Concat(rec(recBOF, 0x0600, 5), rec(recDateMode, dates),
		rec(recFormat, 176, 9, byte(0), `yyyy"-"mm`), rec(recXF, 0, 0), rec(recXF, 0, 14), rec(recXF, 0, 176))
	bound := func(at int) []byte {
		return rec(recBoundSheet, uint32(at), byte(1), byte(0), byte(1), byte(1), wide("表"))
	}
	at := len(head) + len(bound(0)) + len(globals) + len(rec(recEOF))
	return slices.Concat(head, bound(at), globals, rec(recEOF), rec(recBOF, 0x0600, 0x10), sheet, rec(recEOF))
}

func openStream(stream []byte) (*Book, error) {
	g := newGuard(context.Background(), "旧名册.xls", Options{})
	return g.readXLS(stream)
}

func TestBIFF8(t *testing.T) {
	sst := slices.Concat(
		rec(recSST, uint32(4), uint32(4),
			2, byte(1), wide("甲乙"),
			3, byte(8), 1, "abc", "\x01\x02\x03\x04", // one formatting run
			4, byte(1), wide("姓")), // goes on, and changes to one byte a character
		rec(recContinue, byte(0), "abc", 1, byte(5), uint32(4), wide("丙")),
		rec(recContinue, "ruby")) // the phonetic guide of the last string
	cell := func(row, col, style int) string { return string(rec(0, row, col, style)[4:]) }
	sheet := slices.Concat(
		rec(recRow, 7, 0, 9, 0, 0, 0, 0x20, 0),
		rec(recLabelSST, cell(0, 0, 0), uint32(0)), rec(recLabelSST, cell(0, 1, 0), uint32(1)),
		rec(recLabelSST, cell(0, 2, 0), uint32(2)), rec(recLabelSST, cell(0, 3, 0), uint32(3)), rec(recLabelSST, cell(0, 4, 0), uint32(9)),
		rec(recNumber, cell(1, 0, 0), 330101199511040000.0), rec(recNumber, cell(1, 1, 1), 43900.25),
		rec(recRK, cell(1, 2, 0), uint32(1250<<2|3)), rec(recRK, cell(1, 3, 2), uint32(40210<<2|2)), rec(recRK, cell(1, 4, 0), uint32(0xFFFFFFEE)),
		rec(recMulRK, 2, 1, 0, uint32(7<<2|2), 0, uint32(8<<2|2), 2),
		rec(recLabel, cell(3, 0, 0), 2, byte(1), wide("直写")), rec(0x0201, cell(3, 1, 0)),
		rec(recBoolErr, cell(3, 2, 0), byte(1), byte(0)), rec(recBoolErr, cell(3, 3, 0), byte(0x2A), byte(1)),
		rec(recFormula, cell(4, 0, 0), 1.5, 0, uint32(0)),
		rec(recFormula, cell(4, 1, 0), "\x00\x00\x00\x00\x00\x00\xFF\xFF", 0, uint32(0)), rec(recString, 2, byte(0), "ok"),
		rec(recFormula, cell(4, 2, 0), "\x03\x00\x00\x00\x00\x00\xFF\xFF", 0, uint32(0)),
		rec(recFormula, cell(4, 3, 0), "\x02\x00\x07\x00\x00\x00\xFF\xFF", 0, uint32(0)),
		rec(recBOF, 0x0600, 0x20), rec(recNumber, cell(9, 9, 0), 1.0), rec(recEOF), // a chart
		rec(recNumber, cell(7, 0, 0), 1.0),
		rec(recMerged, 1, 0, 1, 0, 2))
	b, err := openStream(biffBook(sst, sheet, 0))
	must(t, err)
	want := "1:T甲乙|Tabc|T姓abc|T丙|F#REF!| 2:N330101199511040000|D2020-03-10 06:00:00|N12.5|D2010-02-01|N-5| " +
		"3:_|N7|N8| 4:T直写|_|BTRUE|F#N/A| 5:N=1.5|T=ok|_|F=#DIV/0!| 8:hidden:N1|"
	if got := dump(b.Sheets[0]); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if s := b.Sheets[0]; s.Name != "表" || !s.Hidden || !slices.Equal(s.Merges, []Range{{0, 1, 2, 2}}) {
		t.Errorf("%q %v %v", s.Name, s.Hidden, s.Merges)
	}
	if b.Date1904 {
		t.Error("counted from 1904")
	}
	b, err = openStream(biffBook(nil, rec(recNumber, cell(0, 0, 1), 1.0), 1))
	must(t, err)
	if got := dump(b.Sheets[0]); got != "1:D1904-01-02|" || !b.Date1904 {
		t.Error(got)
	}
}

func TestHostileBIFF(t *testing.T) {
	whole := biffBook(nil, rec(recNumber, 0, 0, 0, 1.0), 0)
	for name, c := range map[string]struct {
		stream []byte
		kind   string
	}{
		"empty":          {nil, "damaged"},
		"Excel 95":       {rec(recBOF, 0x0500, 5), "unsupported"},
		"with password":  {slices.Concat(rec(recBOF, 0x0600, 5), rec(recFilePass, 1)), "unsupported"},
		"cut":            {whole[:len(whole)-3], "damaged"},
		"short record":   {biffBook(nil, rec(recNumber, 0, 0, 0), 0), "damaged"},
		"sheet nowhere":  {slices.Concat(rec(recBOF, 0x0600, 5), rec(recBoundSheet, uint32(1<<31), byte(0), byte(0), byte(0), byte(0)), rec(recEOF)), "damaged"},
		"no sheet":       {slices.Concat(rec(recBOF, 0x0600, 5), rec(recEOF)), "not_a_workbook"},
		"endless string": {biffBook(rec(recSST, uint32(1), uint32(1<<31), 0xFFFF, byte(1), "ab"), nil, 0), "damaged"},
		"far column":     {biffBook(nil, rec(recNumber, 0, 600, 0, 1.0), 0), "too_large"},
	} {
		if _, err := openStream(c.stream); kindOf(err) != c.kind || !strings.Contains(err.Error(), "旧名册.xls") {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
}

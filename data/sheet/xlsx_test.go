package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

const (
	workbookXML = `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relSpace + `"><workbookPr/><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsXML     = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relSpace + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="` + relSpace + `/sharedStrings" Target="/xl/sharedStrings.xml"/>` +
		`<Relationship Id="rId3" Type="` + relSpace + `/styles" Target="styles.xml"/></Relationships>`
	sharedXML = `<sst xmlns="` + mainSpace + `"><si><t>甲</t></si><si><r><t xml:space="preserve">张 </t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></si><si><t>a_x000D_` + "\n" + `b_x005F_c</t></si><si/></sst>`
	stylesXML = `<styleSheet xmlns="` + mainSpace + `"><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0.00&quot;day&quot;"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="31"/></cellXfs></styleSheet>`
)

// workbookOf zips a workbook with one sheet; parts overrides or adds parts.
func workbookOf(t testing.TB, sheetXML string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"xl/workbook.xml": workbookXML, "xl/_rels/workbook.xml.rels": relsXML,
		"_rels/.rels":          `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/sharedStrings.xml": sharedXML, "xl/styles.xml": stylesXML, "xl/worksheets/sheet1.xml": sheetXML,
	}
	for name, body := range parts {
		all[name] = body
	}
	return zipOf(t, all)
}

func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for name, body := range parts {
		w, err := zw.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func openData(data []byte, opt Options) (*Book, error) {
	return OpenBytes(context.Background(), "/tmp/名册.xlsx", data, opt)
}

// dump writes a sheet as "number: A|B|…" lines, with a letter for the kind.
func dump(s *Sheet) string {
	var b strings.Builder
	for _, r := range s.Rows {
		fmt.Fprintf(&b, "%d:", r.Number)
		if r.Hidden {
			b.WriteString("hidden:")
		}
		for _, c := range r.Cells {
			b.WriteByte("_TNDBF"[c.Kind])
			if c.Formula {
				b.WriteByte('=')
			}
			b.WriteString(c.Text + "|")
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

func TestCells(t *testing.T) {
	for _, c := range []struct{ name, xml, want string }{
		{"shared strings", `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>`, "2:T甲|_|T张 三|"},
		{"escapes", `<row r="1"><c t="s"><v>2</v></c><c t="inlineStr"><is><t>&lt;&#x5F20;&amp;&unknown;</t></is></c></row>`, "1:Ta\nb_c|T<张&&unknown;|"},
		{"inline rich text", `<row><c t="inlineStr"><is><r><t>李</t></r><r><t>四</t></r><rPh sb="0"><t>li</t></rPh></is></c></row>`, "1:T李四|"},
		{"no references", `<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "1:N1|_|N2| 2:N3|"},
		{"prefixes", `<x:row r="3"><x:c r="B3" t="str"><x:v>甲</x:v></x:c></x:row>`, "3:_|T甲|"},
		{"lost digits", `<row><c><v>3.30101199511040E+17</v></c><c><v>330101199511040899</v></c></row>`, "1:N330101199511040000|N330101199511040899|"},
		{"noise of a fraction", `<row><c><v>570.9299999999999</v></c><c><v>7.0000000000000007E-2</v></c><c><v>-0.5</v></c></row>`, "1:N570.93|N0.07|N-0.5|"},
		{"bool and error", `<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>`, "1:BTRUE|F#N/A|"},
		{"dates", `<row><c s="1"><v>43900</v></c><c s="2"><v>60</v></c><c s="3"><v>5</v></c><c s="4"><v>59.5</v></c><c t="d"><v>2021-03-04T00:00:00</v></c></row>`,
			"1:D2020-03-10|D1900-02-29|N5|D1900-02-28 12:00:00|D2021-03-04|"},
		{"stored formula", `<row><c><f>A1+1</f><v>7</v></c><c t="str"><f>"x"</f><v>甲</v></c><c t="str"><f>""</f><v></v></c></row>`, "1:N=7|T=甲|"},
		{"hidden row", `<row r="4" hidden="1"><c><v>1</v></c></row>`, "4:hidden:N1|"},
		{"blank styled cells", `<row r="1"><c r="A1" s="1"/><c r="B1" s="1"></c><c r="C1" t="s"><v>3</v></c></row><row r="9" s="1" customFormat="1"/>`, ""},
		{"rows out of order", `<row r="5"><c><v>5</v></c></row><row r="2"><c><v>2</v></c></row><row r="5"><c r="B5"><v>6</v></c></row>`, "2:N2| 5:N5|N6|"},
		{"comments and CDATA", `<!-- <row/> --><row><c t="str"><v><![CDATA[a<b]]></v></c></row>`, "1:Ta<b|"},
		{"a quoted angle bracket", `<row spans=">" r="2"><c><v>1</v></c></row>`, "2:N1|"},
		{"a text that is not there", `<row><c t="s"><v>99</v></c></row>`, "1:F#REF!|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			xml := `<?xml version="1.0"?><worksheet xmlns:x="m"><dimension ref="A1"/><sheetData>` + c.xml + `</sheetData></worksheet>`
			b, err := openData(workbookOf(t, xml, nil), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(b.Sheets[0]); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestSheetStatesMergesAndEpoch(t *testing.T) {
	wb := `<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/><sheet name="b" state="veryHidden" r:id="rId1"/><sheet name="chart" r:id="rId9"/></sheets></workbook>`
	xml := `<worksheet><sheetData><row><c s="1"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="$A$1:C2"/><mergeCell ref="?"/></mergeCells></worksheet>`
	b, err := openData(workbookOf(t, xml, map[string]string{"xl/workbook.xml": wb}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Sheets) != 2 || b.Sheets[0].Hidden || !b.Sheets[1].Hidden {
		t.Fatalf("sheets: %+v", b.Sheets)
	}
	if got := dump(b.Sheets[0]); got != "1:D1904-01-01|" || !b.Date1904 {
		t.Error(got)
	}
	if got := b.Sheets[0].Merges; !slices.Equal(got, []Range{{0, 1, 2, 2}}) {
		t.Error(got)
	}
}

// TestCalculated checks that formulas without a stored result are worked out, and
// those with one are not; that what cannot be worked out says so; and that none can
// be made to take long.
func TestCalculated(t *testing.T) {
	for _, c := range []struct{ name, xml, want string }{
		{"sums", `<row><c><v>3</v></c><c><f>A1*0.1</f></c><c><f>SUM(A1:B1)/3</f><v/></c></row>`, "1:N3|N=0.3|N=1.1|"},
		{"a stored result", `<row><c><f>1+1</f><v>7</v></c><c><f>A1+1</f></c></row>`, "1:N=7|N=8|"},
		{"order does not matter", `<row><c><f>B1+1</f></c><c><f>A2*2</f></c></row><row><c><f>ROUND(2.345,2)</f></c></row>`, "1:N=5.7|N=4.7| 2:N=2.35|"},
		{"a circle", `<row><c><f>B1</f></c><c><f>A1</f></c><c><f>A1+1</f></c></row>`, "1:F==B1|F==A1|F==A1+1|"},
		{"shared", `<row><c><v>1</v></c><c><f t="shared" ref="B1:B2" si="0">A1+$A$1</f></c></row><row><c><v>2</v></c><c><f t="shared" si="0"/></c></row>`, "1:N1|N=2| 2:N2|N=3|"},
		{"texts", `<row><c><f>"330101"&amp;"199001010000"</f></c><c><f>TEXT(7,"000")</f></c><c><f>IF(1&gt;2,1,"")</f></c></row>`, "1:T=330101199001010000|T=007|_|"},
		{"whole columns", `<row><c><v>1</v></c><c><f>SUM(A:A)</f></c></row><row><c><v>2</v></c></row>`, "1:N1|N=3| 2:N2|"},
		{"an error spoils what follows", `<row><c t="e"><v>#N/A</v></c><c><f>A1+1</f></c><c><f>B1+1</f></c></row>`, "1:F#N/A|F==A1+1|F==B1+1|"},
		{"another sheet", `<row><c><f>二!A1+1</f></c><c><f>三!A1</f></c></row>`, "1:N=6|F==三!A1|"},
		{"functions not known", `<row><c><f>REPT("x",99999999)</f></c><c><f>INDIRECT("B2")</f></c><c><f>名单</f></c></row>`, `1:F==REPT("x",99999999)|F==INDIRECT("B2")|F==名单|`},
		{"too far", `<row><c><f>SUM(B2:XFD200000)</f></c></row>`, "1:F==SUM(B2:XFD200000)|"},
		{"a date", `<row><c s="1"><f>DATE(2021,3,4)</f></c></row>`, "1:D=2021-03-04|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			b, err := openData(workbookOf(t, `<worksheet><sheetData>`+c.xml+`</sheetData></worksheet>`, map[string]string{
				"xl/workbook.xml":            strings.Replace(workbookXML, `</sheets>`, `<sheet name="二" sheetId="2" r:id="rId4"/></sheets>`, 1),
				"xl/_rels/workbook.xml.rels": strings.Replace(relsXML, `</Rel`, `<Relationship Id="rId4" Type="`+relSpace+`/worksheet" Target="worksheets/sheet2.xml"/></Rel`, 1),
				"xl/worksheets/sheet2.xml":   `<worksheet><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>`,
			}), Options{})
			must(t, err)
			if got := dump(b.Sheets[0]); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// TestLongChains calculates columns in which every cell looks at its neighbour, from
// above and from below, and texts that would double in every row.
func TestLongChains(t *testing.T) {
	const n = 20_000
	var rows strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&rows, `<row><c><f>N(0)+1</f><v>1</v></c><c><f>A%d+%s</f></c><c><f>A%d+%s</f></c><c><f>%s</f></c></row>`,
			i, or(i > 1, fmt.Sprint("B", i-1), "0"), i, or(i < n, fmt.Sprint("C", i+1), "0"), or(i > 1, fmt.Sprintf("D%d&amp;D%d", i-1, i-1), `"ab"`))
	}
	b, err := openData(workbookOf(t, `<worksheet><sheetData>`+rows.String()+`</sheetData></worksheet>`, nil), Options{})
	must(t, err)
	s := b.Sheets[0]
	if up, down := s.at(n, 1), s.at(1, 2); up.Text != fmt.Sprint(n) || down.Text != fmt.Sprint(n) {
		t.Errorf("%+v %+v", up, down)
	}
	if c := s.at(n, 3); c.Kind != Failed {
		t.Errorf("%+v", c)
	}
}

func or(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func TestEncrypted(t *testing.T) {
	plain := workbookOf(t, `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`,
		map[string]string{"docProps/thumbnail": randomText(8000)}) // the library's encryption fails below 4 KB
	locked, err := excelize.Encrypt(plain, &excelize.Options{Password: "密码123"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ password, kind string }{{"", "password_needed"}, {"错", "wrong_password"}, {"密码123", ""}} {
		b, err := openData(locked, Options{Password: c.password})
		if kindOf(err) != c.kind {
			t.Log(errors.Unwrap(err))
			t.Errorf("password %q: %v, want kind %q", c.password, err, c.kind)
		}
		if c.kind == "" && (b == nil || dump(b.Sheets[0]) != "1:N1|") {
			t.Errorf("password %q opened %+v", c.password, b)
		}
	}
}

// randomText gives n letters that do not pack well, the same every time.
func randomText(n int) string {
	r, b := rand.New(rand.NewPCG(1, 2)), make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(75))
	}
	return string(b)
}

// kindOf gives the kind of a *Error, "" for none and the text of any other error.
func kindOf(err error) string {
	if err == nil {
		return ""
	}
	if own := (*Error)(nil); errors.As(err, &own) {
		return own.Kind
	}
	return err.Error()
}

// TestHostile holds files built to hurt to a sentence, in little time and memory.
func TestHostile(t *testing.T) {
	sheet := func(rows string) []byte {
		return workbookOf(t, `<worksheet><sheetData>`+rows+`</sheetData></worksheet>`, nil)
	}
	good := sheet(`<row><c><v>1</v></c></row>`)
	wide := `<row><c r="XFD1"><v>1</v></c></row>`
	gaps := strings.Builder{}
	for i := range 60_000 {
		fmt.Fprintf(&gaps, `<row r="%d"><c r="SQ%d"><v>1</v></c></row>`, i+1, i+1)
	}
	for _, c := range []struct {
		name string
		data []byte
		kind string
		word string
	}{
		{"bomb", sheet(strings.Repeat(`<row><c><v>`+strings.Repeat(" ", 300)+`</v></c></row>`, 900_000)), "too_large", "256 MB"},
		{"bomb of no xml", zipOf(t, map[string]string{"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": strings.Repeat("\x00", 300<<20)}), "too_large", "256 MB"},
		{"bomb of texts", workbookOf(t, `<worksheet/>`, map[string]string{"xl/sharedStrings.xml": `<sst>` + strings.Repeat(`<si><t>`+strings.Repeat("x", 20)+`</t></si>`, 2_000_000) + `</sst>`,
			"xl/media/a.png": noise(1 << 20)}), "too_large", "文字太多"},
		{"texts lost", sharedless(t), "damaged", "sharedStrings"},
		{"far column", sheet(wide), "too_large", "XFD1"},
		{"gaps", sheet(gaps.String()), "too_large", "万个"},
		{"doctype", workbookOf(t, `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>`, nil), "damaged", ""},
		{"truncated zip", good[:len(good)/2], "damaged", "重新拷贝"},
		{"broken deflate", corrupt(good, "sheet1.xml"), "damaged", ""},
		{"cut sheet", sheet(`<row><c><v>1`)[:], "damaged", ""},
		{"cut between rows", workbookOf(t, `<worksheet><sheetData><row><c><v>1</v></c></row>`, nil), "damaged", "没有拷贝完整"},
		{"row beyond the last", sheet(`<row r="99999999"><c><v>1</v></c></row>`), "damaged", ""},
		{"word", zipOf(t, map[string]string{"word/document.xml": "<x/>"}), "not_a_workbook", ""},
		{"xlsb", zipOf(t, map[string]string{"xl/workbook.bin": ""}), "unsupported", ".xlsx"},
		{"ods", zipOf(t, map[string]string{"content.xml": ""}), "unsupported", ".xlsx"},
		{"pdf", []byte("%PDF-1.4"), "not_a_workbook", "PDF"},
		{"png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "not_a_workbook", ""},
		{"empty", nil, "no_rows", ""},
		{"OLE head only", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "damaged", ""},
		{"BIFF5", []byte("\x09\x08\x08\x00\x00\x05\x10\x00"), "unsupported", "WPS"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			_, err := openData(c.data, Options{})
			if kindOf(err) != c.kind || !strings.Contains(err.Error(), "名册.xlsx") || !strings.Contains(err.Error(), c.word) {
				t.Errorf("got %v, want kind %s and %q", err, c.kind, c.word)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// sharedless is a workbook whose texts were lost.
func sharedless(t *testing.T) []byte {
	rels := `<Relationships><Relationship Id="rId1" Type="` + relSpace + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	return workbookOf(t, `<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>`, map[string]string{"xl/_rels/workbook.xml.rels": rels})
}

// noise is text that does not pack, so that the file as a whole is not too small for
// what it holds.
func noise(n int) string {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{}).Read(b)
	return string(b)
}

// corrupt spoils the packed bytes behind a part's name.
func corrupt(data []byte, part string) []byte {
	data = bytes.Clone(data)
	for i := range 6 {
		data[bytes.Index(data, []byte(part))+len(part)+4+i] ^= 0x5A
	}
	return data
}

func TestMillionFormattedRowsCostNothing(t *testing.T) {
	xml := `<worksheet><sheetData>` + strings.Repeat(`<row><c r="A1" s="1"/><c r="B1" s="1"/></row>`, 1_000_000) + `<row r="3"><c><v>1</v></c></row></sheetData></worksheet>`
	data := workbookOf(t, strings.Replace(xml, `r="A1" `, ``, -1), nil)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b, err := openData(data, Options{})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Sheets[0].Rows) != 1 || after.TotalAlloc-before.TotalAlloc > 8<<20 {
		t.Errorf("%d rows, %d bytes", len(b.Sheets[0].Rows), after.TotalAlloc-before.TotalAlloc)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := OpenBytes(ctx, "x", workbookOf(t, `<worksheet/>`, nil), Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

package sheet

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestSeparatedValues(t *testing.T) {
	for _, c := range []struct{ name, text, format, want string }{
		{"comma", "姓名,性别\r\n张三,男\r\n", "csv", "1:T姓名|T性别| 2:T张三|T男|"},
		{"tab", "姓名\t备注\n张三\ta,b,c\n", "tsv", "1:T姓名|T备注| 2:T张三|Ta,b,c|"},
		{"semicolon", "a;b;c\n1,5;2;3\n", "csv", "1:Ta|Tb|Tc| 2:T1,5|T2|T3|"},
		{"quotes", "a,\"x,\"\"y\"\"\n第二行\"\nb,c", "csv", "1:Ta|Tx,\"y\"\n第二行| 2:Tb|Tc|"},
		{"formula wrapper", "=\"330101\",\"=\"\"007\"\"\",=\"a,b\",=1+1", "csv", "1:T330101|T007|Ta,b|T=1+1|"},
		{"stray quote", "a,\"b\nc,d\n", "csv", "1:Ta|T\"b| 2:Tc|Td|"},
		{"blank lines count", "a,b\n\n,,\nc,d", "csv", "1:Ta|Tb| 4:Tc|Td|"},
		{"old line ends", "a,b\rc,d\r", "csv", "1:Ta|Tb| 2:Tc|Td|"},
		{"a tab stays", "a,\t330101,b\nc,d,e", "csv", "1:Ta|T\t330101|Tb| 2:Tc|Td|Te|"},
		{"separator line", "sep=;\na;b,b\n", "csv", "1:Ta|Tb,b|"},
		{"one column", "姓名\n张三\n", "csv", "1:T姓名| 2:T张三|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := openData([]byte(c.text), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(b.Sheets[0]); got != c.want || b.Format != c.format {
				t.Errorf("got  %s %q\nwant %s %q", b.Format, got, c.format, c.want)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	text := "姓名,身份证号\r\n方㛃𬀩,330101199001010000\r\n"
	utf16 := func(e unicode.Endianness, bom unicode.BOMPolicy) string {
		s, err := unicode.UTF16(e, bom).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"UTF-8": text, "UTF-8 with mark": "\xEF\xBB\xBF" + text, "GB18030": gb,
		"UTF-16 LE with mark": utf16(unicode.LittleEndian, unicode.UseBOM), "UTF-16 BE with mark": utf16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16 LE": utf16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16 BE": utf16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		b, err := openData([]byte(data), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := dump(b.Sheets[0]), "1:T姓名|T身份证号| 2:T方㛃𬀩|T330101199001010000|"; got != want {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestManyStrayQuotesStayLinear(t *testing.T) {
	b, err := openData([]byte(strings.Repeat("\"a,b\n", 200_001)), Options{})
	if err != nil || len(b.Sheets[0].Rows) == 0 {
		t.Fatal(err)
	}
}

// A row of endless empty or filled cells costs no more than the columns a table has.
func TestTextWithEndlessRow(t *testing.T) {
	limits := DefaultLimits
	limits.Columns = 4
	for text, kind := range map[string]string{"a,b\n1,2" + strings.Repeat(",", 1000): "", "a,b\n1,2" + strings.Repeat(",x", 1000): "too_large", "a,b\n1,2,3,4,,,,5": "too_large"} {
		_, err := openData([]byte(text), Options{Limits: limits})
		if kindOf(err) != kind {
			t.Errorf("%.20s: %v, want %q", text, err, kind)
		}
	}
	r := csvReader{text: strings.Repeat("x,", 1000), delimiter: ',', most: 4}
	if n := len(r.record()); n != 5 {
		t.Errorf("%d cells were kept", n)
	}
}

package intake

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"unionledger/data/identity"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// staff is a good sheet; the tests hurt it.
const staffHeader = "工号|姓名|性别|身份证号|手机|车间|入会日期|政治面貌"

func staff() []string {
	var out []string
	for i, name := range []string{"赵海棠", "钱江潮", "孙立冬", "李春晓", "周大川", "吴小满"} {
		first := "3301011980010" + string(rune('1'+i)) + "0" + string(rune('1'+i)) + "1"
		first = first[:14] + "1" + string(rune('0'+i)) + "1"
		out = append(out, strings.Join([]string{"A" + string(rune('1'+i)), name, "男", first + string(identity.IDCheckDigit(first)), "1990000000" + string(rune('0'+i)),
			[]string{"一车间", "二车间"}[i%2], "2010-03-0" + string(rune('1'+i)), "群众"}, "|"))
	}
	return out
}

func hurt(row int, how func(cells []string) []string) *sheet.Sheet {
	lines := staff()
	lines[row] = strings.Join(how(strings.Split(lines[row], "|")), "|")
	return grid("一", staffHeader+"\n"+strings.Join(lines, "\n"))
}

func swapped(a, b int) func([]string) []string {
	return func(c []string) []string { c[a], c[b] = c[b], c[a]; return c }
}

func TestDoctorOnRows(t *testing.T) {
	good := readLoose(t, Options{}, grid("一", staffHeader+"\n"+strings.Join(staff(), "\n")))
	for i := range good.Rows {
		if good.Rows[i].Proposed || good.Rows[i].Refused {
			t.Fatalf("a good row is found sick: %+v", good.Rows[i].Problems)
		}
	}
	for _, c := range []struct {
		name, kind string
		sure       problem.Sure
		how        func([]string) []string
	}{
		{"phone and number", CellsSwapped, problem.Certain, swapped(3, 4)},
		{"sex and politics", CellsSwapped, problem.Certain, swapped(2, 7)},
		{"name and group", CellsSwapped, problem.Likely, swapped(1, 5)},
		{"number in an empty phone's place", CellMoved, problem.Likely, func(c []string) []string { c[3], c[4] = c[4], ""; return c }},
		{"one to the right", RowShifted, problem.Likely, func(c []string) []string { return append(c[:1:1], append([]string{""}, c[1:]...)...) }},
		{"one to the left", RowShifted, problem.Likely, func(c []string) []string { return append(c[:2:2], c[3:]...) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := hurt(2, c.how)
			res := readLoose(t, Options{}, s)
			row := &res.Rows[2]
			if !row.Proposed || row.Problems[0].Kind != c.kind || row.Problems[0].Sure != c.sure || row.Problems[0].Value == "" || row.Problems[0].New == "" {
				t.Fatalf("%+v", row.Problems)
			}
			// Only what is certain is mended unasked; where the name is concerned the row
			// waits, and no other row is touched.
			if row.Fixed != (c.sure == problem.Certain) {
				t.Fatal("mended:", row.Fixed)
			}
			if waits := strings.Contains(row.Problems[0].Message, "先不写入"); waits != row.Refused || waits != (!row.Fixed && c.kind != CellMoved) {
				t.Fatal(row.Refused, row.Problems[0].Message)
			}
			fixed := readLoose(t, Options{Fix: map[RowID]bool{res.ID(row): true}}, s)
			got := fixed.Rows[2]
			if !got.Fixed || got.Refused || got.Record.Get("name") != "孙立冬" || got.Problems[0].Severity != problem.Hint {
				t.Fatalf("agreed: %s %+v", got.Record, got.Problems)
			}
			for _, f := range loose.Fields.All() {
				was := good.Rows[2].Record.Get(f.Key)
				if now := got.Record.Get(f.Key); now != "" && now != was {
					t.Errorf("%s became %q, was %q", f.Key, now, was)
				}
			}
			for i := range res.Rows {
				if i != 2 && (res.Rows[i].Proposed || res.Rows[i].Record.String() != good.Rows[i].Record.String()) {
					t.Errorf("row %d: %s", i, res.Rows[i].Record)
				}
			}
			refused := readLoose(t, Options{Fix: map[RowID]bool{res.ID(row): false}}, s)
			if refused.Rows[2].Fixed {
				t.Error("mended against the word of the clerk")
			}
		})
	}
}

func TestDoctorOnColumns(t *testing.T) {
	for _, c := range []struct {
		name, header string
		sure         problem.Sure
	}{
		{"phone and number", "工号|姓名|性别|手机|身份证号|车间|入会日期|政治面貌", problem.Certain},
		{"name and group", "工号|车间|性别|身份证号|手机|姓名|入会日期|政治面貌", problem.Likely},
		{"sex and politics", "工号|姓名|政治面貌|身份证号|手机|车间|入会日期|性别", problem.Certain},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := readLoose(t, Options{}, grid("一", c.header+"\n"+strings.Join(staff(), "\n")))
			if len(res.Notices) != 1 || res.Notices[0].Kind != ColumnsSwapped || res.Notices[0].Sure != c.sure {
				t.Fatalf("%+v", res.Notices)
			}
			taken := 0
			for _, row := range res.Rows {
				if !row.Refused {
					taken++
				}
			}
			if c.sure == problem.Certain && (taken != 6 || values(res, "name")[:9] != "赵海棠" || values(res, "phone")[:11] != "19900000000") || c.sure != problem.Certain && taken != 0 {
				t.Errorf("%d rows taken: %s", taken, values(res, "name"))
			}
		})
	}
	s := grid("一", "姓名|性别|身份证号|出生日期|入会日期\n"+"赵海棠|男|330101198001011114|2010-03-01|1980-01-01\n孙立冬|男|33010119800202113X|2011-03-01|1980-02-02\n李春晓|男|330101198003031159|2012-03-01|1980-03-03")
	for i := range s.Rows[1:] { // numbers that pass their check
		c := &s.Rows[i+1].Cells[2]
		c.Text = c.Text[:17] + string(identity.IDCheckDigit(c.Text[:17]))
	}
	if res := readLoose(t, Options{}, s); values(res, "join_date") != "2010-03-01,2011-03-01,2012-03-01" || len(res.Notices) != 1 {
		t.Errorf("%s %+v", values(res, "join_date"), res.Notices)
	}
}

func TestCodesOfUnitsAreNoNumbersOfPeople(t *testing.T) {
	f, _ := loose.Fields.Field("id_number")
	for text, want := range map[string]string{"91330101MA2800000X": "id_is_credit_code", "81330101MC0000000A": "id_is_credit_code", "33010119800101111": "id_17_digits", "3.30101E+17": "id_scientific_text", "330101198001011000": "id_text_tail_000"} {
		if got := Clean(f, sheet.Cell{Kind: sheet.Text, Text: text}, CleanContext{}); got.Kind != want || got.Value != "" {
			t.Errorf("%s: %+v", text, got)
		}
	}
	out := Clean(f, sheet.Cell{Kind: sheet.Text, Text: "330101800101111"}, CleanContext{})
	if p := out.Problem(f, sheet.Cell{Text: "330101800101111"}); len(out.Value) != 18 || out.Value[6:8] != "19" || p.Sure != problem.Certain || p.Value == p.New {
		t.Errorf("%+v", p)
	}
}

// TestNothingIsInvented: whatever happens to the cells of a row, every value that is
// taken stood in the row.
func TestNothingIsInvented(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := staff()
		at := rapid.IntRange(0, len(lines)-1).Draw(t, "row")
		cells := rapid.Permutation(strings.Split(lines[at], "|")).Draw(t, "cells")
		lines[at] = strings.Join(cells, "|")
		s := grid("一", staffHeader+"\n"+strings.Join(lines, "\n"))
		res, err := Read(t.Context(), book(s), loose, Options{Fix: map[RowID]bool{{Sheet: "一", Number: at + 2}: true}})
		if err != nil {
			t.Fatal(err)
		}
		for i := range res.Rows {
			for _, f := range loose.Fields.All() {
				if v := res.Rows[i].Record.Get(f.Key); v != "" && !strings.Contains(lines[res.Rows[i].Number-2], v) {
					t.Fatalf("%s is %q in row %q", f.Key, v, lines[res.Rows[i].Number-2])
				}
			}
		}
	})
}

// Numbers that lost digits tell as well as whole ones which column is theirs.
func TestColumnsSwappedWithDamagedNumbers(t *testing.T) {
	text := "姓名|手机号码|身份证号码\n赵一|330101196503150000|19900000001\n钱二|330101196604160000|19900000002\n孙三|3.30101196705E+17|19900000003\n李四|330101196806180000|19900000004"
	res := readLoose(t, Options{}, grid("一", text))
	if got := values(res, "phone"); got != "19900000001,19900000002,19900000003,19900000004" || values(res, "id_number") != ",,," {
		t.Errorf("%q %q", got, values(res, "id_number"))
	}
}

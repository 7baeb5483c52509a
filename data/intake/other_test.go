package intake

import (
	"context"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

const samples = "../../testdata/samples/"

// openKey reads a sample and its key.
func openKey(t *testing.T, name string, key any) *sheet.Book {
	t.Helper()
	data, err := os.ReadFile(samples + name + ".key.json")
	if err == nil {
		err = json.Unmarshal(data, key)
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Open(context.Background(), samples+name, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var wages = &Kind{
	Label: "工资表", Named: "name", Required: []string{"name"}, Evidence: []string{"base_fen"}, Wanted: []string{"base_fen"},
	Fields: field.NewSet("wage", "工资",
		field.Field{Key: "emp_no", Label: "工号"},
		field.Field{Key: "name", Label: "姓名", Kind: field.Name},
		field.Field{Key: "id_number", Label: "身份证号", Kind: field.IDNumber},
		field.Field{Key: "department", Label: "部门", Kind: field.Group},
		field.Field{Key: "base_fen", Label: "基本工资", Kind: field.Money},
		field.Field{Key: "post_fen", Label: "岗位工资", Kind: field.Money},
		field.Field{Key: "performance_fen", Label: "绩效", Kind: field.Money},
		field.Field{Key: "gross_fen", Label: "应发合计", Kind: field.Money},
		field.Field{Key: "dues_withheld_fen", Label: "代扣会费", Kind: field.Money},
		field.Field{Key: "net_fen", Label: "实发", Kind: field.Money},
	),
}

// TestWages reads another kind of sheet: every amount of every row as the key says.
func TestWages(t *testing.T) {
	var key struct {
		Rows    []map[string]any
		Damaged []struct {
			Row   int
			Field string
			Raw   any
		}
	}
	b := openKey(t, "2021年11月工资表.xlsx", &key)
	res, err := Read(context.Background(), b, wages, Options{Today: civil.MustParse("2022-05-06")})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Rows) != len(key.Rows) || len(res.NotData) != 2 {
		t.Fatalf("%d rows of %d; not data: %v", len(res.Rows), len(key.Rows), res.NotData)
	}
	typed := map[string]string{} // a name typed wrongly is read as it stands
	for _, d := range key.Damaged {
		if raw, ok := d.Raw.(string); ok {
			typed[strconv.Itoa(d.Row)+d.Field] = raw
		}
	}
	for i, want := range key.Rows {
		for _, f := range wages.Fields.All() {
			said := ""
			switch v := want[f.Key].(type) {
			case string:
				said = v
			case float64:
				said = strconv.FormatFloat(v, 'f', 0, 64)
			}
			if raw, ok := typed[strconv.Itoa(res.Rows[i].Number)+f.Key]; ok {
				said = raw
			}
			if got := res.Rows[i].Record.Get(f.Key); got != said {
				t.Errorf("row %d: %s is %q, want %q", res.Rows[i].Number, f.Key, got, said)
			}
		}
	}
}

var rounds = &Kind{
	Label: "协商台账", Named: "year", Required: []string{"year"}, Year: "year", Planned: []string{"valid_to"},
	Fields: field.NewSet("round", "协商轮次",
		field.Field{Key: "year", Label: "年度", Kind: field.Integer},
		field.Field{Key: "offered", Label: "要约日期", Kind: field.Date},
		field.Field{Key: "received", Label: "收到日期", Kind: field.Date},
		field.Field{Key: "replied", Label: "应约日期", Kind: field.Date},
		field.Field{Key: "congress", Label: "职代会日期", Kind: field.Date},
		field.Field{Key: "entitled", Label: "应到", Kind: field.Integer},
		field.Field{Key: "valid_from", Label: "有效期起", Kind: field.Date},
		field.Field{Key: "valid_to", Label: "有效期止", Kind: field.Date},
		field.Field{Key: "last_average_wage_fen", Label: "上年平均工资", Kind: field.Money},
		field.Field{Key: "raise_percent", Label: "约定增幅", Kind: field.Percent},
		field.Field{Key: "covered", Label: "覆盖职工数", Kind: field.Integer},
	),
}

// TestNegotiationLedger reads rows that a year names, with dates that lack theirs.
func TestNegotiationLedger(t *testing.T) {
	var key struct{ Years []map[string]any }
	b := openKey(t, "工资集体协商历年台账.xlsx", &key)
	res, err := Read(context.Background(), b, rounds, Options{Today: civil.MustParse("2021-11-26")})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Rows) != len(key.Years) || len(res.NotData) != 1 || res.NotData[0].Kind != Notes {
		t.Fatalf("%d rows; not data: %v", len(res.Rows), res.NotData)
	}
	for i, want := range key.Years {
		for _, f := range rounds.Fields.All() {
			said, ok := want[f.Key].(string)
			if v, number := want[f.Key].(float64); number {
				said, ok = strconv.FormatFloat(v, 'f', -1, 64), true
			}
			if got := res.Rows[i].Record.Get(f.Key); ok && got != said {
				t.Errorf("row %d: %s is %q, want %q", res.Rows[i].Number, f.Key, got, said)
			}
		}
		for _, p := range res.Rows[i].Problems {
			if p.Kind == "date_in_future" && p.Field == "valid_to" {
				t.Errorf("a term may end later: %s", p)
			}
		}
	}
	var left []string
	for _, m := range res.Unmapped() {
		left = append(left, m.Header)
	}
	if got := strings.Join(left, ","); got != "协商日期,实到,同意,签字日期,报送日期,生效日期" {
		t.Errorf("columns not taken: %s", got)
	}
}

package intake

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/sheet"
)

// keyCell is one entry of damaged or traps in a sample key.
type keyCell struct {
	Cell, Field, Kind, Action string
	Raw                       any
	RawType                   string `json:"raw_type"`
	To                        any
	MayKeep                   []any  `json:"may_keep"`
	KnownPart                 string `json:"known_part"`
	Year                      int
}

// needOtherCells are findings that no single cell shows.
var needOtherCells = []string{
	"birth_differs_from_id", "gender_differs_from_id", "id_of_another_person", "phone_shared_by_two",
	"date_before_age_16", "note_implies_status", "dues_typed_over", "dues_zero", "name_typing_error",
	"subtotal_does_not_add_up",
}

// sampleFields describe the columns of the samples, whatever their form.
var sampleFields = map[string]field.Field{
	"name": {Kind: field.Name, Required: true, MaxLen: 36}, "id_number": {Kind: field.IDNumber, Required: true},
	"phone": {Kind: field.Phone, Required: true}, "note": {Kind: field.Text, MaxLen: 500}, "migrant": {Kind: field.YesNo, Label: "是否农民工会员"},
	"gender": {Kind: field.Code, Codes: "gender", Required: true}, "ethnicity": {Kind: field.Code, Codes: "ethnicity"},
	"education": {Kind: field.Code, Codes: "education"}, "political": {Kind: field.Code, Codes: "political"},
	"hukou_type": {Kind: field.Code, Codes: "hukou_type"}, "skill_level": {Kind: field.Code, Codes: "skill_level"},
	"birth_date": {Kind: field.Date}, "join_date": {Kind: field.Date, Required: true},
	"offered": {Kind: field.Date}, "received": {Kind: field.Date}, "replied": {Kind: field.Date}, "negotiated": {Kind: field.Date},
	"congress": {Kind: field.Date}, "signed": {Kind: field.Date}, "filed": {Kind: field.Date}, "effective": {Kind: field.Date},
	"valid_from": {Kind: field.Date}, "valid_to": {Kind: field.Date},
	"dues_base_fen": {Kind: field.Money, Required: true}, "base_fen": {Kind: field.Money, Required: true},
	"dues_withheld_fen": {Kind: field.Money}, "last_average_wage_fen": {Kind: field.Money},
	"entitled": {Kind: field.Integer}, "covered": {Kind: field.Integer}, "raise_percent": {Kind: field.Percent},
}

// TestSampleKeys holds cleaning to every damaged cell and every trap of all
// sample files.
func TestSampleKeys(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/samples/*.key.json")
	if err != nil || len(paths) < 7 {
		t.Fatalf("found %d keys, %v", len(paths), err)
	}
	seen := 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var key struct{ Damaged, Traps []keyCell }
		decoder := json.NewDecoder(strings.NewReader(string(data)))
		decoder.UseNumber()
		if err := decoder.Decode(&key); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, k := range append(key.Damaged, key.Traps...) {
			if k.Field == "" || slices.Contains(needOtherCells, k.Kind) {
				continue
			}
			seen++
			if fault := checkKeyCell(k); fault != "" {
				t.Errorf("%s %s (%s, %v): %s", filepath.Base(path), k.Cell, k.Kind, k.Raw, fault)
			}
		}
	}
	if seen < 1350 {
		t.Errorf("only %d cells were checked", seen)
	}
}

func checkKeyCell(k keyCell) string {
	f, ok := sampleFields[k.Field]
	if !ok {
		return "field not described: " + k.Field
	}
	f.Key = k.Field
	c := rawCell(k)
	got := Clean(f, c, CleanContext{Today: civil.MustParse("2021-11-30"), Year: k.Year, MonthOnly: k.Field == "birth_date"})
	switch {
	case k.Action == "keep" && (got.Changed || got.Reported() || got.Value != canonical(f, k.To)):
		return fmt.Sprintf("a right cell was touched: %+v", got)
	case k.Action == "repair" && got.Value != canonical(f, k.To):
		return fmt.Sprintf("want %v, got %+v", k.To, got)
	case k.Action == "repair" && got.Reported() && k.Kind != "percent_without_sign":
		return fmt.Sprintf("asked about a safe repair: %+v", got)
	case k.Action == "repair" && got.Changed && !sameKind(k, got.Kind):
		return fmt.Sprintf("kind %s", got.Kind)
	case k.Action == "flag" || k.Action == "never guess":
		return checkReported(f, k, got)
	}
	return ""
}

func checkReported(f field.Field, k keyCell, got Cleaned) string {
	may := []string{}
	for _, v := range k.MayKeep {
		may = append(may, canonical(f, v))
	}
	if k.Action == "never guess" {
		may = append(may, "")
	}
	switch {
	case !got.Reported():
		return fmt.Sprintf("not reported: %+v", got)
	case !slices.Contains(may, got.Value):
		return fmt.Sprintf("keeps %q, may keep %q", got.Value, may)
	case k.KnownPart != "" && got.Known != k.KnownPart:
		return fmt.Sprintf("known part %q, want %q", got.Known, k.KnownPart)
	case !sameKind(k, got.Kind):
		return "kind " + got.Kind
	}
	return ""
}

// sameKind compares kinds; the keys divide some by field or cause that are one
// to cleaning.
func sameKind(k keyCell, got string) bool {
	switch k.Kind {
	case "ethnicity_short":
		return got == "ethnicity_wording"
	case "hukou_wording", "skill_wording":
		return got == k.Field+"_wording"
	case "wage_missing":
		return got == "number_missing"
	case "wage_negative":
		return got == "number_negative"
	case "date_text_iso":
		return got == ""
	case "number_text_unit":
		return got == k.Kind || got == "number_in_ten_thousands"
	}
	return got == k.Kind || got == "date_"+strings.TrimPrefix(k.Kind, "birth_")
}

// rawCell makes the cell of the sample file again.
func rawCell(k keyCell) sheet.Cell {
	switch text := fmt.Sprint(k.Raw); k.RawType {
	case "blank":
		return sheet.Cell{}
	case "number":
		n, _ := strconv.ParseFloat(text, 64)
		return sheet.Cell{Kind: sheet.Number, Text: text, Number: n}
	case "date":
		return sheet.Cell{Kind: sheet.Date, Text: text}
	default:
		return sheet.Cell{Kind: sheet.Text, Text: text}
	}
}

// canonical writes a value of a key as the ledger keeps it.
func canonical(f field.Field, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		return map[bool]string{true: "1", false: "0"}[v]
	}
	return fmt.Sprint(v)
}

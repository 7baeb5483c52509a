package sheet

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const samples = "../../testdata/samples"

// mustOpen opens a file or fails the test.
func mustOpen(t testing.TB, path string) *Book {
	t.Helper()
	b, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sampleKey is what this package needs of a sample's answer key.
type sampleKey struct {
	Sheets []struct {
		Name     string
		Role     string
		LastRow  int `json:"last_data_row"`
		FirstRow int `json:"first_data_row"`
		Columns  []struct{ Col, Header, Field string }
	}
	Damaged, Traps []struct {
		Sheet, Cell string
		Raw         any
		RawType     string `json:"raw_type"`
	}
	Rows []map[string]any
}

func readKey(t testing.TB, name string) sampleKey {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(samples, name+".key.json"))
	if err != nil {
		t.Fatal(err)
	}
	var key sampleKey
	if err := json.Unmarshal(data, &key); err != nil {
		t.Fatal(err)
	}
	return key
}

// cellAt finds a cell by sheet and name; csv files have a sheet of any name.
func cellAt(t testing.TB, b *Book, sheet, name string) Cell {
	t.Helper()
	s := b.Sheets[0]
	if sheet != "" {
		found, ok := b.Sheet(sheet)
		if !ok {
			t.Fatalf("no sheet %q", sheet)
		}
		s = found
	}
	col, row, _ := parseRef([]byte(name))
	if c := s.at(row, col); c != nil {
		return *c
	}
	return Cell{}
}

// TestSamples holds every reader to the cells the answer keys name one by one.
func TestSamples(t *testing.T) {
	for _, name := range []string{"2021年11月工资表.xlsx", "会员花名册(车间手工台账).xlsx", "会员花名册.csv", "会员花名册(旧版).xls", "上传结果反馈.xls"} {
		t.Run(name, func(t *testing.T) {
			key := readKey(t, name)
			book := mustOpen(t, filepath.Join(samples, name))
			for _, want := range append(key.Damaged, key.Traps...) {
				got := cellAt(t, book, want.Sheet, want.Cell)
				if !sameRaw(got, want.Raw, want.RawType) {
					t.Errorf("%s %s: got %+v, want %v (%s)", want.Sheet, want.Cell, got, want.Raw, want.RawType)
				}
			}
			for i, want := range key.Sheets {
				if book.Format != "csv" && book.Sheets[i].Name != want.Name {
					t.Errorf("sheet %d is called %q, want %q", i, book.Sheets[i].Name, want.Name)
				}
				for _, c := range want.Columns {
					if c.Header == "" || want.FirstRow == 0 || strings.Contains(c.Header, "/") {
						continue
					}
					if !anyHeader(t, book, want.Name, c.Col, c.Header, want.FirstRow) {
						t.Errorf("%s: no header %q above row %d in column %s", want.Name, c.Header, want.FirstRow, c.Col)
					}
				}
			}
		})
	}
}

func anyHeader(t *testing.T, b *Book, sheet, col, header string, first int) bool {
	for row := 1; row < first; row++ {
		if c := cellAt(t, b, sheet, col+strconv.Itoa(row)); c.Text == header {
			return true
		}
	}
	return false
}

func sameRaw(got Cell, raw any, rawType string) bool {
	switch rawType {
	case "number":
		if digits, ok := raw.(string); ok { // more digits than a number keeps
			return got.Kind == Number && got.Text == digits
		}
		return got.Kind == Number && got.Number == raw.(float64)
	case "date":
		return got.Kind == Date && got.Text == raw.(string)[:len(got.Text)]
	case "blank":
		return got.IsBlank()
	case "text":
		want := raw.(string)
		return got.Kind == Text && (got.Text == want || got.Text == unwrapFormula(want))
	}
	return false
}

// TestWages checks the amounts payroll programs leave for the reader to calculate.
func TestWages(t *testing.T) {
	name := "2021年11月工资表.xlsx"
	key := readKey(t, name)
	book := mustOpen(t, filepath.Join(samples, name))
	calculated := 0
	for _, row := range key.Rows {
		for _, c := range key.Sheets[0].Columns {
			want, isNumber := row[c.Field].(float64)
			if !strings.HasSuffix(c.Field, "_fen") || !isNumber {
				continue
			}
			got := cellAt(t, book, "", fmt.Sprint(c.Col, row["row"]))
			if got.Kind != Number || math.Abs(got.Number*100-want) > 1e-6 || len(got.Text) > 10 {
				t.Errorf("row %v %s: got %+v, want %v fen", row["row"], c.Header, got, want)
			}
			if got.Formula {
				calculated++
			}
		}
	}
	if calculated < 900 {
		t.Errorf("%d cells were calculated, want more than 900", calculated)
	}
}

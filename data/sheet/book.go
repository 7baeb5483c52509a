// Package sheet reads any spreadsheet that lies on an office PC into one plain
// model, and writes workbooks whole or not at all. It knows cells, rows and
// merged ranges; it knows no member, no dues and no form.
package sheet

import (
	"strconv"
	"strings"
	"unicode"
)

// Book is a spreadsheet file read into memory, without its looks.
type Book struct {
	// Path is the file it was read from.
	Path string
	// Format is xlsx, xls, csv, tsv or html, told by content, not by name.
	Format string
	// Date1904 is set where days count from 1 January 1904 instead of 1900, which
	// matters for days that are shown as plain numbers.
	Date1904 bool
	Sheets   []*Sheet
}

// Sheet is one sheet of a book.
type Sheet struct {
	Name   string
	Hidden bool
	// Rows are the rows that hold anything, in order; blank rows are left out.
	Rows   []Row
	Merges []Range
}

// Row is one row of a sheet. Cells[i] stands in column i (A is 0); blanks at the
// end are left out.
type Row struct {
	// Number is the row's number as people see it, from 1.
	Number int
	Hidden bool
	Cells  []Cell
}

// CellKind tells what a cell truly holds.
type CellKind uint8

// The kinds of cells.
const (
	Blank CellKind = iota
	Text
	Number
	// Date is a number shown as a date; Text then holds YYYY-MM-DD, with
	// " hh:mm:ss" behind it where the cell has a time of day.
	Date
	Bool
	// Failed is a cell with an error value such as #N/A.
	Failed
)

// Cell is one value. Text is what the file stores, to the last sign: for a
// Number the digits as written in the file, from which lost digits can be told,
// without an exponent (3.3E+17 is 330000000000000000) and without the noise behind
// the fifteenth digit of a fraction (570.9299999999999 is 570.93).
type Cell struct {
	Kind CellKind
	// Formula reports that the value was calculated.
	Formula bool
	Text    string
	// Number is the value of a Number or Date cell (days since the epoch of the
	// book) and 1 or 0 for a Bool.
	Number float64
}

// IsBlank reports whether the cell holds nothing but white space.
func (c Cell) IsBlank() bool { return c.Kind == Blank || strings.IndexFunc(c.Text, notSpace) < 0 }

func notSpace(r rune) bool { return !unicode.IsSpace(r) }

// Range is a rectangle of cells, columns from 0, rows from 1, ends included.
type Range struct{ Col1, Row1, Col2, Row2 int }

// Contains reports whether the cell at col and row lies in the range.
func (r Range) Contains(col, row int) bool {
	return r.Col1 <= col && col <= r.Col2 && r.Row1 <= row && row <= r.Row2
}

// Cell returns the cell in column i, blank when the row is shorter.
func (r Row) Cell(i int) Cell {
	if i < 0 || i >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[i]
}

// IsBlank reports whether no cell of the row holds anything.
func (r Row) IsBlank() bool {
	for _, c := range r.Cells {
		if !c.IsBlank() {
			return false
		}
	}
	return true
}

// Sheet returns the sheet called name.
func (b *Book) Sheet(name string) (*Sheet, bool) {
	for _, s := range b.Sheets {
		if s.Name == name {
			return s, true
		}
	}
	return nil, false
}

// Top is the book with no more than the first rows of each sheet: enough to tell what
// kind of table it is.
func (b *Book) Top(rows int) *Book {
	top := *b
	top.Sheets = make([]*Sheet, len(b.Sheets))
	for i, s := range b.Sheets {
		short := *s
		short.Rows = s.Rows[:min(rows, len(s.Rows))]
		top.Sheets[i] = &short
	}
	return &top
}

// ColumnName gives the letters of column i: 0 is A, 26 is AA.
func ColumnName(i int) string {
	var b []byte
	for i++; i > 0; i = (i - 1) / 26 {
		b = append([]byte{byte('A' + (i-1)%26)}, b...)
	}
	return string(b)
}

// CellName gives the name of a cell, column from 0 and row from 1: E26.
func CellName(col, row int) string { return ColumnName(col) + strconv.Itoa(row) }

// Error is a sentence for people about a file that cannot be read or written.
type Error struct {
	// Kind is one of not_a_workbook, wrong_password, password_needed, too_large,
	// damaged, unsupported, disk_full, in_use, no_rows, bad_name.
	Kind    string
	Message string
	Cause   error
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause, for programs.
func (e *Error) Unwrap() error { return e.Cause }

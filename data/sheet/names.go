package sheet

import (
	"path/filepath"
	"slices"
	"strings"
)

// Extensions end the names of the spreadsheets that Open reads, with the dot.
var Extensions = []string{".xlsx", ".xlsm", ".xls", ".csv", ".txt"}

// Named reports whether a file is named like a spreadsheet.
func Named(path string) bool {
	return slices.Contains(Extensions, strings.ToLower(filepath.Ext(path)))
}

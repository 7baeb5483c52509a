// Package field describes a field once: its key, Chinese label, kind, code list,
// check and mask. The form, the grid, the mapping of an import, the export, the
// check and the journal's words all read the same description, so that a new
// field is one line.
//
// Values are kept in one canonical text form whatever the kind, see Kind; the
// room knows nothing of windows or of any one domain.
package field

import (
	"strings"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/money"
)

// Kind tells what a value is, and with it the canonical text it is kept in.
type Kind uint8

// The kinds, each with its canonical text. The empty text always means unknown.
const (
	Text       Kind = iota // free text, trimmed
	Name                   // a person's name
	IDNumber               // 18 signs, last may be X (GB 11643)
	CreditCode             // 18 signs (GB 32100)
	Phone                  // digits
	Date                   // YYYY-MM-DD, YYYY-MM or YYYY
	Month                  // YYYY-MM
	Code                   // a word of the code list named in Codes
	YesNo                  // 1 or 0
	Money                  // whole fen
	Integer                // whole number
	Percent                // a decimal number of percent, such as 5.5
	Number                 // a decimal number of at most 15 digits, such as 42.5
	Group                  // name of a 分会 or 工会小组, stored as its id
)

// Mask tells how a value is hidden in lists and prints.
type Mask uint8

// The masks.
const (
	Open       Mask = iota // shown whole
	LastFour               // ****5329
	MiddleOut              // 199****0335
	AllButLast             // **************5329, for pages that show one person
)

// Field is the description of one field.
type Field struct {
	// Key is the column in the ledger and the key in JSON.
	Key string
	// Label is the Chinese name shown to people; Short, where given, is the one
	// for narrow grid columns.
	Label, Short string
	Kind         Kind
	// Codes names the code list of a Code field; Words is the list itself where the
	// program ships none of that name, as for an Own field.
	Codes string
	Words *code.List
	// Own marks a field that a unit added to its ledger.
	Own      bool
	Required bool
	// MaxLen limits the value in characters, 0 means 255.
	MaxLen int
	Mask   Mask
	// Width is the usual width of the grid column in pixels at 100 %.
	Width float32
	// Section groups fields in a form.
	Section string
	// Aliases are header words under which real sheets keep this field; Decoys
	// are words that look like it and are something else.
	Aliases, Decoys []string
	// Hint tells a clerk what to type.
	Hint string
	// ReadOnly fields are derived or changed only by an event.
	ReadOnly bool
}

// List is the code list of a Code field.
func (f Field) List() *code.List {
	if f.Words != nil {
		return f.Words
	}
	return code.Get(f.Codes)
}

// Limit is the greatest number of characters a value may have.
func (f Field) Limit() int {
	if f.MaxLen > 0 {
		return f.MaxLen
	}
	return 255
}

// Display turns a canonical value into what people read.
func (f Field) Display(value string) string {
	if value == "" {
		return ""
	}
	switch f.Kind {
	case YesNo:
		if value == "1" {
			return "是"
		}
		return "否"
	case Money:
		return ParseFen(value).Grouped()
	case Percent:
		return value + "%"
	}
	return value
}

// Shown is Display with the mask put on.
func (f Field) Shown(value string) string { return f.Mask.Hide(f.Display(value)) }

// Hide puts the mask on a value; values too short to hide anything are starred
// whole.
func (m Mask) Hide(s string) string {
	r := []rune(s)
	switch {
	case m == Open || s == "":
		return s
	case len(r) <= 4:
		return strings.Repeat("*", len(r))
	case m == LastFour:
		return "****" + string(r[len(r)-4:])
	case m == MiddleOut && len(r) >= 8:
		return string(r[:3]) + "****" + string(r[len(r)-4:])
	}
	return strings.Repeat("*", len(r)-4) + string(r[len(r)-4:])
}

// ParseFen reads a canonical Money value; anything else gives 0.
func ParseFen(value string) money.Fen { return money.Fen(parseInt(value)) }

// ParseDate reads a canonical Date value; anything else gives the zero Date.
func ParseDate(value string) civil.Date {
	d, err := civil.Parse(value)
	if err != nil {
		return civil.Date{}
	}
	return d
}

// Package report makes the workbooks a union hands up: it checks the rows by the
// rules of whoever receives them, fills the receiver's own blank form and writes
// it whole or not at all. What a form looks like, which words it knows and what
// its import program does stands in a profile (assets/profiles), never in code.
//
// The room knows rows through Source and field descriptions; the files called
// source_*.go bind the domain rooms to it.
package report

import (
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/problem"
)

//go:generate go run ./makeblank ../../assets/profiles

// Format is the version of the profile format this program reads.
const Format = 1

// Profile describes one form: where it comes from, how its blank workbook is laid
// out, what goes into each column and what its receiver does with it.
type Profile struct {
	// Format is the version of the profile format, 1.
	Format int    `yaml:"profile"`
	ID     string `yaml:"id"`
	Name   string `yaml:"name"`
	// Edition tells editions of one form apart, such as 2018 式样.
	Edition string `yaml:"edition"`
	// Version counts the times a unit's own form was learnt or changed, from 1; a
	// shipped form has none.
	Version int    `yaml:"version"`
	Basis   string `yaml:"basis"`
	// From and Until bound the days on which the form is in use; unknown is open.
	From  civil.Date `yaml:"from"`
	Until civil.Date `yaml:"until"`
	// Source names the rows the form wants, one of the sources.
	Source string `yaml:"source"`
	// Form is the blank workbook beside the profile, Sheet the sheet filled.
	Form  string `yaml:"form"`
	Sheet string `yaml:"sheet"`
	File  File   `yaml:"file"`
	// Only keeps the rows whose field has one of the words; the rest is skipped
	// and counted.
	Only []Filter `yaml:"only"`
	Rows Layout   `yaml:"rows"`
	// Cells are the single cells: title, filling unit, group headings, note.
	Cells   []Single        `yaml:"cells"`
	Columns []Column        `yaml:"columns"`
	Lists   map[string]List `yaml:"lists"`
	Total   *Total          `yaml:"total"`
	// Behaviour notes what the receiver's program does, for people.
	Behaviour []string `yaml:"behaviour"`
	Checks    []Rule   `yaml:"checks"`
	Print     Print    `yaml:"print"`

	blank []byte
	// changed is set on a form of the unit's own that was opened to be changed.
	changed bool
}

// File says what file the receiver takes.
type File struct {
	// Name is the pattern of the file's name, facts in braces.
	Name string `yaml:"name"`
	// Type is xlsx, or xls for a receiver that takes nothing else.
	Type string `yaml:"type"`
	// MaxRows is the greatest number of data rows taken, 0 means no limit.
	MaxRows int `yaml:"max_rows"`
}

// Filter keeps rows by the words of a field.
type Filter struct {
	Field string   `yaml:"field"`
	Words []string `yaml:"words"`
	// Unknown is what the check says of a row whose field is empty, for such a row
	// is left out without anybody having decided so.
	Unknown string `yaml:"unknown"`
}

// Undecided is the word under which rows are counted that a filter kept out
// because its field is empty.
const Undecided = "不明"

// Layout names the rows of the form, all from 1.
type Layout struct {
	// Header is the first and last header row; the column texts stand in the last.
	Header [2]int `yaml:"header"`
	First  int    `yaml:"first"`
	// Blank counts the empty data rows of the form, from First on.
	Blank int `yaml:"blank"`
	// Note is the row of the note that must stay the last, 0 where there is none.
	Note int `yaml:"note"`
}

// Single is one cell outside the table, or the upper left one of a merged range.
type Single struct {
	At string `yaml:"at"`
	To string `yaml:"to"`
	// Text stands in the blank form; Fill, where given, is written instead when
	// the form is filled, facts in braces.
	Text  string `yaml:"text"`
	Fill  string `yaml:"fill"`
	Style string `yaml:"style"`
	// Height is the row's height in points, 0 leaves it.
	Height float64 `yaml:"height"`
}

// Need says what becomes of a row whose cell is empty.
type Need string

// The needs. Refused: the receiver refuses the row. Altered: it silently writes
// something else. Paper: the form calls the column required, the program takes
// the empty cell.
const (
	NotNeeded Need = ""
	Paper     Need = "paper"
	Altered   Need = "altered"
	Refused   Need = "refused"
)

// Column is one column of the table. At most one of Field, Own, Text and Sequence
// says what goes into it; none of them leaves it to be filled by hand.
type Column struct {
	At     string `yaml:"at"`
	Header string `yaml:"header"`
	// Tall headers reach over all header rows.
	Tall  bool   `yaml:"tall"`
	Field string `yaml:"field"`
	// Own is the label of a field that the unit added itself. The label and not the
	// key, for the profile is handed to units whose keys are others.
	Own      string `yaml:"own"`
	Text     string `yaml:"text"`
	Sequence bool   `yaml:"sequence"`
	// Card is the field that says which document a number is of: only the number of
	// a 身份证 is checked as one.
	Card string `yaml:"card"`
	Need Need   `yaml:"need"`
	// Why is the receiver's rule behind Need, Max, List or Date, for the check.
	Why string `yaml:"why"`
	// AsWritten is the field that keeps a lost value the way it was written.
	AsWritten string `yaml:"as_written"`
	// List names the words the cell may hold; empty takes the field's code list.
	List string `yaml:"list"`
	// Date is the pattern of dates: yyyy, MM, dd and what stands between.
	Date string `yaml:"date"`
	// Max is the greatest number of characters, 0 means no limit.
	Max int `yaml:"max"`
	// Number writes a number cell where the receiver reads one; else all is text.
	Number bool `yaml:"number"`
	// Format is how the blank form shows a number, such as 0.00 for money.
	Format string `yaml:"format"`
	// Width is the column's width in characters, for the blank form.
	Width float64 `yaml:"width"`

	col int
}

// List holds the words a form allows and its own spelling of ours.
type List struct {
	// Words are the words in the order of the drop-down; none means any word.
	Words []string `yaml:"words"`
	// Map turns words of the ledger into those of the form.
	Map map[string]string `yaml:"map"`
	// Empty are words of the ledger that the form writes as an empty cell, such as 无.
	Empty []string `yaml:"empty"`
	// OnSheet keeps the words on the sheet of drop-downs: lists over 255
	// characters do not fit into a cell rule.
	OnSheet bool   `yaml:"on_sheet"`
	Label   string `yaml:"label"`

	known map[string]bool
}

// Total is a last data row with sums, for forms that people read.
type Total struct {
	// Label goes into the column At, sums below the columns Sum.
	At    string   `yaml:"at"`
	Label string   `yaml:"label"`
	Sum   []string `yaml:"sum"`
}

// Rule is one check over several fields of a row, by the name of what it does.
type Rule struct {
	Check  string   `yaml:"check"`
	Fields []string `yaml:"fields"`
	Words  []string `yaml:"words"`
	// Years bounds an age, Least a number of rows or so; see rules.
	Years int `yaml:"years"`
	// Severity is error, warning or hint; empty is error.
	Severity string `yaml:"severity"`
	Kind     string `yaml:"kind"`
	Title    string `yaml:"title"`
	// Say is the sentence for people, with {value} and {n}; empty takes the
	// check's own.
	Say string `yaml:"say"`
	// Once reports the rule a single time with the number of rows, for what hits
	// nearly everybody.
	Once bool `yaml:"once"`

	severity problem.Severity
}

// Print is how the blank form prints.
type Print struct {
	// Font is the face of the form's text, 宋体 where not given.
	Font string `yaml:"font"`
	// DropDowns names the sheet that holds the long lists.
	DropDowns string `yaml:"drop_downs"`
	// HeaderHeight and RowHeight are in points.
	HeaderHeight float64 `yaml:"header_height"`
	// Wide is how many pages the form is printed across, 1 where not given; Repeat
	// names the columns repeated on each, such as A:B.
	Wide      int     `yaml:"wide"`
	Repeat    string  `yaml:"repeat"`
	RowHeight float64 `yaml:"row_height"`
}

// Info is what a list of forms shows.
type Info struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Edition string     `json:"edition"`
	Basis   string     `json:"basis"`
	Source  string     `json:"source"`
	Columns int        `json:"columns"`
	From    civil.Date `json:"from"`
	Until   civil.Date `json:"until"`
	// Own marks a form of the unit's own, Version counts its versions from 1.
	Own     bool `json:"own"`
	Version int  `json:"version,omitempty"`
	// Added is the day a version was learnt.
	Added civil.Date `json:"added,omitzero"`
	// Broken is why a form of the unit's own cannot be used.
	Broken string `json:"broken,omitempty"`
}

// Info summarises the profile.
func (p *Profile) Info() Info {
	return Info{ID: p.ID, Name: p.Name, Edition: p.Edition, Basis: p.Basis, Source: p.Source, Columns: len(p.Columns),
		From: p.From, Until: p.Until, Own: p.Version > 0, Version: p.Version}
}

// Title is the form's name with its edition and version: 会员信息采集表（2018 式样）.
func (p *Profile) Title() string {
	if version := p.version(); version != "" {
		return p.Name + "（" + version + "）"
	}
	return p.Name
}

// version tells which edition of a form it is, and which version of one the unit learnt.
func (p *Profile) version() string {
	switch {
	case p.Version == 0:
		return p.Edition
	case p.Edition == "":
		return fmt.Sprintf("第 %d 版", p.Version)
	}
	return fmt.Sprintf("%s，第 %d 版", p.Edition, p.Version)
}

// Blank gives the form's blank workbook, for those who fill it by hand.
func (p *Profile) Blank() []byte { return append([]byte(nil), p.blank...) }

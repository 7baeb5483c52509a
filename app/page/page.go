// Package page says what the pages and the window they stand in know of each
// other. Each page is a package below this one; none of them imports
// another: who wants to show a member on the roster asks the Shell to go there.
package page

import (
	"context"

	"fyne.io/fyne/v2"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// Name names a page.
type Name string

// The pages, in the order of the left bar.
const (
	Home        Name = "home"
	Roster      Name = "roster"
	Negotiation Name = "negotiation"
	Dues        Name = "dues"
	Fund        Name = "fund"
	Report      Name = "report"
	Settings    Name = "settings"
)

// Page is one of them. Its methods run on the main goroutine.
type Page interface {
	// Content is the page from header to foot, made once.
	Content() fyne.CanvasObject
	// Show is called whenever the page comes to the front, and while it is in front
	// after every write. target is what Shell.Go was given, nil otherwise. Reading
	// that may take longer than a frame runs aside, with Shell.Load.
	Show(target any)
}

// KeyTaker is a page of which one part takes the keys as soon as it comes to the front,
// before anything is clicked.
type KeyTaker interface{ TakeKeys() }

// Finder is a page that Ctrl+F has a meaning on.
type Finder interface{ Find() }

// Printer is a page that can put what it shows on paper or into a workbook.
type Printer interface{ Print() }

// Holder is a page that may hold what was typed and not stored; it names that, and
// nothing where all is stored.
type Holder interface{ Unstored() string }

// Dropper is a page that may have a use for a file let go over the window; it
// reports whether it took it.
type Dropper interface{ Dropped(path string) bool }

// The targets that Shell.Go understands, by page.
type (
	// Member asks the roster to show one member.
	Member struct{ ID int64 }
	// MemberField asks the roster to open the form of a member at a field.
	MemberField struct {
		ID    int64
		Field string
	}
	// MemberEvent asks the roster for the form of a change of a member's standing, by
	// its kind, such as 视为退会.
	MemberEvent struct {
		ID   int64
		Kind string
	}
	// Members asks the roster to list these members, under a title.
	Members struct {
		Title string
		IDs   []int64
	}
	// ImportFile asks the roster to begin an import; an empty path asks for the file.
	ImportFile struct{ Path string }
	// WageSheet asks the roster to hold a wage sheet against itself; an empty path
	// asks for the file.
	WageSheet struct{ Path string }
	// NewMember asks the roster for an empty form.
	NewMember struct{}
	// Round asks for a negotiation round, at a step (from 1), 0 for the next one to do.
	Round struct {
		ID   int64
		Step int
	}
	// Month asks the dues page for a month; Bill opens the billing of it.
	Month struct {
		Month civil.YearMonth
		Bill  bool
	}
	// Arrears asks the dues page for those who owe.
	Arrears struct{}
	// DuesTab asks the dues page for a tab by its name, such as 规则与约定.
	DuesTab struct{ Name string }
	// FundTab asks the page of the account for a tab by its name, such as 凭证.
	FundTab struct{ Name string }
	// Profile asks the report page for a form.
	Profile struct{ ID string }
	// Answer asks the report page to read an answer of the union above.
	Answer struct{ Path string }
	// ReportCalendar asks the report page for the calendar of reports.
	ReportCalendar struct{}
	// History asks the settings page for the journal.
	History struct{}
	// LookTab asks the settings page for how the window looks.
	LookTab struct{}
	// PaperTab asks the settings page for the papers, and one of them.
	PaperTab struct{ Key string }
	// Organisation asks the settings page for a body of the union, 0 for the first.
	Organisation struct{ Body int64 }
	// UnitField asks the settings page for the unit's fields.
	UnitField struct{ Field string }
)

// FileKind is a kind of file that dialogs offer.
type FileKind struct {
	Name       string
	Extensions []string // with the dot
}

// The kinds of files the program opens and saves.
var (
	Ledgers      = FileKind{"工会台账", []string{".ghtz"}}
	Spreadsheets = FileKind{"表格", sheet.Extensions}
	Workbooks    = FileKind{"Excel 工作簿", []string{".xlsx"}}
	PDFs         = FileKind{"PDF 文件", []string{".pdf"}}
	Documents    = FileKind{"Word 文档", []string{".docx"}}
	TextFiles    = FileKind{"文字文件", []string{".txt"}}
	FormFiles    = FileKind{"表样文件", []string{".ghby"}}
	Archives     = FileKind{"压缩文件", []string{".zip"}}
)

// Progress is told how far a work has come; total 0 means that is not known.
type Progress func(done, total int)

// SoftwareDrawing is what Remember keeps "1" under where the user wants the window
// drawn by software from the next start on.
const SoftwareDrawing = "software_drawing"

// Shell is what a page may ask of the window it stands in. All methods are for
// the main goroutine.
type Shell interface {
	// Ledger is the open ledger, or nil.
	Ledger() *ledger.Ledger
	// Today is the day everything is seen from.
	Today() civil.Date
	// Window is where dialogs belong.
	Window() fyne.Window
	// AskOpen asks for a file to open, AskSave for a name to save under, AskFolder
	// for a folder; then is called on the main goroutine, and not at all when the
	// user thinks better of it.
	AskOpen(title string, kind FileKind, then func(path string))
	AskSave(title, suggested string, kind FileKind, then func(path string))
	AskFolder(title string, then func(path string))
	// OpenFile shows a file or a folder with the system's own program.
	OpenFile(path string)
	// PrintFile has the system's own program print a file, or opens it to be printed
	// from there, and gives the words for which of the two it was.
	PrintFile(path string) (said string)
	// ShowInFolder opens the folder a file lies in and marks the file.
	ShowInFolder(path string)
	// OpenCopy does so with what the ledger holds, from a private copy of that name
	// which is only to be read and goes when the program ends.
	OpenCopy(name string, data []byte)
	// Wide reports whether the window has room for side panes and long words.
	Wide() bool
	// Go brings a page to the front.
	Go(to Name, target any)
	// Work runs job aside, with title, progress and 取消 in the status bar, and then
	// calls then on the main goroutine. Jobs run side by side. A job that is cancelled gets a cancelled
	// context and then ctx.Err() as its error.
	Work(title string, job func(context.Context, Progress) error, then func(error))
	// Load does so with a reading of what the page is to show: it changes no ledger and
	// writes no file, so that closing the window meanwhile asks nobody.
	Load(title string, job func(context.Context, Progress) error, then func(error))
	// Aside runs job off the main goroutine and then calls then on it, without a word
	// and without a queue; then is not called once another ledger is open.
	Aside(job, then func())
	// Done says what was done. op is the operation that 撤销 takes back, 0 for none.
	Done(text string, op int64)
	// Undo takes an operation back aside and says so.
	Undo(op int64)
	// Fail shows an error as a dialog: what, why, what to do.
	Fail(err error)
	// OpenLedger closes the open ledger and opens another one; then, where it is
	// given, is called once that stands open.
	OpenLedger(path string, then func())
	// Look is how the window looks: dark or light, and the scale of text; SetLook
	// changes it at once.
	Look() (dark bool, scale float32)
	SetLook(dark bool, scale float32)
	// Remember and Recall keep small things about the look (widths, last folder),
	// never anything that matters.
	Remember(key, value string)
	Recall(key string) string
}

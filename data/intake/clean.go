package intake

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// CleanContext is what cleaning one cell must know from around it. The zero
// value is a form filled in today.
type CleanContext struct {
	// Today is the day the sheet was made, from which on a day lies in the
	// future; zero means this computer's today.
	Today civil.Date
	// MayBeFuture is set for dates that are plans or terms; other dates after
	// Today are reported.
	MayBeFuture bool
	// MonthOnly is set where the header asks for year and month (出生年月): the
	// first of a month in a date cell then stands for the month, for the
	// spreadsheet added the day itself.
	MonthOnly bool
	// Year is the year a row is about, for dates such as 4月7日; 0 is unknown.
	Year int
	// From1904 is set for books that count days from 1904.
	From1904 bool
	// Untyped is set for files without cell types (CSV), where 2013.1 may have
	// been the number 2013.10 before.
	Untyped bool
	// BlankIsNo is set for a column of ticks, where an empty cell means no.
	BlankIsNo bool
	// TenThousand is set where the header gives amounts in 万元.
	TenThousand bool
	// ByHand is set for a value typed by a person who has the document before
	// him: an identity number ending in 000 is then taken at its word.
	ByHand bool
}

// today is the day after which a date lies in the future.
func (x CleanContext) today() civil.Date {
	if x.Today.IsZero() {
		return civil.Today()
	}
	return x.Today
}

// Cleaned is what one cell gives.
type Cleaned struct {
	// Value is the canonical text, see field.Kind; "" is unknown.
	Value string
	// Changed reports that the cell was not written in the clean form.
	Changed bool
	// Kind names the repair or the problem, such as date_text_dot_month; "" when
	// the cell was clean.
	Kind string
	// Message is the sentence for people, given where the cell must be reported;
	// Severity belongs to it. Identity and phone numbers are never in it.
	Message  string
	Severity problem.Severity
	// Lost reports that something was written and none of it could be taken as
	// the value, or only a part.
	Lost bool
	// Known is the certain part of a lost value, such as the first 15 digits.
	Known string
	// Candidates are canonical values one of which may be meant.
	Candidates []string
}

// Reported tells whether the cell must be shown to people.
func (c Cleaned) Reported() bool { return c.Message != "" }

// Problem makes the report of a cell; the caller adds the place and the person.
// It is only for a Reported one.
func (c Cleaned) Problem(f field.Field, cell sheet.Cell) problem.Problem {
	return problem.Problem{
		Severity: c.Severity, Kind: c.Kind, Field: f.Key, Label: f.Label,
		Value: cell.Text, New: c.Value, Message: c.Message, Sure: sureOf(c.Kind),
	}
}

// Clean turns one cell into the canonical text of the field. What is safe is
// repaired, what is doubtful is reported with the value that may be kept, what
// is lost stays unknown: nothing is guessed.
func Clean(f field.Field, c sheet.Cell, ctx CleanContext) Cleaned {
	if c.Kind == sheet.Failed || isErrorValue(c.Text) {
		return lost("cell_error", "单元格里是错误值，算不出内容。请在表里改好公式再导入，或者手工填写。")
	}
	if c.Kind == sheet.Blank || code.Fold(unwrap(c.Text)) == "" && f.Kind != field.Text && f.Kind != field.Name {
		return blank(f, ctx)
	}
	switch f.Kind {
	case field.Name:
		return cleanName(f, c, ctx)
	case field.IDNumber:
		return cleanID(c, ctx)
	case field.CreditCode:
		return cleanCreditCode(c)
	case field.Phone:
		return cleanPhone(c)
	case field.Date:
		return cleanDate(f, c, ctx)
	case field.Month:
		return cleanMonth(f, c, ctx)
	case field.Code:
		return cleanCode(f, c)
	case field.YesNo:
		return cleanYesNo(f, c)
	case field.Money:
		return cleanMoney(c, ctx)
	case field.Integer:
		return cleanInteger(c)
	case field.Percent:
		return cleanPercent(c)
	case field.Number:
		return cleanDecimal(c)
	}
	return cleanText(f, c, ctx)
}

// blank is an empty cell: only a required field reports it.
func blank(f field.Field, ctx CleanContext) Cleaned {
	if f.Kind == field.YesNo && ctx.BlankIsNo {
		return Cleaned{Value: "0"}
	}
	if !f.Required {
		return Cleaned{}
	}
	return Missing(f)
}

// Missing is the report of an empty cell whose value is needed.
func Missing(f field.Field) Cleaned {
	return flag("", missingKind(f), "没有填%s。请补填。", f.Label)
}

func missingKind(f field.Field) string {
	switch f.Kind {
	case field.IDNumber:
		return "id_missing"
	case field.Phone:
		return "phone_missing"
	case field.Date, field.Month:
		return "date_missing"
	case field.Money, field.Integer, field.Percent, field.Number:
		return "number_missing"
	}
	return f.Key + "_missing"
}

// repair is a value taken without a question; kind says what was mended, and
// counts only when the value differs from what is in the cell.
func repair(c sheet.Cell, value, kind string) Cleaned {
	if value == c.Text && c.Kind == sheet.Text {
		return Cleaned{Value: value}
	}
	return Cleaned{Value: value, Changed: true, Kind: kind}
}

// flag keeps a value, or none, and reports it.
func flag(value, kind, format string, args ...any) Cleaned {
	return Cleaned{Value: value, Kind: kind, Severity: problem.Warning, Message: fmt.Sprintf(format, args...)}
}

// lost reports a cell whose value cannot be had.
func lost(kind, format string, args ...any) Cleaned {
	out := flag("", kind, format, args...)
	out.Lost = true
	return out
}

// hint makes a report a mere hint.
func (c Cleaned) hint() Cleaned {
	c.Severity = problem.Hint
	return c
}

// from tells whether a kept value differs from what is in the cell.
func (c Cleaned) from(cell sheet.Cell) Cleaned {
	c.Changed = c.Value != "" && (cell.Kind != sheet.Text || c.Value != cell.Text)
	return c
}

func (c Cleaned) known(part string) Cleaned {
	c.Known = part
	return c
}

func (c Cleaned) candidates(values ...string) Cleaned {
	c.Candidates = values
	return c
}

// isErrorValue tells the errors of spreadsheets where they stand as text.
func isErrorValue(s string) bool {
	switch strings.TrimSpace(s) {
	case "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!":
		return true
	}
	return false
}

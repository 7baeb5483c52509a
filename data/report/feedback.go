package report

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/sheet"
)

// FeedbackKind describes the answer of the upper union's system to an upload: the
// rows as they were sent, with whether each was taken and why not.
var FeedbackKind = &intake.Kind{
	Label: "上传结果反馈", Named: "ok", Required: []string{"ok", "reason"}, Evidence: []string{"ok"},
	Fields: field.NewSet("feedback", "反馈",
		field.Field{Key: "ok", Label: "是否导入成功", Aliases: []string{"是否成功", "导入结果", "导入状态", "处理结果", "上传结果", "导入是否成功"}},
		field.Field{Key: "reason", Label: "错误原因", Aliases: []string{"失败原因", "错误信息", "错误描述", "失败说明", "原因", "错误提示"}},
		withAliases("name"), withAliases("id_number"), withAliases("birth_date"),
	),
}

// withAliases is a field of a member as a column of the answer.
func withAliases(key string) field.Field {
	f := member.Fields.Must(key)
	f.Required = false
	return f
}

// The classes of rows that the words of the system do not tell.
const (
	classDuplicate = "duplicate_in_file" // the person stood in the upload twice
	classAccepted  = "accepted_damaged"  // taken, though the number is damaged
	classOther     = "other"
)

// feedbackLine is one row of the answer, as it is stored.
type feedbackLine struct {
	row         int
	member      int64
	name        string
	ok          bool
	reason      string
	class       string
	nothingToDo bool
}

// Feedback is an answer that was read, ready to be kept. Nothing is written before
// Write, and no member is ever added or changed by it.
type Feedback struct {
	intake.Compared
	file    string
	run     string
	today   civil.Date
	reasons []Reason
	lines   []feedbackLine
	known   bool // this answer is in the ledger already
}

// ReadFeedback reads the upper system's answer out of a book and finds the members
// it speaks of. The error is an *intake.Error where the book holds none.
func ReadFeedback(ctx context.Context, r ledger.Reader, book *sheet.Book, opt intake.Options) (*Feedback, error) {
	if opt.Today.IsZero() {
		opt.Today = civil.Today()
	}
	f := &Feedback{today: opt.Today, file: filepath.Base(strings.ReplaceAll(book.Path, `\`, "/"))}
	var err error
	if f.reasons, err = loadReasons(); err != nil {
		return nil, err
	}
	if f.Result, err = intake.Read(ctx, book, FeedbackKind, opt); err != nil {
		return nil, err
	}
	hash := sha256.New()
	for i := range f.Rows {
		row := &f.Rows[i]
		fmt.Fprintln(hash, row.Number, row.Record)
		f.settle(row)
	}
	f.run = fmt.Sprintf("%x", hash.Sum(nil)[:12])
	return f, f.compare(ctx, r)
}

// IsAnswer reports whether a book has the columns of an answer.
func IsAnswer(book *sheet.Book, today civil.Date) bool {
	_, err := intake.Recognise(book.Top(intake.Telling), FeedbackKind, intake.Options{Today: today})
	return err == nil
}

// settle refuses a row of which nobody can tell whether it was taken. What else is
// odd in a row is the upload's: only a damaged number that was taken matters here.
func (f *Feedback) settle(row *intake.Row) {
	kept := row.Problems[:0]
	for _, p := range row.Problems {
		if p.Field == "ok" {
			kept = append(kept, p)
		}
	}
	damaged := row.HasProblem("id_number")
	kind := kindOfProblem(row.Problems, "id_number")
	row.Problems = kept
	if row.Record.Get("ok") == "" && row.Record.Get("reason") != "" { // some systems write only why not
		row.Refused, row.Problems = false, nil
	}
	ok, clear := succeeded(row.Record.Get("ok"), row.Record.Get("reason"))
	switch {
	case row.Refused:
	case !clear:
		f.Refuse(row, problem.Problem{Kind: "result_unclear", Field: "ok", Who: row.Record.Get("name"), Message: "看不出这一行收没收，没有记下。这一列应写“是”或“否”，请核对。"})
	case ok && damaged:
		f.Report(row, problem.Problem{Severity: problem.Warning, Kind: kind, Field: "id_number", Who: row.Record.Get("name"),
			Message: "上级系统收下了这一行，可是证件号码不完整或不对，不能抄进名册。请向本人核实号码，改正后再报上级更正。"})
	}
}

// kindOfProblem is the kind of the first problem of a field.
func kindOfProblem(list []problem.Problem, key string) string {
	for _, p := range list {
		if p.Field == key {
			return p.Kind
		}
	}
	return ""
}

// succeeded reads whether a row was taken; an empty word is told by the reason.
func succeeded(word, reason string) (ok, clear bool) {
	switch w := strings.ToLower(strings.TrimSpace(word)); {
	case w == "是" || w == "1" || w == "true" || w == "y" || w == "yes" || w == "√", strings.Contains(w, "成功") && !strings.ContainsAny(w, "不未没"):
		return true, true
	case w == "否" || w == "0" || w == "false" || w == "n" || w == "no" || w == "×", strings.Contains(w, "失败"), strings.Contains(w, "成功"), strings.Contains(w, "退回"):
		return false, true
	case w == "":
		return false, reason != ""
	}
	return false, false
}

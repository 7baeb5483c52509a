package payroll

import (
	"fmt"
	"slices"

	"unionledger/data/dues"
)

// tab is a group of findings that are decided about together.
type tab struct {
	name  string
	kinds []dues.FindingKind
}

// tabs are the groups, the first one everything.
var tabs = []tab{
	{"全部", dues.FindingKinds},
	{"新进", []dues.FindingKind{dues.Joiner, dues.Returned}},
	{"不在表里", []dues.FindingKind{dues.Leaver}},
	{"调动", []dues.FindingKind{dues.Transfer}},
	{"工资变化", []dues.FindingKind{dues.BaseChanged}},
	{"姓名和号码", []dues.FindingKind{dues.NameDiffers, dues.NumberKnown}},
	{"只能看", []dues.FindingKind{dues.WageHeld, dues.LineTwice, dues.NotWithheld, dues.Unclear}},
}

// under gives the places of the findings of a tab.
func (t tab) under(all []dues.Finding) []int {
	out := []int{}
	for i := range all {
		if slices.Contains(t.kinds, all[i].Kind) {
			out = append(out, i)
		}
	}
	return out
}

// notDone is the word for what is left as it is.
const notDone = "不办理"

// choicesOf are the words a finding can take.
func choicesOf(f *dues.Finding) []string {
	if len(f.Choices) == 0 {
		return nil
	}
	return append([]string{notDone}, f.Choices...)
}

// choiceOf is the word it has now.
func choiceOf(f *dues.Finding) string {
	switch {
	case f.Accepted != "":
		return f.Accepted
	case len(f.Choices) == 0:
		return "只看"
	}
	return notDone
}

// accept takes a word for a finding.
func accept(f *dues.Finding, word string) error {
	if word == notDone {
		word = ""
	}
	return f.Accept(word)
}

// tick follows the boxes at the left of the lines shown: a box takes the usual
// choice, and one that is cleared takes it back. It returns the lines whose box is
// set now, and how many have no usual choice, since it must be told what is to be
// done with them.
func tick(all []dues.Finding, shown []int, marked func(row int) bool) (set []int, undecided int) {
	for row, at := range shown {
		f := &all[at]
		switch {
		case !marked(row):
			f.Accepted = ""
		case f.Accepted == "" && f.Usual != "":
			f.Accepted = f.Usual
		case f.Accepted == "" && len(f.Choices) > 0:
			undecided++
		}
		if f.Accepted != "" {
			set = append(set, row)
		}
	}
	return set, undecided
}

// acceptAlike takes the choice of a finding for all of its kind; the usual one
// where it has none itself.
func acceptAlike(w *dues.Wages, f *dues.Finding) (words string) {
	choice := f.Accepted
	if choice == "" {
		choice = f.Usual
	}
	if choice == "" {
		return ""
	}
	n := w.AcceptKind(f.Kind, choice)
	return fmt.Sprintf("“%s”%d 处都“%s”", f.Kind.Word(), n, choice)
}

// footWords says what would be written.
func footWords(w *dues.Wages) string {
	n, events := w.AcceptedCount()
	switch {
	case n == 0:
		return "勾选要写入的行，或在“怎么办”里选。没有勾选的什么都不改。"
	case events > 0:
		return fmt.Sprintf("将写入 %d 处，其中会籍变化 %d 人，写入前问日期和凭据。整批可撤销。", n, events)
	}
	return fmt.Sprintf("将写入 %d 处。整批可撤销。", n)
}

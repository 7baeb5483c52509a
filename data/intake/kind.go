package intake

import (
	"strings"
	"unicode/utf8"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
)

// Kind describes one sort of sheet that can be taken in: a roster, a wage sheet,
// a report of the upper union. A new sort is one value of this type.
type Kind struct {
	// Label is what people call such a sheet: 会员花名册.
	Label string
	// Fields are what its columns may hold.
	Fields *field.Set
	// Named is the key of the field that names a row, such as name. A row without
	// it is refused.
	Named string
	// Keys are the fields that say who a row is about. A further sheet that shares only
	// these with the main one, and names the same people, is read along with it.
	Keys []string
	// Required are the keys without whose columns a sheet cannot be read.
	Required []string
	// Evidence are keys of which one at least has a column in every such sheet; a
	// sheet without any is another list, a gift list for instance.
	Evidence []string
	// Wanted are the keys whose empty cells are reported where the sheet has the
	// column.
	Wanted []string
	// Planned are the keys of dates that may lie in the future, such as the end of
	// a term.
	Planned []string
	// Year is the key of the field that holds the year a row is about, for dates
	// written without one; "" for none.
	Year string
	// Loose is set for sheets people keep as they like: fields may be spread over
	// columns or share a cell, and cells may have slipped.
	Loose bool
	// Addresses are the keys of fields that 省 市 区 may be columns of.
	Addresses []string
	// Birth is the key of the date of birth, which the identity number tells; "" for
	// none.
	Birth string
	// Check, where given, looks at all rows once they are cleaned.
	Check func(*Result, civil.Date)
}

// foreign are words in a header which say that a column is about somebody else,
// or about the unit.
var foreign = []string{"配偶", "家属", "紧急", "介绍人", "联系人", "父亲", "母亲", "子女", "单位", "负责人", "经办", "审批", "担保"}

// words is what a kind knows about headers, folded for comparing.
type words struct {
	kind   *Kind
	exact  map[string]int // folded label or alias: place of the field
	labels [][]string     // per field: folded label and aliases
	decoys [][]string
	known  map[label][]match // headers fitted already
}

func (k *Kind) words() *words {
	w := &words{kind: k, exact: map[string]int{}, known: map[label][]match{}}
	for i, f := range k.Fields.All() {
		all := []string{foldHeader(f.Label)}
		if !f.ReadOnly {
			all = append(all, foldAll(f.Aliases)...)
			if f.Short != "" {
				all = append(all, foldHeader(f.Short))
			}
		}
		for _, a := range all {
			if _, taken := w.exact[a]; !taken {
				w.exact[a] = i
			}
		}
		w.labels = append(w.labels, all)
		w.decoys = append(w.decoys, foldAll(f.Decoys))
	}
	return w
}

func foldAll(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = foldHeader(t)
	}
	return out
}

// foldHeader brings a header into the form headers are compared in: without
// spaces, line breaks, full-width forms, traditional signs, the particle 的 and the
// marks people put around words.
func foldHeader(s string) string {
	s = strings.ReplaceAll(code.Simplify(code.Fold(s)), "的", "") // 加入工会的时间
	return strings.Trim(s, `*#:;,.、。·★☆"'“”‘’-_/`)
}

// bare drops what stands in brackets, which explains a header: 农民工（√）.
func bare(folded string) string {
	for {
		open := strings.IndexAny(folded, "([【{<《")
		if open < 0 {
			return strings.Trim(folded, "*:")
		}
		shut := strings.IndexAny(folded[open:], ")]】}>》")
		if shut < 0 {
			return strings.Trim(folded[:open], "*:")
		}
		_, n := utf8.DecodeRuneInString(folded[open+shut:])
		folded = folded[:open] + folded[open+shut+n:]
	}
}

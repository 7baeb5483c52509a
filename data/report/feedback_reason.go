package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"unionledger/assets"
)

// Reason is what to do about rows returned with certain words.
type Reason struct {
	// Class is the stable name, such as bad_id.
	Class string `yaml:"class"`
	// Pattern is a regular expression over the words of the upper system.
	Pattern string `yaml:"pattern"`
	// Field is the key of the member's field it is about, "" for none.
	Field string `yaml:"field"`
	// Next says what a clerk does, in a sentence.
	Next string `yaml:"next"`
	// Settled says what sees it off: sent, left_out or by_hand; empty is sent.
	Settled string `yaml:"settled"`

	words *regexp.Regexp
}

// loadReasons reads the shipped list.
func loadReasons() ([]Reason, error) {
	text, err := assets.Files.ReadFile("feedback/reasons.yaml")
	if err != nil {
		return nil, err
	}
	var file struct {
		Reasons []Reason `yaml:"reasons"`
	}
	if err := assets.Decode(text, &file); err != nil {
		return nil, fmt.Errorf("退回原因表写错了：%w", err)
	}
	for i := range file.Reasons {
		r := &file.Reasons[i]
		if r.Settled = cmp.Or(r.Settled, settledSent); !slices.Contains([]string{settledSent, settledLeft, settledHand}, r.Settled) {
			return nil, fmt.Errorf("退回原因表第 %d 条的 settled “%s”不认识", i+1, r.Settled)
		}
		if r.words, err = regexp.Compile(r.Pattern); err != nil || r.Class == "" || r.Next == "" {
			return nil, fmt.Errorf("退回原因表第 %d 条写错了：%v", i+1, err)
		}
	}
	return file.Reasons, nil
}

// classify finds what the words of the upper system mean.
func classify(reasons []Reason, words string) Reason {
	for _, r := range reasons {
		if r.words.MatchString(words) {
			return r
		}
	}
	return Reason{Class: classOther, Settled: settledSent, Next: "请按上级系统说的改好再传；看不懂的请问上级工会。"}
}

// reasonOf is the reason of a stored class.
func reasonOf(reasons []Reason, class string) Reason {
	switch class {
	case classAccepted:
		return Reason{Class: class, Field: "id_number", Settled: settledSent, Next: "上级系统收下了，可是证件号码是坏的。请核实号码，改正后报上级更正。"}
	case classDuplicate:
		return Reason{Class: class, Settled: settledHand, Next: "上传的表里这个人写了两次，前一行已经收了，不用再办。"}
	}
	for _, r := range reasons {
		if r.Class == class {
			return r
		}
	}
	return classify(nil, "")
}

// plainReason is the system's sentence without its sign at the end.
func plainReason(text string) string {
	return strings.TrimRight(strings.TrimSpace(text), "！!。.；;")
}

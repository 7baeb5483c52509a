package attachment

import (
	"fmt"
	"sync"

	"unionledger/assets"
)

// Limits say how much may be attached; they are defaults of the program, no law.
type Limits struct {
	FileMB     int64 `yaml:"file_mb"`
	LedgerMB   int64 `yaml:"ledger_mb"`
	Megapixels int64 `yaml:"megapixels"`
	ShrinkTo   int   `yaml:"shrink_to"`
	// Kinds are what a clerk chooses from, in order.
	Kinds []Kind `yaml:"kinds"`
}

// Kind is what an attachment is to a clerk.
type Kind struct {
	Name string `yaml:"name"`
	// Private kinds show numbers of people: opening one is journalled.
	Private bool `yaml:"private"`
}

// Photo is the kind whose newest picture stands for a member.
const Photo = "照片"

// Shipped are the limits that come with the program.
var Shipped = sync.OnceValue(func() Limits {
	text, err := assets.Files.ReadFile("attachments/limits.yaml")
	if err == nil {
		var l Limits
		if l, err = parseLimits(text); err == nil {
			return l
		}
	}
	panic(err) // the program's own file, read by a test
})

func parseLimits(text []byte) (Limits, error) {
	var l Limits
	if err := assets.Decode(text, &l); err != nil {
		return l, fmt.Errorf("附件限额写错了：%w", err)
	}
	if l.FileMB < 1 || l.LedgerMB < 1 || l.Megapixels < 1 || l.ShrinkTo < 100 || len(l.Kinds) == 0 {
		return l, fmt.Errorf("附件限额写错了：每一项都要大于零，种类不能空着")
	}
	return l, nil
}

// KindNames lists the kinds in order.
func (l Limits) KindNames() []string {
	out := make([]string, len(l.Kinds))
	for i, k := range l.Kinds {
		out[i] = k.Name
	}
	return out
}

// Private reports whether opening an attachment of a kind is journalled; of a kind
// that is not known any more, it is.
func (l Limits) Private(kind string) bool {
	for _, k := range l.Kinds {
		if k.Name == kind {
			return k.Private
		}
	}
	return true
}

// Words are the limits as one sentence.
func (l Limits) Words() string {
	return fmt.Sprintf("每个文件不超过 %d MB（默认）。能收图片、PDF、WPS 和 Office 文件、纯文本。", l.FileMB)
}

func (l Limits) file() int64 { return l.FileMB << 20 }

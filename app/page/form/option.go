package form

import (
	"strings"

	"github.com/mozillazg/go-pinyin"

	"unionledger/app/widget"
)

// Words are the options of a picker for plain words: each is its own value, and
// found by its pinyin and initials.
func Words(words ...string) []widget.Option {
	options := make([]widget.Option, len(words))
	for i, word := range words {
		options[i] = Option(word, word)
	}
	return options
}

// Option is one thing a picker offers, found by the pinyin and initials of its text.
func Option(value, text string) widget.Option {
	return widget.Option{Value: value, Text: text, Keys: Keys(text)}
}

// Keys gives what finds a Chinese text when typed in Latin letters: its pinyin in
// one word and its initials, in small letters. 本科 gives "benke bk".
func Keys(text string) string {
	var full, initials strings.Builder
	for _, reading := range pinyin.LazyPinyin(text, pinyin.NewArgs()) {
		full.WriteString(reading)
		initials.WriteString(reading[:1])
	}
	if full.Len() == 0 {
		return ""
	}
	return full.String() + " " + initials.String()
}

package code

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a text into the form in which texts are compared: compatibility
// forms (full width and the like) folded, lower case, white space and invisible
// signs dropped, the sign that turns ♂ into a picture among them.
func Fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.C, unicode.Variation_Selector) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
}

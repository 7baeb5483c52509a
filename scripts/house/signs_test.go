package house_test

import (
	"go/ast"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

// What the window says is drawn by the font that is shipped: a sign it lacks is a box on
// a PC whose own fonts lack it too. What is only read in a clerk's file stands in data.
func TestEverySignOfTheWindowIsInTheFont(t *testing.T) {
	text, err := os.ReadFile("../../assets/fonts/NotoSansSC-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	font, err := sfnt.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var buffer sfnt.Buffer
	checked := 0
	for _, s := range sources(t) {
		if s.isTest || !strings.Contains(s.path, "app/") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			value, err := strconv.Unquote(lit.Value)
			if err != nil {
				return true
			}
			for _, sign := range value {
				if sign < 0x80 || sign == unicode.ReplacementChar || !unicode.IsPrint(sign) {
					continue
				}
				checked++
				if at, err := font.GlyphIndex(&buffer, sign); err != nil || at == 0 {
					t.Errorf("%s: the font has no %q (%U)", s.fset.Position(lit.Pos()), sign, sign)
				}
			}
			return true
		})
	}
	if checked < 10000 {
		t.Errorf("only %d signs were looked up", checked)
	}
}

package paper

import (
	"fmt"
	"strings"
)

// longestBlank is the longest line to write on, in characters.
const longestBlank = 60

// pieces reads text with marks {{姓名}}, {{姓名 6}} and blanks ____ in it.
func pieces(text string) (out []piece, err error) {
	for text != "" {
		open := strings.Index(text, "{{")
		if open < 0 {
			break
		}
		out = append(out, blanks(text[:open])...)
		end := strings.Index(text[open:], "}}")
		if end < 0 {
			return nil, fmt.Errorf("有“{{”没有“}}”：%s", short(text[open:]))
		}
		x, err := markPiece(text[open+2 : open+end])
		if err != nil {
			return nil, err
		}
		out = append(out, x)
		text = text[open+end+2:]
	}
	return append(out, blanks(text)...), nil
}

// short is the beginning of a text, for a sentence about it.
func short(s string) string {
	if r := []rune(s); len(r) > 16 {
		return string(r[:16]) + "…"
	}
	return s
}

func markPiece(inner string) (piece, error) {
	words := strings.Fields(inner)
	if len(words) == 0 || len(words) > 2 {
		return piece{}, fmt.Errorf("{{%s}} 里要写一个栏目名，如 {{姓名}}。", short(inner))
	}
	m, known := markNamed(words[0])
	if !known {
		return piece{}, unknownMark(words[0])
	}
	x := piece{mark: m}
	if len(words) == 2 {
		n, err := number(words[0], words[1], 1, longestBlank)
		if err != nil {
			return piece{}, err
		}
		x.blank = n
	}
	return x, nil
}

func unknownMark(word string) error {
	hint := "可以用的栏目见“插入栏目”。"
	var near []string
	for _, m := range Marks() {
		if strings.Contains(m.Name, word) || strings.Contains(word, m.Name) || sharesTwo(m.Name, word) {
			near = append(near, m.Name)
		}
	}
	if len(near) > 0 {
		hint = "是不是：" + strings.Join(near[:min(len(near), 4)], "、") + "？"
	}
	return fmt.Errorf("没有“%s”这个栏目。%s", short(word), hint)
}

// sharesTwo reports whether two characters of one follow each other in the other.
func sharesTwo(a, b string) bool {
	r := []rune(b)
	for i := 0; i+1 < len(r); i++ {
		if strings.Contains(a, string(r[i:i+2])) {
			return true
		}
	}
	return false
}

// blanks turns runs of two or more underscores into lines to write on.
func blanks(text string) (out []piece) {
	runes := []rune(text)
	from := 0
	for i := 0; i < len(runes); i++ {
		n := 0
		width := 0.0
		for i+n < len(runes) && (runes[i+n] == '_' || runes[i+n] == '＿') {
			if width += 0.5; runes[i+n] == '＿' {
				width += 0.5
			}
			n++
		}
		if n < 2 {
			continue
		}
		if i > from {
			out = append(out, piece{text: string(runes[from:i])})
		}
		out = append(out, piece{blank: min(width, longestBlank)})
		i += n - 1
		from = i + 1
	}
	if from < len(runes) {
		out = append(out, piece{text: string(runes[from:])})
	}
	return out
}

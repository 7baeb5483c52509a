package docx

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"slices"
	"strings"
)

// Values is what marks are filled with.
type Values struct {
	// Text is what stands for a mark such as 企业名称.
	Text map[string]string
	// Lists are rows by the name of the list: a row of a table, or a paragraph, with a
	// mark such as 职工方代表.姓名 is repeated for each of them. With no rows it stands
	// once, with blanks to write on. Each row also has a mark 序号.
	Lists map[string][]map[string]string
}

// Blank stands for a value that is not known, to be written in by hand; a cell with
// nothing else in it stays empty instead.
const Blank = "________"

var markShape = regexp.MustCompile(`\{\{\s*([^{}]+?)\s*\}\}`)

// Marks lists the marks of the document, each once, in the order of the text.
func (f *File) Marks() (out []string) {
	for _, name := range f.textNames() {
		f.texts[name].root.walk(func(e *element) {
			if e.name != "p" {
				return
			}
			for _, m := range markShape.FindAllStringSubmatch(e.words(), -1) {
				if !slices.Contains(out, m[1]) {
					out = append(out, m[1])
				}
			}
		})
	}
	return out
}

// textNames are the parts with text, the body first.
func (f *File) textNames() []string {
	out := []string{body}
	for _, p := range f.zip.File {
		if p.Name != body && f.texts[p.Name] != nil {
			out = append(out, p.Name)
		}
	}
	return out
}

func (e *element) walk(fn func(*element)) {
	fn(e)
	for _, c := range e.children {
		c.walk(fn)
	}
}

// Known says whether the values have a mark.
func (v Values) Known(mark string) bool {
	if list, _, ok := strings.Cut(mark, "."); ok {
		_, known := v.Lists[list]
		return known
	}
	_, known := v.Text[mark]
	return known
}

// Fill gives the document with its marks filled. unknown are the marks that no value
// is for, they stay as they are.
func (f *File) Fill(v Values) (filled []byte, unknown []string, err error) {
	for _, m := range f.Marks() {
		if !v.Known(m) {
			unknown = append(unknown, m)
		}
	}
	parts := map[string][]byte{}
	for name, t := range f.texts {
		w := &filler{raw: t.raw, values: v}
		w.element(t.root)
		if w.changed {
			parts[name] = w.out.Bytes()
		}
	}
	filled, err = f.packedWith(parts)
	return filled, unknown, err
}

// filler writes a part anew.
type filler struct {
	raw     []byte
	values  Values
	list    string
	row     map[string]string // of list, while one of its rows is written
	cells   int               // how many cells of tables deep
	out     bytes.Buffer
	changed bool
	// alone says that the paragraph at hand is one mark in a cell, which is a place to
	// write on by itself.
	alone bool
}

// element writes an element, rows of lists as often as there are rows.
func (w *filler) element(e *element) {
	if list := w.repeats(e); list != "" {
		rows := w.values.Lists[list]
		if len(rows) == 0 {
			rows = []map[string]string{{}}
		}
		w.changed = true
		w.list = list
		for _, row := range rows {
			w.row = row
			w.plain(e)
		}
		w.list, w.row = "", nil
		return
	}
	w.plain(e)
}

// repeats names the list that a row of a table, or a paragraph outside of one, tells of.
func (w *filler) repeats(e *element) string {
	if w.list != "" || e.name != "tr" && e.name != "p" {
		return ""
	}
	found := ""
	e.walk(func(p *element) {
		if p.name != "p" || found != "" {
			return
		}
		for _, m := range markShape.FindAllStringSubmatch(p.words(), -1) {
			if list, _, ok := strings.Cut(m[1], "."); ok {
				if _, known := w.values.Lists[list]; known {
					found = list
					return
				}
			}
		}
	})
	return found
}

// plain writes an element once.
func (w *filler) plain(e *element) {
	var texts map[*element]string
	if e.name == "p" {
		texts = w.filled(e)
	}
	w.inside(e, texts)
}

// inside writes an element and what stands in it, its texts as told.
func (w *filler) inside(e *element, texts map[*element]string) {
	if e.name == "tc" {
		w.cells++
		defer func() { w.cells-- }()
	}
	at := e.from
	for _, c := range e.children {
		w.out.Write(w.raw[at:c.from])
		at = c.to
		words, told := texts[c]
		switch {
		case told:
			w.text(c, words)
		case c.name == "tr" || c.name == "p":
			w.element(c)
		default:
			w.inside(c, texts)
		}
	}
	w.out.Write(w.raw[at:e.to])
}

// text writes a w:t with other words; a line break within them becomes a w:br.
func (w *filler) text(e *element, words string) {
	w.changed = true
	open := w.raw[e.from:e.start]
	prefix := ""
	if i := bytes.IndexByte(open, ':'); i > 0 && bytes.HasSuffix(open[:i], []byte("<w")) {
		prefix = "w:"
	}
	for i, line := range strings.Split(words, "\n") {
		if i > 0 {
			w.out.WriteString("<" + prefix + "br/>")
		}
		w.out.WriteString("<" + prefix + `t xml:space="preserve">`)
		_ = xml.EscapeText(&w.out, []byte(line)) // a buffer takes everything
		w.out.WriteString("</" + prefix + "t>")
	}
}

// filled gives the texts of a paragraph that change: a mark that an editor broke into
// several texts goes to the one it begins in.
func (w *filler) filled(p *element) map[*element]string {
	runs := p.runs()
	all := ""
	for _, t := range runs {
		all += t.chars
	}
	marks := markShape.FindAllStringSubmatchIndex(all, -1)
	if marks == nil {
		return nil
	}
	w.alone = w.cells > 0 && len(marks) == 1 && strings.TrimSpace(all) == all[marks[0][0]:marks[0][1]]
	out := map[*element]string{}
	from := 0
	for _, t := range runs {
		to := from + len(t.chars)
		words, touched := w.slice(all, marks, from, to)
		if touched {
			out[t] = words
		}
		from = to
	}
	return out
}

// slice is what stands between two places of a text once its marks are filled.
func (w *filler) slice(all string, marks [][]int, from, to int) (words string, touched bool) {
	at := from
	for _, m := range marks {
		if m[1] <= from || m[0] >= to {
			continue
		}
		value, known := w.value(all[m[2]:m[3]])
		if !known {
			continue
		}
		touched = true
		if m[0] >= from {
			words += all[at:m[0]] + value
		}
		at = min(m[1], to)
	}
	return words + all[at:to], touched
}

// value is what a mark is filled with.
func (w *filler) value(mark string) (string, bool) {
	v, known := "", false
	if list, key, ok := strings.Cut(mark, "."); ok {
		if list == w.list {
			v, known = w.row[key], true
		}
	} else {
		v, known = w.values.Text[mark]
	}
	if known && v == "" && w.row == nil && !w.alone {
		v = Blank
	}
	return v, known
}

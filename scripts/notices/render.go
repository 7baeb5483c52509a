package main

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// pointer is the length up to which a file of no known kind is taken for a mere
// pointer to a licence elsewhere, such as that of a logo not shipped here.
const pointer = 200

const preface = `# Third-party software and fonts

This file is written by ` + "`make notices`" + ` from the licence files of the libraries themselves.
First what is built into the program, then every licence text once.

| part | version | licence |
| --- | --- | --- |
| Go standard library and runtime, with the text of golang.org/x/text | 1.26 | BSD-3-Clause |
| Mesa (softpipe), in the folder opengl beside the Windows program, its text there | 22.3.6 | MIT |
| mingw-w64 and GCC runtime, linked into the Windows program and into Mesa | 10.0, 12 | ZPL-2.1; GPL-3.0 with the GCC Runtime Library Exception, which lets any program be linked |
`

// render gives the page for the project in root.
func render(root string) ([]byte, error) {
	mods, err := linked(root)
	if err != nil {
		return nil, err
	}
	c := collection{byText: map[string]*licence{}}
	for _, m := range mods {
		if err := c.add(m.path, m.version, m.dir); err != nil {
			return nil, err
		}
	}
	if err := c.addAssets(filepath.Join(root, "assets")); err != nil {
		return nil, err
	}
	return c.page(), nil
}

// collection gathers licence texts, each kept once with all its owners.
type collection struct {
	rows   []string
	order  []*licence
	byText map[string]*licence
}

// add takes in one module and its licences.
func (c *collection) add(path, version, dir string) error {
	texts, err := licencesIn(dir)
	if err != nil {
		return err
	}
	if len(texts) == 0 {
		return fmt.Errorf("%s %s has no licence file: it may not be used", path, version)
	}
	kinds, err := c.keep(path, texts)
	if err != nil {
		return err
	}
	c.rows = append(c.rows, fmt.Sprintf("| %s | %s | %s |", path, version, kinds))
	return nil
}

// addAssets takes in the fonts and pictures shipped, by their licence files.
func (c *collection) addAssets(dir string) error {
	texts, err := licencesIn(dir)
	if err != nil {
		return err
	}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		kinds, err := c.keep("assets", map[string]string{file: texts[file]})
		if err != nil {
			return err
		}
		c.rows = append(c.rows, fmt.Sprintf("| assets/%s | | %s |", filepath.ToSlash(filepath.Dir(file)), kinds))
	}
	return nil
}

// keep stores the texts of one owner and names their kinds.
func (c *collection) keep(owner string, texts map[string]string) (string, error) {
	var kinds []string
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		text := texts[file]
		kind := kindOf(text)
		switch {
		case slices.Contains(refused, kind):
			return "", fmt.Errorf("%s/%s is %s: it may not be built into this program", owner, file, kind)
		case kind == "" && len(text) < pointer:
			continue
		case kind == "":
			return "", fmt.Errorf("%s/%s is of an unknown kind: read it, then name it in scripts/notices/licence.go", owner, file)
		}
		l := c.byText[text]
		if l == nil {
			l = &licence{kind: kind, text: text}
			c.byText[text] = l
			c.order = append(c.order, l)
		}
		l.owner = append(l.owner, owner+"/"+file)
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return strings.Join(kinds, ", "), nil
}

// page writes it all down.
func (c *collection) page() []byte {
	var b bytes.Buffer
	b.WriteString(preface)
	b.WriteString(strings.Join(c.rows, "\n"))
	b.WriteString("\n")
	for _, l := range c.order {
		fmt.Fprintf(&b, "\n## %s\n", l.kind)
		for _, owner := range l.owner {
			fmt.Fprintf(&b, "\n- %s", owner)
		}
		fmt.Fprintf(&b, "\n\n~~~~text\n%s\n~~~~\n", l.text)
	}
	return b.Bytes()
}

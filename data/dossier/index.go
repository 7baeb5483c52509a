// Package dossier makes the documents (文书) of a negotiation out of its facts: each a
// .docx that Word and WPS edit, from a template whose wording the unit may change, and
// all of a round in order (卷宗) as one PDF or as a folder.
//
// What a document says of the law comes from the rule profile of the round; which
// documents there are is data (assets/documents). The room knows no window.
package dossier

import (
	"fmt"
	"slices"
	"sync"

	"unionledger/assets"
	"unionledger/data/negotiation"
)

//go:generate go run ./maketemplate ../../assets/documents

// Kind describes a document of the index.
type Kind struct {
	// Key is the name of its template without the ending, No its number in the list of
	// documents (F1 to F20), Basis what asks for it.
	Key   string `yaml:"key"`
	No    string `yaml:"no"`
	Title string `yaml:"title"`
	Basis string `yaml:"basis"`
	// Step is the step of the round it belongs to, from 1; Paper what that step calls it.
	Step  int    `yaml:"step"`
	Paper string `yaml:"paper"`
	// Per names what there is one of it for (a list such as meeting, outsider, form);
	// empty: one a round. When names the list that must hold something.
	Per  string `yaml:"per"`
	When string `yaml:"when"`
	// Kinds and Levels are the kinds and levels of contract it is for, empty for all. Optional ones are made
	// on demand and go into the dossier only when they are marked as there.
	Kinds    []string `yaml:"kinds"`
	Levels   []string `yaml:"levels"`
	Optional bool     `yaml:"optional"`
}

// Received is a document that others issue: its scan is attached to the round.
type Received struct {
	No    string `yaml:"no"`
	Title string `yaml:"title"`
	Step  int    `yaml:"step"`
}

// index is the file of documents.
type index struct {
	Basis     string     `yaml:"basis"`
	Phrases   []Phrase   `yaml:"phrases"`
	Documents []Kind     `yaml:"documents"`
	Received  []Received `yaml:"received"`
}

// Phrase is what a mark of the documents says in contracts of some kinds and levels, empty
// for all; Text may hold further marks. The first that fits counts.
type Phrase struct {
	Mark   string   `yaml:"mark"`
	Kinds  []string `yaml:"kinds"`
	Levels []string `yaml:"levels"`
	Text   string   `yaml:"text"`
}

const folder = "documents/"

var shipped = sync.OnceValues(func() (index, error) {
	var x index
	text, err := assets.Files.ReadFile(folder + "index.yaml")
	if err == nil {
		err = assets.Decode(text, &x)
	}
	if err != nil {
		return x, fmt.Errorf("读取文书目录：%w", err)
	}
	return x, nil
})

// Kinds lists the documents in the order of the dossier.
func Kinds() ([]Kind, error) {
	x, err := shipped()
	return x.Documents, err
}

// Named finds a document by its key, number or title.
func Named(name string) (Kind, bool) {
	all, err := Kinds()
	if err != nil {
		return Kind{}, false
	}
	i := slices.IndexFunc(all, func(k Kind) bool { return k.Key == name || k.Title == name })
	if i < 0 {
		i = slices.IndexFunc(all, func(k Kind) bool { return k.No == name && name != "" })
	}
	if i < 0 {
		return Kind{}, false
	}
	return all[i], true
}

// Document is one document of a round.
type Document struct {
	Kind
	// Name is its title with what tells it from others of its kind: 协商会议记录（第 2 次）.
	Name string
	// Item is the row it is about, where there is one for each row of a list.
	Item *negotiation.Item
	// Sheet is the score sheet it is about.
	Sheet string
	// count is which one of its kind it is, from 1.
	count int
}

// Documents lists the documents a round can have, in the order of the dossier. One for
// each row of a list stands once, to be filled in by hand, while the list is empty.
func Documents(d negotiation.Dossier) ([]Document, error) {
	all, err := Kinds()
	if err != nil {
		return nil, err
	}
	var out []Document
	for _, k := range all {
		switch {
		case !isFor(k.Kinds, d.Kind()) || !isFor(k.Levels, d.Get("level")):
		case k.When != "" && len(rows(d, k.When)) == 0:
		default:
			out = append(out, k.of(d)...)
		}
	}
	return out, nil
}

// isFor says whether a list of kinds or levels, empty for all, has one.
func isFor(list []string, one string) bool { return len(list) == 0 || slices.Contains(list, one) }

// of gives the documents of one kind.
func (k Kind) of(d negotiation.Dossier) (out []Document) {
	switch k.Per {
	case "":
		return []Document{{Kind: k, Name: k.Title, count: 1}}
	case "form":
		for _, it := range rows(d, "score") {
			if name := it.Get("form"); !slices.ContainsFunc(out, func(o Document) bool { return o.Sheet == name }) {
				out = append(out, Document{Kind: k, Name: k.Title + "：" + name, Sheet: name, count: len(out) + 1})
			}
		}
		return out
	}
	list := rows(d, k.Per)
	for i := range list {
		name := k.Title
		switch {
		case k.Per == "outsider":
			name += "：" + list[i].Get("name")
		case len(list) > 1:
			name += fmt.Sprintf("（第 %d 次）", i+1)
		}
		out = append(out, Document{Kind: k, Name: name, Item: &list[i], count: i + 1})
	}
	if len(out) == 0 && k.Per != "outsider" && k.Per != "suspension" {
		out = append(out, Document{Kind: k, Name: k.Title, count: 1})
	}
	return out
}

// rows are the rows of a list by the short name the index uses.
func rows(d negotiation.Dossier, name string) []negotiation.Item {
	switch name {
	case "meeting":
		return d.Meetings
	case "outsider":
		return slices.DeleteFunc(slices.Clone(d.Reps), func(it negotiation.Item) bool { return !it.Yes("outsider") })
	}
	return d.Lists["negotiation_"+name]
}

// Package code holds the lists of words the forms allow, such as 民族 or 学历:
// the national code of each word, other writings of it found in real sheets, and
// texts that are too unclear to be turned into a word.
//
// The lists are data (assets/codes). The room knows no field, sheet or form.
package code

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"unionledger/assets"
)

// Item is one word of a list. Word is what the ledger stores and people read.
type Item struct {
	Code    string   `yaml:"code"`
	Word    string   `yaml:"word"`
	Aliases []string `yaml:"aliases"`
	Note    string   `yaml:"note"`
}

// Vague is a group of texts that may mean one of Candidates, or none, and why
// that cannot be told.
type Vague struct {
	Texts      []string `yaml:"texts"`
	Candidates []string `yaml:"candidates"`
	Reason     string   `yaml:"reason"`
}

// List is one code list. Basis names the standard or form it stands on.
type List struct {
	Name    string  `yaml:"name"`
	Label   string  `yaml:"label"`
	Basis   string  `yaml:"basis"`
	Items   []Item  `yaml:"items"`
	Unclear []Vague `yaml:"unclear"`

	index map[string]hit
}

// Match tells how a text was found in a list.
type Match uint8

// The matches. Unclear comes with Candidates.
const (
	NoMatch Match = iota
	Exact
	Alias
	Unclear
)

// hit is where a folded text leads: an item, or an entry of Unclear.
type hit struct {
	match Match
	at    int
}

// folder holds the lists inside assets.Files.
const folder = "codes"

var load = sync.OnceValue(func() map[string]*List {
	lists, err := read(assets.Files)
	if err != nil {
		panic(err)
	}
	return lists
})

// Get returns the list called name, such as "gender", which all share and
// nobody changes. It panics for a list the
// program does not ship, for names come from field descriptions, not from users.
func Get(name string) *List {
	l, ok := load()[name]
	if !ok {
		panic("no code list " + name)
	}
	return l
}

// NewList makes a list of a unit's own words, which serve as their codes too. The
// error names a word that is empty or stands twice.
func NewList(name, label string, words []string) (*List, error) {
	l := &List{Name: name, Label: label, index: map[string]hit{}}
	for i, w := range words {
		l.Items = append(l.Items, Item{Code: w, Word: w})
		if err := l.add(w, hit{Exact, i}); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// Names lists the names of all lists, sorted.
func Names() []string {
	var names []string
	for name := range load() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Words lists the words in the order of the form, for drop-downs.
func (l *List) Words() []string {
	words := make([]string, len(l.Items))
	for i, it := range l.Items {
		words[i] = it.Word
	}
	return words
}

// ByWord returns the item with exactly this word.
func (l *List) ByWord(word string) (Item, bool) {
	i := slices.IndexFunc(l.Items, func(it Item) bool { return it.Word == word })
	if i < 0 {
		return Item{}, false
	}
	return l.Items[i], true
}

// ByCode returns the item with exactly this code.
func (l *List) ByCode(code string) (Item, bool) {
	i := slices.IndexFunc(l.Items, func(it Item) bool { return it.Code == code })
	if i < 0 {
		return Item{}, false
	}
	return l.Items[i], true
}

// Find looks a text up as people write it. The item is zero for NoMatch and
// Unclear.
func (l *List) Find(text string) (Item, Match) {
	h := l.hit(text)
	if h.match == Exact || h.match == Alias {
		return l.Items[h.at], h.match
	}
	return Item{}, h.match
}

// hit looks a text up, in traditional signs too.
func (l *List) hit(text string) hit {
	text = Fold(text)
	h, ok := l.index[text]
	if ok {
		return h
	}
	if h = l.index[Simplify(text)]; h.match == Exact {
		h.match = Alias
	}
	return h
}

// Candidates returns the words a Unclear text may mean, none where no word of
// the list fits, and the reason in Chinese. For all other texts both are empty.
func (l *List) Candidates(text string) (words []string, reason string) {
	h := l.hit(text)
	if h.match != Unclear {
		return nil, ""
	}
	u := l.Unclear[h.at]
	return u.Candidates, u.Reason
}

// read loads every list of the folder and checks that each can be searched.
func read(files fs.FS) (map[string]*List, error) {
	names, err := fs.Glob(files, folder+"/*.yaml")
	if err != nil {
		return nil, err
	}
	lists := make(map[string]*List, len(names))
	for _, name := range names {
		l, err := readOne(files, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		lists[l.Name] = l
	}
	return lists, nil
}

func readOne(files fs.FS, name string) (*List, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	l := &List{}
	if err := assets.Decode(data, l); err != nil {
		return nil, err
	}
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); l.Name != want {
		return nil, fmt.Errorf("list is called %q", l.Name)
	}
	return l, l.build()
}

// build makes the index; a text that leads to two places is an error.
func (l *List) build() error {
	l.index = map[string]hit{}
	for i, it := range l.Items {
		if err := l.add(it.Word, hit{Exact, i}); err != nil {
			return err
		}
		for _, a := range append(coded(it), it.Aliases...) {
			if err := l.add(a, hit{Alias, i}); err != nil {
				return err
			}
		}
	}
	for i, u := range l.Unclear {
		for _, w := range u.Candidates {
			if _, ok := l.ByWord(w); !ok {
				return fmt.Errorf("candidate %q is no word of the list", w)
			}
		}
		for _, t := range u.Texts {
			if err := l.add(t, hit{Unclear, i}); err != nil {
				return err
			}
		}
	}
	return nil
}

// coded are the writings of an item with its code before the word.
func coded(it Item) []string {
	var out []string
	for _, sep := range []string{"", "-", ".", "、", "_", ":"} {
		out = append(out, it.Code+sep+it.Word)
	}
	return out
}

func (l *List) add(text string, h hit) error {
	key := Fold(text)
	if key == "" {
		return fmt.Errorf("empty text beside %q", text)
	}
	if old, taken := l.index[key]; taken {
		return fmt.Errorf("%q stands twice (%v and %v)", text, old, h)
	}
	l.index[key] = h
	return nil
}

package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Chosen is what people chose for one column, told by its header so that it is found
// again where columns have moved.
type Chosen struct {
	// Header is the folded text above the column with that of its group; Nth tells
	// columns of one header apart, from 0.
	Header string `json:"header"`
	Nth    int    `json:"nth,omitempty"`
	// Choice is a word as Mapping.Choice gives it.
	Choice string `json:"choice"`
}

// Fingerprint names the header of a table: the same for every sheet with the same
// columns in the same order, whatever signs and spaces stand around the words.
func (t *Table) Fingerprint() string {
	var b strings.Builder
	for _, m := range t.Columns {
		b.WriteString(headerKey(m) + "\x1f")
	}
	// A stray cell at the right of one sheet makes no other header of it.
	sum := sha256.Sum256([]byte(strings.TrimRight(b.String(), "|\x1f")))
	return hex.EncodeToString(sum[:12])
}

// HeaderWords are the texts of the header for people.
func (t *Table) HeaderWords() string {
	var out []string
	for _, m := range t.Columns {
		if h := strings.Join(strings.Fields(m.Header), ""); h != "" {
			out = append(out, h)
		}
	}
	return strings.Join(out, "、")
}

func headerKey(m Mapping) string { return foldHeader(m.Group) + "|" + foldHeader(m.Header) }

// Chosen lists the columns that people gave what they hold, now or before.
func (t *Table) Chosen() []Chosen {
	var out []Chosen
	met := map[string]int{}
	for _, m := range t.Columns {
		key := headerKey(m)
		if m.How == ByHand || m.How == Remembered || m.left {
			out = append(out, Chosen{key, met[key], m.Choice()})
		}
		met[key]++
	}
	return out
}

// recall puts in what was chosen for this header before, and reports whether there
// was anything.
func (w *words) recall(t *Table, memory map[string][]Chosen) bool {
	if len(memory) == 0 {
		return false
	}
	var columns []Mapping
	for _, c := range memory[t.Fingerprint()] {
		met := 0
		for _, m := range t.Columns {
			if headerKey(m) != c.Header {
				continue
			}
			if met++; met-1 == c.Nth {
				// A field of the unit's own may have been dropped since.
				if m.Choose(c.Choice); m.Field == "" || w.kind.valid(m) {
					columns = append(columns, m)
				}
			}
		}
	}
	w.correct(t, columns, Remembered)
	return len(columns) > 0
}

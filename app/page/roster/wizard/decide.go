package wizard

import (
	"cmp"
	"slices"
	"strings"

	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/member"
)

// decisions are all that somebody decided about what was read. They are kept by the
// place of a row, so that they hold when the rows are read again.
type decisions struct {
	only     member.Only
	policies map[string]member.Policy
	decided  map[intake.RowID]member.Decision
	// fix says of rows found to have slipped whether to mend them.
	fix map[intake.RowID]bool
	// prefer are the rows chosen over their rivals in the same book.
	prefer map[intake.RowID]bool
	// left are the rows and fields that are not to be written.
	left map[cellOf]bool
	// words are words no list knows with the word that is meant.
	words map[wordOf]string
	// first are the values of fields as they were read, where they were left out.
	first map[cellOf]string
	// conflicts and skipped are what was decided about, to be shown still.
	conflicts map[intake.RowID]*member.Conflict
	skipped   map[cellOf]changed
	// begun is set once the policies remembered for the header are taken over.
	begun bool
}

// cellOf names a field of a row; an empty field is the whole row.
type cellOf struct {
	row   intake.RowID
	field string
}

// wordOf is a word as a sheet writes it in a field.
type wordOf struct{ field, raw string }

// undecided is the beginning, with nothing decided.
func undecided() decisions {
	return decisions{policies: map[string]member.Policy{}, decided: map[intake.RowID]member.Decision{}, fix: map[intake.RowID]bool{}, prefer: map[intake.RowID]bool{},
		left: map[cellOf]bool{}, words: map[wordOf]string{}, first: map[cellOf]string{},
		conflicts: map[intake.RowID]*member.Conflict{}, skipped: map[cellOf]changed{}}
}

// carryOut puts into rows just read what was decided about rows and words.
func (d *decisions) carryOut(im *member.Import) {
	d.first = map[cellOf]string{}
	if len(d.left) == 0 && len(d.words) == 0 {
		return
	}
	for i := range im.Rows {
		row := &im.Rows[i]
		id := im.ID(row)
		for _, f := range im.Kind.Fields.All() {
			if word := d.words[wordOf{f.Key, im.Raw(row, f.Key)}]; f.Kind == field.Code && word != "" && row.Record.Get(f.Key) == "" {
				row.Drop(f.Key)
				row.Record.Set(f.Key, word)
				im.Repaired(row, f.Key, word, "word_by_hand")
			}
			if d.left[cellOf{id, f.Key}] {
				d.leave(row, cellOf{id, f.Key}, true)
			}
		}
		if d.left[cellOf{id, ""}] {
			row.Refused = true
		}
	}
}

// leave takes a field of a row (or with an empty key the row) out of what is written,
// or in again.
func (d *decisions) leave(row *intake.Row, at cellOf, leave bool) {
	switch {
	case at.field == "":
		row.Refused = leave
	case leave:
		if _, kept := d.first[at]; !kept {
			d.first[at] = row.Record.Get(at.field)
		}
		row.Record.Set(at.field, "")
	default:
		if value, kept := d.first[at]; kept {
			row.Record.Set(at.field, value)
			delete(d.first, at)
		}
	}
	if leave {
		d.left[at] = true
	} else {
		delete(d.left, at)
	}
}

// The decisions of a line.
const (
	doAsSaid = "照此写入"
	doBlank  = "这格留空"
	doLeave  = "整行不写"
	doFix    = "同意改正"
	doHold   = "先不写"
	doPlain  = "不改正"
	doNew    = "是新人"
	doThis   = "用这一行"
	doOwner  = "号码是他的"
	doNobody = "号码先不记"
	doWords  = "到“用词”里定…"
)

// choices are the decisions a line offers.
func (l line) choices() []string {
	switch {
	case l.conflict != nil:
		out := append([]string{doHold}, sameWords(l.conflict.Candidates)...)
		if l.Kind == "event_impossible" || l.Kind == "event_too_early" || l.Kind == "same_member_twice" {
			return out
		}
		return append(out, doNew)
	case l.finding && l.row.Refused:
		return []string{doHold, doFix}
	case l.finding:
		return []string{doFix, doPlain, doLeave}
	case l.again():
		return []string{l.otherStays(), doThis}
	case !l.mayLeave:
		return nil
	case l.Kind == member.SharedNumber:
		return []string{doNobody, doOwner, doLeave}
	case l.mayBlank:
		return []string{doAsSaid, doBlank, doLeave}
	case l.unknownWord():
		return []string{doBlank, doWords, doLeave}
	case l.level == levelMissing:
		return []string{doBlank, doLeave}
	}
	return []string{doAsSaid, doLeave}
}

// decision is what was decided about a line.
func (j *job) decision(l line) string {
	if l.row == nil {
		return "不写入"
	}
	id := j.im.ID(l.row)
	switch {
	case l.conflict != nil:
		d := j.decided[id]
		for i, c := range l.conflict.Candidates {
			if d.Member == c.ID {
				return sameWords(l.conflict.Candidates)[i]
			}
		}
		if d.New {
			return doNew
		}
		return doHold
	case j.left[cellOf{id, ""}]:
		return doLeave
	case l.finding && l.row.Fixed:
		return doFix
	case l.finding && l.row.Refused:
		return doHold
	case l.finding:
		return doPlain
	case l.again():
		return l.otherStays()
	case !l.mayLeave:
		return "不写入"
	case l.Kind == member.SharedNumber:
		return map[bool]string{true: doOwner, false: doNobody}[l.row.Preferred]
	case l.level == levelMissing || j.left[cellOf{id, l.Field}]:
		return doBlank
	}
	return doAsSaid
}

// take carries a decision out; again is true where the rows must be read again for
// it, else comparing them again is enough.
func (j *job) take(l line, word string) (again bool) {
	if l.row == nil {
		return false
	}
	id := j.im.ID(l.row)
	if l.conflict != nil {
		j.decide(id, l.conflict, word)
		return false
	}
	if l.finding {
		delete(j.left, cellOf{id, ""})
		switch word {
		case doFix:
			j.fix[id] = true
		case doPlain, doHold:
			j.fix[id] = false
		case doLeave:
			j.leave(l.row, cellOf{id, ""}, true)
			return false
		}
		return true
	}
	if !l.mayLeave || word == doWords {
		return false
	}
	if len(l.row.Rivals) > 0 && l.choosesRow() {
		return j.prefers(l.row, id, word)
	}
	j.leave(l.row, cellOf{id, ""}, word == doLeave)
	if l.mayBlank {
		j.leave(l.row, cellOf{id, l.Field}, word == doBlank)
	}
	return false
}

// decide says whom a row in conflict is about.
func (j *job) decide(id intake.RowID, c *member.Conflict, word string) {
	delete(j.decided, id)
	j.conflicts[id] = c
	if word == doNew {
		j.decided[id] = member.Decision{New: true}
		return
	}
	if i := slices.Index(sameWords(c.Candidates), word); i >= 0 {
		j.decided[id] = member.Decision{Member: c.Candidates[i].ID}
	}
}

// said is one word of a code list as the sheet writes it, and what it is stored as.
type said struct {
	wordOf
	label, to string
	count     int
	first     string // cell where it stands first
	unclear   bool   // no list knows it; what it is stored as can be chosen
	words     []string
}

// wordings lists the words of code columns that are not those of the lists, unknown
// ones first.
func (j *job) wordings() []said {
	at := map[wordOf]int{}
	var out []said
	add := func(row *intake.Row, f field.Field, raw, to string, unclear bool) {
		key := wordOf{f.Key, raw}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, said{wordOf: key, label: f.Label, words: f.List().Words(), to: to, first: j.im.Cell(row, f.Key), unclear: unclear})
		}
		out[i].count++
	}
	for i := range j.im.Rows {
		row := &j.im.Rows[i]
		for _, p := range row.Problems {
			if f := j.field(p.Field); f.Kind == field.Code && p.Value != "" && row.Record.Get(f.Key) == "" {
				add(row, f, p.Value, "", true)
			}
		}
		for _, r := range row.Repairs {
			if f := j.field(r.Field); f.Kind == field.Code && r.Value != "" && r.Value != r.To {
				add(row, f, r.Value, r.To, r.Kind == "word_by_hand")
			}
		}
	}
	slices.SortStableFunc(out, func(a, b said) int {
		if a.unclear != b.unclear {
			if a.unclear {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.count, a.count)
	})
	return out
}

const leaveEmpty = "留空，待补"

// wordChoices are what a word may be stored as.
func (s said) wordChoices() []string {
	if !s.unclear {
		return nil
	}
	return append([]string{leaveEmpty}, s.words...)
}

// mean stores a word as another in all rows; the rows must be read again for it.
func (j *job) mean(s said, word string) {
	delete(j.words, s.wordOf)
	if word != leaveEmpty && strings.TrimSpace(word) != "" {
		j.words[s.wordOf] = word
	}
}

// skip leaves a field of a member as the ledger has it, or takes it from the sheet
// after all.
func (j *job) skip(c changed, keep bool) {
	at := cellOf{j.im.ID(c.draft.Row), c.change.Field}
	j.leave(c.draft.Row, at, keep)
	if delete(j.skipped, at); keep {
		c.kept = true
		j.skipped[at] = c
	}
}

// changed is one field of one member that would change.
type changed struct {
	draft  *member.Draft
	change member.Change
	kept   bool // by decision the ledger's value stays
}

// changes lists what would change in the ledger field by field, and what somebody
// decided to leave as it is.
func (j *job) changes() []changed {
	var out []changed
	for i := range j.im.Plan.Changed {
		d := &j.im.Plan.Changed[i]
		for _, c := range d.Changes {
			out = append(out, changed{draft: d, change: c})
		}
	}
	for at, c := range j.skipped {
		if j.left[at] {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b changed) int {
		return cmp.Or(cmp.Compare(a.draft.Row.Table, b.draft.Row.Table), cmp.Compare(a.draft.Row.Number, b.draft.Row.Number), cmp.Compare(a.change.Label, b.change.Label))
	})
	return out
}

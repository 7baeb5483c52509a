package member

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/ledger"
)

// Refusal is somebody to whom an event cannot happen, and why, as a sentence.
type Refusal struct {
	Member int64  `json:"member"`
	Name   string `json:"name"`
	Why    string `json:"why"`
}

// Outlook says who of many can be part of an event, and who cannot.
type Outlook struct {
	Can    []int64   `json:"can"`
	Cannot []Refusal `json:"cannot"`
}

// Foresee tells to whom of the members an event may happen on its day, by their whole
// histories, and writes nothing. A day that has not come is refused for all of them.
func Foresee(ctx context.Context, r ledger.Reader, e Event, members []int64, today civil.Date) (Outlook, error) {
	out := Outlook{Can: []int64{}, Cannot: []Refusal{}}
	if err := e.NotYet(today); err != nil {
		return out, err
	}
	chains, err := EventsOf(ctx, r, members)
	if err != nil {
		return out, fmt.Errorf("看谁能办理：%w", err)
	}
	for _, id := range members {
		if _, err := chain(chains[id]).admit(e); err != nil {
			out.Cannot = append(out.Cannot, Refusal{Member: id, Why: err.Error()})
		} else {
			out.Can = append(out.Can, id)
		}
	}
	var ids []int64
	for _, c := range out.Cannot {
		ids = append(ids, c.Member)
	}
	names, err := namesOf(ctx, r, ids)
	for i, c := range out.Cannot {
		out.Cannot[i].Name = names[c.Member]
	}
	return out, err
}

// HappenAll enters one event for each of the members; where it cannot happen to one
// of them nothing must be written, and the error names that one.
func HappenAll(tx *ledger.Tx, e Event, members []int64) error {
	chains, err := EventsOf(tx.Context(), tx, members)
	if err != nil {
		return err
	}
	for _, id := range members {
		e.Member = id
		if _, err := happenAfter(tx, e, chains[id]); err != nil {
			names, nameErr := namesOf(tx.Context(), tx, []int64{id})
			if nameErr != nil {
				return nameErr
			}
			return fmt.Errorf("%s：%w", names[id], err)
		}
	}
	return tx.Context().Err()
}

func namesOf(ctx context.Context, r ledger.Reader, members []int64) (map[int64]string, error) {
	out := make(map[int64]string, len(members))
	for part := range slices.Chunk(members, 500) {
		rows, err := r.QueryContext(ctx, `SELECT id, name FROM member WHERE id IN (`+intList(part)+`)`)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var id int64
			var name string
			if err := rows.Scan(&id, &name); err != nil {
				rows.Close()
				return nil, err
			}
			out[id] = name
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Line is a line of a list of people that somebody pasted.
type Line struct {
	Text string
	// Member is who is meant, 0 where nobody is for certain; Why then says why.
	Member int64
	Why    string
}

// mostLines is how long a pasted list may be.
const mostLines = 10_000

var numberInLine = regexp.MustCompile(`[0-9]{14,17}[0-9Xx]`)

// FindLines finds the members that the lines of a list mean: by an identity number
// in the line, else by the first word as the name. Nobody is found twice.
func FindLines(ctx context.Context, r ledger.Reader, text string) ([]Line, error) {
	people, err := ReadPeople(ctx, r, civil.Date{})
	if err != nil {
		return nil, err
	}
	var out []Line
	seen := map[int64]bool{}
	for raw := range strings.Lines(text) {
		words := strings.FieldsFunc(raw, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(",;、，；", c) })
		for i, w := range words {
			words[i] = code.Fold(w)
		}
		if len(words) == 0 {
			continue
		}
		if len(out) == mostLines {
			return nil, ledger.Refuse("名单超过 %d 行，没有查找。请分几次粘贴。", mostLines)
		}
		line := Line{Text: strings.Join(words, " ")}
		line.find(people, words)
		if line.Member != 0 && seen[line.Member] {
			line.Member, line.Why = 0, "和前面的一行是同一个人"
		}
		seen[line.Member] = true
		out = append(out, line)
	}
	return out, nil
}

func (l *Line) find(people *People, words []string) {
	rec := Fields.NewRecord()
	if number := numberInLine.FindString(l.Text); number != "" {
		rec.Set("id_number", strings.ToUpper(number))
	}
	for _, w := range words {
		if len(people.book.name[w]) > 0 || !strings.ContainsAny(w, "0123456789") {
			rec.Set("name", w)
			break
		}
	}
	if same := people.book.name[rec.Get("name")]; rec.Get("id_number") == "" && len(same) > 1 {
		l.Why = fmt.Sprintf("名册里有 %d 个“%s”，请在这一行加上证件号码", len(same), rec.Get("name"))
		return
	}
	found := people.Find(rec)
	if l.Member = found.Member; found.Member != 0 {
		return
	}
	if l.Why = found.Conflict; l.Why == "" {
		l.Why = "名册里没有找到"
	}
}

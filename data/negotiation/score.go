package negotiation

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// ScoreForm is a score sheet to begin from (质效评估, 示范单位自评); what a unit changes
// lies in the round.
type ScoreForm struct {
	Name string `yaml:"name"`
	// Note says what it is and how sure.
	Note  string      `yaml:"note"`
	Items []ScoreItem `yaml:"items"`
}

// ScoreItem is a line of it. Evidence names facts of the round by key, papers
// (paper/title) and lists (list/name).
type ScoreItem struct {
	Heading  string   `yaml:"heading"`
	Item     string   `yaml:"item"`
	Points   float64  `yaml:"points"`
	Evidence []string `yaml:"evidence"`
}

// ScoreForms lists the sheets to begin from. They are defaults, not law.
func ScoreForms() ([]ScoreForm, error) { return scoreForms() }

var scoreForms = sync.OnceValues(func() ([]ScoreForm, error) {
	var x struct {
		Basis    string      `yaml:"basis"`
		Sureness string      `yaml:"sureness"`
		Forms    []ScoreForm `yaml:"forms"`
	}
	text, err := assets.Files.ReadFile("rules/negotiation/scores.yaml")
	if err == nil {
		err = assets.Decode(text, &x)
	}
	if err != nil {
		return nil, fmt.Errorf("读取评分表：%w", err)
	}
	return x.Forms, nil
})

// Evidence is what the round holds to prove a line of a score sheet: dates and figures,
// papers that are there, rows of lists.
func (d Dossier) Evidence(keys []string) string {
	var out []string
	for _, key := range keys {
		switch kind, name, _ := strings.Cut(key, "/"); kind {
		case "paper":
			if _, there := d.Papers[name]; there {
				out = append(out, d.PaperTitle(name))
			}
		case "list":
			at := slices.IndexFunc(Parts, func(set *field.Set) bool { return set.Name == "negotiation_"+name })
			if at < 0 {
				continue
			}
			if n := len(d.Items(Parts[at])); n > 0 {
				out = append(out, fmt.Sprintf("%s %d 条", Parts[at].Label, n))
			}
		default:
			if f, ok := RoundFields.Field(key); ok && d.Get(key) != "" {
				out = append(out, f.Label+" "+f.Shown(d.Get(key)))
			}
		}
	}
	return strings.Join(out, "；")
}

// FillScores begins a score sheet in a round, or renews the evidence of one that stands
// there: its lines, points and what was scored stay as the unit made them, and so does
// the evidence somebody wrote. One operation; 0 where nothing was
// to do.
func FillScores(ctx context.Context, l *ledger.Ledger, round int64, form string) (int64, error) {
	forms, err := ScoreForms()
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(forms, func(f ScoreForm) bool { return f.Name == form })
	if at < 0 {
		var names []string
		for _, f := range forms {
			names = append(names, f.Name)
		}
		return 0, fmt.Errorf("没有“%s”这张评分表。可以写：%s", form, strings.Join(names, "、"))
	}
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "填评分表：" + form}, func(tx *ledger.Tx) error {
		d, err := Load(ctx, tx, round)
		if err != nil {
			return err
		}
		begun := slices.ContainsFunc(d.Lists[ScoreFields.Name], func(o Item) bool { return o.Get("form") == form })
		for _, x := range forms[at].Items {
			it := NewItem(ScoreFields)
			it.Set("form", form)
			it.Set("heading", x.Heading)
			it.Set("item", x.Item)
			it.Set("points", strconv.FormatFloat(x.Points, 'f', -1, 64))
			for _, old := range d.Lists[ScoreFields.Name] {
				if old.Get("form") == form && old.Get("item") == x.Item {
					it = Item{ID: old.ID, Record: old.Clone()}
				}
			}
			if it.ID == 0 && begun {
				continue // reworded or taken out by the unit
			}
			evidence := joined(it.Get("evidence"), d.Evidence(x.Evidence))
			if it.ID != 0 && it.Get("evidence") == evidence {
				continue
			}
			it.Set("evidence", evidence)
			if _, err := PutItem(tx, round, it); err != nil {
				return err
			}
		}
		return nil
	})
}

// joined puts behind what somebody wrote what the round holds and is not there yet; a
// piece of an older day of the same fact goes.
func joined(written, found string) string {
	const between = "；"
	var out []string
	pieces := strings.Split(found, between)
	label := func(piece string) string { name, _, _ := strings.Cut(piece, " "); return name }
	for _, old := range strings.Split(written, between) {
		renewed := strings.Contains(old, " ") && slices.ContainsFunc(pieces, func(p string) bool { return strings.Contains(p, " ") && label(p) == label(old) })
		if old != "" && !renewed && !slices.Contains(pieces, old) {
			out = append(out, old)
		}
	}
	for _, p := range pieces {
		if p != "" {
			out = append(out, p)
		}
	}
	text := strings.Join(out, between)
	if r := []rune(text); len(r) > ScoreFields.Must("evidence").MaxLen {
		return string(r[:ScoreFields.Must("evidence").MaxLen-1]) + "…"
	}
	return text
}

// Scores are the sums of the sheets in a round, in the order they were begun.
type Scores struct {
	Form        string
	Points, Own float64
	// Open counts lines without a score.
	Open int
}

// Scored adds the score sheets of the round up.
func (d Dossier) Scored() (out []Scores) {
	for _, it := range d.Lists[ScoreFields.Name] {
		at := slices.IndexFunc(out, func(s Scores) bool { return s.Form == it.Get("form") })
		if at < 0 {
			out = append(out, Scores{Form: it.Get("form")})
			at = len(out) - 1
		}
		points, _ := strconv.ParseFloat(it.Get("points"), 64)
		own, err := strconv.ParseFloat(it.Get("own"), 64)
		out[at].Points += points
		if err != nil {
			out[at].Open++
			continue
		}
		out[at].Own += own
	}
	return out
}

// Words says a sum for people: 质效评估 82 / 100 分.
func (s Scores) Words() string {
	w := fmt.Sprintf("%s %s / %s 分", s.Form, strconv.FormatFloat(s.Own, 'f', -1, 64), strconv.FormatFloat(s.Points, 'f', -1, 64))
	if s.Open > 0 {
		w += fmt.Sprintf("，%d 条没有打分", s.Open)
	}
	return w
}

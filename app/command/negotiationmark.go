package command

import (
	"fmt"
	"slices"
	"strings"

	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
)

// negotiationMarkVerb ticks what a contract settles and which papers are there.
type negotiationMarkVerb struct {
	roundFlag
	Items  []string `arg:"" optional:"" name:"条款或文件" help:"名称，照列出的写"`
	Off    bool     `help:"取消勾选"`
	Copies int      `help:"文件的份数" placeholder:"份数"`
	Note   string   `help:"条款号或者备注" placeholder:"文字"`
}

// markLine is a clause or a paper that can be ticked.
type markLine struct {
	Kind  string `json:"kind"`
	Item  string `json:"item"`
	There bool   `json:"there"`
	Basis string `json:"basis,omitempty"`

	key string // what it is kept under
}

func (v *negotiationMarkVerb) Run(r *run) error {
	if len(v.Items) > 0 {
		return v.change(r, func(l *ledger.Ledger, law law.Law, d negotiation.Dossier) error { return v.mark(r, l, law, d) })
	}
	return r.law(v.Ledger, false, func(l *ledger.Ledger, law law.Law) error {
		d, err := v.find(r, l)
		if err != nil {
			return err
		}
		lines := v.lines(r, law, d)
		if v.JSON {
			return r.json(lines)
		}
		for _, x := range lines {
			r.say("%s %s　%s　%s", map[bool]string{true: "有", false: "无"}[x.There], x.Kind, x.Item, x.Basis)
		}
		return nil
	})
}

const clauseWord, paperWord = "条款", "文件"

// lines are all clauses and papers of the round.
func (v *negotiationMarkVerb) lines(r *run, law law.Law, d negotiation.Dossier) []markLine {
	lines := []markLine{}
	for _, asked := range d.AskedClauses(law.Rules.GetOrDefault(d.Get("profile"))) {
		for _, item := range asked.Items {
			_, there := d.Clauses[item]
			lines = append(lines, markLine{clauseWord, item, there, asked.Cite(), item})
		}
	}
	for _, s := range negotiation.Steps(d, law.Rules.GetOrDefault(d.Get("profile")), law.Calendar, r.today()) {
		for _, p := range s.Papers {
			lines = append(lines, markLine{paperWord, p.Title, p.There, "", p.Key})
		}
	}
	return lines
}

func (v *negotiationMarkVerb) mark(r *run, l *ledger.Ledger, law law.Law, d negotiation.Dossier) error {
	lines := v.lines(r, law, d)
	for _, item := range v.Items {
		if !slices.ContainsFunc(lines, func(x markLine) bool { return x.Item == item }) {
			var names []string
			for _, x := range lines {
				names = append(names, x.Item)
			}
			return usageError{fmt.Errorf("没有“%s”这一条款或文件。可以写：%s。没有写入。", item, strings.Join(names, "、"))}
		}
	}
	for _, x := range lines {
		if !slices.Contains(v.Items, x.Item) {
			continue
		}
		do := negotiation.MarkClause
		if x.Kind == paperWord {
			do = negotiation.MarkPaper
		}
		if _, err := do(r.ctx, l, d.Round, x.key, !v.Off, negotiation.Mark{Copies: v.Copies, Note: v.Note}); err != nil {
			return err
		}
	}
	return nil
}

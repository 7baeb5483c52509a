package negotiation

import (
	"context"
	"strings"
	"testing"
)

// A sheet begins with the evidence the round holds; done again, scores stay and the
// evidence is renewed; nothing new is nothing written.
func TestFillScores(t *testing.T) {
	ctx, l := context.Background(), empty(t)
	r := NewRound(2022)
	r.Set("offered", "2022-03-15")
	r.Set("congress", "2022-04-28")
	id, err := Save(ctx, l, r)
	if err != nil {
		t.Fatal(err)
	}
	fill := func() int64 {
		t.Helper()
		op, err := FillScores(ctx, l, id, "质效评估")
		if err != nil {
			t.Fatal(err)
		}
		return op
	}
	load := func() Dossier {
		t.Helper()
		d, err := Load(ctx, l.Read(), id)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	line := func(d Dossier, item string) Item {
		for _, it := range d.Lists[ScoreFields.Name] {
			if strings.Contains(it.Get("item"), item) {
				return it
			}
		}
		t.Fatalf("no line %s", item)
		return Item{}
	}
	if fill() == 0 {
		t.Fatal("nothing written")
	}
	d := load()
	if got := line(d, "书面要约").Get("evidence"); got != "要约发出日期 2022-03-15" {
		t.Error(got)
	}
	if s := d.Scored(); len(s) != 1 || s[0].Points != 100 || s[0].Open != 13 {
		t.Errorf("%+v", s)
	}
	if fill() != 0 {
		t.Error("written again")
	}
	scored := line(d, "书面要约")
	scored.Set("own", "9.5")
	if _, err := SaveItem(ctx, l, Round{ID: id, Record: r.Record}, scored); err != nil {
		t.Fatal(err)
	}
	known := line(d, "知晓率")
	known.Set("evidence", "问卷 60 份")
	if _, err := SaveItem(ctx, l, Round{ID: id, Record: r.Record}, known); err != nil {
		t.Fatal(err)
	}
	if _, err := MarkPaper(ctx, l, Round{ID: id, Record: r.Record}, "工资集体协商要约书", true, Mark{}); err != nil {
		t.Fatal(err)
	}
	fill()
	d = load()
	if it := line(d, "书面要约"); it.Get("own") != "9.5" || it.Get("evidence") != "要约发出日期 2022-03-15；工资集体协商要约书" {
		t.Errorf("%s", it.Record)
	}
	if it := line(d, "知晓率"); it.Get("evidence") != "问卷 60 份" {
		t.Error("what was written went")
	}
	if s := d.Scored()[0]; s.Own != 9.5 || s.Words() != "质效评估 9.5 / 100 分，12 条没有打分" {
		t.Error(s.Words())
	}
	// A line the unit reworded stays so, what it wrote stays beside what the round holds,
	// and a score has bounds.
	reworded := line(d, "履约检查")
	reworded.Set("item", "检查两次，有记录")
	written := line(d, "书面要约")
	written.Set("evidence", "现场照片；要约发出日期 2022-03-01")
	for _, it := range []Item{reworded, written} {
		if _, err := SaveItem(ctx, l, Round{ID: id, Record: r.Record}, it); err != nil {
			t.Fatal(err)
		}
	}
	fill()
	d = load()
	if n := len(d.Lists[ScoreFields.Name]); n != 13 {
		t.Errorf("%d lines", n)
	}
	if got := line(d, "书面要约").Get("evidence"); got != "现场照片；要约发出日期 2022-03-15；工资集体协商要约书" {
		t.Error(got)
	}
	for own, want := range map[string]string{"11": "超过分值", "-1": "负数"} {
		scored.Set("own", own)
		if _, err := SaveItem(ctx, l, Round{ID: id, Record: r.Record}, scored); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", own, err)
		}
	}
	if _, err := FillScores(ctx, l, id, "没有的"); err == nil || !strings.Contains(err.Error(), "示范单位自评") {
		t.Error(err)
	}
}

// Every fact, paper and list the sheets draw on exists; the points of a sheet are 100.
func TestScoreFormsAreWhole(t *testing.T) {
	forms, err := ScoreForms()
	if err != nil || len(forms) < 2 {
		t.Fatal(forms, err)
	}
	papers := map[string]bool{}
	for _, sp := range specs {
		for _, p := range sp.papers {
			papers[strings.TrimPrefix(p, "?")] = true
		}
	}
	lists := map[string]bool{}
	for _, set := range Parts {
		lists[strings.TrimPrefix(set.Name, "negotiation_")] = true
	}
	for _, f := range forms {
		sum, headings := 0.0, map[string]bool{}
		for _, it := range f.Items {
			sum += it.Points
			headings[it.Heading] = true
			for _, e := range it.Evidence {
				kind, name, _ := strings.Cut(e, "/")
				if kind == "paper" && !papers[name] || kind == "list" && !lists[name] || name == "" && RoundFields.Index(kind) < 0 {
					t.Errorf("%s: %s", f.Name, e)
				}
			}
		}
		if sum != 100 || len(headings) != 5 {
			t.Errorf("%s: %v points, %d headings", f.Name, sum, len(headings))
		}
	}
}

package dossier

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/demo"
	"unionledger/data/docx"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
)

var update = flag.Bool("update", false, "write the golden documents anew")

// round is the demonstration ledger with a round that has a row in every list.
func round(t *testing.T) (*ledger.Ledger, Source) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.ghtz")
	if err := demo.CreateOn(ctx, path, 5, civil.Of(2026, 11, 2)); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(ctx, path, ledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	r := negotiation.NewRound(2021)
	for key, value := range map[string]string{"offer_side": "职工方", "offered": "2021-03-15", "received": "2021-03-15", "replied": "2021-03-26", "meeting": "2021-04-12",
		"negotiated": "2021-04-20", "signed": "2021-04-28", "valid_from": "2021-04-28", "valid_to": "2022-04-27", "last_average_wage_fen": "6000000",
		"agreed_average_wage_fen": "6360000", "raise_percent": "6", "lowest_wage_fen": "230000", "local_minimum_fen": "207000", "effective": "2021-05-24"} {
		r.Set(key, value)
	}
	if r.ID, err = negotiation.Save(ctx, l, r); err != nil {
		t.Fatal(err)
	}
	for _, set := range negotiation.Parts {
		it := negotiation.NewItem(set)
		for _, f := range set.All() {
			value := f.Label
			switch f.Kind {
			case field.Date:
				value = "2021-04-22"
			case field.Integer, field.Number, field.Percent:
				value = "50"
			case field.Money:
				value = "12345"
			case field.YesNo:
				value = "1"
			case field.IDNumber:
				value = ""
			case field.CreditCode, field.Phone:
				value = ""
			case field.Code:
				value = "女"
			}
			switch f.Key {
			case "side":
				value = negotiation.Workers
			case "against", "abstained": // all agreed
				value = "0"
			}
			it.Set(f.Key, value)
		}
		if _, err := negotiation.SaveItem(ctx, l, r, it); err != nil {
			t.Fatal(set.Label, err)
		}
	}
	book, err := rule.Load()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := calendar.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Load(ctx, l.Read(), r.ID, book, Source{Calendar: cal, Today: civil.Of(2021, 6, 1)})
	if err != nil {
		t.Fatal(err)
	}
	return l, s
}

// plain is a document as lines, cells parted by |.
func plain(t *testing.T, b []byte) string {
	t.Helper()
	f, err := docx.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, x := range f.Pages().Blocks {
		if x.Table == nil {
			out.WriteString(x.Para.Text + "\n")
			continue
		}
		for _, r := range x.Table.Rows {
			for _, c := range r.Cells {
				for _, p := range c.Paras {
					out.WriteString(p.Text)
				}
				out.WriteString("|")
			}
			out.WriteString("\n")
		}
	}
	return out.String()
}

// TestDocuments holds every shipped document, filled, to what it said before, and to
// having no mark left in it.
func TestDocuments(t *testing.T) {
	l, s := round(t)
	kinds, err := Kinds()
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]bool{}
	for _, contract := range []string{"工资专项", "女职工权益保护专项", "劳动安全卫生专项", "综合性", "能级工资专项", "区域性"} {
		s.Round.Set("contract_kind", contract)
		if contract == negotiation.Region {
			s.Round.Set("contract_kind", negotiation.WageContract)
			s.Round.Set("level", negotiation.Region)
		}
		docs, err := Documents(s.Round)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range docs {
			if made[doc.Key] {
				continue
			}
			made[doc.Key] = true
			b, err := s.Make(context.Background(), l.Read(), doc)
			if err != nil {
				t.Error(doc.Name, err)
				continue
			}
			got := plain(t, b)
			if strings.Contains(got, "{{") {
				t.Errorf("%s has marks left:\n%s", doc.Name, got)
			}
			path := filepath.Join("testdata", doc.Key+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(path); err != nil || string(want) != got {
				t.Errorf("%s is not as in testdata (go test -update writes it anew): %v\n%s", doc.Key, err, got)
			}
		}
	}
	for _, k := range kinds {
		if !made[k.Key] {
			t.Errorf("%s was never made", k.Key)
		}
	}
}

// TestWordsOfOtherContracts: no document of a contract speaks of what another kind or level
// of contract is about.
func TestWordsOfOtherContracts(t *testing.T) {
	l, s := round(t)
	wages := []string{"平均工资", "工资正常增长", "工资分配", "最低工资"}
	for _, tt := range []struct {
		kind, level string
		not         []string
	}{
		{"女职工权益保护专项", negotiation.Firm, append(wages, "职业危害")},
		{"劳动安全卫生专项", negotiation.Firm, wages},
		{"综合性", negotiation.Firm, []string{"平均工资", "工资正常增长", "工资分配", "职业危害"}},
		{"工资专项", negotiation.Region, []string{s.Unit.Enterprise.Get("name") + "职工代表大会", s.Unit.Enterprise.Get("name") + "：", "本企业最低工资"}},
	} {
		s.Round.Set("contract_kind", tt.kind)
		s.Round.Set("level", tt.level)
		docs, err := Documents(s.Round)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range docs {
			if doc.Per == "form" || doc.Per == "inspection" || doc.Key == "09-opinions" || doc.Key == "10-minutes" {
				continue // what the clerk typed
			}
			b, err := s.Make(context.Background(), l.Read(), doc)
			if err != nil {
				t.Fatal(err)
			}
			got := plain(t, b)
			for _, word := range tt.not {
				if strings.Contains(got, word) {
					t.Errorf("%s, %s: %s says %s", tt.kind, tt.level, doc.Name, word)
				}
			}
		}
	}
}

// TestAgreedClauses: what a paper says was agreed are the clauses marked as in the contract,
// not those the law lists; where none is marked it is left to be filled in.
func TestAgreedClauses(t *testing.T) {
	l, s := round(t)
	for _, tt := range []struct {
		kind   string
		marked []string
		say    string
		not    string
	}{
		{"女职工权益保护专项", []string{"定期健康检查和妇科病普查", "女职工教育培训"}, "女职工教育培训、定期健康检查和妇科病普查等", "计划生育待遇"},
		{"女职工权益保护专项", nil, docx.Blank + "等", "女职工教育培训"},
		{"综合性", []string{"工作时间"}, "工作时间等", "劳动报酬"},
		{"综合性", nil, docx.Blank + "等", "劳动报酬"},
		{"劳动安全卫生专项", []string{"职业病防护", "我方另加的一条"}, "职业病防护、我方另加的一条等", "劳动防护用品发放标准"},
	} {
		s.Round.Set("contract_kind", tt.kind)
		s.Round.Clauses = map[string]negotiation.Mark{}
		for _, item := range tt.marked {
			s.Round.Clauses[item] = negotiation.Mark{}
		}
		docs, err := Documents(s.Round)
		if err != nil {
			t.Fatal(err)
		}
		for _, doc := range docs {
			if doc.Key != "12-draft-note" && doc.Key != "24-upper" && doc.Key != "26-performance" {
				continue
			}
			b, err := s.Make(context.Background(), l.Read(), doc)
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(t, b); !strings.Contains(got, tt.say) || strings.Contains(got, tt.not) {
				t.Errorf("%s, marked %v: %s\n%s", tt.kind, tt.marked, doc.Name, got)
			}
		}
	}
}

// TestVerdict: a resolution says that a draft passed only by counts that can be.
func TestVerdict(t *testing.T) {
	_, s := round(t)
	for _, tt := range []struct {
		entitled, present, agreed, against string
		say                                string
	}{
		{"63", "60", "58", "2", "草案获得通过"},
		{"63", "60", "20", "40", "草案未获通过"},
		{"63", "60", "70", "", "票数不对，请核对"},
		{"63", "64", "58", "", "票数不对，请核对"},
		{"63", "60", "58", "3", "票数不对，请核对"},
		{"63", "", "58", "", "表决结果：____"},
	} {
		vote := negotiation.NewItem(negotiation.VoteFields)
		for key, value := range map[string]string{"date": "2021-04-22", "entitled": tt.entitled, "present": tt.present, "agreed": tt.agreed, "against": tt.against} {
			vote.Set(key, value)
			if key != "date" {
				s.Round.Set(key, value)
			}
		}
		s.Round.Set("abstained", "") // of the round
		for _, doc := range []Document{{}, {Kind: Kind{Per: "vote"}, Item: &vote}} {
			got := s.Values(doc).Text["表决结论"]
			if !strings.Contains(got, tt.say) || strings.Contains(tt.say, "不对") && strings.Contains(got, "通过") {
				t.Errorf("%+v: %s", tt, got)
			}
		}
	}
}

// TestOffer: an offer of any kind and level lists what it puts forward.
func TestOffer(t *testing.T) {
	_, s := round(t)
	book, err := rule.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range book.Profiles() {
		s.Profile = p
		for _, kind := range []string{"工资专项", "女职工权益保护专项", "劳动安全卫生专项", "综合性", "能级工资专项"} {
			for _, level := range []string{negotiation.Firm, negotiation.Trade, negotiation.Region} {
				s.Round.Set("contract_kind", kind)
				s.Round.Set("level", level)
				if rows := s.Values(Document{}).Lists["协商内容"]; len(rows) == 0 || rows[0]["内容"] == "" || rows[0]["内容"] == "合同的期限" {
					t.Errorf("%s, %s, %s: %v", p.Name, kind, level, rows)
				}
			}
		}
	}
}

// TestIndexIsWhole: every document has a template, a step of the round, and names papers
// and lists that exist.
func TestIndexIsWhole(t *testing.T) {
	x, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	_, s := round(t)
	papers := map[string]int{}
	for _, step := range negotiation.Steps(s.Round, s.Profile, s.Calendar, s.Today) {
		for _, p := range step.Papers {
			papers[p.Title] = step.No
		}
	}
	for _, k := range x.Documents {
		if _, err := shippedFile(k); err != nil || k.Title == "" || k.Basis == "" || k.Step < 1 || k.Step > 13 {
			t.Errorf("%s: %v", k.Key, err)
		}
		if k.Paper != "" && papers[k.Paper] != k.Step {
			t.Errorf("%s: step %d has no paper %q", k.Key, k.Step, k.Paper)
		}
		for _, list := range []string{k.Per, k.When} {
			if list != "" && list != "form" && len(rows(s.Round, list)) == 0 {
				t.Errorf("%s: no list %q", k.Key, list)
			}
		}
	}
}

func TestOwnWording(t *testing.T) {
	l, s := round(t)
	ctx := context.Background()
	k, ok := Named("协商要约书")
	if !ok {
		t.Fatal("no such document")
	}
	own, err := docx.Build("# 某要约书\n< {{收件方}}：{{要约发出日期}}")
	if err != nil {
		t.Fatal(err)
	}
	op, err := SetTemplate(ctx, l, k, own, s)
	if err != nil {
		t.Fatal(err)
	}
	made := func() string {
		b, err := s.Make(ctx, l.Read(), Document{Kind: k, count: 1})
		if err != nil {
			t.Fatal(err)
		}
		return plain(t, b)
	}
	if got := made(); !strings.HasPrefix(got, "某要约书\n") || !strings.Contains(got, "2021年3月15日") {
		t.Error(got)
	}
	if again, err := SetTemplate(ctx, l, k, own, s); err != nil || again != 0 {
		t.Errorf("the same file was written again: %d %v", again, err)
	}
	wrong, err := docx.Build("{{没有这个}}")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := SetTemplate(ctx, l, k, wrong, s); err == nil || !strings.Contains(err.Error(), "{{没有这个}}") {
		t.Error(err)
	}
	if _, err := SetTemplate(ctx, l, k, []byte("no"), s); err == nil {
		t.Error("a file that is none was taken")
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if got := made(); strings.HasPrefix(got, "某") {
		t.Error("undone, the own wording still counts")
	}
	if _, err := SetTemplate(ctx, l, k, own, s); err != nil {
		t.Fatal(err)
	}
	if _, err := ResetTemplate(ctx, l, k); err != nil {
		t.Fatal(err)
	}
	if t2, err := TemplateOf(ctx, l.Read(), k); err != nil || !t2.Since.IsZero() {
		t.Error("reset", err)
	}
}

func TestFolder(t *testing.T) {
	l, s := round(t)
	dir := t.TempDir()
	folder, warning, err := s.WriteFolder(context.Background(), l.Read(), dir, nil)
	if err != nil || warning != "" {
		t.Fatal(err, warning)
	}
	docs, err := s.Filed()
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != len(docs)+1 {
		t.Fatalf("%d files for %d documents, %v", len(files), len(docs), err)
	}
	if pdf, err := os.ReadFile(filepath.Join(folder, "00 卷宗.pdf")); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Error(err)
	}
	again, _, err := s.WriteFolder(context.Background(), l.Read(), dir, nil)
	if err != nil || again == folder {
		t.Errorf("the second dossier went to %q, %v", again, err)
	}
}

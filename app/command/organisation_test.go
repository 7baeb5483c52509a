package command

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/demo"
)

func demonstration(t *testing.T, members int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "示范.ghtz")
	if err := demo.CreateOn(t.Context(), path, members, civil.MustParse("2022-05-06")); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOrganisation(t *testing.T) {
	path := demonstration(t, 326)
	status, out, errs := do("organisation", path, "--on", "2022-05-06")
	if status != problems || !strings.Contains(out, "工会委员会  第五届") || !strings.Contains(out, "主席  郑海  兼职") || !strings.Contains(errs, "差 2") {
		t.Errorf("%d\n%s\n%s", status, out, errs)
	}
	if strings.Contains(out, "19900009002") {
		t.Error("a phone stands there in full")
	}
	status, out, errs = do("organisation", path, "--on", "2024-01-01", "--json")
	var got struct {
		Bodies []struct {
			Kind   string
			Term   struct{ Term_end string }
			People []struct{ Name, Post string }
		}
		Problems []struct{ Kind, Message string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || status != problems {
		t.Fatal(status, err, errs)
	}
	over := 0
	for _, p := range got.Problems {
		if p.Kind == "term_over" {
			over++
		}
	}
	if len(got.Bodies) != 4 || got.Bodies[0].Term.Term_end != "2023-06-04" || got.Bodies[0].People[0].Name != "郑海" || over != 4 {
		t.Errorf("%+v", got)
	}
	if status, _, errs := do("organisation"); status != wrongUse || !strings.Contains(errs, "台账") {
		t.Error(status, errs)
	}
	if status, out, errs := do("organisation", newLedger(t)); status != done || !strings.Contains(out, "还没有登记") {
		t.Error(status, out, errs)
	}
}

func TestFigures(t *testing.T) {
	path := demonstration(t, 326)
	file := filepath.Join(t.TempDir(), "统计.xlsx")
	status, out, errs := do("figures", path, "--on", "2022-05-06", "--from", "2021-10-01", "--out", file)
	if status != done || !strings.Contains(out, "会员人数") || !strings.Contains(out, file) {
		t.Error(status, out, errs)
	}
	status, out, errs = do("figures", "--ledger", path, "--to", "2022-05-06", "--json")
	var got struct {
		Total  struct{ Members int }
		Groups []struct {
			Depth   int
			Figures struct{ Members int }
		}
		Movement struct {
			Opening, Closing int
			In, Out          map[string]int
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || status != done {
		t.Fatal(status, err, errs)
	}
	sum, net := 0, got.Movement.Opening
	for _, g := range got.Groups {
		if g.Depth == 0 {
			sum += g.Figures.Members
		}
	}
	for _, n := range got.Movement.In {
		net += n
	}
	for _, n := range got.Movement.Out {
		net -= n
	}
	if got.Total.Members == 0 || sum != got.Total.Members || net != got.Movement.Closing || net != sum {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"--on", "昨天"}, {"--on", "2022-05-06", "--to", "2022-05-07"}} {
		if status, _, errs := do(append([]string{"figures", path}, args...)...); status != wrongUse || errs == "" {
			t.Error(args, status, errs)
		}
	}
	if status, _, errs := do("figures", path, "--on", "2022-05-06", "--from", "2023-01-01"); status != problems || !strings.Contains(errs, "晚于") {
		t.Error(status, errs)
	}
}

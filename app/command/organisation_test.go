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
	status, out, errs := do("organisation", "--ledger", path, "--on", "2022-05-06")
	if status != problems || !strings.Contains(out, "工会委员会  第五届") || !strings.Contains(out, "主席  郑海  兼职") || !strings.Contains(errs, "差 2") {
		t.Errorf("%d\n%s\n%s", status, out, errs)
	}
	if strings.Contains(out, "19900009002") {
		t.Error("a phone stands there in full")
	}
	status, out, errs = do("organisation", "--ledger", path, "--on", "2024-01-01", "--json")
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
	if status, _, errs := do("organisation"); status != wrongUse || !strings.Contains(errs, "--ledger") {
		t.Error(status, errs)
	}
	if status, out, errs := do("organisation", "--ledger", newLedger(t)); status != done || !strings.Contains(out, "还没有登记") {
		t.Error(status, out, errs)
	}
}

func TestFigures(t *testing.T) {
	path := demonstration(t, 326)
	file := filepath.Join(t.TempDir(), "统计.xlsx")
	status, out, errs := do("figures", "--ledger", path, "--on", "2022-05-06", "--from", "2021-10-01", "--out", file)
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
		if status, _, errs := do(append([]string{"figures", "--ledger", path}, args...)...); status != wrongUse || errs == "" {
			t.Error(args, status, errs)
		}
	}
	if status, _, errs := do("figures", "--ledger", path, "--on", "2022-05-06", "--from", "2023-01-01"); status != problems || !strings.Contains(errs, "颠倒") {
		t.Error(status, errs)
	}
}

func TestGroups(t *testing.T) {
	path := demonstration(t, 60)
	run := func(want int, says string, args ...string) {
		t.Helper()
		status, out, errs := do(append([]string{"group", "--ledger", path}, args...)...)
		if status != want || !strings.Contains(out+errs, says) {
			t.Errorf("%v: %d\n%s%s", args, status, out, errs)
		}
	}
	run(done, "生产一分会  分会\n  机加一小组  工会小组", "生产一分会")
	run(done, "已移动", "机加一小组", "--under", "机关分会")
	run(done, "机关分会  分会\n  技术研发小组", "机关分会")
	run(done, "已移动", "机加一小组", "--under", "/")
	run(problems, "自己下面", "机关分会", "--under", "财务小组")
	run(done, "已把机加一小组并入机加二小组", "机加一小组", "--into", "机加二小组")
	run(problems, "没有叫“机加一小组”的小组", "机加一小组", "--delete")
	run(problems, "名下还有", "机加二小组", "--delete")
	run(wrongUse, "一件事", "机加二小组", "--delete", "--into", "铸造小组")
	run(wrongUse, "一件事", "--delete")
	if status, out, _ := do("undo", "--ledger", path); status != done || !strings.Contains(out, "并入") {
		t.Error(status, out)
	}
	run(done, `"label": "机加一小组"`, "--json")
}

package report

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

var (
	ctx   = context.Background()
	onDay = civil.MustParse("2021-11-30")
)

// samples is the folder of invented office files with their answer keys.
const samples = "../../testdata/samples/"

// person is a member in an answer key, with the clean values the file truly holds.
type person struct {
	Person      string  `json:"person"`
	Name        string  `json:"name"`
	Gender      *string `json:"gender"`
	Ethnicity   *string `json:"ethnicity"`
	IDNumber    *string `json:"id_number"`
	IDAsWritten *string `json:"id_as_written"`
	BirthDate   *string `json:"birth_date"`
	Education   *string `json:"education"`
	Political   *string `json:"political"`
	Phone       *string `json:"phone"`
	HukouType   *string `json:"hukou_type"`
	JoinDate    *string `json:"join_date"`
	Post        *string `json:"post"`
	SkillLevel  *string `json:"skill_level"`
	Migrant     *bool   `json:"migrant"`
	Department  *string `json:"department"`
}

// roster reads the members of the sample roster.
func roster(t testing.TB) []person {
	t.Helper()
	data, err := os.ReadFile(samples + "会员花名册(车间手工台账).xlsx.key.json")
	if err != nil {
		t.Fatal(err)
	}
	var key struct{ Members []person }
	if err := json.Unmarshal(data, &key); err != nil {
		t.Fatal(err)
	}
	if len(key.Members) != 326 {
		t.Fatalf("the key has %d members, want 326", len(key.Members))
	}
	return key.Members
}

// values gives the known fields of a person in canonical text.
func (p person) values() map[string]string {
	out := map[string]string{"name": p.Name}
	for key, v := range map[string]*string{"gender": p.Gender, "ethnicity": p.Ethnicity, "id_number": p.IDNumber,
		"id_as_written": p.IDAsWritten, "birth_date": p.BirthDate, "education": p.Education, "political": p.Political,
		"phone": p.Phone, "hukou_type": p.HukouType, "join_date": p.JoinDate, "post": p.Post, "skill_level": p.SkillLevel} {
		if v != nil {
			out[key] = *v
		}
	}
	if p.Migrant != nil {
		out["migrant"] = map[bool]string{true: "1", false: "0"}[*p.Migrant]
	}
	return out
}

// newLedger makes a ledger with the unit of the samples.
func newLedger(t testing.TB) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "测试.ghtz"), ledger.Options{Operator: "测试"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	unit := union.Unit{Enterprise: union.Enterprise.NewRecord(), Union: union.Union.NewRecord()}
	for key, v := range map[string]string{"name": "杭州云栎精密机械有限公司", "credit_code": "91330101MA2K7Q315D", "address": "云栎路 1 号",
		"district": "浙江省杭州市", "nature": "私营企业", "economy": "私营经济", "industry": "制造业", "staff": "330", "women_staff": "121"} {
		unit.Enterprise.Set(key, v)
	}
	for key, v := range map[string]string{"name": "杭州云栎精密机械有限公司工会委员会", "credit_code": "81330101MC0316A29H", "upper_union": "某镇总工会",
		"kind": "独立基层工会", "founded": "2009-05-18", "chair": "许仙珍", "phone": "19900000414"} {
		unit.Union.Set(key, v)
	}
	write(t, l, func(tx *ledger.Tx) error { return union.Save(tx, unit) })
	return l
}

func write(t testing.TB, l *ledger.Ledger, fn func(*ledger.Tx) error) {
	t.Helper()
	if _, err := l.Write(ctx, ledger.Op{Title: "测试"}, fn); err != nil {
		t.Fatal(err)
	}
}

// enrol enters people with 入会 on the day they joined, as an import does, and
// gives their ids.
func enrol(t testing.TB, l *ledger.Ledger, people []person) map[string]int64 {
	t.Helper()
	ids := map[string]int64{}
	write(t, l, func(tx *ledger.Tx) error {
		for _, p := range people {
			rec := member.Fields.NewRecord()
			for key, v := range p.values() {
				rec.Set(key, v)
			}
			if p.Department != nil {
				group, err := union.EnsureGroup(tx, *p.Department)
				if err != nil {
					return err
				}
				rec.Set("department", strconv.FormatInt(group, 10))
			}
			id, err := member.Add(tx, rec, member.Event{Kind: member.Joined, Date: rec.Date("join_date")})
			if err != nil {
				return err
			}
			ids[p.Person] = id
		}
		return nil
	})
	return ids
}

// mustLoad loads a profile.
func mustLoad(t testing.TB, id string) *Profile {
	t.Helper()
	p, err := Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// readBack gives the cells of a workbook as another program sees them.
func readBack(t *testing.T, path, mode string) map[string][][]any {
	t.Helper()
	if err := exec.Command("/usr/bin/python3", "-c", "import openpyxl").Run(); err != nil {
		t.Skip("python3-openpyxl is missing, so the workbook cannot be read back")
	}
	if _, err := exec.LookPath("soffice"); err != nil && mode == "libreoffice" {
		t.Skip("soffice is missing, so the workbook cannot be read with LibreOffice")
	}
	cmd := exec.Command("/usr/bin/python3", "../../scripts/check-workbook.py", path, "--mode", mode)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("check-workbook %s: %v %s", mode, err, errs.String())
	}
	var sheets map[string][][]any
	if err := json.Unmarshal(out, &sheets); err != nil {
		t.Fatal(err)
	}
	return sheets
}

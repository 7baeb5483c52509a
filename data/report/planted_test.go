package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/union"
)

// another is a member without any fault who is not good.
var another = map[string]string{"name": "史花爱", "id_number": "330101198805274522", "birth_date": "1988-05-27", "phone": "19900000105"}

// cleanMember are values the form asks for and the events do not tell.
var cleanMember = map[string]string{"native_place": "浙江杭州", "hukou_place": "浙江杭州"}

// plantedLedger holds two members without a fault, then what plant did.
func plantedLedger(t *testing.T, plant func(*testing.T, *ledger.Ledger, int64)) *ledger.Ledger {
	t.Helper()
	l := newLedger(t)
	u, err := union.Load(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	u.Enterprise.Set("migrant_staff", "140")
	write(t, l, func(tx *ledger.Tx) error { return union.Save(tx, u) })
	id := plantMember(t, l, cleanMember)
	other := map[string]string{}
	for _, m := range []map[string]string{cleanMember, another} {
		for key, v := range m {
			other[key] = v
		}
	}
	plantMember(t, l, other)
	if plant != nil {
		plant(t, l, id)
	}
	return l
}

// put writes values of a member past every check, as another hand might.
func put(values ...string) func(*testing.T, *ledger.Ledger, int64) {
	return func(t *testing.T, l *ledger.Ledger, id int64) {
		write(t, l, func(tx *ledger.Tx) error {
			for i := 0; i < len(values); i += 2 {
				var v any
				if v = values[i+1]; v == "" {
					v = nil
				}
				if _, err := tx.Exec("UPDATE member SET "+values[i]+" = ? WHERE id = ?", v, id); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// sendOnce exports the member form and keeps the run.
func sendOnce(t *testing.T, l *ledger.Ledger, p *Profile) {
	t.Helper()
	out, found, err := CheckAndExport(ctx, p, Members{Ledger: l.Read(), On: onDay}, t.TempDir(), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Record(ctx, l, p, out, found); err != nil {
		t.Fatal(err)
	}
}

// Every kind of problem planted in a ledger is found, at its field, and nothing else is.
func TestEveryPlantedProblemIsFound(t *testing.T) {
	p := mustLoad(t, "member-2018")
	cases := []struct {
		name  string
		plant func(*testing.T, *ledger.Ledger, int64)
		want  string // severity kind field
	}{
		{"clean", nil, ""},
		{"no phone", put("phone", ""), "必须改 missing phone"},
		{"check digit", put("id_number", "330101198508287328"), "必须改 id_number id_number"},
		{"17 digits", put("id_number", "33010119850828732"), "必须改 id_number id_number"},
		{"lost number", put("id_number", "", "id_as_written", "3.30101E+17"), "必须改 missing id_number"},
		{"000 from a spreadsheet", put("id_number", "330101198508287000"), "必须改 id_number id_number"},
		{"birth", put("birth_date", "1986-08-28"), "必须改 birth_agrees birth_date"},
		{"sex", put("gender", "男"), "必须改 gender_agrees gender"},
		{"twice in the file", put("id_number", another["id_number"], "birth_date", another["birth_date"]), "必须改 id_twice id_number"},
		{"one phone for two", put("phone", another["phone"]), "建议看 phone_twice phone"},
		{"no word of the form", put("hukou_type", "居民家庭户口"), "必须改 no_word hukou_type"},
		{"no word of any list", put("political", "党员干部"), "必须改 no_word political"},
		{"too long", put("phone", "199000001033"), "必须改 too_long phone"},
		{"joined on an unknown day", put("join_date", "2016-02"), ""}, // the event has the day
		{"joined too young", put("join_date", "2000-02-01"), "建议看 joined_young join_date"},
		{"retired and not retained", put("employment_status", "退休"), "必须改 retired employment_status"},
		{"spaces in the name", put("name", "赵 桂芳"), "建议看 white_space name"},
		{"a remark that tells of leaving", put("note", "2021年10月已离职"), "建议看 note_implies_status note"},
		{"sent before", func(t *testing.T, l *ledger.Ledger, _ int64) { sendOnce(t, l, p) }, "提示 sent_before id_number"},
		{"sent before as somebody else", func(t *testing.T, l *ledger.Ledger, id int64) {
			sendOnce(t, l, p)
			put("id_number", "330101197001080365", "birth_date", "1970-01-08")(t, l, id)
			plantMember(t, l, map[string]string{"name": "陶涛水", "native_place": "浙江", "hukou_place": "浙江", "phone": "19900000199"})
		}, "必须改 sent_as_other id_number,提示 sent_before id_number"},
		{"sent before by another record of hers, merged since", func(t *testing.T, l *ledger.Ledger, id int64) {
			sendOnce(t, l, p)
			put("name", "陶涛水", "phone", "19900000199", "id_number", "330101197001080365", "birth_date", "1970-01-08")(t, l, id)
			plantMember(t, l, cleanMember)
		}, "提示 sent_before id_number"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l := plantedLedger(t, c.plant)
			r, err := Check(ctx, p, Members{Ledger: l.Read(), On: onDay}, Options{AsOf: onDay})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, q := range r.Problems {
				if q.Kind != "reason_without_word" { // of everybody who joined, clean or not
					got = append(got, fmt.Sprint(q.Severity, " ", q.Kind, " ", q.Field))
				}
				if q.Severity == problem.Error && (q.Record == 0 || q.Who == "" || q.Message == "" || q.Basis == "") {
					t.Errorf("nobody could mend %+v", q)
				}
			}
			if strings.Join(got, ",") != c.want {
				t.Errorf("found %v, want %s: %v", got, c.want, r.Problems)
			}
		})
	}
}

// The organisation form and the tables of a period, clean and with something planted.
func TestPlantedProblemsOfOtherForms(t *testing.T) {
	unit := func(set, key, value string) func(*testing.T, *ledger.Ledger, int64) {
		return func(t *testing.T, l *ledger.Ledger, _ int64) {
			u, err := union.Load(ctx, l.Read())
			if err != nil {
				t.Fatal(err)
			}
			map[string]interface{ Set(string, string) }{"enterprise": u.Enterprise, "union": u.Union}[set].Set(key, value)
			write(t, l, func(tx *ledger.Tx) error { return union.Save(tx, u) })
		}
	}
	leave := func(t *testing.T, l *ledger.Ledger, id int64) {
		write(t, l, func(tx *ledger.Tx) error {
			_, err := member.Happen(tx, member.Event{Member: id, Kind: member.MovedOut, Date: civil.MustParse("2021-10-12")})
			return err
		})
	}
	cases := []struct {
		name, profile string
		plant         func(*testing.T, *ledger.Ledger, int64)
		want          string
	}{
		{"clean", "organisation-2018", nil, ""},
		{"81 where 91 belongs", "organisation-2018", unit("enterprise", "credit_code", "81330101MC0316A29H"), "credit_swapped"},
		{"91 where 81 belongs", "organisation-2018", unit("union", "credit_code", "91330101MA2K7Q315D"), "credit_swapped"},
		{"a code that is wrong", "organisation-2018", unit("union", "credit_code", "81330101MC0316A29J"), "credit_code"},
		{"more members than staff", "organisation-2018", unit("enterprise", "staff", "1"), "counts"},
		{"no staff", "organisation-2018", unit("enterprise", "staff", ""), "missing"},
		{"founded in a year", "organisation-2018", unit("union", "founded", "2009"), "partial_date"},
		{"clean", "member-changes", nil, ""},
		{"moved out without reason and union", "member-changes", leave, "empty_for other_union"},
		{"clean", "survey-figures", nil, ""},
		{"more women than staff", "survey-figures", unit("enterprise", "women_staff", "999"), "counts"},
		{"no staff", "survey-figures", unit("enterprise", "staff", ""), "missing"},
	}
	for _, c := range cases {
		t.Run(c.profile+" "+c.name, func(t *testing.T) {
			l, p := plantedLedger(t, c.plant), mustLoad(t, c.profile)
			s, err := p.SourceOf(ctx, From{Ledger: l.Read(), On: onDay})
			if err != nil {
				t.Fatal(err)
			}
			r, err := Check(ctx, p, s, Options{AsOf: onDay})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, q := range r.Problems {
				got = append(got, q.Kind)
			}
			if got = slices.Compact(got); strings.Join(got, " ") != c.want {
				t.Errorf("found %v, want %q: %v", got, c.want, r.Problems)
			}
		})
	}
}

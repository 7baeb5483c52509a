package report

import (
	"slices"
	"strings"
	"testing"

	"unionledger/data/problem"
)

// good is a member without any fault, by field key.
var good = map[string]string{
	"name": "赵桂芳", "gender": "女", "ethnicity": "汉族", "id_type": "居民身份证", "id_number": "330101198508287327", "birth_date": "1985-08-28",
	"education": "大专", "political": "群众", "phone": "19900000103", "hukou_type": "农业户口", "hukou_place": "浙江杭州", "native_place": "浙江杭州",
	"employment_status": "在岗", "skill_level": "无", "migrant": "1", "workplace": "某公司", "join_date": "2016-02-01",
	"membership": "在册", "change_kind": "转出", "change_date": "2016-02-01", "change_reason": "失业",
}

// memberRow is a good member with some values changed.
func memberRow(id int64, changes map[string]string) Row {
	rec := MemberFields.NewRecord()
	for key, v := range good {
		rec.Set(key, v)
	}
	for key, v := range changes {
		rec.Set(key, v)
	}
	return Row{Record: id, Who: rec.Get("name"), Values: rec}
}

func memberSource(rows ...Row) Listed {
	return Listed{Name: "member", Set: MemberFields, Unit: unitNames(), List: rows}
}

func TestCheckOfTheMemberForm(t *testing.T) {
	p := mustLoad(t, "member-2018")
	cases := []struct {
		name     string
		changes  map[string]string
		severity problem.Severity
		kind     string
		field    string
		say      string
	}{
		{"no name", map[string]string{"name": ""}, problem.Error, "missing", "name", "退回这一行"},
		{"no number", map[string]string{"id_number": ""}, problem.Error, "missing", "id_number", "退回这一行"},
		{"lost number", map[string]string{"id_number": "", "id_as_written": "3.30101E+17"}, problem.Error, "missing", "id_number", "已损坏"},
		{"17 digits", map[string]string{"id_number": "33010119850828732"}, problem.Error, "id_number", "id_number", "只有 17 位"},
		{"check digit", map[string]string{"id_number": "330101198508287328"}, problem.Error, "id_number", "id_number", "校验码不对"},
		{"birth is another", map[string]string{"birth_date": "1985-08-27"}, problem.Error, "birth_agrees", "birth_date", "1985-08-28 不一致"},
		{"sex is another", map[string]string{"gender": "男"}, problem.Error, "gender_agrees", "gender", "“男”与证件号码不一致"},
		{"only the month of birth", map[string]string{"birth_date": "1985-08"}, problem.Error, "partial_date", "birth_date", "不能编造"},
		{"no phone", map[string]string{"phone": ""}, problem.Error, "missing", "phone", "超过 11 位"},
		{"12 digits", map[string]string{"phone": "199000001034"}, problem.Error, "too_long", "phone", "超过 11 个字"},
		{"10 digits", map[string]string{"phone": "1990000010"}, problem.Warning, "phone", "phone", "只有 10 位"},
		{"no date of change", map[string]string{"change_date": ""}, problem.Error, "missing", "change_date", "悄悄记成导入当天"},
		{"only the month of change", map[string]string{"change_date": "2016-02"}, problem.Error, "partial_date", "change_date", "yyyy/MM/dd"},
		{"change in the future", map[string]string{"change_date": "2031-02-01"}, problem.Error, "not_future", "change_date", "还没有到"},
		{"word without a like", map[string]string{"hukou_type": "居民家庭户口"}, problem.Error, "no_word", "hukou_type", "农业户口、非农业户口"},
		{"word of no list", map[string]string{"political": "普通群众"}, problem.Error, "no_word", "political", "“普通群众”不在"},
		{"passport", map[string]string{"id_type": "护照"}, problem.Error, "no_word", "id_type", "居民身份证"},
		{"retired", map[string]string{"employment_status": "退休"}, problem.Error, "retired", "employment_status", "保留会籍"},
		{"joined as a child", map[string]string{"join_date": "2000-02-01"}, problem.Warning, "joined_young", "join_date", "不满 16 周岁"},
		{"left without a reason", map[string]string{"change_reason": ""}, problem.Warning, "empty_for", "change_reason", "请补上"},
		{"joined without a reason", map[string]string{"change_reason": "", "change_kind": "入会"}, problem.Hint, "reason_without_word", "change_reason", "有 1 人"},
		{"no native place", map[string]string{"native_place": ""}, problem.Warning, "missing", "native_place", "要求填写"},
		{"blank in the name", map[string]string{"name": "赵 桂芳"}, problem.Warning, "white_space", "name", "空格"},
		{"long workplace", map[string]string{"workplace": strings.Repeat("长", 256)}, problem.Error, "too_long", "workplace", "255"},
		{"long name", map[string]string{"name": strings.Repeat("长", 37)}, problem.Error, "too_long", "name", "36"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, err := Check(ctx, p, memberSource(memberRow(7, c.changes)), Options{AsOf: onDay})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Problems) != 1 {
				t.Fatalf("%d problems, want one: %v", len(r.Problems), r.Problems)
			}
			got := r.Problems[0]
			if got.Severity != c.severity || got.Kind != c.kind || got.Field != c.field || !strings.Contains(got.Message, c.say) {
				t.Errorf("%v %s %s %q; want %v %s %s with %q", got.Severity, got.Kind, got.Field, got.Message, c.severity, c.kind, c.field, c.say)
			}
			if got.Severity != problem.Hint && (got.Record != 7 || got.Table != "member" || got.Basis == "") {
				t.Errorf("problem without place or basis: %+v", got)
			}
			if clean := c.severity != problem.Error; clean != (r.Clean == 1) {
				t.Errorf("%d clean rows", r.Clean)
			}
			if strings.Contains(got.Value, "330101198508") {
				t.Errorf("the number is shown whole: %s", got.Value)
			}
		})
	}
}

func TestCheckLeavesGoodRowsAlone(t *testing.T) {
	p := mustLoad(t, "member-2018")
	r, err := Check(ctx, p, memberSource(memberRow(1, nil), memberRow(2, map[string]string{"membership": "保留", "name": ""})), Options{AsOf: onDay})
	if err != nil || len(r.Problems) != 0 || r.Rows != 1 || r.Clean != 1 || r.Skipped["保留"] != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestNumberOfAPassportIsNotCheckedAsAnIdentityNumber(t *testing.T) {
	passport := memberRow(1, map[string]string{"id_type": "护照", "id_number": "E12345678"})
	r, err := Check(ctx, cityProfile(t), memberSource(passport), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range r.Problems {
		if bad.Severity == problem.Error && bad.Kind != "missing" || bad.Field == "id_number" {
			t.Errorf("%+v", bad)
		}
	}
}

// Somebody whose joining lies after the day of the report is in no state yet.
func TestCheckNamesWhomNobodyDecidedToLeaveOut(t *testing.T) {
	r, err := Check(ctx, mustLoad(t, "member-2018"), memberSource(memberRow(1, nil), memberRow(2, map[string]string{"membership": ""})), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	if r.Rows != 1 || r.Skipped[Undecided] != 1 || len(r.Problems) != 1 || r.Problems[0].Kind != "left_out" || r.Problems[0].Record != 2 {
		t.Errorf("%+v", r)
	}
}

func TestCheckFindsWhatStandsTwice(t *testing.T) {
	p := mustLoad(t, "member-2018")
	r, err := Check(ctx, p, memberSource(memberRow(1, nil), memberRow(2, map[string]string{"name": "陶涛水"})), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	kinds := []string{}
	for _, bad := range r.Problems {
		kinds = append(kinds, bad.Kind)
		if bad.Record != 2 || !strings.Contains(bad.Message, "第 1 行（赵桂芳）") {
			t.Errorf("%+v", bad)
		}
	}
	if !slices.Equal(kinds, []string{"id_twice", "phone_twice"}) {
		t.Errorf("found %v", kinds)
	}
}

func TestGroupsAreNamedForPeople(t *testing.T) {
	p := mustLoad(t, "member-2018")
	r, err := Check(ctx, p, memberSource(
		memberRow(1, map[string]string{"id_number": "", "native_place": ""}),
		memberRow(2, map[string]string{"id_number": "33010119850828732", "phone": "19900000104"}),
		memberRow(3, map[string]string{"id_number": "330101198805274522", "birth_date": "1988-05-27", "phone": "19900000105", "hukou_type": "居民家庭户口"}),
		memberRow(4, map[string]string{"id_number": "330101197001080365", "birth_date": "1970-01-08", "phone": "", "political": "民主人士", "change_kind": "入会", "change_reason": ""}),
	), Options{AsOf: onDay})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range r.Groups {
		got = append(got, g.Severity.String()+g.Title+strings.Repeat("*", len(g.Problems)))
	}
	want := []string{"必须改证件号码缺失或不合格**", "必须改词不在下拉表中**", "必须改移动电话缺失*", "建议看籍贯缺失*", "提示会籍变化原因没有合适的词*"}
	if !slices.Equal(got, want) {
		t.Errorf("groups are %v, want %v", got, want)
	}
	if r.Count(problem.Error) != 5 || r.Clean != 0 {
		t.Errorf("%d errors, %d clean", r.Count(problem.Error), r.Clean)
	}
}

func TestCheckOfTheOrganisationForm(t *testing.T) {
	l := newLedger(t)
	p := mustLoad(t, "organisation-2018")
	var rec Row
	for row, err := range (Organisation{l.Read(), onDay}).Rows(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		rec = row
	}
	cases := []struct{ name, field, value, kind string }{
		{"as it is", "union.members", "320", ""},
		{"more members than staff", "union.members", "331", "counts"},
		{"codes swapped", "enterprise.credit_code", "81330101MC0316A29H", "credit_swapped"},
		{"codes swapped the other way", "union.credit_code", "91330101MA2K7Q315D", "credit_swapped"},
		{"wrong code", "union.credit_code", "81330101MC0316A29J", "credit_code"},
		{"no upper union", "union.upper_union", "", "missing"},
		{"only the year founded", "union.founded", "2009", "partial_date"},
		{"no staff", "enterprise.staff", "", "missing"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			values := rec.Values.Clone()
			values.Set("union.members", "320")
			values.Set(c.field, c.value)
			r, err := Check(ctx, p, Listed{Name: "organisation", Set: OrganisationFields, Unit: unitNames(), List: []Row{{1, "某工会", values}}}, Options{AsOf: onDay})
			if err != nil {
				t.Fatal(err)
			}
			var kinds []string
			for _, bad := range r.Problems {
				kinds = append(kinds, bad.Kind)
			}
			if c.kind == "" && len(kinds) > 0 || c.kind != "" && !slices.Contains(kinds, c.kind) {
				t.Errorf("found %v, want %q", kinds, c.kind)
			}
		})
	}
}

func TestCheckRefusesWhatDoesNotFit(t *testing.T) {
	p := *mustLoad(t, "member-2018")
	if _, err := Check(ctx, &p, Listed{Name: "dues_detail", Set: DuesDetailFields}, Options{}); err == nil || !strings.Contains(err.Error(), "不能用 dues_detail 来填") {
		t.Errorf("error is %v", err)
	}
	p.File.MaxRows = 1
	r, err := Check(ctx, &p, memberSource(memberRow(1, nil), memberRow(2, nil)), Options{AsOf: onDay})
	if err != nil || !slices.ContainsFunc(r.Problems, func(p problem.Problem) bool { return p.Kind == "too_many_rows" }) {
		t.Errorf("two rows where one is the limit: %v, %v", r.Problems, err)
	}
}

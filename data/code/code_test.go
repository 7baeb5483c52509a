package code

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

var shipped = []string{
	"change_kind", "change_reason", "contract_kind", "economy", "education",
	"employment", "employment_status", "ethnicity", "gender", "hukou_type", "id_type",
	"industry", "political", "sign_kind", "skill_level", "union_kind", "unit_nature",
}

func TestNames(t *testing.T) {
	if got := Names(); !slices.Equal(got, shipped) {
		t.Errorf("Names() = %v", got)
	}
}

// Loading already refuses a text that leads to two places; here is what it
// cannot see.
func TestListsAreWhole(t *testing.T) {
	for _, name := range Names() {
		l := Get(name)
		if l.Label == "" || l.Basis == "" || len(l.Items) == 0 {
			t.Errorf("%s: label, basis or items missing", name)
		}
		codes := map[string]bool{}
		for _, it := range l.Items {
			if it.Code == "" || it.Word == "" || codes[it.Code] {
				t.Errorf("%s: bad or repeated code %q of %q", name, it.Code, it.Word)
			}
			codes[it.Code] = true
			if it.Word != strings.TrimSpace(it.Word) {
				t.Errorf("%s: white space around %q", name, it.Word)
			}
			if got, ok := l.ByCode(it.Code); !ok || got.Word != it.Word {
				t.Errorf("%s: ByCode(%q) = %v", name, it.Code, got)
			}
			if got, m := l.Find(it.Word); m != Exact || got.Word != it.Word {
				t.Errorf("%s: Find(%q) = %v, %v", name, it.Word, got, m)
			}
			for _, a := range it.Aliases {
				if got, m := l.Find(a); m != Alias || got.Word != it.Word {
					t.Errorf("%s: Find(%q) = %v, %v", name, a, got, m)
				}
			}
		}
		for _, u := range l.Unclear {
			for _, text := range u.Texts {
				words, reason := l.Candidates(text)
				if _, m := l.Find(text); m != Unclear || reason == "" || !slices.Equal(words, u.Candidates) {
					t.Errorf("%s: Candidates(%q) = %v, %q", name, text, words, reason)
				}
			}
		}
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		list, text, word string
		match            Match
	}{
		{"gender", "男", "男", Exact},
		{"gender", " ｆ ", "女", Alias},
		{"gender", "♂\ufe0f", "男", Alias},
		{"gender", "1-男", "男", Alias},
		{"gender", "1", "", Unclear},
		{"gender", "", "", NoMatch},
		{"ethnicity", "汉", "汉族", Alias},
		{"ethnicity", "0１汉族", "汉族", Alias},
		{"ethnicity", "僳僳族", "傈僳族", Alias},
		{"ethnicity", "达翰尔族", "达斡尔族", Alias},
		{"ethnicity", "么佬族", "仫佬族", Alias},
		{"ethnicity", "哈族", "", Unclear},
		{"ethnicity", "火星族", "", NoMatch},
		{"political", "中 共 党 员", "中共党员", Exact},
		{"political", "党员", "中共党员", Alias},
		{"political", "中国共产主义青年团团员", "共青团员", Alias},
		{"political", "无", "", Unclear},
		{"education", "大学", "本科", Alias},
		{"education", "中专（中技）毕业", "中专", Alias},
		{"education", "研究生", "", Unclear},
		{"skill_level", "三级/高级工", "职业资格三级（高级）", Alias},
		{"skill_level", "职业资格三级(高级)", "职业资格三级（高级）", Exact},
		{"skill_level", "无等级", "无", Alias},
		{"skill_level", "首席技师", "", Unclear},
		{"hukou_type", "城镇", "非农业户口", Alias},
		{"hukou_type", "居民", "居民家庭户口", Alias},
		{"employment", "合同工", "合同制", Alias},
		{"employment", "派遣", "劳务派遣", Alias},
		{"employment_status", "待下岗", "待（下）岗", Alias},
		{"change_reason", "劳动(工作)关系发生变化", "劳动（工作）关系发生变化", Exact},
	} {
		if it, m := Get(c.list).Find(c.text); it.Word != c.word || m != c.match {
			t.Errorf("%s: Find(%q) = %q, %v; want %q, %v", c.list, c.text, it.Word, m, c.word, c.match)
		}
	}
}

func TestWordsKeepTheOrderOfTheForm(t *testing.T) {
	if w := Get("gender").Words(); !slices.Equal(w, []string{"男", "女"}) {
		t.Errorf("Words() = %v", w)
	}
	if w := Get("ethnicity").Words(); len(w) != 58 || w[0] != "汉族" || w[55] != "基诺族" {
		t.Errorf("ethnicity: %d words, %v", len(w), w)
	}
}

func TestGetPanicsForUnknownList(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Get of an unknown list did not panic")
		}
	}()
	Get("no_such_list")
}

func TestBadListsAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"ambiguous alias":   "name: x\nitems:\n- {code: '1', word: 甲, aliases: [丙]}\n- {code: '2', word: 乙, aliases: [丙]}",
		"alias is a word":   "name: x\nitems:\n- {code: '1', word: 甲, aliases: [乙]}\n- {code: '2', word: 乙}",
		"unknown candidate": "name: x\nitems:\n- {code: '1', word: 甲}\nunclear:\n- {texts: [乙], candidates: [丙], reason: r}",
		"empty alias":       "name: x\nitems:\n- {code: '1', word: 甲, aliases: ['']}",
		"unknown key":       "name: x\nitem:\n- {code: '1', word: 甲}",
		"other name":        "name: y\nitems:\n- {code: '1', word: 甲}",
	} {
		files := fstest.MapFS{"codes/x.yaml": {Data: []byte(text)}}
		if _, err := read(files); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// White space, full width and case never change what is found.
func TestFindIgnoresDress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Get(rapid.SampledFrom(Names()).Draw(t, "list"))
		it := rapid.SampledFrom(l.Items).Draw(t, "item")
		text := rapid.SampledFrom(append([]string{it.Word}, it.Aliases...)).Draw(t, "text")
		var b strings.Builder
		for _, r := range text {
			if '!' <= r && r <= '~' && rapid.Bool().Draw(t, "wide") {
				r += 0xFEE0
			}
			b.WriteRune(r)
			b.WriteString(rapid.SampledFrom([]string{"", " ", "　", "\n", "\u00a0", "\u200b"}).Draw(t, "gap"))
		}
		if got, _ := l.Find(b.String()); got.Word != it.Word {
			t.Fatalf("%s: Find(%q) = %q, want %q", l.Name, b.String(), got.Word, it.Word)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "汉", "研究生", "1-男", "\xff", "ﷺ", "三级／高级工"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, name := range Names() {
			l := Get(name)
			it, m := l.Find(s)
			_, reason := l.Candidates(s)
			if (it.Word != "") != (m == Exact || m == Alias) || (reason != "") != (m == Unclear) {
				t.Errorf("%s: Find(%q) = %v, %v, %q", name, s, it, m, reason)
			}
		}
	})
}

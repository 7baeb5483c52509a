package member

import (
	"slices"
	"strings"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

// surnames are readings of family names that differ from the first reading a
// dictionary gives for the character.
var surnames = map[string]string{
	"单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "曾": "zeng", "翟": "zhai", "朴": "piao", "乐": "yue",
	"区": "ou", "任": "ren", "华": "hua", "盖": "ge", "折": "she", "盛": "sheng", "缪": "miao", "纪": "ji",
	"逄": "pang", "员": "yun", "贠": "yun", "宿": "su", "覃": "qin", "召": "shao", "秘": "bi", "冼": "xian",
	"洗": "xian", "种": "chong", "重": "chong", "黑": "he", "葛": "ge", "那": "na", "么": "yao", "繁": "po",
	"祭": "zhai", "谌": "chen", "尹": "yin", "柏": "bai", "卜": "bu", "车": "che", "晁": "chao", "宓": "mi",
	"薄": "bo", "阚": "kan", "乜": "nie", "郇": "xun", "隗": "wei", "粘": "nian", "能": "nai", "佴": "nai", "都": "du", "句": "gou",
	"拓跋": "tuo ba", "乐正": "yue zheng", "子车": "zi ju", "夹谷": "jia gu",
	"尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "令狐": "ling hu", "澹台": "tan tai", "单于": "chan yu",
}

var every = pinyin.Args{Style: pinyin.Normal, Heteronym: true, Fallback: func(r rune, _ pinyin.Args) []string { return []string{string(r)} }}

// known remembers the readings of characters met before: a roster repeats a few
// hundred, and looking one up costs as much as reading a whole row.
var known sync.Map // rune to []string

// readings are all readings of a character without tones, the usual one first; a
// character that has none, such as a rare one, stands for itself.
func readings(r rune) []string {
	if all, ok := known.Load(r); ok {
		return all.([]string)
	}
	all := unique(pinyin.SinglePinyin(r, every))
	if len(all) == 0 {
		all = []string{string(r)}
	}
	known.Store(r, all)
	return all
}

// syllables reads a name, the family name by its own rules.
func syllables(name string) []string {
	for n := 2; n >= 1; n-- {
		r := []rune(name)
		if len(r) < n {
			continue
		}
		if reading, ok := surnames[string(r[:n])]; ok {
			return append(strings.Fields(reading), first(string(r[n:]))...)
		}
	}
	return first(name)
}

func first(s string) []string {
	var out []string
	for _, r := range s {
		out = append(out, readings(r)[0])
	}
	return out
}

// SortKey orders names as a Chinese register does: by pinyin, names of one
// reading together by their characters.
func SortKey(name string) string { return strings.Join(syllables(name), " ") + " " + name }

// searchForms are the ways a name may be typed in letters: initials, whole pinyin, and
// the family name whole with initials behind it (shanxf), with every reading a
// character has. Their number is limited, since a long name of ambiguous characters
// would have hundreds.
func searchForms(name string) []string {
	var whole, heads [][]string
	own := syllables(name)
	for i, r := range []rune(name) {
		all := readings(r)
		if i < len(own) && own[i] != all[0] {
			all = append([]string{own[i]}, all...)
		}
		var letters []string
		for _, reading := range all {
			letters = append(letters, reading[:firstLen(reading)])
		}
		whole, heads = append(whole, unique(all)), append(heads, unique(letters))
	}
	forms := append(spellings(heads), spellings(whole)...)
	for n := 1; n <= 2 && n < len(whole)-1; n++ { // family names have one character or two
		forms = append(forms, spellings(whole[:n], heads[n:])...)
	}
	return unique(forms)
}

// spellings joins one choice for each character, up to 16 ways.
func spellings(parts ...[][]string) []string {
	const most = 16
	out := []string{""}
	for _, choices := range slices.Concat(parts...) {
		out = product(out, choices, most)
	}
	return out
}

func product(heads, tails []string, most int) []string {
	var out []string
	for _, t := range tails {
		for _, h := range heads {
			if len(out) < most {
				out = append(out, h+t)
			}
		}
	}
	return out
}

func firstLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

func unique(list []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

package code

import "testing"

func TestSimplify(t *testing.T) {
	if a, b := len([]rune(traditional)), len([]rune(simplified)); a != b {
		t.Fatalf("%d signs stand for %d", a, b)
	}
	for text, want := range map[string]string{"入會日期": "入会日期", "工會小組": "工会小组", "姓名/電話": "姓名/电话", "政治面貌": "政治面貌", "身份證號碼": "身份证号码"} {
		if got := Simplify(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for list, words := range map[string]map[string]string{"political": {"群眾": "群众", "中共黨員": "中共党员"}, "ethnicity": {"漢族": "汉族"}, "education": {"碩士研究生": "硕士"}} {
		for text, want := range words {
			if it, m := Get(list).Find(text); it.Word != want || m != Alias {
				t.Errorf("%s: %s %v", text, it.Word, m)
			}
		}
	}
}

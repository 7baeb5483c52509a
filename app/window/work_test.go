package window

import "testing"

// TestClosingAsksForWritingAlone: a page that is being read keeps nobody in the program.
func TestClosingAsksForWritingAlone(t *testing.T) {
	for want, works := range map[string][]*running{
		"":   {{title: "读取会员", reading: true, shown: true}},
		"导出": {{title: "读取会员", reading: true, shown: true}, {title: "导出", shown: true}},
		"备份": {{title: "备份", shown: true}, {title: "导出", shown: true}},
	} {
		w := &window{works: works}
		got := ""
		if r := w.writing(); r != nil {
			got = r.title
		}
		if got != want {
			t.Errorf("asks about %q, want %q", got, want)
		}
	}
	if r := (&window{works: []*running{{title: "撤销"}}}).writing(); r != nil {
		t.Errorf("asks about %q, which is done within a moment", r.title)
	}
}

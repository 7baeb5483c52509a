package platform

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/ncruces/zenity"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

var ledgers = []Kind{{"工会台账", []string{"*.ghtz"}}, {"表格", []string{"*.xlsx", "*.XLS"}}}

func TestWithEnding(t *testing.T) {
	for _, c := range []struct {
		path string
		kind []Kind
		want string
	}{
		{"a/台账", ledgers, "a/台账.ghtz"},
		{"a/台账.GHTZ", ledgers, "a/台账.GHTZ"},
		{"a/名册.xls", ledgers, "a/名册.xls"},
		{"a/名册.2022", ledgers, "a/名册.2022.ghtz"},
		{"a/名册", nil, "a/名册"},
		{"a/名册", []Kind{{"所有文件", []string{"*"}}}, "a/名册"},
		{"a/名册", []Kind{{"所有文件", []string{"*.*"}}}, "a/名册"},
	} {
		if got := withEnding(c.path, c.kind); got != c.want {
			t.Errorf("withEnding(%q) = %q, want %q", c.path, got, c.want)
		}
	}
}

func TestFits(t *testing.T) {
	for name, want := range map[string]bool{"a.ghtz": true, "A.GHTZ": true, "b.xls": true, "b.csv": false, "ghtz": false} {
		if got := fits(name, ledgers); got != want {
			t.Errorf("fits(%q) = %v", name, got)
		}
	}
	if !fits("anything", nil) {
		t.Error("without kinds every file fits")
	}
}

func TestSentence(t *testing.T) {
	if sentence(nil) != nil || sentence(zenity.ErrCanceled) != nil {
		t.Error("giving up is no error")
	}
	if err := sentence(errors.New("x")); err == nil || !strings.Contains(err.Error(), "再试一次") {
		t.Errorf("sentence = %v, which does not say what to do", err)
	}
}

// folder makes a folder with a ledger, a table, a note and a folder in it.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"一.ghtz", "名册.xlsx", "记.txt", ".hidden.ghtz"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "旧"), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestBrowserLists(t *testing.T) {
	test.NewTempApp(t)
	dir, sep := folder(t), string(filepath.Separator)
	b := newBrowser(Question{Folder: dir, Kinds: ledgers}, wishOpen)
	if got := strings.Join(b.names, " "); got != ".."+sep+" 旧"+sep+" 一.ghtz 名册.xlsx" {
		t.Errorf("names = %s", got)
	}
	b = newBrowser(Question{Folder: dir}, wishFolder)
	if len(b.names) != 2 {
		t.Errorf("asking for a folder lists %v", b.names)
	}
	b.enter("旧" + sep)
	if b.folder != filepath.Join(dir, "旧") || b.path.Text() != b.folder {
		t.Errorf("entered %s, path %s", b.folder, b.path.Text())
	}
}

func TestBrowserAccepts(t *testing.T) {
	test.NewTempApp(t)
	dir := folder(t)
	for _, c := range []struct {
		wish wish
		path string
		want string // "" for a refusal
		says string
	}{
		{wishOpen, "一.ghtz", "一.ghtz", ""},
		{wishOpen, "没有.ghtz", "", "没有找到"},
		{wishOpen, "旧", "", "文件夹"},
		{wishFolder, "旧", "旧", ""},
		{wishFolder, "一.ghtz", "", "没有找到"},
		{wishSave, "新", "新.ghtz", ""},
		{wishSave, "无/新", "", "没有"},
		{wishSave, "一.ghtz", "", "再按一次"},
	} {
		b := newBrowser(Question{Folder: dir, Kinds: ledgers}, c.wish)
		b.path.SetValue(filepath.Join(dir, c.path))
		got, err := b.accept()
		if c.want == "" {
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%d %s: %q, %v; want a refusal with %q", c.wish, c.path, got, err, c.says)
			}
			continue
		}
		if err != nil || got != filepath.Join(dir, c.want) {
			t.Errorf("%d %s = %q, %v", c.wish, c.path, got, err)
		}
	}
}

func TestReplacingIsAskedOnce(t *testing.T) {
	test.NewTempApp(t)
	dir := folder(t)
	b := newBrowser(Question{Folder: dir, Name: "一.ghtz", Kinds: ledgers}, wishSave)
	if _, err := b.accept(); err == nil {
		t.Fatal("an existing file was taken without asking")
	}
	if got, err := b.accept(); err != nil || got != filepath.Join(dir, "一.ghtz") {
		t.Errorf("the second time: %q, %v", got, err)
	}
}

func TestPlainChooserAnswers(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(false, 1))
	w := test.NewTempWindow(t, widget.Body("窗口"))
	chooser := &plainChooser{window: w}
	var answers []string
	answer := func(path string, err error) {
		if err != nil {
			t.Error(err)
		}
		answers = append(answers, path)
	}
	dir := folder(t)
	chooser.Folder(Question{Title: "选文件夹", Folder: dir}, answer)
	chooser.Open(Question{}, answer) // the first is still open
	w.Canvas().Overlays().Top().(*widget.Dialog).Accept()
	chooser.Folder(Question{Title: "选文件夹", Folder: dir}, answer)
	w.Canvas().Overlays().Top().(*widget.Dialog).Cancel()
	if strings.Join(answers, "|") != "|"+dir+"|" {
		t.Errorf("answers = %q", answers)
	}
}

func TestOpeningWhatIsNotThereSaysSo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if err := OpenFile("没有.pdf"); err == nil || !strings.Contains(err.Error(), "没有.pdf") {
		t.Errorf("OpenFile = %v", err)
	}
}

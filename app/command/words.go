package command

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// sentences turn what the parser says into Chinese; the first that fits is used.
var sentences = []struct {
	pattern *regexp.Regexp
	words   string
}{
	{regexp.MustCompile(`^missing flags?: (.*)$`), "缺少参数 %s。"},
	{regexp.MustCompile(`^unknown flag (\S+?),? ?(?:did you mean "?([^"?]*)"?\?)?$`), "没有 %s 这个参数。"},
	{regexp.MustCompile(`^unexpected argument "?([^",]*)"?`), "不认识“%s”：没有这个命令，或多写了一项。"},
	{regexp.MustCompile(`^expected one of (.*)$`), "还缺一项，要写哪一个：%s。"},
	{regexp.MustCompile(`^expected "?<?([^">]*)>?"?.*$`), "还缺一项：%s。"},
	{regexp.MustCompile(`^(\S+): expected .* value but got "?([^"]*)"?.*$`), "参数 %s 后面要有一个值；值以 - 开头的用等号接上，如 --sort=-姓名。"},
	{regexp.MustCompile(`^(--\S+) must be one of (.*) but got "?([^"]*)"?$`), "参数 %s 只能是 %s。"},
	{regexp.MustCompile(`^(--\S+): expected a valid .*int but got "?([^" ]*)"?.*$`), "参数 %s 要写一个数字，不能是“%s”。"},
	{regexp.MustCompile(`^\[?<?([^>:\]]+)>?\]?: expected a valid .*int but got "?([^" ]*)"?.*$`), "%s要写一个数字，不能是“%s”。"},
	{regexp.MustCompile(`^(\S+): .*invalid.*$`), "参数 %s 的值不对。"},
}

// inChinese gives the sentence for an error of the parser; what no pattern knows
// is quoted, so that nothing is hidden.
func inChinese(text string) string {
	for _, s := range sentences {
		m := s.pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		args := make([]any, strings.Count(s.words, "%s"))
		for i := range args {
			args[i] = choices(m[i+1])
		}
		return fmt.Sprintf(s.words, args...)
	}
	return "命令写错了（" + text + "）。"
}

// choices writes the parser's list of words as people write one; the empty word, by
// which a flag that is not given is known, is no choice.
func choices(text string) string {
	if !strings.HasPrefix(text, `"`) {
		return text
	}
	var words []string
	for _, w := range strings.Split(text, ",") {
		if w = strings.Trim(w, ` "`); w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, "、")
}

func wantsHelp(args []string) bool {
	return len(withoutHelp(args)) < len(args)
}

func withoutHelp(args []string) (out []string) {
	for i, a := range args {
		if a == "--" {
			return append(out, args[i:]...)
		}
		if a != "--help" && a != "-h" {
			out = append(out, a)
		}
	}
	return out
}

// help prints the verbs, or the flags of one verb.
func help(w io.Writer, c *kong.Context) error {
	if n := c.Selected(); n != nil && n.Name != "window" {
		fmt.Fprintf(w, "%s\n\n用法：unionledger %s\n\n", n.Help, strings.TrimSpace(n.Summary()))
		for _, c := range n.Children {
			fmt.Fprintf(w, "  %-10s %s\n", c.Name, c.Help)
		}
		for _, p := range n.Positional {
			fmt.Fprintf(w, "  %-24s %s\n", "<"+p.Name+">", p.Help)
		}
		for _, f := range n.Flags {
			fmt.Fprintf(w, "  %-24s %s\n", "--"+f.Name, f.Help)
		}
		return nil
	}
	fmt.Fprintln(w, "工会台账：基层工会的会员、集体协商、会费和上报。\n\n用法：unionledger [命令] [参数]\n\n不写命令就打开窗口；unionledger 台账文件 打开指定的台账，unionledger 表格文件 在窗口里导入它。\n\n命令：")
	for _, n := range c.Model.Children {
		if !n.Hidden {
			fmt.Fprintf(w, "  %-13s %s\n", n.Name, n.Help)
		}
	}
	_, err := fmt.Fprintln(w, "\n某个命令的参数：unionledger 命令 --help；程序的版本：unionledger --version\n退出状态：0 做完了；1 有问题，见说明；2 命令写错了。")
	return err
}

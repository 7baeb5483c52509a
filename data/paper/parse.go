package paper

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The most a text may be; a paper of a few pages has some hundred lines.
const (
	mostBytes   = 256 << 10
	mostLines   = 3000
	mostColumns = 40
)

// Parse reads the text of a paper. What is wrong with it is an *Error that names
// the line and says what to write instead.
func Parse(key, text string) (*Template, error) {
	if len(text) > mostBytes {
		return nil, &Error{0, "文字太长了，模板最多 256 KB。"}
	}
	if !utf8.ValidString(text) {
		return nil, &Error{0, "文件不是 UTF-8 文字，请用记事本另存为 UTF-8 编码。"}
	}
	text = strings.TrimPrefix(text, "\ufeff")
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if len(lines) > mostLines {
		return nil, &Error{0, fmt.Sprintf("有 %d 行，模板最多 %d 行。", len(lines), mostLines)}
	}
	p := &parser{t: &Template{Key: key, width: 210, height: 297, top: 20, right: 20, bottom: 20, left: 20, size: 12, leading: 1.6}}
	body := len(lines)
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "====") {
			body = i + 1
			break
		}
		if err := p.header(strings.TrimSpace(line)); err != nil {
			return nil, at(i+1, err)
		}
	}
	if err := p.settle(); err != nil {
		return nil, at(0, err)
	}
	if body == len(lines) {
		return nil, &Error{len(lines), "没有找到分隔行。开头的几项写完后，要有一行 ====，下面才是印出来的内容。"}
	}
	for i := body; i < len(lines); i++ {
		if err := p.line(strings.TrimRight(lines[i], " \t\r")); err != nil {
			return nil, at(i+1, err)
		}
	}
	if err := p.endTable(); err != nil {
		return nil, at(len(lines), err)
	}
	return p.t, p.sound()
}

func at(line int, err error) error { return &Error{line, err.Error()} }

type parser struct {
	t     *Template
	table *table
	// gaps are empty lines not yet put: those at the end of a paper are left out.
	gaps int
	used bool // a row for each person was seen
}

// header reads one 项目：值 above the dividing line.
func (p *parser) header(line string) error {
	if line == "" || strings.HasPrefix(line, "#") {
		return nil
	}
	line = strings.Replace(line, "：", ":", 1)
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("这一行要写成“项目：内容”，如“名称：退会申请书”；印出来的内容写在 ==== 行下面。")
	}
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	set, known := headers[name]
	if !known {
		return fmt.Errorf("不认识“%s”这一项。可以写的有：%s。", name, strings.Join(headerNames, "、"))
	}
	return set(p.t, value)
}

var headerNames = []string{"名称", "用于", "依据", "日期", "纸张", "页边", "字号", "行距", "证件号码", "日期写法", "会籍记录", "页脚", "标签"}

var headers = map[string]func(t *Template, v string) error{
	"名称":   func(t *Template, v string) error { t.Name = v; return nil },
	"依据":   func(t *Template, v string) error { t.Basis = v; return nil },
	"日期":   func(t *Template, v string) error { t.Date = v; return nil },
	"纸张":   setPage,
	"标签":   setLabels,
	"字号":   func(t *Template, v string) (err error) { t.size, err = number("字号", v, 5, 72); return err },
	"行距":   func(t *Template, v string) (err error) { t.leading, err = number("行距", v, 1, 4); return err },
	"页脚":   func(t *Template, v string) (err error) { t.footer, err = pieces(v); return err },
	"会籍记录": func(t *Template, v string) error { t.kinds = strings.FieldsFunc(v, isList); return nil },
	"用于": func(t *Template, v string) error {
		t.Use = Use(v)
		if !slices.Contains(uses, t.Use) {
			return fmt.Errorf("“用于”只能写：一人一份、名单、会籍变动、标签、收据。")
		}
		return nil
	},
	"页边": func(t *Template, v string) error {
		n, err := numbers("页边", v, 0, 150, 4)
		if err == nil {
			t.top, t.right, t.bottom, t.left = n[0], n[1], n[2], n[3]
		}
		return err
	},
	"证件号码": func(t *Template, v string) error {
		t.inFull = v == "写全"
		return oneOf("证件号码", v, "写全", "后四位")
	},
	"日期写法": func(t *Template, v string) error {
		t.chinese = v == "年月日"
		return oneOf("日期写法", v, "年月日", "短横线")
	},
}

func isList(r rune) bool { return r == ' ' || r == '、' || r == '，' || r == ',' }

func oneOf(name, v string, words ...string) error {
	if slices.Contains(words, v) {
		return nil
	}
	return fmt.Errorf("“%s”只能写：%s。", name, strings.Join(words, "、"))
}

func setPage(t *Template, v string) error {
	switch strings.ToUpper(strings.ReplaceAll(v, " ", "")) {
	case "A4", "A4竖":
		t.width, t.height = 210, 297
		return nil
	case "A4横":
		t.width, t.height = 297, 210
		return nil
	}
	n, err := numbers("纸张", strings.NewReplacer("×", " ", "x", " ", "X", " ", "*", " ").Replace(v), 30, 600, 2)
	if err != nil {
		return fmt.Errorf("“纸张”写 A4、A4 横，或者宽×高的毫米数，如 220×110。")
	}
	t.width, t.height = n[0], n[1]
	return nil
}

func setLabels(t *Template, v string) error {
	n, err := numbers("标签", v, 0, 300, 6)
	if err != nil || n[0] < 1 || n[1] < 1 || n[2] < 5 || n[3] < 5 || n[0] > 20 || n[1] > 40 {
		return fmt.Errorf("“标签”要写 6 个数：列数 行数 宽 高 列间距 行间距（毫米），如 3 8 70 37 0 0。")
	}
	t.labels = labels{int(n[0]), int(n[1]), n[2], n[3], n[4], n[5]}
	return nil
}

func number(name, v string, low, high float64) (float64, error) {
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(n) || n < low || n > high {
		return 0, fmt.Errorf("“%s”要写 %g 到 %g 之间的数，不能是“%s”。", name, low, high, v)
	}
	return n, nil
}

// numbers reads exactly count numbers, of any count where count is 0.
func numbers(name, v string, low, high float64, count int) ([]float64, error) {
	words := strings.FieldsFunc(v, isList)
	if count > 0 && len(words) != count {
		return nil, fmt.Errorf("“%s”后面要写 %d 个数（毫米），现在是 %d 个。", name, count, len(words))
	}
	var out []float64
	for _, w := range words {
		n, err := number(name, w, low, high)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

// settle checks what the header says as a whole.
func (p *parser) settle() error {
	t := p.t
	switch {
	case t.Name == "":
		return fmt.Errorf("没有写“名称：…”。")
	case t.Use == "":
		return fmt.Errorf("没有写“用于：…”，要写一人一份、名单、会籍变动或标签。")
	case t.inSlots() && t.labels.columns == 0:
		return fmt.Errorf("用于标签、收据的，要写一行“标签：列数 行数 宽 高 列间距 行间距”。")
	case t.inner() < 20 || t.height-t.top-t.bottom < 20:
		return fmt.Errorf("页边太大，纸上剩下的地方不到 20 毫米。")
	}
	if l := t.labels; t.inSlots() {
		wide := float64(l.columns)*l.width + float64(l.columns-1)*l.gapX
		high := float64(l.rows)*l.height + float64(l.rows-1)*l.gapY
		if wide > t.inner()+0.01 || high > t.height-t.top-t.bottom+0.01 {
			return fmt.Errorf("标签排不下：共宽 %.1f、高 %.1f 毫米，页边以内只有宽 %.1f、高 %.1f。", wide, high, t.inner(), t.height-t.top-t.bottom)
		}
	}
	for _, k := range t.kinds {
		if !slices.Contains(changeKinds, k) {
			return fmt.Errorf("“会籍记录”里的“%s”不是会籍变化。可以写：%s。", k, strings.Join(changeKinds, "、"))
		}
	}
	return nil
}

// inner is the width between the margins.
func (t *Template) inner() float64 { return t.width - t.left - t.right }

// field is the width that the text may take: that of a label, else of the page.
func (t *Template) field() float64 {
	if t.inSlots() {
		return t.labels.width
	}
	return t.inner()
}

// sound refuses papers that could print nothing of what they are for.
func (p *parser) sound() error {
	switch {
	case len(p.t.blocks) == 0:
		return &Error{0, "==== 下面没有内容，印出来是空白的。"}
	case (p.t.Use == ForList || p.t.Use == ForChange) && !p.used:
		return &Error{0, "没有一行以【每人】开头，名单印不出人来。请在表格里写一行，如：【每人】| {{序号}} | {{姓名}} |"}
	case p.t.Use == PerPerson && p.used:
		return &Error{0, "一人一份的文书里不能有【每人】的行；要印名单，请把“用于”改成“名单”。"}
	case p.t.inSlots() && p.used:
		return &Error{0, "标签和收据里不能有【每人】的行：每个标签、每张收据本来就是一个人。"}
	}
	return nil
}

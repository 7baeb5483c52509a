package report

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"unionledger/assets"
	"unionledger/data/problem"
)

// Error is a sentence for people about a profile that cannot be used or a report
// that cannot be made.
type Error struct {
	// Kind is one of profile, not_found, source, form, too_many, no_rows.
	Kind    string
	Message string
	Cause   error
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause, for programs.
func (e *Error) Unwrap() error { return e.Cause }

func fail(kind, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// The bounds of a profile, far above any real form; they keep a damaged file from
// costing time.
const (
	maxProfileBytes = 256 << 10
	maxColumns      = 400
	maxFormRow      = 100_000
)

// sources are the names a profile may give as Source, in the order forms are listed.
var sources = []string{"member", "organisation", "member_change", "survey", "negotiation", "dues_summary", "dues_detail"}

// types are the file types a receiver may ask for.
var types = []string{"xlsx", "xls"}

// Parse reads a profile strictly: an unknown word in the file is an error, for it
// would silently do nothing. Every error is an *Error. The blank workbook is
// given by Load.
func Parse(data []byte) (*Profile, error) {
	switch {
	case len(data) > maxProfileBytes:
		return nil, fail("profile", "报表配置文件超过 %d KB，不像是报表配置。", maxProfileBytes>>10)
	case !utf8.Valid(data):
		return nil, fail("profile", "报表配置文件不是 UTF-8 编码。请用记事本另存为 UTF-8 再试。")
	}
	p := &Profile{}
	if err := assets.Decode(data, p); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, fail("profile", "报表配置文件是空的。")
		}
		return nil, yamlError(err)
	}
	if p.Format != Format {
		return nil, wrongFormat(p.Format)
	}
	return p, p.prepare()
}

// wrongFormat tells a profile of a later program from one that is none.
func wrongFormat(version int) error {
	if version > Format {
		return fail("newer", "这份报表配置是更新版本的程序做的（格式版本是 %d，本程序认得到 %d），没有采用。请先升级程序。", version, Format)
	}
	return fail("profile", "报表配置的格式版本是 %d，本程序只认得 %d。请换一份配置。", version, Format)
}

// yamlError says in which line the file cannot be understood.
func yamlError(err error) error {
	var at interface{ GetMessage() string }
	text := err.Error()
	if errors.As(err, &at) {
		text = at.GetMessage()
	}
	line := 0
	if m := regexp.MustCompile(`^\[(\d+):\d+\]`).FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	text, _, _ = strings.Cut(text, "\n")
	if line == 0 {
		return &Error{"profile", "报表配置文件读不懂：" + text, err}
	}
	return &Error{"profile", fmt.Sprintf("报表配置文件第 %d 行读不懂：%s", line, text), err}
}

// prepare checks the profile as a whole and works out what is used again and
// again.
func (p *Profile) prepare() error {
	for _, step := range []func() error{p.checkHead, p.checkRows, p.prepareColumns, p.prepareLists, p.checkCells, p.prepareRules} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,59}$`)

func (p *Profile) checkHead() error {
	if p.Form == "" {
		p.Form = "blank.xlsx"
	}
	if p.File.Type == "" {
		p.File.Type = "xlsx"
	}
	switch {
	case !idPattern.MatchString(p.ID):
		return fail("profile", "报表配置的 id “%s”不合用：只用小写英文字母、数字和 . _ -。", p.ID)
	case p.Name == "" || p.Sheet == "" || p.Basis == "":
		return fail("profile", "报表配置“%s”缺少 name、sheet 或 basis。", p.ID)
	case !slices.Contains(sources, p.Source):
		return fail("profile", "报表配置“%s”的 source “%s”不认识，应是 %s 之一。", p.ID, p.Source, strings.Join(sources, "、"))
	case !slices.Contains(types, p.File.Type):
		return fail("profile", "报表配置“%s”的文件类型“%s”写不了，只能是 %s。", p.ID, p.File.Type, strings.Join(types, " 或 "))
	case p.Version < 0:
		return fail("profile", "报表配置“%s”的 version 不能是负数。", p.ID)
	case p.File.Name == "" || p.File.MaxRows < 0:
		return fail("profile", "报表配置“%s”的 file 里要有文件名 name，max_rows 不能是负数。", p.ID)
	case strings.ContainsAny(p.Form, `/\`):
		return fail("profile", "报表配置“%s”的空白表 form 应与配置放在同一文件夹，只写文件名。", p.ID)
	case !p.From.IsZero() && !p.Until.IsZero() && p.Until.Before(p.From):
		return fail("profile", "报表配置“%s”的停用日期早于启用日期。", p.ID)
	}
	return nil
}

func (p *Profile) checkRows() error {
	r := p.Rows
	switch {
	case r.Header[0] < 1 || r.Header[1] < r.Header[0] || r.First <= r.Header[1]:
		return fail("profile", "报表配置“%s”的行号不对：表头行在前，数据行在后，都从 1 数起。", p.ID)
	case r.Blank < 1 || r.First+r.Blank > maxFormRow:
		return fail("profile", "报表配置“%s”的空白数据行数 blank 应在 1 到 %d 之间。", p.ID, maxFormRow-r.First)
	case r.Note != 0 && r.Note != r.First+r.Blank:
		return fail("profile", "报表配置“%s”的说明行应紧跟在空白数据行之后，即第 %d 行。", p.ID, r.First+r.Blank)
	}
	return nil
}

// needs are the words of Column.Need.
var needs = []Need{NotNeeded, Paper, Altered, Refused}

func (p *Profile) prepareColumns() error {
	if n := len(p.Columns); n == 0 || n > maxColumns {
		return fail("profile", "报表配置“%s”应有 1 到 %d 列，现在有 %d 列。", p.ID, maxColumns, n)
	}
	for i := range p.Columns {
		c := &p.Columns[i]
		col, ok := columnIndex(c.At)
		if !ok {
			return fail("profile", "报表配置“%s”第 %d 列的列号“%s”不对，应是 A、B、AA 这样的字母。", p.ID, i+1, c.At)
		}
		c.col = col
		ways := 0
		for _, way := range []bool{c.Field != "", c.Own != "", c.Text != "", c.Sequence} {
			if way {
				ways++
			}
		}
		switch {
		case i > 0 && c.col <= p.Columns[i-1].col:
			return fail("profile", "报表配置“%s”的 %s 列排错了位置，列要从左到右，不能重复。", p.ID, c.At)
		case c.Header == "":
			return fail("profile", "报表配置“%s”的 %s 列没有表头文字 header。", p.ID, c.At)
		case ways > 1:
			return fail("profile", "报表配置“%s”的 %s 列（%s）只能在 field、own、text、sequence 中取一个。", p.ID, c.At, c.Header)
		case !slices.Contains(needs, c.Need):
			return fail("profile", "报表配置“%s”的 %s 列的 need “%s”不认识，应是 paper、altered 或 refused。", p.ID, c.At, c.Need)
		case c.Date != "" && !strings.Contains(c.Date, "yyyy"):
			return fail("profile", "报表配置“%s”的 %s 列的日期格式“%s”里没有 yyyy。", p.ID, c.At, c.Date)
		case c.Max < 0 || c.Width < 0 || c.Width > 255:
			return fail("profile", "报表配置“%s”的 %s 列的 max 或 width 超出范围。", p.ID, c.At)
		case c.List != "" && !p.hasList(c.List):
			return fail("profile", "报表配置“%s”的 %s 列用到的词表“%s”没有写在 lists 里。", p.ID, c.At, c.List)
		}
	}
	return p.checkTotal()
}

func (p *Profile) hasList(name string) bool { _, ok := p.Lists[name]; return ok }

func (p *Profile) checkTotal() error {
	if p.Total == nil {
		return nil
	}
	for _, at := range append([]string{p.Total.At}, p.Total.Sum...) {
		if !slices.ContainsFunc(p.Columns, func(c Column) bool { return c.At == at }) {
			return fail("profile", "报表配置“%s”的合计行用到了没有的列“%s”。", p.ID, at)
		}
	}
	return nil
}

func (p *Profile) prepareLists() error {
	for name, l := range p.Lists {
		l.known = make(map[string]bool, len(l.Words))
		for _, w := range l.Words {
			if w == "" || l.known[w] {
				return fail("profile", "报表配置“%s”的词表“%s”里“%s”重复或为空。", p.ID, name, w)
			}
			l.known[w] = true
		}
		for from, to := range l.Map {
			if len(l.Words) > 0 && to != "" && !l.known[to] {
				return fail("profile", "报表配置“%s”的词表“%s”把“%s”对应到“%s”，可是 words 里没有它。", p.ID, name, from, to)
			}
		}
		p.Lists[name] = l
	}
	return nil
}

func (p *Profile) checkCells() error {
	for _, s := range p.Cells {
		col, row, ok := cellAt(s.At)
		if !ok {
			return fail("profile", "报表配置“%s”的单元格“%s”不对，应写成 A2 这样。", p.ID, s.At)
		}
		if s.To != "" {
			if col2, row2, ok := cellAt(s.To); !ok || col2 < col || row2 < row {
				return fail("profile", "报表配置“%s”的合并区域“%s:%s”不对。", p.ID, s.At, s.To)
			}
		}
		if row >= p.Rows.First && row < p.Rows.First+p.Rows.Blank {
			return fail("profile", "报表配置“%s”的单元格“%s”落在数据行里。", p.ID, s.At)
		}
		if !slices.Contains(styleNames, s.Style) {
			return fail("profile", "报表配置“%s”的单元格“%s”的样式“%s”不认识，应是 %s 之一。", p.ID, s.At, s.Style, strings.Join(styleNames[1:], "、"))
		}
	}
	return nil
}

func (p *Profile) prepareRules() error {
	for _, f := range p.Only {
		if f.Field == "" || len(f.Words) == 0 {
			return fail("profile", "报表配置“%s”的 only 要写明 field 和 words。", p.ID)
		}
	}
	for i := range p.Checks {
		r := &p.Checks[i]
		c, ok := checks[r.Check]
		switch {
		case !ok:
			return fail("profile", "报表配置“%s”的检查“%s”不认识。", p.ID, r.Check)
		case len(r.Fields) < c.fields:
			return fail("profile", "报表配置“%s”的检查“%s”要写明 %d 个字段 fields。", p.ID, r.Check, c.fields)
		}
		switch r.Severity {
		case "", "error":
			r.severity = problem.Error
		case "warning":
			r.severity = problem.Warning
		case "hint":
			r.severity = problem.Hint
		default:
			return fail("profile", "报表配置“%s”的检查“%s”的 severity “%s”不认识，应是 error、warning 或 hint。", p.ID, r.Check, r.Severity)
		}
		if r.Kind == "" {
			r.Kind = r.Check
		}
	}
	return nil
}

// columnIndex turns the letters of a column into its number, A being 0.
func columnIndex(letters string) (int, bool) {
	if letters == "" || len(letters) > 3 {
		return 0, false
	}
	n := 0
	for _, r := range letters {
		if r < 'A' || r > 'Z' {
			return 0, false
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1, n <= 16384
}

// cellAt takes A2 apart; the column counts from 0, the row from 1.
func cellAt(name string) (col, row int, ok bool) {
	letters := strings.TrimRight(name, "0123456789")
	col, ok = columnIndex(letters)
	row, err := strconv.Atoi(name[len(letters):])
	return col, row, ok && err == nil && row >= 1 && row <= maxFormRow
}

// styleNames are the looks a single cell of a blank form may have; the empty one
// is plain.
var styleNames = []string{"", "plain", "title", "label", "header", "note"}

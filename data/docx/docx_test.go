package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

const sample = `# {{企业名称}}工资集体协商要约书
< {{收件方}}：
依据{{依据}}，提议于{{协商会议日期}}协商。
|: 30 0 40
|! 姓名 | 职务 | 备注
| {{代表.姓名}} | {{代表.职务}} | {{代表.序号}}
| 合计 | {{代表数}} 人 | <
| {{收件方}} | {{收件方}}方 | 
---
> {{没有的栏目}}`

func build(t testing.TB, source string) *File {
	t.Helper()
	b, err := Build(source)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func values() Values {
	return Values{Text: map[string]string{"企业名称": "甲<&>公司", "收件方": "", "依据": "第一条\n第二条", "协商会议日期": "2022年4月12日", "代表数": "2"},
		Lists: map[string][]map[string]string{"代表": {{"姓名": "张三", "职务": "主席", "序号": "1"}, {"姓名": "李四", "序号": "2"}}}}
}

// plain is the document as lines, cells parted by |.
func plain(f *File) string {
	var b strings.Builder
	for _, x := range f.Pages().Blocks {
		switch {
		case x.PageBreak:
			b.WriteString("---\n")
		case x.Table != nil:
			for _, r := range x.Table.Rows {
				for _, c := range r.Cells {
					for _, p := range c.Paras {
						b.WriteString(p.Text)
					}
					b.WriteString("|")
				}
				b.WriteString("\n")
			}
		default:
			b.WriteString(x.Para.Text + "\n")
		}
	}
	return b.String()
}

func TestFill(t *testing.T) {
	f := build(t, sample)
	filled, unknown, err := f.Fill(values())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(unknown, []string{"没有的栏目"}) {
		t.Errorf("unknown %q", unknown)
	}
	got, err := Read(filled)
	if err != nil {
		t.Fatal(err)
	}
	want := "甲<&>公司工资集体协商要约书\n________：\n依据第一条\n第二条，提议于2022年4月12日协商。\n姓名|职务|备注|\n张三|主席|1|\n李四||2|\n合计|2 人|\n|________方||\n\n---\n{{没有的栏目}}\n"
	if plain(got) != want {
		t.Errorf("got\n%s\nwant\n%s", plain(got), want)
	}
}

func TestListWithoutRowsLeavesOneToWriteOn(t *testing.T) {
	v := values()
	v.Lists["代表"] = nil
	filled, _, err := build(t, sample).Fill(v)
	if err != nil {
		t.Fatal(err)
	}
	if f, err := Read(filled); err != nil || !strings.Contains(plain(f), "姓名|职务|备注|\n|||\n合计") {
		t.Error(err, plain(f))
	}
}

// with gives a document with a part replaced.
func with(t *testing.T, f *File, name, text string) []byte {
	t.Helper()
	b, err := f.packedWith(map[string][]byte{name: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestMarkBrokenByTheEditor: WPS parts a mark into runs of its own; the words around it
// and their looks stay.
func TestMarkBrokenByTheEditor(t *testing.T) {
	f := build(t, "x")
	b := with(t, f, body, xmlHead+`<w:document `+namespace+`><w:body><w:p><w:r><w:t>前{{企</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>业名</w:t></w:r><w:proofErr w:type="x"/><w:r><w:t xml:space="preserve">称}} 后{{代表数}}尾</w:t></w:r></w:p></w:body></w:document>`)
	f, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	filled, unknown, err := f.Fill(values())
	if err != nil || unknown != nil {
		t.Fatal(err, unknown)
	}
	got, err := Read(filled)
	if err != nil {
		t.Fatal(err)
	}
	if p := plain(got); p != "前甲<&>公司 后2尾\n" {
		t.Errorf("%q", p)
	}
}

func TestOtherPartsAreCopied(t *testing.T) {
	f := build(t, sample)
	filled, _, err := f.Fill(values())
	if err != nil {
		t.Fatal(err)
	}
	parts := func(b []byte) map[string]string {
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, p := range z.File {
			r, err := p.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(r)
			out[p.Name] = string(text)
		}
		return out
	}
	before, after := parts(f.packed), parts(filled)
	for name, text := range before {
		if name != body && after[name] != text {
			t.Errorf("%s changed", name)
		}
	}
	if len(before) != len(after) || before[body] == after[body] {
		t.Error("parts are not as they should be")
	}
}

func TestPages(t *testing.T) {
	p := build(t, "横向\n# 题\n正文\n> 右\n|: 20 0\n|! 甲 | 乙\n| 丙 | <\n").Pages()
	if p.Width < 296 || p.Height > 211 || p.Left < 24 {
		t.Errorf("page %v x %v", p.Width, p.Height)
	}
	title, text, right, table := p.Blocks[0].Para, p.Blocks[1].Para, p.Blocks[2].Para, p.Blocks[3].Table
	if title.Align != Centre || !title.Bold || title.Size != 18 || text.Align != Indented || text.Size != 12 || text.Bold || right.Align != Right {
		t.Errorf("%+v %+v %+v", title, text, right)
	}
	if table == nil || !table.Lined || len(table.Columns) != 2 || table.Columns[0] < 19.9 || !table.Rows[0].Head || table.Rows[1].Cells[0].Span != 2 {
		t.Errorf("%+v", table)
	}
}

func TestBadDocuments(t *testing.T) {
	f := build(t, "x")
	var empty bytes.Buffer
	if err := zip.NewWriter(&empty).Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"old":        {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest"), ".doc"},
		"text":       {[]byte("一些字"), "不是 .docx"},
		"nothing":    {nil, "不是 .docx"},
		"cut":        {f.packed[:len(f.packed)/2], "不完整"},
		"no body":    {empty.Bytes(), "没有正文"},
		"too large":  {make([]byte, mostBytes+1), "最多"},
		"doctype":    {with(t, f, body, `<!DOCTYPE a [<!ENTITY x "y">]><a/>`), "读不出来"},
		"bad xml":    {with(t, f, body, `<a><b></a>`), "读不出来"},
		"unfinished": {with(t, f, body, `<a><b>`), "读不出来"},
		"deep":       {with(t, f, body, strings.Repeat("<a>", 500)+strings.Repeat("</a>", 500)), "读不出来"},
	} {
		_, err := Read(c.b)
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBuildNamesTheLine(t *testing.T) {
	for source, want := range map[string]string{"a\n| b": "line 2", "|: 30 x": "line 1", "|: 100 100": "line 1", "|: 30 0\n| a": "line 2"} {
		if _, err := Build(source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", source, err)
		}
	}
}

// FuzzRead: whatever the text of a document is, reading, filling and taking it apart
// end without a panic, and what was filled can be read again.
func FuzzRead(f *testing.F) {
	good, err := Build(sample)
	if err != nil {
		f.Fatal(err)
	}
	doc, err := Read(good)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(doc.texts[body].raw), string(doc.styles.raw))
	f.Add(`<w:document><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t>{{代表.姓名}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`, `<a/>`)
	f.Fuzz(func(t *testing.T, text, styles string) {
		b, err := doc.packedWith(map[string][]byte{body: []byte(text), "word/styles.xml": []byte(styles)})
		if err != nil {
			t.Fatal(err)
		}
		one, err := Read(b)
		if err != nil {
			return
		}
		one.Pages()
		filled, _, err := one.Fill(values())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(filled); err != nil {
			t.Fatalf("filled cannot be read: %v", err)
		}
	})
}

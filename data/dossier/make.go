package dossier

import (
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"unionledger/data/attachment"
	"unionledger/data/calendar"
	"unionledger/data/civil"
	"unionledger/data/docx"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/paper"
	"unionledger/data/rule"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// Load reads what the documents of a round are filled from.
func Load(ctx context.Context, r ledger.Reader, round int64, book *rule.Book, s Source) (Source, error) {
	var err error
	if s.Round, err = negotiation.Load(ctx, r, round); err != nil {
		return s, err
	}
	if s.Unit, err = union.LoadOn(ctx, r, s.Today); err != nil {
		return s, err
	}
	s.Profile = book.GetOrDefault(s.Round.Get("profile"))
	return s, nil
}

// Example is a round with nothing in it, which knows all marks that documents may have.
func Example(book *rule.Book, cal *calendar.Calendar, today civil.Date) Source {
	return Source{Round: negotiation.Dossier{Round: negotiation.NewRound(today.Year)}, Profile: book.GetOrDefault(""), Calendar: cal, Today: today,
		Unit: union.Unit{Enterprise: union.Enterprise.NewRecord(), Union: union.Union.NewRecord()}}
}

// Make gives a document filled, as a .docx.
func (s Source) Make(ctx context.Context, r ledger.Reader, doc Document) ([]byte, error) {
	t, err := TemplateOf(ctx, r, doc.Kind)
	if err != nil {
		return nil, err
	}
	f, err := docx.Read(t.File)
	if err != nil {
		return nil, fmt.Errorf("文书模板“%s”：%w", doc.Title, err)
	}
	filled, unknown, err := f.Fill(s.Values(doc))
	if err == nil && len(unknown) > 0 {
		err = fmt.Errorf("文书模板“%s”里有程序不认识的栏目 {{%s}}，请在“文书模板”里改", doc.Title, strings.Join(unknown, "}}、{{"))
	}
	return filled, err
}

// FileName is what the file of a document is called, without its ending.
func (s Source) FileName(doc Document) string {
	return attachment.CleanName(s.Round.Title() + " " + strings.TrimSpace(doc.No+" "+doc.Name))
}

// WriteDocument writes one document: as .pdf where the path ends so, else as .docx.
func (s Source) WriteDocument(ctx context.Context, r ledger.Reader, doc Document, path string, fonts []string) (warning string, err error) {
	b, err := s.Make(ctx, r, doc)
	if err != nil {
		return "", err
	}
	if !strings.EqualFold(filepath.Ext(path), ".pdf") {
		return "", sheet.WriteBytes(path, b)
	}
	f, err := docx.Read(b)
	if err != nil {
		return "", err
	}
	pages := f.Pages()
	laid, err := paper.LayDocuments(ctx, doc.Name, fonts, []paper.Part{{Title: doc.Name, Pages: pages}}, nil)
	if err != nil {
		return "", err
	}
	warning = laid.Warning()
	if pages.Pictures > 0 {
		warning += fmt.Sprintf("模板里的 %d 张图片没有印进 PDF；要带图片，请用 WPS 打开 .docx 打印。", pages.Pictures)
	}
	return warning, laid.WriteFile(ctx, path, nil)
}

// Numbers says whether numbers of people stand in full on the documents.
func (s Source) Numbers() bool {
	return slices.ContainsFunc(s.Round.Reps, func(r negotiation.Item) bool { return r.Get("id_card") != "" })
}

// Filed lists the documents that go into the dossier (卷宗) of the round: optional ones
// only where they are marked as there.
func (s Source) Filed() ([]Document, error) {
	all, err := Documents(s.Round)
	return slices.DeleteFunc(all, func(d Document) bool {
		_, there := s.Round.Papers[d.Paper]
		return d.Optional && !there
	}), err
}

// Bind writes the dossier as one PDF: table of contents, then every document in order.
// Pictures attached to the round follow, each on a page; other files are only named in
// the contents.
func (s Source) Bind(ctx context.Context, r ledger.Reader, path string, fonts []string) (warning string, err error) {
	docs, err := s.Filed()
	if err != nil {
		return "", err
	}
	scans, err := s.scans(ctx, r)
	if err != nil {
		return "", err
	}
	var parts []paper.Part
	for _, doc := range docs {
		b, err := s.Make(ctx, r, doc)
		if err != nil {
			return "", err
		}
		f, err := docx.Read(b)
		if err != nil {
			return "", err
		}
		parts = append(parts, paper.Part{Title: doc.Name, Pages: f.Pages()})
	}
	shown := map[int64]int{} // which part a scan is, from 1
	for _, a := range scans {
		img, err := pictureOf(ctx, r, a)
		if err != nil {
			warning += fmt.Sprintf("附件“%s”没有印进去：%v。", a.Name, err)
		}
		if img != nil {
			parts = append(parts, paper.Part{Title: a.Name, Scan: img})
			shown[a.ID] = len(parts)
		}
	}
	laid, err := paper.LayDocuments(ctx, s.Round.Title()+"卷宗", fonts, parts, func(starts []int) *docx.Pages { return s.contents(docs, starts, scans, shown) })
	if err != nil {
		return "", err
	}
	return laid.Warning() + warning, laid.WriteFile(ctx, path, nil)
}

// scanSide is how many dots the longer side of a scan gets on paper: about 200 to the
// inch on A4.
const scanSide = 2200

// pictureOf is a scan as a picture; nil for a file of another kind, such as a PDF.
func pictureOf(ctx context.Context, r ledger.Reader, a attachment.Attachment) (image.Image, error) {
	if !a.Picture() {
		return nil, nil
	}
	b, err := attachment.Content(ctx, r, a)
	if err != nil {
		return nil, err
	}
	return attachment.Picture(b, attachment.Shipped(), scanSide)
}

// contents is the table of contents.
func (s Source) contents(docs []Document, starts []int, scans []attachment.Attachment, shown map[int64]int) *docx.Pages {
	row := func(head bool, cells ...string) docx.Row {
		r := docx.Row{Height: 8, Head: head}
		for i, c := range cells {
			align := docx.Left
			if head || i != 2 {
				align = docx.Centre
			}
			r.Cells = append(r.Cells, docx.Cell{Column: i, Span: 1, Down: 1, Paras: []docx.Para{{Text: c, Size: 11, Bold: head, Align: align}}})
		}
		return r
	}
	t := &docx.Table{Columns: []float64{14, 18, 0, 22}, Lined: true, Rows: []docx.Row{row(true, "序号", "编号", "材料名称", "页次")}}
	for i, d := range docs {
		t.Rows = append(t.Rows, row(false, fmt.Sprint(i+1), d.No, d.Name, fmt.Sprint(starts[i])))
	}
	for i, a := range scans {
		at := "另附"
		if n := shown[a.ID]; n > 0 {
			at = fmt.Sprint(starts[n-1])
		}
		t.Rows = append(t.Rows, row(false, fmt.Sprint(len(docs)+i+1), "", a.Kind+"："+a.Name, at))
	}
	return &docx.Pages{Width: 210, Height: 297, Top: 25, Right: 22, Bottom: 22, Left: 22, Blocks: []docx.Block{
		{Para: docx.Para{Text: s.Round.Title() + "卷宗", Align: docx.Centre, Size: 18, Bold: true}},
		{Para: docx.Para{Text: s.Unit.Union.Get("name") + "　　" + s.Today.Chinese(), Align: docx.Centre, Size: 11}},
		{Para: docx.Para{Size: 6}}, {Table: t}}}
}

// scans are the files attached to the round.
func (s Source) scans(ctx context.Context, r ledger.Reader) ([]attachment.Attachment, error) {
	return attachment.Of(ctx, r, attachment.Owner{Table: negotiation.RoundFields.Name, ID: s.Round.ID})
}

// WriteFolder writes the dossier into a new folder below dir: every document as a .docx
// and the scans, numbered in order, and the whole as one PDF. It returns the folder.
// A folder of that name is left as it is: the new one gets a number.
func (s Source) WriteFolder(ctx context.Context, r ledger.Reader, dir string, fonts []string) (folder, warning string, err error) {
	docs, err := s.Filed()
	if err != nil {
		return "", "", err
	}
	scans, err := s.scans(ctx, r)
	if err != nil {
		return "", "", err
	}
	if folder, err = newFolder(filepath.Join(dir, attachment.CleanName(s.Round.Title()+"卷宗"))); err != nil {
		return "", "", err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(folder) // ours, and not whole
		}
	}()
	for i, doc := range docs {
		b, err := s.Make(ctx, r, doc)
		if err == nil {
			err = sheet.WriteBytes(filepath.Join(folder, fmt.Sprintf("%02d %s.docx", i+1, attachment.CleanName(doc.Name))), b)
		}
		if err != nil {
			return "", "", err
		}
	}
	for i, a := range scans {
		b, err := attachment.Content(ctx, r, a)
		if err == nil {
			err = sheet.WriteBytes(filepath.Join(folder, fmt.Sprintf("%02d %s", len(docs)+i+1, a.FileName())), b)
		}
		if err != nil {
			return "", "", err
		}
	}
	warning, err = s.Bind(ctx, r, filepath.Join(folder, "00 卷宗.pdf"), fonts)
	return folder, warning, err
}

// newFolder makes a folder; one that is there is passed over for the next number.
func newFolder(path string) (string, error) {
	for n := 1; ; n++ {
		name := path
		if n > 1 {
			name = fmt.Sprintf("%s (%d)", path, n)
		}
		err := os.Mkdir(name, 0o755)
		if err == nil {
			return name, nil
		}
		if !os.IsExist(err) || n > 999 {
			return "", fmt.Errorf("不能在“%s”里新建卷宗文件夹，请换一个地方：%w", filepath.Dir(path), err)
		}
	}
}

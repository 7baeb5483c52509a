package report

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"unionledger/data/field"
	"unionledger/data/money"
	"unionledger/data/sheet"
)

// Report is what an export wrote.
type Report struct {
	Path string `json:"path"`
	Rows int    `json:"rows"`
	// Skipped counts the rows kept out by the word that kept them out, such as 保留.
	Skipped map[string]int `json:"skipped"`
	// Left counts, by column header, cells left empty because the form has no word
	// for what is known or wants a day that is not known. Check names them.
	Left map[string]int `json:"left"`
	// Remark is what else must be known, such as that the receiver wants .xls.
	Remark string `json:"remark,omitempty"`

	sending sending // what Record keeps; CheckAndExport fills it
}

// Export fills the form's blank workbook with the rows of the source and writes it
// to the file to, or under the profile's own file name when to is a folder. What is
// not known stays empty and nothing is invented; what the receiver will refuse is
// for Check to say. The file is written whole or not at all.
func Export(ctx context.Context, p *Profile, s Source, to string, opt Options) (Report, error) {
	return export(ctx, p, s, to, opt, nil)
}

// CheckAndExport is Check and Export in one reading of the source: what is wrong is
// told, and the form is written all the same.
func CheckAndExport(ctx context.Context, p *Profile, s Source, to string, opt Options) (Report, Result, error) {
	c, err := newChecker(ctx, p, s, opt)
	if err != nil {
		return Report{}, Result{}, err
	}
	out, err := export(ctx, p, s, to, opt, c.see)
	if err != nil {
		return Report{}, Result{}, err
	}
	return out, c.finish(), nil
}

// export writes the form; see, where it is given, is shown every row of the source.
func export(ctx context.Context, p *Profile, s Source, to string, opt Options, see func(Row)) (Report, error) {
	f, facts, err := p.bind(ctx, s, opt)
	if err != nil {
		return Report{}, err
	}
	path, err := p.target(to, facts)
	if err != nil {
		return Report{}, err
	}
	fill, err := p.singles(facts)
	if err != nil {
		return Report{}, err
	}
	if fill.Count, err = f.count(ctx, s); err != nil {
		return Report{}, err
	}
	if opt.Corrects != 0 {
		path = freeName(path)
	}
	out := newExporter(f, path)
	out.see = see
	fill.Rows = out.rows(ctx, s)
	if p.Total != nil && fill.Count > 0 {
		fill.Count++
	}
	if see != nil {
		out.sent = newSentWriter(p, fill)
	}
	written, err := p.writeAs(ctx, path, func(w io.Writer) error {
		err := sheet.FillForm(p.blank, w, fill)
		if out.err != nil {
			return out.err // what stopped the rows matters more than that they stopped
		}
		return err
	})
	if out.sent != nil {
		kept, e := out.sent.finish(p.blank)
		if err == nil {
			err = e
		}
		out.report.sending = newSending(kept, written, s, opt)
	}
	if err != nil {
		return Report{}, err
	}
	out.report.Path, out.report.Remark = written.path, written.remark
	return out.report, nil
}

func newExporter(f *filler, path string) *exporter {
	return &exporter{filler: f, report: Report{Path: path, Skipped: map[string]int{}, Left: map[string]int{}}}
}

// singles prepares the cells outside the table and the place of the rows.
func (p *Profile) singles(facts map[string]string) (sheet.Fill, error) {
	fill := sheet.Fill{Sheet: p.Sheet, Set: map[string]string{}, FirstRow: p.Rows.First, BlankRows: p.Rows.Blank,
		Columns: p.Columns[len(p.Columns)-1].col + 1}
	for _, c := range p.Cells {
		if c.Fill == "" {
			continue
		}
		text, err := expand(c.Fill, facts)
		if err != nil {
			return fill, fail("profile", "报表“%s”的单元格 %s：%v。", p.Name, c.At, err)
		}
		fill.Set[c.At] = text
	}
	return fill, nil
}

// Counter is a Source that can say beforehand how many rows have which value in a
// field, so that a long report need not be gathered in memory to be counted.
type Counter interface {
	CountBy(ctx context.Context, field string) (counts map[string]int, known bool, err error)
}

// count gives the number of rows to come, 0 when it is not known beforehand.
func (f *filler) count(ctx context.Context, s Source) (int, error) {
	c, ok := s.(Counter)
	if !ok || len(f.profile.Only) != 1 {
		return 0, nil
	}
	only := f.profile.Only[0]
	counts, known, err := c.CountBy(ctx, only.Field)
	if err != nil || !known {
		return 0, err
	}
	n := 0
	for _, w := range only.Words {
		n += counts[w]
	}
	return n, nil
}

// exporter hands rows to the form and counts what happens to them.
type exporter struct {
	*filler
	see    func(Row)
	sent   *sentWriter // nil where nothing is kept
	report Report
	sums   map[string]int64
	err    error
}

// rows gives the filled rows, the total last. The slice is used again.
func (e *exporter) rows(ctx context.Context, s Source) iter.Seq[[]sheet.Value] {
	return func(yield func([]sheet.Value) bool) {
		cells := make([]sheet.Value, e.columns[len(e.columns)-1].col+1)
		e.sums = map[string]int64{}
		for row, err := range e.seen(ahead(s.Rows(ctx))) {
			if err != nil {
				e.err = err
				return
			}
			if ok, word := e.keeps(row); !ok {
				e.report.Skipped[word]++
				continue
			}
			if limit := e.profile.File.MaxRows; limit > 0 && e.report.Rows == limit {
				e.err = fail("too_many", "这张表一次最多报 %d 行，现在不止这么多，没有导出。请按分会或小组分批导出。", limit)
				return
			}
			e.report.Rows++
			e.fill(cells, row)
			e.keep(SentRow{Record: row.Record, Who: row.Who, Cells: cells})
			if !yield(cells) {
				return
			}
		}
		if e.profile.Total != nil && e.report.Rows > 0 {
			e.total(cells)
			e.keep(SentRow{Total: true, Cells: cells})
			yield(cells)
		}
	}
}

// keep packs a row where it is kept.
func (e *exporter) keep(r SentRow) {
	if e.sent != nil {
		e.sent.add(r)
	}
}

// seen shows the rows to see on their way, while those before are being written:
// the check is as much work as the writing.
func (e *exporter) seen(rows iter.Seq2[Row, error]) iter.Seq2[Row, error] {
	if e.see == nil {
		return rows
	}
	return ahead(func(yield func(Row, error) bool) {
		for row, err := range rows {
			if err == nil {
				e.see(row)
			}
			if !yield(row, err) {
				return
			}
		}
	})
}

// fill writes one row into cells.
func (e *exporter) fill(cells []sheet.Value, row Row) {
	for i := range e.columns {
		c := &e.columns[i]
		text, bad := c.value(row, e.report.Rows)
		if bad == noWord || bad == partial {
			e.report.Left[c.label()]++
		}
		cells[c.col] = sheet.Value{Text: text, Number: c.Number && text != ""}
		if e.profile.Total != nil && c.at >= 0 {
			n, _ := number(row.Values.At(c.at))
			e.sums[c.At] += n
		}
	}
}

// total writes the sums below the columns that have one.
func (e *exporter) total(cells []sheet.Value) {
	clear(cells)
	for i := range e.columns {
		c := &e.columns[i]
		if c.At == e.profile.Total.At {
			cells[c.col].Text = e.profile.Total.Label
		}
		for _, at := range e.profile.Total.Sum {
			if at == c.At {
				cells[c.col] = sheet.Value{Text: sumText(c.field, e.sums[at]), Number: c.Number}
			}
		}
	}
}

// sumText writes a sum of canonical values.
func sumText(f field.Field, sum int64) string {
	if f.Kind == field.Money {
		return money.Fen(sum).String()
	}
	return strconv.FormatInt(sum, 10)
}

// target is the file to write: to itself, or the profile's name in that folder. A
// name with another ending gets the right one behind, for a workbook called .xls is
// refused by the programs that open it.
func (p *Profile) target(to string, facts map[string]string) (string, error) {
	switch {
	case isFolder(to):
		name, err := p.FileName(facts)
		return filepath.Join(to, name), err
	case to == "" || os.IsPathSeparator(to[len(to)-1]):
		return "", fail("not_found", "没有“%s”这个文件夹。请先建好它，或换一个位置。", to)
	case !strings.EqualFold(filepath.Ext(to), "."+p.File.Type):
		return to + "." + p.File.Type, nil
	}
	return to, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// Preview gives the texts of the first n rows as they would be exported, for the
// window to show before anything is written.
func Preview(ctx context.Context, p *Profile, s Source, opt Options, n int) ([][]string, error) {
	f, _, err := p.bind(ctx, s, opt)
	if err != nil {
		return nil, err
	}
	rows := [][]string{}
	for row, err := range ahead(s.Rows(ctx)) {
		if err != nil {
			return nil, fmt.Errorf("预览：%w", err)
		}
		if ok, _ := f.keeps(row); !ok {
			continue
		}
		if len(rows) == n {
			break
		}
		texts := make([]string, len(f.columns))
		for i := range f.columns {
			texts[i], _ = f.columns[i].value(row, len(rows)+1)
		}
		rows = append(rows, texts)
	}
	return rows, nil
}

package wizard

import (
	"context"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

// job is one import on its way.
type job struct {
	path     string
	pasted   string // the text of the clipboard, for an import without a file
	password string
	book     *sheet.Book
	today    civil.Date

	// sheets and headers are what somebody chose: the sheets to read and the rows of
	// their headers. Empty is what was found. look is the sheet being looked at.
	sheets  []string
	headers map[string]int
	look    string
	// columns are the columns of all sheets read with what each is taken for.
	columns []intake.Mapping
	chosen  bool // somebody changed columns
	// robbed is the header of the column that lost its field to another by the last
	// choice, "" for none.
	robbed string
	// found is the book as it was understood, nil where it was not.
	found *intake.Result
	// memory is what people chose for headers before.
	memory []member.Mapped

	// fields are those of a member in the ledger.
	fields *field.Set

	im *member.Import
	decisions
}

// kind describes a roster with the fields of the ledger.
func (j *job) kind() *intake.Kind { return member.RosterKind(j.fields) }

// field is the description of a field of the roster; without a mask where it is none.
func (j *job) field(key string) field.Field {
	f, _ := j.kind().Fields.Field(key)
	return f
}

// pastedName stands where the name of a file would.
const pastedName = "粘贴的表格"

func (j *job) name() string {
	if j.pasted != "" {
		return pastedName
	}
	return filepath.Base(j.path)
}

// stem is the name without its ending, to name other files after.
func (j *job) stem() string { return strings.TrimSuffix(j.name(), filepath.Ext(j.path)) }

// given reports whether there is anything to import.
func (j *job) given() bool { return j.path != "" || j.pasted != "" }

// open reads the file, or what was pasted, and what the ledger remembers of headers.
func (j *job) open(ctx context.Context, l *ledger.Ledger, progress func(done, total int)) (err error) {
	opt := sheet.Options{Password: j.password, Progress: func(done, total int64) { progress(int(done>>10), int(total>>10)) }}
	var book *sheet.Book
	if j.pasted != "" {
		book, err = sheet.OpenReader(ctx, pastedName, strings.NewReader(j.pasted), opt)
	} else {
		book, err = sheet.Open(ctx, j.path, opt)
	}
	if err != nil {
		return err
	}
	if j.memory, err = member.Mappings(ctx, l.Read()); err != nil {
		return err
	}
	fields, err := member.FieldsOf(ctx, l.Read())
	if err != nil {
		return err
	}
	*j = job{fields: fields, path: j.path, pasted: j.pasted, password: j.password, today: j.today, memory: j.memory, book: book, headers: map[string]int{}, decisions: undecided()}
	return nil
}

// needsPassword reports whether a file could not be opened for want of the right
// password.
func needsPassword(err error) bool {
	var e *sheet.Error
	return errors.As(err, &e) && (e.Kind == "password_needed" || e.Kind == "wrong_password")
}

func (j *job) options() intake.Options {
	opt := intake.Options{Today: j.today, Sheets: j.sheets, HeaderRows: j.headers, Fix: maps.Clone(j.fix), Prefer: maps.Clone(j.prefer), Memory: member.Memory(j.memory)}
	if j.chosen {
		opt.Columns = j.columns
	}
	return opt
}

// recognise finds sheets, headers and columns. Where that fails the columns stay as
// they were, so that they can be corrected.
func (j *job) recognise() error {
	res, err := intake.Recognise(j.book, j.kind(), j.options())
	if err != nil {
		j.found = nil
		return err
	}
	j.found, j.columns = res, nil
	j.takePolicies()
	for _, t := range res.Tables {
		j.columns = append(j.columns, t.Columns...)
	}
	return nil
}

// takePolicies begins with the switches of the columns as they stood the last time.
func (j *job) takePolicies() {
	if j.begun {
		return
	}
	j.begun = true
	for _, t := range j.found.Tables {
		for _, m := range j.memory {
			if m.Header == t.Fingerprint() {
				maps.Copy(j.policies, m.Policies)
			}
		}
	}
}

// choose reads one sheet alone, with the row of its header, 0 to find it; the columns
// are found anew.
func (j *job) choose(name string, header int) error {
	if !slices.Contains(j.reading(), name) {
		j.sheets = []string{name}
	}
	j.look, j.chosen, j.robbed = name, false, ""
	delete(j.headers, name)
	if header > 0 {
		j.headers[name] = header
	}
	return j.recognise()
}

// join reads a sheet along with the others, or no more.
func (j *job) join(name string, read bool) error {
	now := slices.DeleteFunc(j.reading(), func(s string) bool { return s == name })
	if read {
		now = append(now, name)
	}
	j.look, j.chosen, j.robbed = name, false, ""
	if !read && len(now) > 0 {
		j.look = now[0]
	}
	if len(now) == 0 {
		j.found = nil
		return intake.NewError("no_sheet", "至少要读一张工作表。请在下面勾上名单所在的那张。")
	}
	j.sheets = now
	return j.recognise()
}

// reading are the sheets that are read.
func (j *job) reading() []string {
	if j.found == nil {
		return slices.Clone(j.sheets)
	}
	var out []string
	for _, t := range j.found.Tables {
		out = append(out, t.Sheet)
	}
	return out
}

// tables are the sheets understood, those with the same header once: what is chosen
// for one holds for all of them. The widest stands for its like, so that no column
// is out of sight.
func (j *job) tables() (out []*intake.Table) {
	at := map[string]int{}
	if j.found == nil {
		return nil
	}
	for _, t := range j.found.Tables {
		print := t.Fingerprint()
		if i, ok := at[print]; !ok {
			at[print] = len(out)
			out = append(out, t)
		} else if len(t.Columns) > len(out[i].Columns) {
			out[i] = t
		}
	}
	return out
}

// alike are the sheets with the same header as one of them.
func (j *job) alike(name string) []string {
	if j.found == nil {
		return []string{name}
	}
	var out []string
	for _, t := range j.found.Tables {
		for _, of := range j.found.Tables {
			if of.Sheet == name && of.Fingerprint() == t.Fingerprint() {
				out = append(out, t.Sheet)
			}
		}
	}
	return out
}

// assign takes a column of a sheet for what a choice says, "" for none, in all sheets
// with its header; the column that had the field before loses it, which robbed then
// names.
func (j *job) assign(name string, column int, choice string) error {
	j.robbed = ""
	sheets := j.alike(name)
	var is intake.Mapping
	is.Choose(choice)
	for i := range j.columns {
		c := &j.columns[i]
		if !slices.Contains(sheets, c.Sheet) {
			continue
		}
		switch {
		case c.Column == column:
			c.Choose(choice)
			if c.How = intake.ByHand; choice == "" {
				c.How = intake.NotTaken
			}
		case is.Field != "" && c.Field == is.Field && (c.Part == is.Part || c.Part == intake.Whole || is.Part == intake.Whole):
			c.Choose("")
			c.How = intake.NotTaken
			j.robbed = headerOf(*c)
		}
	}
	j.chosen = true
	kept := slices.Clone(j.columns)
	err := j.recognise()
	if err != nil {
		j.columns = kept
	}
	return err
}

// forget drops what is remembered of the headers being read, and finds their columns
// anew.
func (j *job) forget(ctx context.Context, l *ledger.Ledger) error {
	for _, t := range j.tables() {
		if err := member.ForgetMapping(ctx, l, t.Fingerprint()); err != nil {
			return err
		}
		j.memory = slices.DeleteFunc(j.memory, func(m member.Mapped) bool { return m.Header == t.Fingerprint() })
	}
	j.chosen, j.robbed, j.policies = false, "", map[string]member.Policy{}
	return nil
}

// recalled is the day on which the mapping in use was chosen, "" where none is
// remembered.
func (j *job) recalled() string {
	for _, t := range j.tables() {
		for _, m := range j.memory {
			if m.Header == t.Fingerprint() {
				return m.On
			}
		}
	}
	return ""
}

// current is the sheet being looked at: the one chosen, else the first that is read,
// else the first that is visible.
func (j *job) current() *sheet.Sheet {
	name := j.look
	if name == "" && j.found != nil {
		name = j.found.Tables[0].Sheet
	}
	if s, ok := j.book.Sheet(name); ok {
		return s
	}
	for _, s := range j.book.Sheets {
		if !s.Hidden {
			return s
		}
	}
	return j.book.Sheets[0]
}

// read reads and cleans all rows, carries out what was decided about them, and
// compares them with the ledger.
func (j *job) read(ctx context.Context, l *ledger.Ledger, progress func(done, total int)) error {
	opt := j.options()
	opt.Progress = progress
	im, err := member.ReadRoster(ctx, j.fields, j.book, opt)
	if err != nil {
		return err
	}
	j.im = im
	j.carryOut(im)
	return j.compare(ctx, l)
}

// compare works the plan out again, after a decision.
func (j *job) compare(ctx context.Context, l *ledger.Ledger) error {
	j.im.Terms = member.Terms{Only: j.only, Policies: maps.Clone(j.policies), Decided: maps.Clone(j.decided)}
	_, err := j.im.Compare(ctx, l.Read())
	return err
}

// write backs the ledger up and writes the plan as one operation.
func (j *job) write(ctx context.Context, l *ledger.Ledger, progress func(done, total int)) (int64, error) {
	if history, err := l.History(ctx, 1); err != nil {
		return 0, err
	} else if len(history) > 0 {
		if _, err := l.Backup(ctx, "导入前"); err != nil {
			return 0, err
		}
	}
	j.im.Progress = progress
	op, err := j.im.Apply(ctx, l, "")
	if err == nil && op != 0 {
		err = j.im.RememberMappings(context.WithoutCancel(ctx), l)
	}
	return op, err
}

// touched lists the members an operation added or changed.
func touched(ctx context.Context, l *ledger.Ledger, op int64) ([]int64, error) {
	changes, err := l.Changes(ctx, op, 0)
	seen := map[int64]bool{}
	var out []int64
	for _, c := range changes {
		if c.Table == member.Fields.Name && c.Action != "删除" && !seen[c.Row] {
			seen[c.Row] = true
			out = append(out, c.Row)
		}
	}
	return out, err
}

// problems writes the list of problems as a workbook, marked a coloured copy of what
// was imported.
func (j *job) problems(path string) error {
	return sheet.WriteFile(path, func(out io.Writer) error { return j.im.WriteProblems(out, "导入问题清单："+j.name()) })
}

func (j *job) marked(ctx context.Context, path string) error {
	return sheet.WriteFile(path, func(out io.Writer) error { return j.im.WriteMarked(ctx, out, j.book, j.password) })
}

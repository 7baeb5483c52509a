package wizard

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

// job is one import on its way.
type job struct {
	path     string
	password string
	book     *sheet.Book
	today    civil.Date

	// sheet and header are what somebody chose, "" and 0 what was found.
	sheet  string
	header int
	// columns are the columns of the sheet with the field each is taken for.
	columns []intake.Mapping
	chosen  bool // somebody changed columns
	// robbed is the header of the column that lost its field to another by the last
	// choice, "" for none.
	robbed string
	// found is the sheet as it was understood, nil where it was not.
	found *intake.Result

	only member.Only
	im   *member.Import
	// first are the values of fields as they were read, where they were left out.
	first map[cellOf]string
	// left are the rows and fields that are not to be written by decision.
	left map[cellOf]bool
}

// cellOf names a field of a row; an empty field is the whole row.
type cellOf struct {
	row   *intake.Row
	field string
}

func (j *job) name() string { return filepath.Base(j.path) }

// open reads the file.
func (j *job) open(ctx context.Context, progress func(done, total int)) error {
	book, err := sheet.Open(ctx, j.path, sheet.Options{Password: j.password, Progress: func(done, total int64) {
		progress(int(done>>10), int(total>>10))
	}})
	if err != nil {
		return err
	}
	j.book, j.sheet, j.header, j.columns, j.chosen, j.robbed, j.found, j.im = book, "", 0, nil, false, "", nil, nil
	return nil
}

// needsPassword reports whether a file could not be opened for want of the right
// password.
func needsPassword(err error) bool {
	var e *sheet.Error
	return errors.As(err, &e) && (e.Kind == "password_needed" || e.Kind == "wrong_password")
}

func (j *job) options() intake.Options {
	opt := intake.Options{Today: j.today, HeaderRow: j.header}
	if j.sheet != "" {
		opt.Sheets = []string{j.sheet}
	}
	if j.chosen {
		opt.Columns = j.columns
	}
	return opt
}

// recognise finds sheet, header and columns. Where that fails the columns stay as
// they were, so that they can be corrected.
func (j *job) recognise() error {
	res, err := intake.Recognise(j.book, member.RosterKind, j.options())
	if err != nil {
		j.found = nil
		return err
	}
	j.found = res
	t := res.Tables[0]
	j.columns = slices.Clone(t.Columns)
	return nil
}

// choose takes a sheet and the row of its header; the columns are found anew.
func (j *job) choose(name string, header int) error {
	j.sheet, j.header, j.columns, j.chosen, j.robbed = name, header, nil, false, ""
	return j.recognise()
}

// assign takes a column for a field, "" for none; the column that had the field
// before loses it, which robbed then names.
func (j *job) assign(column int, key string) error {
	j.robbed = ""
	for i := range j.columns {
		c := &j.columns[i]
		switch {
		case c.Column == column:
			c.Field, c.How = key, intake.ByHand
			if key == "" {
				c.How = intake.NotTaken
			}
		case key != "" && c.Field == key:
			c.Field, c.How = "", intake.NotTaken
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

// current is the sheet being read: the one understood, else the one chosen, else
// the first that is visible.
func (j *job) current() *sheet.Sheet {
	name := j.sheet
	if j.found != nil {
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

// read reads and cleans all rows and compares them with the ledger.
func (j *job) read(ctx context.Context, l *ledger.Ledger, progress func(done, total int)) error {
	opt := j.options()
	opt.Progress = progress
	im, err := member.ReadRoster(ctx, j.book, opt)
	if err != nil {
		return err
	}
	im.Only = j.only
	j.im, j.first, j.left = im, map[cellOf]string{}, map[cellOf]bool{}
	_, err = im.Compare(ctx, l.Read())
	return err
}

// compare works the plan out again, after a decision.
func (j *job) compare(ctx context.Context, l *ledger.Ledger) error {
	j.im.Only = j.only
	_, err := j.im.Compare(ctx, l.Read())
	return err
}

// decide leaves a field of a row (or with an empty key the row) out of what is
// written, or takes it in again.
func (j *job) decide(row *intake.Row, key string, leave bool) {
	at := cellOf{row, key}
	switch {
	case key == "":
		row.Refused = leave
	case leave:
		if _, kept := j.first[at]; !kept {
			j.first[at] = row.Record.Get(key)
		}
		row.Record.Set(key, "")
	default:
		if value, kept := j.first[at]; kept {
			row.Record.Set(key, value)
		}
	}
	if leave {
		j.left[at] = true
	} else {
		delete(j.left, at)
	}
}

// write backs the ledger up and writes the plan as one operation.
func (j *job) write(ctx context.Context, l *ledger.Ledger) (int64, error) {
	if history, err := l.History(ctx, 1); err != nil {
		return 0, err
	} else if len(history) > 0 {
		if _, err := l.Backup(ctx, "导入前"); err != nil {
			return 0, err
		}
	}
	return j.im.Apply(ctx, l, "")
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

// problems writes the list of problems as a workbook.
func (j *job) problems(path string) error {
	return sheet.WriteFile(path, func(out io.Writer) error { return j.im.WriteProblems(out, "导入问题清单："+j.name()) })
}

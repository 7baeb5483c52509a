package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/negotiation"
	"unionledger/data/problem"
	"unionledger/data/report"
	"unionledger/data/sheet"
)

type importVerb struct {
	File string `arg:"" name:"文件" help:"要导入的表格：xlsx、xlsm、xls、csv、txt；- 是从管道读"`
	ledgerFlag
	Kind     string   `help:"是什么表：roster 会员名册、wages 工资表、negotiation 协商历年台账、feedback 上传结果反馈；不写是会员名册" enum:"roster,wages,negotiation,feedback," default:""`
	Month    string   `help:"工资表是哪个月的，如 2021-11；不写就看标题和文件名" placeholder:"月份"`
	Sheet    []string `sep:"none" help:"只读这张工作表，隐藏的也读；几张就写几次" placeholder:"表名"`
	Password string   `help:"打开文件的密码" placeholder:"密码"`
	DryRun   bool     `help:"只看结果，不写入"`
	Problems string   `help:"把问题清单写成工作簿" placeholder:"文件.xlsx"`
	Marked   string   `name:"marked-copy" help:"把问题标上颜色和批注，写成原来工作簿的副本" placeholder:"文件.xlsx"`
	rosterTerms
}

// taking is what an import of any kind can do.
type taking interface {
	Counts() intake.Counts
	Problems() []problem.Problem
	WriteProblems(out io.Writer, title string) error
	// Look works out what Write would do; Write does it in one operation.
	Look(context.Context, *ledger.Ledger) error
	Write(context.Context, *ledger.Ledger) (int64, error)
	// Summary says in one sentence what was, or would be, done.
	Summary() string
}

func (v *importVerb) Run(r *run) error {
	month, err := v.month()
	if err != nil {
		return err
	}
	if err := v.outputs(); err != nil {
		return err
	}
	return r.with(v.Ledger, !v.DryRun, func(l *ledger.Ledger) error {
		book, err := v.open(r)
		if err != nil {
			return err
		}
		if err := v.unlikeRoster(r, l, book); err != nil {
			return err
		}
		opt := intake.Options{Today: r.today(), Sheets: v.Sheet}
		t, err := v.read(r, l, book, month, opt)
		if err != nil {
			return err
		}
		if err := v.take(r, l, t); err != nil {
			return err
		}
		if v.Problems != "" {
			title := "导入问题清单：" + v.File
			if err := sheet.WriteFile(v.Problems, func(w io.Writer) error { return t.WriteProblems(w, title) }); err != nil {
				return fmt.Errorf("%w（%s；问题清单没有写成）", err, strings.TrimSuffix(t.Summary(), "。"))
			}
		}
		if v.Marked != "" {
			if err := v.mark(r, t, book); err != nil {
				return fmt.Errorf("%w（%s；标色的表没有写成）", err, strings.TrimSuffix(t.Summary(), "。"))
			}
		}
		return v.tell(r, t)
	})
}

// standardInput is what - reads.
var standardInput io.Reader = os.Stdin

func (v *importVerb) open(r *run) (*sheet.Book, error) {
	opt := sheet.Options{Password: v.Password}
	if v.File == "-" {
		return sheet.OpenReader(r.ctx, "标准输入", standardInput, opt)
	}
	return sheet.Open(r.ctx, v.File, opt)
}

// outputs refuses files to be written that would cover what is read, and flags that
// only rosters have.
func (v *importVerb) outputs() error {
	for _, out := range []struct{ flag, path string }{{"--problems", v.Problems}, {"--marked-copy", v.Marked}} {
		for _, other := range []string{v.File, v.Ledger} {
			if out.path != "" && sameFile(out.path, other) {
				return usageError{fmt.Errorf("%s 会盖掉“%s”，没有导入。请换一个文件名。", out.flag, other)}
			}
		}
	}
	macros := func(path string) bool { return strings.EqualFold(filepath.Ext(path), ".xlsm") }
	if v.Marked != "" && macros(v.File) != macros(v.Marked) {
		return usageError{fmt.Errorf("标色的副本和原来的文件要用同样的扩展名（%s），没有导入。请改一下 --marked-copy 的文件名。", filepath.Ext(sheet.MarkedName(v.File)))}
	}
	if v.Kind != "" && v.Kind != "roster" && v.rosterTerms.set() {
		return usageError{errors.New("--map、--only、--same 这些只用于会员名册（--kind roster）。")}
	}
	return nil
}

// mark writes the coloured copy.
func (v *importVerb) mark(r *run, t taking, book *sheet.Book) error {
	return sheet.WriteFile(v.Marked, func(w io.Writer) error {
		if m, ok := t.(marker); ok {
			return m.WriteMarked(r.ctx, w, book, v.Password)
		}
		return intake.WriteMarked(r.ctx, w, book, v.Password, t.Problems())
	})
}

// sameFile reports whether two paths lead to one file that is there.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// read recognises and cleans the sheet by its kind.
func (v *importVerb) read(r *run, l *ledger.Ledger, book *sheet.Book, month civil.YearMonth, opt intake.Options) (taking, error) {
	switch v.Kind {
	case "wages":
		return dues.ReadWages(r.ctx, l.Read(), book, month, opt)
	case "negotiation":
		return negotiation.ReadLedger(r.ctx, book, opt)
	case "feedback":
		return report.ReadFeedback(r.ctx, l.Read(), book, opt)
	}
	return v.readRoster(r, l, book, opt)
}

// unlikeRoster refuses a wage sheet or the answer to an upload where nobody said what
// the table is: taken for a roster it would change people by what the pay office or
// the union above has of them.
func (v *importVerb) unlikeRoster(r *run, l *ledger.Ledger, book *sheet.Book) error {
	if v.Kind != "" {
		return nil
	}
	guess, err := dues.GuessWages(r.ctx, l.Read(), book, r.today())
	if err == nil && guess == dues.IsWages {
		err = errors.New("这张表像是工资表，不是会员名册，没有导入。是工资表请加 --kind wages，要和名册对照请用 payroll；确实要当名册导入，请加 --kind roster。")
	}
	if err == nil && report.IsAnswer(book, r.today()) {
		err = errors.New("这张表像是上传结果反馈，不是会员名册，没有导入。是反馈请加 --kind feedback；确实要当名册导入，请加 --kind roster。")
	}
	return err
}

// month reads the month on the command line; unknown where there is none.
func (v *importVerb) month() (civil.YearMonth, error) {
	if v.Month == "" {
		return civil.YearMonth{}, nil
	}
	if v.Kind != "wages" {
		return civil.YearMonth{}, usageError{errors.New("--month 只用于工资表（--kind wages）。")}
	}
	return monthOrNone(v.Month)
}

// take writes, after a backup; or only looks.
func (v *importVerb) take(r *run, l *ledger.Ledger, t taking) error {
	if v.DryRun {
		return t.Look(r.ctx, l)
	}
	if h, err := l.History(r.ctx, 1); err != nil {
		return err
	} else if len(h) > 0 {
		if _, err := l.Backup(r.ctx, "导入前"); err != nil {
			return fmt.Errorf("导入前备份没有做成，没有导入：%w", err)
		}
	}
	op, err := t.Write(r.ctx, l)
	if im, ok := t.(*member.Import); ok && err == nil && op != 0 {
		err = im.RememberMappings(r.ctx, l)
	}
	return err
}

func (v *importVerb) tell(r *run, t taking) error {
	r.found(t.Problems())
	if v.JSON {
		return r.json(t)
	}
	r.tell(t.Problems())
	if im, ok := t.(*member.Import); ok {
		r.tellConflicts(im)
	}
	c := t.Counts()
	note := ""
	if v.DryRun {
		note = "（只看结果，没有写入）"
	}
	r.say("读 %d 行：收 %d 行，退 %d 行，不是数据 %d 行；自动整理 %d 处，问题 %d 处。%s%s", c.Read, c.Taken, c.Refused, c.NotData, c.Repaired, len(t.Problems()),
		strings.TrimSuffix(t.Summary(), "。")+"。", note)
	if im, ok := t.(interface{ Unmapped() []intake.Mapping }); ok {
		_, roster := t.(*member.Import)
		r.tellUnmapped(im.Unmapped(), roster)
	}
	return nil
}

// tellUnmapped names the columns that were left, so that nothing is lost unsaid.
func (r *run) tellUnmapped(columns []intake.Mapping, roster bool) {
	var names []string
	for _, m := range columns {
		names = append(names, m.Letter+" "+strings.Join(strings.Fields(m.Header), " "))
	}
	if len(names) > 0 {
		own := map[bool]string{true: "；名册里没有的项，先用 fields --add 加上"}[roster]
		r.say("有内容但没有导入的列：%s。要导入请用 --map 指定是哪一项%s。", strings.Join(names, "、"), own)
	}
}

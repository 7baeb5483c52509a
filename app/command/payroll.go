package command

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

type payrollVerb struct {
	File string `arg:"" name:"文件" help:"工资表：xlsx、xls、csv"`
	ledgerFlag
	Month    string   `help:"哪个月的，如 2021-11；不写就看标题和文件名" placeholder:"月份"`
	Sheet    []string `sep:"none" help:"只读这张工作表，隐藏的也读；几张就写几次" placeholder:"表名"`
	Password string   `help:"打开文件的密码" placeholder:"密码"`
	Accept   string   `help:"接受哪几类，用逗号隔开：base 工资变化、transfer 调动、name 姓名不同、number 可补号码、joiner 新进（按申请；joiner=入会 直接入会）、returned=转入 离会又在、leaver=转出 或 leaver=退会 不在表里；all 是除离会的两类以外全部。不写就只看" placeholder:"类别"`
	Date     string   `help:"入会、转出等会籍变化的日期，默认今天" placeholder:"日期"`
}

func (v *payrollVerb) Run(r *run) error {
	month, err := monthOrNone(v.Month)
	if err != nil {
		return err
	}
	on, err := r.day(v.Date)
	if err != nil {
		return err
	}
	choices, err := acceptances(v.Accept)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, len(choices) > 0, func(l *ledger.Ledger) error {
		book, err := sheet.Open(r.ctx, v.File, sheet.Options{Password: v.Password})
		if err != nil {
			return err
		}
		w, err := dues.ReadWages(r.ctx, l.Read(), book, month, intake.Options{Today: r.today(), Sheets: v.Sheet})
		if err != nil {
			return err
		}
		for _, c := range choices {
			if w.AcceptKind(c.kind, c.choice); c.choice != "" && !offered(w, c.kind, c.choice) {
				return usageError{fmt.Errorf("“%s”这一类里没有人能办“%s”，没有写入。", c.kind.Word(), c.choice)}
			}
		}
		listed := append([]dues.Finding{}, w.Findings...)
		applied, err := w.Apply(r.ctx, l, w.PaperOf(on))
		if err != nil {
			return err
		}
		return v.tell(r, w, listed, applied, len(choices) > 0)
	})
}

// monthOrNone reads a month of the command line; unknown where there is none.
func monthOrNone(text string) (civil.YearMonth, error) {
	if text == "" {
		return civil.YearMonth{}, nil
	}
	m, err := civil.ParseYearMonth(text)
	if err != nil {
		return m, usageError{fmt.Errorf("“%s”不是月份，请写成 2021-11 这样。", text)}
	}
	return m, nil
}

// acceptance is a kind of findings to be accepted, with the choice, "" for the
// usual one.
type acceptance struct {
	kind   dues.FindingKind
	choice string
}

// acceptances reads --accept. What ends or renews a membership has to be named
// with what is to be done.
func acceptances(text string) (out []acceptance, err error) {
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == '，' }) {
		name, choice, _ := strings.Cut(strings.TrimSpace(part), "=")
		kind := dues.FindingKind(name)
		switch {
		case name == "all" && choice == "":
			for _, k := range []dues.FindingKind{dues.NameDiffers, dues.NumberKnown, dues.Transfer, dues.BaseChanged, dues.Joiner} {
				out = append(out, acceptance{k, ""})
			}
			continue
		case kind.Word() == "":
			return nil, usageError{fmt.Errorf("--accept 里没有“%s”这一类，没有写入。有哪些见 unionledger payroll --help。", name)}
		case choice == "" && (kind == dues.Leaver || kind == dues.Returned):
			return nil, usageError{fmt.Errorf("“%s”要写明办什么，如 %s=%s；工资表里没有谁，不等于会籍变了。没有写入。", kind.Word(), name, map[dues.FindingKind]string{dues.Leaver: "转出", dues.Returned: "转入"}[kind])}
		}
		out = append(out, acceptance{kind, choice})
	}
	return out, nil
}

// offered reports whether a choice can be taken for somebody, or the kind has
// nobody at all.
func offered(w *dues.Wages, kind dues.FindingKind, choice string) bool {
	any := false
	for _, f := range w.Findings {
		if f.Kind == kind {
			any = true
			if f.Accepted == choice {
				return true
			}
		}
	}
	return !any
}

func (v *payrollVerb) tell(r *run, w *dues.Wages, listed []dues.Finding, applied dues.Applied, asked bool) error {
	counts := map[dues.FindingKind]int{}
	for _, f := range listed {
		counts[f.Kind]++
		if f.Accepted == "" {
			r.status = problems
		}
	}
	if v.JSON {
		return r.json(map[string]any{"month": w.Month, "file": v.File, "counts": w.Counts(), "found": counts, "findings": listed, "applied": applied})
	}
	for _, f := range listed {
		done := ""
		if f.Accepted != "" {
			done = "【" + f.Accepted + "】"
		}
		at := f.Cell
		if at == "" && f.Row > 0 {
			at = fmt.Sprintf("第 %d 行", f.Row)
		}
		r.say("%s\t%s\t%s\t%s%s", f.Kind.Word(), at, f.Name, done, f.Message)
	}
	var parts []string
	for _, k := range dues.FindingKinds {
		if counts[k] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", k.Word(), counts[k]))
		}
	}
	if parts == nil {
		parts = []string{"没有不同"}
	}
	r.say("%s 工资表和名册对照：%s。", w.Month, strings.Join(parts, "，"))
	switch {
	case !asked:
		r.say("只看结果，没有写入；要写入的用 --accept 点名。")
	case applied.Operation != 0:
		r.say("已写入：%s。可以撤销（第 %d 号操作）。", applied.Summary(), applied.Operation)
	default:
		r.say("没有写入：点名的几类里没有人。")
	}
	return nil
}

// Package command is the command line: the verbs, their flags, and their answers
// as Chinese sentences or JSON. It is a door into the same rooms as the window and
// needs no display. It computes nothing itself.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"

	"unionledger/app/platform"
	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// The exit statuses.
const (
	done     = 0
	problems = 1 // the work was done, or refused, because something is wrong
	wrongUse = 2 // the command line itself is wrong
)

// Window opens the window on a ledger, or on none for the empty path, and
// returns when it is closed.
type Window func(ctx context.Context, ledgerPath string) error

// verbs are all verbs with their flags, as package kong reads them.
type verbs struct {
	Window   windowVerb        `cmd:"" default:"withargs" hidden:"" help:"打开窗口（不写命令时）"`
	Init     initVerb          `cmd:"" help:"建一个空白台账"`
	Demo     demoVerb          `cmd:"" help:"建一个示范台账：单位、小组、会员、两年会费、四轮协商"`
	Import   importVerb        `cmd:"" help:"导入表格：会员名册、工资表、协商历年台账、上传结果反馈"`
	Columns  columnsVerb       `cmd:"" help:"列出导入时记住的对列，或忘掉"`
	Members  membersVerb       `cmd:"" help:"列出会员：查找、按条件筛选、排序、分组、存成工作簿"`
	Views    viewsVerb         `cmd:"" help:"列出、保存、改名、删除保存的筛选"`
	Bulk     bulkVerb          `cmd:"" help:"成批修改会员的几项，先看再写，可撤销"`
	Fields   fieldsVerb        `cmd:"" help:"列出、增加、改名、删除会员的自定义项"`
	Event    eventVerb         `cmd:"" help:"办理会籍变化：入会、转出、保留、退会……，更正和作废"`
	Changes  changesVerb       `cmd:"" help:"一段时间的会籍变动情况"`
	Bodies   bodiesVerb        `cmd:"" name:"organisation" help:"工会机构：委员会、任期、任职、法人证书、年度数字和要看的问题"`
	Group    groupVerb         `cmd:"" help:"列出分会和小组，移动、合并、删除"`
	Figures  figuresVerb       `cmd:"" help:"按名册统计人数、构成和期间变动"`
	Same     sameVerb          `cmd:"" name:"duplicates" help:"查重：列出可能是同一个人的会员"`
	Merge    mergeVerb         `cmd:"" help:"把同一个人的两条记录合并成一条"`
	Distinct distinctVerb      `cmd:"" help:"记下两个会员不是同一个人"`
	Payroll  payrollVerb       `cmd:"" help:"工资表和名册对照：新进、离开、调动、工资变化，点名接受的写入"`
	Talks    negotiationVerb   `cmd:"" name:"negotiation" help:"集体协商：轮次、名单、步骤和期限、文书、卷宗"`
	Law      lawVerb           `cmd:"" help:"协商的规则档、最低工资标准和放假安排：列出、导出、导入、取消"`
	Due      dueVerb           `cmd:"" help:"列出到期要办的事和依据条款"`
	Bill     billVerb          `cmd:"" help:"开出一个月的会费"`
	Fund     fundVerb          `cmd:"" help:"经费账：建账、记账、账簿、报表、结账"`
	Check    checkVerb         `cmd:"" help:"上报前体检"`
	Export   exportVerb        `cmd:"" help:"导出上报表格"`
	Profiles profilesVerb      `cmd:"" help:"能导出的表格：列出、改名、删除，存成文件传给别的工会，采用传来的"`
	Learn    learnVerb         `cmd:"" help:"学一张上级发的空白表，学会就能体检和导出"`
	Reports  reportsVerb       `cmd:"" help:"报过的：列出、看每一行、重新生成、和上一次比"`
	Package  packageVerb       `cmd:"" help:"打包上报：工作簿、上报说明、清单，可加密"`
	Received verifyPackageVerb `cmd:"" name:"verify-package" help:"核验收到的上报包，哪一份被改动、缺少、多出"`
	Feedback feedbackVerb      `cmd:"" help:"读入上级系统的反馈，列出退回还没办的"`
	Calendar calendarVerb      `cmd:"" name:"report-calendar" help:"上报日历：要报什么、截止日、报了没有，增加、修改、停用"`
	Paper    paperVerb         `cmd:"" help:"打印会籍文书：申请书、登记表、名册、介绍信、标签等，写成 PDF"`
	Undo     undoVerb          `cmd:"" help:"撤销最近一次或指定的一次操作"`
	History  historyVerb       `cmd:"" help:"列出操作记录；加 --member 看一个会员的修改记录"`
	Verify   verifyVerb        `cmd:"" help:"核对台账文件和操作记录是否完好"`
	Diagnose diagnoseVerb      `cmd:"" help:"打一个诊断包给维护人员：日志、版本、各表行数，没有个人信息"`

	Version kong.VersionFlag `help:"程序和台账格式的版本"`

	Attach      attachVerb      `cmd:"" help:"给会员添加附件：照片、证件扫描件、申请书"`
	Attachments attachmentsVerb `cmd:"" help:"列出、另存、改名、删除附件"`
	Restore     restoreVerb     `cmd:"" help:"把会员的一个字段还原成某次修改之前的值"`

	Correct  correctVerb   `cmd:"" help:"更正已开的会费：补登的事实列出差额，原账不改"`
	Rules    rulesVerb     `cmd:"" help:"列出会费规则，定下、取消本会自己的规则"`
	Override overrideVerb  `cmd:"" help:"列出、记下、取消个人会费约定：免缴、定额、比例"`
	Base     baseVerb      `cmd:"" help:"列出缴费基数；从文本录入，先看再写"`
	Close    closeDuesVerb `cmd:"" name:"close-dues" help:"会费结账、重开，列出结过账的月份"`
	Collect  collectVerb   `cmd:"" help:"收缴会费：小组、名单、工资代扣，核对合计后入账"`
	Pay      payVerb       `cmd:"" help:"收一个人的会费：一部分、几个月、预缴"`
	Refund   refundVerb    `cmd:"" help:"退多缴的会费或预缴；不写金额就列出多缴和预缴的人"`
	Void     voidVerb      `cmd:"" help:"作废一张收据、一批收款、一批里的一个人"`
	Batches  batchesVerb   `cmd:"" help:"列出收缴批次"`
	Receipts receiptsVerb  `cmd:"" help:"收据登记簿：筛选、合计、存成工作簿、打印"`
	Arrears  arrearsVerb   `cmd:"" help:"欠费名单、催缴单，满 4、5、6 个月的规定"`
	Dues     duesVerbs     `cmd:"" help:"会费的表：全年一览、汇总表、明细表（PDF 或工作簿），一个月的来龙去脉"`
}

// ledgerFlag is the ledger a verb works on, and whether a program reads the answer.
type ledgerFlag struct {
	Ledger string `required:"" help:"台账文件" placeholder:"文件"`
	JSON   bool   `name:"json" help:"输出 JSON，出错时也是"`
}

// run is what a verb works with.
type run struct {
	ctx      context.Context
	out, err io.Writer
	window   Window
	now      func() time.Time
	status   int
	answer   answer
}

// Run carries out a command line and returns the exit status.
func Run(ctx context.Context, args []string, out, errs io.Writer, window Window) int {
	r := &run{ctx: ctx, out: out, err: errs, window: window, now: time.Now, answer: answer{wanted: wantsJSON(args)}}
	var v verbs
	helped := false
	parser, err := kong.New(&v, kong.Name("unionledger"), kong.Description("工会台账：基层工会的会员、集体协商、会费和上报"),
		kong.Writers(out, errs), kong.Help(func(_ kong.HelpOptions, c *kong.Context) error { return help(out, c) }),
		kong.Exit(func(int) { helped = true }), kong.NoDefaultHelp(), kong.Vars{"version": versionWords()})
	if err != nil {
		panic(err) // the struct above is wrong
	}
	if wantsHelp(args) {
		c, err := kong.Trace(parser, withoutHelp(args))
		if err == nil {
			err = help(out, c)
		}
		return r.finish(err)
	}
	parsed, err := parser.Parse(args)
	if helped {
		return done
	}
	if err != nil {
		return r.finish(usageError{errors.New(inChinese(err.Error()) + "用法见 unionledger --help。")})
	}
	return r.finish(parsed.Run(r))
}

// versionWords name the program's version and that of the ledgers it writes.
func versionWords() string {
	return fmt.Sprintf("工会台账 %s，台账格式第 %d 版", assets.Version, ledger.SchemaVersion())
}

// finish says what went wrong, gives a program its answer, and gives the exit status.
func (r *run) finish(err error) int {
	status, words := r.status, ""
	var use usageError
	switch {
	case err == nil:
	case errors.As(err, &use):
		status, words = wrongUse, err.Error()
	case errors.Is(err, context.Canceled):
		status, words = problems, "已取消，没有写入。"
	default:
		status, words = problems, err.Error()
	}
	if words != "" {
		fmt.Fprintln(r.err, words)
	}
	if e := r.answer.write(r.out, words, status); e != nil && status == done {
		status = problems // the answer did not reach anybody
	}
	return status
}

// usageError is a value on the command line that can never work.
type usageError struct{ error }

// open opens the ledger for writing or, where reading is enough, without getting
// in the way of a window that has it open.
func (r *run) open(path string, write bool) (*ledger.Ledger, error) {
	return ledger.Open(r.ctx, path, ledger.Options{Operator: platform.UserName(), ReadOnly: !write, Now: r.now})
}

// with opens the ledger for fn and closes it.
func (r *run) with(path string, write bool, fn func(*ledger.Ledger) error) (err error) {
	l, err := r.open(path, write)
	if err != nil {
		return err
	}
	defer func() {
		if e := l.Close(); err == nil {
			err = e
		}
	}()
	return fn(l)
}

// unwritable reports a ledger that can only be read, now or ever.
func unwritable(err error) bool {
	return ledger.IsKind(err, "in_use") || ledger.IsKind(err, "read_only")
}

func (r *run) today() civil.Date { return civil.FromTime(r.now()) }

// day reads a date of the command line; empty is today.
func (r *run) day(text string) (civil.Date, error) {
	if text == "" {
		return r.today(), nil
	}
	d, err := civil.Parse(text)
	if err != nil || !d.Complete() {
		return d, usageError{fmt.Errorf("“%s”不是日期，请写成 2022-05-06 这样。", text)}
	}
	return d, nil
}

// json keeps the answer for a program until it is certain that nothing failed.
func (r *run) json(v any) error { return r.answer.keep(v) }

// say tells people something; a program finds it among the messages.
func (r *run) say(format string, args ...any) {
	if r.answer.wanted {
		r.answer.said = append(r.answer.said, fmt.Sprintf(format, args...))
		return
	}
	fmt.Fprintf(r.out, format+"\n", args...)
}

// tell prints problems for people and sets the exit status.
func (r *run) tell(ps []problem.Problem) {
	for _, p := range ps {
		basis := ""
		if p.Basis != "" {
			basis = "（" + p.Basis + "）"
		}
		fmt.Fprintf(r.err, "%s %s%s\n", p.Severity, p, basis)
	}
	r.found(ps)
}

// found sets the exit status where something must be looked at; a hint alone is no
// problem.
func (r *run) found(ps []problem.Problem) {
	if worst, any := problem.Worst(ps); any && worst > problem.Hint {
		r.status = problems
	}
}

package command

import (
	"errors"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/money"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// moneyFlags are what every taking and giving of money is asked.
type moneyFlags struct {
	On     string `help:"收付款日期，默认今天" placeholder:"日期"`
	Method string `help:"方式：现金、转账、工资代扣" default:"现金"`
}

// amountOf reads yuan on the command line.
func amountOf(flag, text string) (money.Fen, error) {
	fen, err := money.Parse(text)
	if err != nil {
		return 0, usageError{fmt.Errorf("%s 写的“%s”不是金额，请写成 22.15 这样。", flag, text)}
	}
	return fen, nil
}

// collectVerb takes dues of many members at once.
type collectVerb struct {
	ledgerFlag
	moneyFlags
	Month    string  `arg:"" optional:"" name:"月份" help:"收哪个月的，如 2021-11；不写就从最早的欠缴收起"`
	Group    string  `help:"收这个分会或小组的" placeholder:"名称"`
	Member   []int64 `help:"只收这几个会员，编号用逗号隔开" placeholder:"编号"`
	Except   []int64 `help:"这几个会员没有缴" placeholder:"编号"`
	Wages    string  `help:"按工资表的“代扣会费”收" placeholder:"文件"`
	Password string  `help:"打开工资表的密码" placeholder:"密码"`
	Total    string  `help:"核对合计（元），入账前必须相符" placeholder:"金额"`
	Count    int     `help:"核对人数" default:"-1" placeholder:"人数"`
	DryRun   bool    `help:"只列名单，不入账"`
}

func (v *collectVerb) Run(r *run) error {
	month, err := monthOrNone(v.Month)
	if err != nil {
		return err
	}
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	if v.Total == "" && !v.DryRun {
		return usageError{errors.New("还缺一项：--total 核对合计（清点的现金，或财务转来的金额）；只看名单用 --dry-run。")}
	}
	var control *money.Fen
	if v.Total != "" {
		fen, err := amountOf("--total", v.Total)
		if err != nil {
			return err
		}
		control = &fen
	}
	return r.with(v.Ledger, !v.DryRun, func(l *ledger.Ledger) error {
		if v.Wages != "" {
			return v.wages(r, l, month, on, control)
		}
		b, list, err := v.batch(r, l, month, on)
		if err != nil {
			return err
		}
		b.Control = control
		if v.Count >= 0 {
			b.Count = &v.Count
		}
		if v.DryRun {
			return v.show(r, list)
		}
		return posted(r, l, b, nil)
	})
}

// batch gathers who pays what he owes.
func (v *collectVerb) batch(r *run, l *ledger.Ledger, month civil.YearMonth, on civil.Date) (dues.Batch, []dues.Payable, error) {
	b := dues.Batch{On: on, Method: v.Method, Source: "全会名单", Month: month}
	var groups []int64
	if v.Group != "" {
		all, err := union.Groups(r.ctx, l.Read())
		if err != nil {
			return b, nil, err
		}
		id, err := groupNamed(all, v.Group)
		if err != nil {
			return b, nil, err
		}
		groups, b.Source = union.Below(all, id), v.Group
	}
	list, err := dues.Payables(r.ctx, l.Read(), month, groups)
	if err != nil {
		return b, nil, err
	}
	only, not := setOf(v.Member), setOf(v.Except)
	kept := list[:0]
	for _, p := range list {
		if len(only) > 0 && !only[p.Member] || not[p.Member] {
			continue
		}
		kept = append(kept, p)
		b.Lines = append(b.Lines, dues.Line{Member: p.Member, Amount: p.Owing})
	}
	return b, kept, nil
}

func setOf(ids []int64) map[int64]bool {
	out := map[int64]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out
}

func (v *collectVerb) show(r *run, list []dues.Payable) error {
	if v.JSON {
		return r.json(list)
	}
	var sum money.Fen
	for _, p := range list {
		sum += p.Owing
		r.say("%d\t%s\t%s 元\t%d 个月，%s 起", p.Member, p.Name, p.Owing.Grouped(), p.Months, p.Since)
	}
	r.say("共 %d 人，%s 元。只看名单，没有入账。", len(list), sum.Grouped())
	return nil
}

// wages collects what a wage sheet took off.
func (v *collectVerb) wages(r *run, l *ledger.Ledger, month civil.YearMonth, on civil.Date, control *money.Fen) error {
	book, err := sheet.Open(r.ctx, v.Wages, sheet.Options{Password: v.Password})
	if err != nil {
		return err
	}
	w, err := dues.ReadWages(r.ctx, l.Read(), book, month, intake.Options{Today: r.today()})
	if err != nil {
		return err
	}
	d, err := w.Deduction(r.ctx, l.Read())
	if err != nil {
		return err
	}
	for _, x := range d.Lines {
		if x.Kind == dues.DeductAgrees {
			continue
		}
		r.status = problems
		if x.Message != "" && !v.JSON {
			r.say("%s\t%s\t%s\t%s", x.Kind, rowWord(x.Row), x.Name, x.Message)
		}
	}
	if v.DryRun {
		if v.JSON {
			return r.json(map[string]any{"month": d.Month, "counts": d.Counts(), "lines": d.Lines, "stated_fen": d.Stated})
		}
		r.say("%s。只看，没有入账。", d.Words())
		return nil
	}
	return posted(r, l, d.Batch(on, control), d)
}

// rowWord names a line of a sheet, or says that it has none.
func rowWord(n int) string {
	if n == 0 {
		return "表里没有"
	}
	return fmt.Sprintf("第 %d 行", n)
}

// posted enters a batch and says so.
func posted(r *run, l *ledger.Ledger, b dues.Batch, d *dues.Deduction) error {
	p, err := dues.Post(r.ctx, l, b)
	if err != nil {
		return err
	}
	if r.answer.wanted {
		return r.json(struct {
			dues.Posted
			Deduction *dues.Deduction `json:"deduction,omitempty"`
		}{p, d})
	}
	r.say("已入账：%s（第 %d 批）。", p.Words(), p.Batch)
	if b.OutsideWords != "" {
		r.say("%s。", b.OutsideWords)
	}
	return nil
}

// payVerb takes the dues of one member.
type payVerb struct {
	ledgerFlag
	moneyFlags
	whoFlags
	Amount string `arg:"" name:"金额" help:"收多少元"`
	Month  string `help:"只收这个月的；不写从最早的欠缴收起" placeholder:"月份"`
	Hold   bool   `help:"多出来的转作预缴，以后开账自动抵扣"`
}

func (v *payVerb) Run(r *run) error {
	month, err := monthOrNone(v.Month)
	if err != nil {
		return err
	}
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	fen, err := amountOf("金额", v.Amount)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		m, err := v.one(r, l)
		if err != nil {
			return err
		}
		return posted(r, l, dues.Batch{On: on, Method: v.Method, Source: m.Get("name"), Month: month, Hold: v.Hold, Lines: []dues.Line{{Member: m.ID, Amount: fen}}}, nil)
	})
}

// refundVerb gives money back.
type refundVerb struct {
	ledgerFlag
	moneyFlags
	whoFlags
	Amount  string `arg:"" optional:"" name:"金额" help:"退多少元"`
	Month   string `help:"退哪个月多缴的；不写就是退预缴" placeholder:"月份"`
	Advance bool   `help:"多缴的不退钱，转作预缴"`
	Reason  string `help:"为什么退" placeholder:"文字"`
}

func (v *refundVerb) Run(r *run) error {
	if v.Amount == "" {
		return r.with(v.Ledger, false, func(l *ledger.Ledger) error { return v.list(r, l) })
	}
	month, err := monthOrNone(v.Month)
	if err != nil {
		return err
	}
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	fen, err := amountOf("金额", v.Amount)
	if err != nil {
		return err
	}
	if v.Advance && month.IsZero() {
		return usageError{errors.New("--advance 要和 --month 一起用：哪个月多缴的转作预缴。")}
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		m, err := v.one(r, l)
		if err != nil {
			return err
		}
		var op int64
		switch {
		case month.IsZero():
			op, err = dues.Return(r.ctx, l, m.ID, fen, v.Method, on, v.Reason)
		case v.Advance:
			op, err = dues.Refund(r.ctx, l, m.ID, month, fen, dues.ToAdvance, on, v.Reason)
		default:
			op, err = dues.Refund(r.ctx, l, m.ID, month, fen, v.Method, on, v.Reason)
		}
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(map[string]any{"operation": op, "member": m.ID, "amount_fen": fen})
		}
		r.say("已办：%s %s 元。可以撤销（第 %d 号操作）。", m.Get("name"), fen.Grouped(), op)
		return nil
	})
}

func (v *refundVerb) list(r *run, l *ledger.Ledger) error {
	over, err := dues.AllOverpaid(r.ctx, l.Read())
	if err != nil {
		return err
	}
	held, err := dues.Advances(r.ctx, l.Read())
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(map[string]any{"overpaid": over, "held": held})
	}
	for _, o := range over {
		r.say("多缴\t%d\t%s\t%s\t%s 元", o.Member, o.Name, o.Month, o.Fen.Grouped())
	}
	for _, h := range held {
		r.say("预缴\t%d\t%s\t%s 元", h.Member, h.Name, h.Fen.Grouped())
	}
	r.say("多缴 %d 笔，预缴 %d 人。", len(over), len(held))
	return nil
}

// voidVerb takes money back in the books.
type voidVerb struct {
	ledgerFlag
	Receipt int64  `help:"作废这张收据" placeholder:"号"`
	Batch   int64  `help:"作废这一批，批号见 batches" placeholder:"批号"`
	Member  int64  `help:"和 --batch 一起用：只作废这一批里的这个会员" placeholder:"编号"`
	On      string `help:"作废日期，默认今天" placeholder:"日期"`
	Reason  string `required:"" help:"为什么作废" placeholder:"文字"`
}

func (v *voidVerb) Run(r *run) error {
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	if (v.Receipt == 0) == (v.Batch == 0) || v.Member != 0 && v.Batch == 0 {
		return usageError{errors.New("请写明作废什么：--receipt 收据号，或 --batch 批号（可加 --member 编号）。")}
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		var done dues.Voiding
		var err error
		switch {
		case v.Receipt != 0:
			done, err = dues.VoidReceipt(r.ctx, l, v.Receipt, on, v.Reason)
		case v.Member != 0:
			done, err = dues.VoidMemberIn(r.ctx, l, v.Batch, v.Member, on, v.Reason)
		default:
			done, err = dues.VoidBatch(r.ctx, l, v.Batch, on, v.Reason)
		}
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(done)
		}
		r.say("已作废：%s。可以撤销（第 %d 号操作）。", done.Words(), done.Operation)
		return nil
	})
}

// batchesVerb lists the batches.
type batchesVerb struct {
	ledgerFlag
	Limit int `help:"最多列几批，0 是全部" default:"30"`
}

func (v *batchesVerb) Run(r *run) error {
	return r.with(v.Ledger, false, func(l *ledger.Ledger) error {
		list, err := dues.Batches(r.ctx, l.Read(), v.Limit)
		if err != nil {
			return err
		}
		if v.JSON {
			return r.json(list)
		}
		for _, b := range list {
			r.say("%s", strings.TrimRight(fmt.Sprintf("第 %d 批\t%s\t%s\t%s\t%d 人\t%s 元\t%s\t%s", b.ID, b.On, b.Method, b.Source, b.Members, b.Taken.Grouped(), b.State(), b.Note), "\t"))
		}
		return nil
	})
}

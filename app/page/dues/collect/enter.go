package collect

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"unionledger/app/page"
	"unionledger/app/widget/grid"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/money"
	"unionledger/data/sheet"
)

// openWages reads a wage sheet as a collection.
func (v *View) openWages() {
	l, today := v.shell.Ledger(), v.shell.Today()
	if l == nil {
		return
	}
	v.shell.AskOpen("按工资表收缴", page.Spreadsheets, func(path string) {
		var d *dues.Deduction
		v.shell.Work("对照工资表", func(ctx context.Context, _ page.Progress) error {
			book, err := sheet.Open(ctx, path, sheet.Options{})
			if err != nil {
				return err
			}
			w, err := dues.ReadWages(ctx, l.Read(), book, civil.YearMonth{}, intake.Options{Today: today})
			if err == nil {
				d, err = w.Deduction(ctx, l.Read())
			}
			return err
		}, func(err error) {
			switch {
			case err != nil:
				v.shell.Fail(err)
			case v.shell.Ledger() == l:
				v.show(d)
			}
		})
	})
}

// show lists a wage sheet, what is to be looked at first.
func (v *View) show(d *dues.Deduction) {
	v.asked++ // a list that is still being read is not wanted any more
	v.deduction = d
	v.rows = make([]row, len(d.Lines))
	var marks grid.RowSet
	for i, x := range d.Lines {
		r := row{member: x.Member, name: x.Name, group: x.Group, owing: x.Owing, pays: x.Withheld, words: x.Kind, tone: grid.ToneOK}
		if x.Message != "" {
			r.words, r.tone = x.Kind+"："+x.Message, grid.ToneWarn
		}
		if x.Take {
			marks.AddSpan(i, i)
		}
		v.rows[i] = r
	}
	v.method.SetValue(dues.Deducted)
	v.back.Show()
	v.hold.Hide()
	v.group.Hide() // the sheet is about everybody on it
	v.month.Hide()
	v.put(marks)
	v.total.Focus()
}

// batch gathers what is ticked.
func (v *View) batch() (b dues.Batch, err error) {
	on, today := field.ParseDate(v.on.Value()), v.shell.Today()
	switch {
	case !on.Complete():
		return b, fmt.Errorf("收款日期要写到日，如 %s。", today)
	case on.After(today):
		return b, fmt.Errorf("收款日期 %s 还没有到，请核对。", on)
	case v.total.Value() == "":
		return b, errors.New("请先填清点合计：点好的现金，或财务转来的金额。和名单相符才入账。")
	case v.total.Problem() != "":
		return b, fmt.Errorf("清点合计“%s”不是金额：%s", v.total.Value(), v.total.Problem())
	}
	control := field.ParseFen(v.total.Value())
	var counted *int
	if text := v.count.Value(); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return b, fmt.Errorf("清点人数“%s”不是整数。", text)
		}
		counted = &n
	}
	marks := v.grid.Marked()
	if v.deduction != nil {
		for i := range v.deduction.Lines {
			x := &v.deduction.Lines[i]
			x.Take = marks.Has(i) && x.Member != 0 && x.Withheld > 0
		}
		b = v.deduction.Batch(on, &control)
		b.Count = counted
		return b, nil
	}
	month, _ := v.Chosen()
	b = dues.Batch{On: on, Method: v.method.Value(), Source: strings.TrimSpace(v.group.Text()), Month: month, Control: &control, Count: counted, Hold: v.hold.Checked()}
	marks.Each(func(i int) bool {
		if i < len(v.rows) {
			b.Lines = append(b.Lines, dues.Line{Member: v.rows[i].member, Amount: v.rows[i].pays})
		}
		return true
	})
	return b, nil
}

// enter posts what is ticked as one operation, or says why not; nothing ticked is
// lost then.
func (v *View) enter() {
	l := v.shell.Ledger()
	if l == nil {
		return
	}
	b, err := v.batch()
	if err != nil {
		v.shell.Fail(err)
		return
	}
	var posted dues.Posted
	v.shell.Work("收缴会费", func(ctx context.Context, _ page.Progress) (err error) {
		posted, err = dues.Post(ctx, l, b)
		return err
	}, func(err error) {
		if err != nil {
			v.shell.Fail(err)
			return
		}
		v.deduction, v.ticked, v.typed = nil, map[int64]bool{}, map[int64]money.Fen{}
		v.total.SetValue("")
		v.count.SetValue("")
		v.shell.Done("已入账："+posted.Words(), posted.Operation)
		v.read() // also where the window has read the page anew: a wage sheet stood in it then
	})
}

package dues

import (
	"context"
	"fmt"

	"unionledger/data/ledger"
)

// Look compares with the ledger as it is, for a door that only shows what Write
// would do.
func (w *Wages) Look(ctx context.Context, l *ledger.Ledger) error { return w.compare(ctx, l.Read()) }

// Write puts the changed bases in as one operation. It compares anew, so that it
// fits the ledger as it is. The number of the operation is 0 when no base differs.
func (w *Wages) Write(ctx context.Context, l *ledger.Ledger) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "import"}, func(tx *ledger.Tx) error {
		if err := w.compare(ctx, tx); err != nil {
			return err
		}
		for _, ch := range w.Changes {
			if err := SetBase(tx, ch.Member, w.Month, ch.New, w.Month.String()+" 工资表"); err != nil {
				return fmt.Errorf("%s的缴费基数：%w（整个导入没有写入）", ch.Name, err)
			}
		}
		tx.SetTitle(fmt.Sprintf("导入 %s 工资表：更新基数 %d 人", w.Month, len(w.Changes)))
		return nil
	})
}

// Summary says in one sentence what the import does, or did.
func (w *Wages) Summary() string {
	f, ok := w.Figures.(wageFigures)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s 工资表：对上会员 %d 人，更新基数 %d 人，不在名册 %d 行，名册有而工资表没有 %d 人",
		w.Month, f.Matched, len(w.Changes), f.NotMembers, f.Missing)
}

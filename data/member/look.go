package member

import (
	"context"
	"fmt"

	"unionledger/data/ledger"
)

// JournalLook writes down that numbers are seen or taken in full. Its error is the
// sentence that refuses them.
func JournalLook(ctx context.Context, l *ledger.Ledger, title string) error {
	if err := l.Note(ctx, title); err != nil {
		return fmt.Errorf("完整号码要先记入操作记录，没有记成，所以没有给出：%w", err)
	}
	return nil
}

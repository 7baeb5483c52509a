package member

import (
	"context"
	"fmt"

	"unionledger/data/ledger"
)

// Look is Compare for a door that only wants to show what would happen.
func (im *Import) Look(ctx context.Context, l *ledger.Ledger) error {
	_, err := im.Compare(ctx, l.Read())
	return err
}

// Write is Apply under the title with the counts.
func (im *Import) Write(ctx context.Context, l *ledger.Ledger) (int64, error) {
	return im.Apply(ctx, l, "")
}

// Summary says in one sentence what the import does, or did.
func (im *Import) Summary() string {
	p := im.Plan
	if p == nil {
		return ""
	}
	return fmt.Sprintf("新增 %d 人，更新 %d 人，相同 %d 人，冲突 %d 处", len(p.New), len(p.Changed), len(p.Same), len(p.Conflicts)) + p.absentWords()
}

package ledger

import (
	"context"
	"encoding/hex"
)

// Head is the seal of the journal: the number of the last operation and its hash in
// hex, as Verification.Head has it. An empty journal has the number 0.
func Head(ctx context.Context, r Reader) (op int64, seal string, err error) {
	op, sum, err := head(ctx, r)
	return op, hex.EncodeToString(sum), err
}

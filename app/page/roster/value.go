package roster

import (
	"context"
	"errors"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// canonical turns what somebody typed into the canonical value of a field.
func canonical(f field.Field, text string, groups []union.Group, today civil.Date) (string, error) {
	value, err := member.ReadValue(f, text, groups, today)
	if err == nil && value == "" && f.Key == "name" {
		err = errors.New("姓名不能为空。")
	}
	return value, err
}

// edit is a change of one member.
type edit struct {
	id      int64
	name    string
	changes map[string]string
}

// save writes edits as one operation called title.
func save(ctx context.Context, l *ledger.Ledger, title string, edits []edit) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: title}, func(tx *ledger.Tx) error {
		for _, e := range edits {
			if err := member.CheckNumberFree(ctx, tx, e.id, e.changes["id_number"]); err != nil {
				return fmt.Errorf("%s：%w", e.name, err)
			}
			if err := member.Update(tx, e.id, e.changes); err != nil {
				return fmt.Errorf("%s：%w", e.name, err)
			}
		}
		return ctx.Err()
	})
}

// editTitle is what the journal calls the change of one field of one member. It
// never holds the value: numbers of people stay out of titles.
func editTitle(name, label string) string { return "修改" + name + "的" + label }

// journalLook writes down that numbers are seen or taken in full. Its error is the
// sentence that refuses them.
func journalLook(ctx context.Context, l *ledger.Ledger, title string) error {
	return member.JournalLook(ctx, l, title)
}

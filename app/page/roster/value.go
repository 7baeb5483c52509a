package roster

import (
	"context"
	"errors"

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

// save writes changes of one member as one operation. label names the field that was
// changed; values of people stay out of titles.
func save(ctx context.Context, l *ledger.Ledger, m member.Member, label string, changes map[string]string) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: editTitle(m.Get("name"), label)}, func(tx *ledger.Tx) error {
		if err := member.CheckNumberFree(ctx, tx, m.ID, changes["id_number"]); err != nil {
			return err
		}
		return member.Update(tx, m.ID, changes)
	})
}

// editTitle is what the journal calls the change of one field of one member.
func editTitle(name, label string) string { return "修改" + name + "的" + label }

package fund

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"unionledger/data/ledger"
)

// The kinds of accounts.
const (
	Cash = "现金"
	Bank = "银行"
)

// Account is where money lies: a cash box or an account at a bank.
type Account struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	Bank   string `json:"bank,omitempty"`
	Number string `json:"number,omitempty"`
	Unused bool   `json:"unused,omitempty"`
}

// Accounts reads all accounts, cash first.
func Accounts(ctx context.Context, r ledger.Reader) ([]Account, error) {
	rows, err := r.QueryContext(ctx, `SELECT id, name, kind, coalesce(bank, ''), coalesce(number, ''), unused FROM fund_account ORDER BY kind = '`+Bank+`', unused, id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Account
	for rows.Next() {
		var a Account
		if err := rows.Scan(&a.ID, &a.Name, &a.Kind, &a.Bank, &a.Number, &a.Unused); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// PutAccount adds an account, or changes one; cash does not become a bank account once
// something is entered. It returns the account's id.
func PutAccount(tx *ledger.Tx, a Account) (int64, error) {
	a.Name = strings.TrimSpace(a.Name)
	if a.Name == "" || utf8.RuneCountInString(a.Name) > 30 {
		return 0, ledger.Refuse("账户名称要有 1 到 30 个字，如“库存现金”“工会基本户”。")
	}
	if a.Kind != Cash && a.Kind != Bank {
		return 0, ledger.Refuse("账户类别只能是现金或银行。")
	}
	all, err := Accounts(tx.Context(), tx)
	if err != nil {
		return 0, err
	}
	if slices.ContainsFunc(all, func(o Account) bool { return o.Name == a.Name && o.ID != a.ID }) {
		return 0, ledger.Refuse("已经有叫“%s”的账户了，请换一个名称。", a.Name)
	}
	cols, vals := []string{"name", "kind", "bank", "number", "unused"}, []any{a.Name, a.Kind, orNull(a.Bank), orNull(a.Number), a.Unused}
	if a.ID == 0 {
		return tx.Insert("fund_account", cols, vals)
	}
	i := slices.IndexFunc(all, func(o Account) bool { return o.ID == a.ID })
	if i < 0 {
		return 0, ledger.Refuse("这个账户已经不在了，请重新打开这一页。")
	}
	if all[i].Kind != a.Kind {
		var used bool
		if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM fund_entry WHERE account_id = ?1) OR EXISTS (SELECT 1 FROM fund_opening WHERE account_id = ?1)`, a.ID).Scan(&used); err != nil {
			return 0, err
		}
		if used {
			return 0, ledger.Refuse("账户“%s”已经记过账，不能在现金和银行之间改。请另建一个账户。", a.Name)
		}
	}
	return a.ID, tx.Update("fund_account", a.ID, cols, vals)
}

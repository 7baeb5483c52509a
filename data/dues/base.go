package dues

import (
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
)

// keepFirstBase keeps the base on the roster for the months before the first one
// that is entered, whose bills would else seem to rest on another base than the one
// in force.
func keepFirstBase(tx *ledger.Tx, id int64) error {
	_, err := tx.Exec(`INSERT INTO dues_base (member_id, from_month, base_fen, source) SELECT id, '1900-01', dues_base_fen, '名册' FROM member
		WHERE id = ? AND dues_base_fen IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dues_base b WHERE b.member_id = member.id)`, id)
	return err
}

// SetBase enters the base of a member from a month on; the same base again
// changes nothing.
func SetBase(tx *ledger.Tx, id int64, from civil.YearMonth, base money.Fen, source string) error {
	if err := keepFirstBase(tx, id); err != nil {
		return err
	}
	// So does the newest base, which may have been corrected on the roster since.
	if _, err := tx.Exec(`UPDATE dues_base SET base_fen = m.dues_base_fen, source = '名册' FROM member m
		WHERE m.id = dues_base.member_id AND m.id = ? AND m.dues_base_fen <> base_fen
		AND from_month = (SELECT max(b.from_month) FROM dues_base b WHERE b.member_id = m.id)`, id); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO dues_base (member_id, from_month, base_fen, source) VALUES (?,?,?,?)
		ON CONFLICT (member_id, from_month) DO UPDATE SET base_fen = excluded.base_fen, source = excluded.source`, id, from, int64(base), source)
	if err != nil {
		return err
	}
	var newer bool
	if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM dues_base WHERE member_id = ? AND from_month > ?)`, id, from).Scan(&newer); err != nil || newer {
		return err
	}
	return member.Update(tx, id, map[string]string{"dues_base_fen": fmt.Sprint(int64(base))})
}

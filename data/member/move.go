package member

import (
	"fmt"

	"unionledger/data/attachment"
	"unionledger/data/ledger"
)

// Moving moves what a room keeps about the record that goes to the one that stays,
// and says in sentences what is worth knowing. An error stops the merging.
type Moving func(tx *ledger.Tx, keep, drop int64) ([]string, error)

// moving are the ways of the rooms above, which this one does not know. A table
// whose way is nil moves along with another one.
var moving = map[string]Moving{}

// OnMerge has a room above move its tables itself, where changing the reference is
// not enough: move is called once, for all of them. It is for the beginning of the
// program.
func OnMerge(move Moving, tables ...string) {
	for i, t := range tables {
		if i > 0 {
			move = nil
		}
		moving[t] = move
	}
}

func init() {
	// The history has its own choice, own fields are taken one by one like all
	// fields, and who was told apart stays so.
	OnMerge(nil, "membership_event.member_id", "member_own", "member_distinct")
}

// moveAll moves everything that refers to a record to another one.
func moveAll(tx *ledger.Tx, keep, drop int64) (notes []string, err error) {
	all, err := tx.References(Fields.Name)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		move, own := moving[r.Table]
		if _, fixed := moving[r.Table+"."+r.Column]; fixed || own && move == nil {
			continue
		}
		if own {
			said, err := move(tx, keep, drop)
			if err != nil {
				return nil, err
			}
			notes = append(notes, said...)
			continue
		}
		n, err := moveRows(tx, r, keep, drop)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			notes = append(notes, fmt.Sprintf("%s %d 条移到保留的一边。", r.Label, n))
		}
	}
	n, err := attachment.Move(tx, attachment.Owner{Table: Fields.Name, ID: drop}, attachment.Owner{Table: Fields.Name, ID: keep})
	if n > 0 {
		notes = append(notes, fmt.Sprintf("附件 %d 个移到保留的一边。", n))
	}
	return notes, err
}

func moveRows(tx *ledger.Tx, r ledger.Reference, keep, drop int64) (int64, error) {
	res, err := tx.Exec("UPDATE "+r.Table+" SET "+r.Column+" = ? WHERE "+r.Column+" = ?", keep, drop)
	if ledger.IsConstraint(err) {
		return 0, ledger.Refuse("两条记录在“%s”里都有内容，合不到一起，没有合并，什么都没有改动。请先删去其中一边的再合并。", r.Label)
	}
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

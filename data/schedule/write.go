package schedule

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// OpKind is the kind of the operations on the calendar.
const OpKind = "calendar"

// Put adds an entry of the unit's own, where its key is empty, or takes the place of the
// one with its key. It gives the operation, 0 where nothing changed.
func Put(ctx context.Context, l *ledger.Ledger, list ...Entry) (int64, error) {
	for i := range list {
		list[i].Name = strings.TrimSpace(list[i].Name)
		if err := list[i].Check(); err != nil {
			return 0, fmt.Errorf("“%s”：%w。没有改动。", list[i].Name, err)
		}
	}
	title := "上报日历"
	if len(list) == 1 {
		title += "：" + list[0].Name
		if list[0].Off {
			title += "，不再提醒"
		}
	}
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: title}, func(tx *ledger.Tx) error {
		known, err := Of(ctx, tx)
		if err != nil {
			return err
		}
		for _, e := range list {
			if i := index(known, e.Key); i >= 0 && known[i].same(e) {
				continue
			}
			if e.Key == "" {
				n, err := tx.Unused("report_calendar")
				if err != nil {
					return err
				}
				e.Key = fmt.Sprintf("%s%d", ownPrefix, n)
			}
			text, err := assets.Encode(e)
			if err != nil {
				return err
			}
			if _, err := tx.Exec(`INSERT INTO report_calendar (key, name, text) VALUES (?,?,?)
				ON CONFLICT (key) DO UPDATE SET name = excluded.name, text = excluded.text`, e.Key, e.Name, string(text)); err != nil {
				return err
			}
		}
		return nil
	})
}

// ownPrefix begins the keys of entries that a unit added itself.
const ownPrefix = "own-"

// Adopt takes over the calendar of another unit, as Text gives it. The numbers in the
// keys of that unit's own entries count in its ledger alone: here the own entry of the
// same name is meant, or else a new one.
func Adopt(ctx context.Context, l *ledger.Ledger, list []Entry) (int64, error) {
	known, err := Of(ctx, l.Read())
	if err != nil {
		return 0, err
	}
	list = slices.Clone(list)
	for i, e := range list {
		if !strings.HasPrefix(e.Key, ownPrefix) {
			continue
		}
		list[i].Key = ""
		if at := slices.IndexFunc(known, func(k Entry) bool { return !k.Shipped && k.Name == e.Name }); at >= 0 {
			list[i].Key = known[at].Key
		}
	}
	return Put(ctx, l, list...)
}

// same reports whether two entries say the same, whoever's they are.
func (e Entry) same(o Entry) bool {
	o.Own, o.Shipped = e.Own, e.Shipped
	return e == o
}

// Drop takes an entry of the unit's own out; a shipped one of that key counts again. A
// shipped entry itself can only be switched off.
func Drop(ctx context.Context, l *ledger.Ledger, e Entry) (int64, error) {
	title := "删除上报日历：" + e.Name
	if e.Shipped {
		title = "上报日历恢复原样：" + e.Name
	}
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: title}, func(tx *ledger.Tx) error {
		done, err := tx.Exec(`DELETE FROM report_calendar WHERE key = ?`, e.Key)
		if err != nil {
			return err
		}
		if n, _ := done.RowsAffected(); n == 0 {
			return ledger.Refuse("“%s”是随程序带的，没有改过，不能删除，可以停用。", e.Name)
		}
		return nil
	})
}

// Tick says by hand that a report of a period was made, with a note such as how.
func Tick(ctx context.Context, l *ledger.Ledger, o Occurrence, day civil.Date, note string) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "登记已报：" + o.Title()}, func(tx *ledger.Tx) error {
		_, err := tx.Exec(`INSERT INTO report_done (key, name, period, day, note) VALUES (?,?,?,?,?)
			ON CONFLICT (key, period) DO UPDATE SET day = excluded.day, note = excluded.note WHERE day <> excluded.day OR note <> excluded.note`,
			o.Entry.Key, o.Entry.Name, o.Period(), day, strings.TrimSpace(note))
		return err
	})
}

// Untick takes a note made by hand back.
func Untick(ctx context.Context, l *ledger.Ledger, o Occurrence) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "改回待报：" + o.Title()}, func(tx *ledger.Tx) error {
		_, err := tx.Exec(`DELETE FROM report_done WHERE key = ? AND period = ?`, o.Entry.Key, o.Period())
		return err
	})
}

package member

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"unionledger/data/intake"
	"unionledger/data/ledger"
)

// mappingKey begins the settings in which the ledger keeps what people chose for the
// columns of a header.
const mappingKey = "import.mapping."

// Mapped is what people chose for the columns under one header.
type Mapped struct {
	// Header is the fingerprint of the header, see intake.Table.Fingerprint.
	Header string `json:"-"`
	// Words are the header's texts, so that people know it again.
	Words string `json:"words"`
	// On is the day it was chosen.
	On string `json:"on"`
	// Columns give the columns corrected by hand what they hold.
	Columns []intake.Chosen `json:"columns"`
	// Policies are by key of the field.
	Policies map[string]Policy `json:"policies,omitempty"`
}

// Mappings reads what is remembered of earlier imports, newest first.
func Mappings(ctx context.Context, r ledger.Reader) ([]Mapped, error) {
	rows, err := r.QueryContext(ctx, `SELECT key, value FROM setting WHERE key LIKE ? ORDER BY key`, mappingKey+"%")
	if err != nil {
		return nil, fmt.Errorf("读记住的对列：%w", err)
	}
	defer rows.Close()
	var out []Mapped
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return nil, err
		}
		m := Mapped{Header: strings.TrimPrefix(key, mappingKey)}
		if json.Unmarshal([]byte(value), &m) == nil && len(m.Columns)+len(m.Policies) > 0 {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b Mapped) int { return strings.Compare(b.On, a.On) })
	return out, rows.Err()
}

// Memory gives remembered mappings the shape that intake takes.
func Memory(list []Mapped) map[string][]intake.Chosen {
	out := map[string][]intake.Chosen{}
	for _, m := range list {
		out[m.Header] = m.Columns
	}
	return out
}

// RememberMappings keeps what people chose for the headers of an import; where that
// is known already nothing is written. Undoing the last operation passes over it.
func (im *Import) RememberMappings(ctx context.Context, l *ledger.Ledger) error {
	known, err := Mappings(ctx, l.Read())
	if err != nil {
		return err
	}
	_, err = l.Write(ctx, ledger.Op{Kind: ledger.Noted, Title: "记住导入" + im.Kind.Label + "的对列"}, func(tx *ledger.Tx) error {
		for _, t := range im.Tables {
			m := Mapped{Header: t.Fingerprint(), Words: t.HeaderWords(), On: im.today.String(), Columns: t.Chosen(), Policies: im.Policies}
			if len(m.Columns) == 0 && len(m.Policies) == 0 || remembered(known, m) {
				continue
			}
			value, err := json.Marshal(m)
			if err != nil {
				return err
			}
			if err := tx.SetSetting(mappingKey+m.Header, string(value)); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// remembered reports whether the same is kept already, whatever the day.
func remembered(known []Mapped, m Mapped) bool {
	return slices.ContainsFunc(known, func(k Mapped) bool {
		a, _ := json.Marshal([]any{k.Columns, k.Policies})
		b, _ := json.Marshal([]any{m.Columns, m.Policies})
		return k.Header == m.Header && string(a) == string(b)
	})
}

// ForgetMapping drops what is remembered for a header.
func ForgetMapping(ctx context.Context, l *ledger.Ledger, header string) error {
	_, err := l.Write(ctx, ledger.Op{Kind: ledger.Noted, Title: "忘掉导入的对列"}, func(tx *ledger.Tx) error {
		_, err := tx.Exec(`DELETE FROM setting WHERE key = ?`, mappingKey+header)
		return err
	})
	return err
}

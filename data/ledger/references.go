package ledger

// Reference is a column that refers to the rows of another table, as the schema
// declares it.
type Reference struct{ Table, Label, Column string }

// References lists the columns of all tables that refer to the rows of one, so that
// who moves such a row along forgets none that a later version adds.
func (t *Tx) References(table string) ([]Reference, error) {
	rows, err := t.Query(`SELECT s.name, coalesce(l.label, s.name), f."from" FROM sqlite_schema s, pragma_foreign_key_list(s.name) f
		LEFT JOIN table_label l ON l.tbl = s.name WHERE s.type = 'table' AND f."table" = ? ORDER BY s.name, f."from"`, table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Reference
	for rows.Next() {
		var r Reference
		if err := rows.Scan(&r.Table, &r.Label, &r.Column); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// DeferReferences lets references be broken until the write ends, for rows that
// belong together and change one after the other.
func (t *Tx) DeferReferences() error {
	_, err := t.tx.ExecContext(t.ctx, "PRAGMA defer_foreign_keys = ON")
	return err
}

// IsConstraint reports whether a change was refused for a rule of the schema, such
// as a number that may stand only once, after which the write may go on.
func IsConstraint(err error) bool { return isConstraint(err) }

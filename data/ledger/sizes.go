package ledger

import "context"

// SchemaVersion is the version of ledgers that this program writes.
func SchemaVersion() int { return len(migrationFiles()) }

// Sizes counts the rows of every table, by its name.
func (l *Ledger) Sizes(ctx context.Context) (map[string]int64, error) {
	rows, err := l.readers.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	if err != nil {
		return nil, explain(l.path, err)
	}
	out := map[string]int64{}
	err = eachRow(rows, func(values []any) error { out[values[0].(string)] = 0; return nil })
	for name := range out {
		if err != nil {
			break
		}
		var n int64
		err = l.readers.QueryRowContext(ctx, `SELECT count(*) FROM "`+name+`"`).Scan(&n)
		out[name] = n
	}
	return out, explain(l.path, err)
}

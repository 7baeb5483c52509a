package home

import (
	"context"
	"os"
	"path/filepath"

	"unionledger/app/platform"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// begin makes a ledger of a unit. It is closed again, so that the window opens it
// as it opens any other.
func begin(ctx context.Context, path, enterprise, unionName string) error {
	l, err := ledger.Create(ctx, path, ledger.Options{})
	if err != nil {
		return err
	}
	defer l.Close()
	if enterprise == "" && unionName == "" {
		return nil
	}
	u, err := union.Load(ctx, l.Read())
	if err != nil {
		return err
	}
	u.Enterprise.Set("name", enterprise)
	u.Union.Set("name", unionName)
	_, err = l.Write(ctx, ledger.Op{Kind: "unit", Title: "建立台账"}, func(tx *ledger.Tx) error { return union.Save(tx, u) })
	return err
}

// demoPath is where the demonstration ledger lies.
func demoPath() string {
	return filepath.Join(platform.Where().Documents, "工会台账示范", "示范"+ledger.Extension)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

package paper

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// Info is what lists show of a paper.
type Info struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Use   Use    `json:"use"`
	Basis string `json:"basis"`
	Date  string `json:"date"`
	// Since is the day the unit changed the wording, zero where it is the shipped one.
	Since civil.Date `json:"since"`
	// Newer is set where the shipped wording has changed after the unit's.
	Newer bool `json:"newer"`
	// Kinds are the changes of a membership the paper goes with.
	Kinds []string `json:"kinds"`
	// InFull says that numbers of people stand in full unless told not to.
	InFull bool `json:"in_full"`
}

const folder = "papers"

// shipped reads the papers the program ships, in the order of their file names,
// which begin with a number.
var shipped = sync.OnceValues(func() ([]source, error) {
	files, err := fs.ReadDir(assets.Files, folder)
	if err != nil {
		return nil, err
	}
	var out []source
	for _, f := range files {
		name, ok := strings.CutSuffix(f.Name(), ".txt")
		if !ok {
			continue
		}
		text, err := assets.Files.ReadFile(path.Join(folder, f.Name()))
		if err != nil {
			return nil, err
		}
		_, key, _ := strings.Cut(name, "-")
		out = append(out, source{key: key, text: string(text)})
	}
	return out, nil
})

// source is the text of a paper, with what the unit made of it.
type source struct {
	key, text string
	since     civil.Date
	base      string
}

func (s source) info(from source) (Info, error) {
	t, err := Parse(s.key, s.text)
	if err != nil {
		return Info{}, fmt.Errorf("文书模板“%s”：%w", s.key, err)
	}
	return Info{Key: t.Key, Name: t.Name, Use: t.Use, Basis: t.Basis, Date: t.Date, Kinds: t.kinds, InFull: t.inFull,
		Since: s.since, Newer: !s.since.IsZero() && s.base != fingerprint(from.text)}, nil
}

func fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// List gives all papers as the unit uses them.
func List(ctx context.Context, r ledger.Reader) ([]Info, error) {
	all, err := shipped()
	if err != nil {
		return nil, err
	}
	own, err := changed(ctx, r)
	if err != nil {
		return nil, err
	}
	var out []Info
	for _, s := range all {
		use := s
		if o, ok := own[s.key]; ok {
			use = o
		}
		info, err := use.info(s)
		if err != nil && use.since.IsZero() {
			return nil, err
		}
		if err != nil { // a text of an older program: the shipped name stands for it
			if info, err = s.info(s); err != nil {
				return nil, err
			}
			info.Since, info.Newer = use.since, true
		}
		out = append(out, info)
	}
	return out, nil
}

// changed reads the unit's own texts by key.
func changed(ctx context.Context, r ledger.Reader) (map[string]source, error) {
	rows, err := r.QueryContext(ctx, "SELECT key, text, since, shipped FROM paper_template")
	if err != nil {
		return nil, fmt.Errorf("读文书模板：%w", err)
	}
	defer rows.Close()
	out := map[string]source{}
	for rows.Next() {
		var s source
		if err := rows.Scan(&s.key, &s.text, &s.since, &s.base); err != nil {
			return nil, err
		}
		out[s.key] = s
	}
	return out, rows.Err()
}

// Shipped gives the text of a paper as the program ships it.
func Shipped(key string) (string, error) {
	all, err := shipped()
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(all, func(s source) bool { return s.key == key })
	if i < 0 {
		return "", &ledger.Error{Kind: "not_found", Message: fmt.Sprintf("没有叫“%s”的文书。", key)}
	}
	return all[i].text, nil
}

// Source gives the text of a paper as the unit uses it.
func Source(ctx context.Context, r ledger.Reader, key string) (string, error) {
	text, err := Shipped(key)
	if err != nil {
		return "", err
	}
	var own string
	err = r.QueryRowContext(ctx, "SELECT text FROM paper_template WHERE key = ?", key).Scan(&own)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return text, nil
	case err != nil:
		return "", fmt.Errorf("读文书模板：%w", err)
	}
	return own, nil
}

// Save keeps the unit's own wording of a paper as one operation; a broken one is
// refused with an *Error. The shipped wording again is the same as Restore.
func Save(ctx context.Context, l *ledger.Ledger, key, text string) (int64, error) {
	original, err := Shipped(key)
	if err != nil {
		return 0, err
	}
	text = Clean(text)
	t, err := Parse(key, text)
	if err != nil {
		return 0, err
	}
	if text == original {
		return Restore(ctx, l, key)
	}
	return l.Write(ctx, ledger.Op{Kind: "paper", Title: "修改文书模板：" + t.Name}, func(tx *ledger.Tx) error {
		_, err := tx.Exec(`INSERT INTO paper_template (key, name, text, since, shipped) VALUES (?,?,?,?,?)
			ON CONFLICT (key) DO UPDATE SET name = excluded.name, text = excluded.text, since = excluded.since, shipped = excluded.shipped
			WHERE text <> excluded.text`, key, t.Name, text, civil.FromTime(l.Now()).String(), fingerprint(original))
		return err
	})
}

// Restore puts the shipped wording back in force as one operation.
func Restore(ctx context.Context, l *ledger.Ledger, key string) (int64, error) {
	text, err := Shipped(key)
	if err != nil {
		return 0, err
	}
	t, err := Parse(key, text)
	if err != nil {
		return 0, err
	}
	return l.Write(ctx, ledger.Op{Kind: "paper", Title: "文书模板恢复原样：" + t.Name}, func(tx *ledger.Tx) error {
		_, err := tx.Exec("DELETE FROM paper_template WHERE key = ?", key)
		return err
	})
}

// Help tells clerks how a paper is written.
func Help() (string, error) {
	text, err := assets.Files.ReadFile(path.Join(folder, "help.md"))
	return string(text), err
}

// WriteText writes the text of a paper to a file, whole or not at all. It begins
// with the mark by which Windows' editors know UTF-8.
func WriteText(path, text string) error {
	return sheet.WriteFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "\ufeff"+strings.ReplaceAll(text, "\n", "\r\n"))
		return err
	})
}

// Clean takes out of a text what editors put around it.
func Clean(text string) string {
	return strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
}

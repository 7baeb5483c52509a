package dossier

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/docx"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

const templateTable = "document_template"

// Template is a document as the unit words it.
type Template struct {
	File []byte
	// Since is the day the unit changed the wording, zero where it is the shipped one;
	// Newer says that the shipped wording has changed after that.
	Since civil.Date
	Newer bool
}

// shippedFile is the template the program ships.
func shippedFile(k Kind) ([]byte, error) {
	b, err := assets.Files.ReadFile(folder + k.Key + ".docx")
	if err != nil {
		return nil, fmt.Errorf("读取文书模板“%s”：%w", k.Title, err)
	}
	return b, nil
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// TemplateOf gives the template of a document, the unit's own where it has one.
func TemplateOf(ctx context.Context, r ledger.Reader, k Kind) (Template, error) {
	own, err := shippedFile(k)
	if err != nil {
		return Template{}, err
	}
	var sum, since, from string
	err = r.QueryRowContext(ctx, `SELECT sha256, since, shipped FROM document_template WHERE key = ?`, k.Key).Scan(&sum, &since, &from)
	if errors.Is(err, sql.ErrNoRows) {
		return Template{File: own}, nil
	}
	t := Template{Newer: from != hash(own)}
	if err == nil {
		t.Since, err = civil.Parse(since)
	}
	if err == nil {
		t.File, err = ledger.Content(ctx, r, sum)
	}
	if err != nil {
		return t, fmt.Errorf("读取文书模板“%s”：%w", k.Title, err)
	}
	return t, nil
}

// WriteTemplate writes the template of a document, to be changed in an editor.
func WriteTemplate(ctx context.Context, r ledger.Reader, k Kind, path string) error {
	t, err := TemplateOf(ctx, r, k)
	if err != nil {
		return err
	}
	return sheet.WriteBytes(path, t.File)
}

// SetTemplate makes a file the template of a document, after reading it and its marks. A
// mark that nothing is known by is refused by name, since it would stay on the paper. It
// returns the operation, 0 where the file is the one in use.
func SetTemplate(ctx context.Context, l *ledger.Ledger, k Kind, file []byte, s Source) (int64, error) {
	f, err := docx.Read(file)
	if err != nil {
		return 0, err
	}
	known := s.Values(Document{Kind: k, count: 1})
	var wrong []string
	for _, m := range f.Marks() {
		if !known.Known(m) {
			wrong = append(wrong, "{{"+m+"}}")
		}
	}
	if len(wrong) > 0 {
		return 0, &docx.Error{Message: fmt.Sprintf("模板里有程序不认识的栏目：%s。请在 WPS 里改成“可用的栏目”里的名称，或者删去两边的大括号，再换一次。", strings.Join(wrong, "、"))}
	}
	own, err := shippedFile(k)
	if err != nil {
		return 0, err
	}
	return l.Write(ctx, ledger.Op{Kind: templateTable, Title: "修改文书模板：" + k.Title}, func(tx *ledger.Tx) error {
		sum, err := tx.Keep(file)
		if err != nil {
			return err
		}
		today := civil.FromTime(l.Now()).String()
		columns, values := []string{"key", "name", "sha256", "since", "shipped"}, []any{k.Key, k.Title, sum, today, hash(own)}
		var id int64
		var was string
		switch err := tx.QueryRowContext(ctx, `SELECT id, sha256 FROM document_template WHERE key = ?`, k.Key).Scan(&id, &was); {
		case errors.Is(err, sql.ErrNoRows):
			_, err = tx.Insert(templateTable, columns, values)
			return err
		case err != nil:
			return err
		case was == sum:
			return nil
		}
		return tx.Update(templateTable, id, columns, values)
	})
}

// ResetTemplate goes back to the shipped wording.
func ResetTemplate(ctx context.Context, l *ledger.Ledger, k Kind) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: templateTable, Title: "恢复文书模板：" + k.Title}, func(tx *ledger.Tx) error {
		_, err := tx.Exec(`DELETE FROM document_template WHERE key = ?`, k.Key)
		return err
	})
}

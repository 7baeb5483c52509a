// Package attachment keeps photos, scanned cards and papers in the ledger, with the
// member or other row they belong to. What a file is, its content says; what it may
// be and how large, a data file. The room knows owners by table and number only.
package attachment

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"unionledger/data/ledger"
)

// Table is where attachments are kept.
const Table = "attachment"

// Owner is the row an attachment belongs to.
type Owner struct {
	Table string `json:"table"`
	ID    int64  `json:"id"`
}

// Attachment describes one file; what it holds is read with Content.
type Attachment struct {
	ID     int64     `json:"id"`
	Owner  Owner     `json:"owner"`
	Kind   string    `json:"kind"`
	Name   string    `json:"name"`
	Mime   string    `json:"mime"`
	Size   int64     `json:"size"`
	SHA256 string    `json:"sha256"`
	Added  time.Time `json:"added"`
}

// Picture reports whether it can be shown as a picture.
func (a Attachment) Picture() bool { return hasDecoder(a.Mime) }

// FileName is the name under which a copy is opened or saved: its ending is that of
// what the file holds, whatever it was called.
func (a Attachment) FileName() string {
	name := CleanName(a.Name)
	f, ok := formatOfMime(a.Mime)
	if !ok {
		return name + ".bin" // which no system runs
	}
	if slices.Contains(f.endings, strings.ToLower(filepath.Ext(name))) {
		return name
	}
	return name + f.endings[0]
}

const selectAttachments = `SELECT id, owner_table, owner_id, kind, name, mime, size, sha256, added FROM attachment `

// Of lists what belongs to an owner, newest first.
func Of(ctx context.Context, r ledger.Reader, o Owner) ([]Attachment, error) {
	return list(ctx, r, `WHERE owner_table = ? AND owner_id = ? ORDER BY id DESC`, o.Table, o.ID)
}

// All lists all attachments of owners of one table, by owner.
func All(ctx context.Context, r ledger.Reader, table string) ([]Attachment, error) {
	return list(ctx, r, `WHERE owner_table = ? ORDER BY owner_id, id DESC`, table)
}

// Get reads one attachment.
func Get(ctx context.Context, r ledger.Reader, id int64) (Attachment, error) {
	found, err := list(ctx, r, `WHERE id = ?`, id)
	if err == nil && len(found) == 0 {
		err = &ledger.Error{Kind: "not_found", Message: fmt.Sprintf("没有 %d 号附件，可能已经删除。", id)}
	}
	if err != nil {
		return Attachment{}, err
	}
	return found[0], nil
}

// PhotoOf is the newest photo of an owner that can be shown.
func PhotoOf(ctx context.Context, r ledger.Reader, o Owner) (a Attachment, found bool, err error) {
	all, err := Of(ctx, r, o)
	i := slices.IndexFunc(all, func(a Attachment) bool { return a.Kind == Photo && a.Picture() })
	if err != nil || i < 0 {
		return Attachment{}, false, err
	}
	return all[i], true, nil
}

func list(ctx context.Context, r ledger.Reader, tail string, args ...any) ([]Attachment, error) {
	rows, err := r.QueryContext(ctx, selectAttachments+tail, args...)
	if err != nil {
		return nil, fmt.Errorf("读附件：%w", err)
	}
	defer rows.Close()
	var out []Attachment
	for rows.Next() {
		var a Attachment
		var added string
		if err := rows.Scan(&a.ID, &a.Owner.Table, &a.Owner.ID, &a.Kind, &a.Name, &a.Mime, &a.Size, &a.SHA256, &added); err != nil {
			return nil, err
		}
		a.Added, _ = time.Parse(time.RFC3339, added) // what verify finds changed is shown without its day
		out = append(out, a)
	}
	return out, rows.Err()
}

// Content reads what an attachment holds, checked against its hash.
func Content(ctx context.Context, r ledger.Reader, a Attachment) ([]byte, error) {
	return ledger.Content(ctx, r, a.SHA256)
}

// Add attaches files to an owner, called ownerName in the journal, in one operation.
// A file the owner has already is refused by name. The remark, where there is one,
// says that the ledger is growing large.
func Add(ctx context.Context, l *ledger.Ledger, o Owner, ownerName, kind string, files ...File) (op int64, remark string, err error) {
	limits := Shipped()
	if !slices.Contains(limits.KindNames(), kind) {
		return 0, "", fmt.Errorf("没有“%s”这种附件。可以是：%s。", kind, strings.Join(limits.KindNames(), "、"))
	}
	title := fmt.Sprintf("给%s添加附件：%s", ownerName, kind)
	if len(files) > 1 {
		title += fmt.Sprintf(" %d 份", len(files))
	}
	op, err = l.Write(ctx, ledger.Op{Kind: Table, Title: title}, func(tx *ledger.Tx) error {
		for _, f := range files {
			if err := add(tx, o, kind, f, l.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, "", err
	}
	if size, err := ledger.ContentSize(ctx, l.Read()); err == nil && size > limits.LedgerMB<<20 {
		remark = fmt.Sprintf("附件和留存的报表共 %s，超过了 %d MB 的提醒线（默认），每份备份都会带着它们", SizeWords(size), limits.LedgerMB)
	}
	return op, remark, nil
}

func add(tx *ledger.Tx, o Owner, kind string, f File, now time.Time) error {
	sum, err := tx.Keep(f.Data)
	if err != nil {
		return err
	}
	same, err := list(tx.Context(), tx, `WHERE owner_table = ? AND owner_id = ? AND sha256 = ?`, o.Table, o.ID, sum)
	if err != nil {
		return err
	}
	if len(same) > 0 {
		return &ledger.Error{Kind: "exists", Message: fmt.Sprintf("这份文件已经在附件里了：%s“%s”（%s 添加），没有再存一份。",
			same[0].Kind, same[0].Name, same[0].Added.Local().Format("2006-01-02"))}
	}
	_, err = tx.Insert(Table, []string{"owner_table", "owner_id", "kind", "name", "mime", "size", "sha256", "added"},
		[]any{o.Table, o.ID, kind, f.Name, f.Mime, int64(len(f.Data)), sum, now.UTC().Format(time.RFC3339)})
	return err
}

// Change gives an attachment another kind and name.
func Change(ctx context.Context, l *ledger.Ledger, a Attachment, ownerName, kind, name string) (int64, error) {
	if !slices.Contains(Shipped().KindNames(), kind) {
		return 0, errors.New("请选附件的种类。")
	}
	if strings.TrimSpace(name) == "" {
		return 0, errors.New("名称不能为空。")
	}
	return l.Write(ctx, ledger.Op{Kind: Table, Title: "修改" + ownerName + "的附件"}, func(tx *ledger.Tx) error {
		if _, err := Get(tx.Context(), tx, a.ID); err != nil {
			return err
		}
		return tx.Update(Table, a.ID, []string{"kind", "name"}, []any{kind, CleanName(name)})
	})
}

// Remove takes an attachment away; 撤销 brings it back.
func Remove(ctx context.Context, l *ledger.Ledger, a Attachment, ownerName string) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: Table, Title: "删除" + ownerName + "的附件：" + a.Kind}, func(tx *ledger.Tx) error {
		if _, err := Get(tx.Context(), tx, a.ID); err != nil {
			return err
		}
		return tx.Delete(Table, a.ID)
	})
}

// Move gives what belongs to one owner to another, and counts it; of a file that
// both have one stays.
func Move(tx *ledger.Tx, from, to Owner) (int64, error) {
	_, err := tx.Exec(`DELETE FROM attachment WHERE owner_table = ?1 AND owner_id = ?2
		AND sha256 IN (SELECT sha256 FROM attachment WHERE owner_table = ?3 AND owner_id = ?4)`, from.Table, from.ID, to.Table, to.ID)
	if err != nil {
		return 0, err
	}
	res, err := tx.Exec(`UPDATE attachment SET owner_table = ?3, owner_id = ?4 WHERE owner_table = ?1 AND owner_id = ?2`,
		from.Table, from.ID, to.Table, to.ID)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Look notes in the journal that a private attachment is opened or taken out, before
// it is. Its error is the sentence that refuses it.
func Look(ctx context.Context, l *ledger.Ledger, a Attachment, ownerName string) error {
	if !Shipped().Private(a.Kind) {
		return nil
	}
	if err := l.Note(ctx, "查看"+ownerName+"的附件："+a.Kind); err != nil {
		return fmt.Errorf("查看这种附件要先记入操作记录，没有记成，所以没有打开：%w", err)
	}
	return nil
}

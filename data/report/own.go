package report

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// ownPrefix begins the ids of the forms a unit learnt.
const ownPrefix = "own-"

// OwnKind is the kind of every journalled operation on the unit's own forms.
const OwnKind = "report_profile"

// IsOwn reports whether an id is that of a form a unit learnt.
func IsOwn(id string) bool { return strings.HasPrefix(id, ownPrefix) }

func short(s string) string {
	return sumOf([]byte(s))[:10]
}

// MemberFieldsOf are the fields of a member in one ledger as reports see them, what the
// unit added included.
func MemberFieldsOf(ctx context.Context, r ledger.Reader) (*field.Set, error) {
	s, err := MembersOf(ctx, r, civil.Date{})
	if err != nil {
		return nil, err
	}
	return s.Fields(), nil
}

// Available lists the forms of a ledger: the newest version of each of the unit's own,
// which are what its union above asks for, and behind them those the program ships. One
// that this program cannot use any more says why in Broken.
func Available(ctx context.Context, r ledger.Reader) ([]Info, error) {
	var out []Info
	own, err := ownRows(ctx, r, "WHERE version = (SELECT max(version) FROM report_profile n WHERE n.key = p.key) ORDER BY name, key")
	for _, row := range own {
		info := Info{ID: row.key, Name: row.name, Own: true, Version: row.version}
		if p, err := row.parse(); err != nil {
			info.Broken = err.Error()
		} else {
			info = p.Info()
		}
		out = append(out, info)
	}
	return append(out, Profiles()...), err
}

// Versions lists all versions of a form of the unit's own, the newest first.
func Versions(ctx context.Context, r ledger.Reader, id string) ([]Info, error) {
	rows, err := ownRows(ctx, r, "WHERE key = ? ORDER BY version DESC", id)
	var out []Info
	for _, row := range rows {
		out = append(out, Info{ID: row.key, Name: row.name, Own: true, Version: row.version, Added: row.added})
	}
	return out, err
}

// Find gives a form of a ledger: one the program ships by its id, one of the unit's own
// by its id or name (the newest version, or another one as own-1a2b@1), or a folder as
// Load does. Every error is an *Error.
func Find(ctx context.Context, r ledger.Reader, name string) (*Profile, error) {
	id, number, chosen := strings.Cut(name, "@")
	version, err := strconv.Atoi(number)
	if chosen && err != nil && IsOwn(id) { // a folder may have an @ in its name
		return nil, fail("not_found", "“%s”里 @ 后面应是第几版的数字。", name)
	}
	rows, err := ownRows(ctx, r, "ORDER BY version DESC")
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if (row.key == id || code.Fold(row.name) == code.Fold(id)) && (!chosen || row.version == version) {
			return row.load(ctx, r)
		}
	}
	p, err := Load(name)
	var own *Error
	if errors.As(err, &own) && own.Kind == "not_found" && len(rows) > 0 {
		own.Message += "本单位自己的表见 unionledger profiles list。"
	}
	return p, err
}

// ownRow is a form as the ledger keeps it.
type ownRow struct {
	id        int64
	key, name string
	version   int
	added     civil.Date
	text, sum string
}

func ownRows(ctx context.Context, r ledger.Reader, tail string, args ...any) ([]ownRow, error) {
	rows, err := r.QueryContext(ctx, "SELECT id, key, name, version, added_on, text, sha256 FROM report_profile p "+tail, args...)
	if err != nil {
		return nil, fmt.Errorf("读本单位的表样：%w", err)
	}
	defer rows.Close()
	var out []ownRow
	for rows.Next() {
		var o ownRow
		if err := rows.Scan(&o.id, &o.key, &o.name, &o.version, &o.added, &o.text, &o.sum); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

// parse reads the description; name and version are those of the row.
func (o ownRow) parse() (*Profile, error) {
	p, err := Parse([]byte(o.text))
	if err != nil {
		return nil, err
	}
	p.ID, p.Name, p.Version = o.key, o.name, o.version
	return p, nil
}

// load reads description and blank workbook.
func (o ownRow) load(ctx context.Context, r ledger.Reader) (*Profile, error) {
	p, err := o.parse()
	if err != nil {
		return nil, err
	}
	if p.blank, err = ledger.Content(ctx, r, o.sum); err != nil {
		return nil, &Error{"form", "表样“" + o.name + "”的空白表读不出来：" + err.Error(), err}
	}
	return p, p.matchForm()
}

// Text is the description as a file, as the program ships its own.
func (p *Profile) Text() ([]byte, error) {
	text, err := yaml.MarshalWithOptions(p, yaml.OmitEmpty())
	if err != nil {
		return nil, fmt.Errorf("存报表配置：%w", err)
	}
	_, err = Parse(text) // what cannot be read again is not kept
	return text, err
}

// Keep puts a form into the ledger, as the next version of the one of the same name
// where the unit has it, else as a new one: two forms may have one header. What was
// opened to be changed (Relearn) is the next version of itself, whatever it is called
// now. Nothing is written, and the operation is 0, where the newest version is the same
// already.
func Keep(ctx context.Context, l *ledger.Ledger, p *Profile) (Info, int64, error) {
	kept := *p
	rows, err := ownRows(ctx, l.Read(), "ORDER BY version DESC")
	if err != nil {
		return Info{}, 0, err
	}
	kept.Version = 1
	if row, ok := before(rows, p); ok {
		kept.ID, kept.Version = row.key, row.version
		if text, err := kept.Text(); err == nil && string(text) == row.text && row.sum == sumOf(p.blank) {
			return kept.Info(), 0, nil
		}
		kept.Version++
	} else {
		for n := 0; slices.ContainsFunc(rows, func(row ownRow) bool { return row.key == kept.ID }); n++ {
			kept.ID = ownPrefix + short(fmt.Sprintf("%s\n%s\n%d", p.ID, code.Fold(p.Name), n))
		}
	}
	for _, row := range rows {
		if row.key != kept.ID && code.Fold(row.name) == code.Fold(kept.Name) {
			return Info{}, 0, fail("profile", "已经有另一张表叫“%s”。请换一个名字。", row.name)
		}
	}
	text, err := kept.Text()
	if err != nil {
		return Info{}, 0, err
	}
	op, err := l.Write(ctx, ledger.Op{Kind: OwnKind, Title: "学会表样：" + kept.Title()}, func(tx *ledger.Tx) error {
		sum, err := tx.Keep(p.blank)
		if err != nil {
			return err
		}
		if _, err := tx.Exec("UPDATE report_profile SET name = ? WHERE key = ? AND name <> ?", kept.Name, kept.ID, kept.Name); err != nil {
			return err
		}
		_, err = tx.Insert("report_profile", []string{"key", "version", "name", "added_on", "text", "sha256"},
			[]any{kept.ID, kept.Version, kept.Name, civil.FromTime(l.Now()).String(), string(text), sum})
		return err
	})
	return kept.Info(), op, err
}

// before finds the newest version of a form that is to be kept again.
func before(rows []ownRow, p *Profile) (ownRow, bool) {
	i := slices.IndexFunc(rows, func(row ownRow) bool {
		if p.changed {
			return row.key == p.ID
		}
		return code.Fold(row.name) == code.Fold(p.Name)
	})
	if i < 0 {
		return ownRow{}, false
	}
	return rows[i], true
}

// Rename gives a form of the unit's own, in all its versions, another name.
func Rename(ctx context.Context, l *ledger.Ledger, id, name string) (int64, error) {
	if name = strings.TrimSpace(name); name == "" {
		return 0, fail("profile", "请写新的名字。")
	}
	rows, err := ownRows(ctx, l.Read(), "")
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(rows, func(row ownRow) bool { return row.key == id })
	if at < 0 {
		return 0, noOwn(id)
	}
	for _, row := range rows {
		if row.key != id && code.Fold(row.name) == code.Fold(name) {
			return 0, fail("profile", "已经有一张表叫“%s”。请换一个名字。", row.name)
		}
	}
	old := rows[at].name
	return l.Write(ctx, ledger.Op{Kind: OwnKind, Title: "表样“" + old + "”改名为“" + name + "”"}, func(tx *ledger.Tx) error {
		_, err := tx.Exec("UPDATE report_profile SET name = ? WHERE key = ?", name, id)
		return err
	})
}

// Forget takes a form of the unit's own out of the ledger with all its versions.
func Forget(ctx context.Context, l *ledger.Ledger, id string) (int64, error) {
	versions, err := Versions(ctx, l.Read(), id)
	if err != nil {
		return 0, err
	}
	if len(versions) == 0 {
		return 0, noOwn(id)
	}
	return l.Write(ctx, ledger.Op{Kind: OwnKind, Title: "删除表样：" + versions[0].Name}, func(tx *ledger.Tx) error {
		_, err := tx.Exec("DELETE FROM report_profile WHERE key = ?", id)
		return err
	})
}

func noOwn(id string) error {
	for _, info := range Profiles() {
		if info.ID == id {
			return fail("not_found", "“%s”是程序自带的，不能改名或删除。", info.Name)
		}
	}
	return fail("not_found", "本单位没有“%s”这种表样。有哪些见 unionledger profiles list。", id)
}

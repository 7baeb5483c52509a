// Package law is the law a ledger counts by: the rule profiles, minimum wages and
// holiday arrangements the program ships, and those the unit has put beside or in the
// place of them. What is the unit's own lies in the ledger as the text of the very
// files the program ships, so that one unit can hand its files to another.
package law

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"unionledger/assets"
	"unionledger/data/calendar"
	"unionledger/data/ledger"
	"unionledger/data/rule"
)

// Law is the dated data that deadlines are counted by.
type Law struct {
	Rules    *rule.Book
	Calendar *calendar.Calendar
	// OwnYears are the years whose holidays the unit entered itself.
	OwnYears []int
}

// Shipped is the law the program ships, read once.
var Shipped = sync.OnceValues(func() (Law, error) { return assemble(nil, nil) })

// Of reads the law a ledger counts by.
func Of(ctx context.Context, r ledger.Reader) (Law, error) {
	var own []rule.Own
	err := texts(ctx, r, "SELECT key, text FROM rule_profile ORDER BY id", func(key, text string) error {
		own = append(own, rule.Own{Key: key, Text: text})
		return nil
	})
	if err != nil {
		return Law{}, err
	}
	var years []calendar.Year
	err = texts(ctx, r, "SELECT year, text FROM calendar_year ORDER BY year", func(key, text string) error {
		list, err := calendar.Parse([]byte(text))
		if err != nil {
			return fmt.Errorf("台账里 %s 年的放假安排：%w", key, err)
		}
		years = append(years, list...)
		return nil
	})
	if err != nil {
		return Law{}, err
	}
	if len(own)+len(years) == 0 {
		return Shipped()
	}
	return assemble(own, years)
}

func assemble(own []rule.Own, years []calendar.Year) (Law, error) {
	rules, err := rule.Load(own...)
	if err != nil {
		return Law{}, err
	}
	cal, err := calendar.Shipped()
	if err != nil {
		return Law{}, err
	}
	out := Law{Rules: rules, Calendar: cal.With(years...)}
	for _, y := range years {
		out.OwnYears = append(out.OwnYears, y.Year)
	}
	return out, nil
}

func texts(ctx context.Context, r ledger.Reader, query string, each func(key, text string) error, args ...any) error {
	rows, err := r.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("读取本单位的规则：%w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var key, text string
		if err := rows.Scan(&key, &text); err != nil {
			return err
		}
		if err := each(key, text); err != nil {
			return err
		}
	}
	return rows.Err()
}

// OpKind is the kind of every journalled operation on the law of a ledger.
const OpKind = "law"

// Key of a profile: it becomes the name of a file.
var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,19}$`)

// SaveProfile puts profiles into the ledger, in one journalled write; one with the ID
// of a shipped profile takes its place. It is refused where the rules would no longer
// hold together. The operation is 0 where nothing was changed.
func SaveProfile(ctx context.Context, l *ledger.Ledger, list ...*rule.Profile) (int64, error) {
	var own []rule.Own
	var names []string
	for _, p := range list {
		text, err := p.Text()
		if err != nil {
			return 0, err
		}
		for _, check := range checks {
			if err := check(p); err != nil {
				return 0, err
			}
		}
		own, names = append(own, rule.Own{Key: p.ID, Text: text}), append(names, p.Name)
	}
	return saveRules(ctx, l, own, names)
}

// SaveWages puts minimum wages in the place of those the program ships.
func SaveWages(ctx context.Context, l *ledger.Ledger, list []rule.MinimumWage) (int64, error) {
	text, err := assets.Encode(list)
	if err != nil {
		return 0, err
	}
	return saveRules(ctx, l, []rule.Own{{Key: rule.Wages, Text: string(text)}}, []string{"最低工资标准"})
}

var checks []func(*rule.Profile) error

// OnProfile registers what a room that counts by profiles asks of one of the unit's own.
func OnProfile(check func(*rule.Profile) error) { checks = append(checks, check) }

func saveRules(ctx context.Context, l *ledger.Ledger, own []rule.Own, names []string) (int64, error) {
	for i, o := range own {
		switch {
		case !keyForm.MatchString(o.Key) || o.Key == "time":
			return 0, fmt.Errorf("规则档的代号“%s”不合用：小写英文字母开头，只用小写字母、数字、- 和 _，最多 20 个", o.Key)
		case strings.TrimSpace(names[i]) == "":
			return 0, errors.New("规则档没有写名称（name）")
		}
	}
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "设定协商规则：" + strings.Join(names, "、")}, func(tx *ledger.Tx) error {
		for i, o := range own {
			if _, err := tx.Exec(`INSERT INTO rule_profile (key, name, text) VALUES (?,?,?)
				ON CONFLICT (key) DO UPDATE SET name = excluded.name, text = excluded.text`, o.Key, names[i], o.Text); err != nil {
				return err
			}
		}
		now, err := Of(ctx, tx) // what does not hold together with the rest is not kept
		if err != nil {
			return err
		}
		return alone(now.Rules, own)
	})
}

// alone refuses a profile with the name of another: a round chooses its profile by the name.
func alone(book *rule.Book, own []rule.Own) error {
	for _, o := range own {
		p, ok := book.Get(o.Key)
		for _, other := range book.Profiles() {
			if ok && other.ID != p.ID && other.Name == p.Name {
				return fmt.Errorf("已经有一个规则档叫“%s”，请换一个名称", p.Name)
			}
		}
	}
	return nil
}

// DropProfile takes a profile of the unit's own, or its minimum wages, out of the
// ledger; what the program ships under the same key counts again. A profile that rounds
// still count by is refused, with their years.
func DropProfile(ctx context.Context, l *ledger.Ledger, key string) (int64, error) {
	shipped, err := Shipped()
	if err != nil {
		return 0, err
	}
	_, stays := shipped.Rules.Get(key)
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "取消本单位的协商规则：" + key}, func(tx *ledger.Tx) error {
		var years []string
		if err := texts(ctx, tx, "SELECT id, year FROM negotiation WHERE profile = ? ORDER BY year", func(_, year string) error {
			years = append(years, year)
			return nil
		}, key); err != nil {
			return err
		}
		if len(years) > 0 && !stays && key != rule.Wages {
			return fmt.Errorf("%s 年的协商还在用规则档“%s”，请先给它们换一个规则档", strings.Join(slices.Compact(years), "、"), key)
		}
		done, err := tx.Exec("DELETE FROM rule_profile WHERE key = ?", key)
		if err != nil {
			return err
		}
		if n, _ := done.RowsAffected(); n == 0 {
			return fmt.Errorf("台账里没有本单位的规则档“%s”", key)
		}
		_, err = Of(ctx, tx) // another one may fall back on it
		return err
	})
}

// SaveYears puts holiday arrangements into the ledger; each takes the place of the one
// known for its year.
func SaveYears(ctx context.Context, l *ledger.Ledger, years []calendar.Year) (int64, error) {
	names := make([]string, len(years))
	for i, y := range years {
		names[i] = strconv.Itoa(y.Year)
	}
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: "导入放假安排：" + strings.Join(names, "、") + " 年"}, func(tx *ledger.Tx) error {
		for _, y := range years {
			text, err := assets.Encode(y)
			if err != nil {
				return err
			}
			if _, err := calendar.Parse(text); err != nil {
				return err
			}
			if _, err := tx.Exec(`INSERT INTO calendar_year (year, text) VALUES (?,?)
				ON CONFLICT (year) DO UPDATE SET text = excluded.text`, y.Year, string(text)); err != nil {
				return err
			}
		}
		return nil
	})
}

// DropYear takes a holiday arrangement of the unit's own out of the ledger.
func DropYear(ctx context.Context, l *ledger.Ledger, year int) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: OpKind, Title: fmt.Sprintf("取消 %d 年的放假安排", year)}, func(tx *ledger.Tx) error {
		done, err := tx.Exec("DELETE FROM calendar_year WHERE year = ?", year)
		if err != nil {
			return err
		}
		if n, _ := done.RowsAffected(); n == 0 {
			return fmt.Errorf("台账里没有自己导入的 %d 年放假安排", year)
		}
		return nil
	})
}

// File is what a file of the unit's own holds: one of the three.
type File struct {
	// Years are whole years; Beside is what a notice moves in a neighbouring year.
	Years, Beside []calendar.Year
	Profile       *rule.Profile
	Wages         []rule.MinimumWage
}

// Parse reads a file of the form the program ships: holiday arrangements, a rule
// profile, or minimum wages, or the wording of the yearly notice on holidays; which one
// is told by what stands in it.
func Parse(text string) (f File, err error) {
	if calendar.LooksLikeNotice(text) && !looks(text, "year:") {
		years, err := calendar.ReadNotice(text, 0)
		if err != nil {
			return f, err
		}
		return File{Years: years[:1], Beside: years[1:]}, nil
	}
	if f.Years, err = calendar.Parse([]byte(text)); err == nil || looks(text, "year:") {
		return f, err
	}
	if strings.HasPrefix(strings.TrimSpace(bare(text)), "-") {
		if err := assets.Decode([]byte(text), &f.Wages); err != nil {
			return f, fmt.Errorf("最低工资文件读不懂：%w", err)
		}
		return f, nil
	}
	if !looks(text, "id:") {
		return f, errors.New("这个文件不是放假安排（要有 year）、规则档（要有 id、name、deadlines），也不是最低工资标准。可以先导出一份照着改")
	}
	f.Profile, err = rule.Parse(text)
	return f, err
}

// Import takes a file into the ledger.
func Import(ctx context.Context, l *ledger.Ledger, text string) (int64, error) {
	f, err := Parse(text)
	switch {
	case err != nil:
		return 0, err
	case f.Years != nil:
		known, err := Of(ctx, l.Read())
		if err != nil {
			return 0, err
		}
		return SaveYears(ctx, l, append(f.Years, known.joined(f.Beside)...))
	case f.Profile != nil:
		return SaveProfile(ctx, l, f.Profile)
	}
	return SaveWages(ctx, l, f.Wages)
}

// joined are the known years that a notice of a neighbouring year adds something to.
func (l Law) joined(beside []calendar.Year) (out []calendar.Year) {
	for _, part := range beside {
		fresh := false
		for _, s := range part.Off {
			for d := s.From; !d.After(s.To); d = d.AddDays(1) {
				work, _ := l.Calendar.IsWorkday(d)
				fresh = fresh || work
			}
		}
		for _, w := range part.Work {
			work, _ := l.Calendar.IsWorkday(w.Date)
			fresh = fresh || !work
		}
		if whole, known := l.Calendar.Join(part); known && fresh {
			out = append(out, whole)
		}
	}
	return out
}

// bare is the text without its comments.
func bare(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

// looks says whether a line begins with a word.
func looks(text, word string) bool {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, word) {
			return true
		}
	}
	return false
}

// Export is the text of a file that Import reads: a profile by its ID, the minimum
// wages (rule.Wages), or the holidays of a year (2027).
func (l Law) Export(key string) (string, error) {
	if key == rule.Wages {
		text, err := assets.Encode(l.Rules.MinimumWages())
		return string(text), err
	}
	if p, ok := l.Rules.Get(key); ok {
		return p.Text()
	}
	for _, y := range l.Calendar.Years() {
		if strconv.Itoa(y.Year) == key {
			text, err := assets.Encode(y)
			return string(text), err
		}
	}
	return "", fmt.Errorf("没有“%s”这个规则档，也没有这一年的放假安排", key)
}

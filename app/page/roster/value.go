package roster

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
	"unionledger/data/sheet"
	"unionledger/data/union"
)

// canonical turns what somebody typed or pasted into the canonical value of a
// field, through the same cleaning as an import. What is not certain is refused
// with the sentence of that cleaning.
func canonical(f field.Field, text string, groups []union.Group, today civil.Date) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "" && f.Key == "name":
		return "", errors.New("姓名不能为空。")
	case text == "" || text == missing:
		return "", nil
	case f.Kind == field.Group:
		return groupNamed(text, groups)
	}
	f.Required = false
	c := intake.Clean(f, sheet.Cell{Kind: sheet.Text, Text: text}, intake.CleanContext{Today: today, ByHand: true})
	if c.Reported() && (c.Severity == problem.Error || c.Lost || c.Value == "") {
		return "", errors.New(c.Message)
	}
	return c.Value, nil
}

func groupNamed(name string, groups []union.Group) (string, error) {
	id, same := union.Find(groups, name)
	switch {
	case same != nil:
		return "", union.Ambiguous(groups, same)
	case id == 0:
		return "", fmt.Errorf("没有叫“%s”的小组。请先在左边新建，或者看看有没有写错。", name)
	}
	return strconv.FormatInt(id, 10), nil
}

// edit is a change of one member.
type edit struct {
	id      int64
	name    string
	changes map[string]string
}

// save writes edits as one operation called title.
func save(ctx context.Context, l *ledger.Ledger, title string, edits []edit) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: title}, func(tx *ledger.Tx) error {
		for _, e := range edits {
			if err := member.CheckNumberFree(ctx, tx, e.id, e.changes["id_number"]); err != nil {
				return fmt.Errorf("%s：%w", e.name, err)
			}
			if err := member.Update(tx, e.id, e.changes); err != nil {
				return fmt.Errorf("%s：%w", e.name, err)
			}
		}
		return ctx.Err()
	})
}

// editTitle is what the journal calls the change of one field of one member. It
// never holds the value: numbers of people stay out of titles.
func editTitle(name, label string) string { return "修改" + name + "的" + label }

// journalLook writes down that numbers are seen or taken in full. Its error is the
// sentence that refuses them.
func journalLook(ctx context.Context, l *ledger.Ledger, title string) error {
	return member.JournalLook(ctx, l, title)
}

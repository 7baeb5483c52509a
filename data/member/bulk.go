package member

import (
	"context"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// Missing is what lists show for a value everybody should have and somebody lacks;
// typed or pasted it is no value.
const Missing = "待补"

// Bulk is what changing many values would do. It is gathered first, shown to
// somebody, and only then written, as one operation.
type Bulk struct {
	// Lines are the changes and the refusals in the order they were asked for.
	Lines []BulkLine
	// Cells, Same and Refused count the values changed, already so, and refused.
	Cells, Same, Refused int

	groups []union.Group
	names  map[int64]string
	today  civil.Date
	edits  []edit
	at     map[int64]int
}

// BulkLine is one value of one member, canonical before and after. Where it is
// refused, Why says why and New is the text as it was given.
type BulkLine struct {
	Member   int64
	Name     string
	Field    field.Field
	Old, New string
	Why      string
	// Remark is what must be looked at although the value is taken.
	Remark string
}

// edit is the changes of one member, and the record with them.
type edit struct {
	id      int64
	name    string
	changes map[string]string
	after   field.Record
}

// NewBulk begins with nothing changed.
func NewBulk(groups []union.Group, today civil.Date) *Bulk {
	return &Bulk{groups: groups, names: union.Names(groups), today: today, at: map[int64]int{}}
}

// Editable reports whether values of a field may be changed where many are changed
// at once. Masked numbers are changed one by one, where they are seen.
func Editable(f field.Field) bool {
	return f.Key != StateKey && f.Key != AgeKey && f.Mask == field.Open && !f.ReadOnly
}

// Type gives a member a value as somebody typed or pasted it.
func (b *Bulk) Type(m Member, f field.Field, text string) {
	if !Editable(f) {
		b.refuse(m, f, text, fmt.Sprintf("“%s”不能成批改，请在右边的资料里改。", f.Label))
		return
	}
	value, err := ReadValue(f, text, b.groups, b.today)
	if err == nil && value == "" && f.Key == "name" {
		err = fmt.Errorf("姓名不能为空。")
	}
	if err != nil {
		b.refuse(m, f, text, err.Error())
		return
	}
	b.put(m, f, text, value)
}

// put gives a member a canonical value.
func (b *Bulk) put(m Member, f field.Field, text, value string) {
	before := m.Record
	i, begun := b.at[m.ID]
	if begun {
		before = b.edits[i].after
	}
	// Kept now: the record of a member already begun is changed in place below.
	old := before.Get(f.Key)
	changes, remark, err := Changes(before, f.Key, value, b.today)
	if merged := m.Changeable(); merged != nil {
		err = merged
	}
	switch {
	case err != nil:
		b.refuse(m, f, text, err.Error())
		return
	case len(changes) == 0:
		b.Same++
		return
	case !begun:
		i = len(b.edits)
		b.at[m.ID] = i
		b.edits = append(b.edits, edit{id: m.ID, name: m.Get("name"), changes: map[string]string{}, after: before.Clone()})
	}
	e := &b.edits[i]
	for k, v := range changes {
		e.changes[k] = v
		e.after.Set(k, v)
	}
	b.Cells++
	b.Lines = append(b.Lines, BulkLine{Member: m.ID, Name: m.Get("name"), Field: f, Old: old, New: value, Remark: remark})
}

func (b *Bulk) refuse(m Member, f field.Field, text, why string) {
	b.Refused++
	b.Lines = append(b.Lines, BulkLine{Member: m.ID, Name: m.Get("name"), Field: f, Old: m.Value(f.Key, b.today), New: text, Why: why})
}

// People is how many members would be changed.
func (b *Bulk) People() int { return len(b.edits) }

// Summary says what would happen.
func (b *Bulk) Summary() string {
	out := fmt.Sprintf("将改 %d 人的 %d 格", len(b.edits), b.Cells)
	if b.Same > 0 {
		out += fmt.Sprintf("，%d 格本来就相同", b.Same)
	}
	if b.Refused > 0 {
		out += fmt.Sprintf("，%d 格不能改", b.Refused)
	}
	return out + "。"
}

// Texts are a line before and after, as lists show it.
func (b *Bulk) Texts(l BulkLine) (old, after string) {
	old = ListText(l.Field, l.Old, b.names)
	if l.Why != "" {
		return old, l.New
	}
	return old, ListText(l.Field, l.New, b.names)
}

// Write does what was gathered as one operation called title.
func (b *Bulk) Write(ctx context.Context, l *ledger.Ledger, title string) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "edit", Title: title}, func(tx *ledger.Tx) error {
		for _, e := range b.edits {
			err := CheckNumberFree(ctx, tx, e.id, e.changes["id_number"])
			if err == nil {
				err = Update(tx, e.id, e.changes)
			}
			if err != nil {
				return fmt.Errorf("%s：%w", e.name, err)
			}
		}
		return ctx.Err()
	})
}

// BulkHow is what is done to a field of many members.
type BulkHow uint8

// What can be done.
const (
	SetValue    BulkHow = iota // give a value
	ClearValue                 // take the value away
	ReplaceText                // put another text in place of one
	TakeFrom                   // take the value of another field
)

// BulkStep is one thing done to all of a list.
type BulkStep struct {
	Field field.Field
	How   BulkHow
	// Text is the value as typed, the text to be replaced, or the key of the other
	// field; With is what it is replaced by.
	Text, With string
	// OnlyEmpty leaves those alone who have a value already.
	OnlyEmpty bool
}

// Check says what is wrong with a step before anybody is asked about, so that a
// wrong value is one sentence and not one for each member.
func (s BulkStep) Check(set *field.Set, groups []union.Group, today civil.Date) error {
	switch {
	case !Editable(s.Field):
		return fmt.Errorf("“%s”不能成批改，请在各人的资料里改。", s.Field.Label)
	case s.How == SetValue:
		value, err := ReadValue(s.Field, s.Text, groups, today)
		if err == nil && value == "" {
			err = fmt.Errorf("“%s”改成什么，还没有填。要清空请选“清空”。", s.Field.Label)
		}
		return err
	case s.How == ClearValue && s.Field.Key == "name":
		return fmt.Errorf("姓名不能清空。")
	case s.How == ReplaceText && !isText(s.Field):
		return fmt.Errorf("“%s”不是文字，不能替换其中几个字。", s.Field.Label)
	case s.How == ReplaceText && s.Text == "":
		return fmt.Errorf("请写要把“%s”里的哪几个字换掉。", s.Field.Label)
	case s.How == TakeFrom:
		if f, ok := AskedField(set, s.Text); !ok || f.Key == s.Field.Key {
			return fmt.Errorf("请选从哪一项取“%s”。", s.Field.Label)
		} else if f.Mask != field.Open {
			return fmt.Errorf("“%s”是个人号码，不能取到别的项里。", f.Label)
		}
	}
	return nil
}

func isText(f field.Field) bool { return f.Kind == field.Text || f.Kind == field.Name }

// Do does a step to a member.
func (b *Bulk) Do(m Member, s BulkStep) {
	if i, begun := b.at[m.ID]; begun {
		m.Record = b.edits[i].after // what the steps before made of it
	}
	now := m.Get(s.Field.Key)
	if s.OnlyEmpty && now != "" {
		b.Same++
		return
	}
	switch s.How {
	case SetValue:
		b.Type(m, s.Field, s.Text)
	case ClearValue:
		b.Type(m, s.Field, "")
	case ReplaceText:
		b.Type(m, s.Field, strings.ReplaceAll(now, s.Text, s.With))
	case TakeFrom:
		from, _ := AskedField(m.Fields(), s.Text)
		value := m.Value(from.Key, b.today)
		if from.Kind == s.Field.Kind && from.Codes == s.Field.Codes {
			b.put(m, s.Field, value, value)
			return
		}
		b.Type(m, s.Field, FullText(from, value, b.names))
	}
}

// Many reads members of any number in the order of ids, a page at a time.
func Many(ctx context.Context, r ledger.Reader, ids []int64, on civil.Date, progress func(done, total int)) ([]Member, error) {
	out := make([]Member, 0, len(ids))
	for from := 0; from < len(ids); from += listPage {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		found, err := Page(ctx, r, ids[from:min(from+listPage, len(ids))], on)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		if progress != nil {
			progress(len(out), len(ids))
		}
	}
	return out, nil
}

package rule

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"unionledger/assets"
)

// Parse reads one profile. It is not tied to those it falls back on: look nothing up in
// it, keep it.
func Parse(text string) (*Profile, error) {
	p := &Profile{}
	if err := assets.Decode([]byte(text), p); err != nil {
		return nil, fmt.Errorf("规则档文件读不懂：%w", err)
	}
	if err := p.resolve(&timeLaw{}); err != nil {
		return nil, fmt.Errorf("规则档“%s”：%w", p.Name, err)
	}
	return p, nil
}

// Text is the file that holds the profile, as Parse and Load read it.
func (p *Profile) Text() (string, error) {
	text, err := assets.Encode(p)
	if err != nil {
		return "", fmt.Errorf("写规则档“%s”：%w", p.Name, err)
	}
	return string(text), nil
}

// Copy is a profile to be changed and kept under an ID and a name.
func (p *Profile) Copy(id, name string) (*Profile, error) {
	text, err := p.Text()
	if err != nil {
		return nil, err
	}
	out, err := Parse(text)
	if err != nil {
		return nil, err
	}
	if id != p.ID {
		out.Default = false
	}
	out.ID, out.Name = id, name
	return out, nil
}

// Put sets the deadline rule at a place of p.Deadlines (-1: a new one at the end) with
// the law it rests on, which is added where the profile does not know it. A rule without
// an ID gets a free one.
func (p *Profile) Put(at int, r Rule, law Law) error {
	if strings.TrimSpace(law.Name) == "" || !law.From.Complete() {
		return errors.New("请写规则依据的法规名称和施行日期")
	}
	if !law.To.IsZero() && law.To.Before(law.From) {
		return fmt.Errorf("《%s》的失效日期 %s 在施行日期 %s 之前", law.Name, law.To, law.From)
	}
	i := slices.IndexFunc(p.Laws, func(l Law) bool {
		return l.Name == law.Name && l.From == law.From && l.To == law.To && slices.Equal(l.Kinds, law.Kinds) && l.Sureness == law.Sureness
	})
	if i < 0 {
		law.ID = free("l", func(id string) bool { return slices.ContainsFunc(p.Laws, func(l Law) bool { return l.ID == id }) })
		p.Laws = append(p.Laws, law)
		i = len(p.Laws) - 1
	}
	r.LawID, r.law = p.Laws[i].ID, p.Laws[i]
	if r.ID == "" {
		r.ID = free("U", func(id string) bool { return slices.ContainsFunc(p.Deadlines, func(x Rule) bool { return x.ID == id }) })
	}
	if r.Direction == "" {
		r.Direction = Forward
	}
	if err := r.check(); err != nil {
		return err
	}
	if at < 0 {
		p.Deadlines = append(p.Deadlines, r)
	} else {
		p.Deadlines[at] = r
	}
	return nil
}

func free(prefix string, taken func(string) bool) string {
	for n := 1; ; n++ {
		if id := fmt.Sprintf("%s%d", prefix, n); !taken(id) {
			return id
		}
	}
}

// Amend is Put for a rule that is there: where it now rests on a later wording of the
// same law, the old rule stays for the time before. Another law takes its place.
func (p *Profile) Amend(at int, r Rule, law Law) error {
	if at < 0 {
		return p.Put(at, r, law)
	}
	old := p.Deadlines[at]
	if before := old.law; before.To.IsZero() && before.Name == law.Name && law.From.After(before.From) {
		before.To = law.From.AddDays(-1)
		if err := p.Put(at, old, before); err != nil {
			return err
		}
		at = -1
	}
	return p.Put(at, r, law)
}

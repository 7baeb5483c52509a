package rule

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"unionledger/assets"
)

// Book holds all profiles.
type Book struct {
	profiles []*Profile
	wages    []MinimumWage
	own      map[string]bool
}

// IsOwn says whether a profile, or the Wages, is the unit's own.
func (b *Book) IsOwn(key string) bool { return b.own[key] }

// MinimumWages are all that are known, the latest first.
func (b *Book) MinimumWages() []MinimumWage {
	out := slices.Clone(b.wages)
	slices.SortStableFunc(out, func(x, y MinimumWage) int { return y.From.Compare(x.From) })
	return out
}

// timeLaw is the law of counting periods.
type timeLaw struct {
	Count []Law `yaml:"count"`
	Shift []Law `yaml:"shift"`
}

// Wages is the key of the file of minimum wages; every other key is a profile's ID.
const Wages = "minimum_wage"

// Own is a rule file of a unit's own: the text of one of the files under assets/rules,
// and its key, which is a profile's ID or Wages. One with the key of a shipped file
// takes its place.
type Own struct{ Key, Text string }

// Load reads the rules the program ships and those a unit has put beside or in the
// place of them.
func Load(own ...Own) (*Book, error) {
	sub, err := fs.Sub(assets.Files, "rules")
	if err != nil {
		return nil, fmt.Errorf("读取规则：%w", err)
	}
	return Read(sub, own...)
}

// Read is Load for a folder laid out as assets/rules.
func Read(dir fs.FS, own ...Own) (*Book, error) {
	files := map[string]string{}
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("读取规则：%w", err)
	}
	for i, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("规则文件 %s：%w", name, err)
		}
		names[i] = strings.TrimSuffix(name, ".yaml")
		files[names[i]] = string(text)
	}
	b := &Book{own: map[string]bool{}}
	for _, o := range own {
		if _, there := files[o.Key]; !there {
			names = append(names, o.Key)
		}
		files[o.Key], b.own[o.Key] = o.Text, true
	}
	var time timeLaw
	if err := decode(files, "time", &time); err != nil {
		return nil, err
	}
	if err := decode(files, Wages, &b.wages); err != nil {
		return nil, err
	}
	if err := checkWages(b.wages); err != nil {
		return nil, fmt.Errorf("规则文件 %s.yaml：%w", Wages, err)
	}
	for _, name := range names {
		if name == "time" || name == Wages {
			continue
		}
		p := &Profile{wages: b.wages}
		if err := decode(files, name, p); err != nil {
			return nil, err
		}
		if err := p.resolve(&time); err != nil {
			return nil, fmt.Errorf("规则文件 %s.yaml：%w", name, err)
		}
		b.profiles = append(b.profiles, p)
	}
	return b, b.link()
}

func decode(files map[string]string, name string, into any) error {
	err := assets.Decode([]byte(files[name]), into)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("规则文件 %s.yaml：%w", name, err)
	}
	return nil
}

func checkWages(list []MinimumWage) error {
	for _, w := range list {
		switch {
		case w.Area == "" || !w.From.Complete():
			return fmt.Errorf("有一条最低工资没有写地区或起始日")
		case !w.To.IsZero() && w.To.Before(w.From):
			return fmt.Errorf("%s 从 %s 起的最低工资，止日 %s 在起日之前", w.Area, w.From, w.To)
		case len(w.Tiers) == 0:
			return fmt.Errorf("%s 从 %s 起的最低工资没有写任何一档", w.Area, w.From)
		}
		for tier, amount := range w.Tiers {
			if amount <= 0 {
				return fmt.Errorf("%s %s 从 %s 起的最低工资 %s 元不对", w.Area, tier, w.From, amount)
			}
		}
	}
	return nil
}

// resolve ties every entry to its law and refuses entries that say nothing.
func (p *Profile) resolve(time *timeLaw) error {
	var bases []*Basis
	for i := range p.Required {
		bases = append(bases, &p.Required[i].Basis)
	}
	for i := range p.Deadlines {
		r := &p.Deadlines[i]
		r.time = time
		if r.Direction == "" {
			r.Direction = Forward
		}
		if err := r.check(); err != nil {
			return err
		}
		bases = append(bases, &r.Basis)
	}
	for i := range p.Limits {
		bases = append(bases, &p.Limits[i].Basis)
	}
	for _, b := range bases {
		i := slices.IndexFunc(p.Laws, func(l Law) bool { return l.ID == b.LawID })
		if i < 0 {
			return fmt.Errorf("条目引用的法规“%s”没有写在 laws 里", b.LawID)
		}
		b.law = p.Laws[i]
	}
	return nil
}

func (r Rule) check() error {
	units := []Unit{Day, Workday, Month, Year}
	directions := []Direction{Forward, Backward, Total, Term}
	switch {
	case r.ID == "" || r.Title == "":
		return fmt.Errorf("有一条期限没有编号或名称")
	case r.Number < 0 || r.Number > 10000:
		return fmt.Errorf("期限 %s 的天数 %d 不对", r.ID, r.Number)
	case r.Number > 0 && !slices.Contains(units, r.Unit):
		return fmt.Errorf("期限 %s 的单位“%s”不对，应为日、工作日、月或年", r.ID, r.Unit)
	case r.Extension < 0 || r.Extension > 0 && r.Unit != Day:
		return fmt.Errorf("期限 %s 可以延长的 %d 不对，要按日写", r.ID, r.Extension)
	case r.Number > 0 && r.Direction == Total && r.Unit != Day:
		return fmt.Errorf("期限 %s 是累计的，单位只能是日", r.ID)
	case r.Number > 0 && r.Direction == Term && r.Unit != Year:
		return fmt.Errorf("期限 %s 是合同的期限，单位只能是年", r.ID)
	case !slices.Contains(directions, r.Direction):
		return fmt.Errorf("期限 %s 的方向“%s”不对", r.ID, r.Direction)
	}
	return nil
}

// link ties profiles to those they fall back on.
func (b *Book) link() error {
	for _, p := range b.profiles {
		if p.Fallback == "" {
			continue
		}
		next, ok := b.Get(p.Fallback)
		if !ok {
			return fmt.Errorf("规则档“%s”要按“%s”补充，没有找到这一档", p.Name, p.Fallback)
		}
		p.next = next
	}
	for _, p := range b.profiles {
		seen := 0
		for q := p; q != nil; q = q.next {
			if seen++; seen > len(b.profiles) {
				return fmt.Errorf("规则档“%s”的 fallback 绕成了圈", p.Name)
			}
		}
	}
	return nil
}

// Profiles lists the profiles, the default first, then the unit's own. A default of the
// unit's own goes before the shipped one.
func (b *Book) Profiles() []*Profile {
	out := slices.Clone(b.profiles)
	rank := func(p *Profile) int {
		switch {
		case p.Default && b.own[p.ID]:
			return 0
		case p.Default:
			return 1
		case b.own[p.ID]:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(out, func(x, y *Profile) int { return rank(x) - rank(y) })
	return out
}

// Get gives the profile with an id.
func (b *Book) Get(id string) (*Profile, bool) {
	for _, p := range b.profiles {
		if p.ID == id {
			return p, true
		}
	}
	return nil, false
}

// GetOrDefault gives the profile with an id, the default one for an id that is
// empty or unknown.
func (b *Book) GetOrDefault(id string) *Profile {
	if p, ok := b.Get(id); ok {
		return p
	}
	return b.Profiles()[0]
}

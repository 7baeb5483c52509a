package rule

import (
	"fmt"
	"io/fs"
	"slices"

	"unionledger/assets"
	"unionledger/data/civil"
	"unionledger/data/money"
)

// Book holds all profiles.
type Book struct{ profiles []*Profile }

// timeLaw is the law of counting periods.
type timeLaw struct {
	Count []Law `yaml:"count"`
	Shift []Law `yaml:"shift"`
}

// Load reads the rules the program ships.
func Load() (*Book, error) {
	sub, err := fs.Sub(assets.Files, "rules")
	if err != nil {
		return nil, fmt.Errorf("读取规则：%w", err)
	}
	return Read(sub)
}

// Read reads rules from a folder laid out as assets/rules.
func Read(dir fs.FS) (*Book, error) {
	var time timeLaw
	if err := readFile(dir, "time.yaml", &time); err != nil {
		return nil, err
	}
	wages, err := readWages(dir)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("读取规则：%w", err)
	}
	b := &Book{}
	for _, name := range names {
		if name == "time.yaml" || name == "minimum_wage.yaml" {
			continue
		}
		p := &Profile{wages: wages}
		if err := readFile(dir, name, p); err != nil {
			return nil, err
		}
		if err := p.resolve(&time); err != nil {
			return nil, fmt.Errorf("规则文件 %s：%w", name, err)
		}
		b.profiles = append(b.profiles, p)
	}
	return b, b.link()
}

func readFile(dir fs.FS, name string, into any) error {
	text, err := fs.ReadFile(dir, name)
	if err == nil {
		err = assets.Decode(text, into)
	}
	if err != nil {
		return fmt.Errorf("规则文件 %s：%w", name, err)
	}
	return nil
}

func readWages(dir fs.FS) ([]MinimumWage, error) {
	var rows []struct {
		Area     string               `yaml:"area"`
		From     civil.Date           `yaml:"from"`
		To       civil.Date           `yaml:"to"`
		Sureness string               `yaml:"sureness"`
		Tiers    map[string]money.Fen `yaml:"tiers"`
	}
	if err := readFile(dir, "minimum_wage.yaml", &rows); err != nil {
		return nil, err
	}
	var out []MinimumWage
	for _, r := range rows {
		for tier, amount := range r.Tiers {
			out = append(out, MinimumWage{r.Area, tier, amount, r.From, r.To, r.Sureness})
		}
	}
	return out, nil
}

// resolve ties every entry to its law and refuses entries that say nothing.
func (p *Profile) resolve(time *timeLaw) error {
	bases := []*Basis{&p.Required.Basis}
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
		if b.LawID == "" && len(p.Required.Items) == 0 && b == &p.Required.Basis {
			continue
		}
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

// Profiles lists the profiles, the default first.
func (b *Book) Profiles() []*Profile {
	out := slices.Clone(b.profiles)
	slices.SortStableFunc(out, func(x, y *Profile) int {
		switch {
		case x.Default == y.Default:
			return 0
		case x.Default:
			return -1
		}
		return 1
	})
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

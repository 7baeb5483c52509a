package command

import (
	"fmt"
	"os"
	"strconv"

	"unionledger/app/platform"
	"unionledger/data/law"
	"unionledger/data/ledger"
	"unionledger/data/negotiation"
	"unionledger/data/rule"
	"unionledger/data/sheet"
)

// lawVerb are the verbs about the rules and holidays that deadlines are counted by.
type lawVerb struct {
	List   lawListVerb   `cmd:"" help:"列出规则档、最低工资标准和有放假安排的年份"`
	Show   lawShowVerb   `cmd:"" help:"一个规则档的各项期限和依据"`
	Export lawExportVerb `cmd:"" help:"把规则档、最低工资标准或一年的放假安排存成可以改的文件"`
	Import lawImportVerb `cmd:"" help:"采用这样的文件：本单位的规则档、最低工资标准、新一年的放假安排"`
	Drop   lawDropVerb   `cmd:"" help:"取消本单位的规则档、最低工资标准或放假安排，随程序带的重新有效"`
}

type lawListVerb struct{ ledgerFlag }

// profileLine is a rule profile in the list.
type profileLine struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Own     bool   `json:"own"`
	Default bool   `json:"default"`
}

func (v *lawListVerb) Run(r *run) error {
	return r.law(v.Ledger, false, func(l *ledger.Ledger, law law.Law) error {
		lines := []profileLine{}
		first := law.Rules.GetOrDefault("").ID
		for _, p := range law.Rules.Profiles() {
			lines = append(lines, profileLine{p.ID, p.Name, law.Rules.IsOwn(p.ID), p.ID == first})
		}
		years := law.Calendar.Years()
		if v.JSON {
			known := make([]int, len(years))
			for i, y := range years {
				known[i] = y.Year
			}
			return r.json(map[string]any{"profiles": lines, "years": known, "own_years": append([]int{}, law.OwnYears...), "minimum_wages_own": law.Rules.IsOwn(rule.Wages)})
		}
		for _, x := range lines {
			r.say("%s  %s%s%s", x.Key, x.Name, whose(x.Own), map[bool]string{true: "，默认"}[x.Default])
		}
		for _, w := range law.Rules.MinimumWages() {
			r.say("%s  %s %s 起%s", rule.Wages, w.Area, w.From, whose(law.Rules.IsOwn(rule.Wages)))
		}
		for _, y := range years {
			own := false
			for _, n := range law.OwnYears {
				own = own || n == y.Year
			}
			r.say("%d  放假安排%s", y.Year, whose(own))
		}
		return nil
	})
}

func whose(own bool) string {
	if own {
		return "（本单位的）"
	}
	return ""
}

type lawShowVerb struct {
	ledgerFlag
	Key  string `arg:"" name:"规则档" help:"law list 里的代号，如 hangzhou"`
	Kind string `help:"哪种合同" default:"工资专项" placeholder:"合同种类"`
	On   string `help:"哪一天有效的，默认今天" placeholder:"日期"`
}

func (v *lawShowVerb) Run(r *run) error {
	on, err := r.day(v.On)
	if err != nil {
		return err
	}
	return r.law(v.Ledger, false, func(l *ledger.Ledger, law law.Law) error {
		p, ok := law.Rules.Get(v.Key)
		if !ok {
			return fmt.Errorf("没有“%s”这个规则档，有哪些见 unionledger law list。", v.Key)
		}
		list := p.InForce(v.Kind, on)
		if v.JSON {
			type line struct {
				ID        string         `json:"id"`
				Title     string         `json:"title"`
				From      string         `json:"from"`
				Number    int            `json:"number"`
				Unit      rule.Unit      `json:"unit"`
				Direction rule.Direction `json:"direction"`
				Basis     string         `json:"basis"`
				Sureness  string         `json:"sureness"`
			}
			out := []line{}
			for _, x := range list {
				out = append(out, line{x.ID, x.Title, x.Counted, x.Number, x.Unit, x.Direction, x.Cite(), x.Sureness()})
			}
			return r.json(map[string]any{"key": p.ID, "name": p.Name, "own": law.Rules.IsOwn(p.ID), "rules": out})
		}
		r.say("%s%s　%s", p.Name, whose(law.Rules.IsOwn(p.ID)), on)
		for _, x := range list {
			r.say("%-4s %s　%s　%s", x.ID, x.Title, negotiation.LimitWords(x), x.Cite())
		}
		return nil
	})
}

type lawExportVerb struct {
	ledgerFlag
	Key string `arg:"" name:"哪一样" help:"规则档的代号、minimum_wage 或年份"`
	Out string `arg:"" name:"文件.yaml"`
}

func (v *lawExportVerb) Run(r *run) error {
	return r.law(v.Ledger, false, func(l *ledger.Ledger, law law.Law) error {
		text, err := law.Export(v.Key)
		if err != nil {
			return err
		}
		if err := writeNew(v.Out, text); err != nil {
			return err
		}
		if v.JSON {
			return r.json(map[string]any{"file": v.Out})
		}
		r.say("已存到 %s，可以用记事本改，再用 law import 采用。", v.Out)
		return nil
	})
}

// writeNew writes a text under a name that no file has yet.
func writeNew(path, text string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("“%s”已经有了，请换一个文件名。", path)
	}
	return sheet.WriteBytes(path, []byte(text))
}

type lawImportVerb struct {
	ledgerFlag
	File string `arg:"" name:"文件.yaml"`
}

func (v *lawImportVerb) Run(r *run) error {
	text, err := platform.ReadText(v.File)
	if err != nil {
		return err
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		op, err := law.Import(r.ctx, l, text)
		return r.lawDone(v.JSON, op, err, "已采用，以后的期限按它算；可以撤销。")
	})
}

type lawDropVerb struct {
	ledgerFlag
	Key string `arg:"" name:"哪一样" help:"规则档的代号、minimum_wage 或年份"`
}

func (v *lawDropVerb) Run(r *run) error {
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		var op int64
		var err error
		if year, bad := strconv.Atoi(v.Key); bad == nil {
			op, err = law.DropYear(r.ctx, l, year)
		} else {
			op, err = law.DropProfile(r.ctx, l, v.Key)
		}
		return r.lawDone(v.JSON, op, err, "已取消，随程序带的重新有效（没有的就没有了）；可以撤销。")
	})
}

func (r *run) lawDone(asJSON bool, op int64, err error, words string) error {
	switch {
	case err != nil:
		return err
	case asJSON:
		return r.json(map[string]any{"operation": op})
	case op == 0:
		words = "和现有的一样，没有改动。"
	}
	r.say("%s", words)
	return nil
}

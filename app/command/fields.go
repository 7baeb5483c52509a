package command

import (
	"errors"
	"fmt"
	"strings"

	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

type fieldsVerb struct {
	ledgerFlag
	Add    string   `help:"加一个自定义项" placeholder:"名称"`
	Kind   string   `help:"自定义项填什么：文字、数字、日期、选项、是否" default:"文字" placeholder:"类别"`
	Words  []string `help:"选项可选的词，用逗号隔开" placeholder:"词"`
	Hint   string   `help:"填写说明" placeholder:"文字"`
	Rename string   `help:"给自定义项改名，写成 旧名=新名" placeholder:"旧名=新名"`
	Drop   string   `help:"删除一个自定义项和大家填的内容，可撤销" placeholder:"名称"`
}

func (v *fieldsVerb) Run(r *run) error {
	if len(nonEmpty([]string{v.Add, v.Rename, v.Drop})) > 1 {
		return usageError{errors.New("--add、--rename、--drop 一次只能用一个，没有改动。")}
	}
	return r.with(v.Ledger, v.Add+v.Rename+v.Drop != "", func(l *ledger.Ledger) error {
		own, err := member.OwnFields(r.ctx, l.Read())
		if err != nil {
			return err
		}
		if v.Add+v.Rename+v.Drop == "" {
			return v.list(r, own)
		}
		var title string
		op, err := l.Write(r.ctx, ledger.Op{Kind: "edit", Title: "自定义项"}, func(tx *ledger.Tx) (err error) {
			title, err = v.change(tx, own)
			tx.SetTitle(title)
			return err
		})
		if err != nil {
			return err
		}
		r.say("%s。操作 %d，可撤销。", title, op)
		return nil
	})
}

// change does the one thing that was asked for and gives its title.
func (v *fieldsVerb) change(tx *ledger.Tx, own []member.OwnField) (string, error) {
	switch {
	case v.Add != "":
		o := member.OwnField{Label: v.Add, Hint: v.Hint, Words: v.Words, Sort: int64(len(own) + 1)}
		known := false
		for _, k := range member.OwnKinds {
			if k.Word == v.Kind {
				o.Kind, known = k.Kind, true
			}
		}
		if !known {
			return "", usageError{fmt.Errorf("自定义项不能填“%s”，可以是：文字、数字、日期、选项、是否。", v.Kind)}
		}
		_, err := member.SaveOwnField(tx, o)
		return "加自定义项：" + o.Label, err
	case v.Rename != "":
		from, to, ok := strings.Cut(v.Rename, "=")
		if !ok {
			return "", usageError{fmt.Errorf("改名请写成 旧名=新名，现在是“%s”。", v.Rename)}
		}
		o, err := ownNamed(own, from)
		if err == nil {
			o.Label = to
			_, err = member.SaveOwnField(tx, o)
		}
		return "修改自定义项：" + to, err
	}
	o, err := ownNamed(own, v.Drop)
	if err != nil {
		return "", err
	}
	had, err := member.DropOwnField(tx, o.ID)
	return fmt.Sprintf("删除自定义项：%s（%d 人填过）", o.Label, had), err
}

func ownNamed(own []member.OwnField, label string) (member.OwnField, error) {
	for _, o := range own {
		if o.Label == label {
			return o, nil
		}
	}
	return member.OwnField{}, fmt.Errorf("没有叫“%s”的自定义项。不带别的参数运行 fields 可以列出现有的。", label)
}

func (v *fieldsVerb) list(r *run, own []member.OwnField) error {
	if v.JSON {
		out := []map[string]any{}
		for _, o := range own {
			out = append(out, map[string]any{"label": o.Label, "kind": o.KindWord(), "words": o.Words, "hint": o.Hint})
		}
		return r.json(out)
	}
	if len(own) == 0 {
		r.say("还没有自定义项。")
	}
	for _, o := range own {
		words := ""
		if o.Kind == field.Code {
			words = strings.Join(o.Words, "、")
		}
		r.say("%s\t%s\t%s", o.Label, o.KindWord(), words)
	}
	return nil
}

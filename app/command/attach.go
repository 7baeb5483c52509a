package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"unionledger/data/attachment"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/sheet"
)

type attachVerb struct {
	Files []string `arg:"" name:"文件" help:"要添加的文件：图片、PDF、文档"`
	ledgerFlag
	whoFlags
	Kind   string `help:"种类：照片、证件、申请书、其他" default:"其他" placeholder:"种类"`
	Shrink bool   `help:"图片太大时缩小了再收"`
}

func (v *attachVerb) Run(r *run) error {
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		m, err := v.one(r, l)
		if err != nil {
			return err
		}
		var files []attachment.File
		for _, path := range v.Files {
			f, err := v.load(path)
			if err != nil {
				return err
			}
			files = append(files, f)
		}
		owner := attachment.Owner{Table: member.Fields.Name, ID: m.ID}
		op, remark, err := attachment.Add(r.ctx, l, owner, m.Get("name"), v.Kind, files...)
		if err != nil {
			return err
		}
		if v.JSON {
			list, err := attachment.Of(r.ctx, l.Read(), owner)
			if err != nil {
				return err
			}
			return r.json(list[:len(files)])
		}
		for _, f := range files {
			r.say("已给%s添加%s：%s（%s），第 %d 号操作", m.Get("name"), v.Kind, f.Name, attachment.SizeWords(int64(len(f.Data))), op)
		}
		if remark != "" {
			r.say("%s。", remark)
		}
		return nil
	})
}

// load reads a file; a picture that is too large is made smaller where that is
// wanted.
func (v *attachVerb) load(path string) (attachment.File, error) {
	f, err := attachment.Load(path, attachment.Shipped())
	var large *attachment.TooLarge
	if errors.As(err, &large) && large.Picture {
		if v.Shrink {
			return attachment.LoadSmaller(path, attachment.Shipped())
		}
		err = fmt.Errorf("%w加上 --shrink 就会缩小。", err)
	}
	return f, err
}

type attachmentsVerb struct {
	ledgerFlag
	whoFlags
	Save   int64  `help:"把这个编号的附件另存到 --to；证件等会记入操作记录" placeholder:"编号"`
	To     string `help:"另存到哪个文件或文件夹" placeholder:"路径"`
	Remove int64  `help:"删除这个编号的附件，可以撤销" placeholder:"编号"`
	Change int64  `help:"改这个编号的附件的 --kind 或 --rename" placeholder:"编号"`
	Kind   string `help:"新的种类" placeholder:"种类"`
	Rename string `help:"新的名称" placeholder:"名称"`
}

func (v *attachmentsVerb) Run(r *run) error {
	id, asked := int64(0), 0
	for _, n := range []int64{v.Save, v.Remove, v.Change} {
		if n != 0 {
			id = n
			asked++
		}
	}
	switch {
	case asked > 1:
		return usageError{errors.New("--save、--remove、--change 一次只能用一个。")}
	case (v.Save != 0) != (v.To != ""):
		return usageError{errors.New("另存要写 --save 编号 --to 路径。")}
	case (v.Change != 0) != (v.Kind+v.Rename != ""):
		return usageError{errors.New("修改要写 --change 编号，再写 --kind 种类 或 --rename 名称。")}
	case asked == 0:
		return r.with(v.Ledger, false, func(l *ledger.Ledger) error { return v.list(r, l) })
	}
	return r.with(v.Ledger, true, func(l *ledger.Ledger) error {
		a, err := attachment.Get(r.ctx, l.Read(), id)
		if err != nil {
			return err
		}
		name := ""
		if a.Owner.Table == member.Fields.Name {
			m, err := member.Get(r.ctx, l.Read(), a.Owner.ID, r.today())
			if err != nil {
				return err
			}
			name = m.Get("name")
		}
		switch {
		case v.Save != 0:
			return v.save(r, l, a, name)
		case v.Remove != 0:
			op, err := attachment.Remove(r.ctx, l, a, name)
			if err == nil {
				r.say("已删除%s的附件：%s“%s”，第 %d 号操作，可以撤销", name, a.Kind, a.Name, op)
			}
			return err
		}
		if v.Kind == "" {
			v.Kind = a.Kind
		}
		if v.Rename == "" {
			v.Rename = a.Name
		}
		if _, err := attachment.Change(r.ctx, l, a, name, v.Kind, v.Rename); err != nil {
			return err
		}
		r.say("已改为：%s“%s”", v.Kind, v.Rename)
		return nil
	})
}

// save writes a copy, never over something that is there.
func (v *attachmentsVerb) save(r *run, l *ledger.Ledger, a attachment.Attachment, name string) error {
	to := v.To
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		to = filepath.Join(to, a.FileName())
	}
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("“%s”已经存在，没有覆盖它。请换一个文件名。", to)
	}
	data, err := attachment.Content(r.ctx, l.Read(), a)
	if err != nil {
		return err
	}
	if err := attachment.Look(r.ctx, l, a, name); err != nil {
		return err
	}
	err = sheet.WriteFile(to, func(w io.Writer) error { _, err := w.Write(data); return err })
	if err == nil {
		r.say("已另存为 %s（%s）", to, attachment.SizeWords(a.Size))
	}
	return err
}

func (v *attachmentsVerb) list(r *run, l *ledger.Ledger) error {
	var list []attachment.Attachment
	var err error
	if v.asked() {
		m, err := v.one(r, l)
		if err != nil {
			return err
		}
		list, err = attachment.Of(r.ctx, l.Read(), attachment.Owner{Table: member.Fields.Name, ID: m.ID})
		if err != nil {
			return err
		}
	} else if list, err = attachment.All(r.ctx, l.Read(), member.Fields.Name); err != nil {
		return err
	}
	if v.JSON {
		if list == nil {
			list = []attachment.Attachment{}
		}
		return r.json(list)
	}
	names, err := ownerNames(r, l, list)
	if err != nil {
		return err
	}
	for _, a := range list {
		r.say("%4d  %s\t%s\t%s\t%s\t%s", a.ID, names[a.Owner.ID], a.Kind, a.Name, attachment.SizeWords(a.Size), a.Added.Local().Format("2006-01-02"))
	}
	if len(list) == 0 {
		r.say("没有附件。")
	}
	return nil
}

// ownerNames are the names of the members that have the attachments.
func ownerNames(r *run, l *ledger.Ledger, list []attachment.Attachment) (map[int64]string, error) {
	ids := make([]int64, len(list))
	for i, a := range list {
		ids[i] = a.Owner.ID
	}
	members, err := member.Page(r.ctx, l.Read(), ids, r.today())
	names := map[int64]string{}
	for _, m := range members {
		names[m.ID] = m.Get("name")
	}
	return names, err
}

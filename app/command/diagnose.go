package command

import (
	"unionledger/app/platform"
	"unionledger/app/trouble"
	"unionledger/data/ledger"
)

type diagnoseVerb struct {
	Ledger string `help:"台账文件：只数一数各表有多少行、核对一遍" placeholder:"文件"`
	Out    string `required:"" help:"诊断包存成的文件" placeholder:"文件.zip"`
	JSON   bool   `name:"json" help:"输出 JSON，出错时也是"`
}

// Run packs what a maintainer needs to know. A ledger that cannot be opened does not
// keep the rest from being packed, since that may be the very reason to ask.
func (v *diagnoseVerb) Run(r *run) error {
	places := platform.Where()
	pack := func(l *ledger.Ledger) error {
		return trouble.Pack(r.ctx, v.Out, places.Logs, trouble.Facts{System: platform.SystemName(), Portable: places.Portable}, l)
	}
	var err error
	if v.Ledger == "" {
		err = pack(nil)
	} else {
		l, failed := r.open(v.Ledger, false)
		if failed != nil {
			r.say("台账没有打开，诊断包里没有它的情况：%v", failed)
			r.status = problems
			err = pack(nil)
		} else {
			defer l.Close()
			err = pack(l)
		}
	}
	if err != nil {
		return err
	}
	if v.JSON {
		return r.json(map[string]any{"file": v.Out})
	}
	r.say("诊断包已存到 %s。里面没有姓名、证件号码，也没有台账的内容，可以交给维护人员。", v.Out)
	return nil
}

package settings

import (
	"fyne.io/fyne/v2"

	"unionledger/app/page/form"
	"unionledger/app/theme"
	"unionledger/app/widget"
	"unionledger/data/ledger"
	"unionledger/data/union"
)

// certificate shows the certificate in hand and, below it, the former ones.
func (o *organisationSection) certificate() fyne.CanvasObject {
	now, has := union.CertificateOn(o.p.Certificates, o.p.On)
	fresh := func() union.Certificate {
		c := union.Certificate{Record: union.CertificateFields.NewRecord()}
		if has { // a renewal keeps what does not change
			for _, key := range []string{"number", "issuer", "legal_person", "address", "funds_fen"} {
				c.Set(key, now.Get(key))
			}
		} else {
			c.Set("legal_person", o.p.Unit.Union.Get("chair"))
			c.Set("valid_to", o.p.Unit.Union.Get("certificate_end"))
		}
		return c
	}
	if !has {
		add := widget.NewLink("登记", "plus", func() { o.askCertificate(fresh()) }).Small()
		return widget.NewPanel("法人资格证书", widget.BodyParagraph("还没有登记工会法人资格证书。登记了有效期，到期前会提醒换证。"), add)
	}
	rows := widget.Column(theme.Gap4)
	for _, f := range union.CertificateFields.All() {
		if v := now.Shown(f.Key); v != "" {
			rows.Add(widget.Border(nil, nil, widget.Sized(84, 0, widget.Secondary(f.Label)), nil, widget.BodyParagraph(v)))
		}
	}
	for _, c := range o.p.Certificates {
		if c.ID != now.ID {
			rows.Add(widget.NewSplitRow(theme.Gap4, nil, widget.NewText("另有："+c.Get("number")+"，有效期至 "+known(c.Get("valid_to")), theme.SizeNote, theme.ColorText2).Cut(),
				[]fyne.CanvasObject{widget.NewIconButton(widget.Link, "edit", "修改", func() { o.askCertificate(c) }).Small()}))
		}
	}
	more := widget.NewMenuButton("更多", "", func() []widget.MenuItem {
		return []widget.MenuItem{{Text: "修改…", Icon: "edit", Do: func() { o.askCertificate(now) }},
			{Text: "换证，登记新证书…", Icon: "plus", Do: func() { o.askCertificate(fresh()) }},
			{Text: "登记错了，删除", Icon: "trash", Danger: true, Do: func() {
				o.write("删除法人资格证书", "已删除法人资格证书", func(tx *ledger.Tx) error { return union.DropCertificate(tx, now) })
			}}}
	}).Small()
	beside := []fyne.CanvasObject{more}
	if end := now.Date("valid_to"); !end.IsZero() && o.p.On.DaysUntil(end.Last()) <= 90 {
		beside = []fyne.CanvasObject{widget.Inset(6, 6, 0, 0, daysLeft(end, o.p.On)), more}
	}
	return widget.NewPanel("法人资格证书", rows, beside...)
}

// askCertificate asks for the facts of a certificate, new or known.
func (o *organisationSection) askCertificate(c union.Certificate) {
	f := form.New(union.CertificateFields)
	f.Show(c.Record)
	title, accept := "修改法人资格证书", "保存"
	if c.ID == 0 {
		title, accept = "登记法人资格证书", "登记"
	}
	widget.ShowForm(o.shell.Window().Canvas(), title, f.In(2), accept, func() error {
		changed := union.Certificate{ID: c.ID, Record: c.Clone()}
		f.Take(changed.Record)
		return o.try(title, "已"+accept+"法人资格证书", func(tx *ledger.Tx) error {
			_, err := union.PutCertificate(tx, changed)
			return err
		})
	}).Wide(640).Refresh()
}

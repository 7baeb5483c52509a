package books

import (
	"unionledger/app/page/attached"
	"unionledger/data/attachment"
	"unionledger/data/fund"
)

// ShowAttachments lists the papers attached to a voucher, and takes more.
func (d *Desk) ShowAttachments(v fund.Voucher) {
	attached.Files{Shell: d.shell, Owner: attachment.Owner{Table: fund.VoucherTable, ID: v.ID}, Name: v.Name() + "凭证", Kind: fund.PaperKind,
		Ask: "选发票、收据的照片或扫描件", Empty: "可以放发票、收据、签收单的照片或扫描件，存在台账里，备份时一起带走。"}.Show()
}

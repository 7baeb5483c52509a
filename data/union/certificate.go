package union

import (
	"context"
	"slices"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
)

// CertificateFields describe the 工会法人资格证书 (《基层工会法人登记管理办法》).
var CertificateFields = field.NewSet("union_certificate", "法人资格证书",
	field.Field{Key: "number", Label: "证书编号", MaxLen: 60, Hint: "如 工法证字第 000000000 号"},
	field.Field{Key: "issuer", Label: "发证机关", MaxLen: 80},
	field.Field{Key: "issued", Label: "发证日期", Kind: field.Date},
	field.Field{Key: "legal_person", Label: "法定代表人", Kind: field.Name, MaxLen: 36},
	field.Field{Key: "valid_from", Label: "有效期自", Kind: field.Date},
	field.Field{Key: "valid_to", Label: "有效期至", Kind: field.Date},
	field.Field{Key: "address", Label: "住所", MaxLen: 120},
	field.Field{Key: "funds_fen", Label: "开办资金", Kind: field.Money, Hint: "元"},
	field.Field{Key: "note", Label: "备注", MaxLen: 200},
)

// Certificate is one certificate; a renewal is another one.
type Certificate struct {
	ID int64
	field.Record
}

// Certificates lists all certificates, the newest last.
func Certificates(ctx context.Context, r ledger.Reader) (out []Certificate, err error) {
	err = read(ctx, r, CertificateFields, "", "coalesce(valid_from, issued, valid_to), id", 0, func(id int64, _ []int64, rec field.Record) {
		out = append(out, Certificate{id, rec})
	})
	return out, err
}

// begins is the first day a certificate is known to hold.
func (c Certificate) begins() civil.Date {
	if d := c.Date("valid_from"); !d.IsZero() {
		return d
	}
	return c.Date("issued")
}

// CertificateOn is the one in hand on a day; the unknown day means the newest.
func CertificateOn(all []Certificate, on civil.Date) (Certificate, bool) {
	for _, c := range slices.Backward(all) {
		if d := c.begins(); on.IsZero() || d.IsZero() || !d.First().After(on.Last()) {
			return c, true
		}
	}
	return Certificate{}, false
}

// PutCertificate stores a certificate, a new one where its ID is 0.
func PutCertificate(tx *ledger.Tx, c Certificate) (int64, error) {
	if from, to := c.begins(), c.Date("valid_to"); !from.IsZero() && !to.IsZero() && to.Last().Before(from.First()) {
		return 0, ledger.Refuse("证书有效期至 %s 早于 %s。请核对。", to, from)
	}
	return put(tx, c.ID, c.Record, nil, nil)
}

// DropCertificate deletes a certificate that was entered by mistake.
func DropCertificate(tx *ledger.Tx, c Certificate) error {
	return tx.Delete("union_certificate", c.ID)
}

package intake

import (
	"strings"

	"unionledger/data/civil"
	"unionledger/data/code"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/sheet"
)

// quick takes the values that most cells of a good sheet hold, and that no
// cleaning would change, without cleaning them: it is what makes a big roster
// quick to read. It may only accept what Clean gives back untouched.
func quick(f field.Field, c sheet.Cell, ctx CleanContext) bool {
	if c.Kind != sheet.Text {
		return false
	}
	switch f.Kind {
	case field.Phone:
		return len(c.Text) == 11 && identity.CheckMobile(c.Text) == nil
	case field.IDNumber:
		if len(c.Text) != 18 || strings.HasSuffix(c.Text, "000") {
			return false
		}
		_, err := identity.ParseIDOn(c.Text, ctx.today())
		return err == nil
	case field.Name:
		return plainName(c.Text)
	case field.Date:
		d, err := civil.Parse(c.Text)
		return err == nil && d.Complete() && firstYear <= d.Year && d.Year <= lastYear && (ctx.MayBeFuture || !d.After(ctx.today()))
	}
	return false
}

// plainName reports two to four common Chinese characters that do not begin a
// writing for nothing, such as 没有 or 空白.
func plainName(s string) bool {
	n := 0
	for _, r := range s {
		if r < 0x4e00 || r > 0x9fa5 || n == 0 && strings.ContainsRune("没暂空未无", r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4
}

// fold is code.Fold, spared for texts that folding leaves as they are.
func fold(s string) string {
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 0x4e00 || r > 0x9fa5) {
			return code.Fold(s)
		}
	}
	return s
}

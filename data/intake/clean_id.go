package intake

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"unionledger/data/code"
	"unionledger/data/identity"
	"unionledger/data/sheet"
)

var (
	// scientific is the short form a spreadsheet shows for a long number.
	scientific = regexp.MustCompile(`^(\d)\.?(\d*)E\+?(\d{1,2})$`)
	idInText   = regexp.MustCompile(`(?:^|[^0-9])([0-9]{17}[0-9X])(?:[^0-9X]|$)`)
	allDigits  = regexp.MustCompile(`^[0-9]+$`)
	digitsOrX  = regexp.MustCompile(`^[0-9]+X?$`)
	otherPaper = regexp.MustCompile(`^[A-Z]{1,3}[0-9]{6,12}(\([0-9A-Z]\))?$`)
	// looksLikeX are signs typed for the X at the end.
	looksLikeX = strings.NewReplacer("×", "X", "✕", "X", "✗", "X", "Х", "X", "Χ", "X")
)

const idDigitsLost = "表格把身份证号当数字存，只留下前 15 位，后三位已丢失，不能猜。请看身份证或向本人核实后填写。"

// cleanID reads a citizen identity number (GB 11643).
func cleanID(c sheet.Cell, ctx CleanContext) Cleaned {
	if c.Kind == sheet.Number && len(wholePart(c.Text)) > 15 {
		return lost("id_numeric_lost_digits", idDigitsLost).known(wholePart(c.Text)[:15])
	}
	if _, _, ok := CoveredEnds(c.Text); ok {
		return coveredNumber()
	}
	s := strings.ToUpper(bareNumber(c.Text))
	if m := scientific.FindStringSubmatch(s); m != nil {
		return lost("id_scientific_text", "身份证号成了 3.3E+17 这样的科学计数，后面的数字已丢失，不能猜。请看身份证或向本人核实后填写。").known(m[1] + m[2])
	}
	kind := dressKind("id", c.Text, "id_lower_case_x")
	if t := looksLikeX.Replace(s); t != s {
		s, kind = t, "id_sign_like_x"
	}
	if t := strings.ReplaceAll(s, "-", ""); t != s && (len(t) == 18 || len(t) == 15) && digitsOrX.MatchString(t) {
		s, kind = t, "id_dashes"
	}
	if len(s) == 18 && strings.HasSuffix(s, "000") && allDigits.MatchString(s) && !ctx.ByHand {
		return lost("id_text_tail_000", "身份证号以 000 结尾，多半是表格把它当数字存过，后三位已丢失，不能猜。请看身份证或向本人核实后填写。").known(s[:15])
	}
	_, err := identity.ParseIDOn(s, ctx.today())
	var wrong *identity.Error
	if !errors.As(err, &wrong) {
		if c.Kind == sheet.Number {
			kind = "id_as_number"
		}
		return repair(c, s, kind)
	}
	switch wrong.Fault {
	case identity.CheckDigit:
		return flag(s, "id_wrong_check_digit", "%s", wrong.Message).from(c)
	case identity.BadDate:
		return flag(s, "id_wrong_date", "%s", wrong.Message).from(c)
	case identity.FutureBirth:
		return flag(s, "id_birth_in_future", "%s", wrong.Message).from(c)
	}
	return cleanOddID(c, s, wrong, ctx)
}

// unitCode has the looks of a credit code: a register of units, a place, and letters
// among the rest.
var unitCode = regexp.MustCompile(`^(?:1[1-9]|5[1-39]|8[1-9]|9[123])[0-9]{6}[0-9A-Z]{10}$`)

// cleanOddID reads what has not the 18 signs of a number.
func cleanOddID(c sheet.Cell, s string, wrong *identity.Error, ctx CleanContext) Cleaned {
	if len(s) == 15 && allDigits.MatchString(s) {
		id, err := identity.From15(s)
		if err != nil {
			return lost("id_15_digits", "%s", err.Error()).known(s)
		}
		return flag(id.Number, "id_15_digits", "这是 15 位的一代身份证号，已按规则换算成 18 位。请看身份证核对。").from(c).hint()
	}
	if _, err := identity.ParseCreditCode(s); err == nil || unitCode.MatchString(s) && !digitsOrX.MatchString(s) {
		return lost("id_is_credit_code", "这很可能是单位的统一社会信用代码，不是本人的身份证号。请看身份证再填。").known(s)
	}
	if digitsOrX.MatchString(s) {
		return lost(fmt.Sprintf("id_%d_digits", len(s)), "%s", wrong.Message).known(s)
	}
	if m := idInText.FindAllStringSubmatch(s, 2); len(m) == 1 {
		if _, err := identity.ParseIDOn(m[0][1], ctx.today()); err == nil && (ctx.ByHand || !strings.HasSuffix(m[0][1], "000")) {
			return flag(m[0][1], "id_with_remark", "身份证号旁边还写了别的字，已只取号码。请核对。").from(c)
		}
	}
	if otherPaper.MatchString(s) {
		return flag(s, "id_other_document", "这不像居民身份证号。如果是护照或其他证件，请填对证件类别。").from(c)
	}
	if !strings.ContainsAny(s, "0123456789") {
		return lost("id_not_given", "写的是%s，不是身份证号。请看身份证补填。", quoted(c.Text))
	}
	return lost("id_unusable", "不是 18 位身份证号。请看身份证再填。")
}

// cleanCreditCode reads a unified social credit code (GB 32100).
func cleanCreditCode(c sheet.Cell) Cleaned {
	if c.Kind == sheet.Number && len(wholePart(c.Text)) > 15 {
		return lost("credit_code_numeric_lost_digits", "表格把信用代码当数字存，后三位已丢失，不能猜。请看证照填写。").known(wholePart(c.Text)[:15])
	}
	s := strings.ReplaceAll(strings.ToUpper(code.Fold(unwrap(c.Text))), "-", "")
	if m := scientific.FindStringSubmatch(s); m != nil {
		return lost("credit_code_scientific_text", "信用代码成了科学计数，后面的数字已丢失，不能猜。请看证照填写。").known(m[1] + m[2])
	}
	_, err := identity.ParseCreditCode(s)
	if err == nil {
		return repair(c, s, dressKind("credit_code", c.Text, "credit_code_wording"))
	}
	var wrong *identity.Error
	if errors.As(err, &wrong) && (wrong.Fault == identity.CheckDigit || wrong.Fault == identity.OrgCode) {
		return flag(s, "credit_code_wrong_check", "%s", wrong.Message).from(c)
	}
	return lost("credit_code_unusable", "%s", err.Error()).known(s)
}

// wholePart gives the digits of a number before its point.
func wholePart(s string) string {
	whole, _, _ := strings.Cut(strings.TrimLeft(s, "-+0"), ".")
	return whole
}

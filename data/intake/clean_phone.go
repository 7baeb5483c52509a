package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"unionledger/data/code"
	"unionledger/data/identity"
	"unionledger/data/sheet"
)

var (
	phoneDashes = strings.NewReplacer("-", "", "–", "", "—", "", "‐", "", "−", "", "_", "")
	digitRun    = regexp.MustCompile(`[0-9]+`)
	countryCode = regexp.MustCompile(`^(\+|00)?86`)
	landline    = regexp.MustCompile(`^(0[0-9]{9,11}|[2-8][0-9]{6,7}|400[0-9]{7})$`)
)

// cleanPhone reads a phone number; the canonical form are its digits.
func cleanPhone(c sheet.Cell) Cleaned {
	if c.Kind == sheet.Date || wholeDate.MatchString(code.Fold(unwrap(c.Text))) {
		return lost("phone_is_date", "写的是日期，不是手机号。请向本人核对。")
	}
	if _, _, ok := CoveredEnds(c.Text); ok {
		return coveredNumber()
	}
	s := strings.ToUpper(bareNumber(c.Text))
	if m := scientific.FindStringSubmatch(s); m != nil {
		if full := m[1] + m[2]; fmt.Sprint(len(full)-1) == m[3] {
			s = full
		} else {
			return lost("phone_scientific_text", "手机号成了 1.99E+10 这样的科学计数，后面的数字已丢失，不能猜。请向本人核实后填写。").known(full)
		}
	}
	kind := dressKind("phone", c.Text, "phone_wording")
	if c.Kind == sheet.Number {
		kind = "phone_as_number"
	}
	if t := phoneDashes.Replace(s); t != s {
		s, kind = t, "phone_dashes"
	}
	if t := countryCode.ReplaceAllString(s, ""); t != s && identity.CheckMobile(t) == nil {
		s, kind = t, "phone_country_code"
	}
	if identity.CheckMobile(s) == nil {
		return repair(c, s, kind)
	}
	if found := mobilesIn(s); len(found) > 1 {
		return flag(found[0], "phone_two_numbers", "写了 %d 个号码，已取第一个。请向本人核对用哪一个。", len(found)).candidates(found...).from(c)
	} else if len(found) == 1 {
		return flag(found[0], "phone_with_remark", "号码旁边还写了别的字（可能是别人的电话），已只取号码。请核对。").from(c)
	}
	return cleanOddPhone(c, s)
}

// cleanOddPhone reads what holds no mobile number.
func cleanOddPhone(c sheet.Cell, s string) Cleaned {
	bare := strings.NewReplacer("(", "", ")", "").Replace(s)
	switch {
	case saysNothing(s):
		return lost("phone_not_given", "写的是%s，没有号码。请补填。", quoted(c.Text)).hint()
	case landline.MatchString(bare):
		return flag(bare, "phone_landline", "像是固定电话，上级的表一般只收 11 位手机号。请核对。").from(c).hint()
	case allDigits.MatchString(s) && len(s) <= 15:
		err := identity.CheckMobile(s)
		return flag(s, fmt.Sprintf("phone_%d_digits", len(s)), "%s", err.Error()).from(c)
	}
	return lost("phone_unusable", "不是手机号。应为 11 位数字，请向本人核对。")
}

// mobilesIn finds the mobile numbers among other signs, each once. Two numbers
// whose separator was a space or a dash stand as one run of 22 digits by now.
func mobilesIn(s string) []string {
	var found []string
	add := func(n string) {
		if identity.CheckMobile(n) == nil && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	for _, run := range digitRun.FindAllString(s, -1) {
		if len(run) == 22 && identity.CheckMobile(run[:11]) == nil && identity.CheckMobile(run[11:]) == nil {
			add(run[:11])
			add(run[11:])
			continue
		}
		add(strings.TrimPrefix(run, "86"))
		add(run)
	}
	return found
}

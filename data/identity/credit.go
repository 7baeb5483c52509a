package identity

import (
	"strings"
	"unicode/utf8"
)

// UnitKind tells from the first two signs of a credit code what kind of body
// carries it.
type UnitKind uint8

// The kinds this program tells apart.
const (
	OtherUnit       UnitKind = iota
	Enterprise               // 91
	GrassrootsUnion          // 81 基层工会
	OtherUnion               // 89 其他工会组织
)

// String names the kind in Chinese.
func (k UnitKind) String() string {
	return [...]string{"其他单位", "企业", "基层工会", "其他工会组织"}[k]
}

// CreditCode is a checked unified social credit code of 18 signs.
type CreditCode struct {
	Code string
	Kind UnitKind
}

// creditSigns are the 31 signs of GB 32100 in the order of their values; I, O, S,
// V and Z are left out.
const creditSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY"

var (
	creditWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	// orgWeights are those of GB 11714, where A counts 10 and Z 35.
	orgWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}
)

// ParseCreditCode checks a code in capital letters (GB 32100-2015), its last
// sign as well as the organisation code in it (GB 11714). Every error is an
// *Error.
func ParseCreditCode(s string) (CreditCode, error) {
	if n := utf8.RuneCountInString(s); n != 18 {
		return CreditCode{}, fault(Length, "统一社会信用代码%s %d 位，应为 18 位。请看证照再填。", onlyOr(n, 18), n)
	}
	if bad := strings.Trim(s, creditSigns); bad != "" {
		return CreditCode{}, fault(Signs, "统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z，可能把数字 1、0、5、2 写成了字母。请看证照再填。")
	}
	if s[17] != CreditCheckSign(s[:17]) {
		return CreditCode{}, fault(CheckDigit, "统一社会信用代码的校验码不对，至少有一位写错了，无法知道是哪一位。请看证照核对。")
	}
	if s[16] != orgCheckSign(s[8:16]) {
		return CreditCode{}, fault(OrgCode, "统一社会信用代码第 9 至 17 位的组织机构代码校验不对，可能写错了不止一位。请看证照核对。")
	}
	return CreditCode{Code: s, Kind: kindOf(s)}, nil
}

func kindOf(s string) UnitKind {
	switch s[:2] {
	case "91":
		return Enterprise
	case "81":
		return GrassrootsUnion
	case "89":
		return OtherUnion
	}
	return OtherUnit
}

// CreditCheckSign gives the last sign that belongs to the first 17.
func CreditCheckSign(first17 string) byte {
	sum := 0
	for i, w := range creditWeights {
		sum += w * strings.IndexByte(creditSigns, first17[i])
	}
	return creditSigns[(31-sum%31)%31]
}

// orgCheckSign gives the ninth sign of an organisation code.
func orgCheckSign(first8 string) byte {
	sum := 0
	for i, w := range orgWeights {
		v := int(first8[i] - '0')
		if v > 9 {
			v = int(first8[i]-'A') + 10
		}
		sum += w * v
	}
	return "0123456789X0"[11-sum%11]
}

package intake

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"unionledger/data/code"
	"unionledger/data/money"
	"unionledger/data/sheet"
)

// number is a quantity as it was written, exact.
type number struct {
	value *big.Rat
	kind  string
	// scaled: the text itself says 万 or 千; unit: it names 元 or the like.
	scaled, unit bool
	// remark: words stand beside the number that may change what it means.
	remark bool
}

var amount = regexp.MustCompile(`^(约|大约|近|共|合计|计)?(?:人民币|rmb)?[¥$]?([-+−])?(?:¥)?(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(万|千)?(元整|元/月|元/年|元/人|元|圆|块钱|块|/月|/年|人次|人|名|个|份|次|场|户|家|天|日|岁|年度|年|批|件|张|条|位|项|台)?(左右|以上|以下|以内|多|余|不到)?(\(.*\)|,[^0-9].*|;.*)?$`)

var inBrackets = regexp.MustCompile(`^\(([\d,]+(?:\.\d+)?)\)$`)

// readNumber reads the number of a cell, false where there is none.
func readNumber(c sheet.Cell) (number, bool) {
	if c.Kind == sheet.Number || c.Kind == sheet.Date {
		v, ok := new(big.Rat).SetString(strconv.FormatFloat(c.Number, 'g', 15, 64))
		return number{value: v}, ok
	}
	s := code.Fold(unwrap(c.Text))
	if m := inBrackets.FindStringSubmatch(s); m != nil {
		s = "-" + m[1]
	}
	m := amount.FindStringSubmatch(s)
	if m == nil || m[3]+m[4] == "" || len(s) > 60 {
		return number{}, false
	}
	v, ok := new(big.Rat).SetString("0" + strings.ReplaceAll(m[3], ",", "") + m[4])
	if !ok {
		return number{}, false
	}
	if m[2] == "-" || m[2] == "−" {
		v.Neg(v)
	}
	switch m[5] {
	case "万":
		v.Mul(v, big.NewRat(10000, 1))
	case "千":
		v.Mul(v, big.NewRat(1000, 1))
	}
	n := number{value: v, scaled: m[5] != "", unit: m[6] != "", remark: m[1]+m[7]+m[8] != ""}
	n.kind = numberKind(c.Text, s, n)
	return n, true
}

func numberKind(raw, s string, n number) string {
	switch {
	case n.scaled:
		return "number_in_ten_thousands"
	case n.unit || strings.ContainsAny(s, "¥$"):
		return "number_text_unit"
	case strings.Contains(s, ","):
		return "number_text_comma"
	}
	return dressKind("number", raw, "number_as_text")
}

// finish gives a number its canonical text and the reports all numbers share.
func (n number) finish(c sheet.Cell, value string) Cleaned {
	switch {
	case c.Kind == sheet.Date:
		return flag(value, "number_shown_as_date", "单元格显示成日期，里面其实是数 %s。请核对。", value).from(c)
	case n.value.Sign() < 0:
		return flag(value, "number_negative", "是负数，多半写错了。请核对。").from(c)
	case n.remark:
		return flag(value, "number_with_remark", "数字旁边还写了别的字（%s），已只取数字。请核对。", quoted(c.Text)).from(c)
	case c.Kind == sheet.Number:
		return Cleaned{Value: value}
	}
	return repair(c, value, n.kind)
}

func notANumber(c sheet.Cell, what string) Cleaned {
	if saysNothing(c.Text) {
		return lost("number_not_given", "写的是%s，没有%s。请补填；如果是零，请填 0。", quoted(c.Text), what).hint()
	}
	return lost("number_unusable_text", "写的是%s，看不出是多少。请填一个%s。", quoted(c.Text), what)
}

// cleanMoney reads an amount in yuan into whole fen.
func cleanMoney(c sheet.Cell, ctx CleanContext) Cleaned {
	n, ok := readNumber(c)
	if !ok {
		return notANumber(c, "金额")
	}
	fen := new(big.Rat).Mul(n.value, big.NewRat(100, 1))
	if ctx.TenThousand && !n.scaled && !n.unit {
		fen.Mul(fen, big.NewRat(10000, 1))
	}
	if new(big.Rat).Abs(fen).Cmp(big.NewRat(int64(money.Limit), 1)) > 0 {
		return lost("number_too_large", "金额过大，多半写错了。请核对。")
	}
	whole := fen.FloatString(0)
	if whole == "-0" {
		whole = "0"
	}
	out := n.finish(c, whole)
	if c.Kind == sheet.Number || canonicalYuan.MatchString(c.Text) {
		if out.Changed = false; !out.Reported() {
			out.Kind = ""
		}
	}
	if !fen.IsInt() && !out.Reported() {
		return flag(whole, "money_part_of_fen", "金额有不足一分的零头，已四舍五入到分。请核对。").from(c).hint()
	}
	return out
}

// canonicalYuan is an amount as this program writes it.
var canonicalYuan = regexp.MustCompile(`^-?\d+\.\d\d$`)

// cleanInteger reads a whole number.
func cleanInteger(c sheet.Cell) Cleaned {
	n, ok := readNumber(c)
	if !ok {
		return notANumber(c, "整数")
	}
	if !n.value.IsInt() {
		return lost("number_not_whole", "应为整数，现在是%s。请核对。", quoted(c.Text))
	}
	value := n.value.Num().String()
	if len(value) > 15 {
		return lost("number_too_large", "数字过大，多半写错了。请核对。")
	}
	return n.finish(c, value)
}

// cleanDecimal reads a number of at most nine digits before the point and six
// behind it.
func cleanDecimal(c sheet.Cell) Cleaned {
	n, ok := readNumber(c)
	if !ok {
		return notANumber(c, "数字")
	}
	value := decimalText(n.value)
	if len(wholePart(value)) > len("-999999999") {
		return lost("number_too_large", "数字过大，多半写错了。请核对。")
	}
	if exact, _ := new(big.Rat).SetString(value); exact.Cmp(n.value) != 0 {
		return flag(value, "number_too_fine", "小数超过 6 位，已四舍五入成 %s。请核对。", value).from(c).hint()
	}
	return n.finish(c, value)
}

// cleanPercent reads a share in percent: 5.5% and 5.5 are 5.5. A number cell
// below 1 is the share itself, as spreadsheets keep a cell shown as 6%.
func cleanPercent(c sheet.Cell) Cleaned {
	text := code.Fold(unwrap(c.Text))
	signed := c.Kind != sheet.Number && strings.HasSuffix(text, "%")
	plain := c
	if signed {
		plain.Text = strings.TrimSuffix(text, "%")
	}
	n, ok := readNumber(plain)
	if !ok || c.Kind == sheet.Date || len(wholePart(n.value.FloatString(1))) > 6 {
		return notANumber(c, "百分数")
	}
	small := new(big.Rat).Abs(n.value).Cmp(big.NewRat(1, 1)) < 0 && n.value.Sign() != 0
	if c.Kind == sheet.Number && small {
		n.value.Mul(n.value, big.NewRat(100, 1))
		return Cleaned{Value: decimalText(n.value), Changed: true, Kind: "percent_as_fraction"}
	}
	value := decimalText(n.value)
	switch {
	case c.Kind == sheet.Number && n.value.Sign() != 0:
		return flag(value, "percent_without_sign", "单元格里是 %s，没有百分号，按 %s%% 读。请核对。", value, value).from(c).hint()
	case signed && !n.remark:
		return repair(c, value, dressKind("percent", c.Text, "percent_as_text"))
	case small:
		return flag(value, "percent_unclear", "写的是 %s，没有百分号，可能是 %s%%，也可能是 %s%%。请核对。", value, value, decimalText(n.value.Mul(n.value, big.NewRat(100, 1)))).from(c).hint()
	case n.remark:
		return flag(value, "number_with_remark", "数字旁边还写了别的字（%s），已只取数字。请核对。", quoted(c.Text)).from(c)
	}
	return repair(c, value, dressKind("percent", c.Text, "percent_wording"))
}

func decimalText(v *big.Rat) string {
	s := strings.TrimRight(strings.TrimRight(v.FloatString(6), "0"), ".")
	if s == "" || s == "-0" || s == "-" {
		return "0"
	}
	return s
}

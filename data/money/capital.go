package money

import "strings"

// The numerals and units of amounts on receipts and cheques.
var (
	capitalDigits = []rune("零壹贰叁肆伍陆柒捌玖")
	capitalUnits  = []string{"", "拾", "佰", "仟"}
	capitalGroups = []string{"", "万", "亿", "万亿"}
)

// Capital writes an amount in the capital numerals of receipts: 贰拾贰元壹角伍分,
// 壹仟零伍元整. By the rules for filling in bills, 整 ends an amount without jiao and fen.
func (f Fen) Capital() string {
	if f == 0 {
		return "零元整"
	}
	var b strings.Builder
	if f < 0 {
		b.WriteString("负")
		f = -f
	}
	yuan, jiao, fen := int64(f)/100, int64(f)/10%10, int64(f)%10
	if yuan > 0 {
		b.WriteString(capitalYuan(yuan) + "元")
	}
	switch {
	case jiao == 0 && fen == 0:
		b.WriteString("整")
		return b.String()
	case jiao > 0:
		b.WriteString(string(capitalDigits[jiao]) + "角")
	case yuan > 0:
		b.WriteString("零")
	}
	if fen > 0 {
		b.WriteString(string(capitalDigits[fen]) + "分")
	}
	return b.String()
}

// capitalYuan writes a whole number above 0 by groups of four digits; zeros between
// digits that are spoken become one 零.
func capitalYuan(n int64) string {
	var b strings.Builder
	gap := false
	parts := []int64{}
	for ; n > 0; n /= 10000 {
		parts = append(parts, n%10000)
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i] == 0 {
			gap = true
			continue
		}
		for place, unit := 3, int64(1000); place >= 0; place, unit = place-1, unit/10 {
			d := parts[i] / unit % 10
			if d == 0 {
				gap = true
				continue
			}
			if gap && b.Len() > 0 {
				b.WriteRune('零')
			}
			gap = false
			b.WriteString(string(capitalDigits[d]) + capitalUnits[place])
		}
		b.WriteString(capitalGroups[i])
	}
	return b.String()
}

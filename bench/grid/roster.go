package main

import (
	"fmt"

	"unionledger/app/widget/grid"
)

// roster is an invented roster of as many people as the number says. Every cell is
// worked out from its row and column, so that it holds nothing and two runs agree.
type roster int

var titles = []string{"姓名", "性别", "工会小组", "证件末四位", "手机", "入会日期", "会籍", "学历", "政治面貌", "岗位", "技术等级", "备注"}

var widths = []float32{84, 44, 110, 90, 110, 110, 64, 64, 84, 96, 120, 240}

var (
	surnames = []rune("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜")
	given    = []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英文华玉兰红建国志新")
	groups   = []string{"机加一小组", "机加二小组", "铸造小组", "锻压小组", "装配一小组", "装配二小组", "质检小组", "仓储物流小组", "设备动力小组"}
	degrees  = []string{"初中", "高中", "中专", "大专", "本科", "硕士"}
	politics = []string{"群众", "中共党员", "共青团员"}
	posts    = []string{"装配钳工", "电装工", "调试工", "数控车工", "质检员", "仓库管理员"}
	skills   = []string{"无", "五级（初级）", "四级（中级）", "三级（高级）", "二级（技师）"}
)

func (r roster) Len() int { return int(r) }

func (r roster) Cell(row, col int) grid.Cell {
	n := row*7919 + 17
	switch col {
	case 0:
		return grid.Cell{Text: string([]rune{surnames[n%len(surnames)], given[n/3%len(given)], given[n/7%len(given)]})}
	case 1:
		return grid.Cell{Text: []string{"男", "女"}[n%2]}
	case 2:
		return grid.Cell{Text: groups[n%len(groups)]}
	case 3:
		return grid.Cell{Text: fmt.Sprintf("****%04d", n%10000)}
	case 4:
		return grid.Cell{Text: fmt.Sprintf("199****%04d", n/3%10000)}
	case 5:
		c := grid.Cell{Text: fmt.Sprintf("20%02d-%02d-%02d", n%22, n%12+1, n%28+1)}
		if n%9 == 0 {
			c.Text, c.Note = c.Text[:7], "缺日"
		}
		return c
	case 6:
		if n%11 == 0 {
			return grid.Cell{Text: "保留", Tone: grid.ToneNeutral, Shape: grid.ShapeTag}
		}
		return grid.Cell{Text: "在册", Tone: grid.ToneOK, Shape: grid.ShapeTag}
	case 7:
		return grid.Cell{Text: degrees[n%len(degrees)]}
	case 8:
		return grid.Cell{Text: politics[n%len(politics)]}
	case 9:
		return grid.Cell{Text: posts[n%len(posts)]}
	case 10:
		return grid.Cell{Text: skills[n%len(skills)]}
	}
	return grid.Cell{Text: fmt.Sprintf("第%d号档案，%s，由花名册导入", row+1, groups[n/5%len(groups)])}
}

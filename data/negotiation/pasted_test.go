package negotiation

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"unionledger/data/field"
)

// A list from WPS is read by its heading, or by what its columns hold; what cannot be used
// is named with why, and nothing is taken twice.
func TestPastedLists(t *testing.T) {
	ctx := context.Background()
	have := NewItem(FirmFields)
	have.Set("name", "甲公司")
	for _, tt := range []struct {
		name string
		set  *field.Set
		text string
		want []string // line: values, or why not
	}{
		{"by heading", FirmFields, "某区纺织行业覆盖企业名录\t\t\n序号\t单位名称\t职工人数\n1\t甲公司\t36\n2\t乙公司\t40\n3\t乙公司\t41\n4\t丙公司\t约三十\n5\t\t12\n\t合计\t129\n",
			[]string{"3: 名单里已经有了", "4: 乙公司 40", "5: 和第 4 行重复", "6: 职工数：写的是“约三十”", "7: 覆盖企业没有填“企业名称”", "8: 是合计行"}},
		{"by what they hold", FirmFields, "乙公司\t36\n丙公司\t1,200\n", []string{"1: 乙公司 36", "2: 丙公司 1200"}},
		{"numbers of firms", FirmFields, "1\t乙公司\t91330101MA2K7Q315D\t张三\t36\n2\t丙公司\t\t李四\t40\n", []string{"1: 乙公司 91330101MA2K7Q315D 张三 36", "2: 丙公司 李四 40"}},
		{"names alone", FirmFields, "乙公司\r\n\r\n丙公司", []string{"1: 乙公司", "3: 丙公司"}},
		{"prices by heading", PriceFields, "工序\t单位\t上年单价（元）\t本年单价\n车削\t件\t1.2\t1.35\n铣削\t件\t-1\t2\n", []string{"2: 车削 件 120 135", "3: 上年单价（元）“-1”不能是负数"}},
		{"a price is this year's", PriceFields, "车削\t1.35\n铣削\t￥2.10\n", []string{"1: 车削 135", "2: 铣削 210"}},
		{"two prices", PriceFields, "车削\t件\t1.2\t1.35\n", []string{"1: 车削 件 120 135"}},
		{"skill", GradeFields, "技能津贴\t高级工\t300\t元/月\t12\n", []string{"1: 技能津贴 高级工 30000 元/月 12"}},
		{"nothing", FirmFields, " \n", nil},
	} {
		p, err := ReadPasted(ctx, tt.set, tt.text, []Item{have})
		if err != nil || len(p.Lines) != len(tt.want) {
			t.Errorf("%s: %+v %v", tt.name, p.Lines, err)
			continue
		}
		for i, x := range p.Lines {
			got := x.Why
			if got == "" {
				var values []string
				for i := range x.Item.Fields().All() {
					if v := x.Item.At(i); v != "" {
						values = append(values, v)
					}
				}
				got = strings.Join(values, " ")
			}
			if got = fmt.Sprintf("%d: %s", x.Line, got); x.Why == "" && got != tt.want[i] || !strings.HasPrefix(got, tt.want[i]) {
				t.Errorf("%s: %s, want %s (%v)", tt.name, got, tt.want[i], p.Columns)
			}
		}
	}
}

// What is good is written in one operation.
func TestAddPasted(t *testing.T) {
	ctx, l := context.Background(), empty(t)
	r := NewRound(2022)
	r.Set("level", "行业性")
	id, err := Save(ctx, l, r)
	if err != nil {
		t.Fatal(err)
	}
	p, err := ReadPasted(ctx, FirmFields, "乙公司\t36\n丙公司\t约\n丁公司\t40", nil)
	if err != nil || p.Good() != 2 {
		t.Fatalf("%+v %v", p, err)
	}
	op, err := AddPasted(ctx, l, id, p)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Load(ctx, l.Read(), id)
	if err != nil || len(d.Items(FirmFields)) != 2 || d.Get("firms") != "2" {
		t.Errorf("%v %v", d.Items(FirmFields), err)
	}
	if _, err := l.Undo(ctx, op); err != nil {
		t.Fatal(err)
	}
	if d, err = Load(ctx, l.Read(), id); err != nil || len(d.Items(FirmFields)) != 0 {
		t.Errorf("%v %v", d.Items(FirmFields), err)
	}
}

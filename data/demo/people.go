package demo

import (
	"fmt"
	"strconv"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

// group is a 工会小组 with its share of the members and its posts.
type group struct {
	branch, name string
	share        int // of 326
	posts        []string
	id           int64
}

var tree = []group{
	{"生产一分会", "机加一小组", 34, []string{"普车工", "铣工", "数控车工"}, 0},
	{"生产一分会", "机加二小组", 31, []string{"铣工", "磨工", "加工中心操作工"}, 0},
	{"生产一分会", "铸造小组", 28, []string{"熔炼工", "造型工"}, 0},
	{"生产一分会", "锻压小组", 22, []string{"锻压工", "模具工"}, 0},
	{"生产一分会", "热处理小组", 14, []string{"热处理工"}, 0},
	{"生产一分会", "表面处理小组", 19, []string{"喷漆工", "电镀工"}, 0},
	{"生产二分会", "装配一小组", 38, []string{"装配钳工", "电装工", "调试工"}, 0},
	{"生产二分会", "装配二小组", 36, []string{"装配钳工", "调试工"}, 0},
	{"生产二分会", "质检小组", 18, []string{"检验员", "计量员"}, 0},
	{"生产二分会", "仓储物流小组", 20, []string{"仓管员", "叉车工"}, 0},
	{"生产二分会", "设备动力小组", 17, []string{"维修电工", "机修钳工"}, 0},
	{"机关分会", "技术研发小组", 17, []string{"工艺员", "设计员"}, 0},
	{"机关分会", "行政后勤小组", 13, []string{"行政专员", "驾驶员", "厨师"}, 0},
	{"机关分会", "营销小组", 12, []string{"销售员", "客服"}, 0},
	{"机关分会", "财务小组", 7, []string{"会计", "出纳"}, 0},
}

const whole = 326

var (
	surnames = []rune("王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚解单仇查翟")
	women    = []rune("兰娟秀英芳玉梅菊香琴萍静雪丽娜月花珍凤艳")
	men      = []rune("国强建军志明伟勇龙平飞波杰成法根荣祥浩松")
	shared   = []rune("文华春新林海云永宇生")
)

// words weighted roughly as in a factory: the first ones are the most common.
var (
	education = []string{"初中", "高中", "中专", "大专", "初中", "大专", "本科", "高中", "本科", "硕士"}
	political = []string{"群众", "群众", "群众", "群众", "群众", "中共党员", "共青团员", "群众", "群众", "中共党员"}
	skill     = []string{"无", "职业资格五级（初级）", "职业资格四级（中级）", "职业资格四级（中级）", "职业资格三级（高级）", "无", "职业资格二级（技师）"}
	hukou     = []string{"农业户口", "非农业户口", "农业户口"}
)

// people enters groups and members: those who joined long ago as one operation,
// as an import would.
func (m *maker) people(n int) error {
	m.setDay(m.today.AddDays(-790))
	return m.write("import", fmt.Sprintf("导入会员花名册：%d 行", n), func(tx *ledger.Tx) error {
		if err := m.addGroups(tx); err != nil {
			return err
		}
		for i := range n {
			rec := m.person(i, n)
			if rec.Date("join_date").After(m.today.AddDays(-780)) {
				m.plan(rec.Date("join_date"), func() error {
					return m.write("member", "入会："+rec.Get("name"), func(tx *ledger.Tx) error { return enrol(tx, rec) })
				})
				continue
			}
			if err := enrol(tx, rec); err != nil {
				return err
			}
		}
		return nil
	})
}

func enrol(tx *ledger.Tx, rec field.Record) error {
	_, err := member.Add(tx, rec, member.Event{Date: rec.Date("join_date"), Document: "入会申请书"})
	return err
}

func (m *maker) addGroups(tx *ledger.Tx) error {
	branches := map[string]int64{}
	for _, g := range tree {
		if branches[g.branch] == 0 {
			id, err := union.AddGroup(tx, union.Group{Name: g.branch, Kind: "分会"})
			if err != nil {
				return err
			}
			branches[g.branch] = id
		}
		id, err := union.AddGroup(tx, union.Group{Parent: branches[g.branch], Name: g.name})
		if err != nil {
			return err
		}
		g.id = id
		m.groups = append(m.groups, g)
	}
	return nil
}

// groupOf spreads i of n members over the groups by their shares.
func (m *maker) groupOf(i, n int) group {
	at := i * whole / max(n, 1)
	for _, g := range m.groups {
		if at < g.share {
			return g
		}
		at -= g.share
	}
	return m.groups[len(m.groups)-1]
}

// person invents member i of n.
func (m *maker) person(i, n int) field.Record {
	rec := member.Fields.NewRecord()
	g := m.groupOf(i, n)
	female := m.rnd.IntN(100) < 38
	birth := civil.Of(m.today.Year-20-m.rnd.IntN(38), 1, 1).AddDays(m.rnd.IntN(365))
	join := m.joined(birth, i)
	rec.Set("name", m.name(female))
	rec.Set("gender", map[bool]string{true: "女", false: "男"}[female])
	rec.Set("department", strconv.FormatInt(g.id, 10))
	rec.Set("id_type", "居民身份证")
	rec.Set("id_number", idNumber(birth, i, female))
	rec.SetDate("birth_date", birth)
	rec.Set("ethnicity", []string{"汉族", "汉族", "汉族", "汉族", "汉族", "汉族", "汉族", "汉族", "畲族", "苗族", "汉族", "土家族"}[m.rnd.IntN(12)])
	rec.Set("phone", fmt.Sprintf("199%08d", i%100000000))
	rec.SetDate("join_date", join)
	rec.Set("education", pick(m, education))
	rec.Set("political", pick(m, political))
	rec.Set("post", pick(m, g.posts))
	rec.Set("skill_level", pick(m, skill))
	rec.Set("employment_status", "在岗")
	rec.Set("employment", "合同制")
	rec.Set("hukou_type", pick(m, hukou))
	rec.Set("hukou_place", "浙江省杭州市建德市")
	rec.Set("native_place", "浙江建德")
	rec.Set("migrant", map[bool]string{true: "1", false: "0"}[m.rnd.IntN(100) < 42])
	rec.Set("workplace", "杭州云栎精密机械有限公司")
	rec.Set("dues_base_fen", strconv.Itoa((330000+m.rnd.IntN(260000))/100*100))
	rec.Set("emp_no", fmt.Sprintf("YL%04d", i+1))
	m.flaw(i, rec)
	return rec
}

// flaw takes something away from a few members, as real rosters lack it, so that
// the check before a report has something to find.
func (m *maker) flaw(i int, rec field.Record) {
	if i%whole >= 300 {
		return
	}
	switch i % 40 {
	case 11:
		rec.Set("phone", "")
	case 17:
		rec.Set("id_as_written", rec.Get("id_number")[:15]+"000")
		rec.Set("id_number", "")
	case 23:
		rec.Set("hukou_type", "居民家庭户口")
	case 31:
		rec.Set("education", "")
	}
}

// joined gives a day after somebody was 18, mostly long ago; a few of the first
// few hundred joined one by one within the last two years.
func (m *maker) joined(birth civil.Date, i int) civil.Date {
	from := birth.AddMonths(18*12 + 1)
	if opened := civil.MustParse("2009-06-18"); from.Before(opened) {
		from = opened
	}
	to := m.today.AddDays(-790)
	if late := m.today.AddDays(-20 - m.rnd.IntN(700)); i%13 == 5 && i < whole && from.Before(late) {
		return civil.Of(late.Year, late.Month, 1+m.rnd.IntN(4)) // before the month is billed
	}
	if !from.Before(to) {
		return to
	}
	return from.AddDays(m.rnd.IntN(from.DaysUntil(to)))
}

func (m *maker) name(female bool) string {
	given := men
	if female {
		given = women
	}
	name := string(surnames[m.rnd.IntN(len(surnames))]) + string(given[m.rnd.IntN(len(given))])
	if m.rnd.IntN(100) < 45 {
		name += string(shared[m.rnd.IntN(len(shared))])
	}
	return name
}

// idNumber makes a number with a right check digit in the invented area 330101.
// The last digits repeat only after five hundred people born on one day.
func idNumber(birth civil.Date, i int, female bool) string {
	seq := i / 7 % 500 * 2
	if !female {
		seq++
	}
	first := fmt.Sprintf("330101%04d%02d%02d%03d", birth.Year, int(birth.Month), birth.Day, seq)
	return first + string(identity.IDCheckDigit(first))
}

func pick(m *maker, words []string) string { return words[m.rnd.IntN(len(words))] }

// change is what happens to a member some days ago.
type change struct {
	id   int64
	days int
	e    member.Event
}

// leaving lists what happens to a few memberships in the last months.
func (m *maker) leaving() []change {
	return []change{
		{19, 210, member.Event{Kind: member.Retain, Reason: "在本单位下岗后待岗", MinuteNo: "工会纪要第 3 号"}},
		{48, 180, member.Event{Kind: member.Retain, MinuteNo: "工会纪要第 4 号", Note: "退休"}},
		{77, 150, member.Event{Kind: member.Retain, MinuteNo: "工会纪要第 4 号", Note: "退休"}},
		{105, 95, member.Event{Kind: member.MovedOut, Reason: "劳动（工作）关系发生变化", Document: "转会介绍信 014", OtherUnion: "杭州青屿阀门有限公司工会"}},
		{160, 60, member.Event{Kind: member.Withdrew, Reason: "个人要求退会", Document: "退会申请书"}},
		{201, 12, member.Event{Kind: member.MovedOut, Reason: "劳动（工作）关系发生变化", Document: "转会介绍信 015"}},
	}
}

// changes plans what happens to those members.
func (m *maker) changes() {
	for _, x := range m.leaving() {
		day := m.today.AddDays(-x.days)
		m.plan(day, func() error { return m.happen(day, x.id, x.e) })
	}
}

// happen enters an event for a member who is there and in the union by then.
func (m *maker) happen(day civil.Date, id int64, e member.Event) error {
	found, err := member.Page(m.ctx, m.l.Read(), []int64{id}, civil.Date{})
	if err != nil || len(found) == 0 || found[0].State != member.Active || found[0].Date("join_date").After(day) {
		return err
	}
	e.Member, e.Date, e.DuesFrom = id, day, day.YearMonth()
	return m.write("member", fmt.Sprintf("%s：%s", e.Kind, found[0].Get("name")), func(tx *ledger.Tx) error {
		_, err := member.Happen(tx, e)
		return err
	})
}

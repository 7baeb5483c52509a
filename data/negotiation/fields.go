package negotiation

import "unionledger/data/field"

// Sections of a round: the ones of the contract, and one for each step.
const (
	general   = "协商概况"
	contract  = "合同"
	headcount = "人数"
)

// RoundFields describe one round of negotiation (协商轮次): facts only. Every
// deadline follows from them and from a rule profile and is never stored.
var RoundFields = field.NewSet("negotiation", "协商轮次",
	field.Field{Key: "year", Label: "年度", Kind: field.Integer, Required: true, MaxLen: 4, Width: 56, Section: general, Aliases: []string{"年份", "协商年度"}},
	field.Field{Key: "title", Label: "名称", Width: 180, Section: general, Hint: "空着就按年度和合同种类起名", Aliases: []string{"协商名称"}},
	field.Field{Key: "contract_kind", Label: "合同种类", Kind: field.Code, Codes: "contract_kind", Required: true, Width: 92, Section: general, Aliases: []string{"合同类型", "集体合同种类"}},
	field.Field{Key: "sign_kind", Label: "签订类型", Kind: field.Code, Codes: "sign_kind", Width: 80, Section: general, Aliases: []string{"签订性质", "签订方式"}},
	field.Field{Key: "level", Label: "协商层级", MaxLen: 10, Width: 72, Section: general, Hint: "企业、行业性、区域性", Aliases: []string{"协商级别", "层级"}},
	field.Field{Key: "offer_side", Label: "要约方", MaxLen: 10, Width: 66, Section: general, Hint: "职工方、企业方", Aliases: []string{"要约发起方", "提出方"}},
	field.Field{Key: "profile", Label: "适用规则", MaxLen: 20, Width: 92, Section: general, Hint: "空着按默认的规则档"},
	field.Field{Key: "not_done_reason", Label: "未开展原因", MaxLen: 60, Width: 120, Section: general, Aliases: []string{"未开展协商原因", "未签订原因"}},
	field.Field{Key: "note", Label: "备注", MaxLen: 500, Width: 140, Section: general, Aliases: []string{"说明"}},

	field.Field{Key: "covered", Label: "覆盖职工数", Kind: field.Integer, Width: 84, Section: headcount, Aliases: []string{"覆盖职工", "覆盖人数", "涉及职工人数", "涉及职工数"}, Decoys: []string{"职工总数"}},
	field.Field{Key: "firms", Label: "覆盖企业数", Kind: field.Integer, Width: 84, Section: headcount, Aliases: []string{"覆盖企业", "涉及企业数"}},
	field.Field{Key: "staff", Label: "职工数", Kind: field.Integer, Width: 66, Section: headcount, Aliases: []string{"职工总数", "职工人数", "企业职工总数"}},
	field.Field{Key: "women_staff", Label: "女职工数", Kind: field.Integer, Width: 66, Section: headcount, Aliases: []string{"女职工", "女职工人数", "其中女职工"}},
	field.Field{Key: "migrant_staff", Label: "农民工数", Kind: field.Integer, Width: 66, Section: headcount, Aliases: []string{"农民工", "农民工人数"}},
	field.Field{Key: "dispatch_staff", Label: "派遣工数", Kind: field.Integer, Width: 66, Section: headcount, Aliases: []string{"派遣工", "劳务派遣人数", "派遣人数"}},
	field.Field{Key: "disabled_staff", Label: "残疾职工数", Kind: field.Integer, Width: 72, Section: headcount, Aliases: []string{"残疾职工", "残疾职工人数"}},
	field.Field{Key: "members", Label: "会员数", Kind: field.Integer, Width: 66, Section: headcount, Aliases: []string{"会员人数", "工会会员数"}},
	field.Field{Key: "above_scale", Label: "规模以上企业", Short: "规上", Kind: field.YesNo, Width: 52, Section: headcount, Aliases: []string{"规上", "是否规上", "规上(是/否)", "是否规模以上"}},

	field.Field{Key: "reps_elected", Label: "代表产生日期", Kind: field.Date, Width: 92, Section: "产生代表", Aliases: []string{"代表产生时间", "选举代表日期"}},
	field.Field{Key: "announced", Label: "代表公示日期", Kind: field.Date, Width: 92, Section: "产生代表", Aliases: []string{"公示日期", "代表公示时间"}},
	field.Field{Key: "worker_reps", Label: "职工方代表数", Kind: field.Integer, Width: 84, Section: "产生代表", Hint: "登记了代表名单的按名单算", Aliases: []string{"职工方代表人数", "职工代表人数"}},
	field.Field{Key: "enterprise_reps", Label: "企业方代表数", Kind: field.Integer, Width: 84, Section: "产生代表", Hint: "登记了代表名单的按名单算", Aliases: []string{"企业方代表人数"}},
	field.Field{Key: "outside_reps", Label: "外聘代表数", Kind: field.Integer, Width: 72, Section: "产生代表", Hint: "登记了代表名单的按名单算", Aliases: []string{"外聘", "外聘代表"}},
	field.Field{Key: "women_reps", Label: "女代表数", Kind: field.Integer, Width: 66, Section: "产生代表", Hint: "登记了代表名单的按名单算", Aliases: []string{"女代表", "女代表人数"}},

	field.Field{Key: "offered", Label: "要约发出日期", Kind: field.Date, Width: 92, Section: "要约", Aliases: []string{"要约日期", "发出要约", "要约发出日", "发出要约日期", "要约时间", "要约书发出日期"}},
	field.Field{Key: "received", Label: "要约收到日期", Kind: field.Date, Width: 92, Section: "要约", Hint: "以对方签收回执上的日期为准", Aliases: []string{"收到日期", "收到要约", "收到日", "收到要约日期", "签收日期", "要约签收日期", "对方签收", "签收时间"}},
	field.Field{Key: "replied", Label: "书面答复日期", Kind: field.Date, Width: 92, Section: "书面答复", Aliases: []string{"应约日期", "答复日期", "答复日", "应约时间", "书面答复", "应约日"}},
	field.Field{Key: "supplied", Label: "提供资料日期", Kind: field.Date, Width: 92, Section: "信息披露", Aliases: []string{"信息披露日期", "资料提供日期"}},

	field.Field{Key: "meeting", Label: "协商会议日期", Kind: field.Date, Width: 92, Section: "协商会议", Hint: "开了几次的写第一次", Aliases: []string{"首次协商会议日期", "第一次协商会议", "协商会议时间"}},
	field.Field{Key: "meetings", Label: "协商会议次数", Kind: field.Integer, Width: 84, Section: "协商会议", Aliases: []string{"会议次数", "协商次数"}},
	field.Field{Key: "recorder", Label: "记录员", Kind: field.Name, Width: 66, Section: "协商会议"},
	field.Field{Key: "minutes_signed", Label: "纪要双方首席已签", Kind: field.YesNo, Width: 72, Section: "协商会议", Aliases: []string{"纪要已签"}},
	field.Field{Key: "suspended_days", Label: "累计中止天数", Kind: field.Integer, Width: 84, Section: "协商会议"},
	field.Field{Key: "suspension_consent", Label: "中止经职工方首席同意", Kind: field.YesNo, Width: 84, Section: "协商会议"},
	field.Field{Key: "negotiated", Label: "达成一致日期", Kind: field.Date, Width: 92, Section: "合同草案", Aliases: []string{"协商日期", "达成一致日", "协商一致日期", "达成一致", "协商时间", "草案形成日期"}},
	field.Field{Key: "dispute_accepted", Label: "签订争议受理日期", Kind: field.Date, Width: 92, Section: "合同草案", Hint: "谈不成、申请人力社保部门协调处理的才填"},
	field.Field{Key: "dispute_ended", Label: "签订争议办结日期", Kind: field.Date, Width: 92, Section: "合同草案", Hint: "谈不成、申请人力社保部门协调处理的才填"},

	field.Field{Key: "congress", Label: "职代会日期", Kind: field.Date, Width: 92, Section: "职代会审议", Aliases: []string{"职代会审议日期", "职工大会日期", "职代会", "职工大会", "职代会时间", "审议通过日期", "职代会通过日期"}, Decoys: []string{"职代会报告日"}},
	field.Field{Key: "entitled", Label: "应到人数", Short: "应到", Kind: field.Integer, Width: 56, Section: "职代会审议", Hint: "全体职工代表（或全体职工）", Aliases: []string{"应到", "应到代表", "应到代表数", "全体代表", "全体代表数"}},
	field.Field{Key: "present", Label: "实到人数", Short: "实到", Kind: field.Integer, Width: 56, Section: "职代会审议", Aliases: []string{"实到", "到会", "到会人数", "实到代表", "实到代表数"}},
	field.Field{Key: "agreed", Label: "同意票数", Short: "同意", Kind: field.Integer, Width: 56, Section: "职代会审议", Aliases: []string{"同意", "赞成", "赞成票", "同意票", "同意人数"}},
	field.Field{Key: "against", Label: "反对票数", Short: "反对", Kind: field.Integer, Width: 56, Section: "职代会审议", Aliases: []string{"反对", "反对票", "不同意"}},
	field.Field{Key: "abstained", Label: "弃权票数", Short: "弃权", Kind: field.Integer, Width: 56, Section: "职代会审议", Aliases: []string{"弃权", "弃权票"}},
	field.Field{Key: "rejected", Label: "上次未通过日期", Kind: field.Date, Width: 92, Section: "职代会审议", Hint: "只在草案曾被否决时填，票数填最后一次的"},
	field.Field{Key: "renegotiated", Label: "重新达成一致日期", Kind: field.Date, Width: 92, Section: "职代会审议", Hint: "只在草案曾被否决时填"},

	field.Field{Key: "signed", Label: "签字日期", Kind: field.Date, Width: 92, Section: "签字", Hint: "双方首席代表都签了的那天", Aliases: []string{"签字日", "签订日期", "签订时间", "签字时间", "签约日期"}},
	field.Field{Key: "filed", Label: "报送日期", Kind: field.Date, Width: 92, Section: "报送人社", Aliases: []string{"报送日", "送审日期", "送审时间", "报送人社日期", "报审日期"}},
	field.Field{Key: "filed_copies", Label: "报送份数", Kind: field.Integer, Width: 66, Section: "报送人社"},
	field.Field{Key: "filed_to", Label: "受理部门", Width: 120, Section: "报送人社", Aliases: []string{"报送部门"}},
	field.Field{Key: "accept_no", Label: "受理编号", MaxLen: 60, Width: 92, Section: "报送人社", Aliases: []string{"登记号", "受理/登记号", "登记编号", "备案号"}},
	field.Field{Key: "accepted", Label: "受理（收件）日期", Kind: field.Date, Width: 92, Section: "报送人社", Aliases: []string{"受理日期", "收件日期"}},
	field.Field{Key: "objection", Label: "人社提出异议", Kind: field.YesNo, Width: 72, Section: "审查"},
	field.Field{Key: "opinion", Label: "审查意见书日期", Kind: field.Date, Width: 92, Section: "审查", Aliases: []string{"审查意见书日", "审查日期", "审查意见日期"}},
	field.Field{Key: "effective", Label: "生效日期", Kind: field.Date, Width: 92, Section: "审查", Aliases: []string{"生效日", "生效时间", "合同生效"}},
	field.Field{Key: "published", Label: "公布日期", Kind: field.Date, Width: 92, Section: "公布", Aliases: []string{"公布日", "公布时间", "向职工公布日期"}},
	field.Field{Key: "publish_way", Label: "公布方式", MaxLen: 60, Width: 92, Section: "公布", Hint: "公告栏、职代会、网上"},
	field.Field{Key: "upper_reported", Label: "报上级工会日期", Kind: field.Date, Width: 92, Section: "报上级工会", Aliases: []string{"报上级工会日", "报上级工会时间"}},
	field.Field{Key: "checked", Label: "履约检查日期", Kind: field.Date, Width: 92, Section: "履约", Aliases: []string{"履约检查日", "检查日期"}},
	field.Field{Key: "performance", Label: "职代会报告履约日期", Kind: field.Date, Width: 92, Section: "履约", Aliases: []string{"职代会报告日", "履约报告日期", "履行情况报告日期"}},

	field.Field{Key: "valid_from", Label: "有效期起", Kind: field.Date, Width: 92, Section: contract, Aliases: []string{"合同起始日期", "有效期开始", "合同期限起", "起始日期"}},
	field.Field{Key: "valid_to", Label: "有效期止", Kind: field.Date, Width: 92, Section: contract, Aliases: []string{"合同终止日期", "有效期至", "合同期限止", "到期日期", "终止日期"}},
	field.Field{Key: "last_average_wage_fen", Label: "上年平均工资（元/年）", Short: "上年平均工资", Kind: field.Money, Width: 92, Section: contract, Aliases: []string{"上年平均工资", "上年度平均工资", "上年职工平均工资", "上年度职工平均工资"}},
	field.Field{Key: "agreed_average_wage_fen", Label: "约定平均工资（元/年）", Short: "约定平均工资", Kind: field.Money, Width: 92, Section: contract, Aliases: []string{"约定平均工资", "本年平均工资", "协商平均工资"}},
	field.Field{Key: "raise_percent", Label: "约定增幅（%）", Short: "增幅", Kind: field.Percent, Width: 66, Section: contract, Aliases: []string{"约定增幅", "增长幅度", "增幅", "工资增幅", "增长幅度%", "约定增长幅度", "增长比例", "调整幅度"}},
	field.Field{Key: "lowest_wage_fen", Label: "企业最低工资（元/月）", Short: "企业最低工资", Kind: field.Money, Width: 92, Section: contract, Aliases: []string{"企业最低工资", "本企业最低工资"}},
	field.Field{Key: "local_minimum_fen", Label: "当地最低工资（元/月）", Short: "当地最低工资", Kind: field.Money, Width: 92, Section: contract, Hint: "空着按规则档里的标准", Aliases: []string{"当地最低工资", "当地最低工资标准"}},
	field.Field{Key: "terminated", Label: "解除日期", Kind: field.Date, Width: 92, Section: contract, Aliases: []string{"合同解除日期"}},
	field.Field{Key: "terminated_filed", Label: "解除备案日期", Kind: field.Date, Width: 92, Section: contract},
)

// RepFields describe a representative (协商代表).
var RepFields = field.NewSet("negotiation_representative", "协商代表",
	field.Field{Key: "side", Label: "哪一方", Required: true, MaxLen: 10, Width: 66, Hint: "职工方、企业方"},
	field.Field{Key: "name", Label: "姓名", Kind: field.Name, Required: true, MaxLen: 36, Width: 66},
	field.Field{Key: "gender", Label: "性别", Kind: field.Code, Codes: "gender", Width: 44},
	field.Field{Key: "post", Label: "职务（岗位）", MaxLen: 60, Width: 110, Aliases: []string{"职务", "岗位"}},
	field.Field{Key: "chief", Label: "首席代表", Kind: field.YesNo, Width: 56, Aliases: []string{"首席"}},
	field.Field{Key: "outsider", Label: "外聘", Kind: field.YesNo, Width: 44, Hint: "本企业以外的专业人员"},
	field.Field{Key: "mandate", Label: "有书面委托书", Kind: field.YesNo, Width: 72, Hint: "外聘代表和受委托的首席代表要有"},
	field.Field{Key: "dispatched", Label: "被派遣劳动者", Kind: field.YesNo, Width: 72},
	field.Field{Key: "elected", Label: "产生方式", MaxLen: 60, Width: 120, Hint: "职代会选举、法定代表人确定等"},
	field.Field{Key: "votes", Label: "得票数", Kind: field.Integer, Width: 56},
	field.Field{Key: "id_card", Label: "身份证号", Kind: field.IDNumber, Mask: field.AllButLast, Width: 150},
	field.Field{Key: "age", Label: "年龄", Kind: field.Integer, Width: 44},
	field.Field{Key: "disabled", Label: "残疾人", Kind: field.YesNo, Width: 56},
	field.Field{Key: "since", Label: "任期起", Kind: field.Date, Width: 92, Hint: "空着按合同期限"},
	field.Field{Key: "vacated", Label: "出缺日期", Kind: field.Date, Width: 92, Hint: "不再担任代表的那天；补选的另登记一名"},
	field.Field{Key: "phone", Label: "电话", Kind: field.Phone, Mask: field.MiddleOut, Width: 92},
	field.Field{Key: "note", Label: "备注", MaxLen: 500, Width: 120},
)

// MeetingFields describe one meeting (协商会议).
var MeetingFields = field.NewSet("negotiation_meeting", "协商会议",
	field.Field{Key: "date", Label: "日期", Kind: field.Date, Required: true, Width: 92},
	field.Field{Key: "place", Label: "地点", Width: 120},
	field.Field{Key: "chair_side", Label: "主持方", MaxLen: 10, Width: 66, Hint: "双方首席代表轮流召集主持"},
	field.Field{Key: "recorder", Label: "记录员", Kind: field.Name, Width: 66},
	field.Field{Key: "agenda", Label: "议题", MaxLen: 500, Width: 160},
	field.Field{Key: "settled", Label: "一致意见", MaxLen: 2000, Width: 160},
	field.Field{Key: "open", Label: "未达成一致", MaxLen: 2000, Width: 160},
	field.Field{Key: "signed", Label: "双方首席已签", Kind: field.YesNo, Width: 72},
)

// The sides of a negotiation and the levels it is held on.
const (
	Workers    = "职工方"
	Enterprise = "企业方"

	Firm   = "企业"
	Trade  = "行业性"
	Region = "区域性"
)

// Words lists what may be chosen for a field that has few fixed words and no
// code list; nil for all others.
func Words(key string) []string {
	switch key {
	case "side", "offer_side", "chair_side", "asked_by":
		return []string{Workers, Enterprise}
	case "level":
		return []string{Firm, Trade, Region}
	case "kind":
		return []string{"变更", "解除"}
	case "result":
		return []string{"履行", "部分履行", "未履行"}
	case "per":
		return []string{"元/月", "元/年", "一次性"}
	case "category":
		return []string{"技术技能类津贴补贴", "学历提升类津贴补贴", "创新创造类成果奖励", "荣誉类专项奖励", "师徒带教奖励", "技能竞赛奖励"}
	case "grounds":
		return []string{"法律法规修改", "工资指导线或消费价格指数提高", "生产经营发生重大变化", "不可抗力", "破产、合并、解散", "合同约定的条件出现", "其他法定情形"}
	case "not_done_reason":
		return []string{"停产、歇业", "职工人数过少", "企业不愿协商", "已纳入区域性或行业性合同", "新建会", "其他"}
	}
	return nil
}

// OnlyWords says whether a field takes nothing but its Words.
func OnlyWords(key string) bool {
	switch key {
	case "side", "offer_side", "chair_side", "asked_by", "level", "kind", "result":
		return true
	}
	return false
}

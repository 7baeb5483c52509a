package negotiation

import "unionledger/data/field"

// part makes the set of a list that belongs to a round.
func part(name, label string, fields ...field.Field) *field.Set {
	return field.NewSet("negotiation_"+name, label, fields...)
}

func dated(key, label, hint string, required bool) field.Field {
	return field.Field{Key: key, Label: label, Kind: field.Date, Required: required, Width: 92, Hint: hint}
}

func number(key, label, hint string) field.Field {
	return field.Field{Key: key, Label: label, Kind: field.Integer, Width: 66, Hint: hint}
}

func text(key, label, hint string, most int) field.Field {
	return field.Field{Key: key, Label: label, MaxLen: most, Width: 120, Hint: hint}
}

func needed(key, label, hint string, most int) field.Field {
	f := text(key, label, hint, most)
	f.Required = true
	return f
}

func yes(key, label, hint string) field.Field {
	return field.Field{Key: key, Label: label, Kind: field.YesNo, Width: 72, Hint: hint}
}

func fen(key, label, hint string) field.Field {
	return field.Field{Key: key, Label: label, Kind: field.Money, Width: 92, Hint: hint}
}

// The lists of a round beside its representatives and meetings. Amounts are fen.
var (
	// OpinionFields describe what the workers want negotiated (职工意见征集).
	OpinionFields = part("opinion", "职工意见",
		needed("topic", "意见和建议", "一条一行", 500), number("people", "提出人数", ""), text("position", "协商时的主张", "", 500), yes("adopted", "写进合同", ""))
	// InfoFields describe a paper one side asks the other for (资料清单).
	InfoFields = part("info", "协商资料",
		needed("item", "资料名称", "营业收入、利润、工资总额等", 120), dated("asked", "要求提供日期", "", false), dated("given", "提供日期", "", false),
		text("giver", "提供人", "", 36), text("taker", "接收人", "", 36), text("note", "备注", "", 500))
	// SuspensionFields describe a break in the negotiation (中止协商).
	SuspensionFields = part("suspension", "中止协商",
		dated("since", "中止起", "", true), dated("until", "恢复日期", "恢复协商的那天，空着表示还没有恢复", false), yes("consent", "职工方首席代表同意", ""),
		dated("next_date", "下次协商日期", "", false), text("next_place", "下次协商地点", "", 120), text("next_content", "下次协商内容", "", 500), text("note", "原因", "", 500))
	// VoteFields describe a vote of the congress (职代会表决); a second one follows on a
	// rejection.
	VoteFields = part("vote", "职代会表决",
		dated("date", "表决日期", "", true), text("session", "届次", "第三届第二次", 60), dated("renegotiated", "重新达成一致日期", "否决后再表决的，填重新协商一致的那天", false),
		number("entitled", "应到人数", "全体职工代表（或全体职工）"), number("present", "实到人数", ""), number("agreed", "同意票数", ""),
		number("against", "反对票数", ""), number("abstained", "弃权票数", ""), text("note", "备注", "", 500))
	// FilingFields describe the contract going to the authority (报送和审查); a second one
	// follows on an objection.
	FilingFields = part("filing", "报送",
		dated("filed", "报送日期", "", true), number("copies", "报送份数", ""), text("filed_to", "受理部门", "", 120), text("accept_no", "受理编号", "", 60),
		dated("accepted", "受理（收件）日期", "", false), yes("objection", "提出异议", ""), text("objected", "异议内容", "", 1000),
		dated("opinion", "审查意见书日期", "", false), text("opinion_no", "审查意见书文号", "", 60), text("note", "备注", "", 500))
	// FirmFields describe an enterprise under a contract of a trade or an area (覆盖企业名录).
	FirmFields = part("firm", "覆盖企业",
		needed("name", "企业名称", "", 120), field.Field{Key: "credit_code", Label: "统一社会信用代码", Kind: field.CreditCode, Width: 150},
		text("head", "法定代表人（负责人）", "", 36), number("staff", "职工数", ""), number("members", "会员数", ""), dated("signed", "签收日期", "企业负责人在名录上签字的日期", false), text("note", "备注", "", 500))
	// PriceFields describe a piece rate (工价).
	PriceFields = part("price", "工价",
		needed("process", "工序", "", 120), text("work_type", "工种", "", 60), text("unit", "计价单位", "件、米、公斤", 20),
		fen("last_fen", "上年单价（元）", ""), fen("agreed_fen", "本年单价（元）", ""),
		field.Field{Key: "reach_percent", Label: "能完成定额的职工（%）", Kind: field.Percent, Width: 84, Hint: "同岗位职工在法定工作时间内能完成的占多少"}, text("note", "备注", "", 500))
	// GradeFields describe a pay item for skill (能级工资标准).
	GradeFields = part("grade", "能级工资标准",
		needed("category", "项目类别", "", 60), needed("condition", "等级（条件）", "高级工、大专学历等", 120), fen("standard_fen", "标准（元）", ""),
		text("per", "计发方式", "元/月、一次性", 20), number("people", "享受人数", ""), text("note", "备注", "", 500))
	// InspectionFields describe a look at how the contract is kept (履约检查).
	InspectionFields = part("inspection", "履约检查",
		dated("date", "检查日期", "", true), text("inspectors", "检查人员", "监督委员会（小组）成员", 200), text("found", "发现的问题", "", 2000),
		text("mended", "整改情况", "", 2000), yes("chiefs_signed", "双方首席代表签收", ""))
	// FindingFields say of a clause whether it is kept (履约检查条款).
	FindingFields = part("finding", "履约检查条款",
		dated("date", "检查日期", "", true), needed("clause", "条款", "", 200), needed("result", "履行情况", "履行、部分履行、未履行", 20), text("note", "说明", "", 500))
	// PerformanceFields describe a report to the congress (履行情况报告).
	PerformanceFields = part("performance", "履行情况报告",
		dated("date", "报告日期", "", true), text("session", "届次", "", 60), text("reporter", "报告人", "", 36), text("summary", "报告要点", "", 2000))
	// ChangeFields describe a change or the end of a contract (变更或解除).
	ChangeFields = part("change", "变更或解除",
		needed("kind", "变更还是解除", "", 10), dated("asked", "提出日期", "", false), text("asked_by", "提出方", "", 10), needed("grounds", "事由", "", 200),
		text("proof", "证明材料", "", 500), text("content", "变更的内容", "", 2000), dated("congress", "职代会日期", "", false), number("entitled", "应到人数", ""),
		number("present", "实到人数", ""), number("agreed", "同意票数", ""), dated("signed", "签字日期", "", false), dated("filed", "报送（备案）日期", "", false), dated("effective", "生效日期", "", false))
	// ScoreFields describe a line of a score sheet (质效评估、示范单位自评).
	ScoreFields = part("score", "评分",
		needed("form", "评分表", "", 60), needed("heading", "项目", "", 60), needed("item", "条款", "", 300),
		field.Field{Key: "points", Label: "分值", Kind: field.Number, Width: 56}, field.Field{Key: "own", Label: "自评分", Kind: field.Number, Width: 56}, text("evidence", "佐证材料", "", 500))
)

// Parts are all lists that belong to a round, in the order of the round's course.
var Parts = []*field.Set{RepFields, OpinionFields, InfoFields, MeetingFields, SuspensionFields, VoteFields, FilingFields, FirmFields,
	PriceFields, GradeFields, InspectionFields, FindingFields, PerformanceFields, ChangeFields, ScoreFields}

// NewItem makes an unsaved row of a list.
func NewItem(set *field.Set) Item { return Item{Record: set.NewRecord()} }

// Items are the rows of one of Parts.
func (d Dossier) Items(set *field.Set) []Item {
	switch set {
	case RepFields:
		return d.Reps
	case MeetingFields:
		return d.Meetings
	}
	return d.Lists[set.Name]
}

// name is what the row is called among its like.
func (it Item) name() string {
	if it.Fields() == RepFields {
		return it.Get("name")
	}
	return it.Get(it.Fields().All()[0].Key)
}

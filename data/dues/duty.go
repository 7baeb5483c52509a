package dues

import (
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/member"
)

// Why nothing is due, in the words shown. NoBase is no exemption: the dues are
// owed, but how much is unknown.
const (
	NotYetIn   = "未入会"
	NotYetDue  = "未到计费月份"
	IsApplying = "入会申请中"
	IsRetained = "保留会籍"
	HasLeft    = "已离会"
	IsWaived   = "约定免缴"
	NoBase     = "缺缴费基数"
	// IsMerged stands on a bill that a duplicate record left behind.
	IsMerged = "记录已合并"
)

// baseSQL is the base of member m for the month ?1. The newest base stands on the
// roster, where people correct it; months before the newest one look theirs up.
const baseSQL = `CASE WHEN EXISTS (SELECT 1 FROM dues_base b WHERE b.member_id = m.id AND b.from_month > ?1)
	THEN coalesce((SELECT b.base_fen FROM dues_base b WHERE b.member_id = m.id AND b.from_month <= ?1
		ORDER BY b.from_month DESC LIMIT 1), m.dues_base_fen)
	ELSE m.dues_base_fen END`

// The kinds of events that begin the duty.
const beginKinds = `'入会', '转入', '恢复'`

// lastEventSQL is the last event of member m up to the end of the month (?2) that
// passes a condition.
func lastEventSQL(what, condition string) string {
	return `SELECT ` + what + ` FROM membership_fact e WHERE e.member_id = m.id AND (e.date IS NULL OR e.date <= ?2)` + condition +
		` ORDER BY e.date DESC, e.place DESC LIMIT 1`
}

// begunSQL is the condition that event e counts for the month ?1 already. A month
// told to the member (dues_from) goes before what the rule says of such events.
func (r Rule) begunSQL() string {
	var late []string
	for _, k := range []struct{ when, kinds string }{{r.Joining, `'入会', '转入'`}, {r.Returning, `'恢复'`}, {r.Retaining, `'保留'`},
		{r.Leaving, `'转出', '退会', '视为退会', '除名', '死亡'`}} {
		if k.when == NextMonth {
			late = append(late, k.kinds)
		}
	}
	next := ""
	if late != nil {
		next = ` WHEN e.date IS NOT NULL AND e.kind IN (` + strings.Join(late, ", ") + `) THEN substr(e.date, 1, 7) < ?1`
	}
	return ` AND CASE WHEN e.dues_from IS NOT NULL THEN e.dues_from <= ?1` + next + ` ELSE 1 END`
}

// reasonSQL tells why member m owes nothing for the month ?1 (its last day ?2), or
// gives NULL. It follows from x, the last event that counts already, see
// member.State; only where that one is no beginning the others are asked. Of whom
// nothing but his leaving is known had been a member until then.
var reasonSQL = `CASE
	WHEN x.kind IN (` + beginKinds + `) THEN NULL
	WHEN (` + lastEventSQL("e.kind", "") + `) IN (` + beginKinds + `) THEN '` + NotYetDue + `'
	WHEN x.kind IS NULL THEN CASE (SELECT max(e.kind IN (` + beginKinds + `)) FROM membership_fact e WHERE e.member_id = m.id AND (e.date IS NULL OR e.date <= ?2))
		WHEN 1 THEN '` + NotYetDue + `' WHEN 0 THEN NULL ELSE '` + NotYetIn + `' END
	WHEN x.kind = '未批准' THEN '` + NotYetIn + `'
	WHEN x.kind = '申请' THEN '` + IsApplying + `'
	WHEN x.kind = '保留' THEN '` + IsRetained + `'
	ELSE '` + HasLeft + `' END`

// overrideSQL joins what was agreed with member m for the month ?1.
const overrideSQL = ` LEFT JOIN dues_override o ON o.id = (SELECT max(v.id) FROM dues_override v
	WHERE v.member_id = m.id AND v.from_month <= ?1 AND (v.to_month IS NULL OR v.to_month >= ?1))`

// assessSQL is what the members of the roster owe for the month ?1 (its last day ?2):
// id, department, base, amount, exempt and note. agreed says that there are
// agreements with single members in that month; where are none, none is looked for.
func (r Rule) assessSQL(month civil.YearMonth, agreed bool, condition string) string {
	exempt, amount, note := `reason`, r.amountSQL(month, "base"), `NULL`
	columns, join := "", ""
	needs := ""
	if r.NeedsBase() {
		needs = ` WHEN base IS NULL OR base < 0 THEN '` + NoBase + `'`
	}
	if agreed {
		columns, join = `, o.kind AS agreed, o.amount_fen AS fixed, o.rate_ppm AS rate, o.reason AS why`, overrideSQL
		if !r.NeedsBase() {
			needs = ` WHEN agreed = '` + AgreedRate + `' AND (base IS NULL OR base < 0) THEN '` + NoBase + `'`
		}
		needs = ` WHEN agreed = '` + AgreedFree + `' THEN '` + IsWaived + `' WHEN agreed = '` + AgreedFixed + `' THEN NULL` + needs
		amount = `CASE agreed WHEN '` + AgreedFixed + `' THEN fixed WHEN '` + AgreedRate + `' THEN ` + r.ratedSQL("base", "rate") + ` ELSE ` + amount + ` END`
		note = `CASE WHEN reason IS NULL AND agreed IS NOT NULL THEN agreed || CASE agreed WHEN '` + AgreedFixed + `' THEN printf(' %.2f 元', fixed / 100.0)
			WHEN '` + AgreedRate + `' THEN printf(' %.4g%%', rate / 10000.0) ELSE '' END || '：' || why END`
	}
	if needs != "" {
		exempt = `CASE WHEN reason IS NOT NULL THEN reason` + needs + ` END`
	}
	return fmt.Sprintf(`SELECT id, department, base, CASE WHEN exempt IS NULL THEN %s ELSE 0 END AS amount, exempt, note FROM (
		SELECT *, %s AS exempt, %s AS note FROM (SELECT m.id, m.department, %s AS base, %s AS reason%s
		FROM member m LEFT JOIN membership_fact x ON x.id = (%s)%s WHERE %s%s LIMIT -1) LIMIT -1)`,
		amount, exempt, note, baseSQL, reasonSQL, columns, lastEventSQL("e.id", r.begunSQL()), join, member.NotMerged, condition)
}

package report

import (
	"context"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/intake"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/problem"
)

// feedbackFigures are the counts of an answer for programs.
type feedbackFigures struct {
	Succeeded int            `json:"succeeded"`
	Failed    int            `json:"failed"`
	ByClass   map[string]int `json:"failed_by_class"`
	// Unknown are rows of nobody in the ledger.
	Unknown int `json:"not_in_roster"`
	// Known is set where this answer was kept before.
	Known bool `json:"known"`
}

// compare finds the member of every row and says what is to be done.
func (f *Feedback) compare(ctx context.Context, r ledger.Reader) error {
	people, err := member.ReadPeople(ctx, r, civil.Date{})
	if err != nil {
		return err
	}
	var n int
	if err := r.QueryRowContext(ctx, `SELECT count(*) FROM report_feedback WHERE run = ?`, f.run).Scan(&n); err != nil {
		return fmt.Errorf("读上传结果反馈：%w", err)
	}
	f.known, f.lines, f.Conflicts = n > 0, nil, nil
	figures := feedbackFigures{ByClass: map[string]int{}, Known: f.known}
	taken := map[int64]int{} // the row in which a member was taken
	for i := range f.Rows {
		row := &f.Rows[i]
		if row.Refused {
			continue
		}
		line := f.line(row, people, taken)
		if line.member == 0 {
			figures.Unknown++
		}
		if line.ok {
			figures.Succeeded++
		} else {
			figures.Failed++
			figures.ByClass[line.class]++
		}
		f.lines = append(f.lines, line)
	}
	f.Figures = figures
	return ctx.Err()
}

// line makes a row into what is kept, and reports one that was returned.
func (f *Feedback) line(row *intake.Row, people *member.People, taken map[int64]int) feedbackLine {
	rec := member.Fields.NewRecord()
	for _, key := range []string{"name", "id_number", "birth_date"} {
		rec.Set(key, row.Record.Get(key))
	}
	who := people.Find(rec)
	out := feedbackLine{row: row.Number, member: who.Member, name: rec.Get("name"), reason: plainReason(row.Record.Get("reason"))}
	out.ok, _ = succeeded(row.Record.Get("ok"), out.reason)
	if out.name == "" && who.Member != 0 {
		out.name = who.Record.Get("name")
	}
	switch {
	case out.ok && row.HasProblem("id_number"):
		out.class = classAccepted
	case out.ok:
		taken[who.Member] = row.Number
		if who.Member == 0 {
			f.Conflict(row, problem.Problem{Severity: problem.Hint, Kind: "not_in_roster", Field: "name", Who: out.name,
				Message: "上级系统收了这个人，台账里却对不上会员，没有加成会员。请核实是不是本会的人。"})
		}
	default:
		f.returned(row, &out, taken[who.Member])
	}
	return out
}

// returned classes a returned row and reports it; first is the row in which the
// same member was taken, 0 for none.
func (f *Feedback) returned(row *intake.Row, out *feedbackLine, first int) {
	why := classify(f.reasons, out.reason)
	p := problem.Problem{Severity: problem.Warning, Kind: why.Class, Field: why.Field, Who: out.name, Table: "member", Record: out.member,
		Message: "上级系统没有收：" + out.reason + "。" + why.Next}
	if out.reason == "" {
		p.Message = "上级系统没有收，也没有写原因。请问上级工会。"
	}
	switch {
	case out.member != 0 && first > 0 && why.Class == "already_registered":
		p.Severity, p.Kind, out.nothingToDo = problem.Hint, classDuplicate, true
		p.Message = fmt.Sprintf("上传的表里这个人写了两次，第 %d 行已经收了，这一行退回是对的，不用再办。", first)
	case out.member == 0:
		p.Table = ""
		p.Message = "上级系统没有收：" + out.reason + "。台账里没有这个人，没有加成会员。请核实是不是本会的人，是的先入会登记。"
	}
	out.class = p.Kind
	f.Conflict(row, p)
}

// Look compares with the ledger as it is.
func (f *Feedback) Look(ctx context.Context, l *ledger.Ledger) error { return f.compare(ctx, l.Read()) }

// Write keeps the answer in one operation. The number of the operation is 0 where
// the very same answer was kept before.
func (f *Feedback) Write(ctx context.Context, l *ledger.Ledger) (int64, error) {
	return l.Write(ctx, ledger.Op{Kind: "import"}, func(tx *ledger.Tx) error {
		if err := f.compare(ctx, tx); err != nil || f.known {
			return err
		}
		of, sum, err := answered(ctx, tx, f.headers())
		if err != nil {
			return err
		}
		for _, line := range f.lines {
			_, err := tx.Insert("report_feedback", []string{"report", "answers", "run", "file", "date", "row", "member_id", "name", "ok", "reason", "class", "done"},
				[]any{orNull(of), orNull(sum), f.run, f.file, f.today, line.row, orNull(line.member), line.name, line.ok, orNull(line.reason), orNull(line.class), line.nothingToDo})
			if err != nil {
				return fmt.Errorf("记第 %d 行：%w（整个导入没有写入）", line.row, err)
			}
		}
		figures := f.Figures.(feedbackFigures)
		tx.SetTitle(fmt.Sprintf("导入上传结果反馈：成功 %d 行，退回 %d 行", figures.Succeeded, figures.Failed))
		return nil
	})
}

// orNull is NULL for what is unknown.
func orNull[T comparable](v T) any {
	var none T
	if v == none {
		return nil
	}
	return v
}

// headers are those of the answer's columns.
func (f *Feedback) headers() (out []string) {
	for _, t := range f.Tables {
		for _, c := range t.Columns {
			out = append(out, c.Header)
		}
	}
	return out
}

// Summary says in one sentence what the answer holds.
func (f *Feedback) Summary() string {
	n := f.Figures.(feedbackFigures)
	s := fmt.Sprintf("上级收了 %d 行，退回 %d 行", n.Succeeded, n.Failed)
	if n.Unknown > 0 {
		s += fmt.Sprintf("，%d 行不是本会会员", n.Unknown)
	}
	if f.known {
		s += "；这份反馈以前导入过，没有再记"
	}
	return s
}

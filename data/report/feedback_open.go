package report

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
)

// FeedbackItem is a row of the upper system's answer that somebody must see to.
type FeedbackItem struct {
	ID int64 `json:"id"`
	// File is the answer's file, Date the day it was taken in, Row its row.
	File string     `json:"file"`
	Date civil.Date `json:"date"`
	Row  int        `json:"row"`
	// Member is 0 where the row is of nobody in the ledger.
	Member int64  `json:"member,omitempty"`
	Name   string `json:"name"`
	// Reason is what the system said, Class its stable name, Next what to do.
	Reason string `json:"reason"`
	Class  string `json:"class"`
	Next   string `json:"next"`
	// Field is the member's field it is about, "" for none.
	Field string `json:"field,omitempty"`

	// answer and settled see it off; profile is the form it came back for, "" where
	// nothing was known to have been sent.
	answer, settled, profile string
}

// openSQL asks for the returned rows that are open. An answer is kept at once, so what is
// later than its last row is of a later answer; begun there, the search for one finds the
// first at once, however many rows there are of people nobody knows.
const openSQL = `SELECT f.id, f.file, f.date, f.row, coalesce(f.member_id, 0), f.name, coalesce(f.reason, ''), f.class, f.run, coalesce(f.form, '')
	FROM (SELECT *, (SELECT max(profile) FROM report_run WHERE sha256 = answers) AS form, (SELECT max(id) FROM report_feedback same WHERE same.run = report_feedback.run) AS last
		FROM report_feedback WHERE class IS NOT NULL AND done = 0) f
	WHERE NOT EXISTS (SELECT 1 FROM report_feedback later WHERE coalesce(later.member_id, later.name) = coalesce(f.member_id, f.name) AND later.id > f.last
			AND coalesce(f.form = (SELECT max(profile) FROM report_run WHERE sha256 = later.answers), true))
		AND f.run || ' ' || f.row NOT IN (SELECT j.value FROM report_run r, json_each(r.settles) j WHERE r.settles IS NOT NULL)
	ORDER BY f.id`

// OpenFeedback lists what is still to be done, in the order of the answers. A row
// is settled when it was marked done, when a later answer to the same form has the
// same person, or when a report made after it sees it off (see settled).
func OpenFeedback(ctx context.Context, r ledger.Reader) ([]FeedbackItem, error) {
	reasons, err := loadReasons()
	if err != nil {
		return nil, err
	}
	rows, err := r.QueryContext(ctx, openSQL)
	if err != nil {
		return nil, fmt.Errorf("读上传结果反馈：%w", err)
	}
	defer rows.Close()
	out := []FeedbackItem{}
	for rows.Next() {
		var it FeedbackItem
		if err := rows.Scan(&it.ID, &it.File, &it.Date, &it.Row, &it.Member, &it.Name, &it.Reason, &it.Class, &it.answer, &it.profile); err != nil {
			return nil, err
		}
		why := reasonOf(reasons, it.Class)
		it.Next, it.Field, it.settled = why.Next, why.Field, why.Settled
		if it.Member == 0 {
			it.Next = "台账里没有这个人。请核实是不是本会的人，是的先入会登记。"
		}
		out = append(out, it)
	}
	return out, rows.Err()
}

// MarkFeedback says that a returned row was seen to, or that it was not after all,
// as one operation; the operation is 0 where it was so already.
func MarkFeedback(ctx context.Context, l *ledger.Ledger, id int64, done bool) (int64, error) {
	var name string
	err := l.Read().QueryRowContext(ctx, `SELECT name FROM report_feedback WHERE id = ?`, id).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, &ledger.Error{Kind: "not_found", Message: fmt.Sprintf("没有编号为 %d 的退回，没有改动。有哪些，看“退回没办完的”。", id)}
	}
	if err != nil {
		return 0, err
	}
	title := "上传退回已处理：" + name
	if !done {
		title = "上传退回改回未处理：" + name
	}
	return l.Write(ctx, ledger.Op{Kind: "feedback", Title: title}, func(tx *ledger.Tx) error {
		_, err := tx.Exec(`UPDATE report_feedback SET done = ?1 WHERE id = ?2 AND done <> ?1`, done, id)
		return err
	})
}

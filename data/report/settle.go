package report

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"unionledger/data/civil"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// What sees a returned row off, as Reason.Settled says: that the member goes up again
// without anything the check would refuse, that the form leaves the member out from now
// on, or only somebody who says so.
const (
	settledSent = "sent"
	settledLeft = "left_out"
	settledHand = "by_hand"
)

// returnedKey names a returned row by its answer and its row there: when the reading in
// is taken back and done again, it is still the same.
func returnedKey(answer string, row int) string { return fmt.Sprintf("%s %d", answer, row) }

// settled lists, as JSON, the returned rows that a report sees off; "" for none. What
// came back for another form stays: that form did not go up again.
func settled(ctx context.Context, r ledger.Reader, p *Profile, sent *Sent, check Result) (string, error) {
	if p.Source != ofMembers {
		return "", nil
	}
	open, err := OpenFeedback(ctx, r)
	if err != nil || len(open) == 0 {
		return "", err
	}
	in := map[int64]bool{}
	for row, err := range sent.Rows() {
		if err != nil {
			return "", err
		}
		in[row.Record] = true
	}
	for _, q := range check.Problems {
		if q.Severity == problem.Error {
			in[q.Record] = false
		}
	}
	refused := func(member int64) bool { good, there := in[member]; return there && !good }
	var keys []string
	for _, it := range open {
		good := in[it.Member]
		if it.Member == 0 || it.settled == settledHand || refused(it.Member) || it.profile != "" && it.profile != p.ID {
			continue
		}
		if _, there := in[it.Member]; it.settled == settledSent && good || it.settled == settledLeft && !there {
			keys = append(keys, returnedKey(it.answer, it.Row))
		}
	}
	if keys == nil {
		return "", nil
	}
	text, err := json.Marshal(keys)
	return string(text), err
}

// ofMembers is the kind of the forms that answers come back for.
const ofMembers = "member"

// Answer is one answer of the upper system, taken together.
type Answer struct {
	// SHA256 is that of the file it was given to, "" where nothing was sent before.
	SHA256 string `json:"sha256,omitempty"`
	// Run is the report that it was given to, the newest there was by then of those that
	// sent the very same file; 0 where there is none.
	Run  int64      `json:"report,omitempty"`
	File string     `json:"file"`
	Date civil.Date `json:"date"`
	// Taken and Returned count its rows.
	Taken    int `json:"taken"`
	Returned int `json:"returned"`
}

// Answers lists the answers that were read in, the newest first.
func Answers(ctx context.Context, r ledger.Reader) ([]Answer, error) {
	rows, err := r.QueryContext(ctx, `SELECT coalesce(sum, ''), coalesce((SELECT id FROM report_run WHERE sha256 = sum ORDER BY id = report DESC, made_on <= date DESC, id DESC LIMIT 1), 0), file, date, taken, returned
		FROM (SELECT max(answers) AS sum, max(report) AS report, file, date, sum(ok) AS taken, sum(1 - ok) AS returned, max(id) AS last FROM report_feedback GROUP BY run, file, date) ORDER BY last DESC`)
	if err != nil {
		return nil, fmt.Errorf("读上传结果反馈：%w", err)
	}
	defer rows.Close()
	out := []Answer{}
	for rows.Next() {
		var a Answer
		if err := rows.Scan(&a.SHA256, &a.Run, &a.File, &a.Date, &a.Taken, &a.Returned); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// answered is the run that an answer is of, with its file: an answer gives the rows back as
// they were sent, so it is of the form whose columns it has most of, then of the one that
// it has all columns of, then of what was sent last.
func answered(ctx context.Context, r ledger.Reader, headers []string) (of int64, sum string, err error) {
	all, err := Runs(ctx, r)
	if err != nil {
		return 0, "", err
	}
	there := map[string]bool{}
	for _, h := range headers {
		there[marks.ReplaceAllString(oneLine(h), "")] = true
	}
	seen, best := map[string]bool{}, -1
	for _, run := range all {
		if run.Source != ofMembers || run.SHA256 == "" || seen[run.Profile] {
			continue
		}
		seen[run.Profile] = true
		fit := 0
		sent, err := SentOf(ctx, r, run)
		var gone *Error
		switch {
		case ledger.IsKind(err, "damaged") || errors.As(err, &gone) && gone.Kind == "not_kept": // it can still be the only one
		case err != nil:
			return 0, "", err
		default:
			for _, c := range sent.Columns() {
				if there[marks.ReplaceAllString(c.Label(), "")] {
					fit += 2
				}
			}
			if fit == 2*len(sent.Columns()) {
				fit++
			}
		}
		if fit > best {
			best, of, sum = fit, run.ID, run.SHA256
		}
	}
	return of, sum, ctx.Err()
}

package member

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"unionledger/data/civil"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/problem"
)

// Changes says which fields change when one is given a value by hand: a usable
// identity number brings the day of birth and, where it was unknown, the sex, and
// does away with the remains of a damaged one. The record itself stays. The
// sentence tells of what must be looked at; an error refuses the value.
func Changes(rec field.Record, key, value string, today civil.Date) (changes map[string]string, remark string, err error) {
	if rec.Get(key) == value {
		return nil, "", nil
	}
	after := rec.Clone()
	after.Set(key, value)
	changes = map[string]string{key: value}
	if id, ok := UsableID(after, today); ok && key == "id_number" {
		changes["birth_date"], changes["id_as_written"] = id.Birth.String(), ""
		if after.Get("gender") == "" {
			changes["gender"] = id.Sex()
		}
		for k, v := range changes {
			after.Set(k, v)
		}
	}
	var remarks []string
	for _, p := range Check(after, today) {
		if p.Field != key && changes[p.Field] == "" {
			continue
		}
		if p.Severity == problem.Error {
			return nil, "", errors.New(p.Message)
		}
		remarks = append(remarks, p.Message)
	}
	for k, v := range changes {
		if rec.Get(k) == v {
			delete(changes, k)
		}
	}
	return changes, strings.Join(remarks, " "), nil
}

// CheckNumberFree refuses an identity number that somebody else has, by name. id is
// the member who is to have it, 0 for a new one.
func CheckNumberFree(ctx context.Context, r ledger.Reader, id int64, number string) error {
	if number == "" {
		return nil
	}
	var other int64
	err := r.QueryRowContext(ctx, `SELECT m.id FROM member m WHERE m.id_number = ? AND m.id <> ? AND `+NotMerged+` ORDER BY m.id LIMIT 1`, number, id).Scan(&other)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	m, err := Get(ctx, r, other, civil.Date{})
	if err != nil {
		return err
	}
	state := string(m.State)
	if state == "" {
		state = "无会籍"
	}
	return fmt.Errorf("名册里已经有这个证件号码：%s（%s）。同一个人请打开他的记录：已经离开的办理转入或批准入会，不用再登记。", m.Get("name"), state)
}

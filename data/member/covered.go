package member

import (
	"fmt"
	"strings"

	"unionledger/data/field"
	"unionledger/data/intake"
	"unionledger/data/problem"
)

// coverable are the numbers a list may hold covered.
var coverable = []string{"id_number", "phone"}

// coveredNumbers says once a column that its numbers are covered, instead of once a
// person: a list exported without full numbers was brought back.
func (r *roster) coveredNumbers() {
	type column struct {
		table int
		key   string
	}
	count := map[column]int{}
	for i := range r.Rows {
		row := &r.Rows[i]
		for _, key := range coverable {
			if row.HasKind(key, intake.NumberCovered) {
				row.Drop(key)
				count[column{row.Table, key}]++
			}
		}
	}
	for i := range r.Tables {
		for _, key := range coverable {
			n := count[column{i, key}]
			if n == 0 {
				continue
			}
			f := Fields.Must(key)
			r.Notices = append(r.Notices, problem.Problem{Severity: problem.Hint, Kind: intake.NumberCovered, Sheet: r.Tables[i].Sheet, Field: key, Label: f.Label,
				Message: fmt.Sprintf("这一列有 %d 个%s是用星号遮住的，没有写入；台账里已有的号码不变，人按姓名、末几位、出生日期、手机和工会小组来认。要带完整号码，请导出时勾“写全”。", n, f.Label)})
		}
	}
}

// ends is what a row still shows of its covered numbers.
type ends map[string][2]string

// endsOf reads the covered numbers of a row.
func endsOf(res *intake.Result, row *intake.Row) ends {
	var out ends
	for _, key := range coverable {
		if row.Record.Get(key) != "" {
			continue
		}
		if head, tail, ok := intake.CoveredEnds(res.Raw(row, key)); ok {
			if out == nil {
				out = ends{}
			}
			out[key] = [2]string{head, tail}
		}
	}
	return out
}

// weigh takes covered numbers into how alike two records of one name are: ends that
// do not fit tell people apart, those of the identity number that do fit make sure.
func (e ends) weigh(known, rec field.Record, how string, points int) (string, int) {
	for key, end := range e {
		if n := known.Get(key); n != "" && !(strings.HasPrefix(n, end[0]) && strings.HasSuffix(n, end[1])) && key == "id_number" {
			return "", 0
		}
	}
	end, shown := e["id_number"]
	if points < 0 || !shown || len(end[1]) < 4 || known.Get("id_number") == "" || contradict(known, rec, "gender") {
		return how, points
	}
	if a, b := known.Date("birth_date"), rec.Date("birth_date"); !a.IsZero() && !b.IsZero() && !agrees(a, b) {
		return how, points
	}
	if points < 4 {
		return "姓名和证件末几位", 5
	}
	return how, points + 2
}

package intake

import (
	"encoding/json"
	"io"
	"regexp"
	"strconv"
	"time"

	"unionledger/data/civil"
	"unionledger/data/problem"
)

// Compared is a Result with what came out when it was held against a ledger. The
// imports of all kinds embed it.
type Compared struct {
	*Result
	// Conflicts are the problems found in comparing.
	Conflicts []problem.Problem
	// Held counts the rows that could be read, but are not written for a conflict.
	Held int
	// Figures is what the JSON shows as plan; nil before comparing.
	Figures any
}

// Counts are the figures of the result; rows held back count as refused.
func (c *Compared) Counts() Counts {
	n := c.Result.Counts()
	n.Taken, n.Refused, n.Problems = n.Taken-c.Held, n.Refused+c.Held, n.Problems+len(c.Conflicts)
	return n
}

// Problems lists all problems, those found in comparing last.
func (c *Compared) Problems() []problem.Problem {
	return append(c.Result.Problems(), c.Conflicts...)
}

// WriteProblems writes all problems as a workbook for the clerk.
func (c *Compared) WriteProblems(out io.Writer, title string) error {
	return WriteProblems(out, title, c.Problems(), c.Lists()...)
}

// Conflict notes a problem of a row found in comparing. The place is filled in
// like Report does.
func (c *Compared) Conflict(row *Row, p problem.Problem) {
	c.Conflicts = append(c.Conflicts, c.placed(row, p))
}

// MarshalJSON writes what programs read: the counts, problems, repairs, the rows
// and columns not taken, and once compared the figures of the plan.
func (c *Compared) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Sheets []*Table `json:"sheets"`
		Others []Other  `json:"sheets_not_read"`
		Counts
		Problems []problem.Problem `json:"problems"`
		Repairs  []RepairView      `json:"repairs"`
		NotData  []NotData         `json:"not_data_rows"`
		Unmapped []Mapping         `json:"unmapped"`
		Plan     any               `json:"plan,omitempty"`
	}{c.Tables, append([]Other{}, c.Others...), c.Counts(), c.Problems(), c.Repairs(), append([]NotData{}, c.NotData...), c.Unmapped(), c.Figures})
}

var monthInTitle = regexp.MustCompile(`((?:19|20)\d\d)\s*(?:年度?|[-./_])?\s*(1[0-2]|0?[1-9])(?:月|[^\d]|$)`)

// MonthIn finds the month a title or file name speaks of, such as 2021年11月 or
// 202111; unknown when there is none, or more than one.
func MonthIn(text string) civil.YearMonth {
	var out civil.YearMonth
	for _, m := range monthInTitle.FindAllStringSubmatch(fold(text), -1) {
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		found := civil.YearMonth{Year: year, Month: time.Month(month)}
		if !out.IsZero() && out != found {
			return civil.YearMonth{}
		}
		out = found
	}
	return out
}

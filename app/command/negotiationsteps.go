package command

import (
	"unionledger/data/negotiation"
	"unionledger/data/rule"
)

// deadlines says the days of a step: the one that counts, then the further ones.
func (r *run) deadlines(s negotiation.Step) {
	for _, dl := range deadlinesOf(s) {
		switch {
		case dl.Known:
			r.say("     %s：法定最后一日 %s，建议 %s 前办结，%s", dl.Rule.Title, dl.Raw, dl.Advised, dl.Basis)
		case dl.Rule.Number > 0 && !dl.From.IsZero():
			r.say("     %s：%s，%s", dl.Rule.Title, dl.Why, dl.Basis)
		}
	}
}

func deadlinesOf(s negotiation.Step) []rule.Deadline {
	if !s.HasRule {
		return s.Others
	}
	return append([]rule.Deadline{s.Deadline}, s.Others...)
}

// stepLine is a step for programs. Its own days are those of the deadline that counts.
type stepLine struct {
	No        int            `json:"no"`
	Title     string         `json:"title"`
	State     string         `json:"state"`
	Date      string         `json:"date"`
	Words     string         `json:"words"`
	Raw       string         `json:"raw"`
	Adjusted  string         `json:"adjusted"`
	Advised   string         `json:"advised"`
	Basis     string         `json:"basis"`
	Missing   int            `json:"missing"`
	Deadlines []deadlineLine `json:"deadlines"`
}

// deadlineLine is a deadline for programs; the dates are empty where Why says that they
// could not be counted. DaysLeft counts to the advised day.
type deadlineLine struct {
	Rule       string `json:"rule"`
	Title      string `json:"title"`
	From       string `json:"from"`
	Raw        string `json:"raw"`
	Adjusted   string `json:"adjusted"`
	Advised    string `json:"advised"`
	DaysLeft   *int   `json:"days_left,omitempty"`
	Basis      string `json:"basis"`
	ShiftBasis string `json:"shift_basis,omitempty"`
	Counted    string `json:"counted"`
	Missed     string `json:"missed,omitempty"`
	Note       string `json:"note,omitempty"`
	Why        string `json:"why,omitempty"`
}

func (r *run) stepLines(steps []negotiation.Step) (out []stepLine) {
	for _, s := range steps {
		line := stepLine{No: s.No, Title: s.Title, State: s.State.String(), Date: s.Date.String(), Words: s.Words, Missing: len(s.Missing), Deadlines: []deadlineLine{},
			Raw: s.Deadline.Raw.String(), Adjusted: s.Deadline.Adjusted.String(), Advised: s.Deadline.Advised.String(), Basis: s.Deadline.Basis}
		for _, dl := range deadlinesOf(s) {
			x := deadlineLine{Rule: dl.Rule.ID, Title: dl.Rule.Title, From: dl.From.String(), Raw: dl.Raw.String(), Adjusted: dl.Adjusted.String(), Advised: dl.Advised.String(),
				Basis: dl.Basis, ShiftBasis: dl.ShiftBasis, Counted: dl.Counted, Missed: dl.Consequence, Note: dl.Note, Why: dl.Why}
			if dl.Known {
				left := r.today().DaysUntil(dl.Advised)
				x.DaysLeft = &left
			}
			line.Deadlines = append(line.Deadlines, x)
		}
		out = append(out, line)
	}
	return out
}

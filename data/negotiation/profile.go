package negotiation

import (
	"fmt"

	"unionledger/data/field"
	"unionledger/data/law"
	"unionledger/data/rule"
)

// vacancy is the event of a representative who left; it is no fact of the round but of
// the list of representatives.
const vacancy = "vacancy"

func init() { law.OnProfile(checkEvents) }

// checkEvents refuses a profile of a unit's own whose rules hang on what no round knows:
// such a rule would be passed over in silence.
func checkEvents(p *rule.Profile) error {
	for _, r := range p.Deadlines {
		for _, key := range []string{r.Start, r.End} {
			if key == "" || key == vacancy {
				continue
			}
			f, ok := RoundFields.Field(key)
			if !ok || f.Kind != field.Date && f.Kind != field.Integer {
				return fmt.Errorf("规则档“%s”的“%s”从“%s”算起或到“%s”为止，协商里没有这个日期", p.Name, r.Title, r.Start, r.End)
			}
		}
		if usual[r.ID] && r.End == "" && r.Direction != rule.Total {
			return fmt.Errorf("规则档“%s”的“%s”要写明办完哪件事算数", p.Name, r.Title)
		}
	}
	return nil
}

// usual are the rules that are held against what was done; they need an end.
var usual = map[string]bool{"D1": true, "D2": true, "D2b": true, "D3": true, "D5": true, "D6": true, "D7": true, "D8": true, "D9": true, "D10": true, "D11": true}

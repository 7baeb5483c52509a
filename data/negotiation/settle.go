package negotiation

import (
	"strconv"

	"unionledger/data/field"
)

// settle lets the lists speak: where one has rows, the facts of the round that state it
// in sum follow from them, and Settled names these. What was typed into the round stays
// stored and counts again once the list is empty.
func (d *Dossier) settle() {
	d.Record, d.Settled = d.Clone(), map[string]string{}
	d.votes()
	d.filings()
	d.suspensions()
	d.followUps()
	if firms := d.Lists[FirmFields.Name]; len(firms) > 0 {
		d.fix(FirmFields, "firms", strconv.Itoa(len(firms)))
		if n := total(firms, "staff"); n > 0 {
			d.fix(FirmFields, "covered", strconv.FormatInt(n, 10))
		}
	}
}

// fix sets a fact that follows from a list.
func (d *Dossier) fix(set *field.Set, key, value string) {
	d.Set(key, value)
	d.Settled[key] = set.Label
}

// votes takes the last vote as the one that counts; one before it was a rejection.
func (d *Dossier) votes() {
	list := d.Lists[VoteFields.Name]
	if len(list) == 0 {
		return
	}
	last := list[len(list)-1]
	d.fix(VoteFields, "congress", last.Get("date"))
	for _, key := range []string{"entitled", "present", "agreed", "against", "abstained", "renegotiated"} {
		d.fix(VoteFields, key, last.Get(key))
	}
	before := ""
	if len(list) > 1 {
		before = list[len(list)-2].Get("date")
	}
	d.fix(VoteFields, "rejected", before)
}

func (d *Dossier) filings() {
	list := d.Lists[FilingFields.Name]
	if len(list) == 0 {
		return
	}
	last := list[len(list)-1]
	d.fix(FilingFields, "filed_copies", last.Get("copies"))
	for _, key := range []string{"filed", "filed_to", "accept_no", "accepted", "objection", "opinion"} {
		d.fix(FilingFields, key, last.Get(key))
	}
}

// suspensions adds up the breaks that are over; one that goes on has no length yet.
func (d *Dossier) suspensions() {
	list := d.Lists[SuspensionFields.Name]
	if len(list) == 0 {
		return
	}
	days, consent := 0, "1"
	for _, it := range list {
		if since, until := it.Date("since"), it.Date("until"); since.Complete() && until.Complete() {
			days += since.DaysUntil(until)
		}
		if !it.Yes("consent") {
			consent = "0"
		}
	}
	d.fix(SuspensionFields, "suspended_days", strconv.Itoa(days))
	d.fix(SuspensionFields, "suspension_consent", consent)
}

// followUps are the day everything asked for was given, the last inspection and report,
// and the end of the contract.
func (d *Dossier) followUps() {
	if infos := d.Lists[InfoFields.Name]; len(infos) > 0 {
		last := ""
		for _, it := range infos {
			given := it.Get("given")
			if given == "" {
				last = ""
				break
			}
			last = max(last, given)
		}
		d.fix(InfoFields, "supplied", last)
	}
	for key, set := range map[string]*field.Set{"checked": InspectionFields, "performance": PerformanceFields} {
		if list := d.Lists[set.Name]; len(list) > 0 {
			d.fix(set, key, list[len(list)-1].Get("date"))
		}
	}
	for _, it := range d.Lists[ChangeFields.Name] {
		if it.Get("kind") != Termination {
			continue
		}
		day := it.Get("effective")
		if day == "" {
			day = it.Get("signed")
		}
		if day == "" {
			continue // asked for, and no more
		}
		d.fix(ChangeFields, "terminated", day)
		d.fix(ChangeFields, "terminated_filed", it.Get("filed"))
	}
}

// Termination (解除) is the kind of change that ends a contract; the other is 变更.
const Termination = "解除"

func total(list []Item, key string) (n int64) {
	for _, it := range list {
		n += it.Int(key)
	}
	return n
}

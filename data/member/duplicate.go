package member

import (
	"fmt"
	"strings"

	"unionledger/data/field"
	"unionledger/data/identity"
	"unionledger/data/intake"
	"unionledger/data/problem"
)

// sharedNumbers finds rows of different people with one identity number. It is
// kept for none of them: which row is right cannot be told.
func (r *roster) sharedNumbers() {
	for number, rows := range r.by(func(rec field.Record) string { return rec.Get("id_number") }) {
		first := rows[0].Record.Get("name")
		for _, row := range rows[1:] {
			if row.Record.Get("name") != first {
				r.takeNumberBack(number, rows)
				break
			}
		}
	}
}

func (r *roster) takeNumberBack(number string, rows []*intake.Row) {
	owner := r.ownerOf(rows)
	for i, row := range rows {
		var others []string
		for j, o := range rows {
			if j == i {
				continue
			}
			row.Rivals = append(row.Rivals, r.ID(o))
			if len(others) < 3 {
				others = append(others, r.where(row, o)+o.Record.Get("name"))
			}
		}
		p := problem.Problem{Severity: problem.Error, Kind: SharedNumber, Field: "id_number",
			Message: "和" + strings.Join(others, "、") + "是同一个身份证号，只能有一个人对，两边都先不记号码。请看身份证核对。"}
		switch {
		case owner == "":
		case row.Record.Get("name") == owner:
			p.Severity, p.New, p.Message = problem.Hint, number, "和"+strings.Join(others, "、")+"是同一个身份证号，您已定号码是“"+owner+"”的。"
			r.Report(row, p)
			continue
		default:
			p.Message = "和" + strings.Join(others, "、") + "是同一个身份证号，您已定号码是“" + owner + "”的，这里不记号码。请看身份证补填。"
		}
		row.Record.Set("id_number", "")
		row.Record.Set("id_as_written", number)
		r.Report(row, p)
	}
}

// ownerOf is the name people chose for a number that stands under several, "" where
// nobody did.
func (r *roster) ownerOf(rows []*intake.Row) string {
	for _, row := range rows {
		if row.Preferred {
			return row.Record.Get("name")
		}
	}
	return ""
}

// The kinds of problems that rows of one book have with each other and people can
// decide.
const (
	SharedNumber = "id_of_another_person"
	ListedAgain  = "duplicate_differs" // refused, for another row of the same person
)

// duplicates finds further rows of a person already listed. The first row stays,
// unless people chose another one; the others are refused and named, so that nobody
// is counted twice and nobody vanishes unsaid.
func (r *roster) duplicates() {
	namesakes := make(map[string]int, len(r.Rows))
	for i := range r.Rows {
		namesakes[r.Rows[i].Record.Get("name")]++
	}
	met := map[string][]*intake.Row{}
	for _, row := range r.chosenFirst() {
		if row.Refused || namesakes[row.Record.Get("name")] < 2 {
			continue
		}
		keys := sameKeys(row.Record)
		if first := firstSame(met, keys, row.Record); first != nil {
			r.refuseAgain(first, row)
			continue
		}
		for _, k := range keys {
			if len(met[k]) < sameLooked {
				met[k] = append(met[k], row)
			}
		}
	}
}

// chosenFirst are the rows in their order, behind those that people chose over an
// earlier one.
func (r *roster) chosenFirst() []*intake.Row {
	out := make([]*intake.Row, 0, len(r.Rows))
	for _, chosen := range []bool{true, false} {
		for i := range r.Rows {
			if r.Rows[i].Preferred == chosen {
				out = append(out, &r.Rows[i])
			}
		}
	}
	return out
}

// sameLooked bounds how many rows of one name and birth are compared with each
// other, so that a sheet full of one name cannot hold the program up.
const sameLooked = 30

// sameKeys are the texts of which two rows of one person share at least one.
func sameKeys(rec field.Record) []string {
	name := rec.Get("name")
	var keys []string
	for _, key := range []string{"id_number", "phone", "id_as_written"} {
		if v := rec.Get(key); v != "" {
			keys = append(keys, name+"\x00"+key[:2]+v)
		}
	}
	if b := rec.Date("birth_date"); b.Month > 0 {
		keys = append(keys, name+"\x00b"+b.YearMonth().String())
	}
	return keys
}

func firstSame(met map[string][]*intake.Row, keys []string, rec field.Record) *intake.Row {
	for _, k := range keys {
		for _, row := range met[k] {
			if samePerson(row.Record, rec) {
				return row
			}
		}
	}
	return nil
}

// by groups the rows not refused by a text, leaving the empty text and groups of
// one out.
func (r *roster) by(key func(field.Record) string) map[string][]*intake.Row {
	first := make(map[string]int32, len(r.Rows))
	out := map[string][]*intake.Row{}
	for i := range r.Rows {
		row := &r.Rows[i]
		k := key(row.Record)
		if k == "" || row.Refused {
			continue
		}
		if at, ok := first[k]; !ok {
			first[k] = int32(i)
		} else if out[k] == nil {
			out[k] = []*intake.Row{&r.Rows[at], row}
		} else {
			out[k] = append(out[k], row)
		}
	}
	return out
}

// samePerson reports whether two records of one name are one person: by the
// number, or where one of them has none, by birth and phone together, by one of
// the two where the other is unknown, or by the same remains of a number.
func samePerson(a, b field.Record) bool {
	x, y := a.Get("id_number"), b.Get("id_number")
	if x != "" && y != "" {
		return x == y
	}
	if contradict(a, b, "gender") {
		return false
	}
	born, other := a.Date("birth_date"), b.Date("birth_date")
	sameBirth := born.Month > 0 && other.Month > 0 && agrees(born, other)
	if !sameBirth && !born.IsZero() && !other.IsZero() {
		return false
	}
	if remains := a.Get("id_as_written"); len(remains) >= 15 && remains == b.Get("id_as_written") {
		return true
	}
	samePhone := a.Get("phone") != "" && a.Get("phone") == b.Get("phone")
	if contradict(a, b, "phone") {
		return false
	}
	return samePhone || sameBirth
}

func contradict(a, b field.Record, key string) bool {
	x, y := a.Get(key), b.Get(key)
	return x != "" && y != "" && x != y
}

// refuseAgain keeps the second row of a person out and says in what it differs.
func (r *roster) refuseAgain(first, again *intake.Row) {
	var differs []string
	for i, f := range first.Record.Fields().All() {
		a, b := first.Record.At(i), again.Record.At(i)
		if a != b {
			differs = append(differs, fmt.Sprintf("%s（%s，这里是%s）", f.Label, said(f, a), said(f, b)))
		}
	}
	p := problem.Problem{Kind: "duplicate_exact", Field: "name", Message: fmt.Sprintf("和%s是同一个人，内容相同，只计一人，这一行没有导入。", r.where(again, first))}
	if len(differs) > 0 {
		kept := "前面那一行"
		if first.Preferred {
			kept = "您选的那一行"
		}
		p.Kind = ListedAgain
		p.Message = fmt.Sprintf("和%s是同一个人，不同的是：%s。只计一人，保留了%s，这一行没有导入；请核对哪一行是对的。",
			r.where(again, first), strings.Join(differs, "、"), kept)
	}
	again.Rivals = []intake.RowID{r.ID(first)}
	r.Refuse(again, p)
}

// said is a value for a sentence; numbers of people are masked.
func said(f field.Field, value string) string {
	if value == "" {
		return "空"
	}
	return f.Shown(value)
}

// sharedPhones reports phone numbers that two people have; both keep it, since
// couples do share one.
func (r *roster) sharedPhones() {
	phones := r.by(func(rec field.Record) string {
		if p := rec.Get("phone"); identity.CheckMobile(p) == nil {
			return p
		}
		return ""
	})
	for _, rows := range phones {
		for i, row := range rows {
			other := rows[(i+1)%len(rows)]
			if row.HasProblem("phone") {
				continue
			}
			more := ""
			if len(rows) > 2 {
				more = fmt.Sprintf("等 %d 人", len(rows)-1)
			}
			r.Report(row, problem.Problem{Severity: problem.Hint, Kind: "phone_shared", Field: "phone",
				Message: fmt.Sprintf("和%s%s%s的手机号相同。请看是不是写错了。", r.where(row, other), other.Record.Get("name"), more)})
		}
	}
}

// where names another row for the report of a row: by its number, and by its sheet
// where that is another one.
func (r *roster) where(row, other *intake.Row) string {
	if row.Table == other.Table {
		return fmt.Sprintf("第 %d 行", other.Number)
	}
	return fmt.Sprintf("表“%s”第 %d 行", r.Sheet(other), other.Number)
}

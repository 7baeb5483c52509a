package paper

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/union"
)

var update = flag.Bool("update", false, "write the golden pages anew")

var today = civil.Of(2022, 5, 6)

// small is a ledger of a unit with four members, one of them with rare characters,
// one transferred, one who left, one with hardly anything known.
func small(t testing.TB) (*ledger.Ledger, []int64) {
	t.Helper()
	l, err := ledger.Create(t.Context(), filepath.Join(t.TempDir(), "小.ghtz"), ledger.Options{Operator: "测"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var ids []int64
	_, err = l.Write(t.Context(), ledger.Op{Title: "建"}, func(tx *ledger.Tx) error {
		u, err := union.Load(t.Context(), tx)
		if err != nil {
			return err
		}
		u.Enterprise.Set("name", "杭州云栎精密机械有限公司")
		u.Enterprise.Set("address", "浙江省杭州市建德市洋溪街道云栎路 1 号")
		u.Union.Set("name", "杭州云栎精密机械有限公司工会委员会")
		u.Union.Set("clerk", "沈雪娟")
		u.Union.Set("phone", "19900009002")
		if err := union.Save(tx, u); err != nil {
			return err
		}
		group, err := union.AddGroup(tx, union.Group{Name: "装配一小组"})
		if err != nil {
			return err
		}
		for i, name := range []string{"䶮㛃𬀩", "买买提·阿不都热合曼", "段兰娟", "万静"} {
			rec := member.Fields.NewRecord()
			rec.Set("name", name)
			if i < 3 {
				for key, v := range map[string]string{"gender": "女", "ethnicity": "汉族", "birth_date": "1968-01-06", "id_number": "330101196801061440",
					"phone": "19900000335", "join_date": "2010-02", "department": fmt.Sprint(group), "post": "装配钳工", "home_address": "浙江省杭州市建德市洋溪街道新安江路 28 号云栎家园 3 幢 2 单元 501 室"} {
					rec.Set(key, v)
				}
			}
			id, err := member.Add(tx, rec, member.Event{Kind: member.Joined, Date: civil.Of(2010, 2, 0)})
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		_, err = member.Happen(tx, member.Event{Member: ids[2], Kind: member.MovedOut, Date: civil.Of(2022, 3, 15), Reason: "劳动（工作）关系发生变化",
			OtherUnion: "建德市新安江化工集团工会委员会", DuesFrom: civil.YearMonth{Year: 2022, Month: 3}})
		if err != nil {
			return err
		}
		_, err = member.Happen(tx, member.Event{Member: ids[3], Kind: member.Withdrew, Date: civil.Of(2022, 4, 1)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l, ids
}

func template(t testing.TB, key string) *Template {
	t.Helper()
	text, err := Shipped(key)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse(key, text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func request(p *Template, ids []int64) Request {
	q := Request{Template: p, Members: ids, Title: "全部", From: civil.Of(2022, 1, 1), To: today, Today: today, Full: p.InFull()}
	if p.Use == PerPerson {
		q.Members = ids[2:3]
	}
	if p.Use == ForReceipts {
		q.Receipts = []dues.Receipt{{Number: 7, Payer: "张三", On: civil.Of(2022, 3, 5), Amount: 9645, Method: "现金", Words: "2022-01 至 2022-03 会费，预缴 30.00 元"},
			{Number: 8, Payer: "李四", On: civil.Of(2022, 3, 5), Amount: 2215, Method: "转账", Words: "2022-03 会费", PrintedOn: civil.Of(2022, 3, 5)}}
	}
	return q
}

// words writes a page as text: what stands where, a line a thing.
func words(d *Doc) string {
	var out strings.Builder
	for i, p := range d.Pages {
		fmt.Fprintf(&out, "page %d of %.0fx%.0f\n", i+1, d.Width, d.Height)
		for _, x := range p.Texts {
			fmt.Fprintf(&out, "%.1f %.1f %.1f/%d %s\n", x.X, x.Y, x.Size, x.Face, x.Text)
		}
		for _, l := range p.Lines {
			fmt.Fprintf(&out, "%.1f %.1f - %.1f %.1f\n", l.X1, l.Y1, l.X2, l.Y2)
		}
	}
	return out.String()
}

func TestPagesAreAsTheyWere(t *testing.T) {
	l, ids := small(t)
	all, err := List(t.Context(), l.Read())
	if err != nil {
		t.Fatal(err)
	}
	for _, info := range all {
		d, err := Make(t.Context(), l.Read(), request(template(t, info.Key), ids), nil)
		if err != nil {
			t.Fatal(info.Key, err)
		}
		inside(t, info.Key, d)
		got, path := words(d), filepath.Join("testdata", info.Key+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is laid out otherwise than testdata has it (go test -update writes it anew):\n%s", info.Key, firstDifference(string(want), got))
		}
	}
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("line %d: %q, now %q", i+1, a[i], append(b, "")[min(i, len(b))])
		}
	}
	return fmt.Sprintf("%d lines more", len(b)-len(a))
}

// inside fails the test when something stands outside its page.
func inside(t *testing.T, what string, d *Doc) {
	t.Helper()
	w, h := float32(d.Width), float32(d.Height)
	for i, p := range d.Pages {
		for _, x := range p.Texts {
			if x.X < 0 || x.Y < 0 || x.X > w || x.Y > h {
				t.Errorf("%s page %d: %q stands at %.1f, %.1f, outside", what, i+1, x.Text, x.X, x.Y)
			}
		}
		for _, l := range p.Lines {
			if l.X1 < 0 || l.Y1 < 0 || l.X2 > w || l.Y2 > h {
				t.Errorf("%s page %d: a line goes outside: %+v", what, i+1, l)
			}
		}
	}
}

// text is everything that stands on a paper.
func text(d *Doc) string {
	var out strings.Builder
	for _, p := range d.Pages {
		for _, x := range p.Texts {
			out.WriteString(x.Text + "\n")
		}
	}
	return out.String()
}

func TestNumbersAreCoveredUnlessAsked(t *testing.T) {
	l, ids := small(t)
	for key, full := range map[string]bool{"roster": false, "application": true} {
		q := request(template(t, key), ids)
		d, err := Make(t.Context(), l.Read(), q, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(text(d), "330101196801061440"); got != full {
			t.Errorf("%s shows the number in full: %v", key, got)
		}
		if q.Full = false; !full {
			continue
		}
		if d, err = Make(t.Context(), l.Read(), q, nil); err != nil || strings.Contains(text(d), "330101196801061440") {
			t.Errorf("%s shows the number though it is to be covered, %v", key, err)
		}
	}
}

func TestAnEmptyFormIsMadeForNobody(t *testing.T) {
	l, _ := small(t)
	q := request(template(t, "application"), []int64{0, 0, 0})
	q.Members = nil
	d, err := Make(t.Context(), l.Read(), q, nil)
	if err != nil || len(d.Pages) != 1 || !strings.Contains(text(d), "入会申请书") || strings.Contains(text(d), "段兰娟") {
		t.Fatal(err, len(d.Pages))
	}
}

func TestSomebodyGoneIsSaid(t *testing.T) {
	l, ids := small(t)
	q := request(template(t, "roster"), append(ids, 99))
	if _, err := Make(t.Context(), l.Read(), q, nil); !ledger.IsKind(err, "not_found") {
		t.Fatal(err)
	}
}

func TestHeadAndPagesOfALongList(t *testing.T) {
	l := openDemo(t, 326)
	ids, err := member.List(t.Context(), l.Read(), member.Query{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := Make(t.Context(), l.Read(), request(template(t, "roster"), ids), nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for i, p := range d.Pages {
		head, foot := 0, false
		for _, x := range p.Texts {
			if x.Text == "本人签名" {
				head++
			}
			foot = foot || strings.Contains(x.Text, fmt.Sprintf("第 %d 页　共 %d 页", i+1, len(d.Pages)))
			if _, err := fmt.Sscanf(x.Text, "%d", new(int)); err == nil && x.X < 23 {
				rows++
			}
		}
		if head != 1 || !foot {
			t.Errorf("page %d: head %d times, foot %v", i+1, head, foot)
		}
	}
	if rows != 326 || len(d.Pages) < 10 {
		t.Errorf("%d rows on %d pages", rows, len(d.Pages))
	}
	inside(t, "roster", d)
}

func TestLabelsBeginWhereTheSheetIsFree(t *testing.T) {
	l, ids := small(t)
	q := request(template(t, "label-3x8"), ids)
	q.Skip = 22
	d, err := Make(t.Context(), l.Read(), q, nil)
	if err != nil || len(d.Pages) != 2 || d.Cut != 0 {
		t.Fatal(err, len(d.Pages), d.Cut)
	}
	if first := d.Pages[0].Texts[0]; first.X < 70 || first.Y < 7*37 {
		t.Errorf("the first label stands at %.0f, %.0f", first.X, first.Y)
	}
}

func TestTheYoungestDateFollowsThePaper(t *testing.T) {
	f := &filling{chinese: true}
	for in, want := range map[string]string{"2010-02-01": "2010年2月1日", "2010-02": "2010年2月", "2010": "2010年", "": ""} {
		if got := f.date(field.ParseDate(in)); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

func TestOwnFieldsOfTheUnitArePrinted(t *testing.T) {
	l, ids := small(t)
	own := member.OwnField{Label: "工装 尺码", Kind: field.Text}
	_, err := l.Write(t.Context(), ledger.Op{Title: "自定义"}, func(tx *ledger.Tx) error {
		id, err := member.SaveOwnField(tx, own)
		if err != nil {
			return err
		}
		own.ID = id
		return member.Update(tx, ids[0], map[string]string{own.Key(): "XXL 加大"})
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse("x", "名称：试\n用于：名单\n====\n【表格 40 40】\n【每人】| {{"+OwnMark(own.Label)+"}} | {{自定义·没有的}} |")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Make(t.Context(), l.Read(), request(p, ids), nil)
	if err != nil || !strings.Contains(strings.ReplaceAll(text(d), "\n", ""), "XXL 加大") || !strings.Contains(d.Warning(), "没有的") || strings.Contains(d.Warning(), "尺码") {
		t.Fatal(err, text(d), d.Warning())
	}
}

package trail

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"unionledger/data/attachment"
	"unionledger/data/civil"
	"unionledger/data/dues"
	"unionledger/data/identity"
	"unionledger/data/ledger"
	"unionledger/data/member"
	"unionledger/data/money"
	"unionledger/data/union"
)

var (
	ctx = context.Background()
	day = civil.MustParse("2022-05-06")
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// book is a ledger under test.
type book struct {
	t testing.TB
	l *ledger.Ledger
}

func newBook(t testing.TB) book {
	t.Helper()
	l, err := ledger.Create(ctx, filepath.Join(t.TempDir(), "台账.ghtz"), ledger.Options{Operator: "沈雪娟"})
	must(t, err)
	t.Cleanup(func() { l.Close() })
	return book{t, l}
}

func (b book) write(title string, fn func(*ledger.Tx) error) int64 {
	b.t.Helper()
	op, err := b.l.Write(ctx, ledger.Op{Kind: "edit", Title: title}, fn)
	must(b.t, err)
	return op
}

func (b book) add(values ...string) (id int64) {
	b.t.Helper()
	rec := member.Fields.NewRecord()
	for i := 0; i < len(values); i += 2 {
		rec.Set(values[i], values[i+1])
	}
	b.write("入会："+rec.Get("name"), func(tx *ledger.Tx) (err error) {
		id, err = member.Add(tx, rec, member.Event{Kind: member.Joined, Date: civil.MustParse("2020-03-01")})
		return err
	})
	return id
}

func (b book) set(id int64, key, value string) int64 {
	b.t.Helper()
	return b.write("修改", func(tx *ledger.Tx) error { return member.Update(tx, id, map[string]string{key: value}) })
}

// told is a history as lines, oldest first.
func (b book) told(id int64, opt Options) string {
	b.t.Helper()
	steps, err := Of(ctx, b.l, id, opt)
	must(b.t, err)
	var lines []string
	for _, s := range steps {
		for _, e := range s.Entries {
			lines = append([]string{fmt.Sprintf("%s %s：%s→%s", e.Action, e.What(), e.Old, e.New)}, lines...)
		}
	}
	return strings.Join(lines, "\n")
}

func TestHistoryTellsEverythingAboutOneMember(t *testing.T) {
	b := newBook(t)
	zhang := b.add("name", "张三", "phone", "19900000001")
	b.add("name", "李四", "phone", "19900000002")
	b.set(zhang, "phone", "19900000003")
	b.write("办理", func(tx *ledger.Tx) error {
		_, err := member.Happen(tx, member.Event{Member: zhang, Kind: member.Retain, Date: civil.MustParse("2021-04"), Document: "申请"})
		return err
	})
	b.write("基数", func(tx *ledger.Tx) error {
		return dues.SetBase(tx, zhang, civil.YearMonth{Year: 2022, Month: 1}, money.Fen(500000), "工资表")
	})
	f, err := attachment.Check("说明.txt", []byte("字"), attachment.Shipped())
	must(t, err)
	owner := attachment.Owner{Table: "member", ID: zhang}
	_, _, err = attachment.Add(ctx, b.l, owner, "张三", "其他", f)
	must(t, err)
	list, err := attachment.Of(ctx, b.l.Read(), owner)
	must(t, err)
	_, err = attachment.Change(ctx, b.l, list[0], "张三", "证件", "身份证.txt")
	must(t, err)
	_, err = attachment.Remove(ctx, b.l, list[0], "张三")
	must(t, err)

	got := b.told(zhang, Options{})
	for _, want := range []string{
		"修改 移动电话：199****0001→199****0003",
		"新增 新增会籍记录“入会 2020-03-01”：→",
		"新增 新增会籍记录“保留 2021-04”：→凭据 申请",
		"修改 缴费基数：空→5,000.00",
		"新增 新增缴费基数（按月）“2022-01”：→基数 5,000.00，来源 工资表",
		"新增 新增附件“其他 说明.txt”：→",
		"修改 附件“证件 身份证.txt” 名称：说明.txt→身份证.txt",
		"删除 删除附件“证件 身份证.txt”：→",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not told: %s", want)
		}
	}
	if strings.Contains(got, "0002") {
		t.Error("somebody else is told of")
	}
	if t.Failed() {
		t.Log(got)
	}
	if full := b.told(zhang, Options{Topic: "phone", Full: true}); full != "修改 移动电话：19900000001→19900000003" {
		t.Errorf("phone alone: %s", full)
	}
	steps, err := Of(ctx, b.l, zhang, Options{})
	must(t, err)
	var keys []string
	for _, topic := range Topics(steps) {
		keys = append(keys, topic.Key)
	}
	if strings.Join(keys, " ") != "phone dues_base_fen membership_event attachment dues_base" {
		t.Error(keys)
	}
	path := filepath.Join(t.TempDir(), "张三.xlsx")
	must(t, WriteFile(path, "张三的修改记录", "2022-05-06", steps))
	x, err := excelize.OpenFile(path)
	must(t, err)
	defer x.Close()
	rows, err := x.GetRows("修改记录")
	if must(t, err); len(rows) < 10 || !strings.Contains(fmt.Sprint(rows), "199****0003") {
		t.Error(rows)
	}
}

// TestNumbersGivenAgainTellNoOtherLife undoes an entry, so that the next member gets
// the same number, and keeps a redone one whole.
func TestNumbersGivenAgainTellNoOtherLife(t *testing.T) {
	b := newBook(t)
	first := b.add("name", "张三", "phone", "19900000001")
	b.set(first, "phone", "19900000009")
	for range 2 {
		_, err := b.l.Undo(ctx, 0)
		must(t, err)
	}
	second := b.add("name", "李四")
	if first != second {
		t.Skip("numbers are not given again")
	}
	if got := b.told(second, Options{}); strings.Contains(got, "0009") || strings.Count(got, "\n") != 1 {
		t.Errorf("李四 is told of as\n%s", got)
	}
	b.set(second, "phone", "19900000002")
	op, err := b.l.Undo(ctx, 0)
	must(t, err)
	redo := op.ID + 1
	_, err = b.l.Undo(ctx, redo)
	must(t, err)
	if got := b.told(second, Options{Topic: "phone"}); strings.Count(got, "移动电话") != 3 {
		t.Errorf("change, undo and redo:\n%s", got)
	}
}

func TestRestore(t *testing.T) {
	b := newBook(t)
	first17 := "33010119960203123"
	number := first17 + string(identity.IDCheckDigit(first17))
	zhang := b.add("name", "张三", "phone", "19900000001", "id_number", number)
	phone := b.set(zhang, "phone", "19900000002")
	b.set(zhang, "phone", "19900000003")
	r, err := Find(ctx, b.l, zhang, "phone", phone, day)
	must(t, err)
	if want := "张三的移动电话：原来是“199****0001”，那次改成“199****0002”，现在是“199****0003”。还原后是“199****0001”。"; r.Words() != want {
		t.Error(r.Words())
	}
	_, op, err := Restore(ctx, b.l, zhang, "phone", phone, day)
	must(t, err)
	m, err := member.Get(ctx, b.l.Read(), zhang, day)
	if must(t, err); m.Get("phone") != "19900000001" {
		t.Error(m.Get("phone"))
	}
	if _, _, err = Restore(ctx, b.l, zhang, "phone", phone, day); err == nil || !strings.Contains(err.Error(), "现在就是") {
		t.Error(err)
	}
	undone, err := b.l.Undo(ctx, 0)
	if must(t, err); undone.ID != op || strings.Contains(undone.Title, "1990") {
		t.Error(undone)
	}

	lost := b.set(zhang, "id_number", "")
	b.add("name", "王五", "id_number", number)
	if _, _, err = Restore(ctx, b.l, zhang, "id_number", lost, day); err == nil || !strings.Contains(err.Error(), "王五") {
		t.Errorf("a number that 王五 has: %v", err)
	}
	_, err = b.l.Undo(ctx, 0)
	must(t, err)
	_, _, err = Restore(ctx, b.l, zhang, "id_number", lost, day)
	must(t, err)
	if m, err = member.Get(ctx, b.l.Read(), zhang, day); err != nil || m.Get("birth_date") != "1996-02-03" {
		t.Error("the day of birth did not come along", m, err)
	}

	var group int64
	b.write("新建", func(tx *ledger.Tx) (err error) {
		group, err = union.AddGroup(tx, union.Group{Name: "一车间"})
		return err
	})
	b.set(zhang, "department", fmt.Sprint(group))
	left := b.set(zhang, "department", "")
	b.write("删除小组", func(tx *ledger.Tx) error { return tx.Delete("union_group", group) })
	if _, err = Find(ctx, b.l, zhang, "department", left, day); err == nil || !strings.Contains(err.Error(), "小组“一车间”后来删除了") {
		t.Error(err)
	}
	if got := b.told(zhang, Options{Topic: "department"}); !strings.Contains(got, "一车间（已删除）→空") {
		t.Error(got)
	}
	for _, c := range []struct {
		key  string
		op   int64
		says string
	}{{"phone", 1, "没有改过"}, {"nothing", phone, "没有“nothing”这个字段"}, {"id_as_written", phone, "由程序填写"}} {
		if _, err = Find(ctx, b.l, zhang, c.key, c.op, day); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.key, err)
		}
	}
}

// TestOwnFieldsHaveAHistory tells and restores a field that the unit added, but not
// what another field kept in the same column before.
func TestOwnFieldsHaveAHistory(t *testing.T) {
	b := newBook(t)
	zhang := b.add("name", "张三")
	field := func(label string) (id int64) {
		b.write("加一项", func(tx *ledger.Tx) (err error) {
			id, err = member.SaveOwnField(tx, member.OwnField{Label: label})
			return err
		})
		return id
	}
	shift := field("班次")
	b.set(zhang, "own1", "早班")
	b.write("删一项", func(tx *ledger.Tx) error { _, err := member.DropOwnField(tx, shift); return err })
	field("尺码")
	first := b.set(zhang, "own1", "L")
	b.set(zhang, "own1", "XL")
	if got := b.told(zhang, Options{Topic: "own1"}); got != "修改 尺码：空→L\n修改 尺码：L→XL" {
		t.Error(got)
	}
	r, _, err := Restore(ctx, b.l, zhang, "own1", first, day)
	must(t, err)
	m, err := member.Get(ctx, b.l.Read(), zhang, day)
	if must(t, err); m.Get("own1") != "" || r.Now != "XL" {
		t.Error(m.Get("own1"), r)
	}
}

// BenchmarkOf reads the history of one among a hundred thousand that were imported,
// with an import of the same size taken back before.
func BenchmarkOf(b *testing.B) {
	k := newBook(b)
	all := func() {
		k.write("导入", func(tx *ledger.Tx) error {
			for i := range 100_000 {
				rec := member.Fields.NewRecord()
				rec.Set("name", "张三")
				rec.Set("phone", fmt.Sprint(19900000000+i))
				if _, err := member.Add(tx, rec, member.Event{Kind: member.Joined}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	all()
	_, err := k.l.Undo(ctx, 0)
	must(b, err)
	all()
	k.set(50_000, "phone", "19900000001")
	for b.Loop() {
		if _, err := Of(ctx, k.l, 50_000, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

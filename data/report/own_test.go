package report

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"unionledger/data/field"
	"unionledger/data/ledger"
	"unionledger/data/member"
)

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// withOwn are the fields of members of a unit that added 车牌号.
func withOwn(t testing.TB) *field.Set {
	t.Helper()
	l := newLedger(t)
	write(t, l, func(tx *ledger.Tx) error {
		_, err := member.SaveOwnField(tx, member.OwnField{Label: "车牌号", Kind: field.Text})
		return err
	})
	set, err := MemberFieldsOf(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func cityLearnt(t testing.TB) *Learning {
	t.Helper()
	l, err := Learn(mustRead(t, samples+"市总下发模板-会员.xlsx"), "市总下发模板-会员.xlsx", MemberFields)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func finish(t testing.TB, l *Learning, name string) *Profile {
	t.Helper()
	p, err := l.Finish(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestOwnFormsAreKeptInVersions(t *testing.T) {
	l, learnt := newLedger(t), cityLearnt(t)
	keep := func(p *Profile) (Info, int64) {
		t.Helper()
		info, op, err := Keep(ctx, l, p)
		if err != nil {
			t.Fatal(err)
		}
		return info, op
	}
	first, op := keep(finish(t, learnt, "市总会员表"))
	if first.Version != 1 || !first.Own || op == 0 {
		t.Fatalf("%+v, operation %d", first, op)
	}
	if again, op := keep(finish(t, learnt, "市总会员表")); op != 0 || again.Version != 1 {
		t.Errorf("the same form again is %+v, operation %d", again, op)
	}
	if err := learnt.Put("X", ContentText+"2022"); err != nil {
		t.Fatal(err)
	}
	second, op := keep(finish(t, learnt, "市总会员表"))
	if second.ID != first.ID || second.Version != 2 {
		t.Errorf("%+v", second)
	}
	all, err := Available(ctx, l.Read())
	if err != nil || len(all) != len(Profiles())+1 || all[0].Version != 2 {
		t.Errorf("%+v, %v", all, err)
	}
	for name, want := range map[string]string{first.ID: "2022", "市总会员表": "2022", first.ID + "@1": "", first.ID + "@2": "2022"} {
		p, err := Find(ctx, l.Read(), name)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Columns[len(p.Columns)-1].Text; got != want {
			t.Errorf("%s fills X with %q, want %q", name, got, want)
		}
	}
	if p, err := Find(ctx, l.Read(), "member-2018"); err != nil || p.Version != 0 {
		t.Errorf("%v, %v", p, err)
	}
	for _, name := range []string{"own-0000000000", first.ID + "@9", first.ID + "@x", "没有"} {
		if _, err := Find(ctx, l.Read(), name); err == nil || err.Error() == "" {
			t.Errorf("%s is found", name)
		}
	}
	if _, err := Rename(ctx, l, first.ID, "建德市总会员表"); err != nil {
		t.Fatal(err)
	}
	if p, err := Find(ctx, l.Read(), "建德市总会员表@1"); err != nil || p.Title() != "建德市总会员表（第 1 版）" {
		t.Errorf("%v, %v", p, err)
	}
	if _, err := l.Undo(ctx, op); err == nil {
		t.Error("the second version is taken back though it was renamed since")
	}
	forgotten, err := Forget(ctx, l, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	if all, _ := Available(ctx, l.Read()); len(all) != len(Profiles()) {
		t.Errorf("forgotten, and still listed: %v", all)
	}
	if _, err := l.Undo(ctx, forgotten); err != nil {
		t.Fatal(err)
	}
	if p, err := Find(ctx, l.Read(), first.ID); err != nil || p.Version != 2 {
		t.Errorf("taken back it is %v, %v", p, err)
	}
	for _, id := range []string{"member-2018", "own-none"} {
		if _, err := Forget(ctx, l, id); err == nil {
			t.Errorf("%s is forgotten", id)
		}
		if _, err := Rename(ctx, l, id, "x"); err == nil {
			t.Errorf("%s is renamed", id)
		}
	}
}

// Two forms may have one header: under another name it is a form of its own, unless it
// was opened to be changed.
func TestOneHeaderUnderTwoNames(t *testing.T) {
	l, learnt := newLedger(t), cityLearnt(t)
	keep := func(p *Profile) Info {
		t.Helper()
		info, _, err := Keep(ctx, l, p)
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	all := keep(finish(t, learnt, "全部会员"))
	joined := keep(finish(t, learnt, "新增会员"))
	if joined.ID == all.ID || joined.Version != 1 || !IsOwn(joined.ID) {
		t.Fatalf("%+v beside %+v", joined, all)
	}
	if err := learnt.Put("X", ContentText+"2022"); err != nil {
		t.Fatal(err)
	}
	if again := keep(finish(t, learnt, "新增会员")); again.ID != joined.ID || again.Version != 2 {
		t.Errorf("%+v", again)
	}
	p, err := Find(ctx, l.Read(), "新增会员")
	if err != nil {
		t.Fatal(err)
	}
	set, err := MemberFieldsOf(ctx, l.Read())
	if err != nil {
		t.Fatal(err)
	}
	changing, err := Relearn(p, set)
	if err != nil {
		t.Fatal(err)
	}
	if info := keep(finish(t, changing, "新入会会员")); info.ID != joined.ID || info.Version != 3 {
		t.Errorf("changed it is %+v", info)
	}
	if info := keep(finish(t, learnt, "新增会员")); info.ID == joined.ID || info.ID == all.ID || info.Version != 1 {
		t.Errorf("the name that became free is %+v", info)
	}
	if p, err := Find(ctx, l.Read(), "全部会员"); err != nil || p.Version != 1 || p.ID != all.ID {
		t.Errorf("%+v %v", p, err)
	}
}

// A file that is larger than any form is refused unread, as is a folder.
func TestFilesOfForms(t *testing.T) {
	large := filepath.Join(t.TempDir(), "很大"+BundleEnding)
	f, err := os.Create(large)
	if err == nil {
		err = errors.Join(f.Truncate(2<<30), f.Close()) // takes no place on the disk
	}
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{large: "MB", t.TempDir(): "文件夹", large + "x": "打不开"} {
		if data, err := ReadFile(path); err == nil || data != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestBundleHandsAFormToAnotherUnit(t *testing.T) {
	here, there := newLedger(t), newLedger(t)
	p := finish(t, cityLearnt(t), "市总/会员表")
	if _, _, err := Keep(ctx, here, p); err != nil {
		t.Fatal(err)
	}
	path, err := p.WriteBundle(t.TempDir())
	if err != nil || filepath.Base(path) != "市总_会员表.ghby" {
		t.Fatal(path, err)
	}
	got, err := ReadBundle(mustRead(t, path), path)
	if err != nil {
		t.Fatal(err)
	}
	info, _, err := Keep(ctx, there, got)
	if err != nil || info.ID != p.ID || info.Version != 1 {
		t.Fatalf("%+v, %v", info, err)
	}
	if _, op, err := Keep(ctx, there, got); err != nil || op != 0 {
		t.Errorf("taken twice: operation %d, %v", op, err)
	}
	again, err := Find(ctx, there.Read(), p.ID)
	if err != nil || !slices.Equal(again.Blank(), p.Blank()) {
		t.Errorf("the blank form is another one, %v", err)
	}
	if shippedBundle, err := mustLoad(t, "member-2018").bundle(); err != nil {
		t.Error(err)
	} else if got, err := ReadBundle(shippedBundle, "a.ghby"); err != nil || !strings.HasPrefix(got.ID, ownPrefix) {
		t.Errorf("a shipped form is handed on as %v, %v", got, err)
	}
}

func TestDamagedBundleIsNamed(t *testing.T) {
	whole, err := finish(t, cityLearnt(t), "市总会员表").bundle()
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(whole); at += 97 {
		bad := slices.Clone(whole)
		bad[at] ^= 0x55
		p, err := ReadBundle(bad, "坏.ghby")
		switch {
		case err == nil && text(t, p) != text(t, finish(t, cityLearnt(t), "市总会员表")) && p.Version != 1:
			t.Errorf("byte %d changed, and read as something else", at)
		case err != nil && err.Error() == "":
			t.Errorf("byte %d: an error without a sentence", at)
		}
	}
	for _, bad := range [][]byte{nil, []byte("PK\x03\x04"), whole[:len(whole)/2], mustLoad(t, "member-2018").Blank()} {
		if _, err := ReadBundle(bad, "坏.ghby"); err == nil || !strings.Contains(err.Error(), "坏.ghby") {
			t.Errorf("%d bytes: %v", len(bad), err)
		}
	}
}

func TestBundleOfALaterProgramIsRefused(t *testing.T) {
	p := finish(t, cityLearnt(t), "市总会员表")
	later := strings.Replace(text(t, p), "profile: 1", "profile: 2", 1)
	if _, err := Parse([]byte(later)); err == nil || !strings.Contains(err.Error(), "升级程序") {
		t.Errorf("error is %v", err)
	}
	l := newLedger(t)
	if _, _, err := Keep(ctx, l, p); err != nil {
		t.Fatal(err)
	}
	write(t, l, func(tx *ledger.Tx) error {
		_, err := tx.Exec("UPDATE report_profile SET text = ?", later)
		return err
	})
	all, err := Available(ctx, l.Read())
	if err != nil || !strings.Contains(all[0].Broken, "升级程序") {
		t.Errorf("%+v, %v", all[0], err)
	}
	if _, err := Find(ctx, l.Read(), "市总会员表"); err == nil || !strings.Contains(err.Error(), "升级程序") {
		t.Errorf("error is %v", err)
	}
}

func FuzzBundle(f *testing.F) {
	p := finish(f, cityLearnt(f), "市总会员表")
	whole, err := p.bundle()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:100])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := ReadBundle(data, "x.ghby"); err != nil && err.Error() == "" {
			t.Fatal("an error without a sentence")
		}
	})
}

func FuzzLearn(f *testing.F) {
	f.Add(mustRead(f, samples+"市总下发模板-会员.xlsx"))
	f.Add(mustLoad(f, "organisation-2018").Blank())
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Learn(data, "x.xlsx", MemberFields); err != nil && err.Error() == "" {
			t.Fatal("an error without a sentence")
		}
	})
}

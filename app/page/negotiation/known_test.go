package negotiation

import (
	"context"
	"testing"

	"unionledger/app/page/pagetest"
	"unionledger/app/widget"
	"unionledger/data/member"
	"unionledger/data/negotiation"
)

// TestARepresentativeIsKnownToTheRoster: whoever is one member by name brings what the
// roster has; whoever is nobody, or who left, brings nothing.
func TestARepresentativeIsKnownToTheRoster(t *testing.T) {
	ctx := context.Background()
	s := pagetest.Demo(t, 60)
	ids, err := member.List(ctx, s.Open.Read(), member.Query{On: s.Day})
	if err != nil || len(ids) == 0 {
		t.Fatal(ids, err)
	}
	found := 0
	for _, id := range ids {
		m, err := member.Get(ctx, s.Open.Read(), id, s.Day)
		if err != nil {
			t.Fatal(err)
		}
		known, err := knownOf(ctx, s.Open.Read(), m.Get("name"), s.Day)
		if err != nil {
			t.Fatal(err)
		}
		if known == nil {
			continue // two of a name
		}
		found++
		if m.State != member.Active || known["gender"] != m.Get("gender") || known["post"] != m.Get("post") || known["id_card"] != m.Get("id_number") {
			t.Errorf("%s (%s): %v", m.Get("name"), m.State, known)
		}
	}
	if found == 0 {
		t.Error("nobody is known")
	}
	for _, name := range []string{"没有这人", ""} {
		if known, err := knownOf(ctx, s.Open.Read(), name, s.Day); err != nil || known != nil {
			t.Errorf("%q: %v, %v", name, known, err)
		}
	}
}

// TestTheFormOfARepresentativeFillsItself types a member's name.
func TestTheFormOfARepresentativeFillsItself(t *testing.T) {
	s := pagetest.Demo(t, 60)
	v := New(s).(*view)
	s.Place(v, 1029, 544, nil)
	ids, err := member.List(context.Background(), s.Open.Read(), member.Query{On: s.Day})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		m, _ := member.Get(context.Background(), s.Open.Read(), id, s.Day)
		if known, _ := knownOf(context.Background(), s.Open.Read(), m.Get("name"), s.Day); known == nil {
			continue
		}
		f := itemForm(negotiation.RepFields)
		v.pane.fillKnown(f)
		post := f.Field("post").Control
		post.SetValue("工会主席")
		name := f.Field("name").Control.(*widget.TextField)
		name.SetValue(m.Get("name"))
		name.OnChanged(m.Get("name"))
		if got := f.Field("id_card").Control.Value(); got != m.Get("id_number") {
			t.Errorf("the number is %q", got)
		}
		if post.Value() != "工会主席" {
			t.Errorf("what stood there was changed to %q", post.Value())
		}
		return
	}
	t.Fatal("nobody has a name of his own")
}

package field

import (
	"encoding/json"
	"testing"
)

func TestMasks(t *testing.T) {
	for _, c := range []struct {
		mask        Mask
		value, want string
	}{
		{Open, "330101196801061440", "330101196801061440"},
		{LastFour, "330101196801061440", "****1440"},
		{AllButLast, "330101196801061440", "**************1440"},
		{MiddleOut, "19900000335", "199****0335"},
		{MiddleOut, "1990033", "***0033"},
		{LastFour, "1440", "****"}, {LastFour, "14", "**"}, {LastFour, "", ""},
	} {
		if got := c.mask.Hide(c.value); got != c.want {
			t.Errorf("%d of %s: %s, want %s", c.mask, c.value, got, c.want)
		}
	}
}

var set = NewSet("t", "试",
	Field{Key: "name", Label: "姓名", Kind: Name}, Field{Key: "migrant", Label: "农民工", Kind: YesNo}, Field{Key: "base", Label: "基数", Kind: Money},
	Field{Key: "joined", Label: "入会", Kind: Date}, Field{Key: "rise", Label: "增幅", Kind: Percent}, Field{Key: "n", Label: "数", Kind: Integer})

func TestDisplayAndJSON(t *testing.T) {
	r := set.NewRecord()
	for key, v := range map[string]string{"name": "段兰娟", "migrant": "0", "base": "443600", "joined": "2010-02", "rise": "5.5"} {
		r.Set(key, v)
	}
	for key, want := range map[string]string{"name": "段兰娟", "migrant": "否", "base": "4,436.00", "joined": "2010-02", "rise": "5.5%", "n": ""} {
		if got := r.Shown(key); got != want {
			t.Errorf("%s is shown as %q, want %q", key, got, want)
		}
	}
	text, err := json.Marshal(r.JSON())
	if want := `{"base":443600,"joined":"2010-02","migrant":false,"n":null,"name":"段兰娟","rise":5.5}`; err != nil || string(text) != want {
		t.Errorf("%s, want %s", text, want)
	}
	if fen, known := r.Fen("base"); fen != 443600 || !known {
		t.Error(fen, known)
	}
	if _, known := r.Fen("n"); known {
		t.Error("the unknown is known")
	}
}

func TestACloneIsAlone(t *testing.T) {
	r := set.NewRecord()
	c := r.Clone()
	c.Set("name", "张三")
	if r.Get("name") != "" {
		t.Error("the clone changed its original")
	}
}

func TestDestTakesWhatWasScanned(t *testing.T) {
	r := set.NewRecord()
	dest, take := r.Dest()
	for i, v := range []any{"张三", int64(1), int64(443600), nil, 5.5, int64(-3)} {
		*dest[i].(*any) = v
	}
	take()
	if want := "name=张三 migrant=1 base=443600 rise=5.5 n=-3"; r.String() != want {
		t.Errorf("%s, want %s", r, want)
	}
}

func TestTwoFieldsOfOneKeyPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	NewSet("t", "试", Field{Key: "a"}, Field{Key: "a"})
}

package assets

import (
	"errors"
	"io"
	"testing"
)

func TestDecode(t *testing.T) {
	type item struct {
		Name string   `yaml:"name"`
		List []string `yaml:"list"`
	}
	for text, right := range map[string]bool{
		"name: a": true, "name: a\nother: b": false, "list: !!str !!str": false, "name: *nothing": false, "a:\n- b\n  - :": false, "": false,
	} {
		var it item
		if err := Decode([]byte(text), &it); (err == nil) != right {
			t.Errorf("%q: %v, %v", text, it, err)
		}
	}
	var all []item
	err := Documents([]byte("name: a\n---\nname: b\n"), func(next func(any) error) error {
		for {
			var it item
			if err := next(&it); err != nil {
				return err
			}
			all = append(all, it)
		}
	})
	if !errors.Is(err, io.EOF) || len(all) != 2 {
		t.Errorf("%v, %v", all, err)
	}
	panicked := errors.New("")
	if err := Documents(nil, func(func(any) error) error { panic(panicked) }); err == nil {
		t.Error("a panic went unseen")
	}
}

// FuzzDecode gives any text: whatever it is, reading it must not panic.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("a: &x [1]\nb: *x"))
	f.Add([]byte("a: *nothing"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var v struct {
			A []int             `yaml:"a"`
			B map[string]string `yaml:"b"`
		}
		_ = Decode(text, &v)
	})
}

package paper

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"unionledger/assets"
)

// collection packs single fonts into a collection, as Windows has them.
func collection(fonts ...[]byte) []byte {
	out := append([]byte("ttcf\x00\x01\x00\x00"), binary.BigEndian.AppendUint32(nil, uint32(len(fonts)))...)
	at := len(out) + 4*len(fonts)
	for _, f := range fonts {
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		at += len(f)
	}
	for _, f := range fonts {
		base := uint32(len(out))
		f = append([]byte(nil), f...)
		for t := range int(binary.BigEndian.Uint16(f[4:])) {
			entry := f[12+16*t+8:]
			binary.BigEndian.PutUint32(entry, binary.BigEndian.Uint32(entry)+base)
		}
		out = append(out, f...)
	}
	return out
}

func TestACharacterIsBorrowedFromACollection(t *testing.T) {
	chinese, err := assets.Files.ReadFile("fonts/NotoSansSC-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "simsun.ttc")
	if err := os.WriteFile(path, collection(goregular.TTF, chinese), 0o600); err != nil {
		t.Fatal(err)
	}
	latin, err := readOutline("latin", goregular.TTF, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := &faces{list: []*outline{latin, latin}, known: map[glyph]advance{}, system: []string{path}}
	if a := f.of('䶮', false); a.lost || a.face != 2 || a.width != 1 {
		t.Fatalf("%+v", a)
	}
	if a := f.of('工', true); a.face != 2 || len(f.list) != 3 {
		t.Errorf("%+v, %d faces: one is enough for both", a, len(f.list))
	}
	d := &Doc{Title: "借字", Width: 50, Height: 50, faces: f, Pages: []Page{{Texts: []Text{{X: 5, Y: 10, Size: 12, Face: 2, Text: "䶮"}}}}}
	if err := d.WriteFile(t.Context(), filepath.Join(t.TempDir(), "借字.pdf"), nil); err != nil {
		t.Error(err)
	}
}

func FuzzCollection(f *testing.F) {
	f.Add(collection(goregular.TTF), 0)
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0c"), 0)
	f.Add([]byte("ttcf"), 3)
	f.Fuzz(func(t *testing.T, data []byte, number int) {
		out, err := alone(data, number)
		if err == nil && len(out) > len(data)+2<<20 {
			t.Errorf("%d bytes made of %d", len(out), len(data))
		}
	})
}

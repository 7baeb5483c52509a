package main

import (
	"bytes"
	"testing"

	"unionledger/assets"
)

// TestShippedIsBuilt: what is shipped is what the texts make; run go generate
// ./data/dossier after changing one.
func TestShippedIsBuilt(t *testing.T) {
	all, err := build()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range all {
		if got, err := assets.Files.ReadFile("documents/" + name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not as its text makes it: %v", name, err)
		}
	}
}

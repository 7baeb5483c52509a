package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestThirdPartyIsCurrent(t *testing.T) {
	want, err := render("../..")
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../../THIRD_PARTY.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("THIRD_PARTY.md does not tell what is linked now: run make notices")
	}
}

func TestKindOf(t *testing.T) {
	cases := []struct{ text, want string }{
		{"GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007", "GPL"},
		{"GNU LESSER GENERAL PUBLIC LICENSE\nVersion 2.1", "LGPL"},
		{"Apache License\n  Version 2.0, January 2004", "Apache-2.0"},
		{"Permission is hereby granted, free of charge, to any person\nobtaining a copy of this software", "MIT"},
		{"all of which you may do as you please", ""},
	}
	for _, c := range cases {
		if got := kindOf(c.text); got != c.want {
			t.Errorf("kindOf(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	cases := []struct{ name, file, text, complaint string }{
		{"copyleft", "COPYING", "GNU GENERAL PUBLIC LICENSE Version 2", "is GPL"},
		{"unknown", "LICENSE", strings.Repeat("Whoever reads this owes us a song. ", 20), "unknown kind"},
		{"none", "README", "free for all", "no licence file"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			all := collection{byText: map[string]*licence{}}
			err := all.add("example.org/lib", "v1", dir)
			if err == nil || !strings.Contains(err.Error(), c.complaint) {
				t.Errorf("got %v, want a complaint with %q", err, c.complaint)
			}
		})
	}
}

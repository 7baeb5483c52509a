package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// licence is one licence text and the places it was found in.
type licence struct {
	kind  string
	text  string
	owner []string
}

// fileNames are the names under which authors put their licences.
var fileNames = regexp.MustCompile(`(?i)^(licen[cs]es?|copying|notice|ofl)([-_.].*)?$`)

// notShipped are folders whose content never reaches the program.
var notShipped = []string{"testdata", "cmd", "example", "examples", "_examples"}

// kinds tells licences apart by words that stand in no other, the first that
// matches wins.
var kinds = []struct{ name, words string }{
	{"GPL", "GNU GENERAL PUBLIC LICENSE Version"},
	{"AGPL", "GNU AFFERO GENERAL PUBLIC LICENSE Version"},
	{"LGPL", "GNU LESSER GENERAL PUBLIC LICENSE Version"},
	{"MPL-2.0", "Mozilla Public License Version 2.0"},
	{"list of licences", "Third-Party Licenses"},
	{"Apache-2.0", "Apache License Version 2.0"},
	{"Apache-2.0", "Licensed under the Apache License, Version 2.0"},
	{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"},
	{"Bitstream Vera", "Bitstream Vera"},
	{"CC-BY-4.0", "Creative Commons Attribution 4.0"},
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose"},
	{"ISC", "Permission to use, copy, modify, and distribute this software for any purpose"},
	{"Zlib", "Altered source versions must be plainly marked as such"},
	{"public domain", "dedicated to the public domain"},
	{"BSD-3-Clause", "Neither the name of"},
	{"BSD-3-Clause", "may be used to endorse or promote products derived from this software"},
	{"BSD-2-Clause", "Redistributions in binary form must reproduce the above copyright notice"},
}

// refused are the kinds that would bind the whole program.
var refused = []string{"GPL", "AGPL", "LGPL"}

// kindOf names a licence text, or gives "" for one never seen before.
func kindOf(text string) string {
	flat := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(text, "*", " ")), " "))
	for _, k := range kinds {
		if strings.Contains(flat, strings.ToLower(k.words)) {
			return k.name
		}
	}
	return ""
}

// licencesIn gives the licence texts in a folder and below it, by their path.
func licencesIn(dir string) (map[string]string, error) {
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains(notShipped, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !fileNames.MatchString(entry.Name()) || filepath.Ext(entry.Name()) == ".go" {
			return nil
		}
		below, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		found[filepath.ToSlash(below)] = strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))
		return nil
	})
	return found, err
}

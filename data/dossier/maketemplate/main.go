// Command maketemplate builds the shipped documents of a negotiation from the texts in
// its folder source:
//
//	go generate ./data/dossier
//
// It writes NAME.docx for every NAME.txt into the folder it is given.
package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"unionledger/data/docx"
)

//go:embed source
var sources embed.FS

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: maketemplate FOLDER")
		os.Exit(2)
	}
	all, err := build()
	for name, b := range all {
		if err == nil {
			err = os.WriteFile(filepath.Join(os.Args[1], name), b, 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// build makes all documents, by the name of their file.
func build() (map[string][]byte, error) {
	files, err := fs.Glob(sources, "source/*.txt")
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, file := range files {
		text, err := sources.ReadFile(file)
		if err != nil {
			return nil, err
		}
		b, err := docx.Build(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out[strings.TrimSuffix(path.Base(file), ".txt")+".docx"] = b
	}
	return out, nil
}

// Command makeblank builds the blank workbooks of the shipped report profiles from
// the profiles themselves, so that no form of somebody else's is shipped:
//
//	go generate ./data/report
//
// It writes blank.xlsx beside every profile.yaml below the folder it is given. It
// knows the looks of a form; what goes into it is the business of package report.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"unionledger/data/report"
	"unionledger/data/sheet"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: makeblank PROFILES-FOLDER")
		os.Exit(2)
	}
	if err := buildAll(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// buildAll writes the blank form of every profile below root.
func buildAll(root string) error {
	profiles, err := filepath.Glob(filepath.Join(root, "*", "profile.yaml"))
	if err != nil {
		return err
	}
	for _, path := range profiles {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		p, err := report.Parse(data)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		f, err := build(p)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		target := filepath.Join(filepath.Dir(path), p.Form)
		if err := sheet.WriteFile(target, func(w io.Writer) error { return f.Write(w) }); err != nil {
			return err
		}
		if err := os.Chmod(target, 0o644); err != nil {
			return err
		}
	}
	return nil
}

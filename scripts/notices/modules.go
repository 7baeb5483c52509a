package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// module is one library that is linked into the program.
type module struct {
	path, version, dir string
}

// tags are those the Makefile builds the program with; they decide what is linked.
const tags = "migrated_fynedo,no_emoji"

// systems are those the program is built for; each links some modules of its own.
var systems = []string{"linux", "windows"}

// linked gives the modules that the packages below root import, sorted by path.
func linked(root string) ([]module, error) {
	found := map[string]module{}
	for _, system := range systems {
		list := exec.Command("go", "list", "-deps", "-tags", tags,
			"-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./...")
		list.Dir = root
		// With cgo on no compiler is needed to list, and the windows' code is seen.
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		list.Stderr = os.Stderr
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("listing the packages for %s: %w", system, err)
		}
		for line := range strings.Lines(string(out)) {
			part := strings.Split(strings.TrimSpace(line), "\t")
			if len(part) == 3 {
				found[part[0]] = module{part[0], part[1], part[2]}
			}
		}
	}
	mods := slices.Collect(maps.Values(found))
	slices.SortFunc(mods, func(a, b module) int { return strings.Compare(a.path, b.path) })
	return mods, nil
}

// Command notices writes THIRD_PARTY.md: the licence of every module that is
// linked into the program, on Linux or on Windows, and of the fonts under assets/.
// It reads what lies in the module cache, so it says what was truly built in.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	root := flag.String("root", ".", "folder of the project")
	flag.Parse()
	page, err := render(*root)
	if err == nil {
		err = os.WriteFile(*root+"/THIRD_PARTY.md", page, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "notices:", err)
		os.Exit(1)
	}
}

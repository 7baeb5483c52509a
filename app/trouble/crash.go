package trouble

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"unionledger/assets"
)

const (
	rawEnd = ".crash"   // what the runtime writes while the program dies
	newEnd = ".new.txt" // a report nobody has been told of
	oldEnd = ".txt"
	kept   = 5 // reports
)

// Watch has a crash of this process leave a report in a folder, and turns what crashed
// processes left there into reports. End takes the watch away again.
func Watch(folder string) (end func()) {
	if os.MkdirAll(folder, 0o700) != nil {
		return func() {}
	}
	collect(folder)
	raw := filepath.Join(folder, fmt.Sprintf("%d%s", os.Getpid(), rawEnd))
	f, err := os.OpenFile(raw, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return func() {}
	}
	_ = debug.SetCrashOutput(f, debug.CrashOptions{}) // which holds the file itself
	f.Close()
	return func() {
		_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
		os.Remove(raw)
	}
}

// collect makes reports of what the runtime wrote. An empty file belongs to a process
// at work, or to one that was killed long ago.
func collect(folder string) {
	files, _ := filepath.Glob(filepath.Join(folder, "*"+rawEnd))
	for _, raw := range files {
		info, err := os.Stat(raw)
		if err != nil {
			continue
		}
		text, err := os.ReadFile(raw)
		switch {
		case err != nil:
		case len(text) > 0:
			report(folder, info.ModTime(), string(text))
			os.Remove(raw)
		case time.Since(info.ModTime()) > 7*24*time.Hour:
			os.Remove(raw)
		}
	}
}

// Recovered writes the report of a panic that was caught at the program's edge.
func Recovered(folder string, value any) {
	if os.MkdirAll(folder, 0o700) == nil {
		report(folder, time.Now(), fmt.Sprintf("panic: %T: %v\n\n%s", value, value, debug.Stack()))
	}
}

// report stores what may be told of a crash. It never fails: there is nobody left to
// tell.
func report(folder string, at time.Time, raw string) {
	name := filepath.Join(folder, "crash-"+at.Format("20060102-150405")+newEnd)
	text := fmt.Sprintf("%s %s %s/%s\n%s\n\n%s\n", assets.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, at.Format(time.RFC3339), Stack(raw))
	_ = os.WriteFile(name, []byte(text), 0o600)
	all := reports(folder)
	for _, old := range all[min(kept, len(all)):] {
		os.Remove(old)
	}
}

// reports lists the reports, newest first.
func reports(folder string) []string {
	all, _ := filepath.Glob(filepath.Join(folder, "crash-*"+oldEnd))
	slices.Sort(all)
	slices.Reverse(all)
	return all
}

// Untold reports whether the program crashed since somebody was last told.
func Untold(folder string) bool {
	return slices.ContainsFunc(reports(folder), func(name string) bool { return strings.HasSuffix(name, newEnd) })
}

// Told notes that somebody knows of the crashes there have been.
func Told(folder string) {
	for _, name := range reports(folder) {
		if stem, ok := strings.CutSuffix(name, newEnd); ok {
			os.Rename(name, stem+oldEnd)
		}
	}
}

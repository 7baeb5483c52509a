// Package trouble is for the day something goes wrong: a log, reports of crashes, and
// the 诊断包 that a clerk hands to whoever looks after the program. Nothing that it
// writes tells anything of a person; see Text.
package trouble

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"gopkg.in/natefinch/lumberjack.v2"
)

// logName is the newest log; older ones lie beside it under names with their dates.
const logName = "unionledger.log"

// Log has the program's log go into a folder, a megabyte and some older ones at most,
// until end is called.
func Log(folder string) (end func()) {
	if os.MkdirAll(folder, 0o700) != nil {
		return func() {} // the program works without a log
	}
	file := &lumberjack.Logger{Filename: filepath.Join(folder, logName), MaxSize: 1, MaxBackups: 4, MaxAge: 180, LocalTime: true}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(file, &slog.HandlerOptions{ReplaceAttr: scrubbed})))
	return func() {
		slog.SetDefault(before)
		file.Close()
	}
}

// scrubbed lets through what the program counts and names itself, the rest as Text and
// Error give it: messages too, since what the toolkit logs comes this way as well.
func scrubbed(_ []string, a slog.Attr) slog.Attr {
	switch a.Key {
	case slog.TimeKey, slog.LevelKey:
		return a
	}
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(Text(v.String()))
	case slog.KindAny:
		switch x := v.Any().(type) {
		case Caller:
			a.Value = slog.StringValue(string(x))
		case Trace:
			a.Value = slog.StringValue(Stack(string(x)))
		case error:
			a.Value = slog.StringValue(Error(x))
		case nil:
			a.Value = slog.StringValue("")
		default:
			a.Value = slog.StringValue(fmt.Sprintf("%T", x)) // what it holds may be anything
		}
	}
	return a
}

// Caller is a place in the program's source, such as "roster.(*view).Show show.go:88".
type Caller string

// Trace is a stack as the runtime prints it.
type Trace string

// CalledFrom names the place that called the function that asks, skip further up.
func CalledFrom(skip int) Caller {
	pc, file, line, ok := runtime.Caller(skip + 2)
	if !ok {
		return ""
	}
	name := runtime.FuncForPC(pc).Name()
	return Caller(fmt.Sprintf("%s %s:%d", name[strings.LastIndexByte(name, '/')+1:], filepath.Base(file), line))
}

// Took is how long something took, in milliseconds, since it began.
func Took(begun time.Time) slog.Attr {
	return slog.Int64("ms", time.Since(begun).Milliseconds())
}

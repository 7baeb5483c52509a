package trouble

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"unionledger/assets"
	"unionledger/data/ledger"
	"unionledger/data/sheet"
)

// Facts are what a 诊断包 says of the program and the computer.
type Facts struct {
	// System is the operating system in its own words, Renderer what draws the window;
	// Scale is the screen's, in percent, TextSize the user's. Empty is not known.
	System   string  `json:"system"`
	Renderer string  `json:"renderer,omitempty"`
	Scale    float32 `json:"screen_scale,omitempty"`
	TextSize float32 `json:"text_size,omitempty"`
	Portable bool    `json:"portable"`
	// Software tells that no graphics card draws.
	Software bool `json:"software_drawing"`
}

// summary is what summary.json holds.
type summary struct {
	Version string    `json:"version"`
	Schema  int       `json:"schema"`
	Go      string    `json:"go"`
	Built   string    `json:"built_for"`
	Made    time.Time `json:"made"`
	Facts
	Ledger  *ledgerSummary `json:"ledger,omitempty"`
	Crashes int            `json:"crash_reports"`
}

// ledgerSummary counts what a ledger holds.
type ledgerSummary struct {
	Bytes      int64            `json:"bytes"`
	Rows       map[string]int64 `json:"rows,omitempty"`
	Operations int              `json:"operations"`
	Changes    int              `json:"changes"`
	Problems   int              `json:"verify_problems"`
	Backups    int              `json:"backups"`
	Trouble    string           `json:"trouble,omitempty"`
}

// Name is the file name proposed for a 诊断包.
func Name(now time.Time) string {
	return "工会台账诊断包 " + now.Format("2006-01-02 1504") + ".zip"
}

const readMe = "工会台账诊断包\r\n\r\n" +
	"里面有：程序和系统的版本、屏幕和绘图的情况、台账各表有多少行、核对的结果、运行日志、出错报告。\r\n" +
	"里面没有：姓名、证件号码、手机、文件的位置，也没有台账的任何内容。可以放心交给维护人员。\r\n" +
	"summary.json 是概况，*.log 是运行日志，crash-*.txt 是出错报告。\r\n"

// Pack writes a 诊断包 to path: what is known of the program and the computer, the log,
// the crashes and, unless l is nil, what the ledger counts and whether it verifies.
// Whatever goes in passes Text once more.
func Pack(ctx context.Context, path, logs string, facts Facts, l *ledger.Ledger) error {
	s := summary{Version: assets.Version, Schema: ledger.SchemaVersion(), Go: runtime.Version(),
		Built: runtime.GOOS + "/" + runtime.GOARCH, Made: time.Now().Truncate(time.Second), Facts: facts, Crashes: len(reports(logs))}
	s.System, s.Renderer = Text(s.System), Text(s.Renderer)
	if l != nil {
		var err error
		if s.Ledger, err = count(ctx, l); err != nil {
			return err
		}
	}
	return sheet.WriteFile(path, func(w io.Writer) error {
		z := zip.NewWriter(w)
		if err := add(z, "说明.txt", []byte(readMe)); err != nil {
			return err
		}
		text, err := json.MarshalIndent(s, "", " ")
		if err != nil {
			return err
		}
		if err := add(z, "summary.json", text); err != nil {
			return err
		}
		if err := addFiles(z, logs); err != nil {
			return err
		}
		return z.Close()
	})
}

// count reads a ledger through. Only a cancelled context is an error: a ledger that
// cannot be read is what the receiver wants to know of.
func count(ctx context.Context, l *ledger.Ledger) (*ledgerSummary, error) {
	s := &ledgerSummary{Rows: map[string]int64{}, Backups: len(l.Backups())}
	if info, err := os.Stat(l.Path()); err == nil {
		s.Bytes = info.Size()
	}
	sizes, err := l.Sizes(ctx)
	for table, rows := range sizes {
		s.Rows[Text(table)] += rows
	}
	v, verr := l.Verify(ctx)
	s.Operations, s.Changes, s.Problems = v.Operations, v.Changes, len(v.Problems)
	if err = errors.Join(err, verr); err != nil {
		s.Trouble = Error(err)
	}
	return s, ctx.Err()
}

// addFiles puts the logs and the crash reports in.
func addFiles(z *zip.Writer, folder string) error {
	logs, _ := filepath.Glob(filepath.Join(folder, strings.TrimSuffix(logName, ".log")+"*.log"))
	for _, name := range append(logs, reports(folder)...) {
		text, err := os.ReadFile(name)
		if err != nil {
			text = []byte(Error(err))
		}
		if err := add(z, filepath.Base(name), []byte(again(string(text)))); err != nil {
			return err
		}
	}
	return nil
}

// rooted are paths from the top of a disk; places in the source have none.
var rooted = regexp.MustCompile(`[A-Za-z]:[/\\]\S*|\\\\\S*|(?m:^|[\s"=])/\S+`)

// again passes a file of ours, which others may have written to since, through the
// rules that leave places in the source alone: what lies outside ASCII, whole paths and
// numbers of a person's length go.
func again(text string) string {
	text = foreign.ReplaceAllString(rooted.ReplaceAllString(text, "<path>"), "…")
	return numeric.ReplaceAllStringFunc(text, func(n string) string {
		if len(n) >= 11 { // a phone, an ID number, a card; shorter ones are lines, times and sizes
			return "#"
		}
		return n
	})
}

func add(z *zip.Writer, name string, content []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		return fmt.Errorf("诊断包没有写成：%w", err)
	}
	return nil
}

package report

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"unionledger/data/ledger"
)

// Workbook is a workbook that was sent, made again. Same says that it is the very file, bit
// for bit; otherwise it says the same in every cell.
type Workbook struct {
	Name string
	Data []byte
	Same bool
}

// FileOf makes the workbook of a run again.
func FileOf(ctx context.Context, r ledger.Reader, run Run) (Workbook, error) {
	sent, err := SentOf(ctx, r, run)
	if err != nil {
		return Workbook{}, err
	}
	return sent.file(ctx, run)
}

func (s *Sent) file(ctx context.Context, run Run) (Workbook, error) {
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		return Workbook{}, fmt.Errorf("重新生成“%s”：%w", run.FileName(), err)
	}
	out := Workbook{Name: run.FileName(), Data: b.Bytes()}
	if strings.EqualFold(filepath.Ext(run.File), ".xls") {
		// LibreOffice never gives the same bytes twice: the file itself, where it still
		// lies there, goes before one converted anew.
		if old, err := os.ReadFile(run.File); err == nil && sumOf(old) == run.SHA256 {
			return Workbook{out.Name, old, true}, nil
		}
		old, err := toXLS(ctx, out.Data)
		if err != nil {
			return Workbook{}, err
		}
		out.Data = old
	}
	out.Same = sumOf(out.Data) == run.SHA256
	return out, nil
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

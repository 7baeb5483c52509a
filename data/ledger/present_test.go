package ledger

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is no file or holds nothing is told by what it is, and stays as it was.
func TestOpenWhatIsNoFile(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "空.ghtz")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, word := range map[string]string{empty: "空文件", os.DevNull: "不是文件", filepath.Dir(empty): "文件夹"} {
		for _, readOnly := range []bool{false, true} {
			_, err := Open(context.Background(), path, Options{ReadOnly: readOnly})
			if !IsKind(err, "not_a_ledger") || !strings.Contains(err.Error(), word) {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if info, err := os.Stat(empty); err != nil || info.Size() != 0 {
		t.Error(info, err)
	}
	if left, _ := os.ReadDir(filepath.Dir(empty)); len(left) != 1 {
		t.Error(left)
	}
}

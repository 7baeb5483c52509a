package platform

import (
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// longestText is the size beyond which a file is no list of names and no template.
const longestText = 4 << 20

// ReadText reads a small file of text that somebody named, as 记事本 or WPS wrote it. What is no
// file, or a picture or workbook, is refused by name.
func ReadText(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", fmt.Errorf("“%s”读不到，请核对文件名。", path)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("“%s”不是文件，请写文本文件的名字。", path)
	case info.Size() > longestText:
		return "", fmt.Errorf("“%s”太大（超过 %d MB），不像是文本文件。", path, longestText>>20)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("“%s”打不开，可能没有权限或正被别的程序占用。", path)
	}
	if !utf8.Valid(text) { // what an older 记事本 writes
		if text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(text); err != nil {
			return "", err
		}
	}
	if strings.ContainsAny(string(text), "\x00\uFFFD") {
		return "", fmt.Errorf("“%s”不是文本文件。请用记事本打开看看，另存时编码选 UTF-8。", path)
	}
	return strings.TrimPrefix(string(text), "\uFEFF"), nil
}

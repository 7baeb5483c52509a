package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"regexp"
	"strconv"

	"github.com/richardlehane/mscfb"
	"github.com/xuri/excelize/v2"
)

// readOLE reads an OLE container: an old workbook or an encrypted new one.
func (g *guard) readOLE(data []byte, password string) (*Book, error) {
	streams, err := g.oleStreams(data)
	if err != nil {
		return nil, err
	}
	switch {
	case streams["EncryptedPackage"] != nil:
		return g.readEncrypted(data, streams["EncryptionInfo"], password)
	case streams["Workbook"] != nil:
		return g.readXLS(streams["Workbook"])
	case streams["Book"] != nil:
		return nil, g.oldFormat()
	case streams["ETWorkbook"] != nil:
		return nil, g.fail("unsupported", nil, "是 WPS 自己的旧格式（.et），不能直接读。请用 WPS 另存为 .xlsx 再导入。")
	}
	return nil, g.fail("not_a_workbook", nil, "不是表格文件，可能是 Word 文档或别的文件。请选一个 .xlsx、.xls 或 .csv 文件。")
}

// oleStreams reads the streams a workbook is made of, by name.
func (g *guard) oleStreams(data []byte) (map[string][]byte, error) {
	doc, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, g.damaged(err)
	}
	streams := map[string][]byte{}
	for {
		entry, err := doc.Next()
		if err == io.EOF {
			return streams, nil
		}
		if err != nil {
			return nil, g.damaged(err)
		}
		if err := g.alive(); err != nil {
			return nil, err
		}
		switch entry.Name {
		case "EncryptedPackage", "Book", "ETWorkbook":
			streams[entry.Name] = []byte{} // that they are there is all we need
		case "EncryptionInfo", "Workbook":
			if entry.Size > int64(len(data)) || streams[entry.Name] != nil {
				return nil, g.damaged(errors.New("stream " + entry.Name + " is larger than the file or stands twice"))
			}
			body, err := io.ReadAll(io.LimitReader(entry, entry.Size))
			if err != nil {
				return nil, g.damaged(err)
			}
			streams[entry.Name] = body
		}
	}
}

var spinCount = regexp.MustCompile(`spinCount="(\d+)"`)

// maxSpins bounds the work a file may ask for to try one password; Office asks for
// 100,000.
const maxSpins = 2_000_000

// readEncrypted decrypts a workbook and reads what was inside.
func (g *guard) readEncrypted(data, info []byte, password string) (*Book, error) {
	for _, m := range spinCount.FindAllSubmatch(info, -1) {
		if n, err := strconv.Atoi(string(m[1])); err != nil || n > maxSpins {
			return nil, g.damaged(errors.New("absurd spin count"))
		}
	}
	if len(info) < 4 || binary.LittleEndian.Uint16(info[2:]) < 2 {
		return nil, g.damaged(errors.New("no encryption header"))
	}
	known := password != ""
	if !known {
		password = "VelvetSweatshop" // what Office itself uses for "read-only recommended"
	}
	plain, err := decrypt(data, password)
	if err != nil || !bytes.HasPrefix(plain, []byte("PK\x03\x04")) {
		if !known {
			return nil, g.fail("password_needed", err, "设有打开密码，请输入密码。")
		}
		return nil, g.fail("wrong_password", err, "的密码不对，打不开。请看大小写和输入法，再输一次。")
	}
	return g.readXLSX(plain)
}

// decrypt keeps a panic of the library inside: a damaged header is an error.
func decrypt(data []byte, password string) (plain []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			plain, err = nil, errors.New("damaged encryption header")
		}
	}()
	return excelize.Decrypt(data, &excelize.Options{Password: password})
}

package paper

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// The most faces a collection, and tables a face, is believed to have.
const (
	mostFaces  = 64
	mostTables = 64
)

var errFontFile = errors.New("字体文件坏了")

// faceStarts tells where the faces of a font file begin: at its start, or where the
// head of a collection says.
func faceStarts(file io.ReaderAt) ([]uint32, error) {
	head := make([]byte, 12)
	if _, err := file.ReadAt(head, 0); err != nil {
		return nil, err
	}
	if string(head[:4]) != "ttcf" {
		return []uint32{0}, nil
	}
	n := binary.BigEndian.Uint32(head[8:])
	if n == 0 || n > mostFaces {
		return nil, errFontFile
	}
	at := make([]byte, 4*n)
	if _, err := file.ReadAt(at, 12); err != nil {
		return nil, err
	}
	out := make([]uint32, n)
	for i := range out {
		out[i] = binary.BigEndian.Uint32(at[4*i:])
	}
	return out, nil
}

// hasOutlines reports whether a face has TrueType outlines.
func hasOutlines(file io.ReaderAt, at uint32) bool {
	kind := make([]byte, 4)
	_, err := file.ReadAt(kind, int64(at))
	return err == nil && (string(kind) == "\x00\x01\x00\x00" || string(kind) == "true")
}

// readFace reads one face of a font file as a file of its own: what makes the PDF
// knows no collections.
func readFace(path string, number int) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil || len(data) < 4 || string(data[:4]) != "ttcf" {
		return data, err
	}
	return alone(data, number)
}

// alone takes a face out of a collection. Its tables are copied, their places in the
// directory written anew; what the tables say of each other does not depend on them.
func alone(data []byte, number int) ([]byte, error) {
	file := sliceReader(data)
	starts, err := faceStarts(file)
	if err != nil {
		return nil, err
	}
	if number < 0 || number >= len(starts) {
		return nil, fmt.Errorf("%w：没有第 %d 个字体", errFontFile, number+1)
	}
	at := int64(starts[number])
	head := make([]byte, 12)
	if _, err := file.ReadAt(head, at); err != nil {
		return nil, errFontFile
	}
	n := int(binary.BigEndian.Uint16(head[4:]))
	if n == 0 || n > mostTables {
		return nil, errFontFile
	}
	directory := make([]byte, 16*n)
	if _, err := file.ReadAt(directory, at+12); err != nil {
		return nil, errFontFile
	}
	out := append(head, directory...)
	for i := range n {
		entry := out[12+16*i : 28+16*i]
		from, size := int64(binary.BigEndian.Uint32(entry[8:])), int64(binary.BigEndian.Uint32(entry[12:]))
		if from+size > int64(len(data)) || int64(len(out))+size > int64(len(data))+1<<20 {
			return nil, errFontFile
		}
		binary.BigEndian.PutUint32(entry[8:], uint32(len(out)))
		out = append(out, data[from:from+size]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out, nil
}

// sliceReader reads at places of bytes in memory.
type sliceReader []byte

// ReadAt belongs to io.ReaderAt.
func (s sliceReader) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 || at >= int64(len(s)) {
		return 0, io.EOF
	}
	n := copy(p, s[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

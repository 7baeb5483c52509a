package assets

import (
	"bytes"
	"fmt"

	"github.com/goccy/go-yaml"
)

// Decode reads a strict YAML document into a value: a word that the value does
// not know is an error, for it would silently do nothing. Text without a document
// gives io.EOF.
func Decode(text []byte, into any) error {
	return Documents(text, func(next func(any) error) error { return next(into) })
}

// Encode writes a value as the YAML that Decode reads.
func Encode(v any) ([]byte, error) { return yaml.Marshal(v) }

// Documents is Decode for text with several documents: read calls next until it
// gives io.EOF. The decoder panics over some broken files, an alias to nothing for
// one; here that is an error, since files also come from other people.
func Documents(text []byte, read func(next func(into any) error) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("文件已损坏（%v）", r)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict())
	return read(func(into any) error { return decoder.Decode(into) })
}

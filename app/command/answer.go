package command

import (
	"bytes"
	"encoding/json"
	"io"
)

// answer is what a program that asked for JSON gets: always one JSON value on the
// standard output, also where the work was refused.
type answer struct {
	wanted bool
	text   bytes.Buffer
	said   []string
}

// wantsJSON looks for the flag in the words themselves, since the parser says nothing
// about a command line that it refuses.
func wantsJSON(args []string) bool {
	for _, a := range args {
		switch a {
		case "--":
			return false
		case "--json", "--json=true":
			return true
		}
	}
	return false
}

func (a *answer) keep(v any) error { return encode(&a.text, v) }

// write gives the answer, or what went wrong instead of it; the sentences where the
// verb has nothing else to say.
func (a *answer) write(out io.Writer, wrong string, status int) error {
	switch {
	case wrong != "" && a.wanted:
		return encode(out, struct {
			Error  string `json:"error"`
			Status int    `json:"status"`
		}{wrong, status})
	case a.text.Len() > 0:
		_, err := out.Write(a.text.Bytes())
		return err
	case a.wanted:
		return encode(out, struct {
			Messages []string `json:"messages"`
		}{append([]string{}, a.said...)})
	}
	return nil
}

func encode(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

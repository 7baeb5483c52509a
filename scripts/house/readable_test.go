package house_test

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// Nobody wants to read more than this in one piece. The aim is far below:
// functions under 60 lines, files around 130.
const (
	longestFile     = 600
	longestFunction = 100
)

func TestFilesAndFunctionsStayReadable(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest {
			continue
		}
		if s.lines > longestFile {
			t.Errorf("%s has %d lines, the most is %d: which second thing does it do?", s.path, s.lines, longestFile)
		}
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1
			if n > longestFunction {
				t.Errorf("%s: %s has %d lines, the most is %d", s.path, f.Name.Name, n, longestFunction)
			}
		}
	}
}

// Every room says what it is for, every exported name what it means.
func TestExportedNamesAreExplained(t *testing.T) {
	explained := map[string]bool{}
	for _, s := range sources(t) {
		// A room such as pagetest stands in for an interface that is explained where
		// it is declared.
		if s.isTest || strings.HasSuffix(s.room, "test") {
			continue
		}
		explained[s.room] = explained[s.room] || s.file.Doc.Text() != ""
		for i, decl := range s.file.Decls {
			if i > 0 && follows(s, s.file.Decls[i-1], decl) {
				continue
			}
			for _, name := range unexplained(decl) {
				t.Errorf("%s: %s has no doc comment", s.path, name)
			}
		}
	}
	for room, ok := range explained {
		if !ok {
			t.Errorf("%s has no package comment", room)
		}
	}
}

// follows reports whether a function stands right under another, with no blank
// line between: one comment above such a run of one-liners speaks for them all.
func follows(s source, above, decl ast.Decl) bool {
	if _, ok := above.(*ast.FuncDecl); !ok {
		return false
	}
	return s.fset.Position(decl.Pos()).Line == s.fset.Position(above.End()).Line+1
}

// unexplained gives the exported names a declaration leaves without a comment.
func unexplained(decl ast.Decl) []string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc.Text() == "" && (d.Recv == nil || explainableReceiver(d)) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		var names []string
		// A comment on the first name of a block of values speaks for them all.
		block := d.Doc.Text()
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc.Text() == "" && s.Doc.Text() == "" {
					names = append(names, s.Name.Name)
				}
			case *ast.ValueSpec:
				block += s.Doc.Text() + s.Comment.Text()
				if block == "" && s.Names[0].IsExported() {
					names = append(names, s.Names[0].Name)
				}
			}
		}
		return names
	}
	return nil
}

// explainableReceiver reports whether the method can be called from other rooms
// by its name: methods of unexported types only serve an interface, and so do
// Error and String, which everybody knows.
func explainableReceiver(d *ast.FuncDecl) bool {
	if d.Name.Name == "Error" || d.Name.Name == "String" {
		return false
	}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	if generic, ok := receiver.(*ast.IndexExpr); ok {
		receiver = generic.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && name.IsExported()
}

// What is not done is not shipped half.
func TestNothingIsLeftForLater(t *testing.T) {
	marks := []string{"TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"}
	for _, s := range sources(t) {
		for _, group := range s.file.Comments {
			for _, mark := range marks {
				for word := range strings.FieldsFuncSeq(group.Text(), func(r rune) bool { return r < 'A' || r > 'Z' }) {
					if word == mark {
						t.Errorf("%s: a comment says %s", s.fset.Position(group.Pos()), mark)
					}
				}
			}
		}
	}
}

// stringLiterals gives the texts between quotes in a file.
func stringLiterals(s source) []string {
	var all []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if value, err := strconv.Unquote(lit.Value); err == nil {
				all = append(all, value)
			}
		}
		return true
	})
	return all
}

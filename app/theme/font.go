package theme

import (
	"sync"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"unionledger/assets"
)

// face reads one bundled face, once: the bytes are ten megabytes.
func face(path string) func() *fyne.StaticResource {
	return sync.OnceValue(func() *fyne.StaticResource {
		content, err := assets.Files.ReadFile(path)
		if err != nil {
			return nil // a build without fonts falls back to Fyne's and the system's
		}
		return fyne.NewStaticResource(path, content)
	})
}

var (
	regular = face("fonts/NotoSansSC-Regular.ttf")
	bold    = face("fonts/NotoSansSC-Bold.ttf")
)

// Font gives the bundled face: bold for bold, regular for everything else but
// symbols. Characters outside it come from the system's fonts.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	if style.Symbol {
		return base.DefaultTheme().Font(style)
	}
	res := regular()
	if style.Bold {
		res = bold()
	}
	if res == nil {
		return base.DefaultTheme().Font(style)
	}
	return res
}

var (
	regularCover = sync.OnceValue(func() cover { return coverOf(regular()) })
	boldCover    = sync.OnceValue(func() cover { return coverOf(bold()) })
)

func coverOf(res *fyne.StaticResource) cover {
	if res == nil {
		return nil
	}
	return readCover(res.StaticContent)
}

// Missing lists the characters of s that the bundled face lacks, each once, in
// order. They are shown and printed with a system font, if there is one.
func Missing(s string) []rune {
	var out []rune
	seen := map[rune]bool{}
	for _, r := range s {
		if r > ' ' && !seen[r] && !regularCover().has(r) {
			seen[r] = true
			out = append(out, r)
		}
	}
	return out
}

// Bold asks for bold, or for regular where the bold face lacks a character of s:
// one rare character in a name must not stand between two fonts.
func Bold(s string) fyne.TextStyle {
	for _, r := range s {
		if r > ' ' && !boldCover().has(r) {
			return fyne.TextStyle{}
		}
	}
	return fyne.TextStyle{Bold: true}
}

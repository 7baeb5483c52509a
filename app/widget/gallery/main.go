// Command gallery shows every building block on one page, to look at and to
// compare with the design: go run -tags migrated_fynedo,no_emoji ./app/widget/gallery
//
//	gallery [-dark] [-scale 1.5] [-png FILE] [-size 1093x614] [-page 2]
//
// With -png it draws the page into a file without a window; that takes a build
// with the tag ci, which has no graphics.
package main

import (
	"flag"
	"fmt"
	"image/png"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"unionledger/app/theme"
	"unionledger/app/widget"
)

func main() {
	dark := flag.Bool("dark", false, "the dark variant")
	scale := flag.Float64("scale", 1, "text scale, 1 to 1.5")
	file := flag.String("png", "", "draw into this file and end")
	size := flag.String("size", "1093x614", "width and height")
	page := flag.Int("page", 1, "which page: 1 blocks, 2 form and dialog, 3 lists and charts, 4 drawer")
	flag.Parse()

	var width, height float32
	if _, err := fmt.Sscanf(*size, "%fx%f", &width, &height); err != nil {
		fmt.Fprintln(os.Stderr, "gallery: -size wants WIDTHxHEIGHT, such as 1093x614")
		os.Exit(2)
	}
	a := app.NewWithID("cn.unionledger.gallery")
	a.Settings().SetTheme(theme.New(*dark, float32(*scale)))
	w := a.NewWindow("构件")
	w.SetPadded(false)
	root := widget.NewRoot(build(*page))
	w.SetContent(root)
	if *file != "" {
		if err := draw(w, fyne.NewSize(width, height), *file); err != nil {
			fmt.Fprintln(os.Stderr, "gallery:", err)
			os.Exit(1)
		}
		return
	}
	w.Resize(fyne.NewSize(width, height))
	w.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		if key.Name == fyne.KeyF5 {
			root.Done("已导入 284 人，待处理 9 行", func() { root.Done("已撤销：导入 284 人", nil) })
		}
	})
	w.ShowAndRun()
}

// draw paints a page into a file.
func draw(w fyne.Window, size fyne.Size, file string) error {
	w.Resize(size.AddWidthHeight(0, 1)) // a second layout, for text whose height follows its width
	w.Resize(size)
	out, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("create picture: %w", err)
	}
	if err := png.Encode(out, w.Canvas().Capture()); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	return out.Close()
}

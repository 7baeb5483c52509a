// Package roster is a page of the window.
package roster

import (
	"fyne.io/fyne/v2"

	"unionledger/app/page"
	"unionledger/app/widget"
)

type view struct{ content fyne.CanvasObject }

// New makes the page.
func New(shell page.Shell) page.Page { return &view{widget.Body("roster")} }

func (v *view) Content() fyne.CanvasObject { return v.content }
func (v *view) Show(any)                   {}
